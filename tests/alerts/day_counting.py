"""Birthdays, months and working days, a second time and another way: what the oracle counts with."""

from datetime import date, timedelta
from functools import cache

from careleavers.domain.dates import LeapDay
from careleavers.domain.policy import Policy

DAY = timedelta(days=1)


def turns(born_on: date, age: int, policy: Policy) -> date:
    """The birthday; of 29 February, in a common year, by the council's choice."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        first = policy.leap_day_birthday is LeapDay.FIRST_OF_MARCH
        return date(born_on.year + age, 3, 1) if first else date(born_on.year + age, 2, 28)


def months_on(day: date, months: int) -> date:
    """The same number of the month, or the last there is."""
    first = date(day.year + (day.month - 1 + months) // 12, (day.month - 1 + months) % 12 + 1, 1)
    days = [first + DAY * n for n in range(31)]
    return max(each for each in days if each.month == first.month and each.day <= day.day)


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    """England's, as published: those fixed by statute and proclamation, with the weekday in lieu."""
    golden, century = year % 19, year // 100
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    weekday = (32 + 2 * (century % 4) + 2 * (year % 100 // 4) - epact - year % 100 % 4) % 7
    skip = (golden + 11 * epact + 22 * weekday) // 451
    number = epact + weekday - 7 * skip + 114
    easter = date(year, number // 31, number % 31 + 1)
    found = {easter - 2 * DAY, easter + DAY}
    for month, first in ((5, 1), (5, 25), (8, 25)):
        found.add(next(d for n in range(7) if (d := date(year, month, first) + DAY * n).weekday() == 0))
    for holiday in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
        while holiday.weekday() >= 5 or holiday in found:
            holiday += DAY
        found.add(holiday)
    once = {
        2020: ({date(2020, 5, 4)}, {date(2020, 5, 8)}),
        2022: ({date(2022, 5, 30)}, {date(2022, 6, 2), date(2022, 6, 3), date(2022, 9, 19)}),
        2023: (set(), {date(2023, 5, 8)}),
    }
    taken, given = once.get(year, (set(), set()))
    return frozenset(found - taken | given)


def working_days_on(day: date, count: int) -> date:
    """So many working days later; none later is the day itself."""
    while count:
        day += DAY
        count -= day.weekday() < 5 and day not in _bank_holidays(day.year)
    return day
