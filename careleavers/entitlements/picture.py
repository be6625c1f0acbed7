"""What one young person is entitled to now and at the next birthdays, and what they had: one call for any page.

Everything here may be read by the young person; notes for staff are in `queries.steps_of`.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlmodel import Session

from careleavers.domain.dates import long_date
from careleavers.domain.entitlements import Holds, Known, OfferReminder, StepKind, comes_on, paid_in_words
from careleavers.domain.terms import LegalCategory
from careleavers.entitlements import queries
from careleavers.models import EntitlementStep, Offer, YoungPerson
from careleavers.models.base import identity


@dataclass(frozen=True)
class Had:
    """One thing that happened with one entitlement."""

    kind: StepKind
    on: date
    pence: int | None
    words: str


@dataclass(frozen=True)
class Mine:
    """One entitlement of one young person: until when, what happened, the latest first, and what was paid of what."""

    offer: Offer
    until: str
    had: list[Had] = field(default_factory=list)
    paid: str = ""

    @property
    def said(self) -> str:
        """What happened last, in words: `Offered 3 March 2026`."""
        return f"{self.had[0].kind.label} {long_date(self.had[0].on)}" if self.had else "Not offered yet"


@dataclass(frozen=True)
class Coming:
    """What begins on one day: with which birthday, or because the offer itself begins."""

    on: date
    words: str
    offers: list[Offer]


@dataclass(frozen=True)
class Picture:
    """`now` is theirs; `ask` depends on what the record does not show; `unsure` the council has not confirmed.

    While `undecided`, all three are what may be theirs. `had` is everything that anything is recorded of.
    """

    category: LegalCategory
    undecided: bool
    now: list[Mine]
    ask: list[Mine]
    unsure: list[Mine]
    coming: list[Coming]
    had: list[Mine]


def picture_of(session: Session, young_person: YoungPerson, day: date) -> Picture:
    """Everything that is, will be and was theirs, as it stands on a day."""
    rows, known = queries.every_offer(session), queries.known_of(session, young_person)
    told: dict[int, list[EntitlementStep]] = defaultdict(list)
    latest: dict[int, Offer] = {}
    for each in queries.steps_of(session, identity(young_person)):
        if each.step.struck_at is None:
            told[each.offer.series_id or 0].append(each.step)
            latest.setdefault(each.offer.series_id or 0, each.offer)
    today_known = known.later(day)

    def mine(offer: Offer) -> Mine:
        steps = told.get(offer.series_id or 0, [])
        paid = paid_in_words(queries.payments_in(steps), offer.amount_pence, offer.amount_kind, offer.per, day)
        had = [Had(step.kind, step.happened_on, step.amount_pence, step.words) for step in steps]
        return Mine(offer, _until(offer, today_known), had, paid)

    held = [(offer, offer.bounds.holds(today_known, day)) for offer in rows]
    return Picture(
        category=known.category,
        undecided=known.category is LegalCategory.UNDECIDED or young_person.needs_decision,
        now=[mine(offer) for offer, holds in held if offer.certain and holds is Holds.YES],
        ask=[mine(offer) for offer, holds in held if offer.certain and holds is Holds.ASK],
        unsure=[mine(offer) for offer, holds in held if not offer.certain and holds is not Holds.NO],
        coming=_coming(rows, known, day),
        had=[mine(offer) for offer in latest.values()],
    )


def _until(offer: Offer, known: Known) -> str:
    over = offer.bounds.over_on(known)
    if over == offer.ends_on:
        return f"Until {long_date(over)}, when it ends"
    return f"Until {long_date(over)}, {_birthday_words(known, over)}"


def _birthday_words(known: Known, day: date) -> str:
    age = next((age for age in range(27) if known.turns(age) == day), None)
    return f"their {_ordinal(age)} birthday" if age is not None else "when it begins"


def _ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10 if number // 10 != 1 else 0, "th")
    return f"{number}{ending}"


def _coming(rows: Iterable[Offer], known: Known, day: date) -> list[Coming]:
    """What begins on days to come and is no more than another amount of what they have already; the soonest first."""
    theirs = {offer.series_id for offer in rows if offer.bounds.holds(known.later(day), day) is not Holds.NO}
    begins: dict[date, list[Offer]] = defaultdict(list)
    for offer in rows:
        on = comes_on(offer.bounds, known, day)
        if on is not None and (offer.series_id not in theirs or on == offer.from_on):
            begins[on].append(offer)
    return [Coming(on, _birthday_words(known, on), begins[on]) for on in sorted(begins)]


def to_record(picture: Picture) -> Sequence[Mine]:
    """What a step may be recorded of: all that may be theirs now, and whatever anything was recorded of before.

    What nobody is reminded of comes last.
    """
    known: dict[int, Mine] = {}
    for each in (*picture.now, *picture.ask, *picture.unsure, *picture.had):
        known.setdefault(each.offer.series_id or 0, each)
    return sorted(known.values(), key=lambda each: each.offer.reminder is OfferReminder.NEVER)


__all__ = ["Coming", "Had", "Mine", "Picture", "picture_of", "to_record"]
