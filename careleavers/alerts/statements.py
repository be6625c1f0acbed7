"""The set-based statements by which a rule's SELECT becomes alerts. Built once and kept.

A rule is worked out once, into a temporary table with a key; clearing, moving and raising then compare that with
the open alerts by seeks, whatever a planner believes of the sizes.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum, auto
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Date,
    Executable,
    Integer,
    Select,
    String,
    Subquery,
    Update,
    and_,
    bindparam,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    union_all,
    update,
)
from sqlmodel import col

from careleavers.alerts.rules import RULES, Rule
from careleavers.alerts.rules.duties import offers_kept, staff_supervised, young_people_owed
from careleavers.alerts.standing import STANDING
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, SubjectKind
from careleavers.models import Alert, Allocation, Offer, Worker, YoungPerson
from careleavers.models.sql import insert_on

ALERT: Any = Alert.__table__  # type: ignore[attr-defined]
AS_OF = bindparam("as_of", type_=Date())
_ONLY = bindparam("only", type_=Integer())
# What an open alert takes over from its rule whenever that differs.
FACTS = ("due_on", "since_on", "never", "every_days", "basis", "worse")


class Reach(Enum):
    """For whom a statement is run: everybody, one subject, some, or those a worker is or was allocated to."""

    EVERYBODY = auto()
    ONE = auto()
    SOME = auto()
    OF_WORKER = auto()


@dataclass(frozen=True)
class Statements:
    """The statements of one rule, run in this order."""

    forget: Executable
    work_out: Executable
    clear: Executable
    move: Executable
    raise_: Executable


# The column that says whom or what an alert is about.
SUBJECT_COLUMNS = {
    SubjectKind.YOUNG_PERSON: ALERT.c.young_person_id,
    SubjectKind.WORKER: ALERT.c.worker_id,
    SubjectKind.OFFER: ALERT.c.offer_id,
}


def _subject_column(rule: Rule) -> Any:
    return SUBJECT_COLUMNS[rule.subject]


def _reached(column: Any, reach: Reach) -> list[ColumnElement[bool]]:
    if reach is Reach.EVERYBODY:
        return []
    if reach is Reach.ONE:
        return [column == _ONLY]
    if reach is Reach.SOME:
        return [column.in_(bindparam("only", expanding=True, type_=Integer()))]
    allocated = select(col(Allocation.young_person_id)).where(col(Allocation.worker_id) == _ONLY)
    return [column.in_(allocated)]


@lru_cache(maxsize=64)
def _owed(subject: SubjectKind, policy: Policy, reach: Reach) -> CTE:
    """The WITH clause that a rule's SELECT needs, for those in reach."""
    if subject is SubjectKind.WORKER:
        return staff_supervised(*_reached(col(Worker.id), reach))
    if subject is SubjectKind.OFFER:
        return offers_kept(*_reached(col(Offer.id), reach))
    return young_people_owed(policy, *_reached(col(YoungPerson.id), reach))


def _standing(rows: Any, until: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    """The conditions that hold for rows due by `until` whose duty still runs on `as_of` and when it falls due."""
    runs = or_(rows.c.ends_on.is_(None), (rows.c.ends_on > AS_OF) & (rows.c.ends_on > rows.c.due_on))
    return [rows.c.due_on <= until, runs]


@lru_cache(maxsize=256)
def _due(rule: Rule, policy: Policy) -> Subquery:
    """What a rule selects. Kept, because putting the words of all rules together takes a second."""
    return rule.select(policy).subquery("due")


def _found(rule: Rule, policy: Policy, until: str) -> Select[Any]:
    """The rows that ought to be open alerts, due by the day called `until`.

    Where one subject has several for one thing, the earliest.
    """
    rows = _due(rule, policy)
    stand = _standing(rows, bindparam(until, type_=Date()))
    if not rule.several:
        return select(rows).where(*stand)
    place = func.row_number().over(partition_by=(rows.c.subject_id, rows.c.about_id), order_by=rows.c.due_on)
    placed = select(rows, place.label("place")).where(*stand).subquery("placed")
    return select(*[placed.c[column.name] for column in rows.c]).where(placed.c.place == 1)


@lru_cache(maxsize=256)
def everything_due(subject: SubjectKind, policy: Policy, reach: Reach, rule_id: str | None = None) -> Select[Any]:
    """What every rule, or one of them, says is due for those in reach: the rule's number, then the columns of a rule.

    Parameters: as_of, the days of `untils`, and `only` (an id, or a list of ids for SOME).
    """
    branches = []
    for rule in (each for each in RULES.values() if each.subject is subject and rule_id in (None, each.id)):
        found = _found(rule, policy, f"until_{rule.id}").subquery("found")
        branches.append(select(literal_column(f"'{rule.id}'", String).label("rule"), *found.c))
    rows = union_all(*branches).subquery("everything")
    return select(*rows.c).add_cte(_owed(subject, policy, reach))


def untils(policy: Policy, as_of: date, days: int | None = None) -> dict[str, date]:
    """The last due day to be shown of each rule: `days` from `as_of`, or by the rule's own notice."""
    return {
        f"until_{rule.id}": as_of + timedelta(days=rule.notice(policy) if days is None else days)
        for rule in RULES.values()
    }


def _is_open(rule: Rule) -> list[ColumnElement[bool]]:
    return [ALERT.c.cleared_at.is_(None), ALERT.c.rule == rule.id, _subject_column(rule).is_not(None)]


def _same(rule: Rule) -> ColumnElement[bool]:
    return and_(STANDING.c.subject_id == _subject_column(rule), STANDING.c.about_id == ALERT.c.about_id)


def _work_out(rule: Rule, policy: Policy, reach: Reach) -> Executable:
    found = _found(rule, policy, "until").subquery("found")
    names = ["subject_id", "about_id", *FACTS]
    rows = select(*[found.c[name] for name in names]).add_cte(_owed(rule.subject, policy, reach))
    return insert(STANDING).from_select(names, rows)


def _clear(rule: Rule, reach: Reach) -> Update:
    still = exists(select(literal_column("1")).select_from(STANDING).where(_same(rule)).correlate(ALERT))
    return (
        update(ALERT)
        .where(*_is_open(rule), *_reached(_subject_column(rule), reach), ~still)
        .values(cleared_at=bindparam("now", type_=ALERT.c.cleared_at.type), cleared_on=AS_OF)
    )


def _move(rule: Rule, reach: Reach) -> Update:
    differs = [ALERT.c[name].is_distinct_from(STANDING.c[name]) for name in FACTS]
    return (
        update(ALERT)
        .where(*_is_open(rule), *_reached(_subject_column(rule), reach), _same(rule), or_(*differs))
        .values({name: STANDING.c[name] for name in FACTS})
    )


def _raise(rule: Rule, dialect: str) -> Executable:
    into = insert_on(dialect)
    random = "replace(gen_random_uuid()::text, '-', '')" if dialect == "postgresql" else "lower(hex(randomblob(16)))"
    held: Select[Any] = select(literal_column("1")).select_from(ALERT).where(*_is_open(rule), _same(rule))
    facts = ("about_id", *FACTS)
    rows = (
        select(
            literal_column(random),
            literal(rule.id),
            literal_column(f"'{rule.subject.value}'"),
            STANDING.c.subject_id,
            bindparam("now", type_=ALERT.c.raised_at.type),
            AS_OF,
            *[STANDING.c[name] for name in facts],
        )
        .where(~exists(held.correlate(STANDING)))
        .order_by(STANDING.c.subject_id, STANDING.c.about_id)
    )
    written = ["public_id", "rule", "subject_kind", _subject_column(rule).name, "raised_at", "raised_on", *facts]
    statement: Executable = into(ALERT).from_select(written, rows, include_defaults=False).inline()
    # Without asking, the driver's count of rows inserted is not kept.
    return statement.on_conflict_do_nothing().execution_options(preserve_rowcount=True)  # type: ignore[attr-defined, no-any-return]


@lru_cache(maxsize=1024)
def statements(rule: Rule, policy: Policy, dialect: str, reach: Reach) -> Statements:
    """The statements of a rule under a council's limits; parameters as_of, until, now and, for one, only."""
    return Statements(
        delete(STANDING), _work_out(rule, policy, reach), _clear(rule, reach), _move(rule, reach), _raise(rule, dialect)
    )


def _system_is_open(rule_id: Any) -> list[ColumnElement[bool]]:
    return [
        ALERT.c.cleared_at.is_(None),
        ALERT.c.subject_kind == literal_column(f"'{SubjectKind.SYSTEM.value}'"),
        ALERT.c.rule == rule_id,
    ]


def raise_for_service(dialect: str) -> Executable:
    """Say that a rule (`failed`) could not be worked out: an alert about the service itself, once while it lasts."""
    into = insert_on(dialect)
    values = {
        "public_id": bindparam("public_id"), "rule": bindparam("failed"), "subject_kind": SubjectKind.SYSTEM,
        "about_id": 0, "due_on": AS_OF, "never": False, "worse": False, "basis": Basis.POLICY,
        "raised_at": bindparam("now"), "raised_on": AS_OF,
    }  # fmt: skip
    statement: Executable = into(ALERT).values(values).on_conflict_do_nothing()
    return statement


CLEAR_FOR_SERVICE: Update = (
    update(ALERT).where(*_system_is_open(bindparam("mended"))).values(cleared_at=bindparam("now"), cleared_on=AS_OF)
)

COUNT_OPEN: Select[Any] = (
    select(ALERT.c.rule, func.count().label("number"))
    .where(ALERT.c.cleared_at.is_(None), ALERT.c.subject_kind != literal_column(f"'{SubjectKind.SYSTEM.value}'"))
    .group_by(ALERT.c.rule)
)
