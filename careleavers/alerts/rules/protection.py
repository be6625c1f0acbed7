"""Restricted records are looked at again, access to them does not end unseen, and who is kept apart is not allocated.

R98, R98b and R99 are of council policy: practice on restricted records is a review every 90 days and a warning two
weeks before access ends.
"""

from typing import Any

from sqlalchemy import Select, and_, func, literal_column, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, due
from careleavers.alerts.rules.facts import of_person
from careleavers.domain.policy import Policy
from careleavers.domain.protection import LoanKind
from careleavers.domain.terms import Basis, Severity
from careleavers.models import AccessLoan, Allocation, Conflict, Restriction
from careleavers.models.sql import days_after, latest_of, word


@rule(
    "R98",
    "Restriction to look at again",
    severity=Severity.HIGH,
    notice_days=14,
    basis=Basis.POLICY,
    source="Council policy on restricted records",
    clears_when="A manager says why the record stays restricted, or the restriction ends",
    limit="restriction_look_days",
    reads=("restriction",),
)
def restriction_not_looked_at(policy: Policy) -> Select[Any]:
    """A restriction stays on until it is ended. Within the days set, somebody says again why it is needed."""
    last: Any = func.coalesce(col(Restriction.looked_on), col(Restriction.began_on))
    return (
        due(
            days_after(last, policy.restriction_look_days),
            since_on=last,
            basis=word(Basis.POLICY),
            never=col(Restriction.looked_on).is_(None),
            about_id=Restriction.id,
            duty_ends=DUTY.c.over,
        )
        .join(Restriction, of_person(Restriction))
        .where(col(Restriction.ended_on).is_(None))
    )


@rule(
    "R98b",
    "Access to a restricted record ends",
    severity=Severity.HIGH,
    notice_days=14,
    basis=Basis.POLICY,
    source="Council policy on restricted records",
    clears_when="Access is lent again, or a manager ends it",
    reads=("access_loan",),
)
def access_ending(_policy: Policy) -> Select[Any]:
    """Whoever works with somebody, or manages that, does not lose the record on a day that nobody saw coming."""
    loan, later = AccessLoan, aliased(AccessLoan)
    followed = (
        select(literal_column("1"))
        .where(
            col(later.restriction_id) == col(loan.restriction_id),
            col(later.worker_id) == col(loan.worker_id),
            col(later.agreed_on).is_not(None),
            col(later.ended_on).is_(None),
            col(later.until_on) > col(loan.until_on),
        )
        .correlate_except(later)
        .exists()
    )
    return (
        due(
            col(loan.until_on),
            since_on=col(loan.from_on),
            basis=word(Basis.POLICY),
            about_id=loan.id,
            duty_ends=DUTY.c.over,
        )
        .join(loan, of_person(loan))
        .where(
            col(loan.agreed_on).is_not(None),
            col(loan.ended_on).is_(None),
            col(loan.kind) != word(LoanKind.TASK),
            ~followed,
        )
    )


@rule(
    "R99",
    "Allocated worker is kept apart",
    severity=Severity.CRITICAL,
    basis=Basis.POLICY,
    source="Council policy on conflicts of interest",
    clears_when="Somebody else is allocated, or a service manager ends the conflict",
    reads=("allocation", "conflict"),
)
def kept_apart_and_allocated(_policy: Policy) -> Select[Any]:
    """Whoever must not open the record cannot work with the young person: at once, somebody else is allocated."""
    apart = and_(
        col(Conflict.worker_id) == col(Allocation.worker_id),
        col(Conflict.young_person_id) == col(Allocation.young_person_id),
        col(Conflict.ended_on).is_(None),
    )
    noticed = latest_of(Conflict.noted_on, Allocation.from_on)
    return (
        due(
            noticed,
            since_on=noticed,
            basis=word(Basis.POLICY),
            about_id=Allocation.id,
            ends_on=col(Allocation.to_on),
        )
        .join(Allocation, of_person(Allocation))
        .join(Conflict, apart)
    )


__all__ = ["access_ending", "kept_apart_and_allocated", "restriction_not_looked_at"]
