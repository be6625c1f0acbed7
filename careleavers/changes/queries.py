"""Changes of circumstance as they are read."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.models import ChangeDetails, ChangeOfCircumstance, Worker


def changes_of(session: Session, young_person_id: int) -> Sequence[tuple[ChangeOfCircumstance, Worker]]:
    """Every change with who recorded it, latest first."""
    statement = (
        select(ChangeOfCircumstance, Worker)
        .join(Worker, col(Worker.id) == col(ChangeOfCircumstance.recorded_by_id))
        .where(col(ChangeOfCircumstance.young_person_id) == young_person_id)
        .order_by(col(ChangeOfCircumstance.happened_on).desc(), col(ChangeOfCircumstance.id).desc())
    )
    return [(change, worker) for change, worker in session.execute(statement)]


def is_recorded(session: Session, young_person_id: int, details: ChangeDetails) -> bool:
    """Whether this very change is there already, word for word, and was not recorded in error."""
    statement = select(col(ChangeOfCircumstance.id)).where(
        col(ChangeOfCircumstance.young_person_id) == young_person_id,
        col(ChangeOfCircumstance.kind) == details.kind,
        col(ChangeOfCircumstance.happened_on) == details.happened_on,
        col(ChangeOfCircumstance.words) == details.words,
        col(ChangeOfCircumstance.struck_at).is_(None),
    )
    return session.execute(statement.limit(1)).first() is not None


def told_at(session: Session, contact_id: int) -> Sequence[ChangeOfCircumstance]:
    """The changes that were told at one contact."""
    statement = select(ChangeOfCircumstance).where(col(ChangeOfCircumstance.contact_id) == contact_id)
    return session.execute(statement.order_by(col(ChangeOfCircumstance.id))).scalars().all()
