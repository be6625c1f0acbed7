"""Being away: who may say so about whom, what is refused, and that what goes up goes to whoever stands in."""

from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from careleavers.alerts.escalation import managers_on
from careleavers.models import Absence
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People

SignIn = Callable[[str], AuditingClient]
WEEK = {
    "from_on-day": "4", "from_on-month": "3", "from_on-year": "2026",
    "to_on-day": "10", "to_on-month": "3", "to_on-year": "2026",
}  # fmt: skip


def path(people: People, name: str) -> str:
    return f"/workers/{people.worker(name).public_id}/away"


def test_service_manager_away_is_stood_in_for(session: Session, people: People, sign_in: SignIn) -> None:
    client = sign_in("sam")
    assert "Away, and who stands in" in words(client.get("/account"))
    assert client.send(path(people, "sam"), WEEK | {"covered_by_id": str(people.id("una"))}).status_code == 302
    assert "4 March 2026 to 10 March 2026, Una Worker stands in" in words(client.get(path(people, "sam")))
    up = managers_on(session, TODAY).above(people.north)
    assert up is not None
    assert up.id == people.id("una")


@pytest.mark.parametrize(("who", "whom", "status"), [
    ("amy", "amy", 200), ("amy", "ivy", 404), ("tess", "amy", 200), ("tess", "ben", 404), ("ada", "amy", 403),
])  # fmt: skip
def test_one_says_so_of_oneself_and_of_whom_one_manages(
    people: People, sign_in: SignIn, who: str, whom: str, status: int
) -> None:
    assert sign_in(who).get(path(people, whom)).status_code == status


@pytest.mark.parametrize(("answers", "sentence"), [
    ({"to_on-day": "3"}, "not before the first, and not over"),
    ({"to_on-year": "2028"}, "Enter at most a year"),
    ({"from_on-day": ""}, "day"),
    ({"covered_by_id": "ben"}, "Choose one of the answers"),
])  # fmt: skip
def test_what_cannot_be_is_refused_and_kept(
    session: Session, people: People, sign_in: SignIn, answers: dict[str, str], sentence: str
) -> None:
    cover = str(people.id("ben")) if answers.get("covered_by_id") == "ben" else ""
    response = sign_in("amy").send(path(people, "amy"), WEEK | answers | {"covered_by_id": cover})
    assert response.status_code == 422
    assert sentence in words(response)
    assert session.exec(select(Absence)).all() == []


def test_the_same_days_twice_are_refused(session: Session, people: People, sign_in: SignIn) -> None:
    client = sign_in("tess")
    assert client.send(path(people, "amy"), WEEK).status_code == 302
    again = client.send(path(people, "amy"), WEEK | {"from_on-day": "10"})
    assert "within these days already" in words(again)
    assert len(session.exec(select(Absence)).all()) == 1


@pytest.mark.parametrize(("first", "last", "reached"), [(4, 10, True), (3, 4, True), (5, 10, False), (2, 3, False)])
def test_whoever_stands_in_reaches_the_records_and_what_is_due_on_those_days_alone(
    session: Session, people: People, sign_in: SignIn, first: int, last: int, reached: bool
) -> None:
    days = {"from_on": TODAY.replace(day=first), "to_on": TODAY.replace(day=last)}
    session.add(Absence.made(worker_id=people.id("amy"), covered_by_id=people.id("ivy"), **days))
    session.commit()
    ivy = sign_in("ivy")
    assert ivy.get(f"/young-people/{people.yas.public_id}").status_code == (200 if reached else 404)
    assert ("Yas Example" in words(ivy.get("/due"))) is reached
    assert ("Yas Example" in words(ivy.get("/young-people"))) is reached
    assert ivy.get(f"/young-people/{people.zak.public_id}").status_code == 404
