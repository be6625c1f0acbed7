"""Where somebody lived and what they did, as dated spells that never overlap."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.terms import AccommodationCode, Answer, EetCode, Privacy, Suitability
from careleavers.models.base import Details, Record, kept, now_utc, rule


def _one_open(table: str) -> Index:
    """At most one spell of a kind is open at a time."""
    open_only = text("ended_on IS NULL")
    return Index(f"uq_{table}_open", "young_person_id", unique=True, sqlite_where=open_only, postgresql_where=open_only)


class AccommodationDetails(Details):
    """A home as somebody fills it in."""

    code: AccommodationCode = kept(Privacy.CASE, term=AccommodationCode)
    suitability: Suitability = kept(Privacy.CASE, term=Suitability)
    suitability_reason: str = kept(Privacy.CASE, "", max_length=2000)
    suitability_on: date | None = kept(Privacy.CASE, None)
    provided_by_council: bool = kept(Privacy.CASE)
    tenancy: str = kept(Privacy.CASE, "", max_length=80)
    address: str = kept(Privacy.LOCATION, "", max_length=500)
    landlord: str = kept(Privacy.THIRD_PARTY, "", max_length=200)
    weekly_cost_pence: int | None = kept(Privacy.CASE, None, ge=0, le=10_000_000)
    notice_on: date | None = kept(Privacy.CASE, None)
    expected_end_on: date | None = kept(Privacy.CASE, None)
    feels_safe: Answer | None = kept(Privacy.CASE, None, term=Answer)
    started_on: date = kept(Privacy.CASE)


class AccommodationSpell(Record, AccommodationDetails, table=True):
    """A home from a day until the day before `ended_on`."""

    __tablename__: ClassVar[str] = "accommodation_spell"
    __table_args__ = (
        rule("in_order", "ended_on IS NULL OR ended_on > started_on"),
        rule("never_suitable", "code NOT IN ('S', 'X') OR suitability = '2'"),
        _one_open("accommodation_spell"),
        Index("uq_accommodation_spell_start", "young_person_id", "started_on", unique=True),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    ended_on: date | None = kept(Privacy.CASE, None)
    end_reason: str = kept(Privacy.CASE, "", max_length=500)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class EetDetails(Details):
    """Education, employment or training as somebody fills it in."""

    code: EetCode = kept(Privacy.CASE, term=EetCode)
    provider: str = kept(Privacy.LOCATION, "", max_length=200)
    weekly_hours: int | None = kept(Privacy.CASE, None, ge=0, le=100)
    reason: str = kept(Privacy.CASE, "", max_length=500)
    barriers: str = kept(Privacy.CASE, "", max_length=2000)
    started_on: date = kept(Privacy.CASE)


class EetSpell(Record, EetDetails, table=True):
    """What somebody did from a day until the day before `ended_on`."""

    __tablename__: ClassVar[str] = "eet_spell"
    __table_args__ = (
        rule("in_order", "ended_on IS NULL OR ended_on > started_on"),
        _one_open("eet_spell"),
        Index("uq_eet_spell_start", "young_person_id", "started_on", unique=True),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    ended_on: date | None = kept(Privacy.CASE, None)
    end_reason: str = kept(Privacy.CASE, "", max_length=500)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["AccommodationDetails", "AccommodationSpell", "EetDetails", "EetSpell"]
