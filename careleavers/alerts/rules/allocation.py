"""Nobody allocated: from before 16, at 17, at 18, and after a worker has gone (R20, R20b, R21, R22).

A stretch without a worker is worked out from facts, one row for each: it begins when the duty does or when
the last worker who counts stops counting, and ends when one counts again. Cover never counts, nor does a
worker who has left or was disabled, nor one who is away with nobody covering.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal_column, or_, select, true, union_all
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, Day, due
from careleavers.alerts.rules.facts import last_introduction
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AllocationRole, Basis, Severity
from careleavers.models import Absence, Allocation, Worker
from careleavers.models.sql import days_after, earliest, latest_of, months_after, word, working_days_after

_ALLOCATED = ("allocation", "worker", "absence")
_FAR: ColumnElement[Any] = literal_column("'9999-12-31'")
_WAYS = _DUTY_BEGINS, _WORKER_STOPS, _WORKER_AWAY = 0, 1, 2


def _is_own_worker(allocation: Any, young_person_id: Any = DUTY.c.id) -> ColumnElement[bool]:
    return and_(
        col(allocation.young_person_id) == young_person_id,
        col(allocation.role) == word(AllocationRole.AFTER_CARE_WORKER),
    )


def _still(end: Any, day: Any) -> ColumnElement[bool]:
    return or_(col(end).is_(None), col(end) > day)


def _away(worker_id: Any, day: Any) -> ColumnElement[bool]:
    """Whether a worker is away on a day with nobody covering."""
    absence = aliased(Absence)
    return exists(
        select(literal_column("1"))
        .where(
            col(absence.worker_id) == worker_id, col(absence.covered_by_id).is_(None),
            col(absence.from_on) <= day, col(absence.to_on) >= day,
        )
        .correlate_except(absence)
    )  # fmt: skip


def _counts_on(day: Any, young_person_id: Any) -> ColumnElement[bool]:
    """Whether the young person has a worker of their own who counts on a day."""
    allocation, worker = aliased(Allocation), aliased(Worker)
    return exists(
        select(literal_column("1"))
        .join_from(allocation, worker, col(worker.id) == col(allocation.worker_id))
        .where(
            _is_own_worker(allocation, young_person_id), col(allocation.from_on) <= day, _still(allocation.to_on, day),
            _still(worker.ends_on, day), _still(worker.disabled_on, day), ~_away(allocation.worker_id, day),
        )
        .correlate_except(allocation, worker)
    )  # fmt: skip


def _counts_again(day: Any, young_person_id: Any) -> Day:
    """The first later day on which a worker counts: an allocation begins, or an absence is over."""
    begun, held, absence = aliased(Allocation), aliased(Allocation), aliased(Absence)
    back_on = days_after(absence.to_on, 1)
    begins = (
        select(func.min(begun.from_on))
        .where(
            _is_own_worker(begun, young_person_id), col(begun.from_on) > day, _counts_on(begun.from_on, young_person_id)
        )
        .correlate_except(begun)
    )
    is_back = (
        select(func.min(back_on))
        .join_from(absence, held, col(held.worker_id) == col(absence.worker_id))
        .where(
            _is_own_worker(held, young_person_id), col(absence.covered_by_id).is_(None), col(absence.to_on) >= day,
            _counts_on(back_on, young_person_id),
        )
        .correlate_except(absence, held)
    )  # fmt: skip
    return earliest(begins.scalar_subquery(), is_back.scalar_subquery())


def _gaps() -> Any:
    """One row for each stretch without a worker.

    Whose it is, its first day, the first day with one again, and whether there was one before.
    """
    # Three ways for a stretch to begin, crossed with each person, so that one SELECT holds them all.
    ways = union_all(*[select(literal_column(str(n)).label("way")) for n in _WAYS]).subquery("ways")
    held, worker = aliased(Allocation), aliased(Worker)
    absence: Any = aliased(Absence)
    away = case((and_(absence.from_on >= held.from_on, _still(held.to_on, absence.from_on)), absence.from_on))
    begins = case(
        (ways.c.way == _DUTY_BEGINS, DUTY.c.started),
        (ways.c.way == _WORKER_STOPS, earliest(held.to_on, worker.ends_on, worker.disabled_on)),
        else_=away,
    )
    first = (
        select(DUTY.c.id, DUTY.c.started.label("owed_from"), ways.c.way, begins.label("started"))
        .select_from(DUTY)
        .join(ways, true())
        .outerjoin(held, and_(ways.c.way != _DUTY_BEGINS, _is_own_worker(held)))
        .outerjoin(worker, col(worker.id) == col(held.worker_id))
        .outerjoin(
            absence,
            and_(ways.c.way == _WORKER_AWAY, absence.worker_id == held.worker_id, absence.covered_by_id.is_(None)),
        )
        .subquery("first")
    )
    day, id = first.c.started, first.c.id
    was_there = and_(day > first.c.owed_from, _counts_on(days_after(day, -1), id))
    return (
        select(id, day, _counts_again(day, id).label("ended"), (first.c.way != _DUTY_BEGINS).label("had_worker"))
        .where(day.is_not(None), or_(first.c.way == _DUTY_BEGINS, was_there), ~_counts_on(day, id))
        .subquery("gap")
    )


def _due_in(gap: Any, due_on: Day, basis: Basis, ends_on: Day | None = None) -> Select[Any]:
    """A rule's SELECT with one row for each stretch without a worker."""
    ends = gap.c.ended if ends_on is None else earliest(gap.c.ended, ends_on)
    rows = due(due_on, since_on=gap.c.started, basis=word(basis), never=~gap.c.had_worker, ends_on=ends)
    return rows.join(gap, gap.c.id == DUTY.c.id)


@rule(
    "R20",
    "No after-care worker",
    severity=Severity.HIGH,
    notice_days=lambda policy: policy.unallocated_notice_days,
    later=((lambda policy: policy.unallocated_critical_days, Severity.CRITICAL),),
    basis=Basis.STATUTORY,
    source="Children Act 1989 s23B(2) and Sch 2 para 19C",
    clears_when="An after-care worker is allocated, from a day that has come",
    limit="unallocated_critical_days",
    reads=_ALLOCATED,
    several=True,
)
def worker_missing(_policy: Policy) -> Select[Any]:
    """Everybody from their 16th birthday, or from the day they become eligible if later, has an after-care worker.

    Cover does not count, nor a worker who has left, whose account is disabled, or who is away with nobody covering.
    """
    gap = _gaps()
    return _due_in(gap, gap.c.started, Basis.STATUTORY)


@rule(
    "R20b",
    "Has not met their after-care worker",
    severity=Severity.MEDIUM,
    notice_days=28,
    basis=Basis.GUIDANCE,
    source="Ready or Not (Ofsted, 2022); inspection findings on introductions before 18",
    clears_when="An after-care worker allocated to them has seen them in person",
    limit="introduction_months",
    reads=("allocation", "contact"),
)
def worker_not_introduced(policy: Policy) -> Select[Any]:
    """Somebody of 16 or 17 with an after-care worker meets them in person within the months set after turning 16.

    Counted from the day they become eligible if that is later. Another member of staff does not count.
    """
    held = aliased(Allocation)
    until = (
        select(func.max(func.coalesce(held.to_on, _FAR)))
        .where(_is_own_worker(held))
        .correlate_except(held)
        .scalar_subquery()
    )
    met = last_introduction()
    return due(
        months_after(DUTY.c.started, policy.introduction_months),
        since_on=DUTY.c.started,
        basis=word(Basis.GUIDANCE),
        never=true(),
        ends_on=earliest(until, DUTY.c.at_18),
    ).where(until.is_not(None), met.is_(None))


@rule(
    "R21",
    "No after-care worker at 17",
    severity=Severity.HIGH,
    notice_days=30,
    basis=Basis.POLICY,
    source="Practice of several councils; inspection findings on late allocation",
    clears_when="An after-care worker is allocated, from a day that has come, or they turn 18",
    reads=_ALLOCATED,
    several=True,
)
def worker_missing_at_17(_policy: Policy) -> Select[Any]:
    """Nobody turns 17 without an after-care worker, and nobody of 17 is left without one."""
    gap = _gaps()
    return _due_in(gap, latest_of(DUTY.c.at_17, gap.c.started), Basis.POLICY, ends_on=DUTY.c.at_18)


@rule(
    "R22",
    "No after-care worker at 18, or after one left",
    severity=Severity.CRITICAL,
    basis=Basis.STATUTORY,
    source="Children Act 1989 s23C(3)",
    clears_when="An after-care worker is allocated, from a day that has come",
    limit="reallocate_working_days",
    reads=(*_ALLOCATED, "calendar_day"),
    several=True,
)
def worker_missing_at_18(policy: Policy) -> Select[Any]:
    """Nobody turns 18 without an after-care worker.

    When a worker leaves or is away with nobody covering, another is allocated within the working days set,
    and no later than the 18th birthday.
    """
    gap = _gaps()
    again = working_days_after(gap.c.started, policy.reallocate_working_days)
    due_on = case(
        (~gap.c.had_worker, latest_of(DUTY.c.at_18, gap.c.started)),
        (gap.c.started < DUTY.c.at_18, earliest(again, DUTY.c.at_18)),
        else_=again,
    )
    return _due_in(gap, due_on, Basis.STATUTORY)


__all__ = ["worker_missing", "worker_missing_at_17", "worker_missing_at_18", "worker_not_introduced"]
