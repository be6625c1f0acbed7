"""Keeping what was said and answering it, and what the alerts make of it."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers.domain.actors import Actor
from careleavers.domain.reading import reading_age
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Role
from careleavers.domain.voice import IN_THEIR_WORDS, VoiceChange, VoiceKind
from careleavers.models import Alert, VoiceAnswerDetails, VoiceDetails, VoiceMessage
from careleavers.people.messages import waiting_by_person
from careleavers.voice import queries, service
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import acting

K = VoiceKind
ANSWER = VoiceAnswerDetails(answer="I ring you on Monday", done="Rang, and went round")


def yas(people: People) -> Actor:
    """Yas, signed in."""
    return Actor("account:yas", Role.YOUNG_PERSON, young_person_id=people.id("yas"))


def tell(session: Session, people: People, kind: VoiceKind, by: Actor | None = None, **more: Any) -> VoiceMessage:
    facts = {"kind": kind, "words": "i WANT to talk!!", "sent_on": TODAY, **more}
    return service.tell(session, by or yas(people), people.yas, VoiceDetails(**facts))


def alerts(session: Session, people: People) -> set[str]:
    statement = select(Alert.rule).where(Alert.young_person_id == people.id("yas"), col(Alert.cleared_at).is_(None))
    return {rule for rule in session.exec(statement) if rule.startswith(("R89", "R90"))}


def reply(session: Session, people: People, message: VoiceMessage, who: str, details: Any = ANSWER) -> VoiceMessage:
    return service.answer(session, acting(people, who), message, details, message.version)


def test_not_safe_needs_no_words_alerts_at_once_and_is_cleared_by_what_was_done(
    session: Session, people: People
) -> None:
    message = tell(session, people, K.NOT_SAFE, words="")
    assert alerts(session, people) == {"R90b"}
    service.mark_seen(session, acting(people, "amy"), message)
    with pytest.raises(Refused, match="what was done to make them safe"):
        reply(session, people, message, "amy", VoiceAnswerDetails(answer="I am on my way"))
    assert alerts(session, people) == {"R90b"}
    reply(session, people, message, "amy")
    assert alerts(session, people) == set()


@pytest.mark.parametrize("kind", [K.WORKER, K.COMPLAINT])
def test_only_a_manager_answers_what_is_for_a_manager(session: Session, people: People, kind: VoiceKind) -> None:
    message = tell(session, people, kind)
    for act in (lambda: reply(session, people, message, "amy"),
                lambda: service.mark_seen(session, acting(people, "amy"), message)):  # fmt: skip
        with pytest.raises(Refused, match="Only a manager answers this"):
            act()
    assert reply(session, people, message, "tess").answered_by_id == people.id("tess")
    assert alerts(session, people) == set()


def test_nobody_answers_a_complaint_about_themselves(session: Session, people: People) -> None:
    message = tell(session, people, K.COMPLAINT, about_id=people.id("tess"))
    with pytest.raises(Refused, match="about you"):
        reply(session, people, message, "tess")
    assert alerts(session, people) == {"R89"}
    assert reply(session, people, message, "sam").answered_on == TODAY


def test_a_complaint_that_was_read_still_waits_for_its_answer(session: Session, people: People) -> None:
    message = tell(session, people, K.COMPLAINT, sent_on=TODAY - timedelta(days=10))
    assert alerts(session, people) == {"R89", "R89b"}
    service.mark_seen(session, acting(people, "tess"), message)
    assert alerts(session, people) == {"R89b"}


def test_a_question_waits_until_it_is_answered_and_a_thank_you_until_it_is_read(
    session: Session, people: People
) -> None:
    number = people.id("yas")
    question, thanks = tell(session, people, K.QUESTION), tell(session, people, K.THANKS)
    assert alerts(session, people) == {"R90"}
    assert waiting_by_person(session, [number]) == {number: 2}
    service.mark_seen(session, acting(people, "amy"), thanks)
    reply(session, people, question, "amy")
    assert question.seen_on == TODAY
    assert alerts(session, people) == set()
    assert waiting_by_person(session, [number]) == {}


def test_words_are_kept_as_they_were_written(session: Session, people: People) -> None:
    message = tell(session, people, K.QUESTION, words="wot abt my   MONEY??\n\n:(")
    reply(session, people, message, "amy")
    (said,) = queries.said_by(session, people.yas)
    assert said.message.words == "wot abt my   MONEY??\n\n:("
    assert (said.written_by, said.answered_by) == ("", people.worker("amy").name)


def test_as_spoken_is_marked_with_whoever_wrote_it_down(session: Session, people: People) -> None:
    tell(session, people, K.VISIT, by=acting(people, "amy"), sent_on=TODAY - timedelta(days=2))
    (said,) = queries.said_by(session, people.yas)
    assert said.written_by == people.worker("amy").name
    assert said.promised.answer_by == TODAY + timedelta(days=5)


def test_it_is_answered_once_and_not_over_somebody_else(session: Session, people: People) -> None:
    message = tell(session, people, K.QUESTION)
    with pytest.raises(Stale):
        service.answer(session, acting(people, "amy"), message, ANSWER, message.version - 1)
    with pytest.raises(Refused, match="Write the answer"):
        reply(session, people, message, "amy", VoiceAnswerDetails(answer=" - "))
    reply(session, people, message, "amy")
    with pytest.raises(Refused, match="was answered on 4 March 2026 already"):
        reply(session, people, message, "amy")


@pytest.mark.parametrize(
    ("kind", "more", "field"),
    [
        (K.QUESTION, {"words": "  "}, "words"),
        (K.CHANGE, {}, "change"),
        (K.VISIT, {"sent_on": TODAY + timedelta(days=1)}, "sent_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_question(
    session: Session, people: People, kind: VoiceKind, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        tell(session, people, kind, **more)
    assert refusal.value.field == field


def test_a_young_person_writes_in_their_own_record_alone(session: Session, people: People) -> None:
    with pytest.raises(PermissionError):
        service.tell(session, yas(people), people.zak, VoiceDetails(kind=K.THANKS, words="Hi", sent_on=TODAY))


def test_a_change_says_which(session: Session, people: People) -> None:
    assert tell(session, people, K.CHANGE, change=VoiceChange.BABY).change is VoiceChange.BABY


def test_the_words_of_the_page_are_for_everybody() -> None:
    words = " ".join(f"{title}. {more}" for title, more in IN_THEIR_WORDS.values())
    assert (reading_age(words) or 0) <= 11
