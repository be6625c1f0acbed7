"""A worker's own next two weeks as an iCalendar file (RFC 5545) at an address that only they know.

Nothing in it says about whom: a calendar is shown on lock screens and shared with colleagues. The address is kept
as a print, shown once, and stops when its owner says so or leaves.
"""

import hashlib
import secrets
from collections import Counter
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts.fortnight import Day, read_fortnight
from careleavers.db import today
from careleavers.domain.actors import Actor, in_force
from careleavers.domain.dates import DAY
from careleavers.models import CalendarAddress, Worker
from careleavers.models.base import identity, now_utc


def print_of(word: str) -> str:
    """What is kept of the word in an address."""
    return hashlib.sha256(word.encode()).hexdigest()


def new_word() -> str:
    """A word that nobody can guess: 192 random bits."""
    return secrets.token_urlsafe(24)


def address_of(session: Session, actor: Actor) -> CalendarAddress | None:
    """The address whoever acts has, if any; the word itself is not kept."""
    mine = select(CalendarAddress).where(col(CalendarAddress.worker_id) == actor.worker_id)
    return session.execute(mine).scalars().first()


def file_for(session: Session, word: str) -> str | None:
    """The file behind an address; None for a word that is none, or whose owner has left or stopped it."""
    found = select(Worker).join(CalendarAddress, col(CalendarAddress.worker_id) == col(Worker.id))
    worker = session.execute(found.where(col(CalendarAddress.word_print) == print_of(word))).scalars().first()
    day = today(session)
    if worker is None or worker.disabled_on is not None or not in_force(worker.started_on, worker.ends_on, day):
        return None
    actor = Actor("calendar", worker.role, worker_id=identity(worker), team_id=worker.team_id)
    return _file(read_fortnight(session, actor, own=True), worker.public_id, now_utc())


def _file(days: list[Day], whose: str, now: datetime) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pathways//What is due//EN", "METHOD:PUBLISH"]
    for day in days:
        counted = Counter((each.rule.id, each.rule.title) for _, each in day.due)
        for (rule_id, title), number in sorted(counted.items()):
            words = title if number == 1 else f"{title} ({number})"
            lines += _event(day.on, f"{whose}-{day.on:%Y%m%d}-{rule_id}@pathways", words, now)
    return "".join(f"{line}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(on: date, uid: str, words: str, now: datetime) -> list[str]:
    """A whole day; it takes nobody's time, so others can still be invited to meet them then."""
    text = words.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return [
        "BEGIN:VEVENT", f"UID:{uid}", f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{on:%Y%m%d}", f"DTEND;VALUE=DATE:{on + DAY:%Y%m%d}", *_folded(f"SUMMARY:{text}"),
        "TRANSP:TRANSPARENT", "END:VEVENT",
    ]  # fmt: skip


def _folded(line: str) -> list[str]:
    """A long line as several, each going on with a space: 75 octets at most, and no letter has more than three."""
    parts = [line[:24], *(line[at : at + 24] for at in range(24, len(line), 24))] if len(line.encode()) > 75 else [line]
    return [parts[0], *(f" {part}" for part in parts[1:])]


__all__ = ["address_of", "file_for", "new_word", "print_of"]
