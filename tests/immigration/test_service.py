"""Recording what was done about leave to remain, and what the alerts make of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers import striking
from careleavers.alerts import engine
from careleavers.domain.immigration import ImmigrationStepKind
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import LeaveType
from careleavers.immigration import queries, service
from careleavers.models import Alert, ImmigrationStep, ImmigrationStepDetails
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import acting

ADVISER, APPLICATION = ImmigrationStepKind.ADVISER, ImmigrationStepKind.APPLICATION


@pytest.fixture
def ending(session: Session, people: People) -> People:
    """Yas's leave ends in two months."""
    people.yas.leave_type, people.yas.leave_expires_on = LeaveType.LIMITED, TODAY + timedelta(days=60)
    session.flush()
    engine.refresh(session, young_person_id=people.id("yas"))
    return people


def record(session: Session, people: People, kind: ImmigrationStepKind = ADVISER, **more: Any) -> ImmigrationStep:
    facts = {"kind": kind, "happened_on": TODAY, "adviser": "The law centre", **more}
    return service.record_step(
        session, acting(people, "amy"), people.yas, ImmigrationStepDetails(**facts), people.yas.version
    )


def alerts(session: Session, people: People) -> set[str]:
    statement = select(Alert.rule).where(Alert.young_person_id == people.id("yas"), col(Alert.cleared_at).is_(None))
    return {rule for rule in session.exec(statement) if rule.startswith("R57")}


def test_each_step_clears_what_it_answers_and_a_step_in_error_brings_it_back(session: Session, ending: People) -> None:
    assert alerts(session, ending) == {"R57", "R57b"}
    step = record(session, ending)
    assert alerts(session, ending) == {"R57b"}
    striking.strike(session, acting(ending, "amy"), step, "That was his brother", step.version)
    assert alerts(session, ending) == {"R57", "R57b"}
    record(session, ending, APPLICATION)
    assert alerts(session, ending) == set()


def test_new_leave_begins_anew(session: Session, ending: People) -> None:
    record(session, ending, APPLICATION)
    ending.yas.leave_expires_on = TODAY + timedelta(days=20)
    session.flush()
    engine.refresh(session, young_person_id=ending.id("yas"))
    assert alerts(session, ending) == {"R57", "R57c"}
    (old,) = queries.steps_of(session, ending.yas)
    assert not old.counts
    assert [each.done_on for each in queries.stages(session, ending.yas, [old])] == [None, None]


def test_an_application_answers_for_the_adviser_too(session: Session, ending: People) -> None:
    record(session, ending, APPLICATION)
    steps = queries.steps_of(session, ending.yas)
    assert [each.done_on for each in queries.stages(session, ending.yas, steps)] == [TODAY, TODAY]


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"happened_on": TODAY + timedelta(days=1)}, "happened_on", "Enter today, 4 March 2026"),
        ({"happened_on": date(2000, 1, 1)}, "happened_on", "They were born on 14 September 2006"),
        ({"adviser": " - "}, "adviser", "Enter whom they saw"),
    ],
)
def test_what_cannot_be_is_refused_at_its_question(
    session: Session, ending: People, more: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        record(session, ending, **more)
    assert refusal.value.field == field


def test_without_leave_that_ends_there_is_nothing_to_record(session: Session, people: People) -> None:
    with pytest.raises(Refused, match="Record first when their leave to remain ends"):
        record(session, people)
    people.yas.leave_type, people.yas.leave_expires_on = LeaveType.INDEFINITE, TODAY
    session.flush()
    with pytest.raises(Refused, match="one without an end"):
        record(session, people)
    assert queries.stages(session, people.yas, []) == []


def test_a_page_that_was_open_while_the_leave_changed_saves_nothing(session: Session, ending: People) -> None:
    shown = ending.yas.version
    ending.yas.leave_expires_on = TODAY + timedelta(days=900)
    session.flush()
    step = ImmigrationStepDetails(kind=APPLICATION, happened_on=TODAY)
    with pytest.raises(Stale):
        service.record_step(session, acting(ending, "amy"), ending.yas, step, shown)
    assert queries.steps_of(session, ending.yas) == []


def test_striking_asks_for_a_reason_once(session: Session, ending: People) -> None:
    step = record(session, ending)
    with pytest.raises(Refused, match="Say what is wrong"):
        striking.strike(session, acting(ending, "amy"), step, "-", step.version)
    with pytest.raises(Stale):
        striking.strike(session, acting(ending, "amy"), step, "His brother", step.version - 1)
    striking.strike(session, acting(ending, "amy"), step, "His brother", step.version)
    with pytest.raises(Refused, match="already"):
        striking.strike(session, acting(ending, "amy"), step, "His brother", step.version)
