"""Writing changes of circumstance."""

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.changes import queries
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.refusals import Refused
from careleavers.models import ChangeDetails, ChangeOfCircumstance, YoungPerson
from careleavers.models.base import identity, now_utc


def record_change(
    session: Session,
    actor: Actor,
    young_person: YoungPerson,
    details: ChangeDetails,
    contact_id: int | None = None,
) -> ChangeOfCircumstance:
    """Record that something big changed; from `happened_on` the plan's clocks run (R10, R11).

    `contact_id` is the contact at which it was told. Raises Refused for a day to come or before birth, and for
    the same change a second time.
    """
    if details.happened_on > today(session):
        raise Refused("happened_on", "The date is in the future. Enter the day on which it happened")
    if details.happened_on < young_person.born_on:
        raise Refused("happened_on", f"They were born on {long_date(young_person.born_on)}. Enter a later date")
    if queries.is_recorded(session, identity(young_person), details):
        raise Refused("", "This change is recorded already, in the same words. Nothing more was saved")
    change = ChangeOfCircumstance.made(
        details, young_person_id=young_person.id, contact_id=contact_id, recorded_by_id=actor.worker
    )
    session.add(change)
    session.flush()
    refresh(session, young_person_id=identity(young_person))
    return change


def strike_changes(session: Session, contact_id: int) -> int:
    """Stop counting the changes that were told at a contact recorded in error. Flushed; answers how many."""
    told = queries.told_at(session, contact_id)
    for change in told:
        change.struck_at = now_utc()
    session.flush()
    return len(told)
