"""Who is alongside whom, from when to when."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.terms import AllocationRole, Privacy
from careleavers.models.base import Details, Record, kept, now_utc, rule


class AllocationDetails(Details):
    """What a manager fills in to allocate a worker."""

    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    role: AllocationRole = kept(Privacy.CASE, AllocationRole.AFTER_CARE_WORKER, term=AllocationRole)
    from_on: date = kept(Privacy.CASE)
    handover_note: str = kept(Privacy.CASE, "", max_length=5000)


class Allocation(Record, AllocationDetails, table=True):
    """A young person and a worker, in a role, from a day until the day before `to_on`."""

    __tablename__: ClassVar[str] = "allocation"
    __table_args__ = (
        rule("in_order", "to_on IS NULL OR to_on >= from_on"),
        Index(
            "uq_allocation_open",
            "young_person_id",
            "role",
            unique=True,
            sqlite_where=text("to_on IS NULL AND role <> 'cover'"),
            postgresql_where=text("to_on IS NULL AND role <> 'cover'"),
        ),
        Index("ix_allocation_person", "young_person_id", "role", "from_on"),
        Index("ix_allocation_worker", "worker_id", "to_on", "young_person_id"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    to_on: date | None = kept(Privacy.CASE, None)
    end_reason: str = kept(Privacy.CASE, "", max_length=500)
    allocated_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["Allocation", "AllocationDetails"]
