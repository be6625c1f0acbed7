"""What the commands `backup`, `restore` and `drill` do and say."""

import tempfile
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from careleavers.config import Settings
from careleavers.db import Database, database_of
from careleavers.migrations import running
from careleavers.models.base import now_utc
from careleavers.recovery.backups import make_backup
from careleavers.recovery.restoring import restore as restore_backup
from careleavers.recovery.restoring import rows_that_differ

_LEFT_OUT = "It is NOT encrypted: set database_key, or keep it where only the council's administrators reach."


def back_up(settings: Settings, database: Database, path: Path) -> dict[str, Any]:
    """Make and verify a backup; `path`, `made_at`, `step`, `encrypted`, `rows` in all, `seconds`. Raises NoBackup."""
    began = time.monotonic()
    made = asdict(make_backup(settings, database.reader, path))
    return {"path": str(path), **made, "rows": sum(made["rows"].values()), "seconds": time.monotonic() - began}


def made_words(path: Path, made: dict[str, Any]) -> str:
    """What `careleavers backup` says."""
    words = (
        f"Backed up {made['rows']:,} rows to {path} in {made['seconds']:.1f} s, and opened it to see that it is whole."
    )
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
    make_backup(settings, database.reader, path)
    return path


def restore(settings: Settings, path: Path) -> dict[str, Any]:
    """Restore a backup; `made_at`, `rows` in all and what was put right afterwards. Raises NoBackup, CopyDiffers."""
    came = restore_backup(settings, path)
    rows = sum(came.manifest.rows.values())
    return {"made_at": came.manifest.made_at, "rows": rows, "put_right": asdict(came.replayed)}


def restored_words(came: dict[str, Any]) -> str:
    """What `careleavers restore` says."""
    right = came["put_right"]
    return (
        f"Restored {came['rows']:,} rows as they were on {came['made_at']}. From the security log since then: "
        f"{right['accounts']} accounts (each needs a link to set a password), {right['workers']} members of staff, "
        f"{right['allocations']} allocations, {right['homes']} homes, "
        f"{right['safe_contacts']} agreements on safe contact. Run: careleavers sweep"
    )


def drill(settings: Settings, database: Database) -> dict[str, Any]:
    """Back up, restore to a place of its own, compare every row; `ok`, `rows`, `differ` (tables) and `seconds`."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="careleavers-drill-") as folder:
        path, place = Path(folder) / "backup.sqlite3", Path(folder) / "place"
        # Nothing of the drill counts as a backup, and nothing is replayed, so that the rows can be compared.
        apart = replace(settings, instance=place, database_url="", security_log=str(place / "none.jsonl"))
        made = make_backup(apart, database.reader, path)
        restore_backup(apart, path)
        beside = replace(apart, database_url=f"sqlite:///{path}")
        one, other = database_of(apart), database_of(beside)
        differ = rows_that_differ(one, other)
        one.dispose()
        other.dispose()
    seconds = time.monotonic() - began
    return {"ok": not differ, "rows": sum(made.rows.values()), "differ": differ, "seconds": seconds}


def drill_words(found: dict[str, Any]) -> str:
    """What `careleavers drill` says."""
    if found["ok"]:
        return f"Backed up, restored and compared {found['rows']:,} rows in {found['seconds']:.1f} s: all the same."
    return f"The restored rows differ in: {', '.join(found['differ'])}. Do not rely on backups until this is mended."


__all__ = ["back_up", "back_up_before_upgrade", "drill", "drill_words", "made_words", "restore", "restored_words"]
