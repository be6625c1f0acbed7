"""The queue: one row for each young person or worker, with all that is open about them inside, worst harm first.

Sorted and counted in the database over the very same condition, so the counts agree with the list; paged by
key, so the next page begins where this one ended, whatever was raised or cleared in between.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import CTE, ColumnElement, and_, case, func, not_, or_, select
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts.escalation import is_escalated
from careleavers.alerts.queries import OWN, SUBJECT, OpenAlert, joined, open_alerts
from careleavers.alerts.severity import BY_RANK, is_late, rank_on, weight_on
from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.terms import AlertState, Basis, Severity
from careleavers.models import Acknowledgement, Alert, Team, Worker, YoungPerson
from careleavers.models.sql import birthday

PAGE = 50
NOBODY = "nobody"


@dataclass(frozen=True)
class Filters:
    """What the list is narrowed to; None leaves a question open. Worker and team are public ids."""

    worker: str | None = None
    team: str | None = None
    rule: str | None = None
    severity: Severity | None = None
    basis: Basis | None = None
    state: AlertState | None = None
    age: str | None = None
    late_by: str | None = None
    escalated: str | None = None


# Ages in years: from (included), to (not included). Days late. Both by the word that stands in the address.
AGES = {"under_18": (0, 18), "18_to_20": (18, 21), "21_and_over": (21, 200)}
LATE_BY = {"a_week": 7, "4_weeks": 28, "12_weeks": 84}
ESCALATED = "yes"


@dataclass
class Subject:
    """Somebody with open alerts: the alerts, worst first."""

    alerts: list[OpenAlert] = field(default_factory=list)

    @property
    def first(self) -> OpenAlert:
        """The worst of them; whom it is about and whose it is are the same for all."""
        return self.alerts[0]


@dataclass(frozen=True)
class Queue:
    """One page of the list, where the next begins (empty at the end), and the counts of the whole list."""

    subjects: list[Subject]
    after: str
    subjects_in_all: int
    by_severity: list[tuple[Severity, int]]

    @property
    def alerts_in_all(self) -> int:
        """How many alerts the whole list holds."""
        return sum(count for _, count in self.by_severity)

    @property
    def young_person_ids(self) -> list[int]:
        """The young people on this page."""
        people = (subject.first.young_person for subject in self.subjects)
        return [person.id for person in people if person is not None and person.id is not None]


# Who an alert is about, as one word that is the same for all alerts about them and says nothing about them.
_KEY = func.coalesce(YoungPerson.public_id, SUBJECT.public_id, Alert.public_id)


def _in_state(state: AlertState, session: Session, as_of: date) -> ColumnElement[bool]:
    acknowledged = func.coalesce(Acknowledgement.act_by_on >= as_of, False)
    late = is_late(policy(session), as_of)
    if state is AlertState.ACKNOWLEDGED:
        return acknowledged
    return and_(not_(acknowledged), late if state is AlertState.OVERDUE else not_(late))


def _conditions(session: Session, actor: Actor, filters: Filters, as_of: date) -> list[ColumnElement[bool]]:
    found = [scope.visible_alerts(actor, as_of)]
    if filters.worker == NOBODY:
        found.append(and_(col(Alert.young_person_id).is_not(None), OWN.id.is_(None)))
    elif filters.worker is not None:
        found.append(or_(OWN.public_id == filters.worker, SUBJECT.public_id == filters.worker))
    if filters.team is not None:
        found.append(col(Team.public_id) == filters.team)
    if filters.rule is not None:
        found.append(col(Alert.rule) == filters.rule)
    if filters.severity is not None:
        found.append(rank_on(policy(session), as_of) == filters.severity.rank)
    if filters.basis is not None:
        found.append(col(Alert.basis) == filters.basis)
    if filters.state is not None:
        found.append(_in_state(filters.state, session, as_of))
    if filters.age is not None:
        least, most = AGES[filters.age]
        found += [birthday(YoungPerson.born_on, least) <= as_of, birthday(YoungPerson.born_on, most) > as_of]
    if filters.late_by is not None:
        found.append(col(Alert.due_on) <= as_of - timedelta(days=LATE_BY[filters.late_by]))
    if filters.escalated is not None:
        found.append(is_escalated(policy(session), as_of))
    return found


def _subjects(session: Session, conditions: list[ColumnElement[bool]], as_of: date, *, whose: bool) -> CTE:
    """One row for each subject: its key, its worst alert's weight, its earliest day, how many there are at each rank.

    Worked out once for the page and for its counts, however many open alerts there are.
    """
    limits = policy(session)
    each: Any = select(
        _KEY.label("key"),
        weight_on(limits, as_of).label("weight"),
        col(Alert.due_on).label("due_on"),
        rank_on(limits, as_of).label("rank"),
    )
    alerts = joined(each, as_of, whose=whose).where(*conditions).cte("alerts").prefix_with("MATERIALIZED")
    at_rank = [func.sum(case((alerts.c.rank == rank, 1), else_=0)).label(f"rank_{rank}") for rank in BY_RANK]
    grouped: Any = select(
        alerts.c.key, func.max(alerts.c.weight).label("weight"), func.min(alerts.c.due_on).label("first_due"), *at_rank
    )
    return grouped.group_by(alerts.c.key).cte("subjects").prefix_with("MATERIALIZED")  # type: ignore[no-any-return]


def _after(subjects: CTE, cursor: str) -> ColumnElement[bool] | None:
    """The condition for what comes after a row of the list; None for a cursor that is none."""
    try:
        weight_words, day_words, key = cursor.split(".", 2)
        weight, day = int(weight_words), date.fromisoformat(day_words)
    except ValueError:
        return None
    if not -1000 < weight < 1000 or not key.isalnum() or not key.isascii():
        return None
    later = or_(subjects.c.first_due > day, and_(subjects.c.first_due == day, subjects.c.key > key))
    return or_(subjects.c.weight < weight, and_(subjects.c.weight == weight, later))


def read_queue(session: Session, actor: Actor, filters: Filters, after: str = "") -> Queue:
    """One page of what this actor may see, narrowed by the filters; `after` is what the page before gave."""
    as_of = today(session)
    conditions = _conditions(session, actor, filters, as_of)
    whose = filters.worker is not None or filters.team is not None or filters.escalated is not None
    subjects = _subjects(session, conditions, as_of, whose=whose)
    ranks = [subjects.c[f"rank_{rank}"] for rank in BY_RANK]
    counts = [select(counted).scalar_subquery() for counted in (func.count(subjects.c.key), *map(func.sum, ranks))]
    where = _after(subjects, after)
    page: Any = (
        select(subjects.c.key, subjects.c.weight, subjects.c.first_due, *counts)
        .order_by(subjects.c.weight.desc(), subjects.c.first_due, subjects.c.key)
        .limit(PAGE + 1)
    )
    rows = session.execute(page if where is None else page.where(where)).all()
    shown, more = rows[:PAGE], rows[PAGE:]
    # Behind the last page there is no row to carry the counts.
    in_all, *at_rank = rows[0][3:] if rows else session.execute(select(*counts)).one()
    alerts = open_alerts(session, as_of, *conditions, _is_one_of([row.key for row in shown]))
    last = f"{shown[-1].weight}.{shown[-1].first_due.isoformat()}.{shown[-1].key}" if more else ""
    numbers = sorted(zip(BY_RANK, at_rank, strict=True), reverse=True)
    by_severity = [(BY_RANK[rank], number) for rank, number in numbers if number]
    return Queue(by_subject(alerts, [row.key for row in shown]), last, in_all, by_severity)


def _is_one_of(keys: list[str]) -> ColumnElement[bool]:
    """The alert is about one of those with these keys; found from the few people, not by going through all alerts."""
    people = select(col(YoungPerson.id)).where(col(YoungPerson.public_id).in_(keys))
    workers = select(col(Worker.id)).where(col(Worker.public_id).in_(keys))
    return or_(
        col(Alert.young_person_id).in_(people), col(Alert.worker_id).in_(workers), col(Alert.public_id).in_(keys)
    )


def _key_of(alert: OpenAlert) -> str:
    about = alert.young_person or alert.subject or alert.alert
    return about.public_id


def by_subject(alerts: list[OpenAlert], order: list[str] | None = None) -> list[Subject]:
    """The alerts under whom they are about, in the order given, else in that of the alerts."""
    order = list(dict.fromkeys(_key_of(alert) for alert in alerts)) if order is None else order
    by_key: dict[str, Subject] = {key: Subject() for key in order}
    for alert in alerts:
        by_key[_key_of(alert)].alerts.append(alert)
    # One may have cleared between the two reads; then there is nobody left to show.
    return [subject for subject in by_key.values() if subject.alerts]


__all__ = ["AGES", "ESCALATED", "LATE_BY", "NOBODY", "PAGE", "Filters", "Queue", "Subject", "read_queue"]
