"""The files that people handed in, in a backup: a table beside the others, each file as it lies in its folder.

They are as many as there are documents, not as the folder holds: what is on its way while a backup is made has no
row in it, and what has a row was on the disk before.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, inspect, text

from careleavers.documents.files.shelf import FileLost, Shelf

TABLE = "stored_file"
_MAKE = "CREATE TABLE stored_file (name VARCHAR(32) PRIMARY KEY, content BLOB NOT NULL)"
_PUT = text("INSERT INTO stored_file (name, content) VALUES (:name, :content)")
_MISSING = text(
    "SELECT count(*) FROM document WHERE struck_at IS NULL"
    " AND NOT EXISTS (SELECT 1 FROM stored_file f WHERE f.name = document.file_name)"
)
_WITH_PRINTS = text(
    "SELECT f.name, CAST(f.content AS BLOB), d.file_sha256 FROM stored_file f"
    " LEFT JOIN document d ON d.file_name = f.name"
)


class InTheWay(RuntimeError):
    """A file of this name lies in the folder already and is another one."""


def put_files(backup: Engine, shelf: Shelf) -> None:
    """Put the file of every document of a backup beside its rows; one that is lost is left out, to be counted later."""
    with backup.connect() as connection:
        if not inspect(connection).has_table("document"):
            return
        wanted = connection.execute(text("SELECT file_name, file_sha256 FROM document ORDER BY id")).all()
        connection.rollback()
        with connection.begin():
            connection.exec_driver_sql(_MAKE)
        for name, sha256 in wanted:
            try:
                stored = shelf.stored(name, sha256)
            except FileLost:
                continue
            with connection.begin():
                connection.execute(_PUT, {"name": name, "content": stored})


def damaged_file(connection: Connection) -> str | None:
    """The name of a file in a backup that is not the one its document speaks of; None if each is."""
    return next((name for name, stored, sha256 in _each(connection) if _print(stored) != sha256), None)


def missing_files(connection: Connection) -> int:
    """How many documents of a backup are without their file; those recorded in error are not counted."""
    return int(connection.execute(_MISSING).scalar_one()) if inspect(connection).has_table(TABLE) else 0


@contextmanager
def files_taken(backup: Engine, shelf: Shelf) -> Iterator[None]:
    """Every file of a backup is in a folder; if what follows fails, the folder is as it was before.

    One that lies there already, the same to the last byte, stays. Raises InTheWay for one that is not the same, NoRoom.
    """
    names: list[str] = []
    shelf.least_free = 0
    try:
        with backup.connect() as connection:
            for name, stored, _ in _each(connection):
                if not shelf.has(name):
                    shelf.put_stored(name, stored)
                    names.append(name)
                elif not _is_the_same(shelf, name, stored):
                    raise InTheWay(name)
        yield
    except BaseException:
        shelf.forget(names)
        raise


def take_table_away(database: Engine) -> None:
    """Free a database that was made from a backup of the files, which are in their folder now."""
    with database.connect() as connection:
        if inspect(connection).has_table(TABLE):
            connection.rollback()
            with connection.begin():
                connection.exec_driver_sql("DROP TABLE stored_file")
            alone = connection.execution_options(isolation_level="AUTOCOMMIT")
            alone.exec_driver_sql("VACUUM")
            alone.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _each(connection: Connection) -> Iterator[tuple[str, bytes, str | None]]:
    """Name, content and the print that the document tells, one file at a time."""
    if inspect(connection).has_table(TABLE):
        found = connection.execution_options(yield_per=1).execute(_WITH_PRINTS)
        yield from ((name, stored, sha256) for name, stored, sha256 in found)


def _is_the_same(shelf: Shelf, name: str, stored: bytes) -> bool:
    try:
        return shelf.stored(name, _print(stored)) == stored
    except FileLost:
        return False


def _print(stored: bytes) -> str:
    return hashlib.sha256(stored).hexdigest()


__all__ = ["TABLE", "InTheWay", "damaged_file", "files_taken", "missing_files", "put_files", "take_table_away"]
