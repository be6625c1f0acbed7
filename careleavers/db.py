"""Engines and sessions: one session per request, one writer at a time on SQLite, commits in one place.

May import: models, audit. Three words to know: *reader* (sessions that cannot write),
*writer* (begins with the write lock on SQLite) and *transaction* (commits or leaves nothing).
"""

import re
import sqlite3
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from types import ModuleType
from typing import Any

from psycopg._preparing import PrepareManager
from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.exc import ArgumentError, DBAPIError, IntegrityError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session

from careleavers import audit
from careleavers.config import Settings
from careleavers.domain.actors import Actor
from careleavers.domain.dates import today_in_london
from careleavers.domain.policy import Policy
from careleavers.domain.refusals import Refused, Stale
from careleavers.security_log import SecurityLog, sink_of

BUSY_MILLISECONDS = 15_000
_PRAGMAS = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "recursive_triggers": 1,
    "busy_timeout": BUSY_MILLISECONDS,
}
# The rules are long statements run at every save; preparing one takes a hundred times as long as running it.
_KEPT_STATEMENTS = 1000
# Affected by the published WAL-reset corruption race up to and including this version.
_LAST_FAULTY_SQLITE = (3, 51, 2)


class DatabaseRefused(RuntimeError):
    """The database is not in a state in which records are safe; the message says what to do."""


def _sqlite_module() -> ModuleType:
    """The SQLite driver whose library is safe; the standard one, with a warning, where it is not installed."""
    try:
        import sqlcipher3.dbapi2 as cipher
    except ImportError:  # a platform without a wheel
        if sqlite3.sqlite_version_info <= _LAST_FAULTY_SQLITE:
            warnings.warn(f"SQLite {sqlite3.sqlite_version} can corrupt a file; install sqlcipher3", stacklevel=3)
        return sqlite3
    return cipher  # type: ignore[no-any-return]


def make_engine(url: str, *, write: bool = False, key: str = "", **more: Any) -> Engine:
    """An engine with the house settings; `write` gives one whose transactions take the write lock at once."""
    if url.startswith("postgresql://"):
        url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    if not url.startswith("sqlite"):
        return _tuned(create_engine(url, pool_pre_ping=True, hide_parameters=True, **more))
    if write and ":memory:" not in url and "poolclass" not in more:
        more = {"pool_size": 1, "max_overflow": 0, "pool_timeout": BUSY_MILLISECONDS / 1000, **more}
    # Values stay out of error messages, and so out of logs.
    arguments = {"timeout": BUSY_MILLISECONDS / 1000, "cached_statements": _KEPT_STATEMENTS}
    engine = create_engine(url, module=_sqlite_module(), connect_args=arguments, hide_parameters=True, **more)

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _record: Any) -> None:
        raw.isolation_level = None  # the driver stops guessing; begin() below decides
        if key:
            raw.execute(f"PRAGMA key = \"x'{key}'\"")
        for pragma, value in _PRAGMAS.items():
            raw.execute(f"PRAGMA {pragma} = {value}")
        if not write:
            raw.execute("PRAGMA query_only = 1")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("isolation_level") != "AUTOCOMMIT":
            connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return engine


class _Plans(PrepareManager):
    """The plans of one connection. The driver forgets them all at a rollback, lest a table was made anew in it."""

    def clear(self) -> bool:
        """Forget nothing: no connection that serves changes tables, upgrades have their own."""
        return False


def _tuned(engine: Engine) -> Engine:
    """Keep PostgreSQL from compiling statements to machine code, and have it keep its plans.

    It would compile the rules at every run, for a rule over everybody thirty times as long as the rule itself takes.
    Planning what is asked after each save takes six times as long as asking; the driver would forget plans beyond 100.
    """

    @event.listens_for(engine, "connect")
    def prepare(raw: Any, _record: Any) -> None:
        raw.execute("SET jit = off")
        raw._prepared = _Plans()
        raw.prepared_max = _KEPT_STATEMENTS
        raw.commit()

    return engine


def assert_settings(engine: Engine) -> None:
    """Check that the database can be opened and keeps what is confirmed.

    Raises DatabaseRefused naming the setting that is wrong, or what to do about a database that does not open.
    """
    try:
        _assert_settings(engine)
    except DBAPIError as problem:
        remedy = (
            "Run careleavers upgrade if there is none yet; else see that database_url is right and its server runs."
        )
        raise DatabaseRefused(f"The database cannot be opened ({type(problem).__name__}). {remedy}") from problem


def _assert_settings(engine: Engine) -> None:
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            for pragma, wanted in _PRAGMAS.items():
                found = connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()
                if found != wanted and not (pragma == "journal_mode" and found == "memory"):
                    raise DatabaseRefused(f"SQLite has {pragma} = {found}; {wanted} is needed. Use a local disk.")
            return
        for question in ("SHOW fsync", "SHOW full_page_writes", "SHOW synchronous_commit"):
            if connection.execute(text(question)).scalar() == "off":
                name = question.removeprefix("SHOW ")
                raise DatabaseRefused(f"PostgreSQL has {name} off: confirmed work could be lost. Turn it on.")


class Database:
    """The reader and writer engines of one installation, and the sessions made on them."""

    def __init__(
        self, url: str, policy: Policy, *, key: str = "", security_log: SecurityLog | None = None, **more: Any
    ) -> None:
        """Open the engines. `key` is 64 hexadecimal digits for an encrypted SQLite file.

        `security_log` is the second sink of what protects people; a demonstration and most tests have none.
        """
        if key and not re.fullmatch(r"[0-9a-fA-F]{64}", key):
            raise DatabaseRefused("database_key must be 64 hexadecimal digits.")
        self.policy, self.security_log = policy, security_log
        try:
            self.reader = make_engine(url, key=key, **more)
        except ArgumentError as problem:
            remedy = "Write sqlite:///folder/file.sqlite3 or postgresql://name:password@host/database."
            raise DatabaseRefused(f"database_url cannot be understood. {remedy}") from problem
        on_sqlite = self.reader.dialect.name == "sqlite"
        self.writer = make_engine(url, write=True, key=key, **more) if on_sqlite else self.reader

    def session(self, actor: Actor, *, write: bool, today: date | None = None, request_id: str = "") -> Session:
        """A session for one piece of work. Without `write` the database itself refuses to change anything."""
        session = Session(self.writer if write else self.reader, expire_on_commit=False)
        session.info.update(
            actor=actor, policy=self.policy, today=today or today_in_london(), request_id=request_id, write=write
        )
        audit.watch(session)
        if write and self.security_log:
            self.security_log.watch(session)
        if not write:
            self._make_read_only(session)
        return session

    def _make_read_only(self, session: Session) -> None:
        # On SQLite the reader's connections are `query_only` from the start.
        if self.reader.dialect.name != "sqlite":
            session.connection(execution_options={"postgresql_readonly": True})

    @contextmanager
    def reading(self, actor: Actor, today: date | None = None) -> Iterator[Session]:
        """A session that cannot write, closed at the end."""
        session = self.session(actor, write=False, today=today)
        try:
            yield session
        finally:
            session.rollback()
            session.close()

    @contextmanager
    def transaction(self, actor: Actor, today: date | None = None) -> Iterator[Session]:
        """A session whose work is committed at the end, or wholly undone if anything is raised."""
        session = self.session(actor, write=True, today=today)
        try:
            yield session
            session.commit()
        except BaseException:
            session.rollback()
            raise
        finally:
            session.close()

    def dispose(self) -> None:
        """Close every connection."""
        self.reader.dispose()
        self.writer.dispose()


def database_of(settings: Settings) -> Database:
    """The database of an installation, as its settings say. Raises DatabaseRefused for settings that cannot be."""
    return Database(settings.url, settings.policy, key=settings.database_key, security_log=sink_of(settings))


def today(session: Session) -> date:
    """The day in London that this session works on."""
    day: date = session.info["today"]
    return day


def policy(session: Session) -> Policy:
    """The council's limits as this session was given them."""
    limits: Policy = session.info["policy"]
    return limits


@contextmanager
def saving(session: Session, field: str, sentence: str) -> Iterator[None]:
    """Flush what is changed inside; what the database itself will not keep becomes a sentence a person can act on.

    The services check first, so this is for two people doing the same thing at one moment. Raises Refused with the
    given field and sentence for a broken constraint or trigger, Stale for a row somebody else saved meanwhile;
    in both cases nothing of the block is kept and the session can still be read from.
    """
    try:
        with session.begin_nested():
            yield
            session.flush()
    except IntegrityError as problem:
        raise Refused(field, sentence) from problem
    except StaleDataError as problem:
        raise Stale(sentence) from problem
