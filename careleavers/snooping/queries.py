"""Reading the trail for the patterns, and what was found for its reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers import governed
from careleavers.actions.queries import in_post
from careleavers.domain.actors import Actor
from careleavers.domain.dates import LONDON
from careleavers.domain.snooping import AGAIN_DAYS, OWN_DAYS, Look, Stretch, Trail
from careleavers.domain.terms import Role
from careleavers.models import Absence, Account, Allocation, ReadEntry, SnoopingFinding, Worker, YoungPerson

SHOWN_DAYS = 90
_SEARCH = "finding.search"
# An administrator keeps the accounts, so they are never the one who watches how accounts are used.
READERS = (Role.SERVICE_MANAGER, Role.AUDITOR)
_BY_ALLOCATION = (Role.AFTER_CARE_WORKER, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER)


@dataclass(frozen=True)
class Told:
    """A finding with the names of the two people."""

    finding: SnoopingFinding
    worker: Worker
    young_person: YoungPerson | None


def trail(session: Session, last: date) -> Trail:
    """Everything that the patterns of the last AGAIN_DAYS up to and with a day are read from."""
    first = last - timedelta(days=OWN_DAYS + AGAIN_DAYS)
    held: Any = select(
        col(Allocation.worker_id), col(Allocation.young_person_id), col(Allocation.from_on), col(Allocation.to_on)
    )
    away: Any = select(col(Absence.covered_by_id), col(Absence.from_on), col(Absence.to_on)).where(
        col(Absence.covered_by_id).is_not(None), col(Absence.to_on) >= first
    )
    staff = session.execute(select(Worker)).scalars().all()
    names: Any = select(col(YoungPerson.id), col(YoungPerson.family_name), col(YoungPerson.team_id))
    people = session.execute(names).all()
    return Trail(
        list(_looks(session, first, last)),
        [Stretch(*row) for row in session.execute(held)],
        {each.id or 0: each.family_name.casefold() for each in staff},
        {known: name.casefold() for known, name, _team in people},
        {each.id or 0: each.ends_on for each in staff if each.ends_on is not None},
        [tuple(row) for row in session.execute(away)],
        {each.id or 0: each.team_id for each in staff if each.role is Role.TEAM_MANAGER and each.team_id is not None},
        {known: team for known, _name, team in people if team is not None},
    )


def _looks(session: Session, first: date, last: date) -> Iterator[Look]:
    start = datetime.combine(first, time(), LONDON).astimezone(UTC)
    end = datetime.combine(last + timedelta(days=1), time(), LONDON).astimezone(UTC)
    statement: Any = (
        select(ReadEntry, col(Account.worker_id))
        .join(Account, col(Account.id) == col(ReadEntry.account_id))
        .where(col(Account.worker_id).is_not(None), col(ReadEntry.at) >= start, col(ReadEntry.at) < end)
        .order_by(col(ReadEntry.at), col(ReadEntry.id))
    )
    for entry, worker_id in session.execute(statement.execution_options(yield_per=1000)):
        alone = entry.listed_ids if entry.endpoint == _SEARCH and " " not in entry.listed_ids else ""
        known = entry.young_person_id or (int(alone) if alone else None)
        if known is not None:
            yield Look(
                worker_id, known, entry.at, searched=entry.young_person_id is None,
                exceptional=entry.exceptional is not None, by_allocation=entry.role in _BY_ALLOCATION,
            )  # fmt: skip


def known_findings(session: Session, first: date) -> set[tuple[str, int, int | None, date]]:
    """What was found for days from `first` on, as what makes a finding one: pattern, who, whose record and day."""
    rows = session.execute(select(SnoopingFinding).where(col(SnoopingFinding.found_on) >= first)).scalars()
    return {(each.pattern.value, each.worker_id, each.young_person_id, each.found_on) for each in rows}


def is_reader(session: Session, worker: Worker, named: str, day: date) -> bool:
    """Whether somebody in post reads the findings: who is named, or, while nobody in post is, a service manager."""
    if worker.role not in READERS or worker.sign_in_name == named:
        return worker.role in READERS
    return worker.role is Role.SERVICE_MANAGER and _chosen(session, named, day) is None


def readers(session: Session, named: str, day: date) -> list[Worker]:
    """Who reads the findings on a day: who is named and in post and no administrator, else the service managers."""
    chosen = _chosen(session, named, day)
    if chosen is not None:
        return [chosen]
    return list(session.execute(in_post(day).where(col(Worker.role) == Role.SERVICE_MANAGER)).scalars())


def _chosen(session: Session, named: str, day: date) -> Worker | None:
    wanted = (col(Worker.sign_in_name) == named, col(Worker.role).in_(READERS))
    return session.execute(in_post(day).where(*wanted)).scalars().first() if named else None


def findings(session: Session, actor: Actor, day: date) -> list[Told]:
    """What was found in the last SHOWN_DAYS, the latest first; nothing about the reader, nobody they are apart from."""
    statement: Any = (
        select(SnoopingFinding, Worker, YoungPerson)
        .join(Worker, col(Worker.id) == col(SnoopingFinding.worker_id))
        .outerjoin(YoungPerson, col(YoungPerson.id) == col(SnoopingFinding.young_person_id))
        .where(governed.governed_findings(actor, day), col(SnoopingFinding.found_on) > day - timedelta(days=SHOWN_DAYS))
        .order_by(col(SnoopingFinding.found_on).desc(), col(Worker.family_name), col(SnoopingFinding.id))
    )
    return [Told(*row) for row in session.execute(statement)]


__all__ = ["READERS", "SHOWN_DAYS", "Told", "findings", "is_reader", "known_findings", "readers", "trail"]
