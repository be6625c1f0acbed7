"""Proposing to lower or close a risk, and the decision of a second person.

Whoever works with somebody proposes; a manager who is somebody else decides, with a reason either way. The database
keeps the two apart, and lets no high risk be lowered or closed without it. Every function flushes; none commits.
"""

from sqlmodel import Session

from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.safeguarding import ProposalState, ProposedAct
from careleavers.models import RiskFlag, RiskProposal
from careleavers.models.base import identity
from careleavers.risks import checks, queries, service
from careleavers.risks.details import Decided, Proposed

WAITS = "Somebody has proposed something for this risk already, and it waits for a decision"
STALE = "Somebody else saved this proposal meanwhile"


def propose(session: Session, actor: Actor, flag: RiskFlag, details: Proposed, version: int) -> RiskProposal:
    """Ask a second person to lower or close a risk; nothing changes until they do.

    Raises Refused for a closed risk, one about which a proposal waits, a level that is not lower, or a reason of a
    line; Stale when the risk was saved since `version`.
    """
    service.in_hand(flag, version)
    checks.proposal(flag, details.act, details.to_level, details.reason)
    if queries.waiting_for(session, flag) is not None:
        raise Refused("", WAITS)
    proposed = RiskProposal.made(
        risk_flag_id=identity(flag), young_person_id=flag.young_person_id, act=details.act, level_before=flag.level,
        to_level=details.to_level if details.act is ProposedAct.LOWER else None, reason=details.reason,
        proposed_by_id=actor.worker, proposed_on=today(session),
    )  # fmt: skip
    with saving(session, "", WAITS):
        session.add(proposed)
    service.settle(session, proposed)
    return proposed


def decide(session: Session, actor: Actor, proposed: RiskProposal, decided: Decided, version: int) -> RiskProposal:
    """Approve a proposal, which then happens at once, or refuse it and say why.

    Raises Refused for whoever proposed it, somebody who is no manager, one that waits no more, or words that say too
    little; Stale when it was saved since `version`.
    """
    checks.decision(session, actor, proposed, decided)
    if proposed.version != version:
        raise Stale(STALE)
    flag = session.get_one(RiskFlag, proposed.risk_flag_id)
    checks.open_still(flag)
    with saving(session, "", STALE):
        proposed.decided_by_id, proposed.decided_on = actor.worker, today(session)
        proposed.decision_words = decided.words
        proposed.flag_version = flag.version if decided.approves else None
        proposed.state = ProposalState.APPROVED if decided.approves else ProposalState.REFUSED
        # Kept before the risk itself changes: the database asks for the approval first.
        session.flush()
        if decided.approves:
            _carry_out(session, actor, flag, proposed, decided)
        else:
            service.note_manager(session, actor, flag)
    service.settle(session, proposed)
    return proposed


def _carry_out(session: Session, actor: Actor, flag: RiskFlag, proposed: RiskProposal, decided: Decided) -> None:
    if proposed.act is ProposedAct.CLOSE or proposed.to_level is None or decided.next_look_on is None:
        service.end(session, actor, flag, proposed.reason)
        return
    service.set_level(session, actor, flag, proposed.to_level, decided.words, decided.keeps_safe, decided.next_look_on)


def withdraw(session: Session, actor: Actor, proposed: RiskProposal) -> RiskProposal:
    """Take one's own proposal back. Raises Refused for somebody else's, or one that waits no more."""
    checks.waiting_still(proposed)
    if proposed.proposed_by_id != actor.worker_id:
        raise Refused("", "Somebody else proposed this. A manager can refuse it, and say why")
    with saving(session, "", STALE):
        proposed.state, proposed.decided_on = ProposalState.WITHDRAWN, today(session)
    service.settle(session, proposed)
    return proposed


__all__ = ["WAITS", "decide", "propose", "withdraw"]
