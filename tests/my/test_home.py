"""Where a young person lands: what happens next, who is there for them, and when they signed in before."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlmodel import Session, select

from careleavers.domain.terms import PlanDomain
from careleavers.models import Absence, Action, Allocation, Contact, PlannedReview, SignIn
from careleavers.my.coming import coming
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import approved_plan

Enter = Callable[[str], AuditingClient]


def _contact(people: People, days_ago: int, next_in: int, **more: object) -> Contact:
    return Contact.made(
        young_person_id=people.id("yas"), worker_id=people.id("amy"), kind="two_way", risk_answer="nothing_new",
        happened_on=TODAY - timedelta(days=days_ago), next_visit_on=TODAY + timedelta(days=next_in), big_change=False,
        **more,
    )  # fmt: skip


def _action(people: People, what: str, due_in: int, **more: object) -> Action:
    facts = {"owner_id": people.id("amy"), "source": "review", "with_whom": "you", **more}
    return Action.made(
        young_person_id=people.id("yas"), what=what, due_on=TODAY + timedelta(days=due_in),
        recorded_by_id=people.id("amy"), **facts,
    )  # fmt: skip


def test_with_nothing_planned_every_part_has_kind_words(people: People, sign_in: Enter) -> None:
    page = words(sign_in("yas").get("/my/home"))
    assert "Hello Yas" in page
    assert "No day is set yet to meet your worker" in page
    assert "Your plan is not here yet" in page
    assert "For you to do" not in page
    assert "Amy Worker" in page


def test_without_a_worker_it_says_who_answers(session: Session, people: People, sign_in: Enter) -> None:
    for row in session.exec(select(Allocation).where(Allocation.young_person_id == people.id("yas"))):
        row.to_on = TODAY
    session.commit()
    page = words(sign_in("yas").get("/my/home"))
    assert "We are finding a worker for you" in page
    assert "No day is set yet. Somebody will get in touch with you to meet." in page
    assert "116 123" in page
    assert "999" in page


def test_the_name_to_use_is_the_one_used(session: Session, people: People, sign_in: Enter) -> None:
    people.yas.preferred_name = "Yaz"
    session.commit()
    assert "Hello Yaz" in words(sign_in("yas").get("/my/home"))


@pytest.mark.parametrize(("days", "told"), [(-1, False), (0, True), (1, True)])
def test_agreed_visit_is_told_until_its_day_is_over(session: Session, people: People, days: int, told: bool) -> None:
    session.add(_contact(people, 10, days))
    session.commit()
    found = coming(session, people.yas, TODAY)
    assert found.visit_on == (TODAY + timedelta(days=days) if told else None)
    assert found.visit_with == ("Amy Worker" if told else "")


def test_the_visit_agreed_last_counts_and_one_struck_out_does_not(session: Session, people: People) -> None:
    struck = {"struck_at": datetime.fromisoformat("2026-01-01T00:00:00+00:00")}
    session.add_all([_contact(people, 20, 3), _contact(people, 10, 9), _contact(people, 5, 6, **struck)])
    session.commit()
    assert coming(session, people.yas, TODAY).visit_on == TODAY + timedelta(days=9)


def test_while_the_worker_is_away_the_one_who_answers_is_named(session: Session, people: People) -> None:
    session.add(_contact(people, 10, 5))
    session.add(Absence.made(
        worker_id=people.id("amy"), from_on=TODAY, to_on=TODAY + timedelta(days=5),
        covered_by_id=people.id("ivy"),
    ))  # fmt: skip
    session.commit()
    assert coming(session, people.yas, TODAY).visit_with == "Ivy Worker"


def test_review_that_is_planned_says_its_day_and_never_where(session: Session, people: People, sign_in: Enter) -> None:
    session.add(PlannedReview.made(
        young_person_id=people.id("yas"), planned_by_id=people.id("amy"), trigger="routine", who_chose="they",
        planned_for=TODAY + timedelta(days=7), place="12 Hidden Lane", chaired_by="Somebody Else",
    ))  # fmt: skip
    session.commit()
    page = words(sign_in("yas").get("/my/home"))
    assert "your review" in page
    assert "Hidden Lane" not in page
    assert "Somebody Else" not in page


def test_tasks_say_who_does_them_and_name_nobody_else(session: Session, people: People, sign_in: Enter) -> None:
    session.add_all([
        _action(people, "ring the college", 5),
        _action(people, "send the form", 9, with_whom="Auntie Jo"),
        _action(people, "find a room", 12, owner_id=people.id("tess"), with_whom=""),
        _action(people, "open an account", 4, domain=PlanDomain.MONEY),
    ])  # fmt: skip
    session.commit()
    found = coming(session, people.yas, TODAY)
    assert found.money is not None
    assert found.money.what == "open an account"
    assert [task.what for task in found.yours] == ["ring the college"]
    assert [(task.what, task.who) for task in found.others] == [("send the form", "Amy Worker"), ("find a room", "")]
    page = words(sign_in("yas").get("/my/home"))
    assert "You, with Amy Worker" in page
    assert "Your worker’s team" in page
    assert "Auntie" not in page
    assert "Tess" not in page


def test_what_is_late_is_told_without_blame(session: Session, people: People, sign_in: Enter) -> None:
    session.add(_action(people, "ring the college", -5))
    session.commit()
    page = words(sign_in("yas").get("/my/home"))
    assert "This is taking longer than we planned. Ask your worker if you want help with it." in page
    assert "late" not in page.lower().split()
    assert "overdue" not in page.lower()


def test_leads_to_the_plan_once_there_is_one(session: Session, people: People, sign_in: Enter) -> None:
    approved_plan(session, people)
    session.commit()
    page = sign_in("yas").get("/my/home")
    assert "What you want, and who helps you" in words(page)
    assert "not here yet" not in words(page)


def test_says_when_they_signed_in_before(session: Session, people: People, sign_in: Enter) -> None:
    assert "This is the first time you sign in" in words(sign_in("yas").get("/my/home"))
    first = session.exec(select(SignIn).where(SignIn.account_id == people.account("yas").id)).one()
    first.started_at = datetime.fromisoformat("2026-03-03T14:05:00+00:00")
    session.commit()
    page = words(sign_in("yas").get("/my/home"))
    assert "Last time you signed in: 3 Mar 2026, 2:05pm." in page
    assert "Was that not you?" in page


def test_name_of_the_service_leads_home(app: Flask, people: People, sign_in: Enter) -> None:
    page = sign_in("yas").get("/my/home")
    assert '<a class="my-head__name" href="/">' in page.get_data(as_text=True)
    assert sign_in("yas").get("/").location == "/my/home"
