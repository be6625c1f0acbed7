"""Whose an alert is: the worker or cover of a young person, the supervisor of a worker, and the team of either."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, null, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.domain.terms import AllocationRole, SubjectKind
from careleavers.models import Allocation, Offer, Team, Worker, YoungPerson
from careleavers.models.sql import word


@dataclass(frozen=True)
class Whose:
    """How what it is about is called (child id, sign-in name, name of the offer), whose it is, and the team's name."""

    subject: str
    worker: str | None
    team: str | None


def own_allocation(as_of: date) -> ColumnElement[Any]:
    """The id of the allocation that says whose a YoungPerson is on a day: cover while it lasts, else their own worker.

    Cover answers for what is due, but is no worker of their own: the rules about nobody allocated do not count it.
    """
    return func.coalesce(_in_force(AllocationRole.COVER, as_of), _in_force(AllocationRole.AFTER_CARE_WORKER, as_of))


def _in_force(role: AllocationRole, as_of: date) -> ColumnElement[Any]:
    held = aliased(Allocation)
    return (
        select(func.max(held.id))
        .where(
            col(held.young_person_id) == col(YoungPerson.id),
            col(held.role) == word(role),
            col(held.from_on) <= as_of,
            or_(col(held.to_on).is_(None), col(held.to_on) > as_of),
        )
        .correlate_except(held)
        .scalar_subquery()
    )


def whose(session: Session, subject: SubjectKind, ids: Iterable[int], as_of: date) -> dict[int, Whose]:
    """For each of one kind, by id: how they are called outside, whose they are, and the team."""
    of: Any
    if subject is SubjectKind.WORKER:
        worker: Any = aliased(Worker)
        supervisor: Any = aliased(Worker)
        of = (
            select(worker.id, worker.sign_in_name, supervisor.sign_in_name, col(Team.name))
            .select_from(worker)
            .outerjoin(supervisor, supervisor.id == worker.supervisor_id)
            .outerjoin(Team, col(Team.id) == worker.team_id)
            .where(col(worker.id).in_(list(ids)))
        )
    elif subject is SubjectKind.OFFER:
        of = select(col(Offer.id), col(Offer.name), null(), null()).where(col(Offer.id).in_(list(ids)))
    else:
        of = (
            select(col(YoungPerson.id), col(YoungPerson.child_id), col(Worker.sign_in_name), col(Team.name))
            .select_from(YoungPerson)
            .outerjoin(Allocation, col(Allocation.id) == own_allocation(as_of))
            .outerjoin(Worker, col(Worker.id) == col(Allocation.worker_id))
            .outerjoin(Team, col(Team.id) == col(YoungPerson.team_id))
            .where(col(YoungPerson.id).in_(list(ids)))
        )
    return {row[0]: Whose(*row[1:]) for row in session.execute(of)}


__all__ = ["Whose", "own_allocation", "whose"]
