"""The pages of leave to remain."""

from collections.abc import Callable
from datetime import timedelta

from sqlmodel import Session, select

from careleavers.domain.terms import Answer, LeaveType
from careleavers.models import ImmigrationStep
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.entitlements.filling import day_sent
from tests.people import People

SignIn = Callable[[str], AuditingClient]


def page(people: People, more: str = "") -> str:
    return f"/young-people/{people.yas.public_id}/immigration{more}"


def ends(session: Session, people: People, days: int) -> None:
    people.yas.uasc, people.yas.leave_type = Answer.YES, LeaveType.LIMITED
    people.yas.leave_expires_on = TODAY + timedelta(days=days)
    session.commit()


def test_a_worker_records_an_adviser_and_takes_it_back(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    ends(session, people, 100)
    assert page(people) in client.get(f"/young-people/{people.yas.public_id}/identity").get_data(as_text=True)
    before = words(client.get(page(people)))
    assert "Other limited leave: ends on 12 June 2026" in before
    assert "By 12 December 2025 they have seen an immigration adviser Not done" in before
    assert "By 12 March 2026 the application is made; without one it is critical from 15 May 2026 Not due yet" in before
    answers = {"kind": "adviser", "adviser": "Mrs Adeyemi", "words": "Two payslips", **day_sent("happened_on", TODAY)}
    assert client.send(page(people, "/record"), answers).status_code == 302
    after = words(client.get(page(people)))
    for said in ("Done 4 March 2026", "Saw an immigration adviser: Mrs Adeyemi", "Two payslips", "recorded by Amy"):
        assert said in after
    step = session.exec(select(ImmigrationStep)).one()
    answer = client.send(page(people, f"/{step.public_id}/strike"), {"reason": "It was his brother"})
    assert answer.status_code == 302
    struck = words(client.get(page(people)))
    assert "marked it as recorded in error: It was his brother" in struck
    assert "adviser Not done" in struck


def test_what_is_missing_is_asked_for_with_everything_typed_still_there(
    session: Session, sign_in: SignIn, people: People
) -> None:
    client = sign_in("amy")
    ends(session, people, 100)
    answers = {"kind": "adviser", "words": "Two payslips", **day_sent("happened_on", TODAY)}
    answer = client.send(page(people, "/record"), answers)
    assert answer.status_code == 422
    assert "Enter whom they saw" in words(answer)
    assert "Two payslips" in answer.get_data(as_text=True)
    assert session.exec(select(ImmigrationStep)).all() == []


def test_each_state_has_its_words(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    assert "No immigration status is recorded" in words(client.get(page(people)))
    assert "No leave that ends is recorded" in words(client.get(page(people, "/record")))
    people.yas.leave_type = LeaveType.AWAITING
    session.commit()
    assert "No day is recorded on which leave ends" in words(client.get(page(people)))
    people.yas.leave_type = LeaveType.INDEFINITE
    people.yas.leave_expires_on = TODAY
    session.commit()
    assert "Their leave does not end" in words(client.get(page(people)))
    ends(session, people, -3)
    assert "ended on 1 March 2026" in words(client.get(page(people)))


def test_an_alert_leads_to_the_page_that_clears_it(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    ends(session, people, 10)
    shown = client.get(f"/young-people/{people.yas.public_id}")
    assert "Leave to remain until 14 March 2026, no application made yet" in words(shown)
    assert page(people, "/record") in shown.get_data(as_text=True)
