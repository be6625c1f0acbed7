"""What is measured, each beside its floor, in milliseconds."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from statistics import median
from typing import Any

from sqlalchemy import Connection, text

from bench import floors
from bench.council import AS_OF
from careleavers.alerts import engine, queue
from careleavers.alerts.applying import Run
from careleavers.alerts.rules import RULES
from careleavers.alerts.upcoming import forecast
from careleavers.db import Database
from careleavers.domain.actors import Actor, job
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Role, SubjectKind
from careleavers.finding.queries import search
from careleavers.models.base import now_utc
from careleavers.people.caseload import caseload

MANAGER = Actor("account:1", role=Role.SERVICE_MANAGER, worker_id=1)
TEAM_MANAGER = Actor("account:1", role=Role.TEAM_MANAGER, worker_id=1, team_id=1)
WORKER = Actor("account:2", role=Role.AFTER_CARE_WORKER, worker_id=2, team_id=1)
LIMITS = Policy()
_BY_HAND = ("R30", "R27", "R07")


@dataclass(frozen=True)
class Measure:
    """What was done, how long it took, and how long its floor took (None where there is none)."""

    what: str
    took: float
    floor: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return None if self.floor is None else self.took / self.floor


def timed(work: Callable[[], Any], times: int = 5) -> float:
    """The median of several runs, in milliseconds; the first, which fills caches, is not counted."""
    taken = []
    for _ in range(times + 1):
        started = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - started))
    return median(taken[1:])


def _by_hand(connection: Connection, sql: str, parameters: tuple[Any, ...] = ()) -> list[Any]:
    cursor = connection.connection.cursor()
    # Without parameters, the per cent signs of a LIKE mean nothing to the driver.
    cursor.execute(sql, *([parameters] if parameters else []))
    rows = list(cursor.fetchall())
    cursor.close()
    return rows


def _hand_written_sweep(connection: Connection, rule_id: str, *, first: bool) -> float:
    """Write down what a rule says in a bare table, or compare it with what is there; as the engine does, by hand."""
    dialect = connection.dialect.name
    until = (AS_OF + timedelta(days=RULES[rule_id].notice(LIMITS))).isoformat()
    due = f"SELECT id, due_on FROM ({floors.due_by_hand(dialect)[rule_id]}) d WHERE due_on <= '{until}'"  # noqa: S608 - our own words
    started = time.perf_counter()
    cursor = connection.connection.cursor()
    if first:
        cursor.execute("DROP TABLE IF EXISTS by_hand")
        cursor.execute("CREATE TEMPORARY TABLE by_hand (id integer PRIMARY KEY, due_on date)")
        started = time.perf_counter()
        cursor.execute(f"INSERT INTO by_hand {due}")
    else:
        cursor.execute(
            f"SELECT count(*) FROM ({due}) n LEFT JOIN by_hand b ON b.id = n.id WHERE b.due_on IS NULL"  # noqa: S608 - our own words
            " OR b.due_on <> n.due_on"
        )
        cursor.fetchall()
    cursor.close()
    return 1000 * (time.perf_counter() - started)


def sweeps(database: Database) -> list[Measure]:
    """Every rule for everybody, first with nothing raised and then again; three rules beside their floors."""
    found = [_one_sweep(database, "First sweep, every rule"), _one_sweep(database, "Repeat sweep, every rule")]
    for rule_id in _BY_HAND:
        found += _one_rule(database, rule_id)
    return found


def _one_sweep(database: Database, what: str) -> Measure:
    result = engine.sweep(database, AS_OF)
    return Measure(f"{what} ({len(RULES)} rules, {result.open} open)", 1000 * result.seconds)


def _one_rule(database: Database, rule_id: str) -> list[Measure]:
    """A rule's first run on a clean slate and its repeat, inside a transaction that is undone."""
    with database.writer.connect() as connection, connection.begin() as transaction:
        connection.execute(text("DELETE FROM alert WHERE rule = :rule"), {"rule": rule_id})
        run = Run(connection, LIMITS, AS_OF, now_utc())
        measures = []
        for first, what in ((True, "first run"), (False, "repeat")):
            floor = _hand_written_sweep(connection, rule_id, first=first)
            started = time.perf_counter()
            run.apply(RULES[rule_id])
            took = 1000 * (time.perf_counter() - started)
            measures.append(Measure(f"{rule_id}, {what}", took, floor))
        transaction.rollback()
    return measures


def one_person(database: Database) -> Measure:
    """The alerts about one young person looked at again, as every save does."""
    with database.transaction(job("bench"), today=AS_OF) as session:
        took = timed(lambda: engine.refresh(session, young_person_id=7))
        by_hand = floors.due_by_hand(session.connection().dialect.name)
        floor = timed(lambda: [_by_hand(session.connection(), f"{sql} AND p.id = 7") for sql in by_hand.values()])
        return Measure("One young person looked at again (floor: three of the rules)", took, floor)


def pages(database: Database) -> list[Measure]:
    """The queries of the first pages of the queue and the caseload, and two weeks ahead for a caseload."""
    found = []
    with database.reading(MANAGER, AS_OF) as session:
        floor = timed(lambda: _by_hand(session.connection(), floors.queue_by_hand()))
        for actor, who in ((MANAGER, "the whole service"), (TEAM_MANAGER, "one team")):
            took = timed(partial(queue.read_queue, session, actor, queue.Filters()))
            found.append(Measure(f"Queue, first page, {who}", took, floor))
    with database.reading(WORKER, AS_OF) as session:
        floor = timed(lambda: _by_hand(session.connection(), floors.caseload_by_hand()))
        found.append(Measure("Caseload of a worker", timed(lambda: caseload(session, WORKER)), floor))
        people = {"subject": SubjectKind.YOUNG_PERSON, "only": list(range(1, 21))}
        took = timed(lambda: forecast(session, AS_OF, 14, **people))
        found.append(Measure("Two weeks ahead for a caseload", took, floor))
    return [*found, *searches(database)]


def searches(database: Database) -> list[Measure]:
    """A word that nobody wrote, so that every note in reach is read: for a worker, and for the whole service."""
    found = []
    for actor, who in ((WORKER, "one caseload"), (MANAGER, "the whole service")):
        with database.reading(actor, AS_OF) as session:
            floor = timed(lambda reader=session: _by_hand(reader.connection(), floors.search_by_hand()))
            took = timed(partial(search, session, actor, "quagmire"))
            found.append(Measure(f"Search for a word in every note, {who} (floor: every note)", took, floor))
    return found


def everything(database: Database) -> list[Measure]:
    """All of it, in order: the sweeps come first, since the pages show what they raised."""
    return [*sweeps(database), one_person(database), *pages(database)]


__all__ = ["LIMITS", "Measure", "everything", "timed"]
