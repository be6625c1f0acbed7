"""Reading allocations: the board of those who have nobody, who could be allocated, and one person's history."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts.rules import RULES
from careleavers.alerts.rules.duties import young_people_owed
from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import birthday, long_date
from careleavers.domain.terms import AllocationRole, LegalCategory, Role
from careleavers.models import Allocation, CategoryDecision, Team, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.models.sql import months_after

PAGE = 100
CHOSEN_AT_ONCE = 50
# On the board from 15½, so that somebody is there when the duty begins (reference: the allocation rules).
_ON_THE_BOARD_FROM_MONTHS = 15 * 12 + 6
# Who can be allocated in which part.
ROLES = {
    AllocationRole.AFTER_CARE_WORKER: Role.AFTER_CARE_WORKER,
    AllocationRole.SOCIAL_WORKER: Role.SOCIAL_WORKER,
    AllocationRole.REVIEWING_OFFICER: Role.REVIEWING_OFFICER,
    AllocationRole.COVER: Role.AFTER_CARE_WORKER,
}


def in_force(day: date) -> ColumnElement[bool]:
    """The condition on Allocation that holds for those that run on a day."""
    return and_(col(Allocation.from_on) <= day, or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) > day))


@dataclass(frozen=True)
class Held:
    """One allocation with the worker and whoever made it."""

    allocation: Allocation
    worker: Worker
    made_by: str

    def state(self, day: date) -> str:
        """How it stands on a day, in a word or two."""
        if self.allocation.to_on is not None and self.allocation.to_on <= day:
            return "Ended"
        if self.allocation.from_on > day:
            return "To begin"
        return "Ending" if self.allocation.to_on is not None else "Now"

    def ended_on(self) -> date | None:
        """The first day without this worker: of the allocation, or of the worker here, whichever is earlier."""
        days = [self.allocation.to_on, self.worker.ends_on, self.worker.disabled_on]
        return min((day for day in days if day is not None), default=None)


def history(session: Session, young_person_ids: Iterable[int]) -> dict[int, list[Held]]:
    """Every allocation of each of these young people, the latest first."""
    made_by = aliased(Worker)
    statement = (
        select(Allocation, Worker, made_by)
        .join(Worker, col(Worker.id) == col(Allocation.worker_id))
        .join(made_by, col(made_by.id) == col(Allocation.allocated_by_id))
        .where(col(Allocation.young_person_id).in_(list(young_person_ids)))
        .order_by(col(Allocation.from_on).desc(), col(Allocation.id).desc())
    )
    found = defaultdict[int, list[Held]](list)
    for allocation, worker, maker in session.execute(statement):
        found[allocation.young_person_id].append(Held(allocation, worker, maker.name))
    return found


def in_role(session: Session, young_person_id: int, role: AllocationRole) -> Sequence[Allocation]:
    """The allocations of one young person in one part, the latest first."""
    statement = select(Allocation).where(
        col(Allocation.young_person_id) == young_person_id, col(Allocation.role) == role
    )
    return session.execute(statement.order_by(col(Allocation.from_on).desc())).scalars().all()


@dataclass(frozen=True)
class Candidate:
    """Somebody who can be allocated, and how many young people they have already."""

    worker: Worker
    caseload: int

    @property
    def words(self) -> str:
        """`Amy Worker, after-care worker: 12 young people`."""
        people = "1 young person" if self.caseload == 1 else f"{self.caseload} young people"
        return f"{self.worker.name}, {self.worker.role.label.lower()}: {people}"


def candidates(session: Session, actor: Actor) -> list[Candidate]:
    """Whom this manager may allocate: workers in their reach who work here today, the shortest caseload first."""
    day = today(session)
    held = (
        select(func.count())
        .select_from(Allocation)
        .where(col(Allocation.worker_id) == col(Worker.id), in_force(day), col(Allocation.role) != AllocationRole.COVER)
        .correlate(Worker)
        .scalar_subquery()
    )
    statement = select(Worker, held).where(
        scope.visible_workers(actor),
        col(Worker.role).in_(set(ROLES.values())),
        col(Worker.disabled_on).is_(None),
        or_(col(Worker.ends_on).is_(None), col(Worker.ends_on) > day),
    )
    found = [Candidate(worker, caseload) for worker, caseload in session.execute(statement)]
    return sorted(found, key=lambda each: (list(Role).index(each.worker.role), each.caseload, each.worker.name))


def chosen(session: Session, actor: Actor, public_ids: Sequence[str]) -> list[YoungPerson]:
    """The young people in reach with these public ids, by name; at most fifty, others are left out."""
    wanted = [each for each in public_ids if scope.PUBLIC_ID.fullmatch(each)][:CHOSEN_AT_ONCE]
    reach = (col(YoungPerson.public_id).in_(wanted), scope.visible_to(actor, today(session)))
    found = select(YoungPerson).where(*reach).order_by(col(YoungPerson.family_name), col(YoungPerson.given_name))
    return list(session.execute(found).scalars())


@dataclass(frozen=True)
class Without:
    """One young person of the board: since when they are without a worker of their own, or from when."""

    person: YoungPerson
    since_on: date
    category: LegalCategory
    decided: bool
    team: str | None
    held: list[Held] = field(default_factory=list)

    def sixteen(self, day: date) -> str:
        """When they turn or turned 16, and how many days that is from this day."""
        on = birthday(self.person.born_on, 16)
        days = (on - day).days
        if not days:
            return f"{long_date(on)} (today)"
        count = f"{abs(days):,} day{'' if abs(days) == 1 else 's'}"
        return f"{long_date(on)} ({f'in {count}' if days > 0 else f'{count} ago'})"

    def earlier(self, day: date) -> list[str]:
        """The after-care workers they had, and those who are theirs no more, each with the last day."""
        own = [each for each in self.held if each.allocation.role is AllocationRole.AFTER_CARE_WORKER]
        words = []
        for each in own:
            ended = each.ended_on()
            if each.allocation.from_on > day:
                words.append(f"{each.worker.name} begins on {long_date(each.allocation.from_on)}")
            elif ended is None or (ended > day and each.allocation.to_on is None):
                words.append(f"{each.worker.name} is away, and nobody covers")
            else:
                gone = "left" if each.allocation.to_on != ended else "until"
                words.append(f"{each.worker.name}, {gone} {long_date(ended)}")
        return words

    def covered_by(self, day: date) -> list[str]:
        """Who covers on a day. Cover is not a worker of their own."""
        return [
            each.worker.name
            for each in self.held
            if each.allocation.role is AllocationRole.COVER and each.state(day) in ("Now", "Ending")
        ]


@dataclass(frozen=True)
class Board:
    """One stretch of the board, how many there are in all, and after whom the next stretch begins."""

    rows: list[Without]
    total: int
    after: str | None


def _stretches(session: Session, actor: Actor) -> list[tuple[int, str, date]]:
    """Id, public id and first day without a worker of everybody on the board, the longest without first.

    The rule that raises the alert says who; the board begins earlier, at 15½, and takes in those whose worker
    will have gone within the days of notice.
    """
    day, limits = today(session), policy(session)
    old_enough = months_after(YoungPerson.born_on, _ON_THE_BOARD_FROM_MONTHS) <= day
    duty = young_people_owed(limits, scope.visible_to(actor, day), old_enough)
    gap = RULES["R20"].select(limits).subquery("gap")
    first = func.min(gap.c.due_on)
    soon = day + timedelta(days=limits.unallocated_notice_days)
    statement = (
        select(col(YoungPerson.id), col(YoungPerson.public_id), first)
        .join(gap, gap.c.subject_id == col(YoungPerson.id))
        .where(or_(gap.c.ends_on.is_(None), and_(gap.c.ends_on > day, gap.c.ends_on > gap.c.due_on)))
        .where(or_(gap.c.never, gap.c.due_on <= soon))
        .group_by(col(YoungPerson.id), col(YoungPerson.public_id))
        .order_by(first, col(YoungPerson.id))
        .add_cte(duty)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(statement)]


def board(session: Session, actor: Actor, after: str = "") -> Board:
    """Everybody in reach of 15½ or over without an after-care worker, from the one after `after` (a public id)."""
    every = _stretches(session, actor)
    start = next((place + 1 for place, row in enumerate(every) if row[1] == after), 0)
    page = every[start : start + PAGE]
    ids = [row[0] for row in page]
    people = {
        identity(person): (person, team)
        for person, team in session.execute(
            select(YoungPerson, col(Team.name))
            .outerjoin(Team, col(Team.id) == col(YoungPerson.team_id))
            .where(col(YoungPerson.id).in_(ids))
        )
    }
    decided, held = _decided(session, ids), history(session, ids)
    rows = []
    for known, _, since_on in page:
        person, team = people[known]
        category = decided.get(known, person.suggested_category)
        rows.append(Without(person, since_on, category, known in decided, team, held.get(known, [])))
    return Board(rows, len(every), page[-1][1] if start + PAGE < len(every) else None)


def _decided(session: Session, ids: list[int]) -> dict[int, LegalCategory]:
    """The category that a manager decided, of those for whom one did."""
    statement = select(CategoryDecision).where(
        col(CategoryDecision.young_person_id).in_(ids), col(CategoryDecision.from_on) <= today(session)
    )
    in_order = statement.order_by(col(CategoryDecision.from_on), col(CategoryDecision.id))
    return {each.young_person_id: each.category for each in session.execute(in_order).scalars()}
