"""Putting a note right: its author within a day, any manager by adding to it or by marking it as an error."""

from datetime import datetime

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.db import saving
from careleavers.domain.actors import Actor
from careleavers.domain.correcting import EDIT_HOURS, may_still_change
from careleavers.domain.oversight import Said, missing
from careleavers.domain.permissions import Permission
from careleavers.domain.plans import is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import AddendumKind
from careleavers.models import OversightAddendum, OversightDetails, OversightNote
from careleavers.models.base import identity, now_utc
from careleavers.oversight import queries

STALE = "Somebody else saved this note while you were writing"
STRUCK = "This note was recorded in error, so it cannot be changed"
TOO_LATE = f"A note can be changed for {EDIT_HOURS} hours, by whoever wrote it. Add to it instead"
NEW_NOTE = "This note has no action. Write another note for what is drifting, with who does what by when"
WHY = "Say in more than one line what is wrong with it, and where the right note is"


def may_edit(actor: Actor, note: OversightNote, now: datetime) -> bool:
    """Whether this actor may still change the note: its author, for EDIT_HOURS after writing it."""
    own = note.written_by_id == actor.worker_id and actor.may(Permission.WRITE_OVERSIGHT)
    return own and note.struck_at is None and may_still_change(note.recorded_at, now)


def edit_note(
    session: Session, actor: Actor, note: OversightNote, details: OversightDetails, version: int
) -> OversightNote:
    """Change the words of a note; what it names and its action stay. Flushed.

    The change history keeps what stood there. Raises Refused for anybody but the author, after EDIT_HOURS and for
    what is missing; Stale.
    """
    if not may_edit(actor, note, now_utc()):
        raise Refused("", TOO_LATE if note.struck_at is None else STRUCK)
    if note.version != version:
        raise Stale(STALE)
    topics, has_action = queries.topics_of(session, note), bool(queries.actions_of(session, note))
    said = Said(
        details.decision, details.reason, details.evidence, details.keeps_safe, details.drift, topics, has_action
    )
    for field, sentence in missing(said):
        # What will be done is not asked again here: drift noticed later is a note of its own, with an action.
        raise Refused("drift" if field == "what" else field, NEW_NOTE if field == "what" else sentence)
    with saving(session, "", STALE):
        note.amend(details)
    return note


def add_to_note(session: Session, actor: Actor, note: OversightNote, words: str) -> OversightAddendum:
    """Add to a note what was not known or not written then. Raises Refused for words that say nothing. Flushed."""
    if note.struck_at is not None:
        raise Refused("", STRUCK)
    if is_placeholder(words):
        raise Refused("words", "Write what you want to add")
    return _added(session, actor, note, AddendumKind.ADDED, words)


def strike_note(session: Session, actor: Actor, note: OversightNote, reason: str, version: int) -> OversightNote:
    """Mark a note as recorded in error: it stays to be read, struck through, and is no look at anything. Flushed.

    Its action stays: somebody was promised it. Raises Refused without a reason; Stale.
    """
    if note.struck_at is not None:
        raise Refused("", "This note is marked as recorded in error already")
    if is_placeholder(reason) or one_line(reason):
        raise Refused("reason", WHY)
    if note.version != version:
        raise Stale(STALE)
    with saving(session, "", STALE):
        note.struck_at = now_utc()
        _added(session, actor, note, AddendumKind.IN_ERROR, reason)
    refresh(session, young_person_id=note.young_person_id)
    return note


def _added(session: Session, actor: Actor, note: OversightNote, kind: AddendumKind, words: str) -> OversightAddendum:
    addendum = OversightAddendum.made(
        note_id=identity(note), young_person_id=note.young_person_id, kind=kind, words=words, added_by_id=actor.worker
    )
    session.add(addendum)
    session.flush()
    return addendum


__all__ = ["add_to_note", "edit_note", "may_edit", "strike_note"]
