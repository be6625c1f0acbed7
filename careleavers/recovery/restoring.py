"""Coming back from a backup: into an empty place only, verified, and with what protects people done again."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError
from sqlmodel import col

from careleavers.config import Settings
from careleavers.db import Database, database_of, make_engine
from careleavers.documents.files.shelf import FileLost, NoRoom, Shelf, shelf_of
from careleavers.migrations import running
from careleavers.models import Document, metadata
from careleavers.recovery import copying, files
from careleavers.recovery.backups import Manifest, NoBackup, verify_backup
from careleavers.recovery.replaying import Replayed, replay


@dataclass(frozen=True)
class Restored:
    """What came back: the backup's manifest, and how many states of each kind were put right afterwards."""

    manifest: Manifest
    replayed: Replayed


def _file_of(settings: Settings) -> Path | None:
    url = make_url(settings.url)
    return Path(url.database or "") if url.drivername.startswith("sqlite") else None


def restore(settings: Settings, path: Path, *, in_use: bool = True) -> Restored:
    """Put a backup and its files into the place the settings name, bring its schema up, and replay the security log.

    Where the place will be `in_use`, codes and sign-ins that were under way have ended.

    Raises NoBackup if the backup is not whole, the place is not empty, or it needs another version of the program;
    then the place is as empty as it was.
    """
    manifest = verify_backup(path, settings.database_key)
    file = _file_of(settings)
    if file is None:
        _into_postgresql(settings, manifest, path)
    else:
        _into_file(settings, file, manifest, path)
    database = database_of(settings)
    try:
        running.upgrade(database.writer)
        return Restored(manifest, replay(settings, database, in_use=in_use))
    finally:
        database.dispose()


def _into_file(settings: Settings, file: Path, manifest: Manifest, path: Path) -> None:
    if any(file.with_name(file.name + ending).exists() for ending in ("", "-wal")):
        raise NoBackup(f"There is a database at {file}. Move it away first; a restore never writes over records.")
    if bool(settings.database_key) != manifest.encrypted:
        raise NoBackup("The backup is not encrypted but database_key is set. Take the key away, restore, and back up.")
    coming = file.with_name(file.name + ".coming")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, coming)
        _free_of_files(settings, coming)
        coming.rename(file)
    except OSError as problem:
        raise NoBackup(f"The database cannot be written to {file.parent}: {problem.strerror}.") from problem
    finally:
        for ending in ("", "-wal", "-shm"):
            coming.with_name(coming.name + ending).unlink(missing_ok=True)


def _free_of_files(settings: Settings, coming: Path) -> None:
    """Bring the files of a backup into their folder, and the database to what it is without them."""
    engine = make_engine(f"sqlite:///{coming}", write=True, key=settings.database_key)
    try:
        with _files_brought(settings, engine):
            files.take_table_away(engine)
    except DBAPIError as problem:
        raise NoBackup(f"The database cannot be written to {coming.parent}: is there room?") from problem
    finally:
        engine.dispose()


@contextmanager
def _files_brought(settings: Settings, backup: Engine) -> Iterator[None]:
    """The files of a backup are in their folder; taken away again if what follows fails.

    Raises NoBackup if another of the same name is there already, or no room.
    """
    shelf = shelf_of(settings)
    try:
        with files.files_taken(backup, shelf):
            yield
    except NoRoom as problem:
        raise NoBackup(f"The files cannot be written to {shelf.folder}: {problem}") from problem
    except files.InTheWay as problem:
        remedy = f"Move {shelf.folder} away first; a restore never writes over a file."
        raise NoBackup(f"The file {problem} lies there already and is not the one of the backup. {remedy}") from problem


def _into_postgresql(settings: Settings, manifest: Manifest, path: Path) -> None:
    if manifest.step != running.head():
        raise NoBackup("The backup is of another version. Restore it with that version, then upgrade.")
    database = database_of(settings)
    source = make_engine(f"sqlite:///{path}", key=settings.database_key if manifest.encrypted else "")
    try:
        if set(inspect(database.writer).get_table_names()) & set(metadata.tables):
            raise NoBackup(
                "The database is not empty. Give database_url an empty one; a restore never writes over records."
            )
        with _files_brought(settings, source), source.connect() as reading:
            copying.copy_rows(reading, database.writer)
    finally:
        source.dispose()
        database.dispose()


def rows_that_differ(one: Database, other: Database) -> list[str]:
    """The tables of two databases whose rows are not the same, for the drill."""
    with one.reader.connect() as here, other.reader.connect() as there:
        return [
            table.name
            for table in metadata.sorted_tables
            if here.execute(table.select().order_by(*table.primary_key.columns)).all()
            != there.execute(table.select().order_by(*table.primary_key.columns)).all()
        ]


def files_that_differ(database: Database, one: Shelf, other: Shelf) -> list[str]:
    """The names of the files that are not the same in two folders, for the drill; those lost in both are among them."""
    with database.reader.connect() as connection:
        wanted = connection.execute(select(col(Document.file_name), col(Document.file_sha256))).all()
    return [name for name, sha256 in wanted if not _same(one, other, name, sha256)]


def _same(one: Shelf, other: Shelf, name: str, sha256: str) -> bool:
    try:
        return one.stored(name, sha256) == other.stored(name, sha256)
    except FileLost:
        return False


__all__ = ["Restored", "files_that_differ", "restore", "rows_that_differ"]
