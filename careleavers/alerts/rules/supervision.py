"""Supervision of the people who do the work (R70)."""

from typing import Any

from sqlalchemy import Select, func, select
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import STAFF, due
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity, SubjectKind
from careleavers.models import Supervision
from careleavers.models.sql import days_after, latest_of, word


@rule(
    "R70",
    "Supervision due",
    subject=SubjectKind.WORKER,
    severity=Severity.HIGH,
    notice_days=7,
    grace_days=lambda policy: policy.supervision_grace_days,
    later=((lambda policy: policy.supervision_critical_days - policy.supervision_every_days, Severity.CRITICAL),),
    basis=Basis.POLICY,
    source="Council policy; inspection findings on supervision",
    clears_when="A supervision session is signed by both",
    limit="supervision_every_days",
    reads=("supervision",),
)
def supervision_due(policy: Policy) -> Select[Any]:
    """Everybody who works with young people has supervision within the days set.

    A session counts from the day it was held, once both have signed it. Never supervised: counted from the day
    they started.
    """
    last = (
        select(func.max(Supervision.held_on))
        .where(col(Supervision.worker_id) == STAFF.c.id, col(Supervision.signed_on).is_not(None))
        .correlate_except(Supervision)
        .scalar_subquery()
    )
    since = latest_of(last, STAFF.c.started)
    return due(
        days_after(since, policy.supervision_every_days),
        since_on=since,
        basis=word(Basis.POLICY),
        never=last.is_(None),
        every_days=policy.supervision_every_days,
        subject=SubjectKind.WORKER,
    )


__all__ = ["supervision_due"]
