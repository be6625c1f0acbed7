"""Days, birthdays, months and working days, all in London, all in plain dates."""

import calendar
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
DAY = timedelta(days=1)


class LeapDay(StrEnum):
    """When somebody born on 29 February has a birthday in a common year (setting of the council)."""

    FIRST_OF_MARCH = "1 March"
    LAST_OF_FEBRUARY = "28 February"


def today_in_london(now: datetime | None = None) -> date:
    """The calendar day in London at a moment (with its zone), by default now."""
    return (now or datetime.now(UTC)).astimezone(LONDON).date()


def add_months(day: date, months: int) -> date:
    """The same day number that many months later (or earlier), clamped to the month's end."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def birthday(born_on: date, age: int, leap_day: LeapDay = LeapDay.FIRST_OF_MARCH) -> date:
    """The birthday on which somebody reaches `age`; 29 February falls on 1 March in common years unless set."""
    year = born_on.year + age
    if (born_on.month, born_on.day) == (2, 29) and not calendar.isleap(year):
        return date(year, 3, 1) if leap_day is LeapDay.FIRST_OF_MARCH else date(year, 2, 28)
    return born_on.replace(year=year)


def age_on(born_on: date, day: date, leap_day: LeapDay = LeapDay.FIRST_OF_MARCH) -> int:
    """Completed years on a day. Raises ValueError for a day before birth."""
    if day < born_on:
        raise ValueError("The day is before the date of birth.")
    age = day.year - born_on.year
    return age if birthday(born_on, age, leap_day) <= day else age - 1


def long_date(day: date) -> str:
    """`3 March 2026`."""
    return f"{day.day} {day:%B %Y}"


def days_late_words(due_on: date, as_of: date) -> str:
    """`12 days late`, `due today`, `due tomorrow` or `due in 3 days`."""
    late = (as_of - due_on).days
    if late > 0:
        return "1 day late" if late == 1 else f"{late} days late"
    return {0: "due today", -1: "due tomorrow"}.get(late, f"due in {-late} days")


def late_date(due_on: date, as_of: date) -> str:
    """`3 March 2026 (12 days late)`."""
    return f"{long_date(due_on)} ({days_late_words(due_on, as_of)})"


class WorkingDays:
    """Monday to Friday without the given bank holidays."""

    def __init__(self, bank_holidays: Iterable[date]) -> None:
        """Take the bank holidays of the region."""
        self._holidays = frozenset(bank_holidays)

    def is_working_day(self, day: date) -> bool:
        """Whether offices are open on this day."""
        return day.weekday() < 5 and day not in self._holidays

    def add(self, day: date, count: int) -> date:
        """The day `count` working days after `day`, counting those strictly after it; 0 gives `day` itself.

        Raises ValueError for a negative count.
        """
        if count < 0:
            raise ValueError("Working days are counted forwards.")
        while count:
            day += DAY
            count -= self.is_working_day(day)
        return day

    def numbered(self, first: date, last: date) -> Iterable[tuple[date, int]]:
        """Each day from first to last (both included) with the count of working days up to and including it."""
        number, day = 0, first
        while day <= last:
            number += self.is_working_day(day)
            yield day, number
            day += DAY
