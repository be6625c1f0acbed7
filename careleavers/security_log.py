"""The second sink: who was shut out and where nobody lives any more, kept outside the database.

A backup brings back the past: a leaver could sign in again, an address that was fled would be the
current one. So each state that protects somebody is also appended to a file, before the commit, and a
restore reads it again. It holds no name and no content: table, public id, dates, roles and keyed prints.

May import: config, models. Three words to know: *state* (the protective fields of one row as they are now),
*print* (a keyed digest that shows only whether something changed) and *line* (one state in the file).
"""

import hashlib
import hmac
import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import event, inspect
from sqlmodel import Session

from careleavers.config import Settings
from careleavers.models import (
    AccessLoan,
    AccommodationSpell,
    Account,
    Allocation,
    Conflict,
    Restriction,
    SafeContact,
    Team,
    Worker,
    YoungPerson,
)
from careleavers.models.base import now_utc

# The last seal of each audit trail: a line without a row that a restore could put right.
SEALS = "audit_seal"


class SecurityLogUnwritable(RuntimeError):
    """What protects somebody could not be written to the second sink, so it is not saved either."""


class SecurityLog:
    """The file, and the key of its prints."""

    def __init__(self, path: Path, key: str) -> None:
        """Stand for the file at `path`, which need not exist yet."""
        self.path, self._key = path, key.encode()

    def print_of(self, *parts: object) -> str:
        """A keyed digest of some values: equal for equal values, and nothing can be read from it."""
        words = json.dumps([str(part) for part in parts]).encode()
        return hmac.new(self._key, words, hashlib.sha256).hexdigest()[:32]

    def append(self, states: list[dict[str, Any]]) -> None:
        """Write states and wait until the disk has them. Raises SecurityLogUnwritable."""
        lines = "".join(json.dumps(state, sort_keys=True) + "\n" for state in states)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with os.fdopen(os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600), "ab") as file:
                file.write(lines.encode())
                file.flush()
                os.fsync(file.fileno())
        except OSError as problem:
            raise SecurityLogUnwritable(f"The security log cannot be written: {problem.strerror}.") from problem

    def newest(self) -> Iterator[dict[str, Any]]:
        """The last state of each row, in the order in which they were written.

        A last line that a power cut left unfinished was never confirmed, and is passed over.
        """
        latest: dict[tuple[str, str], dict[str, Any]] = {}
        lines = self.path.read_text(encoding="utf-8").split("\n") if self.path.exists() else []
        for line in lines[:-1]:
            state = json.loads(line)
            place = state["table"], state["row"]
            latest.pop(place, None)
            latest[place] = state
        yield from latest.values()

    def watch(self, session: Session) -> None:
        """Append the states of protective rows that this session changes, before it commits them."""
        event.listen(session, "after_flush", _gather)
        event.listen(session, "before_commit", self._write)
        event.listen(session, "after_rollback", lambda _session: session.info.pop("protective", None))

    def _write(self, session: Session) -> None:
        if session.in_nested_transaction():
            return
        session.flush()
        rows = session.info.pop("protective", {})
        with session.no_autoflush:
            # A row of a savepoint that was undone is persistent no longer, or reads as it was before.
            states = [self.state(session, row) for row in rows.values() if inspect(row).persistent]
        if states:
            self.append([{"at": now_utc().isoformat(timespec="seconds"), **state} for state in states])

    def state(self, session: Session, row: Any) -> dict[str, Any]:
        """The protective fields of a row, as text, with what names the row."""
        fields = {name: _text(value) for name, value in STATES[type(row)](self, session, row).items()}
        return {"table": row.__tablename__, "row": row.public_id, "state": fields}


def _text(value: Any) -> Any:
    return value if value is None or isinstance(value, bool) else str(value)


def _gather(session: Session, _context: Any) -> None:
    touched = [row for row in [*session.new, *session.dirty] if type(row) in STATES]
    if touched:
        session.info.setdefault("protective", {}).update({id(row): row for row in touched})


def _public_id(session: Session, table: Any, row_id: int | None) -> str | None:
    found = session.get(table, row_id) if row_id is not None else None
    return found.public_id if found else None


def sink_of(settings: Settings) -> SecurityLog | None:
    """The second sink of an installation; a demonstration has none."""
    return None if settings.demo else SecurityLog(settings.security_log_path, settings.secret_key)


def _account(log: SecurityLog, _session: Session, row: Any) -> dict[str, Any]:
    return {"active": row.active, "secrets": log.print_of(row.password, row.fs_uniquifier, row.tf_totp_secret)}


def _worker(_log: SecurityLog, session: Session, row: Any) -> dict[str, Any]:
    team = _public_id(session, Team, row.team_id)
    return {"role": row.role.value, "team": team, "ends_on": row.ends_on, "disabled_on": row.disabled_on}


def _allocation(_log: SecurityLog, _session: Session, row: Any) -> dict[str, Any]:
    return {"to_on": row.to_on}


def _home(log: SecurityLog, session: Session, row: Any) -> dict[str, Any]:
    return {
        "young_person": _public_id(session, YoungPerson, row.young_person_id),
        "address": log.print_of(row.public_id, row.address),
        "started_on": row.started_on,
        "ended_on": row.ended_on,
    }


def _safe_contact(_log: SecurityLog, session: Session, row: Any) -> dict[str, Any]:
    return {
        "young_person": _public_id(session, YoungPerson, row.young_person_id),
        "recorded_by": _public_id(session, Worker, row.recorded_by_id),
    }


def _conflict(_log: SecurityLog, session: Session, row: Any) -> dict[str, Any]:
    return {
        "young_person": _public_id(session, YoungPerson, row.young_person_id),
        "worker": _public_id(session, Worker, row.worker_id),
        "noted_by": _public_id(session, Worker, row.noted_by_id),
        "ended_on": row.ended_on,
    }


def _restriction(_log: SecurityLog, session: Session, row: Any) -> dict[str, Any]:
    return {
        "young_person": _public_id(session, YoungPerson, row.young_person_id),
        "began_by": _public_id(session, Worker, row.began_by_id),
        "ground": row.ground.value,
        "ended_on": row.ended_on,
    }


def _loan(_log: SecurityLog, _session: Session, row: Any) -> dict[str, Any]:
    return {"ended_on": row.ended_on}


STATES: dict[type, Callable[[SecurityLog, Session, Any], dict[str, Any]]] = {
    Account: _account,
    Worker: _worker,
    Allocation: _allocation,
    AccommodationSpell: _home,
    SafeContact: _safe_contact,
    Conflict: _conflict,
    Restriction: _restriction,
    AccessLoan: _loan,
}

__all__ = ["STATES", "SecurityLog", "SecurityLogUnwritable", "sink_of"]
