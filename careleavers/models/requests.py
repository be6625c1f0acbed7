"""Forms that were sent once already, so that a second click, a retry or a replay has no second effect."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Index, SQLModel

from careleavers.domain.terms import Privacy
from careleavers.models.base import kept, now_utc


class FormKey(SQLModel, table=True):
    """One form that was saved: the random key it carried, a print of what it said, and where it led.

    Written in the transaction that saves what the form said, so that both are there or neither is.
    """

    __tablename__: ClassVar[str] = "form_key"
    __table_args__ = (Index("uq_form_key", "account_id", "key", unique=True), Index("ix_form_key_at", "at"))

    id: int | None = kept(Privacy.SYSTEM, None, primary_key=True)
    key: str = kept(Privacy.SYSTEM, max_length=40)
    account_id: int = kept(Privacy.SYSTEM, foreign_key="account.id")
    said: str = kept(Privacy.SYSTEM, max_length=64)
    location: str = kept(Privacy.SYSTEM, "", max_length=500)
    at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["FormKey"]
