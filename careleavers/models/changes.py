"""Changes of circumstance, dated, that the plan must answer."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import ChangeKind, Privacy
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc


class ChangeDetails(Details):
    """What somebody fills in when something big has changed."""

    kind: ChangeKind = kept(Privacy.CASE, term=ChangeKind)
    happened_on: date = kept(Privacy.CASE)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class ChangeOfCircumstance(Record, ChangeDetails, table=True):
    """Something big changed on a day; a review and a new version of the plan are owed within the limit.

    One told at a contact that was recorded in error is struck (`struck_at`) with it, and owes nothing.
    """

    __tablename__: ClassVar[str] = "change_of_circumstance"
    __table_args__ = (Index("ix_change_person", "young_person_id", "happened_on"),)

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    contact_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="contact.id")
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    struck_at: datetime | None = kept(Privacy.SYSTEM, None)


__all__ = ["ChangeDetails", "ChangeOfCircumstance"]
