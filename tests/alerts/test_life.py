"""The life of an alert: put off with a reason, gone up by the clock, cleared by facts alone, then a new one."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts import engine, ledger, queue, service, since
from careleavers.alerts.details import Decision
from careleavers.alerts.escalation import managers_on
from careleavers.alerts.queries import OpenAlert, open_alerts
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Basis, ContactKind, RiskAnswer, Role, Severity
from careleavers.models import Absence, Acknowledgement, Alert, CalendarAddress, Contact, ReadEntry
from tests.client import AuditingClient, words
from tests.conftest import TODAY, TransactionDatabase
from tests.people import People

SignIn = Callable[[str], AuditingClient]
WORDS = "Amy calls at the flat on Friday; if nobody is in, Tess asks the landlord"
UNTIL = {"act_by_on-day": "6", "act_by_on-month": "3", "act_by_on-year": "2026", "decision": WORDS}


@pytest.fixture
def swept(database: TransactionDatabase, people: People) -> People:
    """Everybody of the tests, swept a moment ago."""
    ledger.sweep_now(database, TODAY, "test", today=TODAY)
    return people


def tess(people: People) -> Actor:
    return Actor("account:tess", Role.TEAM_MANAGER, worker_id=people.id("tess"), team_id=people.north.id)


def row(session: Session, people: People, rule: str = "R27", name: str = "yas") -> Alert:
    mine = (col(Alert.young_person_id) == people.id(name), col(Alert.rule) == rule, col(Alert.cleared_at).is_(None))
    return session.execute(select(Alert).where(*mine)).scalars().one()


def seen(session: Session, people: People, name: str, on: date) -> None:
    """A visit by Amy."""
    about = {"young_person_id": people.id(name), "worker_id": people.id("amy")}
    session.add(
        Contact.made(**about, kind=ContactKind.FACE_TO_FACE, happened_on=on, risk_answer=RiskAnswer.NOTHING_NEW)
    )


def shown(session: Session, alert: Alert, as_of: date = TODAY) -> OpenAlert:
    return open_alerts(session, as_of, col(Alert.id) == alert.id)[0]


@pytest.mark.parametrize(
    ("rule", "due_on", "up_on"),
    [
        # Critical since long ago, but nobody could know before it was raised: one working day from then.
        ("R06", date(2025, 1, 1), date(2026, 3, 5)),
        # Due today, so late tomorrow, and critical by then.
        ("R06", TODAY, date(2026, 3, 6)),
        # Late on Saturday: Monday is one working day after it.
        ("R06", date(2026, 3, 6), date(2026, 3, 9)),
        # High from the first day late: five working days, a week with its weekend.
        ("R07", TODAY, date(2026, 3, 12)),
        # High, and critical only after thirty days: the five working days are over first.
        ("R07", date(2026, 2, 20), date(2026, 3, 11)),
        # Medium with seven days of grace, high at 28 days late.
        ("R27", date(2026, 3, 1), date(2026, 4, 7)),
    ],
)
def test_clock_takes_it_to_the_next_manager_up(
    session: Session, people: People, rule: str, due_on: date, up_on: date
) -> None:
    alert = Alert(
        public_id="a" * 32, rule=rule, subject_kind="young_person", young_person_id=people.id("yas"), due_on=due_on,
        since_on=due_on, raised_on=TODAY, basis=Basis.POLICY,
    )  # fmt: skip
    session.add(alert)
    session.flush()
    assert shown(session, alert).escalates_on == up_on
    assert not shown(session, alert, up_on - timedelta(days=1)).escalated
    assert shown(session, alert, up_on).escalated


def test_decision_holds_it_back_until_the_day_after_its_own(session: Session, swept: People) -> None:
    alert = row(session, swept)
    service.acknowledge_alert(session, tess(swept), alert, Decision(WORDS, TODAY + timedelta(days=2)))
    # Until Friday; lapsed on Saturday; five working days from there.
    assert shown(session, alert).escalates_on == date(2026, 3, 13)


def test_what_is_put_off_twice_goes_up_the_same_day(session: Session, swept: People) -> None:
    alert, wait = row(session, swept), Decision(WORDS, TODAY + timedelta(days=2), snoozed=True)
    service.acknowledge_alert(session, tess(swept), alert, wait)
    assert not shown(session, alert).escalated
    service.acknowledge_alert(session, tess(swept), alert, wait)
    assert shown(session, alert).escalated


def test_goes_to_whoever_covers_while_the_manager_is_away(session: Session, people: People) -> None:
    def above() -> str:
        found = managers_on(session, TODAY).above(people.north)
        return found.sign_in_name if found else ""

    assert above() == "sam"
    away = {"from_on": TODAY, "to_on": TODAY}
    session.add(Absence.made(worker_id=people.id("sam"), covered_by_id=people.id("una"), **away))
    session.flush()
    assert above() == "una"
    # Each covers for the other: it stays with somebody rather than going round for ever.
    session.add(Absence.made(worker_id=people.id("una"), covered_by_id=people.id("sam"), **away))
    session.flush()
    assert above() in ("sam", "una")


def test_queue_says_who_has_it_now_and_can_be_narrowed_to_it(session: Session, swept: People, sign_in: SignIn) -> None:
    client = sign_in("sam")
    assert "Nothing here" in words(client.get("/alerts?escalated=yes"))
    session.connection().execute(
        Alert.__table__.update().values(raised_on=TODAY - timedelta(days=30))  # type: ignore[attr-defined]
    )
    session.commit()
    page = words(client.get("/alerts?escalated=yes&rule=R27"))
    assert "2 people, 2 alerts" in page
    assert page.count("Gone up to Sam Worker") == 2


def test_putting_off_needs_a_reason_and_keeps_to_the_law(session: Session, swept: People) -> None:
    statutory = row(session, swept, "R06")
    assert statutory.basis is Basis.STATUTORY
    with pytest.raises(Refused, match="The law requires this by"):
        service.acknowledge_alert(session, tess(swept), statutory, Decision(WORDS, TODAY, snoozed=True))
    statutory.due_on = TODAY + timedelta(days=3)
    service.acknowledge_alert(session, tess(swept), statutory, Decision(WORDS, statutory.due_on, snoozed=True))
    with pytest.raises(Refused, match="The law requires this by 7 March 2026"):
        late = statutory.due_on + timedelta(days=1)
        service.acknowledge_alert(session, tess(swept), statutory, Decision(WORDS, late, snoozed=True))
    with pytest.raises(Refused, match="Say in a sentence"):
        service.acknowledge_alert(session, tess(swept), row(session, swept), Decision("later", TODAY, snoozed=True))


def test_what_was_put_off_stays_last_until_its_day(session: Session, swept: People, sign_in: SignIn) -> None:
    client, alert = sign_in("tess"), row(session, swept, "R30")
    alert.basis = Basis.POLICY
    session.commit()
    assert "Put it off instead" in words(client.get(f"/alerts/{alert.public_id}/acknowledge"))
    assert client.send(f"/alerts/{alert.public_id}/snooze", UNTIL | {"decision": ""}).status_code == 422
    assert client.send(f"/alerts/{alert.public_id}/snooze", UNTIL).status_code == 302
    page = words(client.get("/alerts?rule=R30"))
    assert "Put off, 1239 days late" in page
    assert f"Tess Worker put it off on 4 March 2026: {WORDS} Until 6 March 2026." in page
    mine = col(Alert.young_person_id) == swept.id("yas")
    assert open_alerts(session, TODAY, mine)[-1].alert.rule == "R30"
    assert open_alerts(session, TODAY + timedelta(days=3), mine)[-1].alert.rule != "R30"
    made = session.execute(select(Acknowledgement)).scalars().one()
    assert (made.snoozed, made.act_by_on) == (True, date(2026, 3, 6))


def test_each_alert_offers_what_clears_it_and_after_that_a_new_one_begins(
    session: Session, swept: People, sign_in: SignIn
) -> None:
    page = sign_in("tess").get("/alerts?rule=R27").get_data(as_text=True)
    assert f"/young-people/{swept.yas.public_id}/contacts" in page
    first = row(session, swept)
    seen(session, swept, "yas", TODAY - timedelta(days=60))
    session.flush()
    engine.refresh(session, young_person_id=swept.id("yas"))
    # Still late, from another day: the same alert, with what was decided about it.
    assert row(session, swept).id == first.id
    session.execute(select(Contact)).scalars().one().happened_on = TODAY
    engine.refresh(session, young_person_id=swept.id("yas"))
    session.refresh(first)
    assert first.cleared_on == TODAY
    session.execute(select(Contact)).scalars().one().happened_on = TODAY - timedelta(days=60)
    engine.refresh(session, young_person_id=swept.id("yas"))
    assert row(session, swept).id != first.id


def test_filters_by_age_and_lateness_count_what_they_show(session: Session, swept: People, sign_in: SignIn) -> None:
    client = sign_in("sam")
    for query, there, gone in (
        ("age=under_18", "Zak Example", "Yas Example"),
        ("age=18_to_20", "Yas Example", "Zak Example"),
        ("rule=R27&late_by=12_weeks&age=18_to_20", "1 person, 1 alert", "Zak Example"),
        ("age=21_and_over", "Nothing here", "Example"),
    ):
        page = words(client.get(f"/alerts?{query}"))
        assert there in page, query
        assert gone not in page, query
    actor = Actor("account:sam", Role.SERVICE_MANAGER, worker_id=swept.id("sam"))
    for severity in Severity:
        found = queue.read_queue(session, actor, queue.Filters(severity=severity, late_by="a_week"))
        assert found.alerts_in_all == sum(len(subject.alerts) for subject in found.subjects)


def test_what_changed_since_the_last_look(session: Session, swept: People, sign_in: SignIn) -> None:
    client = sign_in("tess")
    assert "This is the first time you look" in words(client.get("/alerts/changes"))
    client.get("/alerts")
    seen, now = session.execute(select(ReadEntry)).scalars().all()[-1], datetime.now(UTC)
    actor = Actor("account:tess", Role.TEAM_MANAGER, seen.account_id, swept.id("tess"), swept.north.id)
    assert since.changed_since(session, actor, now).moment is None
    later = now + timedelta(hours=2)
    assert since.changed_since(session, actor, later).came == []
    alert = row(session, swept)
    session.connection().execute(
        Alert.__table__.update().where(col(Alert.id) == alert.id)  # type: ignore[attr-defined]
        .values(cleared_at=now + timedelta(hours=1), cleared_on=TODAY)
    )  # fmt: skip
    session.connection().execute(
        Alert.__table__.update().where(col(Alert.rule) == "R30").values(raised_at=now + timedelta(hours=1))  # type: ignore[attr-defined]
    )
    found = since.changed_since(session, actor, later)
    assert [each.alert.rule for each in found.came] == ["R30"]
    assert [each.title for each in found.went] == ["Visit due"]
    assert found.young_person_ids == [swept.id("yas")]


def test_two_weeks_day_by_day_for_a_manager_and_for_a_worker(session: Session, swept: People, sign_in: SignIn) -> None:
    for name in ("yas", "zak"):
        seen(session, swept, name, TODAY - timedelta(days=56 - 5))
    session.commit()
    page = words(sign_in("amy").get("/due/calendar"))
    assert "Monday 9 March 2026 Medium Yas Example Visit due" in page
    assert "Zak" not in page
    assert "Zak Example Visit due" in words(sign_in("sam").get("/alerts/calendar"))
    assert "Zak" not in words(sign_in("tess").get("/alerts/calendar"))


def test_several_go_to_another_worker_together_or_not_at_all(session: Session, swept: People, sign_in: SignIn) -> None:
    client, open_before = sign_in("sam"), row(session, swept).id
    path = f"/allocate-several?who={swept.yas.public_id}&who={swept.zak.public_id}&who=nobody"
    assert "2 young people come to one worker" in words(client.get(path))
    assert "Nobody chosen" in words(client.get("/allocate-several"))
    answers = {
        "role": "after_care_worker", "worker_id": str(swept.id("ivy")), "handover_note": "Both know her",
        "from_on-day": "4", "from_on-month": "3", "from_on-year": "2026",
    }  # fmt: skip
    refused = client.send(path, answers | {"worker_id": str(swept.id("amy"))})
    assert refused.status_code == 422
    assert "They are allocated in that part already. Choose somebody else (Yas Example). Nobody was" in words(refused)
    assert client.send(path, answers).status_code == 302
    page = words(client.get("/alerts?rule=R27"))
    assert page.count("Ivy Worker") == 4  # the notice, two rows, and the list of workers to narrow by
    assert row(session, swept).id == open_before
    assert "Yas" not in words(sign_in("una").get(path))


def test_own_calendar_at_an_address_that_names_nobody_and_can_be_stopped(
    session: Session, swept: People, sign_in: SignIn, app: Flask
) -> None:
    seen(session, swept, "yas", TODAY - timedelta(days=56 - 5))
    session.commit()
    amy, anybody = sign_in("amy"), app.test_client()

    def new_address() -> str:
        amy.get("/due/calendar")
        response = amy.post("/due/calendar/address", data={"csrf_token": amy.token})
        found = re.search(r"http://localhost(/calendar/[\w-]{32}\.ics)", words(response))
        assert found, words(response)
        return found[1]

    first = new_address()
    file = anybody.get(first)
    assert (file.status_code, file.mimetype) == (200, "text/calendar")
    lines = file.get_data(as_text=True).split("\r\n")
    assert lines[lines.index("SUMMARY:Visit due") - 2] == "DTSTART;VALUE=DATE:20260309"
    assert max(map(len, lines)) <= 75
    assert not {"Yas", "Example", swept.yas.child_id, swept.yas.public_id} & set(re.findall(r"\w+", file.text))
    second = new_address()
    assert (anybody.get(first).status_code, anybody.get(second).status_code) == (404, 200)
    assert "You have had an address since" in words(amy.get("/due/calendar"))
    kept = session.execute(select(CalendarAddress)).scalars().one()
    assert kept.word_print not in second
    amy.post("/due/calendar/stop", data={"csrf_token": amy.token})
    assert anybody.get(second).status_code == 404
    third = new_address()
    swept.worker("amy").ends_on = TODAY
    session.commit()
    assert anybody.get(third).status_code == 404
