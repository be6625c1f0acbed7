"""The ledger: each owed day once, whoever asks and whoever dies; and whether the sweeps can be relied on."""

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from careleavers.alerts import engine, heartbeat, ledger
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.models import Alert, Sweep
from careleavers.models.base import identity
from tests.alerts.scene import closed, new_scene
from tests.conftest import TODAY
from tests.people import make_people

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


SWEEP: Any = Sweep.__table__  # type: ignore[attr-defined]
ALERT: Any = Alert.__table__  # type: ignore[attr-defined]


def rows(database: Database) -> list[Any]:
    with database.reading(job("test")) as session:
        return list(session.execute(select(SWEEP).order_by(SWEEP.c.for_day)))


def alerts(database: Database, *conditions: Any) -> list[Any]:
    with database.reading(job("test")) as session:
        return list(session.execute(select(ALERT).where(*conditions)))


def test_first_sweep_ever_is_today_at_once(whole: Database) -> None:
    before_dawn = datetime(2026, 3, 4, 3, tzinfo=UTC)
    results = ledger.run_due_sweeps(whole, before_dawn, "one")
    assert [result.as_of for result in results] == [TODAY]
    assert [(row.for_day, row.lease_holder) for row in rows(whole)] == [(TODAY, "one")]
    assert rows(whole)[0].finished_at is not None


def test_a_day_is_done_once(whole: Database) -> None:
    ledger.run_due_sweeps(whole, NOON, "one")
    assert ledger.run_due_sweeps(whole, NOON, "one") == []
    assert ledger.run_due_sweeps(whole, NOON, "two") == []


@pytest.mark.parametrize(
    ("hour", "owed"), [(4, []), (5, [date(2026, 3, 5)]), (23, [date(2026, 3, 5)])], ids=["04:00", "05:00", "23:00"]
)
def test_next_day_is_owed_from_its_hour(whole: Database, hour: int, owed: list[date]) -> None:
    ledger.run_due_sweeps(whole, NOON, "one")
    then = datetime(2026, 3, 5, hour, tzinfo=UTC)
    assert [result.as_of for result in ledger.run_due_sweeps(whole, then, "one")] == owed


def test_hours_are_those_of_london(whole: Database) -> None:
    ledger.run_due_sweeps(whole, datetime(2026, 7, 1, 12, tzinfo=UTC), "one")
    # Four in the morning by the machine's clock is five in London in summer.
    results = ledger.run_due_sweeps(whole, datetime(2026, 7, 2, 4, tzinfo=UTC), "one")
    assert [result.as_of for result in results] == [date(2026, 7, 2)]


@pytest.mark.parametrize(
    ("outage", "late"),
    [
        (timedelta(hours=1), []),
        (timedelta(hours=25), [0]),
        (timedelta(days=7), [6, 5, 4, 3, 2, 1, 0]),
        (timedelta(days=31), list(range(30, -1, -1))),
    ],
    ids=["1 h", "25 h", "7 d", "31 d"],
)
def test_outage_is_made_good_oldest_first_and_marked_late(
    whole: Database, monkeypatch: pytest.MonkeyPatch, outage: timedelta, late: list[int]
) -> None:
    # What the ledger does is the same for one rule as for all, and a month of all of them takes long.
    monkeypatch.setattr(engine, "IN_ORDER", [rule for rule in engine.IN_ORDER if rule.id in ("R01", "R20", "R70")])
    ledger.run_due_sweeps(whole, NOON, "one")
    results = ledger.run_due_sweeps(whole, NOON + outage, "one")
    assert [result.as_of for result in results] == [TODAY + timedelta(days=n + 1) for n in range(len(late))]
    assert len(rows(whole)) == len(late) + 1
    with whole.reading(job("test")) as session:
        done = heartbeat.sweeps_done(session)
        assert heartbeat.health(session, NOON + outage, 26, (NOON + outage).date()).problem == ""
    assert [each.days_late for each in reversed(done)] == [0, *late]


def test_while_missed_days_are_made_good_the_ledger_is_still_behind(whole: Database) -> None:
    ledger.run_due_sweeps(whole, NOON, "one")
    now = NOON + timedelta(days=9)
    with whole.transaction(job("test")) as session:
        session.connection().execute(update(SWEEP).values(finished_at=now))
    with whole.reading(job("test")) as session:
        assert heartbeat.health(session, now, 26, now.date()).problem == "alerts were last checked for 4 March 2026"


def _open(database: Database) -> set[tuple[Any, ...]]:
    about = ("id", "rule", "young_person_id", "worker_id", "about_id", "due_on", "raised_on")
    return {tuple(getattr(row, name) for name in about) for row in alerts(database, ALERT.c.cleared_at.is_(None))}


def test_clock_set_ten_years_ahead_and_back_loses_nothing_and_storms_nobody(
    peopled: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Everybody is past 25 by then, so every alert about them closes, with what was decided about it.

    All but one: whoever had to be told of a death must still be.
    """
    assert 31 < ledger.MOST_MADE_GOOD < 100
    monkeypatch.setattr(ledger, "MOST_MADE_GOOD", 4)
    ledger.run_due_sweeps(peopled, NOON, "one")
    before = _open(peopled)
    storm = ledger.run_due_sweeps(peopled, NOON + timedelta(days=3650), "one")
    assert len(storm) == ledger.MOST_MADE_GOOD
    assert {row[1] for row in _open(peopled) if row[2]} <= {"R61"}
    then = NOON + timedelta(minutes=30)
    with peopled.reading(job("test")) as session:
        assert "dated in the future" in heartbeat.health(session, then, 26, TODAY).problem
    assert [result.as_of for result in ledger.run_due_sweeps(peopled, then, "one")] == [TODAY]
    assert _open(peopled) == before
    later = [result.as_of for result in ledger.run_due_sweeps(peopled, NOON + timedelta(days=2), "one")]
    assert later == [TODAY + timedelta(days=1), TODAY + timedelta(days=2)]


def test_clock_set_back_by_an_hour_repeats_nothing(whole: Database) -> None:
    ledger.run_due_sweeps(whole, NOON, "one")
    assert ledger.run_due_sweeps(whole, NOON - timedelta(minutes=4), "two") == []
    # What is dated further ahead than clocks differ is done again, once.
    assert len(ledger.run_due_sweeps(whole, NOON - timedelta(hours=1), "two")) == 1
    assert ledger.run_due_sweeps(whole, NOON - timedelta(minutes=50), "three") == []


def test_lease_from_a_clock_that_was_ahead_holds_nobody_up(whole: Database) -> None:
    _leased_to(whole, "ahead", NOON + timedelta(days=900))
    assert [result.as_of for result in ledger.run_due_sweeps(whole, NOON, "me")] == [TODAY]


def test_making_good_a_day_takes_nothing_back_that_is_open_today(whole: Database) -> None:
    """A record may have raised an alert this morning that was not due on the day that was missed."""
    ledger.run_due_sweeps(whole, NOON, "one")
    later = TODAY + timedelta(days=3)
    with whole.transaction(job("test"), today=later) as session:
        people = make_people(session, TODAY)
        engine.refresh(session, young_person_id=people.id("zak"))
        engine.refresh(session, young_person_id=people.id("yas"))
    ledger.run_due_sweeps(whole, NOON + timedelta(days=3), "one")
    found = alerts(whole, ALERT.c.young_person_id.is_not(None))
    assert found
    assert [alert.cleared_at for alert in found] == [None] * len(found)


def test_what_was_due_only_on_a_missed_day_is_in_the_history(whole: Database) -> None:
    ledger.run_due_sweeps(whole, NOON, "one")
    with whole.transaction(job("test"), today=TODAY) as session:
        scene = new_scene(session, make_people(session, TODAY))
        closed(-2)(scene)
        about = identity(scene.sky)
    ledger.run_due_sweeps(whole, NOON + timedelta(days=3), "one")
    [alert] = alerts(whole, ALERT.c.young_person_id == about, ALERT.c.rule == "R06")
    assert (alert.raised_on, alert.cleared_on) == (TODAY + timedelta(days=1), TODAY + timedelta(days=3))


def test_five_schedulers_do_each_day_once(whole: Database) -> None:
    ledger.run_due_sweeps(whole, NOON, "one")
    gate, done = threading.Barrier(5), list[date]()

    def run(number: int) -> None:
        gate.wait()
        results = ledger.run_due_sweeps(whole, NOON + timedelta(days=3), f"number {number}")
        done.extend(result.as_of for result in results)

    threads = [threading.Thread(target=run, args=[number]) for number in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Whoever meets a day that another holds leaves it at that; whoever holds the last one does the rest.
    ledger.run_due_sweeps(whole, NOON + timedelta(days=3), "last")
    assert len(done) == len(set(done))
    assert [row.for_day for row in rows(whole) if row.finished_at] == [TODAY + timedelta(days=n) for n in range(4)]


def _leased_to(database: Database, holder: str, until: datetime) -> None:
    with database.transaction(job("test")) as session:
        ledger._owe(session, TODAY)
        session.connection().execute(update(SWEEP).values(lease_holder=holder, lease_until=until, started_at=NOON))


def test_day_that_another_holds_is_left_to_it(whole: Database) -> None:
    _leased_to(whole, "other", NOON + timedelta(minutes=5))
    assert ledger.run_due_sweeps(whole, NOON, "me") == []


def test_day_whose_holder_was_killed_is_taken_over(whole: Database) -> None:
    _leased_to(whole, "killed", NOON - timedelta(seconds=1))
    assert [result.as_of for result in ledger.run_due_sweeps(whole, NOON, "me")] == [TODAY]
    assert rows(whole)[0].lease_holder == "me"


def test_one_who_lost_the_lease_changes_nothing(whole: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with whole.transaction(job("test"), today=TODAY) as session:
        make_people(session, TODAY)
    real = engine._result

    def taken_over_meanwhile(connection, *rest):  # type: ignore[no-untyped-def]
        connection.execute(update(SWEEP).values(lease_holder="other"))
        return real(connection, *rest)

    monkeypatch.setattr(engine, "_result", taken_over_meanwhile)
    assert ledger.run_due_sweeps(whole, NOON, "me") == []
    assert alerts(whole) == []


def test_sweep_by_hand_does_what_is_owed_and_can_be_repeated(whole: Database) -> None:
    ledger.run_due_sweeps(whole, NOON - timedelta(days=2), "one")
    assert ledger.sweep_now(whole, TODAY, "hand", today=TODAY).as_of == TODAY
    first = rows(whole)[-1].finished_at
    assert [row.for_day for row in rows(whole)] == [TODAY - timedelta(days=n) for n in (2, 1, 0)]
    assert ledger.sweep_now(whole, TODAY, "hand", today=TODAY).raised == 0
    assert rows(whole)[-1].finished_at > first


@pytest.mark.parametrize("days", [-400, 400])
def test_sweep_for_another_day_leaves_the_ledger_alone(whole: Database, days: int) -> None:
    ledger.sweep_now(whole, TODAY + timedelta(days=days), "hand", today=TODAY)
    assert rows(whole) == []


def test_health(whole: Database) -> None:
    def problem(now: datetime) -> str:
        with whole.reading(job("test")) as session:
            return heartbeat.health(session, now, 26).problem

    assert problem(NOON) == "alerts have never been checked"
    ledger.run_due_sweeps(whole, NOON, "one")
    finished = rows(whole)[0].finished_at
    assert finished is not None
    assert problem(finished + timedelta(hours=26)) == ""
    assert problem(finished + timedelta(hours=27)) == "alerts were last checked 27 hours ago"
    with whole.reading(job("test")) as session:
        assert heartbeat.sweep_age(session, finished + timedelta(hours=3)) == timedelta(hours=3)
    with whole.transaction(job("test")) as session:
        session.connection().execute(update(SWEEP).values(failed_rules="R27 R30"))
    assert problem(finished) == "these rules could not be worked out: R27, R30"
