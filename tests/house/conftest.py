"""What the tests of whole pages stand on: one SQLite database, and a record in which there is one of everything."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session

from careleavers.config import Settings
from tests.client import AuditingClient
from tests.conftest import TODAY, Kept, TransactionDatabase, filled, undone
from tests.house.asking import Asker
from tests.house.record import Record, make_record
from tests.people import People, make_people

# A fixture may be set up again in the same process; the database it filled stays, and what was put there with it.
_RECORDS: dict[Kept, Record] = {}


@pytest.fixture(scope="session")
def kept(request: pytest.FixtureRequest) -> Kept:
    """SQLite alone, unless a test asks for another: who may open which page does not depend on the database."""
    return request.getfixturevalue(f"kept_on_{getattr(request, 'param', 'sqlite')}")  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def recorded(kept: Kept, _app_made_once: Flask) -> tuple[Engine, Record]:
    """SQLite with the people and the whole record in it, made once: it takes longer than most tests that read it."""
    settings: Settings = _app_made_once.config["SETTINGS"]

    def fill(session: Session) -> None:
        _RECORDS[kept] = make_record(session, make_people(session, TODAY), settings)

    return kept.engine("recorded", filled(fill)), _RECORDS[kept]


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[TransactionDatabase]:
    """A database that forgets everything at the end of the test; people and record are in it if the test asks."""
    if "record" in request.fixturenames:
        chosen = request.getfixturevalue("recorded")[0]
    else:
        chosen = request.getfixturevalue("peopled_engine" if "people" in request.fixturenames else "engine")
    with undone(chosen) as connection:
        yield TransactionDatabase(connection)


@pytest.fixture
def record(recorded: tuple[Engine, Record], people: People) -> Record:
    """Kit of North in full, with one row of each kind, and Yas and Zak beside Kit."""
    return replace(recorded[1], people=people)


@pytest.fixture
def ask(app: Flask, database: TransactionDatabase, record: Record) -> Asker:
    """`ask("amy", "GET", "/young-people")`: one request whose effects are undone at once."""
    asker = Asker(app, database, record.people, record)
    asker.sign_everybody_in()
    return asker


@pytest.fixture
def enter(record: Record, sign_in: Callable[[str], AuditingClient]) -> Callable[[str], AuditingClient]:
    """Somebody signed in who finds the whole record there."""
    return sign_in
