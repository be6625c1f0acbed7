"""The papers that say who somebody is, one row for each kind; and documents that were handed in as files."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.documents import DocumentKind, FileKind, PaperKind, PaperState
from careleavers.domain.terms import Privacy
from careleavers.models.base import SHORT_TEXT, Details, Record, kept, now_utc, rule


class IdentityPaperDetails(Details):
    """What is known of one paper, as somebody fills it in. Its number is never kept."""

    state: PaperState = kept(Privacy.CASE, term=PaperState)
    applied_on: date | None = kept(Privacy.CASE, None)
    seen_on: date | None = kept(Privacy.CASE, None)
    expires_on: date | None = kept(Privacy.CASE, None)
    kept_where: str = kept(Privacy.LOCATION, "", max_length=200)
    words: str = kept(Privacy.CASE, "", max_length=2000)


class IdentityPaper(Record, IdentityPaperDetails, table=True):
    """One paper of one young person. What was recorded before is in the change history."""

    __tablename__: ClassVar[str] = "identity_paper"
    __table_args__ = (
        rule("applied_on_a_day", "(state = 'applied_for') = (applied_on IS NOT NULL)"),
        rule("not_needed_with_reason", "state <> 'not_needed' OR length(words) > 0"),
        Index("uq_identity_paper_kind", "young_person_id", "kind", unique=True),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    kind: PaperKind = kept(Privacy.CASE, term=PaperKind)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class DocumentDetails(Details):
    """What somebody says of a document."""

    kind: DocumentKind = kept(Privacy.CASE, term=DocumentKind)
    title: str = kept(Privacy.CASE, max_length=SHORT_TEXT, min_length=1)
    dated_on: date | None = kept(Privacy.CASE, None)
    may_share: bool = kept(Privacy.CASE, False)


class Document(Record, DocumentDetails, table=True):
    """One document. What was handed in lies outside the database under `file_name`, `file_bytes` long as it lies there.

    Recorded in error, it is kept and opens to managers alone.
    """

    __tablename__: ClassVar[str] = "document"
    __table_args__ = (
        rule("struck_with_reason", "struck_at IS NULL OR (struck_by_id IS NOT NULL AND length(strike_reason) > 0)"),
        Index("ix_document_person", "young_person_id"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    file_kind: FileKind = kept(Privacy.SYSTEM, term=FileKind)
    file_name: str = kept(Privacy.SYSTEM, max_length=32, unique=True)
    file_bytes: int = kept(Privacy.SYSTEM, ge=0)
    file_sha256: str = kept(Privacy.SYSTEM, max_length=64)
    added_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    struck_at: datetime | None = kept(Privacy.SYSTEM, None)
    struck_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    strike_reason: str = kept(Privacy.CASE, "", max_length=2000)


__all__ = ["Document", "DocumentDetails", "IdentityPaper", "IdentityPaperDetails"]
