"""What else waits in the register beside the open risks: proposals without their second person.

Each is counted over the condition by which it is listed, so that the counts agree with the lists.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers import scope
from careleavers.domain.actors import Actor
from careleavers.domain.safeguarding import ProposalState
from careleavers.domain.terms import RiskLevel
from careleavers.models import RiskFlag, RiskProposal, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.risks.history import proposed_words

MOST = 30
RANK = {level: rank for rank, level in enumerate(RiskLevel)}
Row = TypeVar("Row")


@dataclass(frozen=True)
class Waiting(Generic[Row]):
    """The first rows of one list, and how many it holds in all."""

    rows: list[Row]
    in_all: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.in_all - len(self.rows)


@dataclass(frozen=True)
class ToDecide:
    """A proposal that waits: about whom and what, who made it, and in which words."""

    proposal: RiskProposal
    flag: RiskFlag
    young_person: YoungPerson
    by: str

    @property
    def words(self) -> str:
        """What is proposed."""
        return proposed_words(self.proposal)


def of_the_living(actor: Actor, today: date, about: Any) -> ColumnElement[bool]:
    """About somebody this actor may see who has not died; a closed record's risks stay until they are closed."""
    alive = or_(col(YoungPerson.died_on).is_(None), col(YoungPerson.died_on) > today)
    found: ColumnElement[bool] = col(about).in_(
        select(col(YoungPerson.id)).where(scope.visible_to(actor, today), alive)
    )
    return found


def rank_of(level: Any) -> ColumnElement[int]:
    """How serious a level is, as a number to sort by."""
    return case(*[(col(level) == each, rank) for each, rank in RANK.items()], else_=len(RANK))


def counted(session: Session, statement: Select[Any]) -> int:
    """How many rows a statement has."""
    found: int = session.execute(select(func.count()).select_from(statement.subquery())).scalar_one()
    return found


def to_decide(session: Session, actor: Actor, today: date) -> Waiting[ToDecide]:
    """The proposals that wait for a second person: the most serious risk first, of those the longest waiting."""
    by: Any = aliased(Worker)
    within = (
        col(RiskProposal.state) == ProposalState.WAITING,
        of_the_living(actor, today, RiskProposal.young_person_id),
    )
    rows: Any = (
        select(RiskProposal, RiskFlag, YoungPerson, by)
        .join(RiskFlag, col(RiskFlag.id) == col(RiskProposal.risk_flag_id))
        .join(YoungPerson, col(YoungPerson.id) == col(RiskProposal.young_person_id))
        .join(by, by.id == col(RiskProposal.proposed_by_id))
        .where(*within)
        .order_by(rank_of(RiskFlag.level).desc(), col(RiskProposal.proposed_on), col(RiskProposal.id))
        .limit(MOST)
    )
    found = [
        ToDecide(proposal, flag, person, made_by.name) for proposal, flag, person, made_by in session.execute(rows)
    ]
    return Waiting(found, counted(session, select(col(RiskProposal.id)).where(*within)))


@dataclass(frozen=True)
class Beside:
    """Everything that waits beside the open risks."""

    to_decide: Waiting[ToDecide]

    @property
    def young_person_ids(self) -> list[int]:
        """The young people listed."""
        return sorted({identity(row.young_person) for row in self.to_decide.rows})

    @property
    def in_all(self) -> int:
        """How much waits in all."""
        return self.to_decide.in_all


def read_waiting(session: Session, actor: Actor, today: date) -> Beside:
    """What waits in the register besides open risks, for those in reach."""
    return Beside(to_decide(session, actor, today))


__all__ = ["MOST", "Beside", "ToDecide", "Waiting", "of_the_living", "rank_of", "read_waiting"]
