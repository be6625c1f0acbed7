"""Changes of circumstance: recorded once, dated as they happened, starting the clock the plan must answer."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers.changes import service
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import ChangeKind
from careleavers.models import Alert, ChangeDetails, ChangeEntry, ChangeOfCircumstance, PathwayPlan
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People

SignIn = Callable[[str], AuditingClient]


@pytest.fixture
def amy(people: People) -> Actor:
    """Amy, Yas's after-care worker."""
    worker = people.worker("amy")
    return Actor("account:amy", worker.role, 1, worker.id, worker.team_id)


def of(people: People, page: str = "/changes/record") -> str:
    return f"/young-people/{people.yas.public_id}{page}"


def told(**more: Any) -> dict[str, Any]:
    on = {"happened_on-day": "20", "happened_on-month": "2", "happened_on-year": "2026"}
    return {"kind": "lost_eet", "words": "The firm closed", **on, **more}


def change(on: date = TODAY) -> ChangeDetails:
    return ChangeDetails(kind=ChangeKind.LOST_EET, happened_on=on, words="The firm closed")


def test_change_is_kept_with_who_recorded_it_and_starts_the_clock(session: Session, people: People, amy: Actor) -> None:
    plan = PathwayPlan.made(
        young_person_id=people.yas.id, number=1, state="approved", written_by_id=amy.worker_id,
        started_on=date(2026, 1, 1), approved_on=date(2026, 1, 5), decided_by_id=people.id("tess"),
    )  # fmt: skip
    session.add(plan)
    session.flush()
    row = service.record_change(session, amy, people.yas, change(date(2026, 2, 20)))
    assert (row.recorded_by_id, row.contact_id) == (people.id("amy"), None)
    raised = select(Alert).where(
        col(Alert.young_person_id) == people.yas.id, col(Alert.about_id) == row.id, col(Alert.rule) == "R10"
    )
    assert session.exec(raised).one().due_on == date(2026, 3, 6)
    entries = select(ChangeEntry.field).where(col(ChangeEntry.table_name) == "change_of_circumstance")
    assert {"kind", "happened_on", "words"} <= set(session.exec(entries))


@pytest.mark.parametrize("on", [TODAY + timedelta(days=1), date(2006, 9, 13)])
def test_change_happened_between_birth_and_today(session: Session, people: People, amy: Actor, on: date) -> None:
    with pytest.raises(Refused) as refusal:
        service.record_change(session, amy, people.yas, change(on))
    assert refusal.value.field == "happened_on"


@pytest.mark.parametrize("on", [TODAY, date(2006, 9, 14)])
def test_first_and_last_day_are_allowed(session: Session, people: People, amy: Actor, on: date) -> None:
    assert service.record_change(session, amy, people.yas, change(on)).id


def test_worker_records_a_change_and_sees_it(session: Session, people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    assert "No big change is recorded" in words(amy.get(of(people, "/changes")))
    assert amy.send(of(people), told()).location == of(people, "")
    assert "hold a review within 10 working days" in words(amy.get(of(people, "")))
    text = words(amy.get(of(people, "/changes")))
    assert "Lost a job or a course" in text
    assert "20 February 2026 , recorded by Amy Worker" in text
    assert "The firm closed" in text


def test_pressing_twice_records_once(session: Session, people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    amy.send(of(people), told())
    response = amy.send(of(people), told())
    assert response.status_code == 422
    assert "recorded already" in words(response)
    assert len(session.exec(select(ChangeOfCircumstance)).all()) == 1


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"kind": ""}, "Choose what has changed"),
        ({"kind": "rain"}, "Choose one of the answers to “What has changed?”"),
        ({"kind": ["moved", "birth"]}, "was sent more than once"),
        ({"words": ""}, "Say what happened"),
        ({"words": "x" * 20_001}, "must be 20,000 characters or fewer"),
        ({"words": "a\x07b"}, "had a character that cannot be read"),
        ({"happened_on-day": "29"}, "There is no 29 February 2026"),
        ({"happened_on-year": "2027"}, "The date is in the future"),
        ({"happened_on-year": ""}, "Enter the day on which it happened as day, month and year"),
        ({"contact_id": "1"}, "does not ask for"),
    ],
)
def test_page_says_what_to_put_right(
    session: Session, people: People, sign_in: SignIn, answers: dict[str, Any], said: str
) -> None:
    response = sign_in("amy").send(of(people), told() | answers)
    assert response.status_code == 422
    assert said in words(response)
    assert session.exec(select(ChangeOfCircumstance)).all() == []


def test_half_a_character_never_gets_through(session: Session, people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    amy.get(of(people))
    on = "happened_on-day=1&happened_on-month=2&happened_on-year=2026"
    body = f"csrf_token={amy.token}&kind=moved&{on}&words=a%ED%A0%80b"
    response = amy.post(of(people), data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (302, 422)
    for row in session.exec(select(ChangeOfCircumstance)):
        assert row.words.encode("utf-8")


def test_without_a_token_nothing_is_saved(session: Session, people: People, sign_in: SignIn) -> None:
    assert sign_in("amy").post(of(people), data=told()).status_code == 422
    assert session.exec(select(ChangeOfCircumstance)).all() == []


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("/changes", {"amy": 200, "tess": 200, "sam": 200, "ben": 404, "olly": 404, "ada": 403, "yas": 403}),
        ("/changes/record", {"amy": 200, "tess": 200, "sam": 200, "ben": 404, "olly": 403, "ada": 403, "rob": 403}),
    ],
)
def test_pages_by_role(people: People, sign_in: SignIn, page: str, codes: dict[str, int]) -> None:
    assert {name: sign_in(name).get(of(people, page)).status_code for name in codes} == codes
