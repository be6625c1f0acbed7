"""A whole database of its own, for what one rolled-back transaction cannot show: two at once, a kill, a lease."""

import contextlib
import itertools
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine, event, make_url, text
from sqlmodel import Session

from careleavers.alerts.calendar import fill_calendar
from careleavers.alerts.engine import sweep
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from careleavers.models import metadata
from tests.alerts.scene import Scene, new_scene
from tests.alerts.stories import STORIES
from tests.conftest import TODAY, filled
from tests.people import make_people

_number = itertools.count()


def _command(url: str, sql: str) -> None:
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(sql))
    server.dispose()


def _fill(url: str) -> None:
    database = Database(url, Policy())
    metadata.create_all(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    database.dispose()


@pytest.fixture(scope="session")
def sqlite_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with the tables and the calendar, to be copied."""
    path = tmp_path_factory.mktemp("model") / "model.sqlite3"
    _fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_model(postgresql_url: str) -> str:
    """The name of a database with the tables and the calendar, to be copied."""
    _command(postgresql_url, "CREATE DATABASE model")
    _fill(postgresql_url.replace("/postgres?", "/model?"))
    return "model"


class Moving(Database):
    """One pair of engines for every copy: statements of the rules are then written out once and not for each test."""

    def __init__(self, url: str) -> None:
        """Stand on the model; `stand_on` says where to go instead."""
        self.address = url
        super().__init__(url, Policy())
        for engine in (self.reader, self.writer):
            event.listen(engine, "do_connect", self._elsewhere)

    def stand_on(self, url: str) -> None:
        """Close what is open; the next connection goes to this address."""
        self.dispose()
        self.address = url

    def _elsewhere(self, dialect: Any, _record: Any, arguments: list[Any], named: dict[str, Any]) -> None:
        arguments[:], now = dialect.create_connect_args(make_url(self.address))
        named.update(now)


@pytest.fixture(scope="session")
def moving_on_sqlite(sqlite_model: Path) -> Iterator[Moving]:
    """The engines for copies on SQLite."""
    made = Moving(f"sqlite:///{sqlite_model}")
    yield made
    made.dispose()


@pytest.fixture(scope="session")
def moving_on_postgresql(postgresql_url: str, postgresql_model: str) -> Iterator[Moving]:
    """The engines for copies on PostgreSQL."""
    made = Moving(postgresql_url.replace("/postgres?", f"/{postgresql_model}?"))
    made.dispose()
    yield made
    made.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def whole(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database whose commits are commits, with the tables and the calendar, and nobody in it."""
    made: Moving = request.getfixturevalue(f"moving_on_{request.param}")
    if request.param == "sqlite":
        made.stand_on(f"sqlite:///{shutil.copy(request.getfixturevalue('sqlite_model'), tmp_path / 'whole.sqlite3')}")
    else:
        url, name = request.getfixturevalue("postgresql_url"), f"whole_{next(_number)}"
        _command(url, f"CREATE DATABASE {name} TEMPLATE {request.getfixturevalue('postgresql_model')}")
        made.stand_on(url.replace("/postgres?", f"/{name}?"))
    yield made
    made.dispose()


@pytest.fixture
def peopled(whole: Database) -> Database:
    """The same with some stories told, committed."""
    with whole.transaction(job("test"), today=TODAY) as session:
        tell_some(session)
    return whole


@contextlib.contextmanager
def swept(url: str) -> Iterator[Engine]:
    """An engine on an empty database that gets some of every rule's stories and one sweep of them on TODAY."""
    with filled(tell_some)(url) as engine:
        database = Database(url, Policy())
        sweep(database, TODAY)
        database.dispose()
        yield engine


def tell_some(session: Session) -> list[Scene]:
    """Of each rule one story that fires and one that does not, each about somebody of its own."""
    people = make_people(session, TODAY)
    firing = {story.rule: story for story in STORIES if story.due is not None}
    silent = {story.rule: story for story in STORIES if story.due is None}
    scenes = []
    for number, story in enumerate([*firing.values(), *silent.values()]):
        scene = new_scene(session, people, f"sky{number}")
        for fact in story.facts:
            fact(scene)
        scenes.append(scene)
    session.flush()
    return scenes
