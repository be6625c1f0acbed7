"""What somebody has typed into a form and not saved yet, kept for them alone."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import Privacy
from careleavers.models.base import Record, kept, now_utc


class Draft(Record, table=True):
    """One form that somebody has begun. `public_id` travels in the form, so that saving it ends this very draft.

    `answers` is what was typed, as a JSON list of names and values. Once the form was saved, or its writer took the
    draft away, `over_at` is set and the words are gone; the empty row stays a while, so that a late keeping of the
    same page cannot bring them back. `tab` is the page that kept it last, of the several that may be open.
    """

    __tablename__: ClassVar[str] = "draft"
    __table_args__ = (Index("ix_draft_account", "account_id", "path"), Index("ix_draft_saved_at", "saved_at"))

    account_id: int = kept(Privacy.SYSTEM, foreign_key="account.id")
    young_person_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="young_person.id", index=True)
    path: str = kept(Privacy.SYSTEM, max_length=500)
    title: str = kept(Privacy.SYSTEM, max_length=200)
    answers: str = kept(Privacy.CASE, "")
    tab: str = kept(Privacy.SYSTEM, "", max_length=26)
    began_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    saved_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    over_at: datetime | None = kept(Privacy.SYSTEM, None)


__all__ = ["Draft"]
