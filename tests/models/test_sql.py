"""Dates in SQL give what plain Python gives, on both databases, for every day that differs."""

from datetime import date, timedelta

from sqlalchemy import Date, func, literal, select
from sqlmodel import Session

from careleavers.alerts.calendar import bank_holidays
from careleavers.domain import dates
from careleavers.models import CalendarDay
from careleavers.models.sql import (
    birthday,
    days_after,
    earliest,
    latest_of,
    months_after,
    working_days_after,
)

# Two leap years and the common ones between, every day.
DAYS = [date(2007, 12, 1) + timedelta(days=n) for n in range(1800)]


def _through_sql(session: Session, made: object) -> dict[date, date]:
    rows = session.execute(select(CalendarDay.day, made).where(CalendarDay.day.between(DAYS[0], DAYS[-1])))  # type: ignore[attr-defined, call-overload]
    return dict(rows.all())


def test_birthdays_agree_with_python(session: Session) -> None:
    for age in (16, 17, 18, 21, 25):
        found = _through_sql(session, birthday(CalendarDay.day, age))
        assert found == {day: dates.birthday(day, age) for day in DAYS}


def test_months_agree_with_python(session: Session) -> None:
    for months in (1, 2, 3, 6):
        found = _through_sql(session, months_after(CalendarDay.day, months))
        assert found == {day: dates.add_months(day, months) for day in DAYS}


def test_days_agree_with_python(session: Session) -> None:
    assert _through_sql(session, days_after(CalendarDay.day, 56)) == {day: day + timedelta(days=56) for day in DAYS}


def test_working_days_agree_with_python(session: Session) -> None:
    working = dates.WorkingDays(bank_holidays("ENG"))
    for count in (1, 5, 10):
        found = _through_sql(session, working_days_after(CalendarDay.day, count))  # type: ignore[arg-type]
        assert found == {day: working.add(day, count) for day in DAYS}


def test_day_outside_the_calendar_is_due_at_once(session: Session) -> None:
    far = date(2100, 1, 1)
    found = session.execute(select(working_days_after(literal(far, Date()), 5))).scalar()
    assert str(found) == "2100-01-01"


def test_missing_days_are_left_out_of_earliest_and_latest(session: Session) -> None:
    one, other, none = (literal(value, Date()) for value in (date(2026, 1, 1), date(2026, 2, 1), None))
    found = session.execute(
        select(earliest(none, other, one), latest_of(one, none, other), earliest(none, none), func.count())
    ).one()
    assert tuple(found)[:3] == (date(2026, 1, 1), date(2026, 2, 1), None)
