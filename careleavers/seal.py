"""Seals on the audit trail: whoever changes, removes, adds or cuts off a line of it is found out, and where.

May import: db, models. Three words to know: *trail* (the changes, or the openings), *seal* (a digest of the
lines from one id to another and of the seal before) and *head* (the last seal, kept in the second sink too: who
can write to the database could make a whole new chain, but not to a file on another disk).
"""

import hashlib
import json
import logging
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import column, func, select, table, text
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col

from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.models import AuditSeal, ChangeEntry, ReadEntry
from careleavers.models.base import now_utc
from careleavers.security_log import SEALS, SecurityLog

log = logging.getLogger("careleavers.seal")

TRAILS: dict[str, Any] = {"change_entry": ChangeEntry, "read_entry": ReadEntry}
WORDS = {"change_entry": "changes", "read_entry": "openings"}
BATCH = 10_000
# The scheduler seals every hour; what is still open after this long means that it does not.
LATE = timedelta(hours=26)
_ACTOR = job("seal")
_NOTHING = "0" * 64
_TRIES, _PAUSE_SECONDS = 20, 0.1
# A lock on the trail would need the very rights that the program's own role should not have.
_BEGAN_BEFORE = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND usename IS NOT NULL AND xact_start < :now"
)


def seal(database: Database, sink: SecurityLog | None) -> int:
    """Seal every line that was there when it began, in batches; the number of lines sealed.

    Another process that seals at the same moment wins, and this one stops. On PostgreSQL it waits two seconds for
    those who were saving and else leaves it to the next time: a line that is being written may have a lower id than
    one that is there already, and must not be missed. Nobody who saves ever waits for a seal.
    """
    upto = _last_ids(database)
    if not _those_before_have_finished(database):
        log.warning("not sealed this time: somebody is still saving")
        return 0
    try:
        return sum(_seal_trail(database, sink, trail, last) for trail, last in upto.items())
    except IntegrityError:
        log.warning("not sealed this time: another process is doing it")
        return 0


def _last_ids(database: Database) -> dict[str, int]:
    with database.reading(_ACTOR) as session:
        return {trail: session.scalar(select(func.max(model.id))) or 0 for trail, model in TRAILS.items()}


def _those_before_have_finished(database: Database) -> bool:
    """Whether every transaction that had begun by now has ended within two seconds; SQLite has one writer at a time."""
    with database.reading(_ACTOR) as session:
        if session.connection().dialect.name != "postgresql":
            return True
        now = session.scalar(select(func.clock_timestamp()))
    waiting = threading.Event()
    for _ in range(_TRIES):
        with database.reading(_ACTOR) as session:
            if not session.scalar(_BEGAN_BEFORE, {"now": now}):
                return True
        waiting.wait(_PAUSE_SECONDS)
    return False


def _seal_trail(database: Database, sink: SecurityLog | None, trail: str, last: int) -> int:
    done = 0
    columns = [each.name for each in TRAILS[trail].__table__.columns if each.name != "id"]
    while True:
        with database.transaction(_ACTOR) as session:
            before = head(session, trail)
            lines = _lines(session, trail, columns, before.to_id + 1, last, BATCH)
            if not lines:
                return done
            made = AuditSeal(
                trail=trail,
                number=before.number + 1,
                from_id=before.to_id + 1,
                to_id=lines[-1][0],
                lines=len(lines),
                columns=",".join(columns),
                digest=_digest(before.digest, lines),
            )
            session.add(made)
            session.flush()
        done += len(lines)
        # After the commit: a head that the database does not have would look as if the trail were cut off.
        if sink is not None:
            remember(sink, trail, made)


def _lines(session: Session, trail: str, columns: list[str], first: int, last: int, most: int) -> list[Any]:
    """The lines of a trail with ids from `first` to `last`, both included, as the database has them, the id first."""
    fields: list[Any] = [column(name) for name in ("id", *columns)]
    within: Any = select(*fields).select_from(table(trail)).where(column("id").between(first, last))
    within = within.order_by(column("id")).limit(most)
    return list(session.connection().execute(within).all())


def _digest(before: str, lines: list[Any]) -> str:
    made = hashlib.sha256(before.encode())
    for line in lines:
        made.update(json.dumps(list(line), default=_as_text, ensure_ascii=True).encode() + b"\n")
    return made.hexdigest()


def _as_text(value: datetime) -> str:
    return value.astimezone(UTC).isoformat()


def head(session: Session, trail: str) -> AuditSeal:
    """The last seal on a trail; before the first one, a beginning that is no row and seals nothing."""
    mine = select(AuditSeal).where(col(AuditSeal.trail) == trail).order_by(col(AuditSeal.number).desc()).limit(1)
    found: AuditSeal | None = session.execute(mine).scalar_one_or_none()
    return found or AuditSeal(trail=trail, number=0, from_id=0, to_id=0, lines=0, columns="", digest=_NOTHING)


def remember(sink: SecurityLog, trail: str, last: AuditSeal) -> None:
    """Keep the head of a trail in the second sink. Raises SecurityLogUnwritable."""
    state = {"number": last.number, "digest": last.digest}
    sink.append([{"at": now_utc().isoformat(timespec="seconds"), "table": SEALS, "row": trail, "state": state}])


def problems(session: Session, sink: SecurityLog | None) -> Iterator[str]:
    """What is wrong with the trails, in words: of each the first batch that is not as it was sealed."""
    kept = {line["row"]: line["state"] for line in sink.newest() if line["table"] == SEALS} if sink else {}
    for trail in TRAILS:
        found = _first_problem(session, trail) or _cut_off(session, trail, kept.get(trail))
        if found:
            yield f"{WORDS[trail]}: {found}"


def _first_problem(session: Session, trail: str) -> str | None:
    digest, last = _NOTHING, 0
    mine = select(AuditSeal).where(col(AuditSeal.trail) == trail).order_by(col(AuditSeal.number))
    for number, each in enumerate(session.execute(mine).scalars(), 1):
        if (each.number, each.from_id) != (number, last + 1):
            return f"seal {number} is missing, so nothing proves the lines from {last + 1} on"
        lines = _lines(session, trail, each.columns.split(","), each.from_id, each.to_id, BATCH + 1)
        if _digest(digest, lines) != each.digest:
            day = f"{each.sealed_at:%d %B %Y}".lstrip("0")
            counted = f"{each.lines:,} lines were sealed and {len(lines):,} are there"
            return f"lines {each.from_id} to {each.to_id} (seal {number}, {day}) are not as they were sealed; {counted}"
        digest, last = each.digest, each.to_id
    return None


def _cut_off(session: Session, trail: str, kept: dict[str, Any] | None) -> str | None:
    if kept is None or not kept["number"]:
        return None
    mine = select(col(AuditSeal.digest)).where(col(AuditSeal.trail) == trail, col(AuditSeal.number) == kept["number"])
    if session.execute(mine).scalar_one_or_none() == kept["digest"]:
        return None
    return (
        f"the second sink knows a seal {kept['number']} that the database does not have: the trail was cut off or"
        " made anew"
    )


def unsealed_for_too_long(session: Session, now: datetime) -> bool:
    """Whether a line has waited for its seal longer than the scheduler ever lets it."""
    for trail, model in TRAILS.items():
        waiting = select(func.min(model.at)).where(model.id > head(session, trail).to_id)
        oldest = session.execute(waiting).scalar_one()
        if oldest is not None and oldest < now - LATE:
            return True
    return False


__all__ = ["BATCH", "LATE", "TRAILS", "head", "problems", "remember", "seal", "unsealed_for_too_long"]
