"""Words and dates on a page, and the addresses of its styles, scripts and pictures."""

import hashlib
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, url_for
from jinja2 import ChoiceLoader

from careleavers.domain import dates, money
from careleavers.web.fields.drawing import macros
from careleavers.web.forms import problems

LONDON = ZoneInfo("Europe/London")


def long_date(day: date | None) -> str:
    """A day as "3 March 2026"; "Not recorded" when there is none."""
    return "Not recorded" if day is None else dates.long_date(day)


def late_date(due_on: date | None, as_of: date) -> str:
    """A day and how late it is as seen from `as_of`: "3 March 2026 (12 days late)"."""
    return "No date" if due_on is None else dates.late_date(due_on, as_of)


def short_datetime(moment: datetime | None) -> str:
    """A moment as London reads it: "3 Mar 2026, 2:05pm". Raises ValueError for a moment without its zone."""
    if moment is None:
        return "Not recorded"
    if moment.tzinfo is None:
        raise ValueError("A moment must carry its zone.")
    local = moment.astimezone(LONDON)
    return f"{local.day} {local:%b %Y}, {local.hour % 12 or 12}:{local:%M}{'am' if local.hour < 12 else 'pm'}"


def clock_time(moment: datetime) -> str:
    """The time of day in London: "14:02"."""
    return f"{moment.astimezone(LONDON):%H:%M}"


def utc_iso(moment: datetime) -> str:
    """A moment for the `datetime` attribute of a `time` element."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def label(term: Enum | None) -> str:
    """The words of a term of the vocabulary; "Not recorded" when there is none."""
    return "Not recorded" if term is None else str(getattr(term, "label", term.value))


def sentence(words: str) -> str:
    """The words with a capital at the start and a full stop at the end, once each."""
    text = words.strip()
    return text and text[0].upper() + text[1:] + ("" if text[-1] in ".?!…" else ".")


def listed(words: list[str]) -> str:
    """Words as a sentence lists them: "one, two and three"."""
    *most, last = words or [""]
    return f"{', '.join(most)} and {last}" if most else last


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: "1 visit", "1,200 visits"."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def pounds(pence: int | None) -> str:
    """An amount kept in pence, as "£1,234.50"; "Not recorded" when there is none."""
    return "Not recorded" if pence is None else money.pounds(pence)


@cache
def _print_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:12]


def register(app: Flask) -> None:
    """Give the templates these filters, the design system's macros, and `asset`.

    `asset(name)` is the address of a static file with a print of its content, so that a browser
    keeps it for as long as it stays the same. Raises FileNotFoundError for a name that is no file.
    """

    def asset(name: str) -> str:
        return url_for("static", filename=name, v=_print_of(Path(str(app.static_folder), name)))

    app.jinja_env.globals["asset"] = asset
    for each in (
        long_date,
        late_date,
        short_datetime,
        clock_time,
        utc_iso,
        label,
        sentence,
        listed,
        counted,
        pounds,
        problems,
    ):
        app.jinja_env.filters[each.__name__] = each
    app.jinja_loader = ChoiceLoader([loader for loader in (app.jinja_loader, macros()) if loader is not None])
