"""What is on record about everybody with a birthday in a return year, read in sets: never a query for each row."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from careleavers.alerts.rules.facts import TWO_WAY
from careleavers.db import policy
from careleavers.domain import looked_after
from careleavers.domain.dates import add_months, birthday
from careleavers.domain.return_years import OLDEST, YOUNGEST, Birthday, ReturnYear
from careleavers.models import (
    AccommodationSpell,
    CategoryDecision,
    Contact,
    EetSpell,
    LookedAfterPeriod,
    Oc3Answer,
    YoungPerson,
)
from careleavers.models.base import identity


@dataclass
class Known:
    """Everything on record that one line of the return can rest on, with the birthday it is about."""

    person: YoungPerson
    birthday: Birthday
    periods: list[LookedAfterPeriod] = field(default_factory=list)
    answers: dict[int, Oc3Answer] = field(default_factory=dict)
    decision: CategoryDecision | None = None
    contacts: list[Contact] = field(default_factory=list)
    homes: list[AccommodationSpell] = field(default_factory=list)
    work: list[EetSpell] = field(default_factory=list)

    @property
    def stretches(self) -> list[looked_after.Stretch]:
        """The time in care, short breaks left out."""
        return looked_after.merged(
            looked_after.LookedAfterPeriod(each.started_on, each.ended_on, each.legal_status, each.reason_ended)
            for each in self.periods
        )

    @property
    def last_period(self) -> LookedAfterPeriod | None:
        """The period in care that began last."""
        return max(self.periods, key=lambda each: each.started_on, default=None)


def known(session: Session, year: ReturnYear, people: Iterable[int] | None = None) -> list[Known]:
    """What is on record about everybody who turns 17 to 25 in the year, or those of them named, by child id."""
    found = {identity(each.person): each for each in _people(session, year, people)}
    earliest = add_months(year.first, -policy(session).birthday_window_before_months)
    latest = add_months(year.last, policy(session).birthday_window_after_months)
    _put(session, LookedAfterPeriod, found, "periods")
    _put(session, Contact, found, "contacts",
         col(Contact.kind).in_(TWO_WAY), col(Contact.struck_at).is_(None),
         col(Contact.happened_on).between(earliest, latest))  # fmt: skip
    for spell, name in ((AccommodationSpell, "homes"), (EetSpell, "work")):
        _put(session, spell, found, name, *_during(spell, earliest, latest))
    for answer in _of(session, Oc3Answer, found, col(Oc3Answer.year) <= year.year):
        found[answer.young_person_id].answers[answer.year] = answer
    for decision in _of(session, CategoryDecision, found, col(CategoryDecision.from_on) <= latest):
        each = found[decision.young_person_id]
        if decision.from_on <= each.birthday.closes_on and _overrules(decision, each.decision):
            each.decision = decision
    return sorted(found.values(), key=lambda each: each.person.child_id)


def _overrules(decision: CategoryDecision, other: CategoryDecision | None) -> bool:
    return other is None or (decision.from_on, identity(decision)) > (other.from_on, identity(other))


def _people(session: Session, year: ReturnYear, people: Iterable[int] | None) -> Iterable[Known]:
    oldest = birthday(year.first, -OLDEST - 1)
    statement = select(YoungPerson).where(col(YoungPerson.born_on).between(oldest, birthday(year.last, -YOUNGEST)))
    if people is not None:
        statement = statement.where(col(YoungPerson.id).in_(list(people)))
    for person in session.execute(statement).scalars():
        falls = year.birthday_of(person.born_on, policy(session))
        if falls is not None:
            yield Known(person, falls)


def _during(spell: Any, earliest: date, latest: date) -> tuple[Any, ...]:
    return col(spell.started_on) <= latest, or_(col(spell.ended_on).is_(None), col(spell.ended_on) > earliest)


def _put(session: Session, model: type[Any], found: dict[int, Known], name: str, *conditions: Any) -> None:
    rows: dict[int, list[Any]] = defaultdict(list)
    for row in _of(session, model, found, *conditions):
        rows[row.young_person_id].append(row)
    for number, theirs in rows.items():
        setattr(found[number], name, theirs)


def _of(session: Session, model: Any, found: dict[int, Known], *conditions: Any) -> Iterable[Any]:
    """The rows about these young people. Above a few, all rows are read rather than thousands of ids sent."""
    statement = select(model).where(*conditions).order_by(model.id)
    if len(found) < _MANY:
        statement = statement.where(model.young_person_id.in_(found))
    rows = session.execute(statement).scalars()
    return (row for row in rows if row.young_person_id in found)


_MANY = 400

__all__ = ["Known", "known"]
