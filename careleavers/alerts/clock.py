"""What is put right when the machine's clock was ahead for a while: days swept that have not come yet.

Such a sweep closed alerts of people who had long left by then, with what was decided about them, and marked days
as done that are still to come. Both are taken back; the next sweep sets the rest right.
"""

import logging
from datetime import datetime
from typing import Any

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import aliased
from sqlmodel import Session

from careleavers import audit
from careleavers.alerts.heartbeat import CLOCKS_MAY_DIFFER, SWEEP
from careleavers.domain.dates import today_in_london
from careleavers.models import Alert

log = logging.getLogger("careleavers.alerts")

ALERT: Any = Alert.__table__  # type: ignore[attr-defined]


def from_the_future(session: Session, now: datetime) -> bool:
    """Whether any sweep is dated later than now, by more than clocks differ."""
    ahead = SWEEP.c.finished_at > now + CLOCKS_MAY_DIFFER
    return session.execute(select(SWEEP.c.for_day).where(ahead).limit(1)).first() is not None


def take_back(session: Session, now: datetime) -> int:
    """Make every sweep dated later than `now` owed again, and today's with them; reopen what they cleared.

    Gives how many sweeps are owed again.
    """
    ahead, today = now + CLOCKS_MAY_DIFFER, today_in_london(now)
    rows = session.connection().execute(
        update(SWEEP)
        .where(or_(SWEEP.c.finished_at > ahead, SWEEP.c.for_day == today))
        .values(finished_at=None, lease_until=None, lease_holder="")
    )
    _reopen(session, ahead)
    session.connection().execute(update(ALERT).where(ALERT.c.raised_at > ahead).values(raised_at=now, raised_on=today))
    audit.record_batch(session, "sweep", "update", f"{rows.rowcount} sweeps dated in the future are owed again")
    log.warning("sweeps dated in the future are owed again", extra={"count": rows.rowcount})
    return rows.rowcount


def _reopen(session: Session, ahead: datetime) -> None:
    """Open again what was cleared later than `ahead`: of several alerts about one thing, the oldest."""
    other: Any = aliased(ALERT)
    same = [
        other.c.id != ALERT.c.id, other.c.rule == ALERT.c.rule, other.c.subject_kind == ALERT.c.subject_kind,
        other.c.about_id == ALERT.c.about_id,
        func.coalesce(other.c.young_person_id, 0) == func.coalesce(ALERT.c.young_person_id, 0),
        func.coalesce(other.c.worker_id, 0) == func.coalesce(ALERT.c.worker_id, 0),
    ]  # fmt: skip
    in_its_place = exists(
        select(1).where(
            *same, other.c.cleared_at.is_(None) | ((other.c.cleared_at > ahead) & (other.c.id < ALERT.c.id))
        )
    )
    session.connection().execute(
        update(ALERT).where(ALERT.c.cleared_at > ahead, ~in_its_place).values(cleared_at=None, cleared_on=None)
    )


__all__ = ["from_the_future", "take_back"]
