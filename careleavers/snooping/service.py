"""Looking through the trail of openings every night. The only place that makes findings; flushes, never commits."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from careleavers.alerts.digests import put
from careleavers.db import policy
from careleavers.domain.snooping import AGAIN_DAYS, Found, find
from careleavers.models import SnoopingFinding
from careleavers.models.base import identity
from careleavers.snooping import queries

SUBJECT = "Openings to ask about"


def look_through(session: Session, named: str, last: date, now: datetime, *, mail: bool) -> list[Found]:
    """Keep what is found for the days up to and with `last` that was not known yet, and tell the readers by message.

    The last AGAIN_DAYS are looked through again, so a night without the job hides nothing. Safe to run twice.
    """
    first = last - timedelta(days=AGAIN_DAYS - 1)
    trail, limits, known = queries.trail(session, last), policy(session), queries.known_findings(session, first)
    new = [
        each
        for ago in range(AGAIN_DAYS)
        for each in find(trail, limits, first + timedelta(days=ago))
        if (each.pattern.value, each.worker_id, each.young_person_id, each.on) not in known
    ]
    for each in new:
        session.add(
            SnoopingFinding.made(
                pattern=each.pattern, worker_id=each.worker_id, young_person_id=each.young_person_id,
                found_on=each.on, times=each.times,
            )
        )  # fmt: skip
    session.flush()
    if new and mail:
        _tell(session, named, last, now)
    return new


def _tell(session: Session, named: str, last: date, now: datetime) -> None:
    body = "Sign in and open Unusual openings: something new was found in the trail of who opened what.\n"
    for reader in queries.readers(session, named, last):
        if reader.email:
            put(session, f"snooping:{identity(reader)}:{now.date().isoformat()}", reader, SUBJECT, body, now)


__all__ = ["SUBJECT", "look_through"]
