"""The pages on which actions are read and settled."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session

from careleavers.domain.terms import ActionSource, ActionState
from careleavers.models import Action, Allocation, ReadEntry, Supervision
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import as_drawn
from tests.people import People

SignIn = Callable[[str], AuditingClient]
NEW_DAY = {"due_on-day": "20", "due_on-month": "3", "due_on-year": "2026"}


def made(session: Session, people: People, what: str = "Ring the college", days: int = 7, **more: Any) -> Action:
    facts: dict[str, Any] = {
        "owner_id": people.id("amy"),
        "source": ActionSource.PLAN,
        "young_person_id": people.id("yas"),
        "recorded_by_id": people.id("amy"),
        "due_on": TODAY + timedelta(days=days),
    }
    action = Action.made(what=what, **{**facts, **more})
    session.add(action)
    session.commit()
    return action


def again(session: Session) -> list[Action]:
    return list(session.execute(select(Action).execution_options(populate_existing=True)).scalars())


def page_of(people: People, action: Action, act: str) -> str:
    return f"/young-people/{people.yas.public_id}/actions/{action.public_id}/{act}"


def test_mine_are_the_open_ones_i_own_the_longest_overdue_first(
    session: Session, sign_in: SignIn, people: People
) -> None:
    made(session, people, "Ring the college", 3)
    made(session, people, "Pay the deposit", -12)
    made(session, people, "Somebody else’s", -30, owner_id=people.id("tess"))
    made(session, people, "Done long ago", -40, state=ActionState.DONE, done_on=TODAY, evidence="Letter on file")
    client = sign_in("amy")
    page = words(client.get("/actions"))
    assert "20 February 2026 (12 days late)" in page
    assert page.index("Pay the deposit") < page.index("Ring the college")
    assert "Somebody else’s" not in page
    assert "Done long ago" not in page
    entry = session.execute(select(ReadEntry).order_by(ReadEntry.id.desc())).scalars().first()  # type: ignore[union-attr]
    assert entry is not None
    assert (entry.endpoint, entry.listed_ids) == ("actions.mine", str(people.id("yas")))


def test_with_nothing_to_do_the_page_says_what_would_be_there(sign_in: SignIn, people: People) -> None:
    assert "You have nothing to do here" in words(sign_in("ivy").get("/actions"))


def test_an_action_about_somebody_no_longer_in_reach_is_listed_without_the_name(
    session: Session, sign_in: SignIn, people: People
) -> None:
    made(session, people, "Ring the college")
    allocation = session.execute(select(Allocation).where(Allocation.young_person_id == people.id("yas"))).scalar_one()  # type: ignore[arg-type]
    allocation.to_on = TODAY
    session.add(allocation)
    session.commit()
    response = sign_in("amy").get("/actions")
    page = words(response)
    assert "Ring the college" in page
    assert "not on your list any more" in page
    assert "Yas" not in page
    assert people.yas.public_id not in response.get_data(as_text=True)


def test_one_young_persons_actions_from_everywhere(session: Session, sign_in: SignIn, people: People) -> None:
    made(session, people, "Ring the college", 3, times_redated=2, redate_reason="Closed on strike days")
    made(session, people, "Pay the deposit", -2, owner_id=people.id("tess"), source=ActionSource.REVIEW)
    made(session, people, "Find a dentist", 0, state=ActionState.DROPPED, drop_reason="She has one already")
    page = words(sign_in("amy").get(f"/young-people/{people.yas.public_id}/actions"))
    for said in (
        "Tess Worker 2 March 2026 (2 days late) From review",
        "2 new days: Closed on strike days",
        "No longer needed: She has one already",
    ):
        assert said in page
    assert page.index("Pay the deposit") < page.index("Ring the college") < page.index("Find a dentist")


def test_an_action_is_done_with_evidence(session: Session, sign_in: SignIn, people: People) -> None:
    action, client = made(session, people), sign_in("amy")
    path = page_of(people, action, "finish")
    refused = client.send(path, {"evidence": ""})
    assert refused.status_code == 422
    assert "Say what was done and how you know" in words(refused)
    answer = client.send(path, {"evidence": "She starts on Monday"})
    assert answer.location.endswith(f"/young-people/{people.yas.public_id}/actions")
    assert "Action done" in words(client.get(answer.location))
    assert [(each.state, each.evidence, each.done_on) for each in again(session)] == [
        (ActionState.DONE, "She starts on Monday", TODAY)
    ]


@pytest.mark.parametrize(
    ("act", "answers"),
    [
        ("finish", {"evidence": "She starts on Monday"}),
        ("redate", {**NEW_DAY, "redate_reason": "The college is closed"}),
        ("drop", {"drop_reason": "She found a course herself"}),
    ],
)
def test_a_double_click_has_one_effect(
    session: Session, sign_in: SignIn, people: People, act: str, answers: dict[str, str]
) -> None:
    action, client = made(session, people), sign_in("amy")
    path = page_of(people, action, act)
    sent = {**as_drawn(client.get(path)), **answers}
    first, second = client.post(path, data=sent), client.post(path, data=sent)
    assert (first.status_code, first.location) == (second.status_code, second.location)
    assert first.status_code == 302
    after = again(session)[0]
    assert (after.version, after.times_redated) == (2, 1 if act == "redate" else 0)


def test_two_people_at_one_action(session: Session, sign_in: SignIn, people: People) -> None:
    action = made(session, people)
    amy, tess, path = sign_in("amy"), sign_in("tess"), page_of(people, action, "redate")
    sent = {**as_drawn(amy.get(path)), **NEW_DAY, "redate_reason": "The college is closed"}
    tess.send(path, {**NEW_DAY, "due_on-day": "27", "redate_reason": "Easter"})
    answer = amy.post(path, data=sent)
    assert answer.status_code == 409
    assert "Saved now 27 March 2026 Typed by you 20 March 2026" in words(answer)
    assert "Tess Worker saved this while you were writing" in words(answer)
    assert as_drawn(answer)["redate_reason"].strip() == "The college is closed"
    assert amy.post(path, data=as_drawn(answer)).status_code == 302
    assert [(each.due_on.day, each.times_redated) for each in again(session)] == [(20, 2)]


def test_an_action_from_ones_own_supervision_is_about_nobody_in_particular(
    session: Session, sign_in: SignIn, people: People
) -> None:
    sat = Supervision.made(worker_id=people.id("amy"), supervisor_id=people.id("tess"), held_on=TODAY)
    session.add(sat)
    session.commit()
    action = made(session, people, "Book the training", young_person_id=None, supervision_id=sat.id,
                  source=ActionSource.SUPERVISION)  # fmt: skip
    path = f"/actions/{action.public_id}/finish"
    assert path in sign_in("amy").get("/actions").get_data(as_text=True)
    assert sign_in("ivy").get(path).status_code == 404
    assert sign_in("amy").send(path, {"evidence": "Booked for 12 March"}).location.endswith("/actions")
    assert again(session)[0].state is ActionState.DONE


def test_an_action_about_somebody_is_not_reached_past_their_record(
    session: Session, sign_in: SignIn, people: People
) -> None:
    action = made(session, people)
    assert sign_in("amy").get(f"/actions/{action.public_id}/finish").status_code == 404
    elsewhere = f"/young-people/{people.zak.public_id}/actions/{action.public_id}/finish"
    assert sign_in("sam").get(elsewhere).status_code == 404


@pytest.mark.parametrize(
    ("name", "mine", "reads", "acts"),
    [
        ("amy", 200, 200, 200),
        ("tess", 200, 200, 200),
        ("sam", 200, 200, 200),
        ("ivy", 200, 404, 404),
        ("una", 200, 404, 404),
        ("rob", 403, 404, 403),
        ("olly", 403, 404, 403),
        ("ada", 403, 403, 403),
        ("yas", 403, 403, 403),
    ],
)
def test_who_may_do_what(
    session: Session, sign_in: SignIn, people: People, name: str, mine: int, reads: int, acts: int
) -> None:
    action, client = made(session, people), sign_in(name)
    paths = ["/actions", f"/young-people/{people.yas.public_id}/actions", page_of(people, action, "drop")]
    assert [client.get(path).status_code for path in paths] == [mine, reads, acts]


@pytest.mark.parametrize(
    "answers",
    [
        {"evidence": "\x00"},
        {"evidence": "x" * 2001},
        {"evidence": ["one thing", "another"]},
        {"evidence": "Done", "state": "done"},
        {"evidence": "Done it", "version": "one"},
        {"evidence": "Done it", "version": "-1"},
    ],
    ids=lambda answers: " ".join(answers),
)
def test_hostile_answers_are_refused_in_words(
    session: Session, sign_in: SignIn, people: People, answers: dict[str, Any]
) -> None:
    action = made(session, people)
    answer = sign_in("amy").send(page_of(people, action, "finish"), answers)
    assert answer.status_code == 422
    assert "There is a problem" in words(answer)
    assert again(session)[0].state is ActionState.OPEN
