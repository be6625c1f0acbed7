"""The pages of the support network."""

from collections.abc import Callable

from sqlmodel import Session, select

from careleavers.models import CloseOne, HealthContact
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.entitlements.filling import day_sent
from tests.people import People

SignIn = Callable[[str], AuditingClient]


def page(people: People, more: str = "") -> str:
    return f"/young-people/{people.yas.public_id}/people{more}"


def test_health_is_recorded_changed_and_taken_back(session: Session, sign_in: SignIn, people: People) -> None:
    amy = sign_in("amy")
    empty = words(amy.get(page(people)))
    assert "Not recorded yet, and needed by 18: a doctor, a dentist and their health history" in empty
    sent = {"kind": "gp", "name": "The Grange Practice", "phone": "0161 496 0000", **day_sent("since_on", TODAY)}
    assert amy.send(page(people, "/health/record"), sent).status_code == 302
    after = words(amy.get(page(people)))
    for said in ("Doctor (GP)", "The Grange Practice", "0161 496 0000", "Since 4 March 2026", "Recorded by Amy Worker"):
        assert said in after
    assert "needed by 18: a dentist and their health history" in after
    row = session.exec(select(HealthContact)).one()
    sent = {"name": "The Grange Surgery", **day_sent("since_on", TODAY), **day_sent("ended_on", TODAY)}
    assert amy.send(page(people, f"/health/{row.public_id}/change"), sent).status_code == 302
    over = words(amy.get(page(people)))
    assert "Before, or recorded in error" in over
    assert "The Grange Surgery" in over
    assert amy.send(page(people, f"/health/{row.public_id}/strike"), {"reason": "His brother's"}).status_code == 302
    assert "Amy Worker marked it as recorded in error: His brother's" in words(amy.get(page(people)))


def test_somebody_who_matters_is_recorded_and_changed(session: Session, sign_in: SignIn, people: People) -> None:
    amy = sign_in("amy")
    sent = {"name": "Pearl", "relationship": "Nan", "may_call": "ask", "main": "True", "words": "Sunday dinner"}
    assert amy.send(page(people, "/add"), sent).status_code == 302
    after = words(amy.get(page(people)))
    for said in ("Pearl Turns to them first", "Who they are Nan", "Only after asking them", "Sunday dinner"):
        assert said in after
    row = session.exec(select(CloseOne)).one()
    assert amy.send(page(people, f"/{row.public_id}/change"), {**sent, "may_call": "no"}).status_code == 302
    assert "May be called No" in words(amy.get(page(people)))
    assert amy.send(page(people, f"/{row.public_id}/strike"), {"reason": "Another Pearl"}).status_code == 302
    assert "recorded in error: Another Pearl" in words(amy.get(page(people)))


def test_what_is_missing_is_asked_for_with_everything_typed_still_there(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    answer = amy.send(page(people, "/health/record"), {"kind": "specialist", "name": "Sleep clinic", "words": "Nights"})
    assert answer.status_code == 422
    assert "Enter the day they were referred" in words(answer)
    assert "Sleep clinic" in answer.get_data(as_text=True)
    answer = amy.send(page(people, "/add"), {"name": "Pearl", "words": "Sunday dinner"})
    assert answer.status_code == 422
    for said in ("Say who they are to them", "Say whether they may be called", "Say whether they would turn to this"):
        assert said in words(answer)
    assert "Sunday dinner" in answer.get_data(as_text=True)
    assert session.exec(select(HealthContact)).all() == session.exec(select(CloseOne)).all() == []


def test_an_alert_says_what_is_missing_and_leads_to_the_page(session: Session, sign_in: SignIn, people: People) -> None:
    amy = sign_in("amy")
    sent = {"kind": "gp", "name": "The Grange Practice"}
    assert amy.send(page(people, "/health/record"), sent).status_code == 302
    shown = amy.get(f"/young-people/{people.yas.public_id}")
    assert "A dentist and their health history: not recorded yet; 18 on 14 September 2024" in words(shown)
    assert page(people) in shown.get_data(as_text=True)
