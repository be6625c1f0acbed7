"""The outbox: what is to be sent to members of staff, what was, and how often each wishes to hear.

Nothing here can be sent to a young person: a message belongs to a worker.
"""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Index, SQLModel, text

from careleavers.domain.terms import DigestOften, Privacy
from careleavers.models.base import LONG_TEXT, Record, kept, now_utc, rule


class Message(SQLModel, table=True):
    """One message. `key` says what it is and for when, so that whoever writes it twice writes it once."""

    __tablename__: ClassVar[str] = "message"
    __table_args__ = (
        Index(
            "ix_message_waiting",
            "not_before",
            "id",
            sqlite_where=text("sent_at IS NULL AND given_up_at IS NULL"),
            postgresql_where=text("sent_at IS NULL AND given_up_at IS NULL"),
        ),
    )

    id: int | None = kept(Privacy.SYSTEM, None, primary_key=True)
    key: str = kept(Privacy.SYSTEM, max_length=80, unique=True)
    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id", index=True)
    subject: str = kept(Privacy.SYSTEM, max_length=200)
    body: str = kept(Privacy.CASE, max_length=LONG_TEXT)
    made_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    not_before: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    tries: int = kept(Privacy.SYSTEM, 0)
    lease_until: datetime | None = kept(Privacy.SYSTEM, None)
    last_problem: str = kept(Privacy.SYSTEM, "", max_length=80)
    sent_at: datetime | None = kept(Privacy.SYSTEM, None)
    given_up_at: datetime | None = kept(Privacy.SYSTEM, None)


class DigestChoice(Record, table=True):
    """How often, and from which hour in London, somebody wishes to be told what is on their list."""

    __tablename__: ClassVar[str] = "digest_choice"
    __table_args__ = (rule("an_hour", "hour BETWEEN 0 AND 23"),)

    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id", unique=True)
    often: DigestOften = kept(Privacy.STAFF, term=DigestOften)
    hour: int = kept(Privacy.STAFF)


class CalendarAddress(Record, table=True):
    """The address of somebody's own calendar: a print of its word. One each; a new one stops the old."""

    __tablename__: ClassVar[str] = "calendar_address"

    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id", unique=True)
    word_print: str = kept(Privacy.SECRET, max_length=64, unique=True)
    made_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["CalendarAddress", "DigestChoice", "Message"]
