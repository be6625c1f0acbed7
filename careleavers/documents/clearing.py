"""The night's look at the folder of files: what belongs to nobody is set aside, and what is missing is said aloud."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.documents.files.shelf import Shelf
from careleavers.models import Document

# A file is on the disk moments before its row; by the next night it has one, or never will.
_YOUNG = timedelta(days=1)
_KEPT_ASIDE = timedelta(days=30)


def set_unclaimed_aside(session: Session, shelf: Shelf, now: datetime) -> tuple[int, int]:
    """Set aside files whose document was never saved, and delete those set aside 30 days ago. Safe to run twice.

    `now` carries its zone. Answers how many were set aside and how many deleted.
    """
    claimed = set(session.execute(select(col(Document.file_name))).scalars())
    return shelf.set_aside(claimed, (now - _YOUNG).timestamp(), (now - _KEPT_ASIDE).timestamp())


def missing_files(session: Session, shelf: Shelf) -> int:
    """How many documents have no file of the right length; those recorded in error are not looked for."""
    statement = select(col(Document.file_name), col(Document.file_bytes)).where(col(Document.struck_at).is_(None))
    return sum(not shelf.is_there(name, size) for name, size in session.execute(statement))


__all__ = ["missing_files", "set_unclaimed_aside"]
