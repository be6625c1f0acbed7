"""The local offer: for whom each entitlement is, from which day until which, and what became of it.

What the record cannot show is asked, never assumed; a category that is not decided keeps nothing from anybody.
Source: the council's table, which has the source of each row. Sections 23A to 24B of the Children Act 1989 say
in which category somebody is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from careleavers.domain.dates import LeapDay, birthday
from careleavers.domain.money import pounds
from careleavers.domain.terms import Answer, EetCode, LegalCategory, Term

YEAR, WEEK = timedelta(days=365), timedelta(days=7)


class OfferCondition(Term):
    """What must hold besides age and category. All but the last are read from the record."""

    NOTHING = "nothing", "Nothing else"
    PARENT = "parent", "They are a parent"
    HIGHER_EDUCATION = "higher_education", "They are in higher education"
    OTHER_EDUCATION = "other_education", "They are in education other than higher education"
    EDUCATION = "education", "They are in education of any kind"
    APPRENTICESHIP = "apprenticeship", "They are in an apprenticeship"
    ASK = "ask", "Something the record does not show: ask them"


class OfferReminder(Term):
    """When an alert asks whether somebody was offered it."""

    ENTITLED = "entitled", "Once, when it becomes theirs"
    BIRTHDAYS = "birthdays", "When they turn 16, and again when they turn 18"
    NEVER = "never", "Never: it is there to be read"


class OfferGround(Term):
    """What an entitlement rests on."""

    LAW = "law", "Law"
    NATIONAL = "national", "National scheme"
    LOCAL = "local", "This council"


class AmountKind(Term):
    """How an amount is meant."""

    EXACTLY = "exactly", "Exactly this much"
    AT_LEAST = "at_least", "At least this much"
    UP_TO = "up_to", "Up to this much"


class AmountPer(Term):
    """What an amount is for."""

    ONCE = "once", "Once"
    WEEK = "week", "A week"
    YEAR = "year", "A year"


class StepKind(Term):
    """What became of an entitlement for one young person."""

    OFFERED = "offered", "Offered"
    CLAIMED = "claimed", "Applied for"
    PAID = "paid", "Paid or given"
    DECLINED = "declined", "Not wanted"
    NOT_THEIRS = "not_theirs", "Does not apply"


class Holds(Term):
    """Whether an entitlement is somebody's on a day."""

    YES = "yes", "Theirs"
    ASK = "ask", "Ask them"
    NO = "no", "Not theirs"


STUDIES: dict[OfferCondition, tuple[EetCode, ...]] = {
    OfferCondition.HIGHER_EDUCATION: (EetCode.F1, EetCode.P1),
    OfferCondition.OTHER_EDUCATION: (EetCode.F2, EetCode.P2),
    OfferCondition.EDUCATION: (EetCode.F1, EetCode.P1, EetCode.F2, EetCode.P2),
    OfferCondition.APPRENTICESHIP: (EetCode.F4, EetCode.P4),
}
UNDER_18 = (LegalCategory.ELIGIBLE, LegalCategory.RELEVANT)
# What answers an offer: nobody is reminded of it after that.
ANSWERS = (StepKind.CLAIMED, StepKind.PAID, StepKind.DECLINED, StepKind.NOT_THEIRS)


@dataclass(frozen=True)
class Known:
    """What is recorded of somebody, as far as an offer asks for it. `studies` is None when nothing is recorded."""

    born_on: date
    category: LegalCategory
    parent: Answer | None = None
    studies: EetCode | None = None
    leap_day: LeapDay = LeapDay.FIRST_OF_MARCH

    def turns(self, age: int) -> date:
        """The day they reach an age."""
        return birthday(self.born_on, age, self.leap_day)

    def later(self, day: date) -> "Known":
        """The same on a day to come: whoever is eligible or relevant is former relevant from 18."""
        if self.category in UNDER_18 and day >= self.turns(18):
            return replace(self, category=LegalCategory.FORMER_RELEVANT)
        return self


@dataclass(frozen=True)
class Bounds:
    """For whom one row of the table is. `from_on` None: since before the table; `ends_on` the first day without it."""

    age_from: int
    until_age: int
    categories: frozenset[LegalCategory]
    condition: OfferCondition
    from_on: date | None = None
    ends_on: date | None = None

    def begins_on(self, known: Known) -> date:
        """The first day on which age, category and the row's own dates allow it."""
        grown_up = known.category in (*UNDER_18, LegalCategory.FORMER_RELEVANT)
        at_18 = grown_up and not self._was_theirs_before_18(known.category)
        days = [known.turns(self.age_from), self.from_on, known.turns(18) if at_18 else None]
        return max(day for day in days if day is not None)

    def over_on(self, known: Known) -> date:
        """The first day on which they no longer have it: a birthday, or the end of the row."""
        at_18 = known.category in UNDER_18 and LegalCategory.FORMER_RELEVANT not in self.categories
        days = [known.turns(self.until_age), self.ends_on, known.turns(18) if at_18 else None]
        return min(day for day in days if day is not None)

    def is_for(self, category: LegalCategory) -> bool:
        """Whether it is for this category, now or from 18. Nobody knows yet for one that is not decided, so it is."""
        later = category in UNDER_18 and LegalCategory.FORMER_RELEVANT in self.categories
        return category is LegalCategory.UNDECIDED or category in self.categories or later

    def _was_theirs_before_18(self, category: LegalCategory) -> bool:
        if category is LegalCategory.FORMER_RELEVANT:
            return bool(self.categories & set(UNDER_18))
        return category in self.categories

    def holds(self, known: Known, day: date) -> Holds:
        """Whether it is theirs on a day."""
        if not self.is_for(known.category) or not self.begins_on(known) <= day < self.over_on(known):
            return Holds.NO
        return condition_met(self.condition, known)


def condition_met(condition: OfferCondition, known: Known) -> Holds:
    """Whether what an offer asks besides age and category holds; what is not recorded is to be asked."""
    if condition is OfferCondition.NOTHING:
        return Holds.YES
    if condition is OfferCondition.PARENT:
        return {Answer.YES: Holds.YES, Answer.NO: Holds.NO}.get(known.parent or Answer.NOT_KNOWN, Holds.ASK)
    if condition is OfferCondition.ASK or known.studies in (None, EetCode.NOT_KNOWN):
        return Holds.ASK
    return Holds.YES if known.studies in STUDIES[condition] else Holds.NO


def comes_on(bounds: Bounds, known: Known, day: date) -> date | None:
    """The first day after `day` on which it becomes theirs, by a birthday or because it begins; None if it never will.

    What they study and whether they are a parent may have changed by then, so only what is certain of it is left out.
    """
    begins = bounds.begins_on(known.later(max(day, known.turns(bounds.age_from))))
    then = known.later(begins)
    if begins <= day or not bounds.is_for(then.category) or begins >= bounds.over_on(then):
        return None
    return begins


def amount_in_words(pence: int | None, kind: AmountKind, per: AmountPer) -> str:
    """`at least £3,000.00, once`; empty where there is no amount."""
    if pence is None:
        return ""
    how = {AmountKind.EXACTLY: "", AmountKind.AT_LEAST: "at least ", AmountKind.UP_TO: "up to "}[kind]
    return f"{how}{pounds(pence)}{', once' if per is AmountPer.ONCE else f' a {per.value}'}"


@dataclass(frozen=True)
class Payment:
    """Money given on a day, in pence."""

    on: date
    pence: int


def most_within(payments: Iterable[Payment], new: Payment, per: AmountPer) -> int:
    """The most that was paid in any stretch of the length an amount is for, of those in which the new payment falls.

    The new payment counts. Once: everything together.
    """
    every = [*payments, new]
    if per is AmountPer.ONCE:
        return sum(each.pence for each in every)
    length = YEAR if per is AmountPer.YEAR else WEEK
    ends = [each.on for each in every if new.on <= each.on < new.on + length]
    return max(sum(each.pence for each in every if end - length < each.on <= end) for end in ends)


def paid_in_words(payments: Iterable[Payment], pence: int | None, kind: AmountKind, per: AmountPer, day: date) -> str:
    """What was paid against what the offer is: `£1,500.00 paid of at least £3,000.00`; empty if nothing was."""
    every = list(payments)
    if not every:
        return ""
    total = f"{pounds(sum(each.pence for each in every))} paid"
    whole = amount_in_words(pence, kind, per).removesuffix(", once")
    if not whole:
        return total
    if per is AmountPer.ONCE:
        return f"{total} of {whole}"
    if per is AmountPer.WEEK:
        return f"{total} so far; it is {whole}"
    lately = sum(each.pence for each in every if day - YEAR < each.on <= day)
    return f"{total} so far, {pounds(lately)} of it in the last 12 months; it is {whole}"


__all__ = [
    "ANSWERS", "STUDIES", "UNDER_18", "AmountKind", "AmountPer", "Bounds", "Holds", "Known", "OfferCondition",
    "OfferGround", "OfferReminder", "Payment", "StepKind", "amount_in_words", "comes_on", "condition_met",
    "most_within", "paid_in_words",
]  # fmt: skip
