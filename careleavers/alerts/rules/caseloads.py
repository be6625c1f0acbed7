"""How much one worker carries, and whom a new worker has still to meet (R23, R81).

Both are worked out from the allocations themselves, day by day, so that a hand-over planned for next month is
foreseen and one that is taken back leaves nothing behind.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, false, func, literal_column, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, STAFF, birthday_of, due, one_of
from careleavers.alerts.rules.facts import VISITS, of_person, there_is
from careleavers.alerts.rules.oversight import HIGH
from careleavers.domain.policy import Policy
from careleavers.domain.terms import (
    AccommodationCode,
    AllocationRole,
    Answer,
    Basis,
    Role,
    Severity,
    SubjectKind,
)
from careleavers.models import AccommodationSpell, Allocation, Contact, RiskFlag, Worker, YoungPerson
from careleavers.models.sql import days_after, earliest, latest_of, months_after, word, working_days_after

_CARRIED = (AllocationRole.AFTER_CARE_WORKER, AllocationRole.COVER)
# What a caseload is made of: the whole allocation, its part before 18, its first weeks, and what is so now from the day
# on which it came to be so. Each begins and ends.
_PARTS = ("whole", "under_18", "new", "risk", "custody")


def _changes(policy: Policy) -> Any:
    """One row for each change of after-care worker: who it is now, from when, and the change so many before it."""
    held = aliased(Allocation)
    in_turn: Any = {"partition_by": DUTY.c.id, "order_by": (col(held.from_on), col(held.id))}
    turns = (
        select(
            DUTY.c.id,
            col(held.id).label("allocation_id"),
            col(held.worker_id).label("worker_id"),
            col(held.from_on).label("from_on"),
            col(held.to_on).label("to_on"),
            func.lag(col(held.worker_id)).over(**in_turn).label("before"),
        )
        .join_from(DUTY, held, and_(of_person(held), col(held.role) == word(AllocationRole.AFTER_CARE_WORKER)))
        .subquery("turns")
    )
    earlier = func.lag(turns.c.from_on, policy.worker_changes_high - 1).over(
        partition_by=turns.c.id, order_by=(turns.c.from_on, turns.c.allocation_id)
    )
    changed = select(turns, earlier.label("earlier")).where(turns.c.before != turns.c.worker_id)
    return changed.subquery("changed")


@rule(
    "R23",
    "Has not met their new worker",
    severity=Severity.MEDIUM,
    raised_severity=Severity.HIGH,
    notice_days=3,
    basis=Basis.POLICY,
    source="Council policy; inspection findings on many changes of worker",
    clears_when="The new worker has seen them in person",
    limit="new_worker_working_days",
    reads=("allocation", "calendar_day", "contact", "worker"),
)
def new_worker_not_met(policy: Policy) -> Select[Any]:
    """When the after-care worker changes, the new one sees them in person within the working days set.

    A joint visit in the weeks before counts. High when it is one change too many within 12 months. The first worker
    somebody has is no change.
    """
    changed = _changes(policy)
    # Asked for one by one: joined, SQLite would read all workers through to find those of one young person.
    gone: Any = (
        select(earliest(Worker.ends_on, Worker.disabled_on))
        .where(col(Worker.id) == changed.c.worker_id)
        .correlate_except(Worker)
        .scalar_subquery()
    )
    met = there_is(
        Contact,
        one_of(col(Contact.kind), VISITS),
        col(Contact.worker_id) == changed.c.worker_id,
        col(Contact.happened_on) >= days_after(changed.c.from_on, -policy.introduction_before_days),
    )
    return (
        due(
            working_days_after(changed.c.from_on, policy.new_worker_working_days),
            since_on=changed.c.from_on,
            basis=word(Basis.POLICY),
            about_id=changed.c.allocation_id,
            ends_on=earliest(changed.c.to_on, gone),
            worse=func.coalesce(changed.c.earlier >= months_after(changed.c.from_on, -12), false()),
        )
        .join(changed, changed.c.id == DUTY.c.id)
        .where(~met)
    )


def _first(model: Any, day: Any, *conditions: ColumnElement[bool]) -> Any:
    """The first day of what is so now of the YoungPerson of the outer row; NULL where nothing is."""
    about = col(model.young_person_id) == col(YoungPerson.id)
    return select(func.min(day)).where(about, *conditions).correlate_except(model).scalar_subquery()


def _carried(policy: Policy) -> Any:
    """One row for each allocation to a worker: from when until when, and what each part of it weighs."""
    held, person, home = aliased(Allocation), YoungPerson, AccommodationSpell
    mine, flag = col(person.id), RiskFlag
    risk = _first(flag, flag.raised_on, col(flag.closed_on).is_(None), one_of(col(flag.level), HIGH))
    inside = col(home.code) == word(AccommodationCode.CUSTODY)
    custody = _first(home, home.started_on, col(home.ended_on).is_(None), inside)
    parent = case((col(person.parent) == word(Answer.YES), policy.caseload_parent), else_=0)
    return (
        select(
            STAFF.c.id.label("worker_id"),
            col(held.from_on).label("from_on"),
            earliest(held.to_on, person.closed_on).label("to_on"),
            birthday_of(policy, 18).label("at_18"),
            (policy.caseload_each + parent).label("always"),
            risk.label("risk_from"),
            custody.label("custody_from"),
        )
        .join_from(STAFF, held, col(held.worker_id) == STAFF.c.id)
        .join(person, mine == col(held.young_person_id))
        .where(one_of(col(held.role), _CARRIED), STAFF.c.role == word(Role.AFTER_CARE_WORKER))
        .subquery("carried")
    )


def _weighed(policy: Policy) -> Any:
    """What each worker carries from each day on which that changes."""
    ends = [(part, end) for part in _PARTS for end in (False, True)]
    ways = union_all(*[select(literal_column(str(n)).label("way")) for n in range(len(ends))]).subquery("ways")
    carried = _carried(policy)
    begins = dict.fromkeys(_PARTS, carried.c.from_on)
    for part in ("risk", "custody"):
        since = carried.c[f"{part}_from"]
        begins[part] = case((since.is_not(None), latest_of(carried.c.from_on, since)))
    until = dict.fromkeys(_PARTS, carried.c.to_on) | {
        "under_18": earliest(carried.c.to_on, carried.c.at_18),
        "new": earliest(carried.c.to_on, days_after(carried.c.from_on, policy.caseload_new_days)),
    }
    weight = {
        "whole": carried.c.always, "under_18": policy.caseload_under_18, "new": policy.caseload_new,
        "risk": policy.caseload_high_risk, "custody": policy.caseload_custody,
    }  # fmt: skip
    days, changes = [], []
    for n, (part, end) in enumerate(ends):
        # One that ends before it begins weighs nothing: both fall on the same day and cancel out.
        runs = and_(begins[part].is_not(None), until[part].is_not(None))
        last = case((runs, latest_of(begins[part], until[part])))
        days.append((ways.c.way == n, last if end else begins[part]))
        changes.append((ways.c.way == n, -weight[part] if end else weight[part]))
    events = select(carried.c.worker_id, case(*days).label("day"), case(*changes).label("change"))
    event = events.join_from(carried, ways, literal_column("1") == literal_column("1")).subquery("event")
    total = func.sum(func.sum(event.c.change)).over(partition_by=event.c.worker_id, order_by=event.c.day)
    return (
        select(event.c.worker_id, event.c.day, total.label("points"))
        .where(event.c.day.is_not(None))
        .group_by(event.c.worker_id, event.c.day)
        .subquery("weighed")
    )


def _heavy(policy: Policy) -> Any:
    """One row for each run of days on which a caseload is heavy, or full: its first, its first after, and `since`.

    A run that is full may follow one that is only heavy, or the other way round; `since` is the first day of them all.
    """
    weighed, amber = _weighed(policy), min(policy.caseload_amber, policy.caseload_full)
    in_turn: Any = {"partition_by": weighed.c.worker_id, "order_by": weighed.c.day}
    level = case((weighed.c.points >= policy.caseload_full, 2), (weighed.c.points >= amber, 1), else_=0)
    rated = select(weighed, level.label("level"), func.lag(level).over(**in_turn).label("before")).subquery("rated")
    in_turn = {"partition_by": rated.c.worker_id, "order_by": rated.c.day}
    crossed = select(
        rated.c.worker_id,
        rated.c.day,
        rated.c.points,
        rated.c.level,
        func.lead(rated.c.day).over(**in_turn).label("until"),
        func.max(case((rated.c.level == 0, rated.c.day))).over(**in_turn).label("last_light"),
    ).where(rated.c.level != func.coalesce(rated.c.before, -1))
    run = crossed.subquery("run")
    since = func.min(run.c.day).over(partition_by=(run.c.worker_id, run.c.last_light))
    return select(run, since.label("since")).where(run.c.level > 0).subquery("heavy")


@rule(
    "R81",
    "Caseload too heavy",
    subject=SubjectKind.WORKER,
    severity=Severity.MEDIUM,
    raised_severity=Severity.HIGH,
    basis=Basis.POLICY,
    source="Council policy; inspection findings on caseloads that leave time for crises only",
    clears_when="Young people come to other workers, or less is asked of this one",
    limit="caseload_amber",
    reads=("accommodation_spell", "allocation", "risk_flag", "young_person"),
    several=True,
)
def caseload_heavy(policy: Policy) -> Select[Any]:
    """An after-care worker's weighted caseload is not heavy for longer than the days set; high once it is full.

    Each young person weighs so many points, more with a high risk, in custody, with children, under 18 or new. The
    board of the unallocated shows the same points. A week's grace lets a hand-over pass.
    """
    heavy = _heavy(policy)
    return due(
        # What was heavy long enough and comes to be full is due that very day, and told of no sooner.
        latest_of(days_after(heavy.c.since, policy.caseload_over_days), heavy.c.day),
        since_on=heavy.c.since,
        basis=word(Basis.POLICY),
        every_days=heavy.c.points,
        ends_on=heavy.c.until,
        worse=heavy.c.level == 2,
        subject=SubjectKind.WORKER,
    ).join(heavy, heavy.c.worker_id == STAFF.c.id)


__all__ = ["caseload_heavy", "new_worker_not_met"]
