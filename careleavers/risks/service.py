"""Writing risks. The only place that makes their rows.

Anybody who works with a young person raises a risk or its level; only a manager lowers or closes one, with a
reason, and never alone one that is high and that they raised themselves. Every function flushes; none commits.
"""

from sqlmodel import Session

from careleavers.actions.service import check_owner
from careleavers.alerts.engine import refresh
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Stale
from careleavers.models import RiskFlag, RiskFlagDetails, RiskReview, YoungPerson
from careleavers.models.base import identity
from careleavers.risks import checks
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
    _settle(session, flag)
    return flag


def review_flag(session: Session, actor: Actor, flag: RiskFlag, look: Look, version: int) -> RiskReview:
    """One more look at a risk: its level may rise; lowering it is a manager's, with a reason.

    Raises Refused for a closed risk, words that say nothing, a next look too far off, or a level the actor may
    not give it; Stale when the risk was saved since `version`.
    """
    _in_hand(flag, version)
    checks.says_something(words=look.words, keeps_safe=look.keeps_safe)
    if checks.is_lower(look.level, flag.level):
        checks.lowering(actor, flag, "words", look.words)
    checks.next_look(session, look.level, look.next_look_on)
    review = RiskReview.made(
        risk_flag_id=identity(flag), reviewed_on=today(session), reviewed_by_id=actor.worker,
        level_before=flag.level, level_after=look.level, words=look.words,
    )  # fmt: skip
    with saving(session, "", STALE):
        session.add(review)
        flag.level, flag.keeps_safe, flag.next_look_on = look.level, look.keeps_safe, look.next_look_on
        _note_manager(session, actor, flag)
    _settle(session, flag)
    return review


def close_flag(session: Session, actor: Actor, flag: RiskFlag, reason: str, version: int) -> RiskFlag:
    """End a risk. Raises Refused unless a manager does with a reason, and for a high risk they raised; Stale."""
    _in_hand(flag, version)
    checks.lowering(actor, flag, "close_reason", reason)
    with saving(session, "", STALE):
        flag.close_reason, flag.closed_by_id, flag.closed_on = reason, actor.worker, today(session)
        _note_manager(session, actor, flag)
    _settle(session, flag)
    return flag


def _in_hand(flag: RiskFlag, version: int) -> None:
    checks.open_still(flag)
    if flag.version != version:
        raise Stale(STALE)


def _note_manager(session: Session, actor: Actor, flag: RiskFlag) -> None:
    if actor.may(Permission.CLOSE_RISK):
        flag.manager_looked_on = today(session)


def _settle(session: Session, flag: RiskFlag) -> None:
    session.flush()
    refresh(session, young_person_id=flag.young_person_id)


__all__ = ["close_flag", "raise_flag", "review_flag"]
