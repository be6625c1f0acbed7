"""The plan itself: there at 18, reviewed, decided on, copied, gone through and done (R06, R07, R12-R14, R17, R42)."""

from typing import Any

from sqlalchemy import Select, case, exists, func, literal_column, select, true
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, due, one_of
from careleavers.alerts.rules.facts import APPROVED, last_approval, last_review, of_person, there_is
from careleavers.domain.policy import Policy
from careleavers.domain.terms import ActionState, Basis, CopyOutcome, PlanState, RiskLevel, Severity
from careleavers.models import Action, PathwayPlan, PlanCopy, RiskFlag
from careleavers.models.sql import latest_of, months_after, word, working_days_after

# New days given before an action weighs more.
_TOO_OFTEN = 2
_QUARTER = 92  # from 17 and three quarters, whichever months those are


@rule(
    "R06",
    "No pathway plan at 18",
    severity=Severity.CRITICAL,
    notice_days=_QUARTER,
    basis=Basis.STATUTORY,
    source="Children Act 1989 s23C(3)",
    clears_when="A pathway plan is approved",
    reads=("pathway_plan",),
)
def plan_missing_at_18(_policy: Policy) -> Select[Any]:
    """Everybody has an approved pathway plan by their 18th birthday. A draft does not count."""
    return due(
        latest_of(DUTY.c.at_18, DUTY.c.started),
        since_on=latest_of(DUTY.c.at_18, DUTY.c.started),
        basis=word(Basis.STATUTORY),
        never=true(),
    ).where(~there_is(PathwayPlan, one_of(col(PathwayPlan.state), APPROVED)))


@rule(
    "R07",
    "Review due",
    severity=Severity.HIGH,
    notice_days=28,
    later=((lambda policy: policy.review_critical_days, Severity.CRITICAL),),
    basis=Basis.STATUTORY,
    source="Care Leavers (England) Regulations 2010, reg 7; for those still looked after, council policy",
    clears_when="A review is held, or a new version of the plan is approved",
    limit="review_months",
    reads=("pathway_plan", "review"),
)
def review_due(policy: Policy) -> Select[Any]:
    """A pathway plan is reviewed before the months set have passed since its approval or the last review."""
    since = latest_of(last_approval(), last_review())
    return due(
        months_after(since, policy.review_months),
        since_on=since,
        basis=DUTY.c.in_law,
        never=last_review().is_(None),
    ).where(since.is_not(None))


@rule(
    "R13",
    "Copy of the plan not given",
    severity=Severity.HIGH,
    notice_days=2,
    basis=Basis.GUIDANCE,
    source="Children Act 1989 guidance, volume 3; inspection findings; the days are council policy",
    clears_when="A copy of that version is recorded as given or not wanted, or a later version is approved",
    limit="copy_working_days",
    reads=("calendar_day", "pathway_plan", "plan_copy"),
)
def copy_not_given(policy: Policy) -> Select[Any]:
    """A young person has their own copy of the approved plan within the working days set, longer if translated.

    An offer alone does not do.
    """
    plan = PathwayPlan
    approved_on: Any = col(plan.approved_on)
    due_on = case(
        (col(plan.translated).is_(True), working_days_after(approved_on, policy.translated_copy_working_days)),
        else_=working_days_after(approved_on, policy.copy_working_days),
    )
    given = exists(
        select(literal_column("1"))
        .where(col(PlanCopy.plan_id) == col(plan.id), col(PlanCopy.outcome) != word(CopyOutcome.OFFERED))
        .correlate_except(PlanCopy)
    )
    return (
        due(due_on, since_on=approved_on, basis=word(Basis.GUIDANCE), about_id=plan.id, never=true())
        .join(plan, of_person(plan))
        .where(col(plan.state) == word(PlanState.APPROVED), ~given)
    )


@rule(
    "R12",
    "Plan waits for a decision",
    severity=Severity.MEDIUM,
    grace_days=2,
    basis=Basis.POLICY,
    source="Council policy",
    clears_when="A manager approves the plan or returns it with reasons",
    limit="plan_decision_working_days",
    reads=("calendar_day", "pathway_plan"),
)
def plan_not_decided(policy: Policy) -> Select[Any]:
    """A manager decides on a plan within the working days set from the day it was sent."""
    plan = PathwayPlan
    sent_on: Any = col(plan.sent_on)
    return (
        due(
            working_days_after(sent_on, policy.plan_decision_working_days),
            since_on=sent_on,
            basis=word(Basis.POLICY),
            about_id=plan.id,
        )
        .join(plan, of_person(plan))
        .where(col(plan.state) == word(PlanState.SENT), sent_on.is_not(None))
    )


@rule(
    "R17",
    "Action due",
    severity=Severity.MEDIUM,
    notice_days=7,
    later=((lambda policy: policy.action_late_days, Severity.HIGH),),
    raised_severity=Severity.HIGH,
    basis=Basis.GUIDANCE,
    source="Inspection findings; what young people ask for when nothing comes of a plan",
    clears_when="The action is done, dropped with a reason, or given another day",
    limit="action_late_days",
    reads=("action",),
)
def action_late(_policy: Policy) -> Select[Any]:
    """What was promised to a young person is done by its day. Given another day twice before, it weighs more."""
    task = Action
    due_on: Any = col(task.due_on)
    return (
        due(
            due_on,
            since_on=due_on,
            basis=word(Basis.GUIDANCE),
            about_id=task.id,
            worse=col(task.times_redated) >= _TOO_OFTEN,
        )
        .join(task, of_person(task))
        .where(col(task.state) == word(ActionState.OPEN))
    )


@rule(
    "R42",
    "High risk not in the plan",
    severity=Severity.HIGH,
    basis=Basis.GUIDANCE,
    source="Inspection findings; the days are council policy",
    clears_when="A version of the plan is approved on or after the day the risk was raised, or the risk is lowered"
    " or closed",
    limit="risk_in_plan_working_days",
    reads=("calendar_day", "pathway_plan", "risk_flag"),
)
def risk_not_in_plan(policy: Policy) -> Select[Any]:
    """An open high risk is answered in an approved version of the plan within the working days set."""
    flag = RiskFlag
    raised_on: Any = col(flag.raised_on)
    approved = (one_of(col(PathwayPlan.state), APPROVED), col(PathwayPlan.approved_on) >= raised_on)
    return (
        due(
            working_days_after(raised_on, policy.risk_in_plan_working_days),
            since_on=raised_on,
            basis=word(Basis.GUIDANCE),
            about_id=flag.id,
        )
        .join(flag, of_person(flag))
        .where(
            col(flag.closed_on).is_(None),
            one_of(col(flag.level), (RiskLevel.HIGH, RiskLevel.CRITICAL)),
            ~there_is(PathwayPlan, *approved),
        )
    )


@rule(
    "R14",
    "Copy of the plan not gone through",
    severity=Severity.MEDIUM,
    basis=Basis.GUIDANCE,
    source="Children Act 1989 guidance, volume 3; inspection findings; the days are council policy",
    clears_when="The ledger says that the copy was gone through together and what they said of it, or a later version"
    " is approved",
    limit="copy_talk_working_days",
    reads=("calendar_day", "pathway_plan", "plan_copy"),
)
def copy_not_gone_through(policy: Policy) -> Select[Any]:
    """Whoever has their copy goes through it with their worker, and what they say of it is kept.

    Counted from the day that version was first given. Nobody is chased about a copy that was only offered or not
    wanted: the first is still R13, the second is their answer.
    """
    plan = PathwayPlan
    of_plan = col(PlanCopy.plan_id) == col(plan.id)
    given_on: Any = (
        select(func.min(col(PlanCopy.given_on)))
        .where(of_plan, col(PlanCopy.outcome) == word(CopyOutcome.GIVEN))
        .correlate_except(PlanCopy)
        .scalar_subquery()
    )
    talked = exists(
        select(literal_column("1"))
        .where(of_plan, col(PlanCopy.explained).is_(True), col(PlanCopy.their_view) != "")
        .correlate_except(PlanCopy)
    )
    due_on = working_days_after(given_on, policy.copy_talk_working_days)
    return (
        due(due_on, since_on=given_on, basis=word(Basis.GUIDANCE), about_id=plan.id, never=true())
        .join(plan, of_person(plan))
        .where(col(plan.state) == word(PlanState.APPROVED), given_on.is_not(None), ~talked)
    )


__all__ = [
    "action_late", "copy_not_given", "copy_not_gone_through", "plan_missing_at_18", "plan_not_decided",
    "review_due", "risk_not_in_plan",
]  # fmt: skip
