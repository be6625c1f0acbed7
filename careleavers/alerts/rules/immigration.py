"""Leave to remain does not run out unseen: an adviser in good time, an application before it ends (R57, R57b, R57c)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, or_
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import OWED_ID, Day, due, one_of
from careleavers.alerts.rules.facts import there_is
from careleavers.domain.immigration import WITHOUT_END, ImmigrationStepKind
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.models import ImmigrationStep, YoungPerson
from careleavers.models.sql import days_after, months_after, word

_SOURCE = "Inspection findings on immigration status that nobody looked after; the days are council policy"
_APPLIED = "That the application was made is recorded, or the day on which their new leave ends"
_READS = ("immigration_step",)


def _done(*kinds: ImmigrationStepKind) -> ColumnElement[bool]:
    """One of these was done about the leave that is recorded now; what was done about an earlier one is another."""
    step = ImmigrationStep
    return there_is(step, col(step.leave_ends_on) == col(YoungPerson.leave_expires_on), one_of(col(step.kind), kinds))


def _before_leave_ends(due_on: Day, done: ColumnElement[bool], **more: Any) -> Select[Any]:
    person = YoungPerson
    endless = one_of(col(person.leave_type), WITHOUT_END)
    return (
        due(due_on, since_on=col(person.leave_expires_on), basis=word(Basis.POLICY), **more)
        .join(person, col(person.id) == OWED_ID)
        .where(col(person.leave_expires_on).is_not(None), or_(col(person.leave_type).is_(None), ~endless), ~done)
    )


@rule(
    "R57",
    "Leave to remain ends, no adviser seen",
    severity=Severity.HIGH,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when="That they saw an immigration adviser about this leave is recorded, or that the application was made",
    limit="leave_adviser_months",
    reads=_READS,
)
def adviser_not_seen(policy: Policy) -> Select[Any]:
    """So many months before somebody's leave to remain ends, they have seen an immigration adviser about it.

    It goes on after the leave has ended. An adviser seen about an earlier leave does not count for this one.
    """
    return _before_leave_ends(
        months_after(YoungPerson.leave_expires_on, -policy.leave_adviser_months),
        _done(ImmigrationStepKind.ADVISER, ImmigrationStepKind.APPLICATION),
    )


@rule(
    "R57b",
    "Leave to remain ends, no application made",
    severity=Severity.HIGH,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when=_APPLIED,
    limit="leave_application_months",
    reads=_READS,
)
def application_not_made(policy: Policy) -> Select[Any]:
    """So many months before somebody's leave to remain ends, the application to extend it or to stay is made.

    In the last days before it ends R57c takes over, so that one missing application gives one reason.
    """
    return _before_leave_ends(
        months_after(YoungPerson.leave_expires_on, -policy.leave_application_months),
        _done(ImmigrationStepKind.APPLICATION),
        ends_on=days_after(YoungPerson.leave_expires_on, -policy.leave_critical_days),
    )


@rule(
    "R57c",
    "Leave to remain about to end or ended, no application made",
    severity=Severity.CRITICAL,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when=_APPLIED,
    limit="leave_critical_days",
    reads=_READS,
)
def application_not_made_in_the_last_days(policy: Policy) -> Select[Any]:
    """In the last days before leave to remain ends, and after it has, nobody is left without an application.

    Whoever applies before it ends keeps their rights while they wait; whoever does not can lose home, work and support.
    """
    return _before_leave_ends(
        days_after(YoungPerson.leave_expires_on, -policy.leave_critical_days),
        _done(ImmigrationStepKind.APPLICATION),
    )


__all__ = ["adviser_not_seen", "application_not_made", "application_not_made_in_the_last_days"]
