"""Who changed which field from what to what, who opened whose record, and seals on both. Append-only, by trigger."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Index, SQLModel

from careleavers.domain.emergency import ExceptionalGround
from careleavers.domain.terms import Privacy, Role, ViewBasis
from careleavers.models.base import kept, now_utc, stored


class ChangeEntry(SQLModel, table=True):
    """One field of one row changed. `actor` is an account's or a job's stable name, never a person's."""

    __tablename__: ClassVar[str] = "change_entry"
    __table_args__ = (
        Index("ix_change_entry_row", "table_name", "row_id"),
        Index("ix_change_entry_person", "young_person_id", "id"),
    )

    id: int | None = kept(Privacy.SYSTEM, None, primary_key=True)
    at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    actor: str = kept(Privacy.STAFF, max_length=80)
    worker_id: int | None = kept(Privacy.STAFF, None)
    act: str = kept(Privacy.SYSTEM, max_length=10)
    table_name: str = kept(Privacy.SYSTEM, max_length=60)
    row_id: str = kept(Privacy.SYSTEM, max_length=40)
    young_person_id: int | None = kept(Privacy.SYSTEM, None)
    field: str = kept(Privacy.SYSTEM, max_length=60)
    before: str | None = kept(Privacy.CASE, None)
    after: str | None = kept(Privacy.CASE, None)
    request_id: str = kept(Privacy.SYSTEM, "", max_length=32)


class ReadEntry(SQLModel, table=True):
    """Somebody opened a page about somebody, on what ground. Written before the page leaves."""

    __tablename__: ClassVar[str] = "read_entry"
    __table_args__ = (
        Index("ix_read_entry_person", "young_person_id", "at"),
        Index("ix_read_entry_account", "account_id", "at"),
    )

    id: int | None = kept(Privacy.SYSTEM, None, primary_key=True)
    at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    account_id: int = kept(Privacy.STAFF)
    role: Role = kept(Privacy.STAFF, term=Role)
    basis: ViewBasis = kept(Privacy.STAFF, term=ViewBasis)
    endpoint: str = kept(Privacy.SYSTEM, max_length=80)
    young_person_id: int | None = kept(Privacy.SYSTEM, None)
    listed_ids: str = kept(Privacy.SYSTEM, "")
    # The public id of the one thing that was opened, where a page gives out one of several, such as a document.
    about: str | None = kept(Privacy.SYSTEM, None, max_length=26)
    request_id: str = kept(Privacy.SYSTEM, "", max_length=32)
    # Why they could open it although their role alone would not have let them.
    exceptional: ExceptionalGround | None = kept(Privacy.STAFF, None, sa_type=stored(ExceptionalGround, checked=False))


class AuditSeal(SQLModel, table=True):
    """The lines of one trail from an id to an id, and a digest of them and of the seal before: a chain of batches."""

    __tablename__: ClassVar[str] = "audit_seal"
    __table_args__ = (Index("uq_audit_seal_number", "trail", "number", unique=True),)

    id: int | None = kept(Privacy.SYSTEM, None, primary_key=True)
    trail: str = kept(Privacy.SYSTEM, max_length=20)
    number: int = kept(Privacy.SYSTEM)
    from_id: int = kept(Privacy.SYSTEM)
    to_id: int = kept(Privacy.SYSTEM)
    lines: int = kept(Privacy.SYSTEM)
    # A column that the trail gets later is in no seal from before.
    columns: str = kept(Privacy.SYSTEM, max_length=500)
    digest: str = kept(Privacy.SYSTEM, max_length=64)
    sealed_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["AuditSeal", "ChangeEntry", "ReadEntry"]
