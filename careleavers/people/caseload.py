"""The list of young people that somebody may see: who, how they are, and what is due, in stretches by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, literal, or_, select, tuple_
from sqlmodel import Session, col, text

from careleavers.alerts.upcoming import Upcoming
from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import age_on
from careleavers.domain.terms import AllocationRole, LegalCategory, Role, Severity
from careleavers.drafts.queries import unfinished_by_person
from careleavers.models import (
    Allocation,
    CategoryDecision,
    Contact,
    MissingEpisode,
    PathwayPlan,
    RiskFlag,
    Worker,
    YoungPerson,
)
from careleavers.models.base import identity
from careleavers.models.contacts import SEEN_IN_PERSON
from careleavers.models.missing import missing_still
from careleavers.models.plans import IN_HAND
from careleavers.models.risks import OPEN_HIGH
from careleavers.people import due
from careleavers.people.alike import alike
from careleavers.people.messages import waiting_by_person
from careleavers.scope import PUBLIC_ID, visible_to

PAGE = 50
# A search may name this many people beyond those whose names begin with it; more would not be looked through.
MOST_ALIKE = 200


@dataclass(frozen=True)
class Row:
    """One young person of the list."""

    person: YoungPerson
    age: int
    category: LegalCategory
    decided: bool
    last_seen: date | None
    high_risk: bool
    unfinished_plan: bool
    worker: str | None
    next_due: Upcoming | None
    alerts: list[tuple[Severity, int]]
    unfinished: int
    said: int
    missing: bool


@dataclass(frozen=True)
class Caseload:
    """One stretch of the list, and the person after whom the next begins (None at the end).

    A list that fits on one page stands whole, the most urgent first; a longer one goes by family name.
    """

    rows: list[Row]
    after: str | None
    role: Role | None
    whole: bool

    @property
    def caption(self) -> str:
        """What the table is, and in which order."""
        return f"Young people, {'the most urgent first' if self.whole else 'by family name'}"

    @property
    def shows_worker(self) -> bool:
        """Whether the list says whose each is: to an after-care worker all are theirs."""
        return self.role is not Role.AFTER_CARE_WORKER

    @property
    def headings(self) -> list[str | tuple[str, str]]:
        """The words over the columns."""
        worker = ["Worker"] if self.shows_worker else []
        return ["Name", ("Age", "number"), "Category", *worker, "Last seen", "Next due", "Alerts", "To know"]

    @property
    def nobody(self) -> tuple[str, str]:
        """What to say of an empty list, and what will fill it."""
        return _NOBODY.get(
            self.role or Role.AUDITOR,
            ("No young people yet", "They come with the yearly return, or are added by hand."),
        )


_NOBODY = {
    Role.AFTER_CARE_WORKER: (
        "None of the young people is yours yet",
        "Your manager allocates young people to you. As soon as one is, they are listed here with what is due.",
    ),
    Role.SOCIAL_WORKER: (
        "None of the young people is yours now",
        "You see those aged 16 and 17 who are allocated to you, until they turn 18.",
    ),
    Role.REVIEWING_OFFICER: (
        "None of the young people is yours now",
        "You see those aged 16 and 17 who are allocated to you, until they turn 18.",
    ),
    Role.AUDITOR: ("No sample has been drawn for you", "You see the young people of a sample, while the audit lasts."),
}


def caseload(session: Session, actor: Actor, *, search: str = "", closed: bool = False, after: str = "") -> Caseload:
    """Those in reach, by family name, at most PAGE of them after the person whose public id is given.

    `search` is the beginning of a name, of "first family", or of a child id; accents and a wrong letter in a name are
    forgiven, but not in a child id. Unknown `after` starts at the start.
    """
    day = today(session)
    within = visible_to(actor, day), _closed_on(day) if closed else _open_on(day)
    statement = _facts(day).where(*within)
    if search:
        names = select(col(YoungPerson.id), *_NAMES).where(*within)
        sounds = col(YoungPerson.id).in_(alike(search, session.execute(names).all())[:MOST_ALIKE])
        statement = statement.where(or_(_begins_with(" ".join(search.split())), sounds))
    last = _key_of(session, actor, after, day)
    if last is not None:
        statement = statement.where(tuple_(literal(last[0]), literal(last[1])) < _KEY)
    found = session.execute(statement.order_by(*_KEY.clauses).limit(PAGE + 1)).all()
    rows = _rows(session, actor, found[:PAGE])
    if last is None and len(found) <= PAGE:
        return Caseload(sorted(rows, key=_urgency), None, actor.role, whole=True)
    return Caseload(rows, rows[-1].person.public_id if len(found) > PAGE else None, actor.role, whole=False)


def rows_of(session: Session, actor: Actor, ids: Sequence[int]) -> list[Row]:
    """The rows of these young people, of those in the actor's reach, by family name."""
    day = today(session)
    statement = _facts(day).where(visible_to(actor, day), col(YoungPerson.id).in_(ids))
    return _rows(session, actor, session.execute(statement.order_by(*_KEY.clauses)).all())


def _urgency(row: Row) -> tuple[bool, int, date]:
    worst = row.alerts[0][0].rank if row.alerts else 0
    return not row.missing, -worst, row.next_due.due_on if row.next_due else date.max


def _rows(session: Session, actor: Actor, found: Sequence[Any]) -> list[Row]:
    """The rows with what is open and what comes next, each asked once for the whole stretch."""
    ids = [identity(each[0]) for each in found]
    owed = due.everything(session, ids)
    drafts, said = unfinished_by_person(session, actor, ids), waiting_by_person(session, ids)
    day, leap_day = today(session), policy(session).leap_day_birthday
    return [
        Row(
            person=person,
            age=age_on(person.born_on, day, leap_day),
            category=decided or person.suggested_category,
            decided=decided is not None,
            last_seen=last_seen,
            high_risk=risk,
            unfinished_plan=plan,
            worker=worker,
            next_due=next(iter(owed.get(identity(person), [])), None),
            alerts=due.tally(due.open_now(session, owed.get(identity(person), []))),
            unfinished=drafts.get(identity(person), 0),
            said=said.get(identity(person), 0),
            missing=gone,
        )
        for person, last_seen, decided, risk, plan, worker, gone in found
    ]


_NAMES = (col(YoungPerson.given_name), col(YoungPerson.preferred_name), col(YoungPerson.family_name))
# A family name may be empty; the id tells people of one name apart.
_KEY: Any = tuple_(col(YoungPerson.family_name), col(YoungPerson.id))


def _open_on(day: date) -> ColumnElement[bool]:
    return or_(col(YoungPerson.closed_on).is_(None), col(YoungPerson.closed_on) > day)


def _closed_on(day: date) -> ColumnElement[bool]:
    return col(YoungPerson.closed_on) <= day


def _key_of(session: Session, actor: Actor, public_id: str, day: date) -> tuple[str, int] | None:
    if not PUBLIC_ID.fullmatch(public_id):
        return None
    statement = select(col(YoungPerson.family_name), col(YoungPerson.id))
    found = session.execute(statement.where(col(YoungPerson.public_id) == public_id, visible_to(actor, day))).first()
    return (found[0], found[1]) if found else None


def _facts(day: date) -> Select[Any]:
    """Each young person with the facts of a row, each looked up through its own index."""
    mine = col(YoungPerson.id)
    last_seen = select(func.max(Contact.happened_on)).where(
        col(Contact.young_person_id) == mine, text(f"contact.{SEEN_IN_PERSON}")
    )
    decided = (
        select(col(CategoryDecision.category))
        .where(col(CategoryDecision.young_person_id) == mine)
        .order_by(col(CategoryDecision.from_on).desc(), col(CategoryDecision.id).desc())
        .limit(1)
    )
    risk = exists().where(col(RiskFlag.young_person_id) == mine, text(OPEN_HIGH))
    plan = exists().where(col(PathwayPlan.young_person_id) == mine, text(IN_HAND))
    worker = (
        select(col(Worker.given_name) + " " + col(Worker.family_name))
        .join(Allocation, col(Allocation.worker_id) == col(Worker.id))
        .where(
            col(Allocation.young_person_id) == mine,
            col(Allocation.role) == AllocationRole.AFTER_CARE_WORKER,
            col(Allocation.from_on) <= day,
            or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) > day),
        )
        .order_by(col(Allocation.from_on).desc())
        .limit(1)
    )
    single = [each.scalar_subquery() for each in (last_seen, decided, worker)]
    gone = exists().where(col(MissingEpisode.young_person_id) == mine, missing_still())
    return select(YoungPerson, single[0], single[1], risk, plan, single[2], gone)


def _begins_with(search: str) -> ColumnElement[bool]:
    """SQLite folds the letters A to Z only, so the ways a name is usually written are tried beside it."""
    first, preferred = col(YoungPerson.given_name), col(YoungPerson.preferred_name)
    family = col(YoungPerson.family_name)
    written = [first, preferred, family, first + " " + family, preferred + " " + family, col(YoungPerson.child_id)]
    ways = {search, search.lower(), search.upper(), search.title()}
    lowered = [func.lower(each).startswith(search.lower(), autoescape=True) for each in written]
    return or_(*lowered, *(each.startswith(way, autoescape=True) for each in written for way in ways))
