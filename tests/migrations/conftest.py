"""An empty database of each kind, for tests that make and unmake schemas."""

from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, create_engine, text

from careleavers.db import make_engine


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    """`empty()` gives an engine on a database with nothing in it."""
    engines: list[Engine] = []

    def make() -> Engine:
        if request.param == "sqlite":
            engine = make_engine(f"sqlite:///{tmp_path / uuid4().hex}.sqlite3", write=True)
        else:
            server = request.getfixturevalue("postgresql_url")
            name = f"t{uuid4().hex}"
            admin = create_engine(server, isolation_level="AUTOCOMMIT")
            with admin.connect() as connection:
                connection.execute(text(f"CREATE DATABASE {name}"))
            admin.dispose()
            engine = make_engine(server.replace("/postgres?", f"/{name}?"))
        engines.append(engine)
        return engine

    yield make
    for engine in engines:
        engine.dispose()
