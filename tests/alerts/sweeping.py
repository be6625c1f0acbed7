"""Schedulers as processes of their own, to be killed at any moment; and what a database says was done."""

import multiprocessing
import random
from datetime import date, datetime
from multiprocessing.context import ForkServerProcess
from typing import Any

from sqlalchemy import select

from careleavers.alerts import ledger
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from careleavers.models import ChangeEntry, Sweep

# The programs are read once; each scheduler is then a copy that starts in a moment.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["tests.alerts.sweeping"])
SWEEP: Any = Sweep.__table__  # type: ignore[attr-defined]


def sweep_until_done(url: str, now: datetime, holder: str) -> None:
    """What one scheduler does: whatever is owed, until nothing is that it may do."""
    database = Database(url, Policy())
    while ledger.run_due_sweeps(database, now, holder):
        pass
    database.dispose()


def start(database: Database, now: datetime, number: int, name: str) -> list[ForkServerProcess]:
    """So many schedulers at once on one database."""
    url = database.address
    database.dispose()
    started = [_PROCESSES.Process(target=sweep_until_done, args=(url, now, f"{name}-{each}")) for each in range(number)]
    for process in started:
        process.start()
    return started


def kill_at_random(processes: list[ForkServerProcess], chance: random.Random, within: float) -> int:
    """Kill -9 each of them at some moment within so many seconds; how many were still alive."""
    killed = 0
    for process in processes:
        process.join(chance.uniform(0, within))
        killed += process.is_alive()
        process.kill()
        process.join()
    return killed


def finish(processes: list[ForkServerProcess]) -> None:
    """Wait until all have ended by themselves, without an error."""
    for process in processes:
        process.join()
        assert process.exitcode == 0


def times_swept(database: Database) -> dict[str, int]:
    """How often each day's sweep was committed, as the audit trail has it: one entry in the sweep's own transaction."""
    counted: dict[str, int] = {}
    wanted = (ChangeEntry.actor == "job:sweep", ChangeEntry.table_name == "alert")
    with database.reading(job("test")) as session:
        for note in session.execute(select(ChangeEntry.after).where(*wanted)).scalars():  # type: ignore[call-overload]
            day = note.strip('"').rsplit(" ", 1)[-1]
            counted[day] = counted.get(day, 0) + 1
    return counted


def days_done(database: Database) -> list[date]:
    """The days that the ledger holds as done, in order."""
    with database.reading(job("test")) as session:
        done = select(SWEEP.c.for_day).where(SWEEP.c.finished_at.is_not(None)).order_by(SWEEP.c.for_day)
        return list(session.execute(done).scalars())
