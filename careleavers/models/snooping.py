"""What the nightly look at the trail of openings found: whom to ask about which records."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.snooping import Pattern
from careleavers.domain.terms import Privacy
from careleavers.models.base import Record, kept, now_utc

_ONE, _NONE = text("young_person_id IS NOT NULL"), text("young_person_id IS NULL")


class SnoopingFinding(Record, table=True):
    """One pattern on one day: worked out from the trail, never changed, once for who and whose record."""

    __tablename__: ClassVar[str] = "snooping_finding"
    __table_args__ = (
        Index(
            "uq_snooping_finding_record", "pattern", "worker_id", "young_person_id", "found_on", unique=True,
            sqlite_where=_ONE, postgresql_where=_ONE,
        ),
        Index(
            "uq_snooping_finding_worker", "pattern", "worker_id", "found_on", unique=True,
            sqlite_where=_NONE, postgresql_where=_NONE,
        ),
    )  # fmt: skip

    pattern: Pattern = kept(Privacy.STAFF, term=Pattern)
    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    young_person_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="young_person.id")
    found_on: date = kept(Privacy.STAFF)
    times: int = kept(Privacy.STAFF)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["SnoopingFinding"]
