"""A decision to refer leads to an answer: sent, chased, taken up by a manager (R48, R48b, R48c).

What was recorded in error counts for nothing.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal_column, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import Day, due, one_of
from careleavers.alerts.rules.facts import of_person
from careleavers.domain.policy import Policy
from careleavers.domain.referrals import ANSWERED, URGENT, ReferralDecision, ReferralStepKind
from careleavers.domain.terms import Basis, Severity
from careleavers.models import Referral, ReferralStep
from careleavers.models.sql import latest_of, word, working_days_after


def _happened(*kinds: ReferralStepKind) -> ColumnElement[bool]:
    """One of these happened to the referral of the outer row."""
    step = aliased(ReferralStep)
    found: Select[Any] = select(literal_column("1")).where(
        col(step.referral_id) == col(Referral.id), one_of(col(step.kind), kinds), col(step.struck_at).is_(None)
    )
    return exists(found.correlate_except(step))


def _last_chase() -> Day:
    step = aliased(ReferralStep)
    return (
        select(func.max(step.happened_on))
        .where(
            col(step.referral_id) == col(Referral.id),
            col(step.kind) == word(ReferralStepKind.CHASED),
            col(step.struck_at).is_(None),
        )
        .correlate_except(step)
        .scalar_subquery()
    )


def _unanswered(due_on: Day, since: Day, sent: Any, **more: Any) -> Select[Any]:
    """One row for each referral that was sent and that nobody has answered; `sent` is the step of its sending."""
    is_sending = and_(
        col(sent.referral_id) == col(Referral.id),
        col(sent.kind) == word(ReferralStepKind.SENT),
        col(sent.struck_at).is_(None),
    )
    return (
        due(due_on, since_on=since, basis=word(Basis.POLICY), about_id=Referral.id, **more)
        .join(Referral, of_person(Referral))
        .join(sent, is_sending)
        .where(~_happened(*ANSWERED))
    )


@rule(
    "R48",
    "Referral without an answer",
    severity=Severity.MEDIUM,
    basis=Basis.POLICY,
    source="Council policy; inspection findings on referrals that nobody followed up",
    clears_when="That it was chased, answered or taken back is recorded",
    limit="referral_chase_working_days",
    reads=("calendar_day", "referral", "referral_step"),
)
def referral_not_answered(policy: Policy) -> Select[Any]:
    """A referral that nobody answers is chased within the working days set, and again as long after each chase.

    Until R48b takes over, so that one missing answer gives one reason.
    """
    sent: Any = aliased(ReferralStep)
    since = latest_of(_last_chase(), sent.happened_on)
    return _unanswered(
        working_days_after(since, policy.referral_chase_working_days),
        since,
        sent,
        ends_on=working_days_after(sent.happened_on, policy.referral_manager_working_days),
    )


@rule(
    "R48b",
    "Referral without an answer: a manager takes it up",
    severity=Severity.HIGH,
    basis=Basis.POLICY,
    source="Council policy; inspection findings on referrals that nobody followed up",
    clears_when="That it was answered or taken back is recorded",
    limit="referral_manager_working_days",
    reads=("calendar_day", "referral", "referral_step"),
)
def referral_for_the_manager(policy: Policy) -> Select[Any]:
    """A referral without an answer goes to a manager when the working days set have passed since it was sent.

    However often it was chased: asking again does not make an answer.
    """
    sent: Any = aliased(ReferralStep)
    due_on = working_days_after(sent.happened_on, policy.referral_manager_working_days)
    return _unanswered(due_on, sent.happened_on, sent)


@rule(
    "R48c",
    "Decided to refer, not sent",
    severity=Severity.HIGH,
    raised_severity=Severity.CRITICAL,
    basis=Basis.POLICY,
    source="Council policy: a decision protects nobody until the referral is sent",
    clears_when="That it was sent or taken back is recorded",
    limit="referral_send_working_days",
    reads=("calendar_day", "referral", "referral_step"),
)
def referral_not_sent(policy: Policy) -> Select[Any]:
    """A referral that was decided on is sent within the working days set.

    Critical about modern slavery, MARAC and the duty to refer: the decision has quieted the alert that asked for it.
    """
    decided_on: Any = col(Referral.decided_on)
    return (
        due(
            working_days_after(decided_on, policy.referral_send_working_days),
            since_on=decided_on,
            basis=word(Basis.POLICY),
            about_id=Referral.id,
            worse=one_of(col(Referral.route), URGENT),
        )
        .join(Referral, of_person(Referral))
        .where(
            col(Referral.decision) == word(ReferralDecision.REFER),
            ~_happened(ReferralStepKind.SENT, ReferralStepKind.WITHDRAWN),
        )
    )


__all__ = ["referral_for_the_manager", "referral_not_answered", "referral_not_sent"]
