"""Everything that waits for a manager's yes or no, in one list, the oldest first.

`SOURCES` is the list of what can wait. Each entry reads one table and says who waits for what since when and on which
page it is answered; another kind of approval is one more function and its line there.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_, select
from sqlmodel import Session, col

from careleavers import scope
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.oversight import ProposalAnswer
from careleavers.domain.safeguarding import ProposalState
from careleavers.domain.terms import PlanState
from careleavers.models import (
    AgreedException,
    CalendarDay,
    ClosingProposal,
    PathwayPlan,
    RiskProposal,
    Worker,
    YoungPerson,
)
from careleavers.models.base import identity


@dataclass(frozen=True)
class Waiting:
    """One thing that waits: its kind, about whom, what, who asked, since when, and the page that answers it.

    `page` is the endpoint with the name and the public id that it takes besides the young person.
    """

    kind: str
    young_person: YoungPerson
    what: str
    asked_by: str
    since: date
    page: tuple[str, str, str]
    own: bool = False
    working_days: int = 0


@dataclass(frozen=True)
class Approvals:
    """All that waits, the oldest first, and how many of each kind."""

    waiting: list[Waiting]
    by_kind: list[tuple[str, int]] = field(default_factory=list)

    @property
    def young_person_ids(self) -> list[int]:
        """The young people listed, each once."""
        return sorted({identity(each.young_person) for each in self.waiting})


Source = Callable[[Session, Actor, date], list[Waiting]]


def _rows(session: Session, actor: Actor, day: date, model: Any, by: Any, *conditions: Any) -> Sequence[Any]:
    statement: Any = (
        select(model, YoungPerson, Worker)
        .join(YoungPerson, col(YoungPerson.id) == model.young_person_id)
        .join(Worker, col(Worker.id) == by)
        .where(scope.visible_to(actor, day), *conditions)
    )
    return session.execute(statement).all()


def _record_open(day: date) -> ColumnElement[bool]:
    return or_(col(YoungPerson.closed_on).is_(None), col(YoungPerson.closed_on) > day)


def plans_sent(session: Session, actor: Actor, day: date) -> list[Waiting]:
    """Plans that were sent for approval."""
    rows = _rows(
        session, actor, day, PathwayPlan, PathwayPlan.written_by_id, col(PathwayPlan.state) == PlanState.SENT,
        col(PathwayPlan.sent_on).is_not(None),
    )  # fmt: skip
    return [
        Waiting(
            "Plan", person, f"Version {plan.number}", worker.name, plan.sent_on,
            ("plans.decide", "plan", plan.public_id), actor.worker_id in (plan.written_by_id, plan.sent_by_id),
        )
        for plan, person, worker in rows
    ]  # fmt: skip


def exceptions_asked(session: Session, actor: Actor, day: date) -> list[Waiting]:
    """Exceptions that somebody asked for."""
    asked = AgreedException
    rows = _rows(session, actor, day, asked, asked.asked_by_id, col(asked.answer).is_(None), _record_open(day))
    return [
        Waiting(
            "Exception", person, f"{row.kind.label} until {long_date(row.until_on)}", worker.name, row.asked_on,
            ("oversight.answer_exception", "exception", row.public_id), row.asked_by_id == actor.worker_id,
        )
        for row, person, worker in rows
    ]  # fmt: skip


def exceptions_over(session: Session, actor: Actor, day: date) -> list[Waiting]:
    """Exceptions whose last day has come, of which nobody has said what happens from now on."""
    agreed = AgreedException
    over = (col(agreed.answer) == ProposalAnswer.AGREED, col(agreed.ended_on).is_(None), col(agreed.until_on) <= day)
    rows = _rows(session, actor, day, agreed, agreed.asked_by_id, *over, _record_open(day))
    return [
        Waiting(
            "Exception that ends", person, f"{row.kind.label} until {long_date(row.until_on)}", worker.name,
            row.until_on, ("oversight.end_exception", "exception", row.public_id),
        )
        for row, person, worker in rows
    ]  # fmt: skip


def closings_proposed(session: Session, actor: Actor, day: date) -> list[Waiting]:
    """Records that somebody proposed to close."""
    asked = ClosingProposal
    rows = _rows(session, actor, day, asked, asked.asked_by_id, col(asked.answer).is_(None), _record_open(day))
    return [
        Waiting(
            "Closing", person, f"{row.closure.label}, from {long_date(row.closed_on)}", worker.name, row.asked_on,
            ("oversight.answer_closing", "closing", row.public_id), row.asked_by_id == actor.worker_id,
        )
        for row, person, worker in rows
    ]  # fmt: skip


def risks_proposed(session: Session, actor: Actor, day: date) -> list[Waiting]:
    """High risks that somebody proposes to lower or to close; they stand in the register of risks as well."""
    made = RiskProposal
    rows = _rows(session, actor, day, made, made.proposed_by_id, col(made.state) == ProposalState.WAITING)
    return [
        Waiting(
            "Risk", person, _lowering(row), worker.name, row.proposed_on,
            ("risks.decide", "proposal", row.public_id), row.proposed_by_id == actor.worker_id,
        )
        for row, person, worker in rows
        if person.died_on is None or person.died_on > day
    ]  # fmt: skip


def _lowering(made: RiskProposal) -> str:
    if made.to_level is None:
        return f"{made.act.label}, {made.level_before.label.lower()} now"
    return f"{made.act.label}, from {made.level_before.label.lower()} to {made.to_level.label.lower()}"


SOURCES: tuple[Source, ...] = (plans_sent, risks_proposed, exceptions_asked, exceptions_over, closings_proposed)


def waiting_for(session: Session, actor: Actor, day: date) -> Approvals:
    """What waits for this manager on a day, the oldest first, each with its age in working days."""
    found = sorted(
        (each for source in SOURCES for each in source(session, actor, day)),
        key=lambda each: (each.since, each.kind, each.young_person.name.casefold(), each.page),
    )
    numbers = _working_day_numbers(session, {each.since for each in found} | {day})
    kinds = list(dict.fromkeys(each.kind for each in found))
    aged = [_aged(each, numbers.get(day, 0) - numbers.get(each.since, numbers.get(day, 0))) for each in found]
    return Approvals(aged, [(kind, sum(each.kind == kind for each in aged)) for kind in sorted(kinds)])


def _aged(each: Waiting, days: int) -> Waiting:
    return Waiting(**{**vars(each), "working_days": days})


def _working_day_numbers(session: Session, days: set[date]) -> dict[date, int]:
    statement = select(col(CalendarDay.day), col(CalendarDay.number)).where(col(CalendarDay.day).in_(days))
    return {row[0]: row[1] for row in session.execute(statement)}


__all__ = ["SOURCES", "Approvals", "Source", "Waiting", "waiting_for"]
