"""Recording what a panel said about somebody. The only place that makes these rows. Flushes; never commits."""

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.actions.service import add_action
from careleavers.alerts.engine import gathered, refresh
from careleavers.domain.actors import Actor
from careleavers.domain.panels import ROUTES
from careleavers.domain.referrals import ANSWERED, ReferralDecision, ReferralOutcome, ReferralStepKind
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import ActionSource
from careleavers.models import (
    Action,
    ActionDetails,
    PanelLook,
    PanelLookDetails,
    Referral,
    ReferralStepDetails,
    YoungPerson,
)
from careleavers.models.base import LONG_TEXT, identity
from careleavers.panels import checks
from careleavers.referrals import service as referrals
from careleavers.referrals.queries import steps_standing


def record_look(
    session: Session, actor: Actor, young_person: YoungPerson, details: PanelLookDetails, action: ActionDetails | None
) -> PanelLook:
    """Record that a panel looked at somebody, and the first thing it decided to do, if anything.

    A referral to this panel that was sent and had no answer is answered by the look. Raises Refused, with the
    question's own name, for what cannot be, and as `add_action` does.
    """
    checks.look(session, young_person, details)
    made = PanelLook.made(details, young_person_id=identity(young_person), recorded_by_id=actor.worker)
    with gathered(session):
        session.add(made)
        session.flush()
        if action is not None:
            agree_action(session, actor, made, action)
        for referral in _waiting_for(session, made):
            heard = ReferralStepDetails(
                kind=ReferralStepKind.HEARD, happened_on=made.looked_on, outcome=ReferralOutcome.ACCEPTED,
                words=f"The panel looked. It decided: {made.decided}"[:LONG_TEXT],
            )  # fmt: skip
            referrals.record_step(session, actor, young_person, referral, heard)
        refresh(session, young_person_id=made.young_person_id)
    return made


def agree_action(session: Session, actor: Actor, look: PanelLook, action: ActionDetails) -> Action:
    """Something else the panel decided to do. Raises Refused for a look in error, and as `add_action` does."""
    if look.struck_at is not None:
        raise Refused("", "This look is marked as recorded in error, so it leads to no actions")
    return add_action(
        session, actor, action, source=ActionSource.PANEL, young_person_id=look.young_person_id,
        panel_look_id=identity(look),
    )  # fmt: skip


def _waiting_for(session: Session, look: PanelLook) -> list[Referral]:
    """The referrals to this panel that were sent by the day it looked and have no answer yet."""
    mine = select(Referral).where(
        col(Referral.young_person_id) == look.young_person_id,
        col(Referral.route) == ROUTES[look.panel],
        col(Referral.decision) == ReferralDecision.REFER,
        col(Referral.struck_at).is_(None),
    )
    found = []
    for referral in session.execute(mine).scalars():
        steps = steps_standing(session, referral)
        sent = any(each.kind is ReferralStepKind.SENT and each.happened_on <= look.looked_on for each in steps)
        if sent and not any(each.kind in ANSWERED for each in steps):
            found.append(referral)
    return found


__all__ = ["agree_action", "record_look"]
