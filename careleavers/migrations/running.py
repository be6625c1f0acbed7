"""Bring a database up or down to a step, in one transaction that leaves the old or the new schema, never between."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

# The number of the lock that programs migrating one PostgreSQL database wait for.
_MIGRATING = 9031625


class SchemaMismatch(RuntimeError):
    """The database and the program are not of the same version; the message says what to do."""


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


def head() -> str:
    """The newest step this program knows."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


def current(engine: Engine) -> str | None:
    """The step the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _known(revision: str) -> bool:
    scripts = ScriptDirectory.from_config(_config())
    return revision in {script.revision for script in scripts.walk_revisions()}


def _in_one_transaction(engine: Engine, move: Any) -> None:
    on_sqlite = engine.dialect.name == "sqlite"
    with engine.connect() as connection:
        if on_sqlite:
            # A pragma is ignored inside a transaction, so it goes to the driver before one begins.
            raw = connection.connection.dbapi_connection
            raw.execute("PRAGMA foreign_keys = OFF")  # type: ignore[union-attr]
        try:
            with connection.begin():
                if not on_sqlite:
                    # SQLite's write lock is taken already; here two programs that start at once take turns.
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATING})")
                move(_config(connection))
                if on_sqlite:
                    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
                    if broken:
                        raise SchemaMismatch(f"The migration would leave {len(broken)} rows without their parent.")
        finally:
            if on_sqlite:
                raw.execute("PRAGMA foreign_keys = ON")  # type: ignore[union-attr]


def upgrade(engine: Engine, revision: str = "head") -> None:
    """Bring the database up to a step. Raises SchemaMismatch if a newer program has already been at it."""
    at = current(engine)
    if at is not None and not _known(at):
        raise SchemaMismatch("The database was made by a newer version of this program. Install that version.")
    _in_one_transaction(engine, lambda config: command.upgrade(config, revision))


def downgrade(engine: Engine, revision: str = "base") -> None:
    """Take the database back down to a step."""
    _in_one_transaction(engine, lambda config: command.downgrade(config, revision))


def assert_current(engine: Engine) -> None:
    """Check that the schema is the program's own. Raises SchemaMismatch naming the remedy."""
    at = current(engine)
    if at == head():
        return
    if at is None:
        raise SchemaMismatch("The database is empty. Run: careleavers upgrade")
    if not _known(at):
        raise SchemaMismatch("The database was made by a newer version of this program. Install that version.")
    raise SchemaMismatch("The database is of an older version. Run: careleavers upgrade")
