"""The pages: who may open them, what stands on them, and that acknowledging decides something and clears nothing."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts import engine, ledger, queue
from careleavers.models import Acknowledgement, Alert, ReadEntry, Sweep
from tests.client import AuditingClient, words
from tests.conftest import TODAY, TransactionDatabase
from tests.people import People

SignIn = Callable[[str], AuditingClient]
DECISION = {
    "decision": "Amy calls at the flat on Friday; if nobody is in, Tess asks the landlord",
    "act_by_on-day": "6", "act_by_on-month": "3", "act_by_on-year": "2026",
}  # fmt: skip


@pytest.fixture
def swept(database: TransactionDatabase, people: People) -> People:
    """Everybody of the tests, swept by the ledger a moment ago."""
    ledger.sweep_now(database, TODAY, "test", today=TODAY)
    return people


def alert_of(session: Session, young_person_id: int, rule: str = "R27") -> Alert:
    mine = (col(Alert.young_person_id) == young_person_id, col(Alert.rule) == rule)
    return session.execute(select(Alert).where(*mine)).scalars().one()


@pytest.mark.parametrize(
    ("name", "path", "status"),
    [
        ("tess", "/alerts", 200), ("sam", "/alerts", 200), ("amy", "/alerts", 403), ("olly", "/alerts", 403),
        ("ada", "/alerts", 403), ("yas", "/alerts", 403), ("amy", "/due", 200), ("ivy", "/due", 200),
        ("tess", "/due", 200), ("sam", "/due", 403), ("yas", "/due", 403), ("amy", "/alerts/rules", 200),
        ("sam", "/alerts/rules", 200), ("yas", "/alerts/rules", 403),
    ],
)  # fmt: skip
def test_who_opens_what(swept: People, sign_in: SignIn, name: str, path: str, status: int) -> None:
    assert sign_in(name).get(path).status_code == status


def test_queue_says_who_why_by_when_and_whose(swept: People, sign_in: SignIn) -> None:
    page = words(sign_in("tess").get("/alerts"))
    assert "Yas Example" in page
    assert "Not seen since support began on 14 September 2022; every 56 days; due 9 November 2022" in page
    assert "Amy Worker" in page
    assert "Zak" not in page


def test_queue_writes_down_whom_it_showed(session: Session, swept: People, sign_in: SignIn) -> None:
    sign_in("sam").get("/alerts")
    entry = session.execute(select(ReadEntry).where(col(ReadEntry.endpoint) == "alerts.queue")).scalars().one()
    assert sorted(entry.listed_ids.split()) == sorted(str(swept.id(name)) for name in ("yas", "zak"))


def test_queue_is_narrowed_by_what_stands_in_the_address(swept: People, sign_in: SignIn) -> None:
    client = sign_in("sam")
    page = words(client.get("/alerts?rule=R27&severity=high"))
    assert "Last seen" not in page
    assert "2 people, 2 alerts" in page
    assert "1 person, 1 alert" in words(client.get(f"/alerts?rule=R27&team={swept.north.public_id}"))
    assert "Nothing here" in words(client.get("/alerts?basis=guidance&state=acknowledged"))
    for key in ("_external", "_anchor", "endpoint", "rule=R27&_scheme"):
        assert client.get(f"/alerts?{key}=x").status_code == 200


@pytest.mark.parametrize("query", ["rule=R00", "severity=worst", "worker=0", "state=%00", "team=" + "x" * 5000])
def test_filter_that_is_none_is_refused_and_shows_everything(swept: People, sign_in: SignIn, query: str) -> None:
    response = sign_in("sam").get(f"/alerts?{query}")
    assert response.status_code == 422
    assert "There is a problem" in words(response)
    assert "Yas Example" in words(response)


def test_queue_goes_on_where_it_ended(swept: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "PAGE", 1)
    client, seen, path = sign_in("sam"), list[str](), "/alerts?basis=policy"
    while path:
        page = client.get(path)
        seen.append(words(page))
        links = [line for line in page.get_data(as_text=True).split('"') if "after=" in line]
        path = links[0].replace("&amp;", "&") if links else ""
    assert sum("Yas Example" in page for page in seen) == 1
    assert sum("Zak Example" in page for page in seen) == 1
    assert all("8 people" in page for page in seen)


def test_nothing_late_says_so(people: People, sign_in: SignIn) -> None:
    assert "Nothing is late or coming up" in words(sign_in("tess").get("/alerts"))


def test_page_says_when_it_cannot_be_relied_on(session: Session, swept: People, sign_in: SignIn) -> None:
    client = sign_in("tess")
    assert "Do not rely" not in words(client.get("/alerts"))
    long_ago = datetime.now(UTC) - timedelta(hours=30)
    session.connection().execute(Sweep.__table__.update().values(finished_at=long_ago))  # type: ignore[attr-defined]
    session.commit()
    said = "Do not rely on alerts alone: alerts were last checked 30 hours ago"
    for path in ("/alerts", "/due", "/young-people", "/unallocated", "/account"):
        assert words(client.get(path)).count(said) == 1, path
    # Whoever works one caseload is told where it matters to them, whoever keeps the accounts everywhere.
    worker = sign_in("amy")
    assert said in words(worker.get("/due"))
    assert said not in words(worker.get("/young-people"))
    assert said in words(sign_in("ada").get("/accounts"))
    assert "rely" not in words(sign_in("yas").get("/my/plan"))


def test_worker_sees_what_is_theirs(swept: People, sign_in: SignIn) -> None:
    page = words(sign_in("amy").get("/due"))
    assert "Yas Example" in page
    assert "Supervision due" in page
    assert "Zak" not in page
    assert "Acknowledge" not in page


def test_worker_with_nobody_allocated_is_told_so(people: People, sign_in: SignIn) -> None:
    assert "Nobody is allocated to you" in words(sign_in("ivy").get("/due"))


def test_rules_page_has_the_limits_in_force_and_the_counts(swept: People, sign_in: SignIn) -> None:
    page = words(sign_in("tess").get("/alerts/rules"))
    assert "Longest time between face-to-face visits: 56 days" in page
    assert "A visit at which they were seen in person is recorded" in page
    counted = sign_in("tess").get("/alerts/rules").get_data(as_text=True)
    assert "/alerts?rule=R27" in counted
    assert "/alerts?rule=R27" not in sign_in("amy").get("/alerts/rules").get_data(as_text=True)
    assert "Made-up example: Last seen 5 January 2026; every 56 days; due 2 March 2026; 3 days late." in page


def test_every_alert_leads_to_its_rule(swept: People, sign_in: SignIn) -> None:
    client = sign_in("tess")
    queue, catalogue = (client.get(page).get_data(as_text=True) for page in ("/alerts", "/alerts/rules"))
    led_to = set(re.findall(r"/alerts/rules#(\w+)", queue))
    assert "R27" in led_to
    assert {name for name in led_to if f'id="{name}"' not in catalogue} == set()


def test_acknowledging_keeps_the_alert_and_shows_the_decision(session: Session, swept: People, sign_in: SignIn) -> None:
    alert, client = alert_of(session, swept.id("yas")), sign_in("tess")
    response = client.send(f"/alerts/{alert.public_id}/acknowledge", DECISION)
    assert response.status_code == 302
    page = words(client.get("/alerts?state=acknowledged"))
    assert "Tess Worker decided on 4 March 2026: Amy calls at the flat on Friday" in page
    assert "By 6 March 2026." in page
    made = session.execute(select(Acknowledgement)).scalars().one()
    assert (made.alert_id, made.worker_id, made.recorded_on) == (alert.id, swept.id("tess"), TODAY)
    engine.refresh(session, young_person_id=swept.id("yas"))
    assert alert_of(session, swept.id("yas")).cleared_at is None


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"decision": ""}, "Say what you decided"),
        ({"decision": "ok"}, "Say in a sentence what you decided"),
        ({"decision": "will chase"}, "Say in a sentence what you decided"),
        ({"decision": "noted noted noted noted"}, "Say in a sentence what you decided"),
        ({"act_by_on-day": "3"}, "cannot be in the past"),
        ({"act_by_on-year": "2027"}, "Choose a day within 56 days"),
        ({"act_by_on-day": "31", "act_by_on-month": "2"}, "February 2026"),
        ({"act_by_on-day": ""}, "day"),
    ],
)
def test_decision_that_will_not_do_is_refused_and_kept(
    session: Session, swept: People, sign_in: SignIn, answers: dict[str, Any], sentence: str
) -> None:
    alert = alert_of(session, swept.id("yas"))
    response = sign_in("tess").send(f"/alerts/{alert.public_id}/acknowledge", DECISION | answers)
    assert response.status_code == 422
    assert sentence in words(response)
    assert (DECISION | answers)["decision"] in response.get_data(as_text=True).replace("&#39;", "'")
    assert session.execute(select(Acknowledgement)).scalars().all() == []


def test_decision_until_today_will_do(session: Session, swept: People, sign_in: SignIn) -> None:
    alert = alert_of(session, swept.id("yas"))
    answers = DECISION | {"act_by_on-day": "4"}
    assert sign_in("tess").send(f"/alerts/{alert.public_id}/acknowledge", answers).status_code == 302


def test_alert_that_cleared_meanwhile_needs_no_decision(session: Session, swept: People, sign_in: SignIn) -> None:
    alert = alert_of(session, swept.id("yas"))
    session.connection().execute(
        Alert.__table__.update().values(cleared_at=datetime.now(UTC), cleared_on=TODAY)  # type: ignore[attr-defined]
    )
    session.commit()
    client = sign_in("tess")
    path = f"/alerts/{alert.public_id}/acknowledge"
    assert "This alert has cleared" in words(client.get(path))
    client.get("/alerts/rules")
    response = client.post(path, data={**DECISION, "csrf_token": client.token})
    assert response.status_code in (400, 422)
    assert session.execute(select(Acknowledgement)).scalars().all() == []


def test_alert_out_of_reach_is_not_there(session: Session, swept: People, sign_in: SignIn) -> None:
    alert = alert_of(session, swept.id("zak"))
    assert sign_in("tess").get(f"/alerts/{alert.public_id}/acknowledge").status_code == 404
    assert sign_in("amy").get(f"/alerts/{alert.public_id}/acknowledge").status_code == 403
    assert sign_in("tess").get(f"/alerts/{'0' * 32}/acknowledge").status_code == 404


def test_monitor_is_answered_without_signing_in(app: Flask, session: Session, database: TransactionDatabase) -> None:
    client = app.test_client()
    assert (client.get("/health/live").status_code, client.get("/health/live").text) == (200, "alive")
    never = client.get("/health/ready")
    assert (never.status_code, never.text) == (503, "alerts have never been checked")
    ledger.sweep_now(database, TODAY, "test", today=TODAY)
    ready = client.get("/health/ready")
    assert (ready.status_code, ready.text, ready.mimetype) == (200, "ready", "text/plain")
    session.connection().execute(Sweep.__table__.update().values(failed_rules="R27"))  # type: ignore[attr-defined]
    session.commit()
    failed = client.get("/health/ready")
    assert (failed.status_code, failed.text) == (503, "these rules could not be worked out: R27")
