"""The 903 return's year, the birthday that falls in it and the days around that birthday on which its answers rest.

Source: SSDA903 guidance as the published rules read it: a return runs from 1 April to 31 March; at 17 to 21 the three
care-leaver answers are those around the birthday, at 22 to 25 those of the latest contact.
"""

from dataclasses import dataclass
from datetime import date

from careleavers.domain.dates import add_months, birthday
from careleavers.domain.policy import Policy

YOUNGEST, OLDEST = 17, 25
LATEST_CONTACT_FROM = 22


@dataclass(frozen=True)
class Birthday:
    """A birthday that the return asks about: the age reached, the day, and the first and last day around it."""

    age: int
    on: date
    opens_on: date
    closes_on: date

    @property
    def asks_latest_contact(self) -> bool:
        """Whether the answers are those of the latest contact and not those around the birthday."""
        return self.age >= LATEST_CONTACT_FROM


@dataclass(frozen=True)
class ReturnYear:
    """The year of a return, named after the one in which it ends."""

    year: int

    @property
    def first(self) -> date:
        """1 April."""
        return date(self.year - 1, 4, 1)

    @property
    def last(self) -> date:
        """31 March."""
        return date(self.year, 3, 31)

    def birthday_of(self, born_on: date, policy: Policy) -> Birthday | None:
        """The birthday from 17 to 25 that falls in this year; None where the one that does is another."""
        for age in range(YOUNGEST, OLDEST + 1):
            on = birthday(born_on, age, policy.leap_day_birthday)
            if self.first <= on <= self.last:
                return around(age, on, policy)
        return None

    @classmethod
    def of(cls, day: date) -> "ReturnYear":
        """The year in which a day falls."""
        return cls(day.year + 1 if day > date(day.year, 3, 31) else day.year)


def around(age: int, on: date, policy: Policy) -> Birthday:
    """A birthday with the days around it that the council's settings give."""
    opens = add_months(on, -policy.birthday_window_before_months)
    return Birthday(age, on, opens, add_months(on, policy.birthday_window_after_months))
