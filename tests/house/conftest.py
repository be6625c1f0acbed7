"""What the tests of whole pages stand on: one SQLite database, and a record in which there is one of everything."""

import contextlib
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import Engine
from sqlmodel import Session

from careleavers.config import Settings
from tests.client import AuditingClient
from tests.conftest import TransactionDatabase, every_table, every_table_and_the_people
from tests.house.asking import Asker
from tests.house.record import Record, make_record
from tests.people import People
from tests.postgres import another_database


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """SQLite alone, unless a test asks for another: who may open which page does not depend on the database."""
    with contextlib.ExitStack() as stack:
        if getattr(request, "param", "sqlite") == "sqlite":
            url = f"sqlite:///{tmp_path_factory.mktemp('house') / 'house.sqlite3'}"
        else:
            url = stack.enter_context(another_database(request.getfixturevalue("postgresql_url")))
        yield stack.enter_context(every_table(url))


@pytest.fixture(scope="session")
def peopled_engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    """SQLite with the people in it."""
    with every_table_and_the_people(f"sqlite:///{tmp_path_factory.mktemp('house') / 'peopled.sqlite3'}") as made:
        yield made


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
