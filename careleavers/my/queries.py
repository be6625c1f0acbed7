"""Who is alongside a young person today: names and numbers only."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.actors import in_force
from careleavers.domain.terms import AllocationRole
from careleavers.models import Absence, Allocation, Worker

_IN_ORDER = [AllocationRole.AFTER_CARE_WORKER, AllocationRole.SOCIAL_WORKER, AllocationRole.COVER]


@dataclass(frozen=True)
class Cover:
    """Who answers while somebody is away; `until` is the last day away."""

    until: date
    name: str
    phone: str


@dataclass(frozen=True)
class Alongside:
    """Somebody on the young person's side: their name, their number, and who covers if they are away today."""

    name: str
    phone: str
    covers: bool
    away: Cover | None


def alongside(session: Session, young_person_id: int, day: date) -> list[Alongside]:
    """The workers allocated on this day who are in post, their own worker first, whoever covers last."""
    statement = (
        select(Allocation, Worker)
        .join(Worker, col(Worker.id) == col(Allocation.worker_id))
        .where(
            col(Allocation.young_person_id) == young_person_id,
            col(Allocation.role).in_(_IN_ORDER),
            col(Allocation.from_on) <= day,
            col(Allocation.to_on).is_(None) | (col(Allocation.to_on) > day),
            col(Worker.disabled_on).is_(None),
        )
    )
    found = [(a, w) for a, w in session.execute(statement).all() if in_force(w.started_on, w.ends_on, day)]
    found.sort(key=lambda pair: (_IN_ORDER.index(pair[0].role), pair[0].from_on))
    return [
        Alongside(worker.name, worker.phone, allocation.role is AllocationRole.COVER, _cover(session, worker, day))
        for allocation, worker in found
    ]


def _cover(session: Session, worker: Worker, day: date) -> Cover | None:
    """Who answers for a worker who is away on this day; a cover without a name where nobody was named."""
    absent = select(Absence).where(
        col(Absence.worker_id) == worker.id, col(Absence.from_on) <= day, col(Absence.to_on) >= day
    )
    absence = session.execute(absent.order_by(col(Absence.to_on).desc())).scalars().first()
    if absence is None:
        return None
    other = session.get(Worker, absence.covered_by_id) if absence.covered_by_id is not None else None
    return Cover(absence.to_on, other.name if other else "", other.phone if other else "")
