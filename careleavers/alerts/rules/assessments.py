"""Needs assessed in time, and a plan made of what that found (R01-R05).

A request after 21 also owes a worker within days: that is R22, which gives no more time than a request does.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, literal_column, or_, select, true
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, Day, due, one_of
from careleavers.alerts.rules.facts import APPROVED, of_person, there_is
from careleavers.domain.looked_after import SHORT_BREAKS
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, LegalCategory, Severity
from careleavers.models import LookedAfterPeriod, NeedsAssessment, PathwayPlan
from careleavers.models.sql import days_after, latest_of, months_after, word, working_days_after

_REG_5 = "Care Leavers (England) Regulations 2010, reg 5(2)"
_ASSESSED = "A finished assessment of needs is recorded"
# Somebody who will be eligible on a day that is known counts before that day; so does one nobody could place.
_IN_CARE = (LegalCategory.ELIGIBLE, LegalCategory.UNDECIDED, LegalCategory.NOT_ELIGIBLE)


def _last_assessment() -> Day:
    """The last day on which an assessment of their needs was finished."""
    statement = select(func.max(NeedsAssessment.finished_on)).where(of_person(NeedsAssessment))
    return statement.correlate_except(NeedsAssessment).scalar_subquery()


def _left_care() -> Day:
    """The first day on which they were no longer looked after; a short break that ends says nothing."""
    period = LookedAfterPeriod
    breaks: list[ColumnElement[str]] = [literal_column(f"'{status}'") for status in sorted(SHORT_BREAKS)]
    statement = select(func.max(period.ended_on)).where(of_person(period), col(period.legal_status).not_in(breaks))
    return days_after(statement.correlate_except(period).scalar_subquery(), 1)


def _is(*categories: LegalCategory) -> ColumnElement[bool]:
    return one_of(DUTY.c.category, categories)


def _due(policy: Policy, since: Day, basis: Basis, ends_on: Day | None = None) -> Select[Any]:
    return due(
        months_after(since, policy.assessment_months), since_on=since, basis=word(basis), ends_on=ends_on, never=true()
    )


@rule(
    "R01",
    "Needs assessment due, in care",
    severity=Severity.HIGH,
    notice_days=28,
    basis=Basis.STATUTORY,
    source="Care Planning, Placement and Case Review (England) Regulations 2010, reg 42(1)",
    clears_when=_ASSESSED,
    limit="assessment_months",
    reads=("needs_assessment",),
)
def assessment_due_in_care(policy: Policy) -> Select[Any]:
    """Needs are assessed within three months of turning 16, or of becoming eligible if that is later.

    At 18 it is past: from then on the plan itself is watched over (R06).
    """
    return _due(policy, DUTY.c.started, Basis.STATUTORY, DUTY.c.at_18).where(_is(*_IN_CARE), ~there_is(NeedsAssessment))


@rule(
    "R02",
    "Needs assessment due, left care",
    severity=Severity.HIGH,
    notice_days=28,
    basis=Basis.STATUTORY,
    source=f"{_REG_5}(a)",
    clears_when=f"{_ASSESSED}, or a pathway plan is approved",
    limit="assessment_months",
    reads=("looked_after_period", "needs_assessment", "pathway_plan"),
)
def assessment_due_after_care(policy: Policy) -> Select[Any]:
    """Somebody of 16 or 17 who left care without a plan is assessed within three months of leaving."""
    since = latest_of(DUTY.c.started, _left_care())
    return _due(policy, since, Basis.STATUTORY, DUTY.c.at_18).where(
        _is(LegalCategory.RELEVANT),
        ~there_is(NeedsAssessment),
        ~there_is(PathwayPlan, one_of(col(PathwayPlan.state), APPROVED)),
    )


def _since_they_came_back() -> list[ColumnElement[bool]]:
    assessed = _last_assessment()
    return [DUTY.c.came_back.is_not(None), or_(assessed.is_(None), assessed < DUTY.c.came_back)]


@rule(
    "R03",
    "Needs assessment due, back in education",
    severity=Severity.HIGH,
    notice_days=28,
    basis=Basis.STATUTORY,
    source=f"{_REG_5}(b); Children Act 1989 s23CA",
    clears_when=f"{_ASSESSED}, finished on or after the day they asked",
    limit="assessment_months",
    reads=("needs_assessment",),
)
def assessment_due_for_education(policy: Policy) -> Select[Any]:
    """Somebody over 21 who is back in education or training is assessed within three months of telling us."""
    return _due(policy, DUTY.c.came_back, Basis.STATUTORY).where(
        _is(LegalCategory.FORMER_RELEVANT_EDUCATION), *_since_they_came_back()
    )


@rule(
    "R04",
    "Needs assessment due, asked for support",
    severity=Severity.HIGH,
    notice_days=14,
    basis=Basis.POLICY,
    source="Children Act 1989 s23CZB owes it; the months are council policy",
    clears_when=f"{_ASSESSED}, finished on or after the day they asked",
    limit="assessment_months",
    reads=("needs_assessment",),
)
def assessment_due_on_request(policy: Policy) -> Select[Any]:
    """Somebody of 21 to 24 who asks for support is assessed within the months set."""
    return _due(policy, DUTY.c.came_back, Basis.POLICY).where(
        _is(LegalCategory.FORMER_RELEVANT_ON_REQUEST), *_since_they_came_back()
    )


@rule(
    "R05",
    "No plan since the assessment",
    severity=Severity.HIGH,
    notice_days=3,
    grace_days=lambda policy: policy.plan_after_assessment_grace_days,
    basis=Basis.POLICY,
    source="As soon as possible, says the law (Care Leavers Regulations 2010, reg 6); the days are council policy",
    clears_when="A version of the plan is approved on or after the day the assessment was finished",
    limit="plan_after_assessment_working_days",
    reads=("calendar_day", "needs_assessment", "pathway_plan"),
)
def plan_not_made(policy: Policy) -> Select[Any]:
    """What an assessment of needs found is in an approved version of the plan within the working days set."""
    assessed = _last_assessment()
    approved = (one_of(col(PathwayPlan.state), APPROVED), col(PathwayPlan.approved_on) >= assessed)
    return due(
        working_days_after(assessed, policy.plan_after_assessment_working_days),
        since_on=assessed,
        basis=word(Basis.POLICY),
    ).where(assessed.is_not(None), ~there_is(PathwayPlan, *approved))


__all__ = [
    "assessment_due_after_care", "assessment_due_for_education", "assessment_due_in_care", "assessment_due_on_request",
    "plan_not_made",
]  # fmt: skip
