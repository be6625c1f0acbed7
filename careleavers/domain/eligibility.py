"""From looked-after periods to a suggested legal category. A manager decides; this only suggests, and says why.

Source: Children Act 1989 s23A-24, s23CA, s23CZB and Sch 2 para 19B; Care Planning, Placement and Case
Review (England) Regulations 2010 reg 40 (13 weeks from the 14th birthday); DfE data rule 1001 (91 days).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from careleavers.domain.dates import DAY, LeapDay, add_months, birthday
from careleavers.domain.terms import LegalCategory

Answer = Callable[..., "Suggestion"]

THRESHOLD_DAYS = 91  # 13 weeks
# Counting both ends or only one may give different answers here, so a manager decides.
UNCERTAIN_FROM, UNCERTAIN_TO = 89, 92
SHORT_BREAKS = frozenset({"V3", "V4"})
DIED, TRANSFERRED, ADOPTED = "E2", "E3", frozenset({"E11", "E12"})
HOME_MONTHS = 6


@dataclass(frozen=True)
class LookedAfterPeriod:
    """Looked after from one day to another (the last day in care; None while it goes on) under a 903 legal status."""

    started_on: date
    ended_on: date | None
    legal_status: str
    reason_ended: str = ""


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


@dataclass(frozen=True)
class _Stretch:
    """Time in care with nothing between: both days in care; None while it goes on."""

    first: date
    last: date | None


def merged(periods: Iterable[LookedAfterPeriod]) -> list[_Stretch]:
    """The periods without short breaks (V3, V4), with those that touch or overlap made one, oldest first."""
    stretches: list[_Stretch] = []
    for period in sorted(periods, key=lambda p: p.started_on):
        if period.legal_status in SHORT_BREAKS:
            continue
        if stretches:
            before = stretches[-1]
            if before.last is None or period.started_on <= before.last + DAY:
                later = None if before.last is None or period.ended_on is None else max(before.last, period.ended_on)
                stretches[-1] = _Stretch(before.first, later)
                continue
        stretches.append(_Stretch(period.started_on, period.ended_on))
    return stretches


def _inside(stretches: list[_Stretch], start: date, end: date, as_of: date) -> tuple[int, int]:
    """Days of care from `start` until the day before `end`, counting both ends of each stretch, and only one."""
    both = one = 0
    for stretch in stretches:
        first = max(stretch.first, start)
        last = min(stretch.last or as_of, end - DAY, as_of)
        if last >= first:
            both += (last - first).days + 1
            one += (last - first).days
    return both, one


def _reached_on(stretches: list[_Stretch], start: date, end: date) -> date | None:
    """The day on which the threshold is reached, counting both ends and letting an open stretch run on."""
    counted = 0
    for stretch in stretches:
        first = max(stretch.first, start)
        last = min(stretch.last or end, end - DAY)
        days = (last - first).days + 1
        if days <= 0:
            continue
        if counted + days >= THRESHOLD_DAYS:
            return first + timedelta(days=THRESHOLD_DAYS - counted - 1)
        counted += days
    return None


def _first_day_between(stretches: list[_Stretch], start: date, end: date) -> date | None:
    """The first day in care from `start` until the day before `end`."""
    for stretch in stretches:
        first = max(stretch.first, start)
        if first < end and (stretch.last is None or first <= stretch.last):
            return first
    return None


def _threshold_on(stretches: list[_Stretch], born_on: date, leap_day: LeapDay) -> date | None:
    """The first day on which 13 weeks since 14 and a day at 16 or 17 have both been had (or will be)."""
    b14, b16, b18 = (birthday(born_on, age, leap_day) for age in (14, 16, 18))
    reached, at_16 = _reached_on(stretches, b14, b18), _first_day_between(stretches, b16, b18)
    if reached is None or at_16 is None:
        return None
    return max(reached, at_16)


def suggest(
    born_on: date,
    periods: Iterable[LookedAfterPeriod],
    as_of: date,
    facts: Facts = Facts(),
    leap_day: LeapDay = LeapDay.FIRST_OF_MARCH,
) -> Suggestion:
    """The legal category suggested on `as_of`, with what it rests on.

    No periods, a known care leaver whose periods do not show the threshold, or a first period since 14 that only
    went on from one that is not there, gives UNDECIDED: what cannot be worked out is decided by a person, and never
    read as "not entitled".
    """
    known = sorted(periods, key=lambda p: p.started_on)
    stretches = merged(known)
    b14, b16, b18 = (birthday(born_on, age, leap_day) for age in (14, 16, 18))
    both, one = _inside(stretches, b14, b18, as_of)
    threshold = _threshold_on(stretches, born_on, leap_day)
    duty_from = max(b16, threshold) if threshold else None
    in_care = _in_care(stretches, as_of)
    # Several short periods lose a day each by the stricter count, so the two counts may lie on either side.
    uncertain = one <= UNCERTAIN_TO and both >= UNCERTAIN_FROM
    settled = not in_care or as_of >= b16
    if facts.detained_on_16th_birthday and not threshold and both >= THRESHOLD_DAYS:
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


def _in_care(stretches: list[_Stretch], day: date) -> bool:
    return any(s.first <= day and (s.last is None or day <= s.last) for s in stretches)


def _counted(both: int, one: int) -> str:
    return f"{both} days looked after between 14 and 18 counting both ends, {one} counting one." if both else ""


def _without_threshold(
    answer: Answer, facts: Facts, stretches: list[_Stretch], ages: tuple[date, date], as_of: date,
    threshold: date | None, in_care: bool,
) -> Suggestion:  # fmt: skip
    b16, b18 = ages
    b21 = add_months(b18, 36)
    if threshold is not None and in_care:
        # Owed from a day to come: this is how somebody of 15½ appears on the board before they are 16.
        waiting = answer(LegalCategory.NOT_ELIGIBLE, "Not yet: will be eligible if they stay looked after.")
        return replace(waiting, duty_from=max(b16, threshold))
    at_16 = _first_day_between(stretches, b16, b18)
    if as_of < b21 and at_16 is not None and at_16 <= as_of:
        return answer(LegalCategory.QUALIFYING, "Looked after at 16 or 17, but for less than 13 weeks since 14.")
    if b16 <= as_of < b21 and facts.special_guardianship:
        return answer(LegalCategory.QUALIFYING, "Left care to a special guardian.")
    return answer(LegalCategory.NOT_ELIGIBLE, "Less than 13 weeks since 14, or none of it at 16 or 17.")


def _with_threshold(
    answer: Answer, facts: Facts, born_on: date, as_of: date, stretches: list[_Stretch], leap_day: LeapDay
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
        if _in_care(stretches, as_of):
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
