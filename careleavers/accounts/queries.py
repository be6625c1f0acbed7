"""Accounts as they are looked up: by name, with the worker they belong to, and who may supervise."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlmodel import Session, col

from careleavers.domain.terms import Role
from careleavers.models import Absence, Account, Team, Worker

_SIGN_IN_NAME = re.compile(r"[\w.@'+-]{3,80}")
NO_SIGN_IN_NAME = "Use 3 to 80 letters, figures, dots and hyphens for the sign-in name, no spaces"


def as_sign_in_name(typed: str) -> str:
    """A sign-in name as it is kept: small letters, no space at the ends."""
    return typed.strip().lower()


def is_sign_in_name(name: str) -> bool:
    """Whether a name, as kept, can be signed in with: 3 to 80 letters, figures and the signs of an e-mail address."""
    return bool(_SIGN_IN_NAME.fullmatch(name)) and name == as_sign_in_name(name)


def account_named(session: Session, name: str) -> Account | None:
    """The account with this sign-in name, as kept."""
    return session.execute(select(Account).where(col(Account.sign_in_name) == name)).scalar_one_or_none()


def account_of(session: Session, worker: Worker) -> Account | None:
    """The account a member of staff signs in with."""
    return session.execute(select(Account).where(col(Account.worker_id) == worker.id)).scalar_one_or_none()


def team_named(session: Session, name: str) -> Team | None:
    """The team of this name."""
    return session.execute(select(Team).where(col(Team.name) == name)).scalar_one_or_none()


def teams(session: Session) -> Sequence[Team]:
    """Every team, by name."""
    return session.execute(select(Team).order_by(col(Team.name))).scalars().all()


def is_in_service(day: date) -> list[object]:
    """The conditions on Worker that hold for those who have started, not left and are not switched off."""
    return [
        col(Worker.disabled_on).is_(None),
        col(Worker.started_on) <= day,
        or_(col(Worker.ends_on).is_(None), col(Worker.ends_on) > day),
    ]


def possible_supervisors(session: Session, day: date) -> Sequence[Worker]:
    """The managers in service on a day, by name."""
    managers = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER)
    statement = select(Worker).where(col(Worker.role).in_(managers), *is_in_service(day))  # type: ignore[arg-type]
    return session.execute(statement.order_by(col(Worker.given_name), col(Worker.family_name))).scalars().all()


def possible_covers(session: Session, worker: Worker, day: date) -> Sequence[Worker]:
    """Who may stand in for somebody: those of their team and every manager, in service on a day, by name."""
    managers = col(Worker.role).in_((Role.TEAM_MANAGER, Role.SERVICE_MANAGER))
    beside = managers if worker.team_id is None else or_(managers, col(Worker.team_id) == worker.team_id)
    statement = select(Worker).where(col(Worker.id) != worker.id, beside, *is_in_service(day))  # type: ignore[arg-type]
    return session.execute(statement.order_by(col(Worker.given_name), col(Worker.family_name))).scalars().all()


def absences_from(session: Session, worker: Worker, day: date) -> list[tuple[Absence, Worker | None]]:
    """When somebody is away from a day on, the next first, each with whoever stands in."""
    statement = (
        select(Absence, Worker)
        .outerjoin(Worker, col(Worker.id) == col(Absence.covered_by_id))
        .where(col(Absence.worker_id) == worker.id, col(Absence.to_on) >= day)
        .order_by(col(Absence.from_on), col(Absence.id))
    )
    return [(absence, cover) for absence, cover in session.execute(statement)]


@dataclass(frozen=True)
class StaffAccount:
    """A member of staff with their account and team, as the list of accounts shows them."""

    worker: Worker
    account: Account
    team: str | None


def staff_accounts(session: Session) -> list[StaffAccount]:
    """Every member of staff who has an account, by name. Young people's accounts are not in it."""
    statement = (
        select(Worker, Account, col(Team.name))
        .join(Account, col(Account.worker_id) == col(Worker.id))
        .outerjoin(Team, col(Team.id) == col(Worker.team_id))
        .order_by(col(Worker.given_name), col(Worker.family_name), col(Worker.id))
    )
    return [StaffAccount(worker, account, team) for worker, account, team in session.execute(statement)]
