"""The register of exports: who took out what, why, and how many people were in it."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.exporting import ExportKind, ExportState
from careleavers.domain.terms import Privacy
from careleavers.models.base import Details, Record, kept, now_utc, rule


class ExportDetails(Details):
    """What somebody asks for. `year` belongs to the return, `on_day` and where the headings stand to the list."""

    kind: ExportKind = kept(Privacy.SYSTEM, term=ExportKind)
    year: int | None = kept(Privacy.SYSTEM, None)
    on_day: date | None = kept(Privacy.SYSTEM, None)
    headings_first: bool = kept(Privacy.SYSTEM, False)
    why: str = kept(Privacy.STAFF, max_length=300, min_length=1)


class ExportRun(Record, ExportDetails, table=True):
    """One export. It leaves only in the transaction that writes here that it did.

    `people` is how many were in it when it was asked for, then when it last left. A command has no worker behind it.
    """

    __tablename__: ClassVar[str] = "export_run"
    __table_args__ = (
        rule("says_which", "(kind = 'return_903') = (year IS NOT NULL) AND (kind = 'list_9') = (on_day IS NOT NULL)"),
        rule(
            "two_people",
            "state NOT IN ('approved', 'refused') OR (decided_by_id IS NOT NULL AND decided_by_id <> asked_by_id"
            " AND decided_at IS NOT NULL AND length(decision_words) > 0)",
        ),
        rule("many_need_two", "times_left = 0 OR people <= 50 OR state = 'approved' OR asked_by_id IS NULL"),
        rule("left_when_ready", "times_left = 0 OR (left_at IS NOT NULL AND state IN ('ready', 'approved'))"),
        Index("ix_export_run_asked_at", "asked_at"),
    )

    asked_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    asked_by: str = kept(Privacy.STAFF, max_length=80)
    asked_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    people: int = kept(Privacy.SYSTEM)
    gaps: int = kept(Privacy.SYSTEM)
    state: ExportState = kept(Privacy.SYSTEM, term=ExportState)
    decided_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    decided_at: datetime | None = kept(Privacy.SYSTEM, None)
    decision_words: str = kept(Privacy.STAFF, "", max_length=300)
    ready_until: datetime | None = kept(Privacy.SYSTEM, None)
    left_at: datetime | None = kept(Privacy.SYSTEM, None)
    times_left: int = kept(Privacy.SYSTEM, 0)


__all__ = ["ExportDetails", "ExportRun"]
