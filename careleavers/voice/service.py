"""Keeping what young people say and what they are answered. The only place that makes and changes these rows.

What they said is never changed. Every function flushes and looks at their alerts again; none commits.
"""

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.voice import VoiceKind
from careleavers.models import VoiceAnswerDetails, VoiceDetails, VoiceMessage, YoungPerson
from careleavers.models.base import identity
from careleavers.voice import queries

MEANWHILE = "Somebody else saved something about this message meanwhile"


def tell(session: Session, actor: Actor, young_person: YoungPerson, details: VoiceDetails) -> VoiceMessage:
    """Keep what somebody said: written by themselves, or by a worker as it was spoken.

    Raises Refused for nothing said (but that one is not safe needs no words), a change that is not named and a day
    that does not fit; PermissionError for somebody else's record.
    """
    person_id = identity(young_person)
    if actor.worker_id is None and actor.young_person_id != person_id:
        raise PermissionError(f"{actor.name} may not write this")
    _check(session, young_person, details)
    message = VoiceMessage.made(details, young_person_id=person_id, written_by_id=actor.worker_id)
    session.add(message)
    session.flush()
    refresh(session, young_person_id=person_id)
    return message


def _check(session: Session, young_person: YoungPerson, details: VoiceDetails) -> None:
    if not details.words.strip() and details.kind is not VoiceKind.NOT_SAFE:
        raise Refused("words", "Write something first. A few words are enough")
    if details.kind is VoiceKind.CHANGE and details.change is None:
        raise Refused("change", "Choose what changed")
    day = today(session)
    if not young_person.born_on <= details.sent_on <= day:
        raise Refused("sent_on", f"Enter today, {long_date(day)}, or an earlier day in their life")


def mark_seen(session: Session, actor: Actor, message: VoiceMessage) -> VoiceMessage:
    """Tell them that somebody has read it. Does nothing a second time; raises Refused for whoever may not answer."""
    _may(actor, message)
    if message.seen_on is None:
        with saving(session, "", MEANWHILE):
            message.seen_on, message.seen_by_id = today(session), actor.worker
        refresh(session, young_person_id=message.young_person_id)
    return message


def answer(
    session: Session, actor: Actor, message: VoiceMessage, details: VoiceAnswerDetails, version: int
) -> VoiceMessage:
    """Answer them, once.

    Raises Refused for words that say nothing, for "I am not safe" without what was done, for whoever may not answer
    and for what is answered already; Stale when it was saved since `version`.
    """
    _may(actor, message)
    if message.answered_on is not None:
        raise Refused("", f"This was answered on {long_date(message.answered_on)} already")
    if message.version != version:
        raise Stale(MEANWHILE)
    if is_placeholder(details.answer):
        raise Refused("answer", "Write the answer that they will read")
    if message.kind is VoiceKind.NOT_SAFE and is_placeholder(details.done):
        raise Refused("done", "Say what was done to make them safe")
    with saving(session, "", MEANWHILE):
        message.amend(details)
        message.answered_on, message.answered_by_id = today(session), actor.worker
        if message.seen_on is None:
            message.seen_on, message.seen_by_id = today(session), actor.worker
    refresh(session, young_person_id=message.young_person_id)
    return message


def _may(actor: Actor, message: VoiceMessage) -> None:
    reason = queries.kept_from(actor, message)
    if reason:
        raise Refused("", reason)


__all__ = ["answer", "mark_seen", "tell"]
