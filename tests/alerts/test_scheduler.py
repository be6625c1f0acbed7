"""The timetable, and the process that keeps it."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import func, select
from sqlmodel import col

from careleavers import jobs, scheduler
from careleavers.alerts.calendar import fill_calendar
from careleavers.alerts.watcher import ping
from careleavers.config import Settings, SettingsError
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from careleavers.domain.terms import LegalCategory
from careleavers.migrations.running import upgrade
from careleavers.models import Alert, Sweep, YoungPerson
from tests.conftest import TODAY
from tests.people import make_people

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


def test_what_is_owed_is_done_and_then_no_more(whole: Database) -> None:
    settings = Settings()
    with whole.transaction(job("test"), today=TODAY) as session:
        make_people(session, TODAY)
    for _ in range(2):
        jobs.do_what_is_owed(whole, settings, NOON, "one")
    with whole.reading(job("test")) as session:
        assert session.execute(select(func.count()).select_from(Sweep)).scalar() == 1
        assert session.execute(select(func.count()).select_from(Alert)).scalar()


def test_categories_are_brought_up_to_the_day_before_the_sweep(whole: Database) -> None:
    """Nobody's record says when Yas was looked after, so what was suggested once cannot stand."""
    with whole.transaction(job("test"), today=TODAY) as session:
        make_people(session, TODAY)
    jobs.do_what_is_owed(whole, Settings(), NOON, "one")
    with whole.reading(job("test")) as session:
        yas = session.execute(select(YoungPerson).where(col(YoungPerson.given_name) == "Yas")).scalars().one()
        assert yas.suggested_on == TODAY
        assert yas.suggested_category in (LegalCategory.UNDECIDED, LegalCategory.FORMER_RELEVANT)


def test_nothing_is_set_for_the_hour_that_repeats() -> None:
    with pytest.raises(SettingsError, match="sweep_hour is 1"):
        jobs.timetable(Settings(sweep_hour=1))
    with pytest.raises(SettingsError, match="sweep_hour is 24"):
        jobs.timetable(Settings(sweep_hour=24))
    names = [each.name for each in jobs.timetable(Settings())]
    assert names == ["sweep", "clear up", "trail", "make good", "messages", "seal", "ping"]


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (datetime(2026, 10, 24, 12, tzinfo=UTC), datetime(2026, 10, 25, 5, tzinfo=UTC)),
        (datetime(2026, 3, 28, 12, tzinfo=UTC), datetime(2026, 3, 29, 4, tzinfo=UTC)),
    ],
    ids=["the night the clocks go back", "the night they go forward"],
)
def test_sweep_is_at_five_in_london_on_every_night(after: datetime, expected: datetime) -> None:
    trigger = scheduler._trigger(jobs.timetable(Settings())[0])
    assert isinstance(trigger, CronTrigger)
    assert trigger.get_next_fire_time(None, after) == expected
    assert trigger.get_next_fire_time(expected, expected + timedelta(seconds=1)) == expected + timedelta(days=1)


def test_late_job_still_runs_once(whole: Database) -> None:
    made = scheduler.make_scheduler(Settings(), whole, "one")
    assert made._job_defaults == {"coalesce": True, "max_instances": 1, "misfire_grace_time": 6 * 60 * 60}
    assert str(made.timezone) == "UTC"


def test_job_that_fails_does_not_end_the_scheduler(
    whole: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_rest: object) -> None:
        raise RuntimeError("broken on purpose")

    scheduler._run(jobs.Job("sweep", jobs.Often(10), broken), whole, Settings(), "one")
    assert "job failed" in caplog.text


def test_process_sweeps_at_once_and_stops_on_a_signal(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'careleavers.sqlite3'}", Policy())
    upgrade(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    known = {name: value for name, value in os.environ.items() if not name.startswith("CARELEAVERS_")}
    command = [sys.executable, "-u", "-m", "careleavers.scheduler"]
    process = subprocess.Popen(
        command, env={**known, "CARELEAVERS_INSTANCE": str(tmp_path)}, stderr=subprocess.PIPE, text=True
    )
    try:
        assert process.stderr is not None
        said = next((line for line in process.stderr if "sweep done" in line or "Traceback" in line), "")
        assert "sweep done" in said
        process.send_signal(signal.SIGTERM)
        rest = process.communicate(timeout=30)[1]
    finally:
        process.kill()
    assert process.returncode == 0
    assert "scheduler stopped" in rest
    with database.reading(job("test")) as session:
        assert session.execute(select(col(Sweep.finished_at))).scalars().one() is not None
    database.dispose()


class _Watcher(BaseHTTPRequestHandler):
    """Somebody else's watcher, on this machine: it keeps what it was asked for."""

    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(500 if "broken" in self.path else 200)
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        """Keep quiet."""


@pytest.fixture
def watcher() -> Iterator[str]:
    server = HTTPServer(("127.0.0.1", 0), _Watcher)
    _Watcher.asked = []
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_watcher_outside_hears_that_all_is_well_or_that_it_is_not(whole: Database, watcher: str) -> None:
    settings = Settings(ping_url=f"{watcher}/a-word")
    jobs.tell_the_watcher(whole, settings, NOON, "one")
    jobs.do_what_is_owed(whole, settings, NOON, "one")
    jobs.tell_the_watcher(whole, settings, NOON + timedelta(hours=20), "one")
    jobs.tell_the_watcher(whole, settings, NOON + timedelta(hours=30), "one")
    jobs.tell_the_watcher(whole, Settings(), NOON, "one")
    assert _Watcher.asked == ["/a-word/fail", "/a-word", "/a-word/fail"]


def test_watcher_that_cannot_be_reached_stops_nothing(watcher: str, caplog: pytest.LogCaptureFixture) -> None:
    assert ping(f"{watcher}/fine", "") is True
    assert ping(f"{watcher}/broken", "") is False
    assert ping("http://127.0.0.1:9/nobody-listens", "") is False
    assert caplog.text.count("ping was not answered") == 2
    assert "nobody-listens" not in caplog.text
