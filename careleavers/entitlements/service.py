"""Recording what became of an entitlement. The only place that makes these rows.

Nothing is changed afterwards: what was recorded in error is struck out with a reason and stays to be read. Every
function flushes; none commits.
"""

from collections.abc import Sequence

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.domain.actors import Actor
from careleavers.entitlements import checks, queries
from careleavers.models import EntitlementStep, Offer, StepDetails, YoungPerson
from careleavers.models.base import identity


def record_step(
    session: Session, actor: Actor, young_person: YoungPerson, details: StepDetails, chosen: Sequence[Offer]
) -> list[EntitlementStep]:
    """Record one thing that happened with these entitlements: a step for each, with the row in force on that day.

    Raises Refused, with the field's own name, for a bad day, nothing chosen, money without its amount or for several
    at once, money beyond the offer without a reason, and "does not apply" without one.
    """
    checks.when(session, young_person, details.happened_on)
    checks.what(details, chosen)
    rows, known = queries.every_offer(session), queries.steps_of(session, identity(young_person))
    made = []
    for offer in chosen:
        running = queries.row_in_force(rows, offer.series_id, details.happened_on)
        row = checks.in_force(running, offer, details.happened_on)
        checks.not_too_much(row, details, [each.step for each in known if each.offer.series_id == offer.series_id])
        step = EntitlementStep.made(
            details, young_person_id=identity(young_person), offer_id=identity(row), recorded_by_id=actor.worker
        )
        made.append(step)
    session.add_all(made)
    session.flush()
    refresh(session, young_person_id=identity(young_person))
    return made


__all__ = ["record_step"]
