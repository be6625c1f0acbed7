"""The working-day calendar that SQL counts with, filled from the bank holidays of the region."""

from datetime import date

import holidays
from sqlalchemy import Connection, delete, insert

from careleavers.domain.dates import WorkingDays
from careleavers.models import CalendarDay

FIRST, LAST = date(2000, 1, 1), date(2060, 12, 31)


def bank_holidays(region: str) -> set[date]:
    """The bank holidays of a part of the United Kingdom (ENG, SCT, NIR or WLS), observed days included."""
    return set(holidays.country_holidays("GB", subdiv=region, years=range(FIRST.year, LAST.year + 1)))


def fill_calendar(connection: Connection, region: str) -> None:
    """Write every day with its working-day number afresh. Safe to run again; about 22,000 rows."""
    table = CalendarDay.__table__  # type: ignore[attr-defined]
    connection.execute(delete(table))
    numbered = WorkingDays(bank_holidays(region)).numbered(FIRST, LAST)
    connection.execute(insert(table), [{"day": day, "number": number} for day, number in numbered])
