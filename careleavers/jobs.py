"""The timetable: what runs by itself, when, and the function that does it. Each is safe to run twice.

May import: the features, alerts, db. Three words to know: *owed* (a sweep the ledger has not seen done),
*daily* (an hour in London) and *often* (every so many minutes, to make good what was missed).
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from careleavers import seal
from careleavers.accounts.sign_ins import clear_sign_ins
from careleavers.alerts import clock, digests, heartbeat, ledger, posting, watcher
from careleavers.config import Settings, SettingsError
from careleavers.db import Database
from careleavers.documents.clearing import set_unclaimed_aside
from careleavers.documents.files.shelf import shelf_of
from careleavers.domain.actors import job
from careleavers.domain.dates import today_in_london
from careleavers.drafts.service import clear_drafts
from careleavers.people.suggestions import refresh_suggestions
from careleavers.returns.service import clear_staged
from careleavers.security_log import sink_of
from careleavers.snooping.service import look_through
from careleavers.web.once import clear_keys

log = logging.getLogger("careleavers.jobs")

CHECK_MINUTES = 10
SEAL_MINUTES = 60
CLEAR_HOUR = 3
SNOOPING_HOUR = 4
# Between one and two o'clock London has an hour twice in October and none in March.
_HOUR_THAT_REPEATS = 1


@dataclass(frozen=True)
class Daily:
    """Once a day at an hour in London. Raises SettingsError for the hour that some nights have twice or never."""

    hour: int

    def __post_init__(self) -> None:
        """Refuse an hour that is none, and the one that is not every night's."""
        if not 0 <= self.hour <= 23 or self.hour == _HOUR_THAT_REPEATS:
            raise SettingsError(
                f"sweep_hour is {self.hour}. It must be 0, or 2 to 23: when the clocks change, the hour from 1 to 2"
                " comes twice or not at all."
            )


@dataclass(frozen=True)
class Often:
    """Every so many minutes, and once at the start."""

    minutes: int


@dataclass(frozen=True)
class Job:
    """One line of the timetable. `run` is given the database, the moment (with its zone) and who is asking."""

    name: str
    when: Daily | Often
    run: Callable[[Database, Settings, datetime, str], None]


def do_what_is_owed(database: Database, settings: Settings, now: datetime, holder: str) -> None:
    """Bring suggested categories up to the day, then do every sweep that is owed; nothing if none is."""
    with database.reading(job("sweep")) as session:
        owed = ledger.owed_days(session, now, settings.sweep_hour) or clock.from_the_future(session, now)
    if not owed:
        return
    today = today_in_london(now)
    with database.transaction(job("suggestions"), today=today) as session:
        changed = refresh_suggestions(session, today)
    log.info("categories looked at", extra={"count": changed})
    for result in ledger.run_due_sweeps(database, now, holder, sweep_hour=settings.sweep_hour):
        log.info(
            "sweep done: %d raised, %d cleared, %d open",
            result.raised, result.cleared, result.open,
            extra={"sweep_for": result.as_of.isoformat(), "seconds": round(result.seconds, 3)},
        )  # fmt: skip


def clear_up(database: Database, settings: Settings, now: datetime, _holder: str) -> None:
    """Take away what was only kept for a while: drafts, keys of saved forms, imports never applied, unclaimed files."""
    with database.transaction(job("clear up")) as session:
        counts = clear_drafts(session, now), clear_keys(session, now), clear_staged(session, now)
        clear_sign_ins(session, now)
        aside, gone = set_unclaimed_aside(session, shelf_of(settings), now)
    log.info("cleared %d drafts, %d form keys and %d staged imports", *counts)
    log.info("files without a document: %d set aside, %d deleted", aside, gone)


def tell_the_watcher(database: Database, settings: Settings, now: datetime, _holder: str) -> None:
    """Let the watcher outside know that alerts are being checked, or that something is wrong with it."""
    if not settings.ping_url:
        return
    with database.reading(job("ping")) as session:
        found = heartbeat.health(session, now, settings.sweep_stale_hours, today_in_london(now))
    watcher.ping(settings.ping_url, found.problem)


def send_messages(database: Database, settings: Settings, now: datetime, _holder: str) -> None:
    """Write the digests whose hour has come, then send what waits. Nothing without a mail server in the settings."""
    if not settings.smtp_host:
        return
    with database.transaction(job("digest"), today=today_in_london(now)) as session:
        written = digests.write_digests(session, settings, now)
    sent = posting.send_waiting(database, now, posting.by_smtp(settings))
    if written or sent:
        log.info("messages: %d written, %d sent", written, sent)


def seal_the_trail(database: Database, settings: Settings, _now: datetime, _holder: str) -> None:
    """Seal what the audit trail got since the last time, and keep the last seals in the second sink."""
    lines = seal.seal(database, sink_of(settings))
    if lines:
        log.info("audit trail: %d lines sealed", lines)


def look_at_the_trail(database: Database, settings: Settings, now: datetime, _holder: str) -> None:
    """Look through who opened what up to yesterday, and raise what is new to its named reader."""
    today = today_in_london(now)
    with database.transaction(job("snooping"), today=today) as session:
        mail, named = bool(settings.smtp_host), settings.privacy_officer
        found = look_through(session, named, today - timedelta(days=1), now, mail=mail)
    log.info("trail of openings: %d found", len(found))


def timetable(settings: Settings) -> list[Job]:
    """What runs and when. The check every few minutes makes good what a stopped machine or a killed process missed."""
    return [
        Job("sweep", Daily(settings.sweep_hour), do_what_is_owed),
        Job("clear up", Daily(CLEAR_HOUR), clear_up),
        Job("trail", Daily(SNOOPING_HOUR), look_at_the_trail),
        Job("make good", Often(CHECK_MINUTES), do_what_is_owed),
        Job("messages", Often(CHECK_MINUTES), send_messages),
        Job("seal", Often(SEAL_MINUTES), seal_the_trail),
        Job("ping", Often(CHECK_MINUTES), tell_the_watcher),
    ]


__all__ = [
    "CHECK_MINUTES", "SEAL_MINUTES", "SNOOPING_HOUR", "Daily", "Job", "Often", "clear_up", "do_what_is_owed",
    "look_at_the_trail", "seal_the_trail", "send_messages", "tell_the_watcher", "timetable",
]  # fmt: skip
