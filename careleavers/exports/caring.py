"""What is on record about everybody with an open record on one day, read in sets for the inspection list."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session, col

from careleavers.alerts.rules.facts import APPROVED, TWO_WAY
from careleavers.db import policy
from careleavers.domain.dates import birthday
from careleavers.domain.terms import AllocationRole, LegalCategory
from careleavers.models import (
    AccommodationSpell,
    Allocation,
    CategoryDecision,
    Contact,
    EetSpell,
    LookedAfterPeriod,
    Oc3Answer,
    PathwayPlan,
    Review,
    Team,
    Worker,
    YoungPerson,
)
from careleavers.models.base import identity
from careleavers.people.suggestions import suggestion_on

_YOUNGEST, _OLDEST = 16, 25


@dataclass
class Listed:
    """One open record as it stood on the day."""

    person: YoungPerson
    category: LegalCategory = LegalCategory.UNDECIDED
    team: str = ""
    workers: dict[AllocationRole, str] = field(default_factory=dict)
    planned_on: date | None = None
    contact_on: date | None = None
    returned: Oc3Answer | None = None
    home: AccommodationSpell | None = None
    work: EetSpell | None = None
    periods: list[LookedAfterPeriod] = field(default_factory=list)
    decision: CategoryDecision | None = None


def open_records(session: Session, on: date) -> list[Listed]:
    """Everybody from 16 to 24 whose record was open on the day, by child id."""
    leap = policy(session).leap_day_birthday
    statement = (
        select(YoungPerson, col(Team.name))
        .join(Team, col(Team.id) == col(YoungPerson.team_id), isouter=True)
        .where(or_(col(YoungPerson.closed_on).is_(None), col(YoungPerson.closed_on) > on))
    )
    found: dict[int, Listed] = {}
    for person, team in session.execute(statement):
        born = person.born_on
        if birthday(born, _YOUNGEST, leap) <= on < birthday(born, _OLDEST, leap):
            found[identity(person)] = Listed(person, team=team or "")
    _dated(session, on, found)
    _last_days(session, on, found)
    for each in found.values():
        each.category = _category(session, each, on)
    return sorted(found.values(), key=lambda each: each.person.child_id)


def _category(session: Session, listed: Listed, on: date) -> LegalCategory:
    if listed.decision is not None:
        return listed.decision.category
    return suggestion_on(session, listed.person, listed.periods, listed.returned is not None, on).category


def _during(model: Any, on: date, end: Any) -> tuple[ColumnElement[bool], ...]:
    return col(model.started_on) <= on, or_(col(end).is_(None), col(end) > on)


def _rows(session: Session, model: type[Any], found: dict[int, Listed], *conditions: Any) -> Iterable[Any]:
    rows = session.execute(select(model).where(*conditions).order_by(model.id)).scalars()
    return (row for row in rows if row.young_person_id in found)


def _dated(session: Session, on: date, found: dict[int, Listed]) -> None:
    """Homes, work, periods, decisions, returns and workers that stood on the day."""
    lived = _during(AccommodationSpell, on, AccommodationSpell.ended_on)
    for home in _rows(session, AccommodationSpell, found, *lived):
        found[home.young_person_id].home = home
    for work in _rows(session, EetSpell, found, *_during(EetSpell, on, EetSpell.ended_on)):
        found[work.young_person_id].work = work
    for period in _rows(session, LookedAfterPeriod, found, col(LookedAfterPeriod.started_on) <= on):
        found[period.young_person_id].periods.append(period)
    for decision in _rows(session, CategoryDecision, found, col(CategoryDecision.from_on) <= on):
        each = found[decision.young_person_id]
        if each.decision is None or decision.from_on >= each.decision.from_on:
            each.decision = decision
    for answer in _rows(session, Oc3Answer, found):
        each = found[answer.young_person_id]
        if each.returned is None or answer.year > each.returned.year:
            each.returned = answer
    held = or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) > on)
    statement = select(col(Allocation.young_person_id), col(Allocation.role), Worker)
    statement = statement.join(Worker, col(Worker.id) == col(Allocation.worker_id))
    for number, role, worker in session.execute(statement.where(col(Allocation.from_on) <= on, held)):
        if number in found:
            found[number].workers[role] = worker.name


def _last_days(session: Session, on: date, found: dict[int, Listed]) -> None:
    """The last contact both ways, and the last day on which a plan was approved or reviewed."""
    contact = (Contact, Contact.happened_on, col(Contact.kind).in_(TWO_WAY), col(Contact.struck_at).is_(None))
    plan = (PathwayPlan, PathwayPlan.approved_on, col(PathwayPlan.state).in_(APPROVED))
    for name, (model, day, *conditions) in (("contact_on", contact), ("planned_on", plan),
                                            ("planned_on", (Review, Review.held_on))):  # fmt: skip
        about = col(model.young_person_id)
        statement = select(about, func.max(day)).where(col(day) <= on, *conditions).group_by(about)
        for number, last in session.execute(statement):
            if number in found and last is not None:
                earlier = getattr(found[number], name)
                setattr(found[number], name, max(earlier, last) if earlier else last)


__all__ = ["Listed", "open_records"]
