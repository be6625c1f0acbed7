"""Days, birthdays, months and working days, at the days where they go wrong."""

import calendar
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleavers.alerts.calendar import bank_holidays
from careleavers.domain.dates import (
    LeapDay,
    WorkingDays,
    add_months,
    age_on,
    birthday,
    days_late_words,
    late_date,
    today_in_london,
)

DAYS = st.dates(date(1990, 1, 1), date(2050, 12, 31))


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 3, 10), 3, date(2024, 6, 10)),
        (date(2024, 11, 30), 3, date(2025, 2, 28)),
        (date(2025, 8, 31), 6, date(2026, 2, 28)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_are_clamped_to_the_months_end(day: date, months: int, expected: date) -> None:
    assert add_months(day, months) == expected


@given(DAYS, st.integers(-60, 60))
def test_months_keep_the_day_number_or_the_months_last(day: date, months: int) -> None:
    moved = add_months(day, months)
    last = calendar.monthrange(moved.year, moved.month)[1]
    assert moved.day == min(day.day, last)
    assert (moved.year - day.year) * 12 + moved.month - day.month == months


def test_leap_day_birthdays() -> None:
    born = date(2008, 2, 29)
    assert birthday(born, 16) == date(2024, 2, 29)
    assert birthday(born, 18) == date(2026, 3, 1)
    assert birthday(born, 18, LeapDay.LAST_OF_FEBRUARY) == date(2026, 2, 28)
    assert age_on(born, date(2026, 2, 28)) == 17
    assert age_on(born, date(2026, 3, 1)) == 18


@given(DAYS, st.integers(0, 30))
def test_somebody_reaches_an_age_on_that_birthday_and_not_the_day_before(born: date, age: int) -> None:
    reached = birthday(born, age)
    assert age_on(born, reached) == age
    if age:
        assert age_on(born, reached - timedelta(days=1)) == age - 1


def test_age_before_birth_is_refused() -> None:
    with pytest.raises(ValueError, match="before the date of birth"):
        age_on(date(2020, 1, 2), date(2020, 1, 1))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 31, 22, 30, tzinfo=UTC), date(2026, 3, 31)),  # 23:30 in London, summer time
        (datetime(2026, 3, 31, 23, 30, tzinfo=UTC), date(2026, 4, 1)),
        (datetime(2026, 1, 31, 23, 30, tzinfo=UTC), date(2026, 1, 31)),
    ],
)
def test_the_day_is_the_one_in_london(moment: datetime, day: date) -> None:
    assert today_in_london(moment) == day


def test_working_days_skip_weekends_and_bank_holidays() -> None:
    working = WorkingDays(bank_holidays("ENG"))
    assert working.add(date(2026, 4, 2), 1) == date(2026, 4, 7)  # over Easter
    assert working.add(date(2026, 3, 6), 1) == date(2026, 3, 9)  # Friday to Monday
    assert working.add(date(2026, 3, 7), 1) == date(2026, 3, 9)  # Saturday to Monday
    assert working.add(date(2027, 12, 24), 1) == date(2027, 12, 29)  # observed days
    assert working.add(date(2026, 3, 4), 0) == date(2026, 3, 4)
    with pytest.raises(ValueError, match="forwards"):
        working.add(date(2026, 3, 4), -1)


def test_how_late_in_words() -> None:
    due = date(2026, 3, 3)
    said = [days_late_words(due, due + timedelta(days=n)) for n in (-3, -1, 0, 1, 12)]
    assert said == ["due in 3 days", "due tomorrow", "due today", "1 day late", "12 days late"]
    assert late_date(due, date(2026, 3, 15)) == "3 March 2026 (12 days late)"
