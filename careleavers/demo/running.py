"""Makes a demonstration: an empty database, the council in it, the first sweep, and what to print."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, inspect, text

from careleavers.alerts import ledger
from careleavers.alerts.calendar import fill_calendar
from careleavers.config import Settings
from careleavers.db import Database, assert_settings, database_of
from careleavers.demo.build import TABLES, WayIn, build
from careleavers.documents.files.shelf import Shelf, shelf_of
from careleavers.migrations import running

STEPS = len(TABLES) + 2


class NotADemonstration(RuntimeError):
    """The database holds something that a demonstration must not replace."""


@dataclass(frozen=True)
class Made:
    """What was made: who can sign in, how many people, how many alerts are open."""

    sign_ins: list[WayIn]
    size: int
    open_alerts: int


def demonstration_settings(settings: Settings) -> Settings:
    """The installation's settings, but open to look at: no second factor, plain cookies for a loopback address."""
    return replace(
        settings,
        demo=True,
        two_factor_required=False,
        secure_cookies=False,
        secret_key=settings.secret_key or secrets.token_hex(32),
    )


def _empty(database: Database, shelf: Shelf) -> None:
    """Take away an earlier demonstration, with its files. Raises NotADemonstration for anything else."""
    engine_ = database.writer
    tables = set(inspect(engine_).get_table_names())
    if not tables:
        return
    if "change_entry" in tables:
        with engine_.connect() as connection:
            first = connection.execute(text("SELECT actor FROM change_entry ORDER BY id LIMIT 1")).scalar()
            names = _files(connection) if "document" in tables else []
        if first in (None, "job:demo"):
            running.downgrade(engine_)
            shelf.forget(names)
            return
    raise NotADemonstration(
        "The database holds records of its own, and a demonstration would replace them. Set CARELEAVERS_DATABASE_URL"
        " to an empty database, or run the command in an empty folder."
    )


def _files(connection: Connection) -> list[str]:
    return [row[0] for row in connection.execute(text("SELECT file_name FROM document"))]


def make(settings: Settings, *, size: int, seed: int, on: date, password: str, step: Callable[[int], None]) -> Made:
    """Build the council and run the first sweep; `step` is called as parts get done."""
    database = database_of(settings)
    assert_settings(database.writer)
    shelf = shelf_of(settings)
    _empty(database, shelf)
    running.upgrade(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, settings.bank_holiday_region)
    step(1)
    sign_ins = build(database, shelf, size=size, seed=seed, on=on, password=password, progress=lambda _table: step(1))
    result = ledger.sweep_now(database, on, "demonstration", today=on)
    step(1)
    database.dispose()
    return Made(sign_ins, size, result.open)


def words(made: Made, password: str, address: str | None) -> str:
    """What the command prints: the address, and one sign-in for each role."""
    lines = [
        f"A made-up council with {made.size} young people and {made.open_alerts} open alerts. Nobody in it is real."
    ]
    if address:
        lines.append(f"Open {address} and sign in with one of these. Press Ctrl+C to stop.")
    lines.append("")
    lines += [f"  {sign_in.role.label:<20} {sign_in.name:<24} {sign_in.who}" for sign_in in made.sign_ins]
    lines += ["", f"  The password of each is: {password}"]
    return "\n".join(lines)
