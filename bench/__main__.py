"""`python -m bench --people 600 --contacts-each 67`: builds the council, measures, prints the table."""

import argparse
import resource
import secrets
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from sqlalchemy import text

from bench.council import fill
from bench.measures import LIMITS, Measure, everything
from bench.pages import long_record
from careleavers.config import Settings
from careleavers.db import Database
from careleavers.models import metadata
from tests.postgres import running_server

SIZES = {"S": (600, 67), "M": (5_000, 40), "L": (100_000, 80)}


@contextmanager
def _database(kind: str) -> Iterator[Database]:
    """An empty database of a kind, gone afterwards."""
    if kind == "postgresql":
        with running_server() as url:
            made = Database(url, LIMITS)
            yield made
            made.dispose()
        return
    with tempfile.TemporaryDirectory() as folder:
        made = Database(f"sqlite:///{Path(folder) / 'bench.sqlite3'}", LIMITS)
        yield made
        made.dispose()


def _print(title: str, measures: list[Measure]) -> None:
    click.echo(f"\n{title}\n")
    click.echo("| What | Took | Floor | Times the floor |\n|---|---:|---:|---:|")
    for each in measures:
        floor = "" if each.floor is None else f"{each.floor:,.1f} ms"
        ratio = "" if each.ratio is None else f"{each.ratio:.1f}"
        click.echo(f"| {each.what} | {each.took:,.1f} ms | {floor} | {ratio} |")


def main() -> None:
    """Measure what was asked for."""
    asked = argparse.ArgumentParser(prog="bench", description=__doc__)
    asked.add_argument("--size", choices=SIZES, default="S", help="S 600 people, M 5,000, L 100,000")
    asked.add_argument("--people", type=int, help="so many people instead")
    asked.add_argument("--contacts-each", type=int, help="so many contacts each")
    asked.add_argument("--on", choices=["sqlite", "postgresql", "both"], default="both")
    given = asked.parse_args()
    people, each = given.people or SIZES[given.size][0], given.contacts_each or SIZES[given.size][1]
    for kind in ("sqlite", "postgresql") if given.on == "both" else (given.on,):
        with _database(kind) as database:
            started = time.perf_counter()
            metadata.create_all(database.writer)
            with database.writer.begin() as connection:
                fill(connection, people, each)
            if kind == "postgresql":
                with database.writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
                    connection.execute(text("VACUUM ANALYZE"))
            click.echo(f"{kind}: built in {time.perf_counter() - started:.0f} s")
            _print(f"{kind}, {people:,} young people, {people * each:,} contacts", everything(database))
        with _database(kind) as database, tempfile.TemporaryDirectory() as folder:
            metadata.create_all(database.writer)
            settings = Settings(instance=Path(folder), secret_key=secrets.token_hex(), secure_cookies=False)
            what = "12 versions of a plan, 120 actions, 2,000 contacts, a caseload of 40; floor: Your account"
            _print(f"{kind}, whole pages of a long record ({what})", long_record(database, settings))
    click.echo(f"\nMost memory used: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
