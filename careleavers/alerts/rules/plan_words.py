"""What the plan in force says, or fails to: for when things go wrong, for later on, of visits (R15, R18, R28).

None of these can be sent to a manager here. A plan that came in from elsewhere may lack them, and a review may show
that what stood in it no longer does.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal_column, or_, select, true
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import due
from careleavers.alerts.rules.facts import of_person
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, ContingencyAnswer, PlanDomain, PlanState, Severity
from careleavers.models import PathwayPlan, PlanEntry, Review, ReviewPartAnswer
from careleavers.models.sql import word, working_days_after

_SCHEDULE_1 = "Care Leavers (England) Regulations 2010, Sch 1"
_PARTS = len(PlanDomain)


def _in_force() -> ColumnElement[bool]:
    return and_(of_person(PathwayPlan), col(PathwayPlan.state) == word(PlanState.APPROVED))


def _empty(*boxes: str) -> ColumnElement[bool]:
    return or_(*[func.trim(func.coalesce(getattr(PlanEntry, box), "")) == "" for box in boxes])


def _entries(*conditions: ColumnElement[bool]) -> Select[Any]:
    found: Select[Any] = select(literal_column("1")).where(col(PlanEntry.plan_id) == col(PathwayPlan.id), *conditions)
    return found.correlate_except(PlanEntry)


def _how_many(statement: Select[Any]) -> ColumnElement[int]:
    return statement.with_only_columns(func.count()).scalar_subquery()


def _is_last(held: Any) -> ColumnElement[bool]:
    """The review is the last one of the plan in force."""
    each = aliased(Review)
    last = (
        select(col(each.id))
        .where(of_person(each), col(each.plan_id) == col(PathwayPlan.id))
        .order_by(col(each.held_on).desc(), col(each.id).desc())
        .limit(1)
        .correlate_except(each)
        .scalar_subquery()
    )
    return col(held.id) == last


def _answers(held: Any, *conditions: ColumnElement[bool]) -> Select[Any]:
    said = ReviewPartAnswer
    found: Select[Any] = select(literal_column("1")).where(col(said.review_id) == col(held.id), *conditions)
    return found.correlate_except(said)


@rule(
    "R15",
    "What if it goes wrong: missing or out of date",
    severity=Severity.HIGH,
    basis=Basis.STATUTORY,
    source=f"{_SCHEDULE_1}: a contingency plan; inspection findings; the days after a review are council policy",
    clears_when="A new version of the plan is approved; or, where a review left it out, the next review answers it",
    limit="change_review_working_days",
    reads=("calendar_day", "pathway_plan", "plan_entry", "review", "review_part_answer"),
)
def contingency_missing(policy: Policy) -> Select[Any]:
    """Every part of the plan in force says what happens if it goes wrong, and every review asks if that still holds.

    Missing, it is due from the approval; not asked about, from the review; said to need changing, or used, it is put
    right within the working days set.
    """
    held = aliased(Review)
    held_on: Any = col(held.held_on)
    lacks = _how_many(_entries(~_empty("sign", "first_step", "person", "number"))) < _PARTS
    unasked = and_(held_on.is_not(None), _how_many(_answers(held)) < _PARTS)
    changed = exists(_answers(held, col(ReviewPartAnswer.holds) != word(ContingencyAnswer.STANDS)))
    approved_on: Any = col(PathwayPlan.approved_on)
    return (
        due(
            case(
                (lacks, approved_on),
                (unasked, held_on),
                else_=working_days_after(held_on, policy.change_review_working_days),
            ),
            since_on=case((lacks, approved_on), else_=held_on),
            basis=case((lacks, word(Basis.STATUTORY)), else_=word(Basis.GUIDANCE)),
            about_id=PathwayPlan.id,
            never=lacks,
        )
        .join(PathwayPlan, _in_force())
        .outerjoin(held, _is_last(held))
        .where(or_(lacks, unasked, changed))
    )


@rule(
    "R18",
    "Goals without a measure, or none for later",
    severity=Severity.PROMPT,
    basis=Basis.GUIDANCE,
    source="Inspection findings",
    clears_when="A version is approved in which every goal has its measure, and one reaches past six months",
    reads=("pathway_plan", "plan_entry"),
)
def goal_without_measure(_policy: Policy) -> Select[Any]:
    """The plan in force says of every goal how they will know that life is better, and looks past six months."""
    wants = or_(~_empty("want_soon"), ~_empty("want_later"))
    return (
        due(
            col(PathwayPlan.approved_on),
            since_on=col(PathwayPlan.approved_on),
            basis=word(Basis.GUIDANCE),
            about_id=PathwayPlan.id,
        )
        .join(PathwayPlan, _in_force())
        .where(or_(exists(_entries(wants, _empty("better"))), ~exists(_entries(~_empty("want_later")))))
    )


@rule(
    "R28",
    "Visits not agreed in the plan",
    severity=Severity.MEDIUM,
    basis=Basis.STATUTORY,
    source=f"{_SCHEDULE_1} para 1; inspection findings",
    clears_when="A version of the plan is approved that says how often they meet, and why",
    reads=("pathway_plan",),
)
def visits_not_agreed(_policy: Policy) -> Select[Any]:
    """The plan in force says how often they meet their worker, and why so often."""
    plan = PathwayPlan
    return (
        due(
            col(plan.approved_on), since_on=col(plan.approved_on), basis=word(Basis.STATUTORY), about_id=plan.id,
            never=true(),
        )
        .join(plan, _in_force())
        .where(or_(col(plan.visit_every_days).is_(None), func.trim(col(plan.visit_reason)) == ""))
    )  # fmt: skip


__all__ = ["contingency_missing", "goal_without_measure", "visits_not_agreed"]
