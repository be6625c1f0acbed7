"""The pages on both sides: the young person's, and the worker's."""

from collections.abc import Callable

from sqlmodel import Session, select

from careleavers.domain.protection import RestrictionGround
from careleavers.domain.reading import reading_age
from careleavers.domain.voice import VoiceKind
from careleavers.models import Message, RestrictionDetails, VoiceMessage
from careleavers.protection.service import restrict
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.entitlements.filling import day_sent
from tests.people import People
from tests.plans.writing import acting, approved_plan

SignIn = Callable[[str], AuditingClient]
SAID = "wot abt my <b>MONEY</b>??"


def page(people: People, more: str = "") -> str:
    return f"/young-people/{people.yas.public_id}/messages{more}"


def sent(session: Session) -> VoiceMessage:
    session.expire_all()
    return session.exec(select(VoiceMessage)).one()


def test_a_question_goes_there_and_its_answer_comes_back(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("yas")
    assert "Nothing yet" in words(client.get("/my/messages"))
    assert "You get an answer by 11 March 2026" in words(client.get("/my/messages/question"))
    answer = client.send("/my/messages/question", {"words": SAID})
    assert answer.location == "/my/messages"
    shown = words(client.get("/my/messages"))
    for said in ("You will have an answer by 11 March 2026", SAID, "Nobody has read it yet"):
        assert said in shown
    amy = sign_in("amy")
    record = amy.get(f"/young-people/{people.yas.public_id}")
    assert "1 thing they said waits for an answer" in words(record)
    assert "1 message to answer" in words(amy.get("/young-people"))
    assert SAID in words(amy.get(page(people)))
    message = sent(session)
    amy.get(page(people))
    assert amy.send(page(people, f"/{message.public_id}/seen"), {}).status_code == 302
    assert "Amy Worker read this on 4 March 2026" in words(sign_in("yas").get("/my/messages"))
    amy = sign_in("amy")
    at = page(people, f"/{message.public_id}/answer")
    amy.get(at)
    assert amy.send(at, {"answer": "It comes on Friday", "done": "Rang the bank"}).status_code == 302
    yas = sign_in("yas")
    told = words(yas.get("/my/messages"))
    assert "Amy Worker answered on 4 March 2026: It comes on Friday" in told
    assert "Rang the bank" not in told
    assert "You have an answer" in words(yas.get("/my/plan"))
    assert session.exec(select(Message)).all() == []


def test_not_safe_shows_numbers_first_and_is_sent_without_words(
    session: Session, sign_in: SignIn, people: People
) -> None:
    client = sign_in("yas")
    text = words(client.get("/my/messages/not_safe"))
    places = [text.index(each) for each in ("999", "press 55", "116 123", "not an emergency service", "Say it in your")]
    assert places == sorted(places)
    assert "They read it on a working day" in text
    assert client.send("/my/messages/not_safe", {"words": ""}).status_code == 302
    assert sent(session).kind is VoiceKind.NOT_SAFE
    shown = sign_in("amy").get(f"/young-people/{people.yas.public_id}")
    assert "they said that they do not feel safe" in words(shown)
    assert page(people) in shown.get_data(as_text=True)


def test_nothing_written_is_asked_for_and_an_unknown_kind_is_not_there(sign_in: SignIn, people: People) -> None:
    client = sign_in("yas")
    client.get("/my/messages/change")
    answer = client.send("/my/messages/change", {"words": "The landlord says out"})
    assert answer.status_code == 422
    assert "Choose what changed" in words(answer)
    assert "The landlord says out" in answer.get_data(as_text=True)
    assert client.get("/my/messages/nonsense").status_code == 404


def test_a_complaint_is_for_a_manager_whom_it_is_not_about(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("yas")
    assert "by 9 March 2026" in words(client.get("/my/messages/complaint"))
    tess = people.id("tess")
    assert client.send("/my/messages/complaint", {"words": "She shouts", "about": str(tess)}).status_code == 302
    message = sent(session)
    assert message.about_id == tess
    assert "Only a manager answers this" in words(sign_in("amy").get(page(people)))
    barred = sign_in("tess").get(page(people, f"/{message.public_id}/answer"))
    assert "This complaint is about you" in words(barred)
    assert "Send the answer" not in words(barred)
    sam = sign_in("sam")
    sam.get(page(people, f"/{message.public_id}/answer"))
    sent_back = sam.send(page(people, f"/{message.public_id}/answer"), {"answer": "I am sorry. I looked into it"})
    assert sent_back.status_code == 302


def test_a_worker_writes_down_what_was_spoken(session: Session, sign_in: SignIn, people: People) -> None:
    amy = sign_in("amy")
    amy.get(page(people, "/record"))
    answers = {"kind": "visit", "words": "come round", **day_sent("sent_on", TODAY)}
    assert amy.send(page(people, "/record"), answers).status_code == 302
    assert "As spoken, with Amy Worker" in words(amy.get(page(people)))
    assert "Amy Worker wrote this down with you" in words(sign_in("yas").get("/my/messages"))


def test_messages_are_shut_with_the_record(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("yas")
    client.get("/my/messages/question")
    client.send("/my/messages/question", {"words": SAID})
    assert sign_in("ben").get(page(people)).status_code == 404
    restrict(
        session, acting(people, "tess"), people.yas,
        RestrictionDetails(ground=RestrictionGround.STAFF, reason="Her aunt works here"), [people.id("tess")],
    )  # fmt: skip
    session.commit()
    amy = sign_in("amy")
    assert amy.get(page(people)).status_code == 404
    assert "1 message to answer" not in words(amy.get("/young-people"))


def test_the_fixed_words_are_easy_to_read(sign_in: SignIn, people: People) -> None:
    client = sign_in("yas")
    for kind in VoiceKind:
        text = words(client.get(f"/my/messages/{kind.value}"))
        assert (reading_age(text[text.index("What happens next") :]) or 0) <= 11, kind


def test_the_form_of_a_review_shows_what_was_said_since_the_last(
    session: Session, sign_in: SignIn, people: People
) -> None:
    approved_plan(session, people)
    session.commit()
    client = sign_in("yas")
    client.get("/my/messages/question")
    client.send("/my/messages/question", {"words": SAID})
    shown = words(sign_in("amy").get(f"/young-people/{people.yas.public_id}/reviews/hold"))
    assert "What they said since the last review" in shown
    assert SAID in shown
