"""The birthday list: whose answers for the 903 return are asked now, what is missing, and whose job it is."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import add_months
from careleavers.domain.return_years import Birthday, ReturnYear
from careleavers.domain.terms import AllocationRole, InTouch
from careleavers.exports.answers import answers_of
from careleavers.exports.population import why_left_out
from careleavers.exports.queries import Known, known
from careleavers.models import Allocation, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.scope import visible_to


@dataclass(frozen=True)
class Missing:
    """One answer that nothing recorded gives, in words, and the page on which it is recorded."""

    words: str
    endpoint: str


CONTACT = Missing("Contact both ways", "contacts.choose")
WORK = Missing("What they do", "spells.eet")
HOME = Missing("Where they live, and whether it is suitable", "spells.homes")


@dataclass(frozen=True)
class Asked:
    """One young person whose birthday is asked about."""

    person: YoungPerson
    birthday: Birthday
    missing: tuple[Missing, ...]
    worker: str
    days_left: int


@dataclass(frozen=True)
class BirthdayList:
    """Those asked about now, the fewest days left first, and those of the year whose days passed incomplete."""

    now: list[Asked]
    passed: list[Asked]

    @property
    def people(self) -> list[int]:
        """The ids of all."""
        return [identity(each.person) for each in (*self.now, *self.passed)]


def birthday_list(session: Session, actor: Actor) -> BirthdayList:
    """The list as this actor may see it today."""
    as_of = today(session)
    visible = list(session.execute(select(col(YoungPerson.id)).where(visible_to(actor, as_of))).scalars())
    before = policy(session).birthday_window_before_months
    years = {ReturnYear.of(as_of), ReturnYear.of(add_months(as_of, before)), ReturnYear.of(add_months(as_of, -2))}
    asked = [each for year in years for each in _asked(session, year, visible, as_of)]
    workers = _workers(session, [identity(each.person) for each, _ in asked], as_of)
    rows = [
        Asked(each.person, each.birthday, missing, workers.get(identity(each.person), ""),
              (each.birthday.closes_on - as_of).days)
        for each, missing in asked
    ]  # fmt: skip
    rows.sort(key=lambda row: (row.days_left, row.person.child_id))
    this_year = ReturnYear.of(as_of)
    return BirthdayList(
        now=[row for row in rows if row.days_left >= 0],
        passed=[row for row in rows if row.days_left < 0 and row.missing and row.birthday.on >= this_year.first],
    )


def missing_of(known: Known, year: ReturnYear, as_of: date) -> tuple[Missing, ...]:
    """What nothing recorded says of one young person. Of somebody not in touch nothing more than that is asked."""
    said = answers_of(known, year, as_of)
    if said.kept or (said.in_touch not in (InTouch.YES, InTouch.NO)):
        return ()
    if said.in_touch == InTouch.NO:
        return (CONTACT,) if as_of <= known.birthday.closes_on else ()
    return tuple(each for each, code in ((WORK, said.activity), (HOME, said.accommodation)) if not code)


def _asked(
    session: Session, year: ReturnYear, visible: list[int], as_of: date
) -> Iterator[tuple[Known, tuple[Missing, ...]]]:
    for each in known(session, year, visible):
        if each.birthday.opens_on <= as_of and not why_left_out(each, year, policy(session)):
            yield each, missing_of(each, year, as_of)


def _workers(session: Session, people: list[int], as_of: date) -> dict[int, str]:
    """The after-care worker of each, by name."""
    statement = (
        select(col(Allocation.young_person_id), Worker)
        .join(Worker, col(Worker.id) == col(Allocation.worker_id))
        .where(
            col(Allocation.young_person_id).in_(people),
            col(Allocation.role) == AllocationRole.AFTER_CARE_WORKER,
            col(Allocation.from_on) <= as_of,
            or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) > as_of),
        )
    )
    return {number: worker.name for number, worker in session.execute(statement)}


__all__ = ["Asked", "BirthdayList", "Missing", "birthday_list", "missing_of"]
