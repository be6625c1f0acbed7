"""What was done about somebody's leave to remain before it ends."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.immigration import ImmigrationStepKind
from careleavers.domain.terms import Privacy
from careleavers.models.base import LONG_TEXT, Details, kept, now_utc, rule
from careleavers.models.striking import Strikeable, struck_with_reason


class ImmigrationStepDetails(Details):
    """One thing that was done, as somebody records it."""

    kind: ImmigrationStepKind = kept(Privacy.HEALTH, term=ImmigrationStepKind)
    happened_on: date = kept(Privacy.HEALTH)
    adviser: str = kept(Privacy.THIRD_PARTY, "", max_length=200)
    words: str = kept(Privacy.HEALTH, "", max_length=LONG_TEXT)


class ImmigrationStep(Strikeable, ImmigrationStepDetails, table=True):
    """One thing done about the leave that ends on `leave_ends_on`; it says nothing of a later leave.

    Kept for good; what was recorded in error is struck out.
    """

    __tablename__: ClassVar[str] = "immigration_step"
    __table_args__ = (
        struck_with_reason(),
        rule("adviser_named", "kind <> 'adviser' OR length(adviser) > 0"),
        Index("ix_immigration_step_person", "young_person_id", "leave_ends_on"),
    )

    leave_ends_on: date = kept(Privacy.HEALTH)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["ImmigrationStep", "ImmigrationStepDetails"]
