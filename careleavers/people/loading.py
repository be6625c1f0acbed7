"""Writing many young people at once from a return: the rows only; suggestions and alerts follow for all together."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from sqlmodel import Session

from careleavers.domain.terms import Closure
from careleavers.models import LookedAfterPeriod, YoungPerson, YoungPersonDetails
from careleavers.people.details import Period


@dataclass(frozen=True)
class Load:
    """What is to be written of one young person. `identity` holds only the fields to set.

    `closing` is the closure, its first day without duty and the day of death; all None opens the record.
    """

    child_id: str
    person: YoungPerson | None
    identity: Mapping[str, Any] = field(default_factory=dict)
    new_periods: Iterable[Period] = ()
    period_changes: Iterable[tuple[LookedAfterPeriod, Mapping[str, Any]]] = ()
    closing: tuple[Closure | None, date | None, date | None] | None = None


def load_people(session: Session, loads: Iterable[Load], *, added_on: date, import_id: int) -> list[YoungPerson]:
    """Write them, flushed, in the order given; a person who is None is added, without a name or a team.

    Raises pydantic.ValidationError or IntegrityError for what does not fit; the caller keeps a savepoint round it.
    """
    wanted = list(loads)
    people = [load.person or _added(load, added_on, import_id) for load in wanted]
    for load, person in zip(wanted, people, strict=True):
        for name, value in load.identity.items():
            if getattr(person, name) != value:
                setattr(person, name, value)
        if load.closing is not None:
            person.closure, person.closed_on, person.died_on = load.closing
    session.add_all(people)
    session.flush()
    for load, person in zip(wanted, people, strict=True):
        session.add_all(LookedAfterPeriod.made(young_person_id=person.id, **asdict(each)) for each in load.new_periods)
        for period, changes in load.period_changes:
            for name, value in changes.items():
                setattr(period, name, value)
    session.flush()
    return people


def _added(load: Load, added_on: date, import_id: int) -> YoungPerson:
    details = YoungPersonDetails.model_validate({"child_id": load.child_id, **load.identity})
    return YoungPerson.made(details, added_on=added_on, added_by_import_id=import_id)
