"""Looking at a return, keeping it until somebody agrees, and writing it: all or nothing for each young person."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm.exc import StaleDataError
from sqlmodel import Session, col

from careleavers.alerts import engine
from careleavers.audit import record_batch
from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import birthday, long_date
from careleavers.domain.refusals import Refused
from careleavers.models import ImportRun, Oc3Answer, YoungPerson
from careleavers.models.base import identity, now_utc
from careleavers.people.details import Period
from careleavers.people.loading import Load, load_people
from careleavers.people.service import refresh_suggestion, refresh_suggestions
from careleavers.returns.answers import year_end
from careleavers.returns.comparing import Ground, Kind, Outcome, compare
from careleavers.returns.findings import Notice, Problem
from careleavers.returns.gathering import Gathered, gather
from careleavers.returns.layouts import HEADER, OC3
from careleavers.returns.queries import IMPORT_MARK, recorded
from careleavers.returns.reading import Files
from careleavers.returns.report import Report, draw_up

FIRST_YEAR = 2000
STAGED_DAYS = 30
_CHUNK = 200
_FEW = 60
_FAULTS = (ValidationError, DBAPIError, StaleDataError, Refused)


def latest_year(as_of: date) -> int:
    """The year of the latest complete return on a day: it ended on the last 31 March, that day included."""
    return as_of.year if as_of >= year_end(as_of.year) else as_of.year - 1


@dataclass(frozen=True)
class Judgement:
    """Files set against the record on one day: what comes of each young person, and what belongs to none."""

    files: Files
    gathered: Gathered
    outcomes: list[Outcome]
    ground: Ground

    def report(self) -> Report:
        """The account of it, as the outcomes stand now."""
        found = self.gathered
        notices = [*found.notices, *_notices(self)]
        return draw_up(self.files, self.outcomes, found.strays, notices, self.ground.as_of, self.ground.year)


def look(session: Session, files: Files, *, year: int | None = None, as_of: date | None = None) -> Report:
    """What these files would do to the record. Writes nothing.

    `year` is the one the return is named after (2026 for 1 April 2025 to 31 March 2026), by default the latest
    complete one; `as_of` the day on which ages are judged, by default today. Raises Refused for an impossible year.
    """
    return _judge(session, files, year, as_of).report()


def stage(
    session: Session, actor: Actor, files: Files, *, year: int | None = None, as_of: date | None = None
) -> ImportRun:
    """Keep the files with the report of what they would do, so that they can be applied. No record is touched."""
    report = look(session, files, year=year, as_of=as_of)
    run = ImportRun.made(kind="903", started_by=actor.name, year=report.year)
    session.add(run)
    session.flush()
    _keep(session, run, json.dumps(files.as_dict()), report)
    return run


def apply(session: Session, run: ImportRun, *, as_of: date | None = None) -> Report:
    """Write a staged import: each young person wholly or not at all; `applied` says if it was. Alerts follow.

    Where the record has changed since the report was drawn up, nothing is written and the new report is kept,
    to be looked at again. Raises Refused for an import that was applied before.
    """
    session.refresh(run, with_for_update=True)
    if run.applied_at is not None:
        raise Refused("", "This import was applied already. Nothing was done twice")
    if not run.staged:
        raise Refused("", f"The files were kept for {STAGED_DAYS} days and are gone. Hand them in again")
    judgement = _judge(session, Files.from_dict(json.loads(run.staged)), run.year, as_of)
    report = judgement.report()
    if not report.says_the_same(Report.from_text(run.report)):
        _keep(session, run, run.staged, report)
        return report
    with _marked(session, run):
        _settle(session, _write(session, run, judgement), judgement.ground.as_of)
    run.applied_at = now_utc()
    session.flush()
    report = judgement.report().as_applied()
    _keep(session, run, "", report)
    return report


def clear_staged(session: Session, now: datetime) -> int:
    """Forget the files of imports that nobody applied within STAGED_DAYS; their reports stay. Safe to run twice.

    `now` carries its zone. Answers how many were forgotten.
    """
    before = now - timedelta(days=STAGED_DAYS)
    old = select(ImportRun).where(col(ImportRun.started_at) < before, col(ImportRun.staged) != "")
    found = session.execute(old).scalars().all()
    for run in found:
        _keep(session, run, "", Report.from_text(run.report))
    return len(found)


def _judge(session: Session, files: Files, year: int | None, as_of: date | None) -> Judgement:
    day = as_of or today(session)
    latest = latest_year(day)
    if year is not None and not FIRST_YEAR <= year <= latest + 1:
        raise Refused("year", f"The year must be {FIRST_YEAR} to {latest + 1}: the one in which the return ends")
    names = {kind: table.file for kind, table in files.tables.items()}
    ground = Ground(day, year or latest, policy(session), names)
    gathered = gather(files, day)
    known = recorded(session, gathered.entries)
    outcomes = [compare(entry, known.get(entry.child_id), ground) for entry in gathered.entries.values()]
    return Judgement(files, gathered, outcomes, ground)


def _notices(judgement: Judgement) -> Iterator[Notice]:
    """What is worth a second look about young people out of scope: they are not stored, and nobody is told else."""
    ground = judgement.ground
    for outcome in judgement.outcomes:
        entry = outcome.entry
        born = max(entry.births, default=None)
        if outcome.kind is not Kind.OUT_OF_SCOPE or entry.oc3_row is None or born is None:
            continue
        if birthday(born, 26, ground.policy.leap_day_birthday) <= year_end(ground.year):
            says = f"was older than 25 on {long_date(year_end(ground.year))} and yet stands among the care leavers."
            value = f"{born:%d/%m/%Y}"
            remedy = "Check the date of birth. They were left out as being out of scope."
            yield Notice(ground.files[OC3], says, remedy, entry.oc3_row, "DOB", value, entry.child_id)


def _keep(session: Session, run: ImportRun, staged: str, report: Report) -> None:
    """Put files and report on the run. A whole return is no field: the audit trail only notes that it was kept."""
    values = {"staged": staged, "report": json.dumps(report.as_json())}
    table = ImportRun.__table__  # type: ignore[attr-defined]
    session.connection().execute(table.update().where(table.c.id == run.id).values(values))
    record_batch(session, "import_run", "update", f"{IMPORT_MARK}{run.id}: report kept")
    session.refresh(run)


@contextmanager
def _marked(session: Session, run: ImportRun) -> Iterator[None]:
    """Mark every change with the import's number, so that what a person changed can be told from it."""
    before = session.info.get("request_id", "")
    session.info["request_id"] = f"{IMPORT_MARK}{run.id}"
    try:
        yield
    finally:
        session.info["request_id"] = before


def _write(session: Session, run: ImportRun, judgement: Judgement) -> list[YoungPerson]:
    """Write what is to be written: many at once, and one by one where something among them does not fit."""
    todo = [outcome for outcome in judgement.outcomes if outcome.kind in (Kind.ADDED, Kind.CHANGED)]
    written: list[YoungPerson] = []
    for start in range(0, len(todo), _CHUNK):
        chunk = todo[start : start + _CHUNK]
        try:
            with session.begin_nested():
                written += _write_all(session, run, chunk, judgement.ground)
        except _FAULTS:
            for outcome in chunk:
                written += _write_one(session, run, outcome, judgement.ground)
    return written


def _write_one(session: Session, run: ImportRun, outcome: Outcome, ground: Ground) -> list[YoungPerson]:
    try:
        with session.begin_nested():
            return _write_all(session, run, [outcome], ground)
    except _FAULTS:
        entry = outcome.entry
        says = "could not be stored: it does not fit what is recorded, or was recorded by somebody else just now."
        remedy = "Nothing of it was kept. Look at the record, then import again."
        place = (entry.header_row, "CHILD", entry.child_id, entry.child_id)
        outcome.refuse([Problem(ground.files[HEADER], says, remedy, *place)])
        return []


def _write_all(session: Session, run: ImportRun, outcomes: list[Outcome], ground: Ground) -> list[YoungPerson]:
    people = load_people(session, map(_load, outcomes), added_on=ground.as_of, import_id=identity(run))
    for outcome, person in zip(outcomes, people, strict=True):
        if not outcome.answer_changes:
            continue
        stored = outcome.recorded.answers.get(ground.year) if outcome.recorded else None
        if stored is None:
            facts: dict[str, Any] = {"young_person_id": person.id, "year": ground.year, "import_id": run.id}
            session.add(Oc3Answer.made(None, **facts, **outcome.answer_changes))
            continue
        stored.import_id = identity(run)
        for name, value in outcome.answer_changes.items():
            setattr(stored, name, value)
    session.flush()
    return people


def _load(outcome: Outcome) -> Load:
    closing = outcome.closing
    return Load(
        outcome.entry.child_id,
        outcome.recorded.person if outcome.recorded else None,
        outcome.identity,
        [Period(**{name: value for name, value in asdict(e).items() if name != "row"}) for e in outcome.new_periods],
        outcome.period_changes,
        (closing.closure, closing.closed_on, closing.died_on) if closing else None,
    )


def _settle(session: Session, written: list[YoungPerson], as_of: date) -> None:
    """Bring suggestions (read at once for many people) and alerts into step with what was written."""
    many = len(written) > _FEW
    if many:
        refresh_suggestions(session, as_of)
    for person in written:
        if not many or person.closed_on is not None:
            refresh_suggestion(session, person, as_of)
    session.flush()
    for person in written:
        engine.refresh(session, young_person_id=identity(person))
