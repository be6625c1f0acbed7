"""Taking a backup while people save, and knowing that it is one: made whole, opened, counted, then given its name."""

import hashlib
import json
import os
import tempfile
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError

from careleavers.config import Settings
from careleavers.db import make_engine
from careleavers.documents.files.shelf import shelf_of
from careleavers.migrations import running
from careleavers.models.base import now_utc
from careleavers.recovery import copying, files

LAST = "last-backup.json"


class NoBackup(RuntimeError):
    """A file cannot be used as a backup, or none could be made; the message says why and what to do."""


@dataclass(frozen=True)
class Manifest:
    """What must be found in a backup. `rows` counts each table, `step` is the schema, `sha256` is of the whole file.

    `missing_files` counts documents whose file was lost before.
    """

    made_at: str
    step: str
    encrypted: bool
    rows: dict[str, int]
    sha256: str
    missing_files: int = 0

    @property
    def row_count(self) -> int:
        """The rows in all."""
        return sum(number for name, number in self.rows.items() if name != files.TABLE)

    @property
    def file_count(self) -> int:
        """The files."""
        return self.rows.get(files.TABLE, 0)


def manifest_path(path: Path) -> Path:
    """Where the manifest of a backup lies: beside it."""
    return path.with_name(path.name + ".json")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _engine(path: Path, key: str, *, write: bool = False) -> Engine:
    return make_engine(f"sqlite:///{path}", write=write, key=key)


def _copy_file(source: Engine, path: Path, key: str) -> None:
    """The whole of a SQLite database at one moment, while others write; with a key the copy is under the same key."""
    target = _engine(path, key, write=True)
    with source.connect() as reading, target.connect() as writing:
        raw: Any = reading.connection.dbapi_connection
        raw.backup(writing.connection.dbapi_connection)
    target.dispose()


def _copy_rows(source: Engine, path: Path, key: str) -> None:
    """The rows of a PostgreSQL database at one moment."""
    target = _engine(path, key, write=True)
    with source.connect().execution_options(isolation_level="REPEATABLE READ") as reading:
        copying.copy_rows(reading, target)
    target.dispose()


def _looked_into(path: Path, key: str) -> tuple[str, dict[str, int], int]:
    """The schema's step, the rows of each table and how many files are missing, after every check there is.

    Raises NoBackup.
    """
    engine = _engine(path, key, write=True)
    try:
        step = running.current(engine)
        with engine.connect() as connection:
            for pragma in ("integrity_check", "foreign_key_check"):
                found = connection.exec_driver_sql(f"PRAGMA {pragma}").first()
                if found and found[0] != "ok":
                    raise NoBackup(f"{path.name} is damaged ({pragma}: {found[0]}). Use another backup.")
            if (name := files.damaged_file(connection)) is not None:
                raise NoBackup(f"{path.name} is damaged (the file {name}). Use another backup.")
            rows, missing = _every_count(connection), files.missing_files(connection)
    except DBAPIError as problem:
        raise NoBackup(f"{path.name} does not open. It is damaged, or database_key is not its key.") from problem
    finally:
        engine.dispose()
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
    if step is None:
        raise NoBackup(f"{path.name} holds no records of this program.")
    return step, rows, missing


def _every_count(connection: Connection) -> dict[str, int]:
    names = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")).scalars()
    return copying.counts(connection, [name for name in names if not name.startswith("sqlite_")])


def make_backup(settings: Settings, engine: Engine, path: Path, *, with_files: bool = True) -> Manifest:
    """Copy the database and the files handed in to `path` while people work, open the copy, and write its manifest.

    A file that is lost does not keep the rest from being saved: the manifest counts it. Without files it does not count
    as the installation's last backup. Encrypted if `database_key` is set. Raises NoBackup if the file is there already,
    cannot be written or does not hold what it must; then nothing is left behind.
    """
    if path.exists():
        raise NoBackup(f"{path} is there already. A backup never replaces another; give it a name of its own.")
    handle = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        number, handle = tempfile.mkstemp(prefix=".making-", dir=path.parent)
        os.close(number)
        making = Path(handle)
        copy = _copy_file if engine.dialect.name == "sqlite" else _copy_rows
        try:
            copy(engine, making, settings.database_key)
            if with_files:
                _add_files(settings, making)
        except _driver_errors(engine) as problem:
            raise NoBackup(f"The backup cannot be written to {path.parent} ({problem}). Is there room?") from problem
        step, rows, missing = _looked_into(making, settings.database_key)
        made = Manifest(
            now_utc().isoformat(timespec="seconds"), step, bool(settings.database_key), rows, _digest(making),
            missing,
        )  # fmt: skip
        _onto_disk(making)
        manifest_path(path).write_text(json.dumps(asdict(made), indent=2) + "\n", encoding="utf-8")
        making.rename(path)
        if with_files:
            settings.instance.mkdir(parents=True, exist_ok=True)
            said = {"at": made.made_at, "path": str(path)}
            (settings.instance / LAST).write_text(json.dumps(said), encoding="utf-8")
    except OSError as problem:
        raise NoBackup(f"The backup cannot be written to {path.parent}: {problem.strerror}.") from problem
    finally:
        if handle:
            for left in path.parent.glob(Path(handle).name + "*"):
                left.unlink()
    return made


def _driver_errors(engine: Engine) -> tuple[type[Exception], ...]:
    """What a full disk raises: in a statement, or in the driver's own copying of a whole file."""
    driver: Any = engine.dialect.loaded_dbapi
    return DBAPIError, driver.Error


def _add_files(settings: Settings, making: Path) -> None:
    target = _engine(making, settings.database_key, write=True)
    try:
        files.put_files(target, shelf_of(settings))
    finally:
        target.dispose()


def _onto_disk(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())


def verify_backup(path: Path, key: str) -> Manifest:
    """Check a backup against its manifest and by opening it. Raises NoBackup naming what is wrong."""
    if not path.is_file():
        raise NoBackup(f"There is no backup at {path}.")
    beside = manifest_path(path)
    try:
        made = Manifest(**json.loads(beside.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as problem:
        raise NoBackup(f"{beside.name} is missing or cannot be read. Keep it beside the backup.") from problem
    if _digest(path) != made.sha256:
        raise NoBackup(f"{path.name} is not the file that was made on {made.made_at}. Use another backup.")
    if made.encrypted and not key:
        raise NoBackup(f"{path.name} is encrypted. Set database_key to the key it was made with.")
    if _looked_into(path, key if made.encrypted else "") != (made.step, made.rows, made.missing_files):
        raise NoBackup(f"{path.name} does not hold what its manifest says. Use another backup.")
    return made


def last_backup(settings: Settings) -> datetime | None:
    """When the last verified backup was made; None if none is known."""
    try:
        said = json.loads((settings.instance / LAST).read_text(encoding="utf-8"))
        return datetime.fromisoformat(said["at"])
    except (OSError, ValueError, KeyError):
        return None


__all__ = ["Manifest", "NoBackup", "last_backup", "make_backup", "manifest_path", "verify_backup"]
