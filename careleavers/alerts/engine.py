"""Applies the rules: `refresh` for one person inside the saving request, `sweep` for everybody.

Both run the same statements, so they cannot disagree. Running them twice changes nothing, and running
late loses nothing. A rule that fails is logged and shown as an alert about the service; it stops no other.
"""

import logging
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from careleavers import audit
from careleavers.alerts.applying import Run, is_deadlock, planned_once
from careleavers.alerts.rules import IN_ORDER, Rule
from careleavers.alerts.statements import (
    ALERT,
    COUNT_OPEN,
    FACTS,
    SUBJECT_COLUMNS,
    Reach,
    everything_due,
    untils,
)
from careleavers.db import Database, policy, today
from careleavers.domain.actors import job
from careleavers.domain.terms import SubjectKind
from careleavers.models.base import now_utc

log = logging.getLogger("careleavers.alerts")

_SWEEP_LOCK = 0x0CA4E1EA  # any number, as long as every process uses the same
_FOLLOWS_A_WORKER = {"worker", "absence"}
# Under this name a session holds whom `gathered` will look at again.
_WAITING = "looked_at_at_the_end"


@dataclass(frozen=True)
class RuleResult:
    """What one rule did in one sweep, and how many of its alerts are open afterwards."""

    rule: str
    raised: int
    cleared: int
    open: int


@dataclass(frozen=True)
class Result:
    """What one sweep did. `failed` names the rules that could not be worked out."""

    as_of: date
    seconds: float
    raised: int
    cleared: int
    open: int
    rules: tuple[RuleResult, ...]
    failed: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """The sweep as the command prints it."""
        return {
            "as_of": self.as_of.isoformat(),
            "seconds": round(self.seconds, 3),
            "raised": self.raised,
            "cleared": self.cleared,
            "open": self.open,
            "rules": [
                {"rule": each.rule, "raised": each.raised, "cleared": each.cleared, "open": each.open}
                for each in self.rules
            ],
        }


def _differing(run: Run, subject: SubjectKind, only: int) -> list[Rule]:
    """The rules whose open alerts about one subject are not what the facts say; all of them if that cannot be told.

    Two reads instead of three statements for each rule: at most saves, nothing or one alert changes.
    """
    column = SUBJECT_COLUMNS[subject]
    try:
        with run.connection.begin_nested(), planned_once(run.connection):
            values = {"as_of": run.as_of, "only": only, **untils(run.policy, run.as_of)}
            wanted = run.connection.execute(everything_due(subject, run.policy, Reach.ONE), values).all()
    except Exception:
        log.exception("rules failed together, so each is tried by itself")
        return [rule for rule in IN_ORDER if rule.subject is subject]
    held = run.connection.execute(select(ALERT).where(column == only, ALERT.c.cleared_at.is_(None))).all()

    def facts(rows: Iterable[Any]) -> set[tuple[Any, ...]]:
        return {(row.rule, row.about_id, *(getattr(row, name) for name in FACTS)) for row in rows}

    differing = {found[0] for found in facts(wanted) ^ facts(held)}
    return [rule for rule in IN_ORDER if rule.id in differing]


@contextmanager
def gathered(session: Session) -> Iterator[None]:
    """Look at each young person again once at the end, however often the services inside ask for it.

    Nothing is looked at when what is inside fails: its save is taken back. Not to be put inside another.
    """
    waiting: set[int] = set()
    session.info[_WAITING] = waiting
    try:
        yield
    finally:
        del session.info[_WAITING]
    for young_person_id in sorted(waiting):
        refresh(session, young_person_id=young_person_id)


def refresh(
    session: Session,
    *,
    young_person_id: int | None = None,
    worker_id: int | None = None,
    offer_id: int | None = None,
) -> None:
    """Bring the alerts about one young person, one worker or one row of the local offer in line with what was saved.

    For a worker also those alerts about young people that hang on the worker being there. Runs in the caller's
    transaction, so an alert goes with the save that answers it. A rule that fails is left to the next sweep.
    """
    session.flush()
    if young_person_id is not None and _WAITING in session.info:
        session.info[_WAITING].add(young_person_id)
        return
    run = Run(session.connection(), policy(session), today(session), now_utc())
    todo: list[tuple[Rule, Reach, int]] = []
    if young_person_id is not None:
        differing = _differing(run, SubjectKind.YOUNG_PERSON, young_person_id)
        todo += [(rule, Reach.ONE, young_person_id) for rule in differing]
    if offer_id is not None:
        todo += [(rule, Reach.ONE, offer_id) for rule in _differing(run, SubjectKind.OFFER, offer_id)]
    if worker_id is not None:
        todo += [(rule, Reach.ONE, worker_id) for rule in _differing(run, SubjectKind.WORKER, worker_id)]
        followers = [rule for rule in IN_ORDER if rule.subject is SubjectKind.YOUNG_PERSON]
        todo += [(rule, Reach.OF_WORKER, worker_id) for rule in followers if rule.reads & _FOLLOWS_A_WORKER]
    for rule, run.reach, run.only in todo:
        try:
            done = run.attempt(rule)
        except DBAPIError:
            # Only a deadlock comes this far; the save goes on, and the next sweep finds what is left.
            log.warning("rule met a deadlock", extra={"rule": rule.id})
            continue
        if done is None:
            run.report([rule.id])


Settle = Callable[[Session, Result], None]


def sweep(database: Database, as_of: date, *, only_raise: bool = False, settle: Settle | None = None) -> Result:
    """Apply every rule for a day, in one transaction, and say what changed.

    `only_raise` is for a day that was missed: it adds what people should have been told and clears nothing,
    since what is open today may not have been due then. `settle` is called before the commit and may refuse it
    by raising. Tried once more after a deadlock.
    """
    started = time.perf_counter()
    try:
        result = _sweep_once(database, as_of, started, only_raise, settle)
    except DBAPIError as problem:
        if not is_deadlock(problem):
            raise
        log.warning("sweep met a deadlock and starts again")
        result = _sweep_once(database, as_of, started, only_raise, settle)
    return result if only_raise else _clear_again(database, result)


def _sweep_once(database: Database, as_of: date, started: float, only_raise: bool, settle: Settle | None) -> Result:
    with database.transaction(job("sweep"), today=as_of) as session:
        connection = session.connection()
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _SWEEP_LOCK})
        run = Run(connection, policy(session), as_of, now_utc())
        done = {rule.id: run.attempt(rule, clearing=not only_raise) for rule in IN_ORDER}
        failed = [rule_id for rule_id, counts in done.items() if counts is None]
        run.tell_of_failures(failed)
        counts = {rule_id: counts or (0, 0) for rule_id, counts in done.items()}
        result = _result(connection, as_of, started, counts, failed)
        audit.record_batch(session, "alert", "update", f"{result.raised} raised, {result.cleared} cleared for {as_of}")
        if settle is not None:
            settle(session, result)
    return result


def _clear_again(database: Database, result: Result) -> Result:
    """Clear once more in a new transaction what was answered by saves committed while the sweep ran."""
    with database.transaction(job("sweep"), today=result.as_of) as session:
        run = Run(session.connection(), policy(session), result.as_of, now_utc())
        more = {rule.id: run.attempt(rule, raising=False) for rule in IN_ORDER if rule.id not in result.failed}
        if not any(done and done[1] for done in more.values()):
            return result
        counts = {each.rule: (each.raised, each.cleared + (more.get(each.rule) or (0, 0))[1]) for each in result.rules}
        return _result(
            session.connection(), result.as_of, time.perf_counter() - result.seconds, counts, list(result.failed)
        )


def _result(
    connection: Connection, as_of: date, started: float, counts: dict[str, tuple[int, int]], failed: list[str]
) -> Result:
    still_open: dict[str, int] = {row.rule: row.number for row in connection.execute(COUNT_OPEN)}
    rules = tuple(
        RuleResult(rule_id, raised, cleared, still_open.get(rule_id, 0))
        for rule_id, (raised, cleared) in counts.items()
    )
    return Result(
        as_of,
        time.perf_counter() - started,
        sum(each.raised for each in rules),
        sum(each.cleared for each in rules),
        sum(still_open.values()),
        rules,
        tuple(failed),
    )
