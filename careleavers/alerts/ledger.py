"""The ledger of sweeps: each day's sweep is owed, leased while it runs, and done once by whoever holds the lease.

Any number of schedulers may ask at once, and any of them may be killed. A day is marked as done in the same
transaction as the sweep itself, so a sweep that was cut off has changed nothing, and its day is still owed.
"""

import logging
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from careleavers.alerts.engine import Result, sweep
from careleavers.alerts.rules import IN_ORDER
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.dates import DAY, LONDON, today_in_london
from careleavers.models import Sweep
from careleavers.models.base import now_utc

log = logging.getLogger("careleavers.alerts")

SWEEP: Any = Sweep.__table__  # type: ignore[attr-defined]
LEASE = timedelta(minutes=10)


class LeaseLost(RuntimeError):
    """Another scheduler took the day over while this one was at it; what this one did is undone."""


@dataclass(frozen=True)
class Health:
    """When the last sweep ended, how long ago, whether that is too long, and which rules failed in it."""

    finished_at: datetime | None
    age: timedelta | None
    stale: bool
    failed_rules: tuple[str, ...]

    @property
    def problem(self) -> str:
        """What is wrong, in words for a monitor or a manager; empty when all is well."""
        if self.age is None:
            return "alerts have never been checked"
        if self.stale:
            return f"alerts were last checked {self.age // timedelta(hours=1)} hours ago"
        if self.failed_rules:
            return f"these rules could not be worked out: {', '.join(self.failed_rules)}"
        return ""


def owed_days(session: Session, now: datetime, sweep_hour: int) -> list[date]:
    """The days whose sweep is owed, oldest first; from `sweep_hour` (London) today is among them.

    The first day ever is today, at once: nobody waits a night for the first alerts.
    """
    local = now.astimezone(LONDON)
    finished = select(func.max(SWEEP.c.for_day)).where(
        SWEEP.c.finished_at.is_not(None), SWEEP.c.for_day <= local.date()
    )
    last_done: date | None = session.execute(finished).scalar()
    if last_done is None:
        return [local.date()]
    last = local.date() if local.hour >= sweep_hour else local.date() - DAY
    return [last_done + DAY * n for n in range(1, (last - last_done).days + 1)]


def _owe(session: Session, day: date) -> None:
    """Write a day down as owed, if it is not."""
    insert: Any = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    blank = {"lease_holder": "", "raised": 0, "cleared": 0, "open": 0, "failed_rules": ""}
    session.connection().execute(insert(SWEEP).values({"for_day": day, **blank}).on_conflict_do_nothing())


def _take(database: Database, day: date, holder: str, now: datetime) -> bool:
    """Lease a day: only if it is not done and nobody else's lease runs."""
    with database.transaction(job("sweep")) as session:
        _owe(session, day)
        free = or_(SWEEP.c.lease_until.is_(None), SWEEP.c.lease_until <= now, SWEEP.c.lease_holder == holder)
        taken = session.connection().execute(
            update(SWEEP)
            .where(SWEEP.c.for_day == day, SWEEP.c.finished_at.is_(None), free)
            .values(lease_holder=holder, lease_until=now + LEASE, started_at=now)
        )
        return taken.rowcount == 1


def _outcome(result: Result) -> dict[str, Any]:
    """What the ledger keeps of a sweep."""
    return {
        "finished_at": now_utc(), "lease_until": None, "seconds": result.seconds, "raised": result.raised,
        "cleared": result.cleared, "open": result.open, "failed_rules": " ".join(result.failed),
    }  # fmt: skip


def _finish(session: Session, day: date, holder: str, result: Result) -> None:
    """Mark a day as done, in the sweep's own transaction. Raises LeaseLost if it is no longer this holder's."""
    mine = (SWEEP.c.for_day == day, SWEEP.c.lease_holder == holder, SWEEP.c.finished_at.is_(None))
    finished = session.connection().execute(update(SWEEP).where(*mine).values(_outcome(result)))
    if finished.rowcount != 1:
        raise LeaseLost(f"{day} was taken over by another scheduler.")


def run_due_sweeps(database: Database, now: datetime, holder: str, *, sweep_hour: int = 5) -> list[Result]:
    """Do every sweep that is owed and that nobody else is doing, oldest first; what each did.

    `now` is a moment with its zone, `holder` names this process. A day that was missed is made good by raising
    what should have been raised then; today's sweep sets everything right.
    """
    with database.reading(job("sweep")) as session:
        days = owed_days(session, now, sweep_hour)
    today = now.astimezone(LONDON).date()
    results = []
    for day in days:
        if not _take(database, day, holder, now):
            # Somebody is at it; the days after it must wait for it.
            break

        def settle(session: Session, result: Result, day: date = day) -> None:
            _finish(session, day, holder, result)

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
    moment = now_utc() if as_of == today_in_london() else datetime.combine(as_of, time(12), LONDON)
    done = [result for result in run_due_sweeps(database, moment, holder, sweep_hour=0) if result.as_of == as_of]
    if done:
        return done[0]

    def settle(session: Session, result: Result) -> None:
        again = (SWEEP.c.for_day == as_of, SWEEP.c.finished_at.is_not(None))
        session.connection().execute(update(SWEEP).where(*again).values(_outcome(result)))

    return sweep(database, as_of, settle=settle)


def sweep_age(session: Session, now: datetime) -> timedelta | None:
    """How long ago the last sweep ended; None if there never was one."""
    finished = session.execute(select(func.max(SWEEP.c.finished_at))).scalar()
    return None if finished is None else now - finished


def health(session: Session, now: datetime, stale_hours: int) -> Health:
    """Whether the sweeps can be relied on: the last one recent enough, with every rule worked out."""
    row = session.execute(
        select(SWEEP).where(SWEEP.c.finished_at.is_not(None)).order_by(SWEEP.c.finished_at.desc()).limit(1)
    ).first()
    if row is None:
        return Health(None, None, True, ())
    age = now - row.finished_at
    known = {rule.id for rule in IN_ORDER}
    failed = tuple(rule for rule in row.failed_rules.split() if rule in known)
    return Health(row.finished_at, age, age > timedelta(hours=stale_hours), failed)


__all__ = ["Health", "LeaseLost", "health", "owed_days", "run_due_sweeps", "sweep_age", "sweep_now"]
