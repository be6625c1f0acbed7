"""The few words that rules and queries share, each compiled rightly for both databases.

SQLite and PostgreSQL disagree on months, birthdays and days; the standard answers
(clamped to the month's end, 29 February birthdays on 1 March) are made here, once.
"""

from typing import Any

from sqlalchemy import ColumnElement, Date, Select, func, literal_column, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import aliased
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import GenericFunction
from sqlmodel import col

from careleavers.domain.terms import Term
from careleavers.models.alerts import CalendarDay


class days_after(GenericFunction[Any]):  # noqa: N801 - reads as a word of SQL
    """`days_after(day, n)`: the day n days later; n may be a column or a number."""

    type = Date()
    inherit_cache = True
    name = "days_after"


class months_after(GenericFunction[Any]):  # noqa: N801
    """`months_after(day, n)`: the same day number n months later, clamped to the month's end."""

    type = Date()
    inherit_cache = True
    name = "months_after"


class birthday(GenericFunction[Any]):  # noqa: N801
    """`birthday(born_on, n)`: the n-th birthday; a 29 February birthday falls on 1 March in common years."""

    type = Date()
    inherit_cache = True
    name = "birthday"


class london_day(GenericFunction[Any]):  # noqa: N801
    """`london_day(moment)`: the day in London at a moment kept in UTC."""

    type = Date()
    inherit_cache = True
    name = "london_day"


class earliest(GenericFunction[Any]):  # noqa: N801
    """The earliest of several days; days that are NULL are left out unless all are."""

    type = Date()
    inherit_cache = True
    name = "earliest"


class latest_of(GenericFunction[Any]):  # noqa: N801
    """The latest of several days; days that are NULL are left out unless all are."""

    type = Date()
    inherit_cache = True
    name = "latest_of"


class next_april(GenericFunction[Any]):  # noqa: N801
    """`next_april(day)`: the first 1 April after the day."""

    type = Date()
    inherit_cache = True
    name = "next_april"


def _arguments(element: Any, compiler: SQLCompiler, **kw: Any) -> list[str]:
    return [compiler.process(clause, **kw) for clause in element.clauses]


@compiles(days_after, "sqlite")
def _days_after_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    day, count = _arguments(element, compiler, **kw)
    return f"date({day}, ({count}) || ' days')"


@compiles(days_after, "postgresql")
def _days_after_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    day, count = _arguments(element, compiler, **kw)
    return f"(CAST({day} AS DATE) + CAST({count} AS INTEGER))"


@compiles(months_after, "sqlite")
def _months_after_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    # Overflowing into the next month is cut back to the last day of the right one: min() of ISO dates is the earlier.
    day, count = _arguments(element, compiler, **kw)
    end = f"date({day}, 'start of month', (({count}) + 1) || ' months', '-1 day')"
    return f"min(date({day}, ({count}) || ' months'), {end})"


@compiles(months_after, "postgresql")
def _months_after_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    day, count = _arguments(element, compiler, **kw)
    return f"CAST(CAST({day} AS DATE) + make_interval(months => CAST({count} AS INTEGER)) AS DATE)"


@compiles(birthday, "sqlite")
def _birthday_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    day, age = _arguments(element, compiler, **kw)
    return f"date({day}, ({age}) || ' years')"


@compiles(birthday, "postgresql")
def _birthday_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    day, age = _arguments(element, compiler, **kw)
    moved = f"CAST(CAST({day} AS DATE) + make_interval(years => CAST({age} AS INTEGER)) AS DATE)"
    # PostgreSQL clamps 29 February to the 28th in a common year; the rule here is 1 March.
    given = f"CAST({day} AS DATE)"
    leap_day = f"EXTRACT(MONTH FROM {given}) = 2 AND EXTRACT(DAY FROM {given}) = 29"
    return f"({moved} + CASE WHEN {leap_day} AND EXTRACT(DAY FROM {moved}) = 28 THEN 1 ELSE 0 END)"


@compiles(london_day, "sqlite")
def _london_day_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    # SQLite knows no zones: summer time runs from 1 o'clock on the last Sunday of March to that of October.
    (moment,) = _arguments(element, compiler, **kw)
    begins, ends = (f"datetime(strftime('%Y-{month}-25 01:00', {moment}), 'weekday 0')" for month in ("03", "10"))
    summer = f"datetime({moment}) >= {begins} AND datetime({moment}) < {ends}"
    return f"date({moment}, CASE WHEN {summer} THEN '+1 hours' ELSE '+0 hours' END)"


@compiles(london_day, "postgresql")
def _london_day_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    (moment,) = _arguments(element, compiler, **kw)
    return f"CAST({moment} AT TIME ZONE 'Europe/London' AS DATE)"


@compiles(next_april, "sqlite")
def _next_april_sqlite(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    # Three months back, the year begins on 1 April.
    (day,) = _arguments(element, compiler, **kw)
    return f"date({day}, '-3 months', 'start of year', '+15 months')"


@compiles(next_april, "postgresql")
def _next_april_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    (day,) = _arguments(element, compiler, **kw)
    start = f"date_trunc('year', CAST({day} AS DATE) - INTERVAL '3 months')"
    return f"CAST({start} + INTERVAL '15 months' AS DATE)"


def _extreme_sqlite(name: str, unless: str) -> Any:
    def compile_it(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
        # SQLite's min() and max() of several values give NULL if any is NULL, unlike PostgreSQL's LEAST and GREATEST.
        days = _arguments(element, compiler, **kw)
        guarded = ", ".join(f"coalesce({day}, '{unless}')" for day in days)
        return f"nullif({name}({guarded}), '{unless}')"

    return compile_it


compiles(earliest, "sqlite")(_extreme_sqlite("min", "9999-12-31"))
compiles(latest_of, "sqlite")(_extreme_sqlite("max", "0001-01-01"))


@compiles(earliest, "postgresql")
def _earliest_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    return f"LEAST({', '.join(_arguments(element, compiler, **kw))})"


@compiles(latest_of, "postgresql")
def _latest_of_postgresql(element: Any, compiler: SQLCompiler, **kw: Any) -> str:
    return f"GREATEST({', '.join(_arguments(element, compiler, **kw))})"


def insert_on(dialect: str) -> Any:
    """The `insert` of a database ("sqlite" or "postgresql"), which knows what to do with a row that is there."""
    return postgresql.insert if dialect == "postgresql" else sqlite.insert


def working_days_after(day: ColumnElement[Any], count: int) -> ColumnElement[Any]:
    """The day `count` working days after `day` (weekends and bank holidays skipped).

    None later is the day itself, whichever day of the week. A day outside the calendar is due at once rather than
    never: silence is the worse fault.
    """
    if not count:
        return day
    counted, wanted = aliased(CalendarDay), aliased(CalendarDay)
    # Two levels down, SQLAlchemy joins a table it does not know instead of reaching outwards; so it is told to reach.
    start = select(col(counted.number)).where(col(counted.day) == day).correlate_except(counted).scalar_subquery()
    found = (
        select(func.min(wanted.day))
        .where(col(wanted.number) == start + count)
        .correlate_except(wanted)
        .scalar_subquery()
    )
    return func.coalesce(found, day, type_=Date())


def latest(day: Any, *conditions: Any) -> ColumnElement[Any]:
    """The latest `day` of the rows that meet the conditions, as a subquery on the outer row."""
    statement: Select[Any] = select(func.max(day)).where(*conditions)
    return statement.scalar_subquery()


def word(term: Term) -> ColumnElement[Any]:
    """A term as literal SQL, so that a planner sees the predicate of a partial index."""
    return literal_column(f"'{term.value}'")


__all__ = [
    "birthday", "days_after", "earliest", "insert_on", "latest", "latest_of", "london_day", "months_after",
    "next_april",
    "word",
    "working_days_after",
]  # fmt: skip
