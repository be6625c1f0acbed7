"""Imports as staged and applied, and what each year's return said of a care leaver."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import Privacy
from careleavers.models.base import Record, kept, now_utc


class ImportRun(Record, table=True):
    """One import: what was handed in, what it would change, and when it was applied."""

    __tablename__: ClassVar[str] = "import_run"

    kind: str = kept(Privacy.SYSTEM, max_length=20)
    started_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    started_by: str = kept(Privacy.STAFF, max_length=80)
    year: int = kept(Privacy.SYSTEM)
    staged: str = kept(Privacy.CASE, "")
    report: str = kept(Privacy.CASE, "")
    applied_at: datetime | None = kept(Privacy.SYSTEM, None)


class Oc3Answer(Record, table=True):
    """The three care-leaver answers of one year's 903 return, kept as returned."""

    __tablename__: ClassVar[str] = "oc3_answer"
    __table_args__ = (Index("uq_oc3_answer_year", "young_person_id", "year", unique=True),)

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    year: int = kept(Privacy.CASE)
    in_touch: str = kept(Privacy.CASE, "", max_length=4)
    activity: str = kept(Privacy.CASE, "", max_length=2)
    accommodation: str = kept(Privacy.CASE, "", max_length=2)
    import_id: int = kept(Privacy.SYSTEM, foreign_key="import_run.id")


__all__ = ["ImportRun", "Oc3Answer"]
