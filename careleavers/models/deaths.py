"""A death: the day, the day it became known, and who was told of it."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.deaths import NotifiedBody
from careleavers.domain.terms import Privacy
from careleavers.models.base import LONG_TEXT, Details, kept, now_utc, rule
from careleavers.models.striking import NOT_STRUCK, Strikeable, struck_with_reason


class DeathDetails(Details):
    """A death as somebody records it."""

    died_on: date = kept(Privacy.CASE)
    learnt_on: date | None = kept(Privacy.CASE, None)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class Death(Strikeable, DeathDetails, table=True):
    """A death that was recorded. Recorded in error it is struck out, and stays with the reason.

    `learnt_on` is empty only in one that was struck out before anybody had said when it became known.
    """

    __tablename__: ClassVar[str] = "death"
    __table_args__ = (
        struck_with_reason(),
        rule("known_while_it_stands", "learnt_on IS NOT NULL OR struck_at IS NOT NULL"),
        rule("in_order", "learnt_on IS NULL OR learnt_on >= died_on"),
        Index(
            "uq_death_standing",
            "young_person_id",
            unique=True,
            sqlite_where=text(NOT_STRUCK),
            postgresql_where=text(NOT_STRUCK),
        ),
    )

    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class DeathNoticeDetails(Details):
    """That somebody was told of a death, as it is recorded."""

    body: NotifiedBody = kept(Privacy.CASE, term=NotifiedBody)
    body_other: str = kept(Privacy.CASE, "", max_length=200)
    sent_on: date = kept(Privacy.CASE)
    sent_by: str = kept(Privacy.STAFF, max_length=200, min_length=1)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class DeathNotice(Strikeable, DeathNoticeDetails, table=True):
    """One body that was told of a death: on which day, and by whom."""

    __tablename__: ClassVar[str] = "death_notice"
    __table_args__ = (
        struck_with_reason(),
        rule("other_named", "body <> 'other' OR length(body_other) > 0"),
    )

    death_id: int = kept(Privacy.SYSTEM, foreign_key="death.id", index=True)
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)

    @property
    def whom(self) -> str:
        """The body in words."""
        return self.body_other if self.body is NotifiedBody.OTHER else self.body.label


__all__ = ["Death", "DeathDetails", "DeathNotice", "DeathNoticeDetails"]
