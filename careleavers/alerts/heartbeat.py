"""Whether the sweeps can be relied on, read from the ledger by whoever shows or reports it.

The web server, the commands and the ping each ask this for themselves, so none needs the scheduler to be alive.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlmodel import Session

from careleavers.alerts.rules import IN_ORDER
from careleavers.domain.dates import long_date, today_in_london
from careleavers.models import Sweep

SWEEP: Any = Sweep.__table__  # type: ignore[attr-defined]
# Two machines never agree on the second; more than this is a clock that was set.
CLOCKS_MAY_DIFFER = timedelta(minutes=5)
_SHOWN = 60


@dataclass(frozen=True)
class Health:
    """When the last sweep ended, for which day, how long ago, whether it is too long, and which rules failed in it."""

    finished_at: datetime | None
    for_day: date | None
    age: timedelta | None
    stale: bool
    failed_rules: tuple[str, ...]

    @property
    def ahead(self) -> bool:
        """Whether the last sweep is dated later than now: the clock was wrong then, or is now."""
        return self.age is not None and self.age < -CLOCKS_MAY_DIFFER

    @property
    def problem(self) -> str:
        """What is wrong, in words for a monitor or a manager; empty when all is well."""
        if self.age is None or self.for_day is None:
            return "alerts have never been checked"
        if self.ahead:
            return "the last check is dated in the future, so the clock of this machine was wrong or is now"
        if self.stale:
            hours = self.age // timedelta(hours=1)
            when = f"{hours} hours ago" if hours else f"for {long_date(self.for_day)}"
            return f"alerts were last checked {when}"
        if self.failed_rules:
            return f"these rules could not be worked out: {', '.join(self.failed_rules)}"
        return ""


@dataclass(frozen=True)
class Done:
    """One line of the ledger: the day, when its sweep ended, how many days late, what it did, which rules failed."""

    for_day: date
    finished_at: datetime | None
    days_late: int
    raised: int
    cleared: int
    open: int
    seconds: float
    failed_rules: tuple[str, ...]


def health(session: Session, now: datetime, stale_hours: int, today: date | None = None) -> Health:
    """Whether the sweeps can be relied on: the last day's recent enough, with every rule worked out.

    `today`, where it is given, is the day in London: while missed days are made good the ledger is busy, and yet
    two days behind.
    """
    row = session.execute(
        select(SWEEP).where(SWEEP.c.finished_at.is_not(None)).order_by(SWEEP.c.for_day.desc()).limit(1)
    ).first()
    if row is None:
        return Health(None, None, None, True, ())
    age = now - row.finished_at
    behind = today is not None and (today - row.for_day).days > 1
    known = {rule.id for rule in IN_ORDER}
    failed = tuple(rule for rule in row.failed_rules.split() if rule in known)
    return Health(row.finished_at, row.for_day, age, behind or age > timedelta(hours=stale_hours), failed)


def sweep_age(session: Session, now: datetime) -> timedelta | None:
    """How long ago the last sweep ended; None if there never was one."""
    finished = session.execute(select(func.max(SWEEP.c.finished_at))).scalar()
    return None if finished is None else now - finished


def sweeps_done(session: Session) -> list[Done]:
    """The last sixty days of the ledger, newest first; a day not finished yet has no moment."""
    rows = session.execute(select(SWEEP).order_by(SWEEP.c.for_day.desc()).limit(_SHOWN))
    return [
        Done(
            row.for_day, row.finished_at, _days_late(row.for_day, row.finished_at), row.raised, row.cleared, row.open,
            row.seconds or 0.0, tuple(row.failed_rules.split()),
        )
        for row in rows
    ]  # fmt: skip


def _days_late(day: date, finished_at: datetime | None) -> int:
    return 0 if finished_at is None else max(0, (today_in_london(finished_at) - day).days)


__all__ = ["CLOCKS_MAY_DIFFER", "Done", "Health", "health", "sweep_age", "sweeps_done"]
