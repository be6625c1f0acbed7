"""The council's local offer, row by dated row, and what became of each entitlement for one young person."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import ClassVar

from pydantic import field_validator
from sqlmodel import Index, text

from careleavers.domain.entitlements import (
    AmountKind,
    AmountPer,
    Bounds,
    OfferCondition,
    OfferGround,
    OfferReminder,
    StepKind,
    amount_in_words,
)
from careleavers.domain.terms import LegalCategory, Privacy
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule
from careleavers.models.striking import NOT_STRUCK, Strikeable, struck_with_reason

MOST_PENCE = 100_000_000


SHORT = {
    LegalCategory.ELIGIBLE: "eligible",
    LegalCategory.RELEVANT: "relevant",
    LegalCategory.RETURNED_HOME: "returned home",
    LegalCategory.FORMER_RELEVANT: "former relevant",
    LegalCategory.FORMER_RELEVANT_EDUCATION: "back in education after 21",
    LegalCategory.FORMER_RELEVANT_ON_REQUEST: "asked for support after 21",
    LegalCategory.NOT_CURRENTLY_SUPPORTED: "not asked after 21",
    LegalCategory.QUALIFYING: "qualifying",
    LegalCategory.NOT_ELIGIBLE: "not entitled to support",
    LegalCategory.CLOSED: "support has ended",
    LegalCategory.UNDECIDED: "not decided",
}


def as_kept(categories: Iterable[LegalCategory]) -> str:
    """Legal categories as one column keeps them: each with a space on either side, so that SQL can look for one."""
    words = {each.value for each in categories}
    return f" {' '.join(each.value for each in LegalCategory if each.value in words)} "


class OfferDetails(Details):
    """One row of the table as somebody fills it in. `until_age`: until that birthday. Amounts in pence."""

    name: str = kept(Privacy.SHARED, max_length=120, min_length=1)
    what: str = kept(Privacy.SHARED, max_length=2000, min_length=1)
    how: str = kept(Privacy.SHARED, max_length=2000, min_length=1)
    age_from: int = kept(Privacy.SHARED, ge=0, le=24)
    until_age: int = kept(Privacy.SHARED, ge=1, le=26)
    categories: str = kept(Privacy.SHARED, max_length=300)
    condition: OfferCondition = kept(Privacy.SHARED, OfferCondition.NOTHING, term=OfferCondition)
    condition_words: str = kept(Privacy.SHARED, "", max_length=500)
    amount_pence: int | None = kept(Privacy.SHARED, None, ge=1, le=MOST_PENCE)
    amount_kind: AmountKind = kept(Privacy.SHARED, AmountKind.EXACTLY, term=AmountKind)
    per: AmountPer = kept(Privacy.SHARED, AmountPer.ONCE, term=AmountPer)
    ground: OfferGround = kept(Privacy.SHARED, term=OfferGround)
    source: str = kept(Privacy.SHARED, max_length=300, min_length=1)
    source_address: str = kept(Privacy.SHARED, "", max_length=300)
    reminder: OfferReminder = kept(Privacy.SYSTEM, OfferReminder.ENTITLED, term=OfferReminder)
    from_on: date | None = kept(Privacy.SHARED, None)

    @field_validator("categories")
    @classmethod
    def _known_categories(cls, words: str) -> str:
        """Legal categories as `as_kept` writes them. Raises ValueError for anything else, and for none at all."""
        if not words.split() or words != as_kept(LegalCategory(each) for each in words.split()):
            raise ValueError("categories must be written by as_kept")
        return words


class Offer(Record, OfferDetails, table=True):
    """One dated row. Rows that replaced one another share `series_id`, the first's id, and `began_on`, its first day.

    `ends_on` is the first day on which it no longer applies. `watched_from_on` is the day from which workers are
    expected to record that they offered it: none until the council itself has found the row right.
    """

    __tablename__: ClassVar[str] = "offer"
    __table_args__ = (
        rule("ages_in_order", "until_age > age_from"),
        rule("in_order", "ends_on IS NULL OR from_on IS NULL OR ends_on >= from_on"),
        rule("watched_if_certain", "watched_from_on IS NULL OR certain"),
        Index("ix_offer_reminder", "reminder", "watched_from_on"),
        Index(
            "uq_offer_open", "series_id", unique=True,
            sqlite_where=text("ends_on IS NULL"), postgresql_where=text("ends_on IS NULL"),
        ),
    )  # fmt: skip

    series_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="offer.id", index=True)
    began_on: date | None = kept(Privacy.SHARED, None)
    ends_on: date | None = kept(Privacy.SHARED, None)
    end_reason: str = kept(Privacy.SHARED, "", max_length=500)
    certain: bool = kept(Privacy.SHARED, True)
    watched_from_on: date | None = kept(Privacy.SYSTEM, None)
    last_checked_on: date = kept(Privacy.SHARED)
    checked_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    added_on: date = kept(Privacy.SYSTEM)

    @property
    def amount_words(self) -> str:
        """How much, in words; empty where there is no amount."""
        return amount_in_words(self.amount_pence, self.amount_kind, self.per)

    @property
    def is_for(self) -> frozenset[LegalCategory]:
        """The legal categories it is for."""
        return frozenset(LegalCategory(each) for each in self.categories.split())

    @property
    def whom(self) -> str:
        """The same in a few words."""
        words = ", ".join(SHORT[each] for each in LegalCategory if each in self.is_for)
        return words[:1].upper() + words[1:]

    @property
    def bounds(self) -> Bounds:
        """For whom it is and how long it runs."""
        return Bounds(self.age_from, self.until_age, self.is_for, self.condition, self.from_on, self.ends_on)

    def runs_on(self, day: date) -> bool:
        """Whether the row is in force on a day."""
        return (self.from_on is None or self.from_on <= day) and (self.ends_on is None or day < self.ends_on)


class StepDetails(Details):
    """What became of an entitlement, as somebody records it. The young person may read `words`, and never `note`."""

    kind: StepKind = kept(Privacy.SHARED, term=StepKind)
    happened_on: date = kept(Privacy.SHARED)
    amount_pence: int | None = kept(Privacy.SHARED, None, ge=1, le=MOST_PENCE)
    words: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    note: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    over_reason: str = kept(Privacy.CASE, "", max_length=2000)


class EntitlementStep(Strikeable, StepDetails, table=True):
    """One thing that happened with one entitlement. Kept for good; what was recorded in error is struck out."""

    __tablename__: ClassVar[str] = "entitlement_step"
    __table_args__ = (
        rule("only_money_has_an_amount", "amount_pence IS NULL OR kind = 'paid'"),
        struck_with_reason(),
        Index("ix_entitlement_step_person", "young_person_id", "happened_on"),
        Index(
            "ix_entitlement_step_counting", "young_person_id", "offer_id", "kind",
            sqlite_where=text(NOT_STRUCK), postgresql_where=text(NOT_STRUCK),
        ),
    )  # fmt: skip

    offer_id: int = kept(Privacy.SYSTEM, foreign_key="offer.id", index=True)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["EntitlementStep", "Offer", "OfferDetails", "StepDetails", "as_kept"]
