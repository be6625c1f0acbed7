"""Counting the days somebody was looked after: what 13 weeks since the 14th birthday means, day by day.

Source: Children Act 1989 Sch 2 para 19B; Care Planning, Placement and Case Review (England) Regulations 2010 reg 40
(13 weeks from the 14th birthday, short breaks left out); DfE data rule 1001 (91 days, one of them at 16 or 17).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from careleavers.domain.dates import DAY, LeapDay, birthday

THRESHOLD_DAYS = 91  # 13 weeks
SHORT_BREAKS = frozenset({"V3", "V4"})


class DayCount(StrEnum):
    """Which days of a stretch in care count. The law does not say, and published computations differ."""

    BOTH_ENDS = "both ends"
    ONE_END = "one end"


@dataclass(frozen=True)
class LookedAfterPeriod:
    """Looked after from one day to another (the last day in care; None while it goes on) under a 903 legal status."""

    started_on: date
    ended_on: date | None
    legal_status: str
    reason_ended: str = ""


@dataclass(frozen=True)
class Stretch:
    """Time in care with nothing between: both days in care; None while it goes on."""

    first: date
    last: date | None


def merged(periods: Iterable[LookedAfterPeriod]) -> list[Stretch]:
    """The periods without short breaks (V3, V4), with those that touch or overlap made one, oldest first."""
    stretches: list[Stretch] = []
    for period in sorted(periods, key=lambda p: p.started_on):
        if period.legal_status in SHORT_BREAKS:
            continue
        if stretches:
            before = stretches[-1]
            if before.last is None or period.started_on <= before.last + DAY:
                later = None if before.last is None or period.ended_on is None else max(before.last, period.ended_on)
                stretches[-1] = Stretch(before.first, later)
                continue
        stretches.append(Stretch(period.started_on, period.ended_on))
    return stretches


def in_care_on(stretches: Iterable[Stretch], day: date) -> bool:
    """Whether somebody was in care on a day; the first and the last day count."""
    return any(s.first <= day and (s.last is None or day <= s.last) for s in stretches)


def days_inside(stretches: Iterable[Stretch], start: date, end: date, as_of: date) -> tuple[int, int]:
    """Days of care from `start` until the day before `end`, counting both ends of each stretch, and only one.

    A stretch that goes on counts up to and including `as_of`.
    """
    both = one = 0
    for stretch in stretches:
        first = max(stretch.first, start)
        last = min(stretch.last or as_of, end - DAY, as_of)
        if last >= first:
            both += (last - first).days + 1
            one += (last - first).days
    return both, one


def first_day_between(stretches: Iterable[Stretch], start: date, end: date) -> date | None:
    """The first day in care from `start` until the day before `end`; None when there is none."""
    for stretch in stretches:
        first = max(stretch.first, start)
        if first < end and (stretch.last is None or first <= stretch.last):
            return first
    return None


def threshold_on(stretches: list[Stretch], born_on: date, leap_day: LeapDay, day_count: DayCount) -> date | None:
    """The first day on which 13 weeks since 14 and a day at 16 or 17 have both been had; None if never.

    A stretch that goes on is taken to run until 18, so the day may still be to come.
    """
    b14, b16, b18 = (birthday(born_on, age, leap_day) for age in (14, 16, 18))
    reached, at_16 = _reached_on(stretches, b14, b18, day_count), first_day_between(stretches, b16, b18)
    if reached is None or at_16 is None:
        return None
    return max(reached, at_16)


def _reached_on(stretches: list[Stretch], start: date, end: date, day_count: DayCount) -> date | None:
    """The day on which the counted days reach 13 weeks, letting an open stretch run on."""
    counted = 0
    for stretch in stretches:
        # Counting one end, the first day of a stretch gives nothing yet.
        first = max(stretch.first, start) + (DAY if day_count is DayCount.ONE_END else timedelta())
        last = min(stretch.last or end, end - DAY)
        days = (last - first).days + 1
        if days <= 0:
            continue
        if counted + days >= THRESHOLD_DAYS:
            return first + timedelta(days=THRESHOLD_DAYS - counted - 1)
        counted += days
    return None
