"""Reading for emergency access: whose record is meant, what the sheet shows, and what managers look at."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Date, and_, func, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers import governed, scope
from careleavers.actions.queries import in_post
from careleavers.allocations.queries import in_force
from careleavers.db import policy
from careleavers.domain.actors import Actor
from careleavers.domain.emergency import EmergencyOutcome
from careleavers.domain.terms import Role
from careleavers.emergency.details import Asking
from careleavers.missing.queries import missing_now
from careleavers.models import (
    AccommodationSpell,
    Allocation,
    EmergencyAccess,
    MissingEpisode,
    RiskFlag,
    SafeContact,
    Worker,
    YoungPerson,
)
from careleavers.models.base import identity, now_utc
from careleavers.models.sql import working_days_after
from careleavers.people.queries import newest_safe_contact
from careleavers.protection.queries import open_restriction


@dataclass(frozen=True)
class Sheet:
    """All that emergency access shows. What could lead somebody to the door of a restricted record is not in it."""

    young_person: YoungPerson
    restricted: bool
    safe_contact: SafeContact | None
    home: AccommodationSpell | None
    risks: Sequence[RiskFlag]
    missing: MissingEpisode | None
    alongside: Sequence[Worker]
    managers: Sequence[Worker]


@dataclass(frozen=True)
class Used:
    """One time that emergency access was asked for: by whom, whose record, and who looked at it."""

    access: EmergencyAccess
    worker: Worker
    young_person: YoungPerson | None
    reviewed_by: str


def meant(session: Session, asking: Asking) -> YoungPerson | None:
    """The one young person whom a full name with a day of birth, or a number, stands for; None for nobody and for two.

    The name may be the given or the chosen one before the family name; capitals and spaces do not matter.
    """
    if asking.child_id:
        found = select(YoungPerson).where(func.lower(YoungPerson.child_id) == asking.child_id.strip().lower())
        return session.execute(found).scalars().first()
    born: Any = select(YoungPerson).where(col(YoungPerson.born_on) == asking.born_on)
    wanted = " ".join(asking.name.split()).casefold()
    same = [each for each in session.execute(born).scalars() if wanted in _names(each)]
    return same[0] if len(same) == 1 else None


def _names(person: YoungPerson) -> set[str]:
    firsts = {person.given_name, person.preferred_name} - {""}
    return {" ".join(f"{first} {person.family_name}".split()).casefold() for first in firsts}


def is_visible(session: Session, actor: Actor, person: YoungPerson, day: date) -> bool:
    """Whether somebody opens a record anyway."""
    wanted = select(col(YoungPerson.id)).where(col(YoungPerson.id) == person.id, scope.visible_to(actor, day))
    return session.execute(wanted).first() is not None


def is_kept_apart(session: Session, actor: Actor, person: YoungPerson) -> bool:
    """Whether a conflict stands between somebody and a record."""
    wanted = select(col(YoungPerson.id)).where(col(YoungPerson.id) == person.id, scope.not_kept_apart(actor))
    return session.execute(wanted).first() is None


def times_used(session: Session, worker_id: int, day: date) -> int:
    """How often somebody opened a record in an emergency within the days that count, the day itself included."""
    since = day - timedelta(days=policy(session).emergency_within_days - 1)
    opened = (col(EmergencyAccess.worker_id) == worker_id, col(EmergencyAccess.outcome) == EmergencyOutcome.OPENED)
    count = select(func.count()).select_from(EmergencyAccess).where(*opened, col(EmergencyAccess.asked_on) >= since)
    return int(session.execute(count).scalar_one())


def running(session: Session, actor: Actor, sign_in: str, day: date) -> Sequence[tuple[EmergencyAccess, YoungPerson]]:
    """The emergency access that somebody has now, in this sign-in, with whose record it is."""
    rows: Any = (
        select(EmergencyAccess, YoungPerson)
        .join(YoungPerson, col(YoungPerson.id) == col(EmergencyAccess.young_person_id))
        .where(governed.running_emergencies(actor, day), col(EmergencyAccess.sign_in) == sign_in)
        .order_by(col(EmergencyAccess.id))
    )
    return [(access, person) for access, person in session.execute(rows)]


def review_day(session: Session, day: date) -> date:
    """The day by which a manager has looked at what was opened on a day."""
    count = policy(session).emergency_review_working_days
    found: date = session.execute(select(working_days_after(literal(day, Date()), count))).scalar_one()
    return found


def sheet(session: Session, access: EmergencyAccess, day: date) -> Sheet:
    """What emergency access shows of the record that it opened."""
    person = session.get_one(YoungPerson, access.young_person_id)
    known = identity(person)
    restricted = open_restriction(session, known) is not None
    home: Any = select(AccommodationSpell).where(
        col(AccommodationSpell.young_person_id) == known, col(AccommodationSpell.ended_on).is_(None)
    )
    risks: Any = select(RiskFlag).where(col(RiskFlag.young_person_id) == known, col(RiskFlag.closed_on).is_(None))
    alongside = in_post(day).join(Allocation, col(Allocation.worker_id) == col(Worker.id))
    return Sheet(
        person,
        restricted,
        newest_safe_contact(session, known),
        None if restricted else session.execute(home).scalars().first(),
        session.execute(risks.order_by(col(RiskFlag.raised_on).desc(), col(RiskFlag.id))).scalars().all(),
        missing_now(session, known),
        session.execute(alongside.where(col(Allocation.young_person_id) == known, in_force(day))).scalars().all(),
        [each for each in told(session, access, day) if each.role is Role.TEAM_MANAGER],
    )


def told(session: Session, access: EmergencyAccess, day: date) -> Sequence[Worker]:
    """The managers in post who are to look at emergency access: those who govern it, by name."""
    found = in_post(day).where(col(Worker.role).in_((Role.TEAM_MANAGER, Role.SERVICE_MANAGER)))
    return [each for each in session.execute(found).scalars().all() if _governs(session, each, access, day)]


def _governs(session: Session, manager: Worker, access: EmergencyAccess, day: date) -> bool:
    actor = Actor("job:emergency", manager.role, worker_id=identity(manager), team_id=manager.team_id)
    wanted = select(col(EmergencyAccess.id)).where(
        col(EmergencyAccess.id) == access.id, governed.governed_emergencies(actor, day)
    )
    return session.execute(wanted).first() is not None


def used(session: Session, actor: Actor, day: date, only: int | None = None) -> list[Used]:
    """What this manager looks at, what waits first and by its day; `only` one by its id.

    What was looked at stays on the list for four weeks.
    """
    reviewer = aliased(Worker)
    recent = col(EmergencyAccess.reviewed_on) >= day - timedelta(days=28)
    statement: Any = (
        select(EmergencyAccess, Worker, YoungPerson, reviewer)
        .join(Worker, col(Worker.id) == col(EmergencyAccess.worker_id))
        .outerjoin(YoungPerson, col(YoungPerson.id) == col(EmergencyAccess.young_person_id))
        .outerjoin(reviewer, col(reviewer.id) == col(EmergencyAccess.reviewed_by_id))
        .where(governed.governed_emergencies(actor, day))
        .order_by(
            col(EmergencyAccess.reviewed_on).is_not(None), col(EmergencyAccess.review_by), col(EmergencyAccess.id)
        )
    )
    if only is not None:
        statement = statement.where(col(EmergencyAccess.id) == only)
    else:
        statement = statement.where(or_(col(EmergencyAccess.reviewed_on).is_(None), recent))
    rows = session.execute(statement)
    return [Used(access, worker, person, by.name if by else "") for access, worker, person, by in rows]


def waiting(session: Session, actor: Actor, day: date) -> int:
    """How many this manager has not looked at yet."""
    count = select(func.count()).select_from(EmergencyAccess)
    open_ones = and_(governed.governed_emergencies(actor, day), col(EmergencyAccess.reviewed_on).is_(None))
    return int(session.execute(count.where(open_ones)).scalar_one())


def may_be_told(session: Session, young_person_id: int) -> Sequence[EmergencyAccess]:
    """The times a record was opened in an emergency that its young person may know of, latest first."""
    opened = (col(EmergencyAccess.outcome) == EmergencyOutcome.OPENED, col(EmergencyAccess.keep_from_them) == "")
    statement = select(EmergencyAccess).where(col(EmergencyAccess.young_person_id) == young_person_id, *opened)
    return session.execute(statement.order_by(col(EmergencyAccess.id).desc())).scalars().all()


def is_over(access: EmergencyAccess) -> bool:
    """Whether nothing can be opened with it any more."""
    return access.until_at is None or access.until_at <= now_utc()


__all__ = [
    "Sheet", "Used", "is_kept_apart", "is_over", "is_visible", "may_be_told", "meant", "review_day", "running", "sheet",
    "times_used", "told", "used", "waiting",
]  # fmt: skip
