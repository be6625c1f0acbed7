"""Risk flags: raised, reviewed, re-levelled, closed by a manager with a reason."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.terms import Privacy, RiskLevel, RiskType
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule

OPEN_HIGH = "closed_on IS NULL AND level IN ('high', 'critical')"


class RiskFlagDetails(Details):
    """A risk as somebody fills it in."""

    type: RiskType = kept(Privacy.CASE, term=RiskType)
    level: RiskLevel = kept(Privacy.CASE, term=RiskLevel)
    evidence: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    their_view: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    keeps_safe: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    safety_plan: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    owner_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    next_look_on: date = kept(Privacy.CASE)
    raised_on: date = kept(Privacy.CASE)


class RiskFlag(Record, RiskFlagDetails, table=True):
    """One risk. `closed_on` is set only by a manager, with a reason."""

    __tablename__: ClassVar[str] = "risk_flag"
    __table_args__ = (
        rule("closed_with_reason", "closed_on IS NULL OR (closed_by_id IS NOT NULL AND length(close_reason) > 0)"),
        Index(
            "ix_risk_flag_open_high", "young_person_id", sqlite_where=text(OPEN_HIGH), postgresql_where=text(OPEN_HIGH)
        ),
        Index("ix_risk_flag_person", "young_person_id", "raised_on"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    raised_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    manager_looked_on: date | None = kept(Privacy.CASE, None)
    closed_on: date | None = kept(Privacy.CASE, None)
    closed_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    close_reason: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class RiskReview(Record, table=True):
    """One look at one risk: by whom, when, what level before and after, and why."""

    __tablename__: ClassVar[str] = "risk_review"

    risk_flag_id: int = kept(Privacy.SYSTEM, foreign_key="risk_flag.id", index=True)
    reviewed_on: date = kept(Privacy.CASE)
    reviewed_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    level_before: RiskLevel = kept(Privacy.CASE, term=RiskLevel)
    level_after: RiskLevel = kept(Privacy.CASE, term=RiskLevel)
    words: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["OPEN_HIGH", "RiskFlag", "RiskFlagDetails", "RiskReview"]
