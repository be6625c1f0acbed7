"""Recording what was done about somebody's leave to remain. The only place that makes these rows.

Nothing is changed afterwards: what was recorded in error is struck out with a reason and stays to be read. Every
function flushes; none commits.
"""

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.immigration import WITHOUT_END, ImmigrationStepKind
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.models import ImmigrationStep, ImmigrationStepDetails, YoungPerson
from careleavers.models.base import identity

STALE = "Somebody else saved this record meanwhile"
NO_END = "Record first when their leave to remain ends, on the page of who they are"
WITHOUT = "Their leave is recorded as one without an end, so there is nothing to renew. Check their immigration status"


def record_step(
    session: Session, actor: Actor, young_person: YoungPerson, details: ImmigrationStepDetails, version: int
) -> ImmigrationStep:
    """Record that an adviser was seen or an application made, about the leave that is recorded now.

    `version` is that of the young person's row as the page showed it. Raises Refused for a bad day, an adviser
    without a name, or where no leave that ends is recorded; Stale when who they are was saved meanwhile, because
    the leave may be another one.
    """
    if young_person.version != version:
        raise Stale(STALE)
    _check(session, young_person, details)
    step = ImmigrationStep.made(
        details,
        young_person_id=identity(young_person),
        leave_ends_on=young_person.leave_expires_on,
        recorded_by_id=actor.worker,
    )
    session.add(step)
    session.flush()
    refresh(session, young_person_id=identity(young_person))
    return step


def _check(session: Session, young_person: YoungPerson, details: ImmigrationStepDetails) -> None:
    if young_person.leave_type in WITHOUT_END:
        raise Refused("", WITHOUT)
    if young_person.leave_expires_on is None:
        raise Refused("", NO_END)
    day = details.happened_on
    if day > today(session):
        raise Refused("happened_on", f"Enter today, {long_date(today(session))}, or an earlier day")
    if day < young_person.born_on:
        raise Refused("happened_on", f"They were born on {long_date(young_person.born_on)}. Enter a later day")
    if details.kind is ImmigrationStepKind.ADVISER and is_placeholder(details.adviser):
        raise Refused("adviser", "Enter whom they saw: a name, or the firm or charity")


__all__ = ["record_step"]
