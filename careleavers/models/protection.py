"""Who must never open a record, records that only named people open, and the access that is lent to them."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.protection import LoanKind, RestrictionGround
from careleavers.domain.terms import Privacy
from careleavers.models.base import Details, Record, kept, now_utc, rule

_OPEN = text("ended_on IS NULL")
_ENDED_WITH_REASON = "ended_on IS NULL OR (ended_by_id IS NOT NULL AND length(end_reason) > 0)"


class Conflict(Record, table=True):
    """A member of staff and a young person who must be kept apart. For the one, the other's record is not there.

    No role, allocation, loan or standing-in overrides it, and nobody is told of their own.
    """

    __tablename__: ClassVar[str] = "conflict"
    __table_args__ = (
        rule("ended_with_reason", _ENDED_WITH_REASON),
        Index(
            "uq_conflict_open", "worker_id", "young_person_id", unique=True,
            sqlite_where=_OPEN, postgresql_where=_OPEN,
        ),
    )  # fmt: skip

    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    reason: str = kept(Privacy.THIRD_PARTY, max_length=2000, min_length=1)
    noted_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    noted_on: date = kept(Privacy.CASE)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    ended_on: date | None = kept(Privacy.CASE, None)
    ended_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    end_reason: str = kept(Privacy.THIRD_PARTY, "", max_length=2000)


class RestrictionDetails(Details):
    """Why a record is to be open to named people only."""

    ground: RestrictionGround = kept(Privacy.CASE, term=RestrictionGround)
    reason: str = kept(Privacy.CASE, max_length=2000, min_length=1)


class Restriction(Record, RestrictionDetails, table=True):
    """A record that only those open to whom access is lent. It stays on until somebody ends it."""

    __tablename__: ClassVar[str] = "restriction"
    __table_args__ = (
        rule("ended_with_reason", _ENDED_WITH_REASON),
        rule("ended_by_two", "ended_by_id IS NULL OR (end_asked_by_id IS NOT NULL AND ended_by_id <> end_asked_by_id)"),
        rule("looked_at_by_somebody", "(looked_on IS NULL) = (looked_by_id IS NULL)"),
        Index("uq_restriction_open", "young_person_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    began_on: date = kept(Privacy.CASE)
    began_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    looked_on: date | None = kept(Privacy.CASE, None)
    looked_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    looked_words: str = kept(Privacy.CASE, "", max_length=2000)
    end_asked_on: date | None = kept(Privacy.CASE, None)
    end_asked_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    ended_on: date | None = kept(Privacy.CASE, None)
    ended_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    end_reason: str = kept(Privacy.CASE, "", max_length=2000)


class AccessLoan(Record, table=True):
    """Somebody's access to a restricted record, from a day until and with another, once a second person has agreed."""

    __tablename__: ClassVar[str] = "access_loan"
    __table_args__ = (
        rule("in_order", "until_on >= from_on"),
        rule("agreed_by_somebody", "(agreed_on IS NULL) = (agreed_by_id IS NULL)"),
        rule(
            "two_people",
            "kind = 'kept' OR agreed_by_id IS NULL OR (agreed_by_id <> asked_by_id AND agreed_by_id <> worker_id)",
        ),
        Index("ix_access_loan_worker", "worker_id", "young_person_id"),
    )

    restriction_id: int = kept(Privacy.SYSTEM, foreign_key="restriction.id", index=True)
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    kind: LoanKind = kept(Privacy.CASE, term=LoanKind)
    reason: str = kept(Privacy.CASE, "", max_length=2000)
    from_on: date = kept(Privacy.CASE)
    until_on: date = kept(Privacy.CASE)
    asked_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    asked_on: date = kept(Privacy.CASE)
    agreed_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    agreed_on: date | None = kept(Privacy.CASE, None)
    ended_on: date | None = kept(Privacy.CASE, None)
    ended_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["AccessLoan", "Conflict", "Restriction", "RestrictionDetails"]
