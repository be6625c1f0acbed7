"""Putting a contact right: its author within a day, anybody by adding to it, a manager by marking it as an error."""

from datetime import datetime

from sqlmodel import Session

from careleavers.actions.service import drop_action
from careleavers.alerts.engine import gathered, refresh
from careleavers.changes.service import strike_changes
from careleavers.contacts import checks, kinds, queries
from careleavers.db import saving
from careleavers.domain.actors import Actor
from careleavers.domain.correcting import EDIT_HOURS, may_still_change
from careleavers.domain.permissions import Permission
from careleavers.domain.plans import is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import AddendumKind, ContactKind
from careleavers.models import Contact, ContactAddendum, ContactDetails, YoungPerson
from careleavers.models.base import identity, now_utc

STALE = "Somebody else saved this contact while you were writing"
STRUCK = "This contact was recorded in error, so it cannot be changed"
TOO_LATE = f"A contact can be changed for {EDIT_HOURS} hours, by whoever recorded it. Add to it instead"
WHY = "Say in more than one line what is wrong with it, and where the right record is"
# What came of these has a life of its own by now: a change is struck with the contact, a risk is weighed on its page.
NOT_EDITED = frozenset({"risk_answer", "risk_words", "big_change"})


def may_edit(actor: Actor, contact: Contact, now: datetime) -> bool:
    """Whether this actor may still change the contact: its author, for EDIT_HOURS after recording it."""
    own = contact.worker_id == actor.worker_id and actor.may(Permission.RECORD_CONTACT)
    return own and contact.struck_at is None and may_still_change(contact.recorded_at, now)


def edit_contact(
    session: Session, actor: Actor, young_person: YoungPerson, contact: Contact, details: ContactDetails, version: int
) -> Contact:
    """Change what was answered; the change history keeps what stood there. Flushed; alerts are worked out again.

    The kind stays, and what was said of risk and of big changes. Raises Refused for anybody but the author, after
    EDIT_HOURS and for answers that will not do; Stale when it was saved since `version`.
    """
    if not may_edit(actor, contact, now_utc()):
        raise Refused("", TOO_LATE if contact.struck_at is None else STRUCK)
    if contact.version != version:
        raise Stale(STALE)
    kept = {name: getattr(contact, name) for name in (*NOT_EDITED, "kind")}
    details = ContactDetails(**{**dict(details), **kept})
    checks.answers(details)
    checks.day(session, young_person, details)
    checks.next_visit(details)
    checks.lateness_kept(contact, details)
    with saving(session, "", STALE):
        moved = details.happened_on != contact.happened_on
        contact.amend(details)
        if moved and contact.kind is ContactKind.HOME_VISIT:
            home = queries.home_on(session, identity(young_person), contact.happened_on)
            contact.accommodation_id = identity(home) if home is not None else None
    refresh(session, young_person_id=identity(young_person))
    return contact


def add_addendum(session: Session, actor: Actor, contact: Contact, words: str) -> ContactAddendum:
    """Add to a contact what was not known or not written then. Raises Refused for words that say nothing. Flushed."""
    if contact.struck_at is not None:
        raise Refused("", STRUCK)
    if is_placeholder(words):
        raise Refused("words", "Write what you want to add")
    return _added(session, actor, contact, AddendumKind.ADDED, words)


def strike_contact(session: Session, actor: Actor, contact: Contact, reason: str, version: int) -> Contact:
    """Mark a contact as recorded in error: it stays to be read, struck through, and counts in no rule. Flushed.

    The big changes told at it stop counting as well, and the actions agreed at it that are still to do are dropped.
    Risks raised at it stay open: whether somebody is in danger is decided on the risk itself. Raises Refused unless
    a manager does with a reason; Stale when it was saved since `version`.
    """
    if not actor.may(Permission.STRIKE_CONTACT):
        raise Refused("", "Only a manager can mark a contact as recorded in error. Ask yours")
    if contact.struck_at is not None:
        raise Refused("", "This contact is marked as recorded in error already")
    if is_placeholder(reason) or one_line(reason):
        raise Refused("reason", WHY)
    if contact.version != version:
        raise Stale(STALE)
    with saving(session, "", STALE):
        contact.struck_at = now_utc()
        _added(session, actor, contact, AddendumKind.IN_ERROR, reason)
    strike_changes(session, identity(contact))
    with gathered(session):
        for action in queries.open_actions_of(session, identity(contact)):
            drop_action(session, action, "The contact at which it was agreed was recorded in error", action.version)
        refresh(session, young_person_id=contact.young_person_id)
    return contact


def _added(session: Session, actor: Actor, contact: Contact, kind: AddendumKind, words: str) -> ContactAddendum:
    addendum = ContactAddendum.made(
        contact_id=identity(contact), young_person_id=contact.young_person_id, kind=kind, words=words,
        added_by_id=actor.worker,
    )  # fmt: skip
    session.add(addendum)
    session.flush()
    return addendum


def edited_names(kind: ContactKind) -> frozenset[str]:
    """The answers of a kind that its author may change."""
    return kinds.ASKED[kind].names - NOT_EDITED


__all__ = ["add_addendum", "edit_contact", "edited_names", "may_edit", "strike_contact"]
