"""What was done about somebody's leave to remain before it ends."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.immigration import ImmigrationStepKind
from careleavers.domain.terms import Privacy
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule


class ImmigrationStepDetails(Details):
    """One thing that was done, as somebody records it."""

    kind: ImmigrationStepKind = kept(Privacy.HEALTH, term=ImmigrationStepKind)
    happened_on: date = kept(Privacy.HEALTH)
    adviser: str = kept(Privacy.THIRD_PARTY, "", max_length=200)
    words: str = kept(Privacy.HEALTH, "", max_length=LONG_TEXT)


class ImmigrationStep(Record, ImmigrationStepDetails, table=True):
    """One thing done about the leave that ends on `leave_ends_on`; it says nothing of a later leave.

    Kept for good; what was recorded in error is struck out.
    """

    __tablename__: ClassVar[str] = "immigration_step"
    __table_args__ = (
        rule(
            "struck_with_reason",
            "(struck_at IS NULL AND struck_by_id IS NULL)"
            " OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
        ),
        rule("adviser_named", "kind <> 'adviser' OR length(adviser) > 0"),
        Index("ix_immigration_step_person", "young_person_id", "leave_ends_on"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    leave_ends_on: date = kept(Privacy.HEALTH)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    struck_at: datetime | None = kept(Privacy.CASE, None)
    struck_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    struck_reason: str = kept(Privacy.CASE, "", max_length=2000)


__all__ = ["ImmigrationStep", "ImmigrationStepDetails"]
