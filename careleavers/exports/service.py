"""The register of exports: asked for with a reason, decided by a second person where many are in it, then taken out.

Nothing leaves but through `take` and `note_command`, which write the register's row in the transaction in which the
files are made. Every function flushes; none commits.
"""

import io
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from careleavers.db import saving
from careleavers.domain.actors import Actor
from careleavers.domain.exporting import DOWNLOAD_HOURS, MOST_ALONE, ExportKind, ExportState
from careleavers.domain.refusals import Refused, Stale
from careleavers.exports import annex_a, return_903
from careleavers.exports.annex_a import List9
from careleavers.exports.return_903 import Return903
from careleavers.models import ExportDetails, ExportRun
from careleavers.models.base import now_utc

STALE = "Somebody else decided on this export meanwhile"


@dataclass(frozen=True)
class Taken:
    """What leaves: one file with its name and kind, and the ids of the young people in it."""

    name: str
    content: bytes
    mimetype: str
    people: list[int]


def ask(session: Session, actor: Actor, details: ExportDetails) -> ExportRun:
    """Ask for an export: up to 50 people are ready at once, more wait for a second person.

    Raises Refused for a year or day that cannot be.
    """
    made = _draw_up(session, details)
    alone = len(made.people) <= MOST_ALONE
    run = ExportRun.made(
        details, asked_by_id=actor.worker, asked_by=actor.name, people=len(made.people), gaps=len(made.gaps),
        state=ExportState.READY if alone else ExportState.WAITING, ready_until=_until(now_utc()) if alone else None,
    )  # fmt: skip
    session.add(run)
    session.flush()
    return run


def decide(session: Session, actor: Actor, run: ExportRun, approves: bool, words: str, version: int) -> ExportRun:
    """A second person lets an export leave, or not, and says why.

    Raises Refused for whoever asked for it and for one that waits no more; Stale when it was saved since `version`.
    """
    if run.asked_by_id == actor.worker:
        raise Refused("", "You asked for this export, so somebody else must decide")
    if run.state is not ExportState.WAITING:
        raise Refused("", f"This export waits no more: {run.state.label.lower()}")
    if run.version != version:
        raise Stale(STALE)
    with saving(session, "", STALE):
        run.state = ExportState.APPROVED if approves else ExportState.REFUSED
        run.decided_by_id, run.decided_at, run.decision_words = actor.worker, now_utc(), words
        run.ready_until = _until(run.decided_at) if approves else None
    return run


def take(session: Session, actor: Actor, run: ExportRun, *, now: datetime | None = None) -> Taken:
    """Make the files as the record stands and write down that they left.

    Raises Refused for somebody who did not ask for it, for one that is not ready or no longer, and where there are
    more people in it now than were agreed to.
    """
    moment = now or now_utc()
    if run.asked_by_id != actor.worker:
        raise Refused("", "Only whoever asked for an export can download it")
    if run.state not in (ExportState.READY, ExportState.APPROVED):
        raise Refused("", f"This export cannot be downloaded: {run.state.label.lower()}")
    if run.ready_until is None or moment > run.ready_until:
        raise Refused("", f"It was ready for {DOWNLOAD_HOURS} hours, and these are over. Ask for it again")
    made = _draw_up(session, run)
    if len(made.people) > max(run.people, MOST_ALONE):
        raise Refused("", f"There are {len(made.people)} people in it now, more than were agreed to. Ask for it again")
    with saving(session, "", "This export was downloaded at the same moment. Try again"):
        run.people, run.gaps = len(made.people), len(made.gaps)
        run.left_at, run.times_left = moment, run.times_left + 1
    return _packed(made, run)


def is_over(run: ExportRun) -> bool:
    """Whether the hours in which it could be downloaded have passed."""
    return run.ready_until is not None and now_utc() > run.ready_until


def note_command(session: Session, who: str, details: ExportDetails, made: Return903 | List9) -> ExportRun:
    """Write down that a command takes these files out. Whoever may run commands on the server is trusted with them."""
    run = ExportRun.made(
        details, asked_by=who, people=len(made.people), gaps=len(made.gaps), state=ExportState.READY,
        left_at=now_utc(), times_left=1,
    )  # fmt: skip
    session.add(run)
    session.flush()
    return run


def _until(start: datetime) -> datetime:
    return start + timedelta(hours=DOWNLOAD_HOURS)


def _draw_up(session: Session, details: ExportDetails) -> Return903 | List9:
    if details.kind is ExportKind.RETURN_903:
        assert details.year is not None, "the form and the database ask for a year"
        return return_903.draw_up(session, details.year)
    assert details.on_day is not None, "the form and the database ask for a day"
    return annex_a.draw_up(session, details.on_day)


def _packed(made: Return903 | List9, run: ExportRun) -> Taken:
    if isinstance(made, Return903):
        return Taken(f"903-{run.year}.zip", _zip(made.files()), "application/zip", made.people)
    content = made.file(headings_first=run.headings_first)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return Taken(f"annex-a-list-9-{made.on.isoformat()}.xlsx", content, kind, made.people)


def _zip(files: Mapping[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return kept.getvalue()


__all__ = ["Taken", "ask", "decide", "is_over", "note_command", "take"]
