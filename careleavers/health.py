"""What `careleavers check` reports: each thing that must be right, in words, with whether it is.

It asks the database itself, so it tells the truth when the scheduler is dead and when the web server is.
"""

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from careleavers import seal
from careleavers.alerts import heartbeat, outbox
from careleavers.config import Settings
from careleavers.db import Database, DatabaseRefused, assert_settings, database_of
from careleavers.documents.clearing import missing_files
from careleavers.documents.files import scanner
from careleavers.documents.files.shelf import LEAST_FREE, shelf_of
from careleavers.domain.actors import job
from careleavers.domain.dates import today_in_london
from careleavers.migrations import running
from careleavers.recovery.backups import last_backup
from careleavers.security_log import sink_of

_WARN_BELOW = 0.15


def _item(name: str, ok: bool, words: str) -> dict[str, Any]:
    return {"name": name, "ok": ok, "words": words}


def _schema(database: Database) -> dict[str, Any]:
    try:
        running.assert_current(database.writer)
    except running.SchemaMismatch as problem:
        return _item("schema", False, str(problem))
    return _item("schema", True, f"at step {running.head()}, which is this program's")


def _database_settings(database: Database) -> dict[str, Any]:
    try:
        assert_settings(database.writer)
    except DatabaseRefused as problem:
        return _item("database", False, str(problem))
    return _item("database", True, f"{database.writer.dialect.name}, with the settings that keep confirmed work")


def _sweep(database: Database, settings: Settings) -> dict[str, Any]:
    with database.reading(job("check")) as session:
        found = heartbeat.health(session, datetime.now(UTC), settings.sweep_stale_hours, today_in_london())
    if not found.problem:
        hours = (found.age or timedelta()) / timedelta(hours=1)
        return _item("sweep", True, f"last finished {hours:.1f} hours ago, for {found.for_day}")
    remedy = "Start the scheduler, or run: careleavers sweep"
    if found.failed_rules and not found.stale and not found.ahead:
        remedy = "The log says why."
    return _item("sweep", False, f"{found.problem}. {remedy}")


def _backup(settings: Settings) -> dict[str, Any]:
    made = last_backup(settings)
    if made is None:
        return _item("backup", settings.demo, "none is known. Run: careleavers backup PATH")
    hours = (datetime.now(UTC) - made) / timedelta(hours=1)
    late = hours > settings.backup_stale_hours
    return _item("backup", not late, f"last verified {hours:.1f} hours ago" + (". Make one now." if late else ""))


def _messages(database: Database, settings: Settings) -> dict[str, Any]:
    if not settings.smtp_host or not settings.public_url:
        return _item("messages", True, "none are sent: smtp_host and public_url are not both set")
    with database.reading(job("check")) as session:
        found = outbox.problem(session, datetime.now(UTC))
    return _item("messages", not found, found or "none is late or was given up")


def _documents(database: Database, settings: Settings) -> dict[str, Any]:
    with database.reading(job("check")) as session:
        missing = missing_files(session, shelf_of(settings))
    if missing:
        words = f"{missing} without their file in {settings.documents_path}. Put the files of the last backup there."
        return _item("documents", False, words)
    if settings.virus_scanner and not scanner.answers(settings.virus_scanner):
        return _item("documents", False, "the virus scanner does not answer, so no file is taken. Start it.")
    return _item("documents", True, "each has its file")


def _trail(database: Database, settings: Settings, whole: bool) -> dict[str, Any]:
    with database.reading(job("check")) as session:
        found = list(seal.problems(session, sink_of(settings))) if whole else []
        late = seal.unsealed_for_too_long(session, datetime.now(UTC))
    if found:
        return _item(
            "audit", False, f"{'; '.join(found)}. Keep this database and a backup as they are, and find out who."
        )
    if late:
        return _item("audit", False, "not sealed for over a day. Start the scheduler.")
    return _item("audit", True, "every line is as it was sealed" if whole else "sealed; check --audit reads every line")


def _disk(folder: Path, name: str) -> dict[str, Any]:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    usage = shutil.disk_usage(folder.resolve())
    share = usage.free / usage.total
    few = f". It is getting full: at {LEAST_FREE:.0%} no more files are taken" if share < _WARN_BELOW else ""
    return _item(name, share > LEAST_FREE, f"{share:.0%} free{few}")


def _integrity(connection: Connection) -> dict[str, Any]:
    if connection.dialect.name != "sqlite":
        return _item("integrity", True, "left to PostgreSQL's own checks")
    found = connection.execute(text("PRAGMA quick_check")).scalar()
    return _item("integrity", found == "ok", f"SQLite's own check says: {found}")


def report(settings: Settings, *, audit: bool = False) -> dict[str, Any]:
    """`ok` and `checks` (name, ok, words): schema, database settings, integrity, sweep age, disk space, last backup.

    With `audit` every line of the audit trail is read and compared with its seal, which takes its time.
    """
    database = database_of(settings)
    checks = [_disk(settings.instance, "disk"), _backup(settings)]
    if settings.documents_folder:
        checks.append(_disk(settings.documents_path, "disk of documents"))
    try:
        checks.append(_database_settings(database))
        if checks[-1]["ok"]:
            checks.append(_schema(database))
        if checks[-1]["ok"]:
            with database.reader.connect() as connection:
                checks.append(_integrity(connection))
            checks += [_sweep(database, settings), _messages(database, settings), _documents(database, settings)]
            checks.append(_trail(database, settings, audit))
    except SQLAlchemyError as problem:
        remedy = "Run careleavers upgrade if there is none yet; else see that its address is right and its server runs."
        checks.append(_item("database", False, f"cannot be opened ({type(problem).__name__}). {remedy}"))
    finally:
        database.dispose()
    return {"ok": all(check["ok"] for check in checks), "checks": checks}
