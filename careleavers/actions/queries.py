"""Reading actions: one young person's, one's own, and who may be given one."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import Select, and_, case, exists, or_, select
from sqlmodel import Session, col

from careleavers import scope
from careleavers.actions.touched import Touched, touched
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.terms import ActionState, AllocationRole, Role
from careleavers.models import Action, Allocation, Worker, YoungPerson
from careleavers.models.base import identity

# Nobody works through more at once; a young person's page never draws an unbounded list.
LONGEST_LIST = 200
_DIRECT = (Role.AFTER_CARE_WORKER, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER)


@dataclass(frozen=True)
class Owned:
    """An action with its owner's name, and what was said of it at contacts, the latest first.

    `young_person` is None when it is about none, or about one out of reach.
    """

    action: Action
    owner: str
    young_person: YoungPerson | None = None
    out_of_reach: bool = False
    touched: list[Touched] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether it is still to do."""
        return self.action.state is ActionState.OPEN


def of_young_person(session: Session, young_person: YoungPerson) -> list[Owned]:
    """The actions for one young person: those to do first, soonest due first; then the others, latest due first."""
    open_first = case((col(Action.state) == ActionState.OPEN, 0), else_=1)
    rows = (
        select(Action, Worker)
        .join(Worker, col(Worker.id) == col(Action.owner_id))
        .where(col(Action.young_person_id) == young_person.id)
        .order_by(open_first, col(Action.due_on), col(Action.id))
        .limit(LONGEST_LIST)
    )
    found = [Owned(action, worker.name, young_person) for action, worker in session.execute(rows).all()]
    found = _with_what_was_said(session, found)
    still = [each for each in found if each.is_open]
    return still + sorted((e for e in found if not e.is_open), key=lambda e: e.action.due_on, reverse=True)


def _with_what_was_said(session: Session, owned: list[Owned]) -> list[Owned]:
    said = touched(session, [identity(each.action) for each in owned])
    return [replace(each, touched=said.get(identity(each.action), [])) for each in owned]


def owned_by(session: Session, actor: Actor) -> list[Owned]:
    """What a worker still has to do, the longest overdue first.

    An action about a young person whom the worker may no longer see stays on the list, because it is still theirs
    to hand on, but without saying about whom.
    """
    rows = (
        select(Action, Worker, YoungPerson, scope.visible_to(actor, today(session)).label("reachable"))
        .join(Worker, col(Worker.id) == col(Action.owner_id))
        .outerjoin(YoungPerson, col(YoungPerson.id) == col(Action.young_person_id))
        .where(col(Action.owner_id) == actor.worker, col(Action.state) == ActionState.OPEN)
        .order_by(col(Action.due_on), col(Action.id))
        .limit(LONGEST_LIST)
    )
    found = [
        Owned(action, worker.name, person if reachable else None, person is not None and not reachable)
        for action, worker, person, reachable in session.execute(rows).all()
    ]
    return _with_what_was_said(session, found)


def workers_to_own(session: Session, young_person: YoungPerson, day: date) -> Sequence[Worker]:
    """Who may be given an action about somebody: the staff in post who may see the record on that day, by name.

    Those allocated, the managers of the team and the service managers. To give an action to anybody else would
    either show them a record out of their reach or leave it with somebody who cannot see what it is about.
    """
    allocated = exists(
        select(1).where(
            col(Allocation.young_person_id) == young_person.id,
            col(Allocation.worker_id) == col(Worker.id),
            col(Allocation.role).in_(list(AllocationRole)),
            col(Allocation.from_on) <= day,
            or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) > day),
        )
    )
    managed = col(Worker.role) == Role.TEAM_MANAGER
    if young_person.team_id is not None:
        managed = and_(managed, col(Worker.team_id) == young_person.team_id)
    everywhere = col(Worker.role) == Role.SERVICE_MANAGER
    may_see = or_(and_(col(Worker.role).in_(_DIRECT), allocated), managed, everywhere)
    return session.execute(in_post(day).where(may_see, scope.opened_by(identity(young_person), day))).scalars().all()


def in_post(day: date) -> Select[Worker]:
    """The staff on a day, by name: begun, not left, account not disabled. A caller narrows it."""
    return (
        select(Worker)
        .where(
            col(Worker.started_on) <= day,
            or_(col(Worker.ends_on).is_(None), col(Worker.ends_on) > day),
            or_(col(Worker.disabled_on).is_(None), col(Worker.disabled_on) > day),
        )
        .order_by(col(Worker.given_name), col(Worker.family_name), col(Worker.id))
    )


def is_in_post(session: Session, worker_id: int, day: date) -> bool:
    """Whether somebody is on the staff on a day: begun, not left, account not disabled."""
    return session.execute(in_post(day).where(col(Worker.id) == worker_id)).first() is not None


def listed_ids(owned: Sequence[Owned]) -> list[int]:
    """The ids of the young people whose names a list of actions shows."""
    return sorted({identity(each.young_person) for each in owned if each.young_person is not None})
