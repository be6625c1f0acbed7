"""Marking something as recorded in error, the same wherever it may be done.

Only for what is struck out and not taken back; contacts, oversight notes and documents have rules of their own.
"""

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.db import saving
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.models.base import now_utc
from careleavers.models.striking import Strikeable

STALE = "Somebody else saved this meanwhile"


def still_standing(row: Strikeable) -> None:
    """Refuse what is struck out already. Raises Refused."""
    if row.struck_at is not None:
        raise Refused("", f"This was marked as recorded in error on {long_date(row.struck_at.date())} already")


def strike(session: Session, actor: Actor, row: Strikeable, reason: str, version: int) -> None:
    """Mark a row as recorded in error: it stays to be read, struck through, and an alert it cleared comes back.

    Flushes, and does not commit. Raises Refused without a reason or for one that is struck out already, Stale when it
    was saved since `version`.
    """
    still_standing(row)
    if is_placeholder(reason):
        raise Refused("reason", "Say what is wrong with it")
    if row.version != version:
        raise Stale(STALE)
    with saving(session, "", STALE):
        row.struck_reason, row.struck_by_id, row.struck_at = reason, actor.worker, now_utc()
    refresh(session, young_person_id=row.young_person_id)


__all__ = ["still_standing", "strike"]
