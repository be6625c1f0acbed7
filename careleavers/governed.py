"""What is looked after without opening the record itself: restrictions, access, conflicts, and emergency access.

May import: scope, models. Three words to know: *governed* (a manager looks after it, whether they may read the record
or not), *running* (emergency access that is not over) and *exceptional* (a ground that no role gives).
"""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, or_, select
from sqlmodel import Session, col

from careleavers.domain.actors import Actor
from careleavers.domain.emergency import EmergencyOutcome, ExceptionalGround
from careleavers.domain.terms import Role
from careleavers.models import (
    AccessLoan,
    Conflict,
    EmergencyAccess,
    Restriction,
    SnoopingFinding,
    Worker,
    YoungPerson,
)
from careleavers.models.base import now_utc
from careleavers.scope import live_loan, not_kept_apart

_MANAGERS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER)


def _not_kept_apart(actor: Actor) -> Select[Any]:
    """The ids of everybody but those somebody is kept apart from."""
    return select(col(YoungPerson.id)).where(not_kept_apart(actor))


def _looked_after(actor: Actor) -> Select[Any]:
    """The ids of those a manager looks after: of the team, or of no team; a service manager everybody."""
    people = _not_kept_apart(actor)
    if actor.role is not Role.TEAM_MANAGER:
        return people
    return people.where(or_(col(YoungPerson.team_id) == actor.team_id, col(YoungPerson.team_id).is_(None)))


def governed_restrictions(actor: Actor, _today: date) -> ColumnElement[bool]:
    """The condition on Restriction: whose restrictions a manager looks after, without opening the record.

    A team manager those of the team, a service manager all of them; nobody one that they are kept apart from.
    """
    if actor.role not in _MANAGERS:
        return false()
    return col(Restriction.young_person_id).in_(_looked_after(actor))


def governed_loans(actor: Actor, today: date) -> ColumnElement[bool]:
    """The condition on AccessLoan: what is lent or asked for under a restriction that somebody looks after."""
    kept = select(col(Restriction.id)).where(governed_restrictions(actor, today))
    return col(AccessLoan.restriction_id).in_(kept)


def governed_conflicts(actor: Actor, _today: date) -> ColumnElement[bool]:
    """The condition on Conflict: a service manager ends those of others. Nobody sees one of their own."""
    if actor.role is not Role.SERVICE_MANAGER:
        return false()
    return and_(col(Conflict.worker_id) != actor.worker_id, col(Conflict.young_person_id).in_(_not_kept_apart(actor)))


def running_emergencies(actor: Actor, _today: date) -> ColumnElement[bool]:
    """The condition on EmergencyAccess: one's own that has not run out, unless a conflict was noted meanwhile.

    That it ends with the sign-in is asked by the page, which alone knows the sign-in.
    """
    return and_(
        col(EmergencyAccess.worker_id) == actor.worker_id,
        col(EmergencyAccess.outcome) == EmergencyOutcome.OPENED,
        col(EmergencyAccess.until_at) > now_utc(),
        col(EmergencyAccess.young_person_id).in_(_not_kept_apart(actor)),
    )


def governed_emergencies(actor: Actor, _today: date) -> ColumnElement[bool]:
    """The condition on EmergencyAccess: what a manager looks at. Not their own, nor their own manager's.

    A team manager what was opened of the team; a service manager everything, with what was refused because two people
    are kept apart: the line of whoever tried is not told of that. Nobody what is about somebody they are apart from.
    """
    if actor.role not in _MANAGERS:
        return false()
    reports_to = select(col(Worker.supervisor_id)).where(
        col(Worker.id) == actor.worker_id, col(Worker.supervisor_id).is_not(None)
    )
    about: ColumnElement[bool] = col(EmergencyAccess.young_person_id).in_(_looked_after(actor))
    if actor.role is Role.TEAM_MANAGER:
        about = and_(about, col(EmergencyAccess.outcome) == EmergencyOutcome.OPENED)
    else:
        about = or_(about, col(EmergencyAccess.young_person_id).is_(None))
    return and_(
        about, col(EmergencyAccess.worker_id) != actor.worker_id, col(EmergencyAccess.worker_id).not_in(reports_to)
    )


def governed_findings(actor: Actor, _today: date) -> ColumnElement[bool]:
    """The condition on SnoopingFinding: not about whoever reads it, nor about somebody they are kept apart from."""
    about = or_(
        col(SnoopingFinding.young_person_id).is_(None), col(SnoopingFinding.young_person_id).in_(_not_kept_apart(actor))
    )
    return and_(col(SnoopingFinding.worker_id) != actor.worker_id, about)


def exceptional_ground(
    session: Session, actor: Actor, young_person_id: int | None, today: date
) -> ExceptionalGround | None:
    """LENT where this actor opens a restricted record because access is lent to them on this day; None otherwise."""
    if actor.worker_id is None or young_person_id is None:
        return None
    lent = select(col(AccessLoan.id)).join(Restriction, col(Restriction.id) == col(AccessLoan.restriction_id))
    theirs = (col(AccessLoan.young_person_id) == young_person_id, col(AccessLoan.worker_id) == actor.worker_id)
    found = session.execute(lent.where(*theirs, *live_loan(today), col(Restriction.ended_on).is_(None))).first()
    return ExceptionalGround.LENT if found is not None else None


__all__ = [
    "exceptional_ground", "governed_conflicts", "governed_emergencies", "governed_findings", "governed_loans",
    "governed_restrictions", "running_emergencies",
]  # fmt: skip
