"""Restricting records, lending access to them, and keeping people apart. The only place that makes their rows.

Restricting takes effect at once. What opens a record again needs two managers, one of them a service manager:
lending access, and ending the restriction. Keeping somebody apart needs one person; only a service manager ends it.
Every function flushes; none commits.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlmodel import Session

from careleavers.actions.queries import workers_to_own
from careleavers.alerts.engine import refresh
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.protection import LoanKind, loan_ends
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Role
from careleavers.models import AccessLoan, Conflict, Restriction, RestrictionDetails, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.protection import queries
from careleavers.protection.details import Lending

STALE = "Somebody else saved this meanwhile"
AT_ONCE = "Somebody else restricted this record at the same moment. Open the page again"
NOTED = "This is noted already"
ANOTHER = "You asked for this, so another manager answers it"
ONE_OF_SERVICE = "One of the two who agree is a service manager. Ask one to answer"


def restrict(
    session: Session, actor: Actor, young_person: YoungPerson, details: RestrictionDetails, keep: Collection[int]
) -> Restriction:
    """Close a record to everybody but those named, at once. `keep` are the ids of the workers who keep access.

    Raises Refused where it is restricted already, the reason says nothing, somebody cannot be named, or no manager is.
    """
    known, day = identity(young_person), today(session)
    if queries.open_restriction(session, known) is not None:
        raise Refused("", "This record is restricted already")
    if is_placeholder(details.reason):
        raise Refused("reason", "Say why the record is to be restricted")
    staff = {identity(each): each for each in workers_to_own(session, young_person, day)}
    if not set(keep) <= set(staff):
        raise Refused("keep", "Somebody you chose works with them no longer. Look at the list again")
    if not any(staff[each].role in queries.MANAGERS for each in keep):
        raise Refused("keep", "Choose at least one manager, who reads the alerts about them")
    restriction = Restriction.made(details, young_person_id=known, began_on=day, began_by_id=actor.worker)
    with saving(session, "", AT_ONCE):
        session.add(restriction)
        session.flush()
        for worker_id in keep:
            agreed: dict[str, Any] = {"agreed_by_id": actor.worker, "agreed_on": day}
            agreed |= {"asked_by_id": actor.worker, "asked_on": day}
            session.add(_loan(restriction, worker_id, LoanKind.KEPT, day, **agreed))
    refresh(session, young_person_id=known)
    return restriction


def restrict_again(session: Session, actor: Actor, young_person: YoungPerson, details: RestrictionDetails) -> None:
    """Close a record after a restore brought it back open. Nobody has access, so service managers open it at first.

    Raises Refused where it is restricted already.
    """
    if queries.open_restriction(session, identity(young_person)) is not None:
        raise Refused("", "This record is restricted already")
    about = {"young_person_id": identity(young_person), "began_on": today(session), "began_by_id": actor.worker}
    session.add(Restriction.made(details, **about))


def _loan(restriction: Restriction, worker_id: int, kind: LoanKind, day: date, **more: Any) -> AccessLoan:
    return AccessLoan.made(
        restriction_id=identity(restriction), young_person_id=restriction.young_person_id, worker_id=worker_id,
        kind=kind, from_on=day, until_on=loan_ends(kind, day), **more,
    )  # fmt: skip


def look_again(session: Session, actor: Actor, restriction: Restriction, words: str, version: int) -> Restriction:
    """Say why a record stays restricted; the days until the next look begin again. Raises Refused; Stale."""
    _still_on(restriction, version)
    if is_placeholder(words):
        raise Refused("words", "Say why the record stays restricted, and what has changed")
    with saving(session, "", STALE):
        restriction.looked_on, restriction.looked_by_id = today(session), actor.worker
        restriction.looked_words = words
    refresh(session, young_person_id=restriction.young_person_id)
    return restriction


def ask_loan(session: Session, actor: Actor, restriction: Restriction, lending: Lending) -> AccessLoan:
    """Ask that access be lent. Nobody opens the record by it until a second manager has agreed.

    Raises Refused for somebody who is kept apart or not in post, who has access of that kind already, or no reason.
    """
    if restriction.ended_on is not None:
        raise Refused("", "This record is not restricted any more")
    day, person = today(session), session.get_one(YoungPerson, restriction.young_person_id)
    if lending.worker_id not in {each.id for each in queries.staff_for(session, person, day)}:
        raise Refused("worker_id", "Choose somebody else. Ask the duty manager if you do not know why")
    if is_placeholder(lending.reason):
        raise Refused("reason", "Say what they need it for")
    running = queries.loans_of(session, restriction, lending.worker_id, day)
    if any(each.agreed_on is None for each in running):
        raise Refused("worker_id", "This is asked for already and waits for a second manager")
    ends = loan_ends(lending.kind, day)
    if any(each.until_on >= ends for each in running):
        raise Refused("worker_id", f"They have access until {long_date(running[0].until_on)} already")
    loan = _loan(
        restriction, lending.worker_id, lending.kind, day, reason=lending.reason, asked_by_id=actor.worker, asked_on=day
    )
    session.add(loan)
    session.flush()
    return loan


def answer_loan(session: Session, actor: Actor, loan: AccessLoan, *, agreed: bool, version: int) -> AccessLoan:
    """Lend access that another manager asked for, from today for its whole length; or do not. Raises Refused; Stale."""
    if loan.version != version:
        raise Stale(STALE)
    if loan.agreed_on is not None or loan.ended_on is not None:
        raise Refused("", "This was answered already")
    _second(session, actor, loan.asked_by_id)
    if agreed and actor.worker == loan.worker_id:
        raise Refused("agreed", "Nobody lends access to themselves. Another manager answers")
    day = today(session)
    with saving(session, "", STALE):
        if agreed:
            loan.from_on, loan.until_on = day, loan_ends(loan.kind, day)
            loan.agreed_by_id, loan.agreed_on = actor.worker, day
        else:
            loan.ended_by_id, loan.ended_on = actor.worker, day
    refresh(session, young_person_id=loan.young_person_id)
    return loan


def end_loan(session: Session, actor: Actor, loan: AccessLoan, version: int) -> AccessLoan:
    """End somebody's access at once. Raises Refused where it has ended; Stale."""
    if loan.version != version:
        raise Stale(STALE)
    if loan.ended_on is not None:
        raise Refused("", "This access has ended already")
    with saving(session, "", STALE):
        loan.ended_by_id, loan.ended_on = actor.worker, today(session)
    refresh(session, young_person_id=loan.young_person_id)
    return loan


def ask_end(session: Session, actor: Actor, restriction: Restriction, reason: str, version: int) -> Restriction:
    """Ask that a record be opened again to everybody who would reach it. Raises Refused; Stale."""
    _still_on(restriction, version)
    if restriction.end_asked_on is not None:
        raise Refused("", "This is asked for already and waits for a second manager")
    if is_placeholder(reason):
        raise Refused("reason", "Say why the record need not be restricted any more")
    with saving(session, "", STALE):
        restriction.end_asked_by_id, restriction.end_asked_on = actor.worker, today(session)
        restriction.end_reason = reason
    return restriction


def answer_end(session: Session, actor: Actor, restriction: Restriction, *, agreed: bool, version: int) -> Restriction:
    """Open the record again, with all access that was lent; or leave it restricted. Raises Refused; Stale."""
    _still_on(restriction, version)
    if restriction.end_asked_by_id is None:
        raise Refused("", "Nobody has asked for this")
    _second(session, actor, restriction.end_asked_by_id)
    day = today(session)
    with saving(session, "", STALE):
        if agreed:
            restriction.ended_by_id, restriction.ended_on = actor.worker, day
            for loan in queries.every_loan(session, restriction):
                loan.ended_by_id, loan.ended_on = actor.worker, day
        else:
            restriction.end_asked_by_id, restriction.end_asked_on, restriction.end_reason = None, None, ""
    refresh(session, young_person_id=restriction.young_person_id)
    return restriction


def keep_apart(session: Session, actor: Actor, young_person: YoungPerson, worker_id: int, reason: str) -> Conflict:
    """From now on the record is not there for this member of staff. Raises Refused where it is noted, or no reason."""
    known = identity(young_person)
    if is_placeholder(reason):
        raise Refused("reason", "Say how they know each other, or why they must be kept apart")
    if queries.are_apart(session, worker_id, known):
        raise Refused("worker_id", NOTED)
    conflict = Conflict.made(
        worker_id=worker_id, young_person_id=known, reason=reason, noted_by_id=actor.worker, noted_on=today(session)
    )
    with saving(session, "worker_id", NOTED):
        session.add(conflict)
        for loan in _loans_of_anybody(session, known, worker_id):
            loan.ended_by_id, loan.ended_on = actor.worker, today(session)
    refresh(session, young_person_id=known)
    return conflict


def _loans_of_anybody(session: Session, young_person_id: int, worker_id: int) -> list[AccessLoan]:
    restriction = queries.open_restriction(session, young_person_id)
    return [] if restriction is None else list(queries.loans_of(session, restriction, worker_id, today(session)))


def end_conflict(session: Session, actor: Actor, conflict: Conflict, reason: str, version: int) -> Conflict:
    """They need not be kept apart any more. Raises Refused where that was so already, or no reason; Stale."""
    if conflict.version != version:
        raise Stale(STALE)
    if conflict.ended_on is not None:
        raise Refused("", "This has ended already")
    if is_placeholder(reason):
        raise Refused("reason", "Say why they need not be kept apart any more")
    with saving(session, "", STALE):
        conflict.ended_by_id, conflict.ended_on, conflict.end_reason = actor.worker, today(session), reason
    refresh(session, young_person_id=conflict.young_person_id)
    return conflict


def _still_on(restriction: Restriction, version: int) -> None:
    if restriction.version != version:
        raise Stale(STALE)
    if restriction.ended_on is not None:
        raise Refused("", "This record is not restricted any more")


def _second(session: Session, actor: Actor, first_id: int) -> None:
    if actor.worker == first_id:
        raise Refused("", ANOTHER)
    if Role.SERVICE_MANAGER not in (actor.role, session.get_one(Worker, first_id).role):
        raise Refused("", ONE_OF_SERVICE)


__all__ = [
    "answer_end", "answer_loan", "ask_end", "ask_loan", "end_conflict", "end_loan", "keep_apart", "look_again",
    "restrict", "restrict_again",
]  # fmt: skip
