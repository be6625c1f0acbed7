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


@pytest.mark.parametrize(
    ("story", "due", "expected"),
    [
        ("moved 31 January: visited within a week", date(2026, 1, 31) + timedelta(days=7), date(2026, 2, 7)),
        ("moved 31 January: reviewed within 28 days", date(2026, 1, 31) + timedelta(days=28), date(2026, 2, 28)),
        ("last seen 1 January: due after 56 days", date(2026, 1, 1) + timedelta(days=56), date(2026, 2, 26)),
        ("last seen 1 January: 84 days of calls only", date(2026, 1, 1) + timedelta(days=84), date(2026, 3, 26)),
        ("birthday 15 May: the return's window opens", add_months(date(2026, 5, 15), -3), date(2026, 2, 15)),
        ("birthday 15 May: and closes", add_months(date(2026, 5, 15), 1), date(2026, 6, 15)),
    ],
)
def test_published_dates(story: str, due: date, expected: date) -> None:
    assert due == expected, story


def test_an_answer_due_on_a_saturday_is_due_on_the_next_working_day() -> None:
    due = add_months(date(2026, 1, 31), 1)
    working = WorkingDays(bank_holidays("ENG"))
    assert due == date(2026, 2, 28)
    assert not working.is_working_day(due)
    assert working.add(due, 1) == date(2026, 3, 2)


@given(DAYS, st.integers(0, 400))
def test_working_days_between_two_days_are_the_difference_of_their_numbers(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    working = WorkingDays([date(2026, 12, 25), date(2026, 12, 28)])
    numbers = dict(working.numbered(first, last))
    assert list(numbers) == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    count = numbers[last] - numbers[first]
    assert count == sum(working.is_working_day(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))
    if working.is_working_day(last):
        assert working.add(first, count) == last


@given(DAYS, st.integers(0, 20), st.sampled_from(LeapDay))
def test_a_birthday_is_in_its_year_and_never_after_the_next_day(born: date, age: int, leap_day: LeapDay) -> None:
    day = birthday(born, age, leap_day)
    assert day.year == born.year + age
    if (born.month, born.day) == (2, 29):
        assert (day.month, day.day) in {(2, 28), (2, 29), (3, 1)}
    else:
        assert (day.month, day.day) == (born.month, born.day)


@given(DAYS, st.integers(0, 60), st.integers(0, 60))
def test_more_months_are_never_earlier(day: date, months: int, more: int) -> None:
    assert add_months(day, months) <= add_months(day, months + more)
