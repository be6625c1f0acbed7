"""Writing risks. The only place that makes their rows.

Anybody who works with a young person raises a risk or its level; only a manager lowers or closes one, with a
reason, and one that is high or very high only with a second person (`proposing`). Every function flushes; none commits.
"""

from datetime import date

from sqlmodel import Session

from careleavers.actions.service import check_owner
from careleavers.alerts.engine import refresh
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Stale
from careleavers.domain.safeguarding import ProposalState
from careleavers.domain.terms import RiskLevel
from careleavers.models import RiskFlag, RiskFlagDetails, RiskProposal, RiskReview, YoungPerson
from careleavers.models.base import identity
from careleavers.risks import checks, queries
from careleavers.risks.details import Look

STALE = "Somebody else saved this risk meanwhile"


def raise_flag(session: Session, actor: Actor, young_person: YoungPerson, details: RiskFlagDetails) -> RiskFlag:
    """A new open risk. One raised by a manager has been looked at by a manager.

    Raises Refused, with the field's own name, for a bad day, words that say nothing, or an owner not on the staff.
    """
    checks.says_something(evidence=details.evidence, keeps_safe=details.keeps_safe)
    checks.raised(session, young_person, details.raised_on)
    checks.next_look(session, details.level, details.next_look_on)
    check_owner(session, details.owner_id)
    flag = RiskFlag.made(
        details,
        young_person_id=identity(young_person),
        raised_by_id=actor.worker,
        manager_looked_on=today(session) if actor.may(Permission.CLOSE_RISK) else None,
    )
    session.add(flag)
    settle(session, flag)
    return flag


def review_flag(session: Session, actor: Actor, flag: RiskFlag, look: Look, version: int) -> RiskReview:
    """One more look at a risk: its level may rise; lowering one that is not high is a manager's, with a reason.

    Raises Refused for a closed risk, words that say nothing, a next look too far off, or a level the actor may
    not give it; Stale when the risk was saved since `version`.
    """
    in_hand(flag, version)
    checks.says_something(words=look.words, keeps_safe=look.keeps_safe)
    if checks.is_lower(look.level, flag.level):
        checks.lowering(actor, flag, "words", look.words)
    checks.next_look(session, look.level, look.next_look_on)
    if look.owner_id not in (None, flag.owner_id):
        check_owner(session, look.owner_id)
    with saving(session, "", STALE):
        review = set_level(session, actor, flag, look.level, look.words, look.keeps_safe, look.next_look_on)
        flag.their_view, flag.safety_plan = look.their_view, look.safety_plan
        flag.owner_id, flag.plan_domain = look.owner_id or flag.owner_id, look.plan_domain
    settle(session, flag)
    return review


def set_level(
    session: Session, actor: Actor, flag: RiskFlag, level: RiskLevel, words: str, keeps_safe: str, next_look_on: date
) -> RiskReview:
    """Keep one more look, and give the risk its level and what keeps them safe from now on. Checks nothing."""
    if level is not flag.level:
        overtake(session, flag)
    review = RiskReview.made(
        risk_flag_id=identity(flag), reviewed_on=today(session), reviewed_by_id=actor.worker, level_before=flag.level,
        level_after=level, words=words, their_view_before=flag.their_view, keeps_safe_before=flag.keeps_safe,
        safety_plan_before=flag.safety_plan,
    )  # fmt: skip
    session.add(review)
    flag.level, flag.keeps_safe, flag.next_look_on = level, keeps_safe, next_look_on
    note_manager(session, actor, flag)
    return review


def close_flag(session: Session, actor: Actor, flag: RiskFlag, reason: str, version: int) -> RiskFlag:
    """End a risk that is not high. Raises Refused unless a manager does with a reason; Stale."""
    in_hand(flag, version)
    checks.lowering(actor, flag, "close_reason", reason)
    with saving(session, "", STALE):
        end(session, actor, flag, reason)
    settle(session, flag)
    return flag


def end(session: Session, actor: Actor, flag: RiskFlag, reason: str) -> None:
    """Close a risk today. Checks nothing."""
    overtake(session, flag)
    flag.close_reason, flag.closed_by_id, flag.closed_on = reason, actor.worker, today(session)
    note_manager(session, actor, flag)


def overtake(session: Session, flag: RiskFlag) -> None:
    """A proposal that waits has no ground any more once the risk has another level or is closed."""
    waiting = queries.waiting_for(session, flag)
    if waiting is not None:
        waiting.state, waiting.decided_on = ProposalState.OVERTAKEN, today(session)


def in_hand(flag: RiskFlag, version: int) -> None:
    """Refuse to touch a closed risk; Stale when it was saved since `version`."""
    checks.open_still(flag)
    if flag.version != version:
        raise Stale(STALE)


def note_manager(session: Session, actor: Actor, flag: RiskFlag) -> None:
    """A manager who acts on a risk has looked at it."""
    if actor.may(Permission.CLOSE_RISK):
        flag.manager_looked_on = today(session)


def settle(session: Session, flag: RiskFlag | RiskProposal) -> None:
    """Save, and bring the alerts into step."""
    session.flush()
    refresh(session, young_person_id=flag.young_person_id)


__all__ = [
    "STALE", "close_flag", "end", "in_hand", "note_manager", "overtake", "raise_flag", "review_flag", "set_level",
    "settle",
]  # fmt: skip
