"""Opening a record in an emergency, leaving it, and looking at that afterwards. The only place that makes the row.

Every asking is kept, also one that opens nothing. Every function flushes; none commits.
"""

from datetime import timedelta

from sqlmodel import Session

from careleavers.alerts.digests import put
from careleavers.db import policy, saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.emergency import LEAST_LETTERS, EmergencyOutcome, EmergencyVerdict
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.emergency import queries
from careleavers.emergency.details import Asking
from careleavers.models import EmergencyAccess, YoungPerson
from careleavers.models.base import identity, now_utc

STALE = "Somebody else saved this meanwhile"
# One answer for a record that is not there, for two of them, and for two people who are kept apart.
NOTHING = "No record was opened. Ring the duty manager"
TOO_OFTEN = "You have used emergency access as often as is allowed for now. Ring the duty manager"
REACHED = "You can open this record without this: look for them under Young people"
SUBJECT = "Emergency access was used"


def ask(session: Session, actor: Actor, asking: Asking, sign_in: str, *, mail: bool) -> EmergencyAccess:
    """Open the record that is asked for until its time is over, and tell the managers by message (`mail`) at once.

    The row says what came of it. Where it opened nothing whoever asked is told NOTHING and no more. Raises Refused for
    a reason that is none, for somebody who used it too often, and for a record that they open anyway.
    """
    if is_placeholder(asking.why.reason) or len(asking.why.reason) < LEAST_LETTERS:
        raise Refused("reason", f"Say in {LEAST_LETTERS} letters or more what has happened and what you need to know")
    limits, day = policy(session), today(session)
    if queries.times_used(session, actor.worker, day) >= limits.emergency_times:
        raise Refused("", TOO_OFTEN)
    person = queries.meant(session, asking)
    if person is not None and queries.is_visible(session, actor, person, day):
        raise Refused("", REACHED)
    for access, theirs in queries.running(session, actor, sign_in, day):
        if person is not None and theirs.id == person.id:
            return access  # pressed twice
    outcome = _outcome(session, actor, person)
    at = now_utc()
    until = at + timedelta(minutes=limits.emergency_minutes) if outcome is EmergencyOutcome.OPENED else None
    made = EmergencyAccess.made(
        asking.why, worker_id=actor.worker, young_person_id=person.id if person else None, outcome=outcome,
        asked_on=day, asked_at=at, until_at=until, sign_in=sign_in, review_by=queries.review_day(session, day),
    )  # fmt: skip
    session.add(made)
    session.flush()
    if mail and outcome is not EmergencyOutcome.NOBODY:
        _tell(session, made)
    return made


def _outcome(session: Session, actor: Actor, person: YoungPerson | None) -> EmergencyOutcome:
    if person is None:
        return EmergencyOutcome.NOBODY
    apart = queries.is_kept_apart(session, actor, person)
    return EmergencyOutcome.KEPT_APART if apart else EmergencyOutcome.OPENED


def _tell(session: Session, access: EmergencyAccess) -> None:
    """Put a message for each manager into the outbox: a reference and a day, no name."""
    body = (
        f"Reference {access.public_id[:8]}. Sign in, open Emergency access, and look at it by"
        f" {access.review_by.isoformat()}.\n"
    )
    for manager in queries.told(session, access, today(session)):
        if manager.email:
            key = f"emergency:{identity(access)}:{identity(manager)}"
            put(session, key, manager, SUBJECT, body, now_utc())


def leave(session: Session, access: EmergencyAccess) -> EmergencyAccess:
    """End it now."""
    access.until_at = now_utc()
    session.flush()
    return access


def review(
    session: Session, actor: Actor, access: EmergencyAccess, verdict: EmergencyVerdict, words: str, keep: str,
    version: int,
) -> EmergencyAccess:  # fmt: skip
    """Keep what a manager found, and why the young person may not know. Raises Refused for empty words; Stale.

    Who may is asked before: nobody looks at their own, nor at that of their own manager. It can be looked at again
    while it is being looked into.
    """
    if access.version != version:
        raise Stale(STALE)
    if access.verdict not in (None, EmergencyVerdict.LOOK_INTO):
        raise Refused("", "Somebody has looked at this already")
    if is_placeholder(words):
        raise Refused("review_words", "Say what you found")
    with saving(session, "", STALE):
        # One statement for all of them: the row is never half looked at.
        access.reviewed_by_id, access.reviewed_on = actor.worker, today(session)
        access.verdict, access.review_words, access.keep_from_them = verdict, words, keep
    return access


__all__ = ["NOTHING", "REACHED", "SUBJECT", "TOO_OFTEN", "ask", "leave", "review"]
