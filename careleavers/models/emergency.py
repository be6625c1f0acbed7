"""Emergency access: who asked for which record and why, until when they had it, and what a manager said of it."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.emergency import EmergencyKind, EmergencyOutcome, EmergencyVerdict
from careleavers.domain.terms import Privacy
from careleavers.models.base import Details, Record, kept, now_utc, rule


class EmergencyDetails(Details):
    """Why somebody needs a record at once. `keep_from_them` says why the young person is not told of it for now."""

    kind: EmergencyKind = kept(Privacy.CASE, term=EmergencyKind)
    reason: str = kept(Privacy.CASE, max_length=2000, min_length=1)
    keep_from_them: str = kept(Privacy.CASE, "", max_length=2000)


class EmergencyAccess(Record, EmergencyDetails, table=True):
    """One time that somebody asked, with what came of it; it is kept whether a record was opened or not.

    It lasts until `until_at`, and no longer than the sign-in in which it was asked for.
    """

    __tablename__: ClassVar[str] = "emergency_access"
    __table_args__ = (
        rule("about_somebody", "(young_person_id IS NULL) = (outcome = 'nobody')"),
        rule("opened_until", "(outcome = 'opened') = (until_at IS NOT NULL)"),
        rule("looked_at_whole", "(reviewed_on IS NULL) = (reviewed_by_id IS NULL)"),
        rule("looked_at_with_verdict", "(reviewed_on IS NULL) = (verdict IS NULL)"),
        rule("by_somebody_else", "reviewed_by_id IS NULL OR reviewed_by_id <> worker_id"),
        Index("ix_emergency_access_worker", "worker_id", "asked_on"),
        Index("ix_emergency_access_person", "young_person_id", "asked_on"),
    )

    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    young_person_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="young_person.id")
    outcome: EmergencyOutcome = kept(Privacy.CASE, term=EmergencyOutcome)
    asked_on: date = kept(Privacy.CASE)
    asked_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    until_at: datetime | None = kept(Privacy.SYSTEM, None)
    # The public id of the sign-in; its row goes after some months, this stays.
    sign_in: str = kept(Privacy.SYSTEM, max_length=26)
    review_by: date = kept(Privacy.CASE)
    reviewed_on: date | None = kept(Privacy.CASE, None)
    reviewed_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    verdict: EmergencyVerdict | None = kept(Privacy.CASE, None, term=EmergencyVerdict)
    review_words: str = kept(Privacy.CASE, "", max_length=2000)


__all__ = ["EmergencyAccess", "EmergencyDetails"]
