"""The scheduler's own process, and the only place that starts APScheduler: `python -m careleavers.scheduler`.

It is a timer and decides nothing. What is owed stands in the ledger, so any number of these may run.
"""

import logging
import os
import secrets
import signal
import socket
import sys
import threading
from datetime import UTC, datetime
from types import FrameType
from zoneinfo import ZoneInfo

from apscheduler.schedulers.blocking import BlockingScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from careleavers.config import Settings, load_settings
from careleavers.db import Database, assert_settings, database_of
from careleavers.jobs import Daily, Job, timetable
from careleavers.migrations import running
from careleavers.web import logs

log = logging.getLogger("careleavers.scheduler")

_SIX_HOURS = 6 * 60 * 60


def make_scheduler(settings: Settings, database: Database, holder: str) -> BlockingScheduler:
    """A scheduler with the whole timetable on it, not yet started.

    A job that is late by less than six hours still runs, once, and never beside itself.
    """
    defaults = {"coalesce": True, "max_instances": 1, "misfire_grace_time": _SIX_HOURS}
    scheduler = BlockingScheduler(timezone=UTC, job_defaults=defaults)
    for each in timetable(settings):
        scheduler.add_job(_run, _trigger(each), args=[each, database, settings, holder], id=each.name, **_first(each))
    return scheduler


def _trigger(each: Job) -> CronTrigger | IntervalTrigger:
    if isinstance(each.when, Daily):
        return CronTrigger(hour=each.when.hour, minute=0, timezone=ZoneInfo("Europe/London"))
    return IntervalTrigger(minutes=each.when.minutes, timezone=UTC)


def _first(each: Job) -> dict[str, datetime]:
    """What is repeated through the day is also done at the start."""
    return {} if isinstance(each.when, Daily) else {"next_run_time": datetime.now(UTC)}


def _run(each: Job, database: Database, settings: Settings, holder: str) -> None:
    """One run of one job. What it raises is logged and the job stays on the timetable: the next run tries again."""
    try:
        each.run(database, settings, datetime.now(UTC), holder)
    except Exception:
        log.exception("job failed", extra={"job": each.name})


def _stop_on_signal(scheduler: BlockingScheduler) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        if not scheduler.running:
            raise SystemExit(0)
        # Waits for a sweep that is running, then `start` returns. In a thread, for a signal may come at a moment
        # when this one holds what the sweep needs to finish.
        threading.Thread(target=scheduler.shutdown).start()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)


def _stop_when_input_ends() -> None:
    """Stop like on a signal when whoever started this process is gone: then standard input ends."""

    def wait() -> None:
        while sys.stdin.buffer.read(1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def main(*, until_input_ends: bool = False) -> None:
    """Run until told to stop, or until standard input ends.

    Raises SettingsError, DatabaseRefused or SchemaMismatch if it cannot be relied on.
    """
    logs.set_up()
    logging.getLogger("apscheduler").setLevel(logging.WARNING)
    settings = load_settings()
    database = database_of(settings)
    assert_settings(database.writer)
    running.assert_current(database.writer)
    holder = f"{socket.gethostname()[:40]}:{os.getpid()}:{secrets.token_hex(4)}"
    scheduler = make_scheduler(settings, database, holder)
    _stop_on_signal(scheduler)
    if until_input_ends:
        _stop_when_input_ends()
    log.info("scheduler started")
    try:
        scheduler.start()
    finally:
        database.dispose()
        log.info("scheduler stopped")


if __name__ == "__main__":
    main(until_input_ends="--until-input-ends" in sys.argv[1:])
