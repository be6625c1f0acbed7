"""What cannot be said of a paper, each refused with a sentence that says what to do."""

from datetime import date

from sqlmodel import Session

from careleavers.db import today
from careleavers.domain.dates import long_date
from careleavers.domain.documents import MOST_FILES, RUNS_OUT, PaperKind, PaperState
from careleavers.domain.plans import is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused
from careleavers.models import Document, DocumentDetails, IdentityPaperDetails, YoungPerson

_ONLY_AFTER = {
    "applied_on": (PaperState.APPLIED_FOR, "The day of an application is only kept of a paper that was applied for"),
    "seen_on": (PaperState.HELD, "The day on which it was seen is only kept of a paper that is held"),
    "expires_on": (PaperState.HELD, "The day on which it runs out is only kept of a paper that is held"),
    "kept_where": (PaperState.HELD, "Where it is kept is only asked of a paper that is held"),
}


def paper(session: Session, young_person: YoungPerson, kind: PaperKind, details: IdentityPaperDetails) -> None:
    """Refuse a paper without the day or the reason it needs, or with one that does not belong to it."""
    for field, (state, sentence) in _ONLY_AFTER.items():
        if getattr(details, field) and details.state is not state:
            raise Refused(field, sentence)
    if details.state is PaperState.APPLIED_FOR and details.applied_on is None:
        raise Refused("applied_on", "Enter the day on which it was applied for")
    if details.state is PaperState.NOT_NEEDED and is_placeholder(details.words):
        raise Refused("words", "Say why it is not needed")
    if details.expires_on is not None and kind not in RUNS_OUT:
        raise Refused("expires_on", f"{kind.label} has no day on which it runs out")
    for field in ("applied_on", "seen_on"):
        _not_to_come(session, field, getattr(details, field))
    for field in ("applied_on", "seen_on", "expires_on"):
        _after_birth(young_person, field, getattr(details, field))


def _not_to_come(session: Session, field: str, day: date | None) -> None:
    if day is not None and day > today(session):
        raise Refused(field, f"Enter today, {long_date(today(session))}, or an earlier day")


def _after_birth(young_person: YoungPerson, field: str, day: date | None) -> None:
    if day is not None and day < young_person.born_on:
        raise Refused(field, f"They were born on {long_date(young_person.born_on)}. Enter a later day")


def document(session: Session, details: DocumentDetails) -> None:
    """Refuse a document without a name that says something, or with a day to come."""
    if is_placeholder(details.title):
        raise Refused("title", "Say in a few words what it is")
    _not_to_come(session, "dated_on", details.dated_on)


def room(there: int) -> None:
    """Refuse one more document where there are as many already as one record holds."""
    if there >= MOST_FILES:
        raise Refused(
            "file",
            f"There are {there} documents here, which is as many as one record holds. A manager can mark those that"
            " should not be here as recorded in error",
        )


def not_struck(document: Document) -> None:
    """Refuse to touch a document that was recorded in error."""
    if document.struck_at is not None:
        raise Refused("", "This document is marked as recorded in error, so it stays as it is")


def striking(reason: str) -> None:
    """Refuse a reason that says too little."""
    if is_placeholder(reason) or one_line(reason):
        raise Refused("reason", "Say in more than one line what is wrong with it, and where the right document is")


__all__ = ["document", "not_struck", "paper", "room", "striking"]
