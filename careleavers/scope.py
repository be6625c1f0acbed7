"""Whose records somebody may see and touch: the only definition of it.

May import: models. Three words to know: *visible* (a condition on young people), *decide*
(the one function asked before anything is shown or done) and *ground* (why it is allowed).
"""

import re
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select, true
from sqlmodel import Session, col

from careleavers.domain.actors import Actor
from careleavers.domain.permissions import Permission
from careleavers.domain.terms import AllocationRole, Role, ViewBasis
from careleavers.models import (
    Absence,
    AccessLoan,
    Action,
    Alert,
    Allocation,
    Conflict,
    Draft,
    Restriction,
    Supervision,
    Worker,
    YoungPerson,
)
from careleavers.models.sql import birthday

_BY_ALLOCATION = {
    Role.AFTER_CARE_WORKER: (AllocationRole.AFTER_CARE_WORKER, AllocationRole.COVER),
    Role.SOCIAL_WORKER: (AllocationRole.SOCIAL_WORKER,),
    Role.REVIEWING_OFFICER: (AllocationRole.REVIEWING_OFFICER,),
}

_MANAGERS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER)
# What a public id can look like.
PUBLIC_ID = re.compile(r"[A-Za-z0-9]{1,32}")


def visible_to(actor: Actor, today: date) -> ColumnElement[bool]:
    """The condition on YoungPerson that holds for those this actor may see on this day.

    A restricted record is there only for those to whom access is lent, in their team or not; where it is lent to no
    manager, any service manager opens it, so that its alerts are never without a reader. A conflict stands above
    everything: for the one, the other's record is not there. Young people see their own record whatever is restricted.
    """
    reach = _reached_by_role(actor, today)
    if actor.worker_id is None:
        return reach
    known = col(YoungPerson.id)
    restricted = known.in_(select(col(Restriction.young_person_id)).where(col(Restriction.ended_on).is_(None)))
    lent = and_(known.in_(_lent(today, col(AccessLoan.worker_id) == actor.worker_id)), _while_of_age(actor, today))
    may = or_(and_(reach, not_(restricted)), and_(restricted, lent))
    if actor.role is Role.SERVICE_MANAGER:
        managed = _lent(today, col(Worker.role).in_(_MANAGERS), col(Worker.disabled_on).is_(None))
        may = or_(may, known.not_in(managed))
    return and_(may, not_kept_apart(actor))


def _lent(today: date, *conditions: Any) -> Any:
    """The ids of the young people to whose record access is lent on a day, as a SELECT."""
    return (
        select(col(AccessLoan.young_person_id))
        .join(Worker, col(Worker.id) == col(AccessLoan.worker_id))
        .where(*live_loan(today), *conditions)
    )


def live_loan(today: date) -> tuple[ColumnElement[bool], ...]:
    """The conditions on AccessLoan for access that somebody has on a day: agreed, begun, not over and not ended."""
    return (
        col(AccessLoan.agreed_on).is_not(None),
        col(AccessLoan.ended_on).is_(None),
        col(AccessLoan.from_on) <= today,
        col(AccessLoan.until_on) >= today,
    )


def kept_apart_from(young_person_id: int) -> Any:
    """The ids of the members of staff who must be kept apart from somebody, as a SELECT."""
    return select(col(Conflict.worker_id)).where(
        col(Conflict.young_person_id) == young_person_id, col(Conflict.ended_on).is_(None)
    )


def opened_by(young_person_id: int, today: date) -> ColumnElement[bool]:
    """The condition on Worker that no conflict and no restriction keeps them from somebody's record on a day."""
    restricted = exists(
        select(1).where(col(Restriction.young_person_id) == young_person_id, col(Restriction.ended_on).is_(None))
    )
    lent = select(col(AccessLoan.worker_id)).where(
        col(AccessLoan.young_person_id) == young_person_id, *live_loan(today)
    )
    return and_(
        col(Worker.id).not_in(kept_apart_from(young_person_id)), or_(not_(restricted), col(Worker.id).in_(lent))
    )


def not_kept_apart(actor: Actor) -> ColumnElement[bool]:
    """The condition on YoungPerson that no conflict keeps this actor from them."""
    kept_apart = select(col(Conflict.young_person_id)).where(
        col(Conflict.worker_id) == actor.worker_id, col(Conflict.ended_on).is_(None)
    )
    return col(YoungPerson.id).not_in(kept_apart)


def _while_of_age(actor: Actor, today: date) -> ColumnElement[bool]:
    """Social workers and reviewing officers reach nobody from the 18th birthday on."""
    if actor.role in (Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER):
        return birthday(YoungPerson.born_on, 18) > today
    return true()


def _reached_by_role(actor: Actor, today: date) -> ColumnElement[bool]:
    """Whom a role reaches before restrictions and conflicts are asked.

    Workers see those allocated to them (an allocation ends access on its last day's morrow) and, while they stand in
    for somebody who is away, those of that worker;
    social workers and reviewing officers until the 18th birthday. A team manager sees the team
    and whoever has no team yet; a service manager the service; an auditor and an administrator nobody.
    """
    if actor.role in _BY_ALLOCATION:
        allocated = exists(
            select(1).where(
                col(Allocation.young_person_id) == col(YoungPerson.id),
                _theirs(actor, today),
                col(Allocation.role).in_(_BY_ALLOCATION[actor.role]),
                col(Allocation.from_on) <= today,
                or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) > today),
            )
        )
        return and_(allocated, _while_of_age(actor, today))
    if actor.role is Role.TEAM_MANAGER:
        return or_(col(YoungPerson.team_id) == actor.team_id, col(YoungPerson.team_id).is_(None))
    if actor.role is Role.SERVICE_MANAGER:
        return true()
    if actor.role is Role.YOUNG_PERSON:
        return col(YoungPerson.id) == actor.young_person_id
    return false()


def standing_in_for(actor: Actor, today: date) -> Any:
    """The ids of the workers for whom this one stands in on a day, as a SELECT; both ends of an absence count."""
    return select(col(Absence.worker_id)).where(
        col(Absence.covered_by_id) == actor.worker_id, col(Absence.from_on) <= today, col(Absence.to_on) >= today
    )


def _theirs(actor: Actor, today: date) -> ColumnElement[bool]:
    own = col(Allocation.worker_id) == actor.worker_id
    if actor.role is not Role.AFTER_CARE_WORKER:
        return own
    stands_in = col(Allocation.worker_id).in_(standing_in_for(actor, today))
    return or_(own, and_(stands_in, col(Allocation.role) == AllocationRole.AFTER_CARE_WORKER))


def visible_workers(actor: Actor) -> ColumnElement[bool]:
    """The condition on Worker: oneself; a team manager's team and whom they supervise; all for a service manager."""
    if actor.role in (Role.SERVICE_MANAGER, Role.ADMINISTRATOR):
        return true()
    if actor.role is Role.TEAM_MANAGER:
        return or_(
            col(Worker.team_id) == actor.team_id,
            col(Worker.supervisor_id) == actor.worker_id,
            col(Worker.id) == actor.worker_id,
        )
    return col(Worker.id) == actor.worker_id


def visible_supervisions(actor: Actor) -> ColumnElement[bool]:
    """The condition on Supervision: the two who sat down, and nobody else."""
    return or_(col(Supervision.worker_id) == actor.worker_id, col(Supervision.supervisor_id) == actor.worker_id)


def own_actions(actor: Actor) -> ColumnElement[bool]:
    """The condition on Action: what one owns oneself and is about no young person, such as from supervision."""
    return and_(col(Action.owner_id) == actor.worker_id, col(Action.young_person_id).is_(None))


def own_drafts(actor: Actor) -> ColumnElement[bool]:
    """The condition on Draft: what one has begun oneself and not saved; no role sees those of others."""
    return and_(col(Draft.account_id) == actor.account_id, col(Draft.over_at).is_(None))


def visible_alerts(actor: Actor, today: date) -> ColumnElement[bool]:
    """The condition on Alert: about young people in reach, about workers one manages or oneself, about the service."""
    people = col(Alert.young_person_id).in_(select(col(YoungPerson.id)).where(visible_to(actor, today)))
    workers = col(Alert.worker_id).in_(select(col(Worker.id)).where(visible_workers(actor)))
    mine = or_(people, workers)
    if actor.role is Role.SERVICE_MANAGER:
        return or_(mine, and_(col(Alert.young_person_id).is_(None), col(Alert.worker_id).is_(None)))
    return mine


def ground(actor: Actor) -> ViewBasis:
    """On what ground this actor opens a record that is in scope."""
    return {
        Role.TEAM_MANAGER: ViewBasis.TEAM,
        Role.SERVICE_MANAGER: ViewBasis.SERVICE,
        Role.YOUNG_PERSON: ViewBasis.OWN,
    }.get(actor.role or Role.AUDITOR, ViewBasis.ALLOCATED)


def decide(session: Session, actor: Actor, permission: Permission, young_person: YoungPerson, today: date) -> bool:
    """Whether this actor may do this to this young person's record today. Asked again for every request."""
    if not actor.may(permission):
        return False
    statement = select(col(YoungPerson.id)).where(col(YoungPerson.id) == young_person.id, visible_to(actor, today))
    return session.execute(statement).first() is not None


def find_young_person(session: Session, actor: Actor, public_id: str, today: date) -> YoungPerson | None:
    """The young person with this public id if in scope; out of scope is the same as not there."""
    if not PUBLIC_ID.fullmatch(public_id):
        return None  # not everything that somebody can send can be asked of a database
    statement: Any = select(YoungPerson).where(col(YoungPerson.public_id) == public_id, visible_to(actor, today))
    found: YoungPerson | None = session.execute(statement).scalars().first()
    return found
