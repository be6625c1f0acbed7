"""What the sheet of a session has ready before anybody writes: each young person of the worker, and what stands out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlmodel import Session, col

from careleavers.alerts.upcoming import forecast
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.terms import ActionState, SubjectKind
from careleavers.models import Action, Supervision, SupervisionDiscussion, YoungPerson
from careleavers.models.base import identity
from careleavers.people.caseload import Row, rows_of

# Promised again and again: worth asking why.
_OFTEN = 2


@dataclass(frozen=True)
class Prepared:
    """One young person on the sheet.

    `facts` as on every caseload; the day supervision last talked about them, and whether that is too long ago (R71);
    how many of their actions are late, and how many of the open ones had another day twice or more.
    """

    facts: Row
    talked_on: date | None
    is_due: bool
    late: int
    moved: int


def prepare(session: Session, actor: Actor, people: Sequence[YoungPerson]) -> list[Prepared]:
    """The sheet for these young people, those in the actor's reach: whom to talk about first, then by name."""
    day, ids = today(session), [identity(person) for person in people]
    due = {
        row.subject_id
        for row in forecast(session, day, 0, subject=SubjectKind.YOUNG_PERSON, only=ids)
        if row.rule.id == "R71"
    }
    talked, actions = _talked_on(session, ids), _actions(session, ids, day)
    found = [
        Prepared(row, talked.get(known), known in due, *actions.get(known, (0, 0)))
        for row in rows_of(session, actor, ids)
        if (known := identity(row.person))
    ]
    return sorted(found, key=lambda each: (not each.is_due, not each.facts.high_risk, each.facts.person.name))


def _talked_on(session: Session, ids: Sequence[int]) -> dict[int, date]:
    said = SupervisionDiscussion
    statement = (
        select(col(said.young_person_id), func.max(Supervision.held_on))
        .join(Supervision, col(Supervision.id) == col(said.supervision_id))
        .where(col(said.young_person_id).in_(ids), col(Supervision.signed_on).is_not(None))
        .group_by(col(said.young_person_id))
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def _actions(session: Session, ids: Sequence[int], day: date) -> dict[int, tuple[int, int]]:
    late = func.sum(case((col(Action.due_on) < day, 1), else_=0))
    moved = func.sum(case((col(Action.times_redated) >= _OFTEN, 1), else_=0))
    statement = (
        select(col(Action.young_person_id), late, moved)
        .where(col(Action.young_person_id).in_(ids), col(Action.state) == ActionState.OPEN)
        .group_by(col(Action.young_person_id))
    )
    return {row[0]: (row[1], row[2]) for row in session.execute(statement)}


__all__ = ["Prepared", "prepare"]
