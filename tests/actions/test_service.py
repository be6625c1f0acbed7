"""An action has one owner, one day, and an end with evidence or a reason."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.actions import service
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import ActionSource, ActionState
from careleavers.models import Action, ActionDetails, ChangeEntry
from tests.conftest import TODAY
from tests.people import People


def amy(people: People) -> Actor:
    worker = people.worker("amy")
    return Actor("account:amy", worker.role, 1, worker.id, worker.team_id)


def add(session: Session, people: People, **more: Any) -> Action:
    facts: dict[str, Any] = {"what": "Ring the college together", "owner_id": people.id("amy"), "due_on": TODAY}
    return service.add_action(
        session,
        amy(people),
        ActionDetails(**{**facts, **more}),
        source=ActionSource.PLAN,
        young_person_id=people.id("yas"),
    )


def test_an_action_is_open_until_somebody_says_what_became_of_it(session: Session, people: People) -> None:
    made = add(session, people)
    assert (made.state, made.done_on, made.times_redated) == (ActionState.OPEN, None, 0)
    assert (made.owner_id, made.recorded_by_id) == (people.id("amy"), people.id("amy"))


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("left", {"ends_on": TODAY}),
        ("disabled", {"disabled_on": TODAY}),
        ("not begun", {"started_on": date(2026, 4, 1)}),
    ],
)
def test_the_owner_works_here_today(session: Session, people: People, name: str, change: dict[str, date]) -> None:
    ivy = people.worker("ivy")
    for field, value in change.items():
        setattr(ivy, field, value)
    session.add(ivy)
    session.flush()
    with pytest.raises(Refused, match="works here today") as refusal:
        add(session, people, owner_id=people.id("ivy"))
    assert refusal.value.field == "owner_id", name
    assert session.execute(select(Action)).first() is None


def test_a_leaver_owns_actions_until_the_day_before_the_last(session: Session, people: People) -> None:
    ivy = people.worker("ivy")
    ivy.ends_on = TODAY + timedelta(days=1)
    session.add(ivy)
    session.flush()
    assert add(session, people, owner_id=people.id("ivy")).id


@pytest.mark.parametrize(
    ("field", "value"), [("what", "tbc"), ("due_on", TODAY - timedelta(days=1)), ("due_on", date(2029, 3, 5))]
)
def test_what_will_not_do_names_its_answer(session: Session, people: People, field: str, value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        add(session, people, **{field: value})
    assert refusal.value.field == field


def test_done_needs_evidence(session: Session, people: People) -> None:
    made = add(session, people)
    with pytest.raises(Refused) as refusal:
        service.finish_action(session, made, "n/a", made.version)
    assert (refusal.value.field, made.state) == ("evidence", ActionState.OPEN)
    service.finish_action(session, made, "She starts on Monday, letter on file", made.version)
    assert (made.state, made.done_on, made.evidence) == (
        ActionState.DONE,
        TODAY,
        "She starts on Monday, letter on file",
    )


def test_every_new_day_is_counted_and_has_its_reason(session: Session, people: People) -> None:
    made = add(session, people)
    for times, days in enumerate((7, 14), start=1):
        reason = f"The college is closed, try {times}"
        service.redate_action(session, made, TODAY + timedelta(days=days), reason, made.version)
        assert (made.times_redated, made.redate_reason) == (times, reason)
    entries = session.execute(
        select(ChangeEntry).where(col(ChangeEntry.field) == "due_on", col(ChangeEntry.act) == "update")
    ).scalars()
    assert [(each.before, each.after) for each in entries] == [
        ('"2026-03-04"', '"2026-03-11"'),
        ('"2026-03-11"', '"2026-03-18"'),
    ]


@pytest.mark.parametrize(
    ("due_on", "reason", "field"),
    [
        (TODAY, "The college is closed", "due_on"),
        (TODAY - timedelta(days=1), "The college is closed", "due_on"),
        (TODAY + timedelta(days=1), "tbc", "redate_reason"),
    ],
)
def test_a_new_day_that_will_not_do(session: Session, people: People, due_on: date, reason: str, field: str) -> None:
    made = add(session, people)
    with pytest.raises(Refused) as refusal:
        service.redate_action(session, made, due_on, reason, made.version)
    assert (refusal.value.field, made.times_redated, made.due_on) == (field, 0, TODAY)


def test_dropping_needs_a_reason(session: Session, people: People) -> None:
    made = add(session, people)
    with pytest.raises(Refused) as refusal:
        service.drop_action(session, made, "none", made.version)
    assert refusal.value.field == "drop_reason"
    service.drop_action(session, made, "She found a course herself", made.version)
    assert (made.state, made.drop_reason) == (ActionState.DROPPED, "She found a course herself")


def test_what_is_over_stays_over(session: Session, people: People) -> None:
    made = add(session, people)
    service.finish_action(session, made, "She starts on Monday", made.version)
    later = TODAY + timedelta(days=9)
    for act in (
        lambda: service.finish_action(session, made, "Once more", made.version),
        lambda: service.drop_action(session, made, "Not needed now", made.version),
        lambda: service.redate_action(session, made, later, "The college is closed", made.version),
    ):
        with pytest.raises(Refused, match="marked “done” already"):
            act()


def test_what_somebody_else_saved_is_not_overwritten(session: Session, people: People) -> None:
    made = add(session, people)
    shown = made.version
    service.redate_action(session, made, TODAY + timedelta(days=9), "The college is closed", shown)
    with pytest.raises(Stale):
        service.redate_action(session, made, TODAY + timedelta(days=3), "Sooner is better", shown)
    assert made.due_on == TODAY + timedelta(days=9)
