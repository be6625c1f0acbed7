"""The next fourteen days, asked of the rules: one list for each day, for a worker's own or for all in reach."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts.own import allocated_ids
from careleavers.alerts.upcoming import Upcoming, forecast
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.terms import SubjectKind
from careleavers.models import YoungPerson
from careleavers.models.base import identity

DAYS = 14


@dataclass
class Day:
    """One day and what falls due on it, each with about whom."""

    on: date
    due: list[tuple[YoungPerson, Upcoming]] = field(default_factory=list)


def read_fortnight(session: Session, actor: Actor, *, own: bool) -> list[Day]:
    """Today and the thirteen days after it; what is late already is on the list of alerts, not here.

    `own` keeps to those allocated to this actor today.
    """
    as_of = today(session)
    reach = [scope.visible_to(actor, as_of)]
    if own:
        reach.append(col(YoungPerson.id).in_(allocated_ids(actor, as_of)))
    people = {identity(person): person for person in session.execute(select(YoungPerson).where(*reach)).scalars()}
    days = {as_of + timedelta(days=n): Day(as_of + timedelta(days=n)) for n in range(DAYS)}
    for each in forecast(session, as_of, DAYS - 1, subject=SubjectKind.YOUNG_PERSON, only=list(people)):
        if each.due_on in days:
            days[each.due_on].due.append((people[each.subject_id], each))
    return list(days.values())


def young_person_ids(days: list[Day]) -> list[int]:
    """The young people listed."""
    return list(dict.fromkeys(each.subject_id for day in days for _, each in day.due))


__all__ = ["DAYS", "Day", "read_fortnight", "young_person_ids"]
