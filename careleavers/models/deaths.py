"""A death: the day, the day it became known, and who was told of it."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.deaths import NotifiedBody
from careleavers.domain.terms import Privacy
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule

STANDING = "struck_at IS NULL"
_STRUCK = (
    "(struck_at IS NULL AND struck_by_id IS NULL)"
    " OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)"
)


class DeathDetails(Details):
    """A death as somebody records it."""

    died_on: date = kept(Privacy.CASE)
    learnt_on: date | None = kept(Privacy.CASE, None)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class Death(Record, DeathDetails, table=True):
    """A death that was recorded. Recorded in error it is struck out, and stays with the reason.

    `learnt_on` is empty only in one that was struck out before anybody had said when it became known.
    """

    __tablename__: ClassVar[str] = "death"
    __table_args__ = (
        rule("struck_with_reason", _STRUCK),
        rule("known_while_it_stands", "learnt_on IS NOT NULL OR struck_at IS NOT NULL"),
        rule("in_order", "learnt_on IS NULL OR learnt_on >= died_on"),
        Index(
            "uq_death_standing",
            "young_person_id",
            unique=True,
            sqlite_where=text(STANDING),
            postgresql_where=text(STANDING),
        ),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    struck_at: datetime | None = kept(Privacy.CASE, None)
    struck_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    struck_reason: str = kept(Privacy.CASE, "", max_length=2000)


class DeathNoticeDetails(Details):
    """That somebody was told of a death, as it is recorded."""

    body: NotifiedBody = kept(Privacy.CASE, term=NotifiedBody)
    body_other: str = kept(Privacy.CASE, "", max_length=200)
    sent_on: date = kept(Privacy.CASE)
    sent_by: str = kept(Privacy.STAFF, max_length=200, min_length=1)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class DeathNotice(Record, DeathNoticeDetails, table=True):
    """One body that was told of a death: on which day, and by whom."""

    __tablename__: ClassVar[str] = "death_notice"
    __table_args__ = (
        rule("struck_with_reason", _STRUCK),
        rule("other_named", "body <> 'other' OR length(body_other) > 0"),
    )

    death_id: int = kept(Privacy.SYSTEM, foreign_key="death.id", index=True)
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    struck_at: datetime | None = kept(Privacy.CASE, None)
    struck_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    struck_reason: str = kept(Privacy.CASE, "", max_length=2000)

    @property
    def whom(self) -> str:
        """The body in words."""
        return self.body_other if self.body is NotifiedBody.OTHER else self.body.label


__all__ = ["Death", "DeathDetails", "DeathNotice", "DeathNoticeDetails"]
