"""Alerts, what people decided about them, the ledger of sweeps, and the working-day calendar."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, SQLModel, text

from careleavers.domain.terms import Basis, Privacy, SubjectKind
from careleavers.models.base import LONG_TEXT, Record, kept, now_utc, rule


def _one_open(column: str) -> Index:
    """One open alert per rule, subject and thing it is about: this index, not a lock, prevents doubles."""
    where = text(f"cleared_at IS NULL AND {column} IS NOT NULL")
    return Index(
        f"uq_alert_open_{column}", column, "rule", "about_id", unique=True, sqlite_where=where, postgresql_where=where
    )


class Alert(SQLModel, table=True):
    """A duty that is coming or late. Written by the engine in bulk, so it has no version and no validation."""

    __tablename__: ClassVar[str] = "alert"
    __table_args__ = (
        rule(
            "one_subject",
            "(subject_kind = 'young_person' AND young_person_id IS NOT NULL AND worker_id IS NULL AND offer_id IS NULL)"
            " OR (subject_kind = 'worker' AND worker_id IS NOT NULL AND young_person_id IS NULL AND offer_id IS NULL)"
            " OR (subject_kind = 'offer' AND offer_id IS NOT NULL AND young_person_id IS NULL AND worker_id IS NULL)"
            " OR (subject_kind = 'system' AND worker_id IS NULL AND young_person_id IS NULL AND offer_id IS NULL)",
        ),
        _one_open("young_person_id"),
        _one_open("worker_id"),
        _one_open("offer_id"),
        Index(
            "uq_alert_open_system",
            "rule",
            unique=True,
            sqlite_where=text("cleared_at IS NULL AND subject_kind = 'system'"),
            postgresql_where=text("cleared_at IS NULL AND subject_kind = 'system'"),
        ),
        Index(
            "ix_alert_queue",
            "due_on",
            "id",
            sqlite_where=text("cleared_at IS NULL"),
            postgresql_where=text("cleared_at IS NULL"),
        ),
        Index("ix_alert_person", "young_person_id", "rule", "due_on"),
        Index(
            "ix_alert_rule_open",
            "rule",
            sqlite_where=text("cleared_at IS NULL"),
            postgresql_where=text("cleared_at IS NULL"),
        ),
    )

    id: int | None = kept(Privacy.SYSTEM, None, primary_key=True)
    public_id: str = kept(Privacy.SYSTEM, max_length=32, unique=True)
    rule: str = kept(Privacy.SYSTEM, max_length=8)
    subject_kind: SubjectKind = kept(Privacy.SYSTEM, term=SubjectKind)
    young_person_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="young_person.id")
    worker_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="worker.id")
    offer_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="offer.id")
    about_id: int = kept(Privacy.SYSTEM, 0)
    due_on: date = kept(Privacy.CASE)
    since_on: date | None = kept(Privacy.CASE, None)
    never: bool = kept(Privacy.CASE, False)
    every_days: int | None = kept(Privacy.CASE, None)
    worse: bool = kept(Privacy.CASE, False)
    basis: Basis = kept(Privacy.SYSTEM, term=Basis)
    raised_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    raised_on: date = kept(Privacy.CASE)
    cleared_at: datetime | None = kept(Privacy.SYSTEM, None)
    cleared_on: date | None = kept(Privacy.CASE, None)


class Acknowledgement(Record, table=True):
    """Somebody looked at an alert and decided something by a date, or put it off until then. It never clears it."""

    __tablename__: ClassVar[str] = "acknowledgement"
    __table_args__ = (Index("ix_acknowledgement_alert", "alert_id", "id"),)

    alert_id: int = kept(Privacy.SYSTEM, foreign_key="alert.id")
    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    decision: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    act_by_on: date = kept(Privacy.CASE)
    snoozed: bool = kept(Privacy.CASE, False)
    recorded_on: date = kept(Privacy.CASE)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class Sweep(SQLModel, table=True):
    """The ledger: one row for each day whose sweep is owed. Leased while it runs, so that each is done once.

    `limits` are those of the council on that day, as JSON, so that figures of the past are judged by them.
    """

    __tablename__: ClassVar[str] = "sweep"

    for_day: date = kept(Privacy.SYSTEM, primary_key=True)
    lease_holder: str = kept(Privacy.SYSTEM, "", max_length=80)
    lease_until: datetime | None = kept(Privacy.SYSTEM, None)
    started_at: datetime | None = kept(Privacy.SYSTEM, None)
    finished_at: datetime | None = kept(Privacy.SYSTEM, None)
    seconds: float | None = kept(Privacy.SYSTEM, None)
    raised: int = kept(Privacy.SYSTEM, 0)
    cleared: int = kept(Privacy.SYSTEM, 0)
    open: int = kept(Privacy.SYSTEM, 0)
    failed_rules: str = kept(Privacy.SYSTEM, "", max_length=500)
    limits: str = kept(Privacy.SYSTEM, "", max_length=5000)


class CalendarDay(SQLModel, table=True):
    """One day and the count of working days up to and including it, so that SQL can add working days."""

    __tablename__: ClassVar[str] = "calendar_day"
    __table_args__ = (Index("ix_calendar_day_number", "number", "day"),)

    day: date = kept(Privacy.SYSTEM, primary_key=True)
    number: int = kept(Privacy.SYSTEM)


__all__ = ["Acknowledgement", "Alert", "CalendarDay", "Sweep"]
