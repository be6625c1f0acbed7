"""Somebody's health is looked after: no endless wait for a specialist, a doctor and a dentist by 18 (R54, R55)."""

from typing import Any

from sqlalchemy import Select, not_, or_
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, OWED_ID, due
from careleavers.alerts.rules.facts import there_is
from careleavers.domain.network import BY_18, HealthKind
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.models import HealthContact
from careleavers.models.sql import days_after, word

_SIX_MONTHS = 184  # the longest that six months can be, so that it is shown at 17½ at the latest
_READS = ("health_contact",)


@rule(
    "R54",
    "Waiting for a specialist",
    severity=Severity.MEDIUM,
    later=((lambda policy: policy.specialist_high_days - policy.specialist_days, Severity.HIGH),),
    basis=Basis.GUIDANCE,
    source="Inspection findings on young people who wait for mental health and other services; the days are policy",
    clears_when="The first appointment they went to is recorded, or that the referral ended",
    limit="specialist_days",
    reads=_READS,
)
def specialist_not_begun(policy: Policy) -> Select[Any]:
    """So many days after somebody was referred to a specialist or a clinic, they have been seen there."""
    row = HealthContact
    waiting = (col(row.seen_on).is_(None), col(row.ended_on).is_(None), col(row.struck_at).is_(None))
    return (
        due(
            days_after(row.since_on, policy.specialist_days),
            since_on=col(row.since_on),
            basis=word(Basis.GUIDANCE),
            about_id=col(row.id),
        )
        .join(row, col(row.young_person_id) == OWED_ID)
        .where(word(HealthKind.SPECIALIST) == col(row.kind), *waiting)
    )


@rule(
    "R55",
    "Doctor, dentist and health history",
    severity=Severity.MEDIUM,
    notice_days=_SIX_MONTHS,
    basis=Basis.GUIDANCE,
    source="Children Act 1989 guidance, volume 3, on health histories; inspection findings on doctors and dentists",
    clears_when="Their doctor, their dentist and the day they were given a copy of their health history are recorded",
    reads=_READS,
)
def health_not_settled(policy: Policy) -> Select[Any]:  # noqa: ARG001 - no limit of the council's bears on it
    """By 18 somebody has a doctor and a dentist, and was given a copy of their health history.

    Shown from six months before. A practice they have left counts no longer.
    """
    now = col(HealthContact.ended_on).is_(None)
    missing = or_(*(not_(there_is(HealthContact, word(kind) == col(HealthContact.kind), now)) for kind in BY_18))
    return due(DUTY.c.at_18, since_on=DUTY.c.at_18, basis=word(Basis.GUIDANCE)).where(missing)


__all__ = ["health_not_settled", "specialist_not_begun"]
