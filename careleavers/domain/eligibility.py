"""From looked-after periods to a suggested legal category. A manager decides; this only suggests, and says why.

Source: Children Act 1989 s23A-24, s23CA, s23CZB and Sch 2 para 19B. The days are counted in `looked_after`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

from careleavers.domain.dates import LeapDay, add_months, birthday
from careleavers.domain.looked_after import (
    SHORT_BREAKS,
    THRESHOLD_DAYS,
    DayCount,
    LookedAfterPeriod,
    Stretch,
    days_inside,
    first_day_between,
    in_care_on,
    merged,
    threshold_on,
)
from careleavers.domain.terms import LegalCategory

Answer = Callable[..., "Suggestion"]

# Counting both ends or only one may give different answers here, so a manager decides.
UNCERTAIN_FROM, UNCERTAIN_TO = 89, 92
DIED, TRANSFERRED, ADOPTED = "E2", "E3", frozenset({"E11", "E12"})
HOME_MONTHS = 6


@dataclass(frozen=True)
class Facts:
    """What a table of periods cannot hold. Dates are days; None means not known to have happened."""

    home_with_parent_since: date | None = None
    detained_on_16th_birthday: bool = False
    special_guardianship: bool = False
    asked_for_support_on: date | None = None
    asked_about_education: bool = False
    programme_ends_on: date | None = None
    known_care_leaver: bool = False
    earlier_periods_missing: bool = False


@dataclass(frozen=True)
class Suggestion:
    """The category suggested on a day, the days it rests on, and from when an after-care worker is owed.

    `duty_from` is also given for somebody under 16 who will reach the threshold if they stay looked after.
    """

    category: LegalCategory
    days_counted_inclusive: int
    days_counted_exclusive: int
    threshold_met_on: date | None
    duty_from: date | None
    needs_decision: bool
    why: str


def suggest(
    born_on: date,
    periods: Iterable[LookedAfterPeriod],
    as_of: date,
    facts: Facts = Facts(),
    leap_day: LeapDay = LeapDay.FIRST_OF_MARCH,
    day_count: DayCount = DayCount.BOTH_ENDS,
) -> Suggestion:
    """The legal category suggested on `as_of`, with what it rests on; `day_count` says which days reach 13 weeks.

    No periods, a known care leaver whose periods do not show the threshold, or a first period since 14 that only
    went on from one that is not there, gives UNDECIDED: what cannot be worked out is decided by a person, and never
    read as "not entitled".
    """
    known = sorted(periods, key=lambda p: p.started_on)
    stretches = merged(known)
    b14, b16, b18 = (birthday(born_on, age, leap_day) for age in (14, 16, 18))
    both, one = days_inside(stretches, b14, b18, as_of)
    threshold = threshold_on(stretches, born_on, leap_day, day_count)
    duty_from = max(b16, threshold) if threshold else None
    in_care = in_care_on(stretches, as_of)
    # Several short periods lose a day each by the stricter count, so the two counts may lie on either side.
    uncertain = one <= UNCERTAIN_TO and both >= UNCERTAIN_FROM
    settled = not in_care or as_of >= b16
    enough = (both if day_count is DayCount.BOTH_ENDS else one) >= THRESHOLD_DAYS
    if facts.detained_on_16th_birthday and not threshold and enough:
        threshold, duty_from, uncertain = b16, b16, True
    last_reason = "" if in_care else _last_reason(known, as_of)

    def answer(category: LegalCategory, why: str, decide: bool = False) -> Suggestion:
        owed = None if category in _NO_DUTY else duty_from
        needs = decide or (uncertain and settled and category is not LegalCategory.CLOSED)
        return Suggestion(category, both, one, threshold, owed, needs, f"{why} {_counted(both, one)}".strip())

    if as_of >= birthday(born_on, 25, leap_day):
        return answer(LegalCategory.CLOSED, "Reached 25.")
    if any(p.reason_ended == DIED and p.ended_on is not None and p.ended_on <= as_of for p in known):
        return answer(LegalCategory.CLOSED, "Died in care.")
    if last_reason == TRANSFERRED:
        return answer(LegalCategory.CLOSED, "Responsibility moved to another council.")
    if last_reason in ADOPTED:
        return answer(LegalCategory.NOT_ELIGIBLE, "Left care by adoption.")
    # What went before the first period counts only from the 14th birthday.
    missing = facts.earlier_periods_missing and bool(stretches) and stretches[0].first > b14
    unseen = missing and (threshold is None or threshold > max(as_of, b16))
    if not known or unseen or (facts.known_care_leaver and threshold is None and not in_care):
        duty_from = b16
        return answer(LegalCategory.UNDECIDED, "The periods recorded do not show when they were looked after.", True)
    if threshold is None or threshold > as_of:
        return _without_threshold(answer, facts, stretches, (b16, b18), as_of, threshold, in_care)
    return _with_threshold(answer, facts, born_on, as_of, stretches, leap_day)


_NO_DUTY = frozenset({LegalCategory.NOT_ELIGIBLE, LegalCategory.CLOSED, LegalCategory.QUALIFYING})


def _last_reason(periods: Iterable[LookedAfterPeriod], as_of: date) -> str:
    """Why care last ended before this day. A short break that ends says nothing about that."""
    ended = [
        (p.ended_on, p.started_on, p.reason_ended)
        for p in periods
        if p.legal_status not in SHORT_BREAKS and p.ended_on is not None and p.ended_on < as_of
    ]
    return max(ended)[2] if ended else ""


def _counted(both: int, one: int) -> str:
    return f"{both} days looked after between 14 and 18 counting both ends, {one} counting one." if both else ""


def _without_threshold(
    answer: Answer, facts: Facts, stretches: list[Stretch], ages: tuple[date, date], as_of: date,
    threshold: date | None, in_care: bool,
) -> Suggestion:  # fmt: skip
    b16, b18 = ages
    b21 = add_months(b18, 36)
    if threshold is not None and in_care:
        # Owed from a day to come: this is how somebody of 15½ appears on the board before they are 16.
        waiting = answer(LegalCategory.NOT_ELIGIBLE, "Not yet: will be eligible if they stay looked after.")
        return replace(waiting, duty_from=max(b16, threshold))
    at_16 = first_day_between(stretches, b16, b18)
    if as_of < b21 and at_16 is not None and at_16 <= as_of:
        return answer(LegalCategory.QUALIFYING, "Looked after at 16 or 17, but for less than 13 weeks since 14.")
    if b16 <= as_of < b21 and facts.special_guardianship:
        return answer(LegalCategory.QUALIFYING, "Left care to a special guardian.")
    return answer(LegalCategory.NOT_ELIGIBLE, "Less than 13 weeks since 14, or none of it at 16 or 17.")


def _with_threshold(
    answer: Answer, facts: Facts, born_on: date, as_of: date, stretches: list[Stretch], leap_day: LeapDay
) -> Suggestion:
    b18, b21 = birthday(born_on, 18, leap_day), birthday(born_on, 21, leap_day)
    home = facts.home_with_parent_since
    # Somebody who came back into care is at home no longer, whatever else is still recorded.
    held = (
        home is not None
        and add_months(home, HOME_MONTHS) <= min(as_of, b18)
        and not any(home < stretch.first <= as_of for stretch in stretches)
    )
    if as_of < b18:
        if in_care_on(stretches, as_of):
            return answer(LegalCategory.ELIGIBLE, "Looked after now, and for 13 weeks since 14.")
        if held:
            return answer(LegalCategory.RETURNED_HOME, "Home with a parent for six months or more.", True)
        return answer(LegalCategory.RELEVANT, "Left care after becoming eligible.")
    if held:
        return answer(LegalCategory.RETURNED_HOME, "Was home with a parent for six months or more at 18.", True)
    if as_of < b21:
        return answer(LegalCategory.FORMER_RELEVANT, "18 to 20, and was eligible or relevant.")
    if facts.programme_ends_on is not None and facts.programme_ends_on >= as_of:
        return answer(LegalCategory.FORMER_RELEVANT, "Over 21, on the education or training in their plan.")
    if facts.asked_for_support_on is not None and facts.asked_for_support_on <= as_of:
        if facts.asked_about_education:
            return answer(LegalCategory.FORMER_RELEVANT_EDUCATION, "Over 21, back in education or training.")
        return answer(LegalCategory.FORMER_RELEVANT_ON_REQUEST, "Over 21, and asked for support.")
    return answer(LegalCategory.NOT_CURRENTLY_SUPPORTED, "Over 21, and has not asked for support.")


__all__ = [
    "ADOPTED",
    "DIED",
    "HOME_MONTHS",
    "TRANSFERRED",
    "DayCount",
    "Facts",
    "LookedAfterPeriod",
    "Suggestion",
    "suggest",
]
