"""Databases of a test's own, empty, on SQLite and on PostgreSQL."""

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from careleavers.db import make_engine

NewDatabase = Callable[[], Engine]
_numbers = itertools.count(1)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewDatabase]:
    """`new_database()` gives an engine that may write, on an empty database of its own."""
    made: list[tuple[str, Engine]] = []

    def on_sqlite() -> Engine:
        name = f"empty{next(_numbers)}"
        made.append((name, make_engine(f"sqlite:///{tmp_path / name}.sqlite3", write=True)))
        return made[-1][1]

    def on_postgresql() -> Engine:
        url, name = request.getfixturevalue("postgresql_url"), f"empty{next(_numbers)}"
        _on_server(url, f"CREATE DATABASE {name}")
        made.append((name, make_engine(url.replace("/postgres?", f"/{name}?"), write=True)))
        return made[-1][1]

    yield on_sqlite if request.param == "sqlite" else on_postgresql
    for name, engine in made:
        engine.dispose()
        if request.param == "postgresql":
            _on_server(request.getfixturevalue("postgresql_url"), f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def empty(new_database: NewDatabase) -> Engine:
    """One empty database."""
    return new_database()


def _on_server(url: str, statement: str) -> None:
    """Run one statement about whole databases, which cannot be done in a transaction."""
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.exec_driver_sql(statement)
    server.dispose()
