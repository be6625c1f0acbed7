"""Recording referrals, what happened to them, and checklists of domestic abuse. The only place that makes their rows.

Nothing is changed afterwards: what was recorded in error is struck out with a reason and stays to be read. Every
function flushes; none commits.
"""

from collections.abc import Callable

from sqlmodel import Session

from careleavers import striking
from careleavers.alerts.engine import refresh
from careleavers.db import saving
from careleavers.domain.actors import Actor
from careleavers.domain.referrals import ReferralDecision
from careleavers.domain.refusals import Refused
from careleavers.models import (
    DashCheck,
    DashCheckDetails,
    Referral,
    ReferralDetails,
    ReferralStep,
    ReferralStepDetails,
    RiskFlag,
    YoungPerson,
)
from careleavers.models.base import identity
from careleavers.referrals import checks, queries

STALE = "Somebody else saved this meanwhile"


def record_referral(
    session: Session,
    actor: Actor,
    young_person: YoungPerson,
    details: ReferralDetails,
    sent: ReferralStepDetails | None = None,
) -> Referral:
    """Record a decision to refer, or not to; and in the same breath that it was `sent`, if it was.

    Raises Refused, with the field's own name, for a bad day, a route without the consent it needs, words that say
    nothing, a risk that is not theirs, and what was sent before it was decided or although it was not.
    """
    checks.decision(session, young_person, details)
    if details.risk_flag_id is not None:
        checks.open_flag(session.get(RiskFlag, details.risk_flag_id), identity(young_person))
    if sent is not None and details.decision is ReferralDecision.NOT_REFER:
        raise Refused("sent_on", "It was decided not to refer, so nothing was sent. Take this day away")
    referral = Referral.made(details, young_person_id=identity(young_person), recorded_by_id=actor.worker)
    if sent is not None:
        _refused_as("sent_on", lambda: checks.step(session, young_person, referral, [], sent))
    session.add(referral)
    session.flush()
    if sent is not None:
        _keep(session, actor, referral, sent)
    refresh(session, young_person_id=identity(young_person))
    return referral


def record_step(
    session: Session, actor: Actor, young_person: YoungPerson, referral: Referral, details: ReferralStepDetails
) -> ReferralStep:
    """Record that a referral was sent, chased, answered or taken back. Raises Refused for what is out of order."""
    checks.step(session, young_person, referral, queries.steps_standing(session, referral), details)
    made = _keep(session, actor, referral, details)
    refresh(session, young_person_id=referral.young_person_id)
    return made


def record_dash(
    session: Session, actor: Actor, young_person: YoungPerson, flag: RiskFlag, details: DashCheckDetails
) -> DashCheck:
    """Record that the checklist was gone through about a risk. Raises Refused for another risk or a bad answer."""
    checks.dash(session, young_person, flag, details)
    made = DashCheck.made(
        details, risk_flag_id=identity(flag), young_person_id=flag.young_person_id, recorded_by_id=actor.worker
    )
    session.add(made)
    session.flush()
    refresh(session, young_person_id=flag.young_person_id)
    return made


def strike(session: Session, actor: Actor, row: Referral | ReferralStep | DashCheck, reason: str, version: int) -> None:
    """Mark something as recorded in error: it stays to be read, struck through, and an alert it cleared comes back.

    Raises Refused for the sending of what was answered since, and as `striking` does.
    """
    if isinstance(row, ReferralStep):
        checks.nothing_after(row, queries.steps_standing(session, session.get_one(Referral, row.referral_id)))
    striking.strike(session, actor, row, reason, version)


def _keep(session: Session, actor: Actor, referral: Referral, details: ReferralStepDetails) -> ReferralStep:
    made = ReferralStep.made(
        details, referral_id=identity(referral), young_person_id=referral.young_person_id, recorded_by_id=actor.worker
    )
    with saving(session, "kind", STALE):
        session.add(made)
    return made


def _refused_as(field: str, check: Callable[[], None]) -> None:
    """What is wrong with the day of sending is said beside the question that asked for it."""
    try:
        check()
    except Refused as refusal:
        renamed = {"happened_on": field, "to_whom": "sent_to"}
        raise Refused(renamed.get(refusal.field, refusal.field), refusal.sentence) from refusal


__all__ = ["record_dash", "record_referral", "record_step", "strike"]
