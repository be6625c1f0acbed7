"""Recording somebody's support network. The only place that makes these rows.

What is so is changed as it changes, with its history kept; what was recorded in error is struck out with a reason and
stays to be read. Every function flushes; none commits.
"""

from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts.engine import refresh
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.network import NEEDS_A_DAY, ONE_AT_A_TIME, HealthKind
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.models import CloseOne, CloseOneDetails, HealthContact, HealthContactDetails, YoungPerson
from careleavers.models.base import identity
from careleavers.striking import still_standing

STALE = "Somebody else saved this meanwhile"
_DAYS = {"since_on": "since when", "seen_on": "when they were last seen", "ended_on": "when it ended"}


def record_health(
    session: Session, actor: Actor, young_person: YoungPerson, details: HealthContactDetails
) -> HealthContact:
    """Record a practice, a clinic or a paper of somebody's. Raises Refused for what cannot be, at its question."""
    person_id = identity(young_person)
    _check_health(session, young_person, details, None)
    made = HealthContact.made(details, young_person_id=person_id, recorded_by_id=actor.worker)
    with saving(session, "kind", _already(details.kind)):
        session.add(made)
    refresh(session, young_person_id=person_id)
    return made


def change_health(
    session: Session, young_person: YoungPerson, row: HealthContact, details: HealthContactDetails, version: int
) -> HealthContact:
    """Record how it is now. Raises Refused for what cannot be, Stale when it was saved since `version`."""
    _still(row, version)
    _check_health(session, young_person, details, row)
    with saving(session, "ended_on", _already(details.kind)):
        row.amend(details)
    refresh(session, young_person_id=row.young_person_id)
    return row


def add_close(session: Session, actor: Actor, young_person: YoungPerson, details: CloseOneDetails) -> CloseOne:
    """Record somebody who matters to a young person. Raises Refused for what cannot be, at its question."""
    _check_close(session, young_person, details)
    made = CloseOne.made(details, young_person_id=identity(young_person), recorded_by_id=actor.worker)
    session.add(made)
    session.flush()
    return made


def change_close(
    session: Session, young_person: YoungPerson, row: CloseOne, details: CloseOneDetails, version: int
) -> CloseOne:
    """Record how things are now. Raises Refused for what cannot be, Stale when it was saved since `version`."""
    _still(row, version)
    _check_close(session, young_person, details)
    with saving(session, "", STALE):
        row.amend(details)
    return row


def _still(row: HealthContact | CloseOne, version: int) -> None:
    still_standing(row)
    if row.version != version:
        raise Stale(STALE)


def _already(kind: HealthKind) -> str:
    what = "health history" if kind is HealthKind.HISTORY else kind.label.lower()
    return f"A {what} is recorded already. Change that one, or say when it ended, and then record the new one"


def _check_health(
    session: Session, young_person: YoungPerson, details: HealthContactDetails, row: HealthContact | None
) -> None:
    kind = details.kind
    if kind is not HealthKind.HISTORY and is_placeholder(details.name):
        raise Refused("name", "Enter the name of the practice, clinic or service")
    if kind in NEEDS_A_DAY and details.since_on is None:
        asked = "they were referred" if kind is HealthKind.SPECIALIST else "they were given the copy"
        raise Refused("since_on", f"Enter the day {asked}")
    for name in ("since_on", "seen_on", "ended_on"):
        _check_day(session, young_person, name, getattr(details, name))
    began = details.since_on
    for name in ("seen_on", "ended_on"):
        day = getattr(details, name)
        if began and day and day < began and (name == "ended_on" or kind is HealthKind.SPECIALIST):
            raise Refused(name, f"It began on {long_date(began)}. Enter that day or a later one")
    if kind in ONE_AT_A_TIME and details.ended_on is None and _another(session, young_person, kind, row):
        raise Refused("kind" if row is None else "ended_on", _already(kind))


def _another(session: Session, young_person: YoungPerson, kind: HealthKind, row: HealthContact | None) -> bool:
    """Whether another one of this kind is recorded as going on."""
    found = select(col(HealthContact.id)).where(
        col(HealthContact.young_person_id) == identity(young_person),
        col(HealthContact.kind) == kind,
        col(HealthContact.ended_on).is_(None),
        col(HealthContact.struck_at).is_(None),
    )
    return any(each != (row.id if row else None) for each in session.execute(found).scalars())


def _check_close(session: Session, young_person: YoungPerson, details: CloseOneDetails) -> None:
    if is_placeholder(details.name):
        raise Refused("name", "Enter a name")
    if is_placeholder(details.relationship):
        raise Refused("relationship", "Say who they are to them, such as nan or old carer")
    _check_day(session, young_person, "ended_on", details.ended_on)


def _check_day(session: Session, young_person: YoungPerson, field: str, day: date | None) -> None:
    if day is None:
        return
    if day > today(session):
        raise Refused(field, f"Enter today, {long_date(today(session))}, or an earlier day for {_DAYS[field]}")
    if day < young_person.born_on:
        raise Refused(field, f"They were born on {long_date(young_person.born_on)}. Enter a later day")


__all__ = ["add_close", "change_close", "change_health", "record_health"]
