"""What is new at a contact, whether it was talked through, and the actions it was about."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlmodel import Session

from careleavers.actions.touched import touched
from careleavers.contacts import service
from careleavers.contacts.correcting import strike_contact
from careleavers.domain.actors import Actor
from careleavers.domain.curiosity import Sign, as_kept, noticed, signs_of
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import ActionSource, Answer, ContactKind
from careleavers.finding.queries import search
from careleavers.models import Action, Contact, ContactAction
from careleavers.models.base import identity
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import LATE, as_drawn, details, inputs, page_of, sent
from tests.people import People
from tests.plans.writing import acting, approved_plan

K = ContactKind
SignIn = Callable[[str], AuditingClient]
WHY = "This was Zak and not Yas: the two were mixed up on the phone.\nIt is recorded in his record now."


def promised(session: Session, people: People, who: str = "yas", **more: Any) -> Action:
    """Something that is still to do for somebody."""
    facts: dict[str, Any] = {
        "what": "Look at the tenancy offer", "source": ActionSource.PLAN, "owner_id": people.id("amy"),
        "young_person_id": people.id(who), "due_on": TODAY + timedelta(days=9), "recorded_by_id": people.id("amy"),
    }  # fmt: skip
    action = Action.made(**facts | more)
    session.add(action)
    session.flush()
    return action


def how_many(session: Session, model: Any) -> int:
    return session.execute(select(func.count()).select_from(model)).scalar_one()


def test_signs_are_kept_in_one_order_and_read_back() -> None:
    assert as_kept([Sign.INJURY, Sign.NEW_THINGS]) == "new_things injury"
    assert signs_of("new_things injury") == [Sign.NEW_THINGS, Sign.INJURY]
    assert (as_kept([]), signs_of(""), noticed("none")) == ("", [], [])
    for wrong in ("injury new_things", "none injury", "a car", "injury  missing", " injury"):
        with pytest.raises(ValueError):  # noqa: PT011 - its own words or those of the vocabulary
            signs_of(wrong)


@pytest.mark.parametrize(
    ("answers", "field", "sentence"),
    [
        ({"signs": "injury"}, "exploitation_talked", "say whether you talked"),
        ({"signs": "injury", "exploitation_talked": Answer.YES}, "exploitation_words", "Say what you found"),
        (
            {"exploitation_talked": Answer.YES, "exploitation_words": "n/a"},
            "exploitation_words",
            "Say what you found",
        ),
        ({"exploitation_talked": Answer.NO, "exploitation_words": "She laughed"}, "exploitation_words", "Choose “Yes”"),
        ({"exploitation_words": "She laughed"}, "exploitation_words", "Choose “Yes”"),
        ({"signs": "injury", "exploitation_talked": Answer.NOT_KNOWN}, "exploitation_talked", "say whether you talked"),
    ],
)
def test_something_new_is_talked_through_or_said_not_to_be(
    session: Session, people: People, answers: dict[str, Any], field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as refusal:
        service.record_contact(session, acting(people, "amy"), people.yas, details(K.FACE_TO_FACE, **answers), {})
    assert refusal.value.field == field
    assert how_many(session, Contact) == 0


def test_information_from_others_carries_signs_and_no_talk(session: Session, people: People) -> None:
    told = details(K.INFORMATION, signs="unknown_adults")
    made = service.record_contact(session, acting(people, "amy"), people.yas, told, {})
    assert (made.signs, made.exploitation_talked) == ("unknown_adults", None)


def test_actions_talked_about_are_kept_shown_on_the_action_and_forgotten_with_a_contact_made_in_error(
    session: Session, people: People
) -> None:
    amy, action = acting(people, "amy"), promised(session, people)
    number = identity(action)
    for days, said in ((9, "Viewed it"), (2, "Signed")):
        visit = details(K.FACE_TO_FACE, TODAY - timedelta(days=days))
        made = service.record_contact(session, amy, people.yas, visit, {}, touched={number: said})
    assert [(each.words, each.where, each.by) for each in touched(session, [number])[number]] == [
        ("Signed", "Face to face somewhere else", "Amy Worker"),
        ("Viewed it", "Face to face somewhere else", "Amy Worker"),
    ]
    strike_contact(session, acting(people, "tess"), made, WHY, made.version)
    assert [each.words for each in touched(session, [number])[number]] == ["Viewed it"]
    assert [note.excerpt for note in search(session, amy, "Viewed").notes] == [[("Viewed", True), (" it", False)]]


@pytest.mark.parametrize(
    ("kind", "whose", "source", "said", "sentence"),
    [
        (K.FACE_TO_FACE, "zak", ActionSource.PLAN, "Done soon", "does not ask about"),
        (K.FACE_TO_FACE, "yas", ActionSource.SUPERVISION, "Done soon", "does not ask about"),
        (K.INFORMATION, "yas", ActionSource.PLAN, "Done soon", "does not ask about"),
        (K.ATTEMPT, "yas", ActionSource.PLAN, "Done soon", "does not ask about"),
        (K.FACE_TO_FACE, "yas", ActionSource.PLAN, "tbc", "how far this has come"),
    ],
)
def test_only_their_own_actions_and_only_with_words(
    session: Session, people: People, kind: ContactKind, whose: str, source: ActionSource, said: str, sentence: str
) -> None:
    amy: Actor = acting(people, "amy")
    action = promised(session, people, whose, source=source)
    with pytest.raises(Refused, match=sentence):
        service.record_contact(session, amy, people.yas, details(kind), {}, touched={identity(action): said})
    assert (how_many(session, Contact), how_many(session, ContactAction)) == (0, 0)


def test_a_visit_with_signs_and_actions_on_the_pages(session: Session, sign_in: SignIn, people: People) -> None:
    action, other = promised(session, people), promised(session, people, what="Open a bank account")
    session.commit()
    amy, path, name = sign_in("amy"), page_of(people.yas, K.HOME_VISIT), action.public_id
    page = amy.get(path)
    assert "Open a bank account" in words(page)
    assert not [box for box in inputs(page) if box.get("type") == "checkbox" and box.get("checked") is not None]
    new = {
        "signs": ["new_things", "new_phone"], "exploitation_talked": "yes",
        "exploitation_words": "Her aunt gave it to her", "touched": [name],
        f"progress_{name.lower()}": "She has the keys on Monday",
    }  # fmt: skip
    saved = amy.post(path, data={**as_drawn(page), **sent(K.HOME_VISIT), **new})
    assert saved.status_code == 302, words(saved)
    made = session.execute(select(Contact)).scalar_one()
    assert (made.signs, made.exploitation_talked) == ("new_things new_phone", Answer.YES)
    record = f"/young-people/{people.yas.public_id}"
    for where in (f"{record}/contacts/{made.public_id}", f"{record}/actions", "/actions"):
        assert "She has the keys on Monday" in words(amy.get(where)), where
    said = words(amy.get(f"{record}/contacts/{made.public_id}"))
    assert "New money, clothes or other things; Another phone, or a second one" in said
    assert "Her aunt gave it to her" in said
    assert other.public_id not in said


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"signs": []}, "Tick what is new, or “None of these”"),
        ({"signs": ["none", "injury"]}, "untick “None of these”, or everything else"),
        ({"signs": ["a car"]}, "Choose from the answers to “Anything new?”"),
        ({"signs": ["injury"]}, "say whether you talked through"),
        ({"signs": ["injury"], "exploitation_talked": "yes"}, "Say what you found"),
        ({"exploitation_words": "She laughed"}, "only asked after “Yes”"),
        ({"touched": ["ACTION"]}, "Say how far this has come"),
        ({"progress_action": "It is done"}, "only asked after “Look at the tenancy offer”"),
        ({"touched": ["A" * 26]}, "Choose from the answers to “Which actions did you talk about?”"),
    ],
    ids=str,
)
def test_what_will_not_do_is_said_and_nothing_is_lost(
    session: Session, sign_in: SignIn, people: People, answers: dict[str, Any], sentence: str
) -> None:
    action = promised(session, people)
    session.commit()
    amy, path = sign_in("amy"), page_of(people.yas, K.FACE_TO_FACE)
    named = {
        name.replace("action", action.public_id.lower()): [action.public_id if v == "ACTION" else v for v in value]
        if isinstance(value, list)
        else value
        for name, value in answers.items()
    }
    answer = amy.post(path, data={**as_drawn(amy.get(path)), **sent(K.FACE_TO_FACE), **named})
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert as_drawn(answer)["analysis"].strip() == sent(K.FACE_TO_FACE)["analysis"]
    assert how_many(session, Contact) == 0


def test_an_action_finished_while_somebody_writes_keeps_what_was_said_of_it(
    session: Session, sign_in: SignIn, people: People
) -> None:
    action = promised(session, people)
    session.commit()
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    about = {"touched": [action.public_id], f"progress_{action.public_id.lower()}": "She has the keys"}
    answers = {**as_drawn(amy.get(path)), **sent(K.TWO_WAY), **about}
    finish = f"/young-people/{people.yas.public_id}/actions/{action.public_id}/finish"
    assert amy.send(finish, {"evidence": "The lease is signed"}).status_code == 302
    assert amy.post(path, data=answers).status_code == 302
    assert session.execute(select(ContactAction)).scalar_one().words == "She has the keys"


def test_what_was_new_can_be_put_right_and_the_change_is_told(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    amy.send(path, sent(K.TWO_WAY, signs=["injury"], exploitation_talked="no"))
    made = session.execute(select(Contact)).scalar_one()
    page = f"/young-people/{people.yas.public_id}/contacts/{made.public_id}"
    drawn = as_drawn(amy.get(f"{page}/edit"))
    assert (drawn["signs"], drawn["exploitation_talked"]) == ("injury", "no")
    refused = amy.post(f"{page}/edit", data={key: v for key, v in drawn.items() if key != "exploitation_talked"})
    assert "say whether you talked through" in words(refused)
    assert amy.post(f"{page}/edit", data={**drawn, "signs": ["missing", "injury"]}).status_code == 302
    assert "Changed by Amy Worker" in words(amy.get(page))
    session.expire_all()
    assert session.execute(select(Contact)).scalar_one().signs == "missing injury"


def test_a_review_lays_what_was_said_beside_the_action(session: Session, sign_in: SignIn, people: People) -> None:
    approved_plan(session, people, people.yas, "amy", "tess")
    action = promised(session, people, what="Register with a dentist")
    service.record_contact(
        session, acting(people, "amy"), people.yas, details(K.FACE_TO_FACE, why_late=LATE), {},
        touched={identity(action): "Booked"},
    )  # fmt: skip
    session.commit()
    said = words(sign_in("amy").get(f"/young-people/{people.yas.public_id}/reviews/hold"))
    assert "Register with a dentist" in said
    assert "4 March 2026, face to face somewhere else: Booked" in said


def test_r43_goes_when_it_was_talked_through(session: Session, sign_in: SignIn, people: People) -> None:
    amy, record = sign_in("amy"), f"/young-people/{people.yas.public_id}"
    amy.send(page_of(people.yas, K.TWO_WAY), sent(K.TWO_WAY, signs=["injury", "missing"], exploitation_talked="no"))
    assert "Something new: is anybody using them?" in words(amy.get(record))
    talked = {"exploitation_talked": "yes", "exploitation_words": "She fell; her aunt was there"}
    amy.send(page_of(people.yas, K.VIDEO), sent(K.VIDEO, **talked))
    assert "is anybody using them?" not in words(amy.get(record))
