"""Reading restrictions, the access lent under each, and conflicts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers import governed, scope
from careleavers.actions.queries import in_post
from careleavers.domain.actors import Actor
from careleavers.domain.terms import Role
from careleavers.models import AccessLoan, Conflict, Restriction, Worker, YoungPerson
from careleavers.models.base import identity

MANAGERS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER)
_DIRECT = (Role.AFTER_CARE_WORKER, Role.SOCIAL_WORKER, Role.REVIEWING_OFFICER)


@dataclass(frozen=True)
class Lent:
    """Access with whose it is and who asked for it."""

    loan: AccessLoan
    worker: Worker
    asked_by: str


@dataclass(frozen=True)
class Restricted:
    """A restricted record: whose it is, who restricted it, and the access that runs or waits for a second person."""

    restriction: Restriction
    young_person: YoungPerson
    began_by: str
    look_on: date
    loans: list[Lent] = field(default_factory=list)

    @property
    def waiting(self) -> list[Lent]:
        """Access that somebody asked for and nobody has agreed to."""
        return [each for each in self.loans if each.loan.agreed_on is None]

    @property
    def running(self) -> list[Lent]:
        """Access that was agreed to, the first to end first."""
        return [each for each in self.loans if each.loan.agreed_on is not None]


@dataclass(frozen=True)
class Apart:
    """A conflict: who is kept apart from whom, and who noted it."""

    conflict: Conflict
    worker: Worker
    young_person: YoungPerson
    noted_by: str


def open_restriction(session: Session, young_person_id: int) -> Restriction | None:
    """The restriction on somebody's record, if there is one."""
    statement = select(Restriction).where(
        col(Restriction.young_person_id) == young_person_id, col(Restriction.ended_on).is_(None)
    )
    return session.execute(statement).scalars().first()


def restricted(session: Session, actor: Actor, day: date, look_days: int, only: int | None = None) -> list[Restricted]:
    """The restrictions this manager looks after, the first to be looked at again first; `only` one by its id."""
    began = aliased(Worker)
    statement = (
        select(Restriction, YoungPerson, began)
        .join(YoungPerson, col(YoungPerson.id) == col(Restriction.young_person_id))
        .join(began, col(began.id) == col(Restriction.began_by_id))
        .where(governed.governed_restrictions(actor, day), col(Restriction.ended_on).is_(None))
    )
    rows = session.execute(statement if only is None else statement.where(col(Restriction.id) == only)).all()
    loans = _loans(session, [identity(row.Restriction) for row in rows], day)
    found = [
        Restricted(each, person, by.name, look_again_on(each, look_days), loans.get(identity(each), []))
        for each, person, by in rows
    ]
    return sorted(found, key=lambda each: (each.look_on, each.young_person.name))


def look_again_on(restriction: Restriction, look_days: int) -> date:
    """The day by which somebody says again why the record stays restricted."""
    return (restriction.looked_on or restriction.began_on) + timedelta(days=look_days)


def _loans(session: Session, restriction_ids: list[int], day: date) -> dict[int, list[Lent]]:
    asked = aliased(Worker)
    statement = (
        select(AccessLoan, Worker, asked)
        .join(Worker, col(Worker.id) == col(AccessLoan.worker_id))
        .join(asked, col(asked.id) == col(AccessLoan.asked_by_id))
        .where(
            col(AccessLoan.restriction_id).in_(restriction_ids), col(AccessLoan.ended_on).is_(None),
            col(AccessLoan.until_on) >= day,
        )
        .order_by(col(AccessLoan.until_on), col(AccessLoan.id))
    )  # fmt: skip
    found: dict[int, list[Lent]] = {}
    for loan, worker, asker in session.execute(statement).all():
        found.setdefault(loan.restriction_id, []).append(Lent(loan, worker, asker.name))
    return found


def loans_of(session: Session, restriction: Restriction, worker_id: int, day: date) -> Sequence[AccessLoan]:
    """Access of one worker to a restricted record that runs, or waits for a second person."""
    statement = select(AccessLoan).where(
        col(AccessLoan.restriction_id) == restriction.id, col(AccessLoan.worker_id) == worker_id,
        col(AccessLoan.ended_on).is_(None), col(AccessLoan.until_on) >= day,
    )  # fmt: skip
    return session.execute(statement).scalars().all()


def every_loan(session: Session, restriction: Restriction) -> Sequence[AccessLoan]:
    """Access under a restriction that nobody has ended, whether it still runs or not."""
    statement = select(AccessLoan).where(
        col(AccessLoan.restriction_id) == restriction.id, col(AccessLoan.ended_on).is_(None)
    )
    return session.execute(statement).scalars().all()


def conflicts(session: Session, actor: Actor, day: date) -> list[Apart]:
    """Who is kept apart from whom, as far as this actor may know, by the young person's name."""
    noted = aliased(Worker)
    statement = (
        select(Conflict, Worker, YoungPerson, noted)
        .join(Worker, col(Worker.id) == col(Conflict.worker_id))
        .join(YoungPerson, col(YoungPerson.id) == col(Conflict.young_person_id))
        .join(noted, col(noted.id) == col(Conflict.noted_by_id))
        .where(governed.governed_conflicts(actor, day), col(Conflict.ended_on).is_(None))
        .order_by(col(YoungPerson.family_name), col(YoungPerson.given_name), col(Conflict.id))
    )
    return [Apart(each, worker, person, by.name) for each, worker, person, by in session.execute(statement).all()]


def are_apart(session: Session, worker_id: int, young_person_id: int) -> bool:
    """Whether somebody must be kept apart from a young person."""
    return worker_id in session.execute(scope.kept_apart_from(young_person_id)).scalars().all()


def staff_for(session: Session, young_person: YoungPerson, day: date) -> Sequence[Worker]:
    """The staff in post who work with young people or manage, without those kept apart from this one; by name."""
    others = col(Worker.id).not_in(scope.kept_apart_from(identity(young_person)))
    statement = in_post(day).where(col(Worker.role).in_((*_DIRECT, *MANAGERS)), others)
    return session.execute(statement).scalars().all()
