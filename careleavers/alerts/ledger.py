"""The ledger of sweeps: each day's sweep is owed, leased while it runs, and done once by whoever holds the lease.

Any number of schedulers may ask at once, and any of them may be killed. A day is marked as done in the same
transaction as the sweep itself, so a sweep that was cut off has changed nothing, and its day is still owed.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from time import monotonic
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlmodel import Session

from careleavers.alerts import clock
from careleavers.alerts.engine import Result, sweep
from careleavers.alerts.heartbeat import SWEEP
from careleavers.db import Database, policy
from careleavers.domain.actors import job
from careleavers.domain.dates import DAY, LONDON, today_in_london
from careleavers.models.base import now_utc
from careleavers.models.sql import insert_on

log = logging.getLogger("careleavers.alerts")

LEASE = timedelta(minutes=10)
# After a longer silence, or a clock set far ahead, the days before these are left: what was missed then is worked
# out from the facts, and thousands of sweeps at once would keep today's waiting.
MOST_MADE_GOOD = 92


class LeaseLost(RuntimeError):
    """Another scheduler took the day over while this one was at it; what this one did is undone."""


def owed_days(session: Session, now: datetime, sweep_hour: int) -> list[date]:
    """The days whose sweep is owed, oldest first; from `sweep_hour` (London) today is among them.

    The first day ever is today, at once: nobody waits a night for the first alerts. Never more than the last
    MOST_MADE_GOOD days.
    """
    local = now.astimezone(LONDON)
    finished = select(func.max(SWEEP.c.for_day)).where(
        SWEEP.c.finished_at.is_not(None), SWEEP.c.for_day <= local.date()
    )
    last_done: date | None = session.execute(finished).scalar()
    if last_done is None:
        return [local.date()]
    last = local.date() if local.hour >= sweep_hour else local.date() - DAY
    return [last_done + DAY * n for n in range(1, (last - last_done).days + 1)][-MOST_MADE_GOOD:]


def _owe(session: Session, day: date) -> None:
    """Write a day down as owed, if it is not."""
    insert = insert_on(session.get_bind().dialect.name)
    blank = {"lease_holder": "", "raised": 0, "cleared": 0, "open": 0, "failed_rules": "", "limits": ""}
    session.connection().execute(insert(SWEEP).values({"for_day": day, **blank}).on_conflict_do_nothing())


def _take(database: Database, day: date, holder: str, now: datetime) -> bool:
    """Lease a day: only if it is not done and nobody else's lease runs."""
    with database.transaction(job("sweep")) as session:
        _owe(session, day)
        # A lease longer than any is one from a clock that was ahead.
        over = or_(SWEEP.c.lease_until <= now, SWEEP.c.lease_until > now + 2 * LEASE)
        free = or_(SWEEP.c.lease_until.is_(None), over, SWEEP.c.lease_holder == holder)
        taken = session.connection().execute(
            update(SWEEP)
            .where(SWEEP.c.for_day == day, SWEEP.c.finished_at.is_(None), free)
            .values(lease_holder=holder, lease_until=now + LEASE, started_at=now)
        )
        return taken.rowcount == 1


def _outcome(session: Session, result: Result, finished_at: datetime) -> dict[str, Any]:
    """What the ledger keeps of a sweep, and under which limits it was done."""
    return {
        "limits": policy(session).as_json(),
        "finished_at": finished_at, "lease_until": None, "seconds": result.seconds, "raised": result.raised,
        "cleared": result.cleared, "open": result.open, "failed_rules": " ".join(result.failed),
    }  # fmt: skip


def _finish(session: Session, day: date, holder: str, result: Result, finished_at: datetime) -> None:
    """Mark a day as done, in the sweep's own transaction. Raises LeaseLost if it is no longer this holder's."""
    mine = (SWEEP.c.for_day == day, SWEEP.c.lease_holder == holder, SWEEP.c.finished_at.is_(None))
    finished = session.connection().execute(update(SWEEP).where(*mine).values(_outcome(session, result, finished_at)))
    if finished.rowcount != 1:
        raise LeaseLost(f"{day} was taken over by another scheduler.")


def run_due_sweeps(database: Database, now: datetime, holder: str, *, sweep_hour: int = 5) -> list[Result]:
    """Do every sweep that is owed and that nobody else is doing, oldest first; what each did.

    `now` is a moment with its zone, `holder` names this process. A day that was missed is made good by raising
    what should have been raised then; today's sweep sets everything right. Sweeps dated later than `now` were done
    while the clock was ahead, and are owed again.
    """
    with database.reading(job("sweep")) as session:
        wrong = clock.from_the_future(session, now)
    if wrong:
        with database.transaction(job("sweep")) as session:
            clock.take_back(session, now)
    started = monotonic()
    return _do_owed(database, now, holder, sweep_hour, lambda: now + timedelta(seconds=monotonic() - started))


def _do_owed(
    database: Database, now: datetime, holder: str, sweep_hour: int, moment: Callable[[], datetime]
) -> list[Result]:
    with database.reading(job("sweep")) as session:
        days = owed_days(session, now, sweep_hour)
    today = today_in_london(now)
    results = []
    for day in days:
        if not _take(database, day, holder, now):
            # Somebody is at it; the days after it must wait for it.
            break

        def settle(session: Session, result: Result, day: date = day) -> None:
            _finish(session, day, holder, result, moment())

        try:
            results.append(sweep(database, day, only_raise=day < today, settle=settle))
        except LeaseLost:
            log.warning("sweep was taken over", extra={"sweep_for": day.isoformat()})
            break
    return results


def sweep_now(database: Database, as_of: date, holder: str, *, today: date | None = None) -> Result:
    """Sweep a day at once. If it is today, whatever is owed is done first and the ledger says what came of it.

    Another day leaves the ledger alone. `today` is the day in London unless a demonstration says otherwise.
    """
    if as_of != (today or today_in_london()):
        return sweep(database, as_of)
    if as_of == today_in_london():
        owed = run_due_sweeps(database, now_utc(), holder, sweep_hour=0)
    else:
        owed = _do_owed(database, datetime.combine(as_of, time(12), LONDON), holder, 0, now_utc)
    done = [result for result in owed if result.as_of == as_of]
    if done:
        return done[0]

    def settle(session: Session, result: Result) -> None:
        again = (SWEEP.c.for_day == as_of, SWEEP.c.finished_at.is_not(None))
        session.connection().execute(update(SWEEP).where(*again).values(_outcome(session, result, now_utc())))

    return sweep(database, as_of, settle=settle)


__all__ = ["MOST_MADE_GOOD", "LeaseLost", "owed_days", "run_due_sweeps", "sweep_now"]
