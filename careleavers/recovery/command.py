"""What the commands `backup`, `restore` and `drill` do and say."""

import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from careleavers.config import Settings
from careleavers.db import Database, database_of
from careleavers.documents.files.shelf import shelf_of
from careleavers.migrations import running
from careleavers.models.base import now_utc
from careleavers.recovery.backups import make_backup
from careleavers.recovery.restoring import files_that_differ, rows_that_differ
from careleavers.recovery.restoring import restore as restore_backup

_PUT_BACK = "Put it back from an earlier backup, or have a manager mark the document as recorded in error."
_LEFT_OUT = "It is NOT encrypted: set database_key, or keep it where only the council's administrators reach."


def back_up(settings: Settings, database: Database, path: Path) -> dict[str, Any]:
    """Make and verify a backup; what the manifest says, with `path`, `rows` and `files` in all, and `seconds`.

    Raises NoBackup.
    """
    began = time.monotonic()
    made = make_backup(settings, database.reader, path)
    counts = {"rows": made.row_count, "files": made.file_count, "seconds": time.monotonic() - began}
    return {"path": str(path), **asdict(made), **counts}


def _many(number: int, one: str, many: str) -> str:
    return f"{number:,} {one if number == 1 else many}"


def made_words(path: Path, made: dict[str, Any]) -> str:
    """What `careleavers backup` says."""
    words = (
        f"Backed up {made['rows']:,} rows and {made['files']:,} files to {path} in {made['seconds']:.1f} s, and opened"
        " it to see that it is whole."
    )
    if made["missing_files"]:
        lost = _many(made["missing_files"], "document is without its file", "documents are without their file")
        words += f" WRONG: {lost}. {_PUT_BACK}"
    return words if made["encrypted"] else f"{words} {_LEFT_OUT}"


def back_up_before_upgrade(settings: Settings, database: Database) -> Path | None:
    """A backup in the instance folder if the schema is about to change; where it is, or None if nothing changes.

    None on PostgreSQL too, whose rows are copied under this program's schema and no older one.
    """
    at = running.current(database.writer)
    if at in (None, running.head()) or database.writer.dialect.name != "sqlite":
        return None
    made_at = now_utc().strftime("%Y%m%d-%H%M%S")
    path = settings.instance / "backups" / f"before-upgrade-from-{at}-{made_at}.sqlite3"
    # A change of the schema leaves the files alone, so they stay in their folder.
    make_backup(settings, database.reader, path, with_files=False)
    return path


def restore(settings: Settings, path: Path) -> dict[str, Any]:
    """Restore a backup; `made_at`, `rows` and `files` in all and what was put right. Raises NoBackup, CopyDiffers."""
    came = restore_backup(settings, path)
    made = came.manifest
    counts = {"rows": made.row_count, "files": made.file_count}
    return {"made_at": made.made_at, **counts, "put_right": asdict(came.replayed)}


def restored_words(came: dict[str, Any]) -> str:
    """What `careleavers restore` says."""
    right = came["put_right"]
    return (
        f"Restored {came['rows']:,} rows and {came['files']:,} files as they were on {came['made_at']}. From the"
        " security log since then: "
        f"{right['accounts']} accounts (each needs a link to set a password), {right['workers']} members of staff, "
        f"{right['allocations']} allocations, {right['homes']} homes, "
        f"{right['safe_contacts']} agreements on safe contact, {right['restrictions']} restrictions, "
        f"{right['conflicts']} conflicts, {right['loans']} loans of access. Run: careleavers sweep"
    )


def drill(settings: Settings, database: Database) -> dict[str, Any]:
    """Back up, restore to a place of its own, compare every row and file.

    `ok`, `rows`, `files`, `differ` (tables), `files_differ` (how many, lost ones among them) and `seconds`.
    """
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="careleavers-drill-") as folder:
        path, place = Path(folder) / "backup.sqlite3", Path(folder) / "place"
        # Nothing of the drill counts as a backup, and nothing is replayed, so that the rows can be compared.
        apart = replace(settings, instance=place, database_url="", security_log=str(place / "none.jsonl"))
        made = make_backup(replace(apart, documents_folder=str(settings.documents_path)), database.reader, path)
        apart = replace(apart, documents_folder="")
        restore_backup(apart, path, in_use=False)
        beside = replace(apart, database_url=f"sqlite:///{path}")
        one, other = database_of(apart), database_of(beside)
        differ = rows_that_differ(one, other)
        files_differ = len(files_that_differ(one, shelf_of(settings), shelf_of(apart)))
        one.dispose()
        other.dispose()
    counts = {"rows": made.row_count, "files": made.file_count, "seconds": time.monotonic() - began}
    return {"ok": not differ and not files_differ, "differ": differ, "files_differ": files_differ, **counts}


def drill_words(found: dict[str, Any]) -> str:
    """What `careleavers drill` says."""
    if found["ok"]:
        counted = f"{found['rows']:,} rows and {found['files']:,} files"
        return f"Backed up, restored and compared {counted} in {found['seconds']:.1f} s: all the same."
    wrong = [f"The restored rows differ in: {', '.join(found['differ'])}."] if found["differ"] else []
    if found["files_differ"]:
        came_not = ("document did not come back with its file", "documents did not come back with their file")
        wrong.append(f"{_many(found['files_differ'], *came_not)}.")
    return f"{' '.join(wrong)} Do not rely on backups until this is mended."


__all__ = ["back_up", "back_up_before_upgrade", "drill", "drill_words", "made_words", "restore", "restored_words"]
