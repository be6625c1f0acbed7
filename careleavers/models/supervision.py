"""Supervision between a worker and their supervisor. The clock restarts only when both have signed."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import Privacy
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule


class SupervisionDetails(Details):
    """A session as the supervisor fills it in. Wellbeing stays between the two of them."""

    held_on: date = kept(Privacy.STAFF)
    wellbeing: str = kept(Privacy.STAFF, "", max_length=LONG_TEXT)
    workload: str = kept(Privacy.STAFF, "", max_length=LONG_TEXT)
    reflection: str = kept(Privacy.STAFF, "", max_length=LONG_TEXT)
    challenge: str = kept(Privacy.STAFF, "", max_length=LONG_TEXT)


class Supervision(Record, SupervisionDetails, table=True):
    """One session. `signed_on` is the day the second of the two signed."""

    __tablename__: ClassVar[str] = "supervision"
    __table_args__ = (
        rule("signed_whole", "signed_on IS NULL OR (length(reflection) > 0 AND length(challenge) > 0)"),
        rule(
            "signed_by_both", "signed_on IS NULL OR (worker_signed_on IS NOT NULL AND supervisor_signed_on IS NOT NULL)"
        ),
        rule("two_people", "worker_id <> supervisor_id"),
        Index("ix_supervision_worker", "worker_id", "held_on"),
    )

    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    supervisor_id: int = kept(Privacy.STAFF, foreign_key="worker.id", index=True)
    worker_signed_on: date | None = kept(Privacy.STAFF, None)
    supervisor_signed_on: date | None = kept(Privacy.STAFF, None)
    signed_on: date | None = kept(Privacy.STAFF, None)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class DiscussionDetails(Details):
    """What was said of one young person in supervision."""

    working_well: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    worried_about: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    decision: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)


class SupervisionDiscussion(Record, DiscussionDetails, table=True):
    """One young person discussed in one session; this part belongs to the young person's record."""

    __tablename__: ClassVar[str] = "supervision_discussion"
    __table_args__ = (Index("uq_supervision_discussion", "supervision_id", "young_person_id", unique=True),)

    supervision_id: int = kept(Privacy.SYSTEM, foreign_key="supervision.id")
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)


__all__ = ["DiscussionDetails", "Supervision", "SupervisionDetails", "SupervisionDiscussion"]
