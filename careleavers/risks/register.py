"""The risk register: every open risk of everybody in scope, the worst first, and of those the longest unseen first.

Sorted and counted in the database over the same condition, so the counts agree with the list; paged by key.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, and_, case, func, or_, select, type_coerce
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts.rules.facts import last_look
from careleavers.alerts.rules.oversight import note_naming
from careleavers.domain.actors import Actor
from careleavers.domain.safeguarding import ProposalState
from careleavers.domain.terms import RiskLevel
from careleavers.models import RiskFlag, RiskProposal, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.models.sql import latest_of
from careleavers.risks.waiting import RANK, of_the_living, rank_of

PAGE = 50


@dataclass(frozen=True)
class OpenRisk:
    """One open risk: whose, who answers for it, and the last days on which it was weighed (or raised) and overseen."""

    flag: RiskFlag
    young_person: YoungPerson
    owner: str
    owner_left: bool
    looked_on: date
    looked_at: bool
    proposed_on: date | None
    overseen_on: date | None


@dataclass(frozen=True)
class Register:
    """One page of the register, where the next begins (empty at the end), and the counts of the whole."""

    risks: list[OpenRisk]
    after: str
    by_level: list[tuple[RiskLevel, int]]
    late: int

    @property
    def in_all(self) -> int:
        """How many risks the whole register holds."""
        return sum(count for _, count in self.by_level)

    @property
    def young_person_ids(self) -> list[int]:
        """The young people on this page, each once."""
        return sorted({identity(risk.young_person) for risk in self.risks})


def _looked_on() -> ColumnElement[Any]:
    return type_coerce(latest_of(last_look(), RiskFlag.raised_on), Date())


def _proposed_on() -> Any:
    """The day of the proposal about a risk that waits; NULL where none does."""
    waiting = (col(RiskProposal.risk_flag_id) == col(RiskFlag.id), col(RiskProposal.state) == ProposalState.WAITING)
    return select(col(RiskProposal.proposed_on)).where(*waiting).correlate(RiskFlag).scalar_subquery()


def _within(actor: Actor, today: date) -> tuple[ColumnElement[bool], ...]:
    """Open, in scope, about somebody alive. Risks of a closed record stay here until they are closed."""
    return col(RiskFlag.closed_on).is_(None), of_the_living(actor, today, RiskFlag.young_person_id)


def _beyond(cursor: str) -> ColumnElement[bool] | None:
    """The condition for what comes after a row of the register; None for a cursor that is none."""
    try:
        rank_words, day_words, key = cursor.split(".", 2)
        rank, day = int(rank_words), date.fromisoformat(day_words)
    except ValueError:
        return None
    if not 0 <= rank <= len(RANK) or not scope.PUBLIC_ID.fullmatch(key):
        return None
    looked_on = _looked_on()
    later = or_(looked_on > day, and_(looked_on == day, col(RiskFlag.public_id) > key))
    return or_(rank_of(RiskFlag.level) < rank, and_(rank_of(RiskFlag.level) == rank, later))


def read_register(session: Session, actor: Actor, today: date, after: str = "") -> Register:
    """The open risks this actor may see: the worst level first, within it the one longest without a look first.

    `after` is what the page before gave as its own `after`; anything else begins at the start.
    """
    within = _within(actor, today)
    counted = session.execute(
        select(col(RiskFlag.level), func.count(), func.sum(case((col(RiskFlag.next_look_on) < today, 1), else_=0)))
        .where(*within)
        .group_by(col(RiskFlag.level))
    ).all()
    by_level = sorted(((level, count) for level, count, _ in counted), key=lambda each: -RANK[each[0]])
    risks = _page(session, [*within, *[each for each in [_beyond(after)] if each is not None]], today)
    return Register(
        risks[:PAGE],
        _cursor(risks[PAGE - 1]) if len(risks) > PAGE else "",
        by_level,
        sum(late for _, _, late in counted),
    )


def _page(session: Session, conditions: list[ColumnElement[bool]], today: date) -> list[OpenRisk]:
    """Up to one more than a page, so that whether there are more is known without counting."""
    owner: Any = aliased(Worker)
    statement: Any = (
        select(RiskFlag, YoungPerson, owner, last_look(), _proposed_on(), note_naming())
        .join(YoungPerson, col(YoungPerson.id) == col(RiskFlag.young_person_id))
        .join(owner, owner.id == col(RiskFlag.owner_id))
        .where(*conditions)
        .order_by(rank_of(RiskFlag.level).desc(), _looked_on(), col(RiskFlag.public_id))
        .limit(PAGE + 1)
    )
    return [
        OpenRisk(
            flag,
            person,
            own.name,
            own.gone_by(today),
            max(flag.raised_on, looked or flag.raised_on),
            looked is not None,
            proposed,
            overseen,
        )
        for flag, person, own, looked, proposed, overseen in session.execute(statement).all()
    ]


def _cursor(risk: OpenRisk) -> str:
    return f"{RANK[risk.flag.level]}.{risk.looked_on.isoformat()}.{risk.flag.public_id}"
