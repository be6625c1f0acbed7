"""Shared ground for the tests: one database of each kind, a rolled-back transaction per test, people with names."""

import contextlib
import gc
import itertools
import socket
import zlib
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from flask import Flask
from sqlalchemy import Connection, Engine
from sqlmodel import Session

from careleavers import audit
from careleavers.alerts.calendar import fill_calendar
from careleavers.alerts.standing import MAKE_STANDING
from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.db import Database, make_engine
from careleavers.domain.actors import Actor, job
from careleavers.domain.policy import Policy
from careleavers.models import metadata
from tests.client import AuditingClient
from tests.people import People, find_people, make_people
from tests.postgres import another_database, running_server

# Collecting garbage after every 700 new objects took a tenth of the suite's time.
gc.set_threshold(50_000, 20, 100)

# The day on which every test takes place unless it says otherwise: a Wednesday.
TODAY = date(2026, 3, 4)
SECRET = "only-for-tests-only-for-tests-only-for-tests"


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--everywhere`: page tests too on both databases, and whole lists where otherwise a third of each is tried."""
    parser.addoption("--everywhere", action="store_true", help="pages on SQLite and on PostgreSQL, and whole lists")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A test that opens pages runs on one of the two databases, chosen by its name; everything below them on both.

    What a page adds to its service and queries is words and answers, which the database does not change.
    """
    if config.getoption("everywhere"):
        return
    left = [item for item in items if _is_page_on_its_second_database(item)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in set(left)]


def _is_page_on_its_second_database(item: pytest.Item) -> bool:
    callspec = getattr(item, "callspec", None)
    if callspec is None or "app" not in getattr(item, "fixturenames", ()) or "kept" not in callspec.params:
        return False
    name = item.nodeid.replace(callspec.params["kept"], "")
    return bool(callspec.params["kept"] != ("sqlite", "postgresql")[zlib.crc32(name.encode()) % 2])


T = TypeVar("T")
Some = Callable[[Iterable[T]], Iterable[T]]


@pytest.fixture(scope="session")
def some(request: pytest.FixtureRequest) -> Some[Any]:
    """`some(list)` is every third of a long list, and all of it with `--everywhere`, as `make soak` has it."""
    step = 1 if request.config.getoption("everywhere") else 3
    return lambda these: itertools.islice(these, 0, None, step)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Tests reach nothing but this machine: loopback and local sockets."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise RuntimeError(f"A test tried to reach {address}; tests use no network.")
        real(self, address)

    patch = pytest.MonkeyPatch()
    patch.setattr(socket.socket, "connect", connect)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a PostgreSQL server that lives as long as the tests."""
    with running_server() as url:
        yield url


@contextlib.contextmanager
def every_table(url: str) -> Iterator[Engine]:
    """An engine on an empty database that has every table and the working-day calendar."""
    made = make_engine(url, write=True)
    metadata.create_all(made)
    with made.begin() as connection:
        fill_calendar(connection, "ENG")
    yield made
    made.dispose()


class Kept:
    """Databases that are made once and kept to the end of the tests, in whatever order the tests ask for them."""

    def __init__(self, another: Callable[[], contextlib.AbstractContextManager[str]], stack: contextlib.ExitStack):
        """`another` gives the address of a new empty database; `stack` closes and drops them all."""
        self._another, self._stack = another, stack
        self._made: dict[str, Engine] = {}

    def engine(self, name: str, fill: Callable[[str], contextlib.AbstractContextManager[Engine]]) -> Engine:
        """The database of this name, filled by `fill` when it is first asked for."""
        if name not in self._made:
            url = self._stack.enter_context(self._another())
            self._made[name] = self._stack.enter_context(fill(url))
        return self._made[name]


@pytest.fixture(scope="session")
def kept_on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    """Where tests get their SQLite databases from."""
    with contextlib.ExitStack() as stack:
        yield Kept(lambda: contextlib.nullcontext(f"sqlite:///{tmp_path_factory.mktemp('db') / 'kept.sqlite3'}"), stack)


@pytest.fixture(scope="session")
def kept_on_postgresql(postgresql_url: str) -> Iterator[Kept]:
    """Where tests get their PostgreSQL databases from."""
    with contextlib.ExitStack() as stack:
        yield Kept(lambda: another_database(postgresql_url), stack)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def kept(request: pytest.FixtureRequest) -> Kept:
    """Where a test gets its databases from: everything runs once on SQLite and once on PostgreSQL."""
    return request.getfixturevalue(f"kept_on_{request.param}")  # type: ignore[no-any-return]


@pytest.fixture(scope="session")
def engine(kept: Kept) -> Engine:
    """An engine with every table and the working-day calendar."""
    return kept.engine("empty", every_table)


def filled(fill: Callable[[Session], object]) -> Callable[[str], contextlib.AbstractContextManager[Engine]]:
    """What makes an engine on an empty database that gets every table, the calendar and what `fill` writes."""

    @contextlib.contextmanager
    def made(url: str) -> Iterator[Engine]:
        with every_table(url) as engine:
            database = Database(url, Policy())
            with database.session(job("test"), write=True, today=TODAY) as session:
                fill(session)
                session.commit()
            database.dispose()
            yield engine

    return made


@pytest.fixture(scope="session")
def peopled_engine(kept: Kept) -> Engine:
    """The like of `engine` with the people in it: making them anew for each test took a fifth of the suite's time."""
    return kept.engine("peopled", filled(lambda session: make_people(session, TODAY)))


class TransactionDatabase(Database):
    """A Database whose sessions all live inside one outer transaction, undone at the end of the test."""

    __test__ = False

    def __init__(self, connection: Connection, policy: Policy | None = None) -> None:
        """Stand on an open connection instead of opening engines."""
        self.connection = connection
        self.policy = policy or Policy()
        self.reader = self.writer = connection.engine

    def session(self, actor: Actor, *, write: bool, today: date | None = None, request_id: str = "") -> Session:
        """A session under a savepoint; one that may not write is refused by the audit hook."""
        session = Session(self.connection, expire_on_commit=False, join_transaction_mode="create_savepoint")
        session.info.update(actor=actor, policy=self.policy, today=today or TODAY, request_id=request_id, write=write)
        audit.watch(session)
        return session

    def dispose(self) -> None:
        """Nothing to close: the connection belongs to the test."""


@pytest.fixture
def database(engine: Engine, request: pytest.FixtureRequest) -> Iterator[TransactionDatabase]:
    """A database that forgets everything at the end of the test; the people are in it if the test asks for them."""
    chosen = request.getfixturevalue("peopled_engine") if "people" in request.fixturenames else engine
    with undone(chosen) as connection:
        yield TransactionDatabase(connection)


@contextlib.contextmanager
def undone(engine: Engine) -> Iterator[Connection]:
    """A connection of which nothing stays.

    What the rules are worked out in is made before: undone with the rest, it would make PostgreSQL plan every rule
    anew for each test, and SQLite read its whole schema again for each request.
    """
    with engine.connect() as connection:
        connection.execute(MAKE_STANDING)
        connection.commit()
        outer = connection.begin()
        yield connection
        outer.rollback()


@pytest.fixture
def session(database: TransactionDatabase) -> Iterator[Session]:
    """A session that may write, on TODAY, acting as a test."""
    made = database.session(job("test"), write=True)
    yield made
    made.close()


@pytest.fixture
def people(session: Session) -> People:
    """Amy, Ben, Tess, Una, Sam, Ada, Olly and the young people Yas and Zak: see tests/people.py."""
    return find_people(session)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Settings for tests: no second factor asked, plain cookies, a secret of their own."""
    return Settings(instance=tmp_path, secret_key=SECRET, two_factor_required=False, secure_cookies=False)


@pytest.fixture(scope="session")
def _app_made_once(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Making the application and compiling its templates costs more than most tests; every test borrows this one."""
    shared = Settings(
        instance=tmp_path_factory.mktemp("instance"),
        secret_key=SECRET,
        two_factor_required=False,
        secure_cookies=False,
    )
    made = create_app(shared, Database("sqlite:///:memory:", Policy()), today=lambda: TODAY)
    made.test_client_class = AuditingClient
    made.testing = True
    return made


@pytest.fixture
def app(_app_made_once: Flask, database: TransactionDatabase) -> Iterator[Flask]:
    """The whole application on the test's own database, on TODAY. What a test sets on it is put back afterwards."""
    before = dict(_app_made_once.config)
    _app_made_once.extensions["database"] = database
    yield _app_made_once
    _app_made_once.config.clear()
    _app_made_once.config.update(before)


@pytest.fixture
def app_of_its_own(database: TransactionDatabase, settings: Settings) -> Flask:
    """An application that only this test uses, for tests that add pages to it or start it with other settings."""
    made = create_app(settings, database, today=lambda: TODAY)
    made.test_client_class = AuditingClient
    made.testing = True
    return made


@pytest.fixture
def new_browser(app: Flask) -> Callable[[], AuditingClient]:
    """`new_browser()` is one that nobody has signed in on."""

    def opened() -> AuditingClient:
        client = app.test_client()
        assert isinstance(client, AuditingClient)
        return client

    return opened


@pytest.fixture
def sign_in(new_browser: Callable[[], AuditingClient], people: People) -> Callable[[str], AuditingClient]:
    """`sign_in("amy")` gives a client signed in as Amy; `sign_in("yas")` as the young person."""

    def enter(name: str) -> AuditingClient:
        client = new_browser()
        client.enter(people.account(name))
        return client

    return enter
