"""What is recorded of a young person beside their row: periods in care, decisions, safe contact."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import func, select, union_all
from sqlmodel import Session, col

from careleavers.models import (
    AccommodationSpell,
    CategoryDecision,
    ChangeOfCircumstance,
    Contact,
    EetSpell,
    LookedAfterPeriod,
    Oc3Answer,
    SafeContact,
    Team,
    Worker,
    YoungPerson,
)


def decisions(session: Session, young_person_id: int) -> Sequence[tuple[CategoryDecision, Worker]]:
    """Every decision on the legal category with who decided, the one that holds latest first."""
    statement = (
        select(CategoryDecision, Worker)
        .join(Worker, col(Worker.id) == col(CategoryDecision.decided_by_id))
        .where(col(CategoryDecision.young_person_id) == young_person_id)
        .order_by(col(CategoryDecision.from_on).desc(), col(CategoryDecision.id).desc())
    )
    return [(decision, worker) for decision, worker in session.execute(statement)]


def decision_in_force(session: Session, young_person_id: int, day: date) -> CategoryDecision | None:
    """The decision that holds on a day: the latest that had begun; of two from one day, the later recorded."""
    return session.execute(
        select(CategoryDecision)
        .where(col(CategoryDecision.young_person_id) == young_person_id, col(CategoryDecision.from_on) <= day)
        .order_by(col(CategoryDecision.from_on).desc(), col(CategoryDecision.id).desc())
        .limit(1)
    ).scalar_one_or_none()


def periods_of(session: Session, young_person_id: int) -> Sequence[LookedAfterPeriod]:
    """The looked-after periods of one young person, oldest first."""
    statement = select(LookedAfterPeriod).where(col(LookedAfterPeriod.young_person_id) == young_person_id)
    return session.execute(statement.order_by(col(LookedAfterPeriod.started_on))).scalars().all()


def returned_as_care_leaver(session: Session, young_person_id: int) -> bool:
    """Whether a 903 return has ever given care-leaver answers for them."""
    statement = select(Oc3Answer.id).where(col(Oc3Answer.young_person_id) == young_person_id)  # type: ignore[call-overload]
    return session.execute(statement.limit(1)).first() is not None


def newest_safe_contact(session: Session, young_person_id: int) -> SafeContact | None:
    """The agreement on safe contact that counts; None when nothing was ever agreed: in person only."""
    statement = select(SafeContact).where(col(SafeContact.young_person_id) == young_person_id)
    return session.execute(statement.order_by(col(SafeContact.id).desc()).limit(1)).scalar_one_or_none()


def older_safe_contacts(session: Session, young_person_id: int) -> Sequence[SafeContact]:
    """The agreements that no longer count, newest first."""
    statement = select(SafeContact).where(col(SafeContact.young_person_id) == young_person_id)
    return session.execute(statement.order_by(col(SafeContact.id).desc()).offset(1)).scalars().all()


def person_with_child_id(session: Session, child_id: str) -> int | None:
    """The id of whoever has this 903 child id, small and capital letters alike; None if nobody has."""
    statement = select(col(YoungPerson.id)).where(func.upper(YoungPerson.child_id) == child_id.upper())
    return session.execute(statement).scalar_one_or_none()


def earliest_fact(session: Session, young_person_id: int) -> date | None:
    """The earliest day on which anything is recorded to have happened to them; a birth cannot be later."""
    days = union_all(
        *(
            select(func.min(day).label("day")).where(col(owner) == young_person_id)
            for day, owner in (
                (LookedAfterPeriod.started_on, LookedAfterPeriod.young_person_id),
                (Contact.happened_on, Contact.young_person_id),
                (AccommodationSpell.started_on, AccommodationSpell.young_person_id),
                (EetSpell.started_on, EetSpell.young_person_id),
                (ChangeOfCircumstance.happened_on, ChangeOfCircumstance.young_person_id),
            )
        )
    ).subquery()
    found: date | None = session.execute(select(func.min(days.c.day))).scalar_one()
    return found


def teams(session: Session) -> Sequence[Team]:
    """Every team, by name."""
    return session.execute(select(Team).order_by(col(Team.name))).scalars().all()
