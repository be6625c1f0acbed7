"""What the tests of whole pages stand on: one SQLite database, and a record in which there is one of everything."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine, text
from sqlmodel import Session

from careleavers.alerts.calendar import fill_calendar
from careleavers.config import Settings
from careleavers.db import make_engine
from careleavers.models import metadata
from tests.client import AuditingClient
from tests.conftest import TransactionDatabase
from tests.house.asking import Asker
from tests.house.record import Record, make_record
from tests.people import People


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """SQLite alone, unless a test asks for another: who may open which page does not depend on the database."""
    if getattr(request, "param", "sqlite") == "sqlite":
        url = f"sqlite:///{tmp_path_factory.mktemp('house') / 'house.sqlite3'}"
    else:
        server = make_engine(request.getfixturevalue("postgresql_url"), isolation_level="AUTOCOMMIT")
        with server.connect() as connection:
            connection.execute(text("CREATE DATABASE house"))
        url = str(server.url.set(database="house").render_as_string(hide_password=False))
        server.dispose()
    made = make_engine(url, write=True)
    metadata.create_all(made)
    with made.begin() as connection:
        fill_calendar(connection, "ENG")
    yield made
    made.dispose()


@pytest.fixture
def record(session: Session, people: People, settings: Settings) -> Record:
    """Kit of North in full, with one row of each kind, and Yas and Zak beside Kit."""
    made = make_record(session, people, settings)
    session.commit()
    return made


@pytest.fixture
def ask(app: Flask, database: TransactionDatabase, record: Record) -> Asker:
    """`ask("amy", "GET", "/young-people")`: one request whose effects are undone at once."""
    return Asker(app, database, record.people, record)


@pytest.fixture
def enter(record: Record, sign_in: Callable[[str], AuditingClient]) -> Callable[[str], AuditingClient]:
    """Somebody signed in who finds the whole record there."""
    return sign_in
