"""Writing allocations. The only place that makes their rows.

At most one worker is allocated in each part at a time (cover apart); beginning one ends the one before in the
same act, and nothing that was is ever lost from the history. Sources: Children Act 1989 s23D and Sch 2 para 19C.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.allocations import queries
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import add_months, birthday, long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import AllocationRole
from careleavers.models import Allocation, AllocationDetails, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.protection.queries import are_apart

AT_ONCE = "Somebody else allocated a worker at the same moment. Open the page again to see whom"
STALE = "Somebody else changed this allocation meanwhile"
# Further ahead than this is a slip of the finger.
FURTHEST_MONTHS = 3
_UNTIL_18 = (AllocationRole.SOCIAL_WORKER, AllocationRole.REVIEWING_OFFICER)


def allocate(session: Session, actor: Actor, young_person: YoungPerson, details: AllocationDetails) -> Allocation:
    """Allocate a worker, from a day on; whoever was allocated in that part until then is so no more.

    The young person comes to the worker's team with their after-care worker. Raises Refused for a worker out of
    reach or not of that profession, a day that cannot be, a hand-over without a note, and for an allocation that
    somebody else made at the same moment.
    """
    worker = _check_worker(session, actor, details)
    _check_apart(session, young_person, worker)
    _check_day(session, young_person, worker, details)
    before = _check_before(session, young_person, details)
    with saving(session, "worker_id", AT_ONCE):
        for each in before:
            each.to_on, each.end_reason = details.from_on, each.end_reason or f"Handed over to {worker.name}"
        session.flush()  # the one before must have ended before the index sees the next
        allocation = Allocation.made(
            details, young_person_id=identity(young_person), allocated_by_id=actor.worker
        )  # fmt: skip
        session.add(allocation)
        if details.role is AllocationRole.AFTER_CARE_WORKER and worker.team_id is not None:
            young_person.team_id = worker.team_id
    refresh(session, young_person_id=identity(young_person))
    return allocation


def allocate_several(
    session: Session, actor: Actor, people: Sequence[YoungPerson], details: AllocationDetails
) -> list[Allocation]:
    """Allocate one worker to several young people, each as `allocate` does. Raises Refused, naming whom it is about."""
    made = []
    for young_person in people:
        try:
            made.append(allocate(session, actor, young_person, details))
        except Refused as refusal:
            words = f"{refusal.sentence.rstrip('.')} ({young_person.name}). Nobody was allocated"
            raise Refused(refusal.field, words) from refusal
    return made


def _check_worker(session: Session, actor: Actor, details: AllocationDetails) -> Worker:
    found = [each.worker for each in queries.candidates(session, actor) if each.worker.id == details.worker_id]
    if not found:
        raise Refused("worker_id", "Choose somebody of your own team who works here today")
    worker, wanted = found[0], queries.ROLES[details.role]
    if worker.role is not wanted:
        raise Refused("worker_id", f"{worker.name} is no {wanted.label.lower()}. Choose one, or another part to play")
    return worker


def _check_apart(session: Session, young_person: YoungPerson, worker: Worker) -> None:
    if are_apart(session, identity(worker), identity(young_person)):
        raise Refused("worker_id", f"{worker.name} cannot work with them. Choose somebody else")


def _check_day(session: Session, young_person: YoungPerson, worker: Worker, details: AllocationDetails) -> None:
    day, from_on = today(session), details.from_on
    last = add_months(day, FURTHEST_MONTHS)
    if young_person.closed_on is not None and young_person.closed_on <= max(day, from_on):
        raise Refused("", "This record is closed. Open it again before you allocate anybody")
    if from_on > last:
        raise Refused("from_on", f"Enter a day no later than {long_date(last)}. Check the year")
    if from_on < max(worker.started_on, young_person.born_on):
        raise Refused(
            "from_on", f"{worker.name} started on {long_date(worker.started_on)}. Enter that day or a later one"
        )
    if worker.ends_on is not None and from_on >= worker.ends_on:
        raise Refused("worker_id", f"{worker.name} leaves on {long_date(worker.ends_on)}. Choose somebody who stays")
    if details.role in _UNTIL_18 and from_on >= birthday(young_person.born_on, 18):
        raise Refused("role", "Social workers and reviewing officers are allocated until 18 only. Choose another part")


def _check_before(session: Session, young_person: YoungPerson, details: AllocationDetails) -> list[Allocation]:
    """The allocations that end when this one begins; refuses one that would fall into what is recorded already."""
    earlier = queries.in_role(session, identity(young_person), details.role)
    running = [each for each in earlier if each.to_on is None or each.to_on > details.from_on]
    if any(each.worker_id == details.worker_id and each.from_on <= details.from_on for each in running):
        raise Refused("worker_id", "They are allocated in that part already. Choose somebody else")
    if details.role is AllocationRole.COVER:
        return []
    later = max((each.from_on for each in running if each.from_on > details.from_on), default=None)
    if later is not None:
        raise Refused("from_on", f"Somebody is allocated from {long_date(later)}. Enter that day or a later one")
    if earlier and is_placeholder(details.handover_note):
        raise Refused(
            "handover_note", "Write what the next worker needs to know: what matters now, and what is promised"
        )
    return running


def end_allocation(
    session: Session, _actor: Actor, allocation: Allocation, ends_on: date, reason: str, version: int
) -> Allocation:
    """End an allocation; `ends_on` is the first day without the worker. Nobody follows: the alert says so.

    Raises Refused for one that has ended, a day before it began or too far ahead, and a reason that says nothing;
    Stale when somebody else changed it since `version`.
    """
    last = add_months(today(session), FURTHEST_MONTHS)
    if allocation.version != version:
        raise Stale(STALE)
    if allocation.to_on is not None:
        raise Refused("", f"This allocation ends on {long_date(allocation.to_on)} already, so nothing was changed")
    if ends_on < allocation.from_on:
        raise Refused("ends_on", f"It began on {long_date(allocation.from_on)}. Enter that day or a later one")
    if ends_on > last:
        raise Refused("ends_on", f"Enter a day no later than {long_date(last)}. Check the year")
    if is_placeholder(reason):
        raise Refused("reason", "Say why it ends")
    with saving(session, "", STALE):
        allocation.to_on, allocation.end_reason = ends_on, reason
    refresh(session, young_person_id=allocation.young_person_id)
    return allocation


__all__ = ["allocate", "allocate_several", "end_allocation"]
