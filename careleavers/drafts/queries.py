"""Reading drafts: one's own and nobody else's, whatever one's role."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlmodel import Session, col

from careleavers import scope
from careleavers.domain.actors import Actor
from careleavers.models import Draft, YoungPerson


@dataclass(frozen=True)
class Unfinished:
    """A draft in a list, with whom it is about; None for a form that is about no young person."""

    draft: Draft
    young_person: YoungPerson | None


def own_draft(session: Session, actor: Actor, key: str) -> Draft | None:
    """The draft with this key, over or not, if it is the actor's own."""
    statement = select(Draft).where(col(Draft.public_id) == key, col(Draft.account_id) == actor.account_id)
    return session.execute(statement).scalars().first()


def drafts_of_page(session: Session, actor: Actor, path: str) -> Sequence[Draft]:
    """The actor's unfinished drafts of the form at this address, the latest first."""
    statement = select(Draft).where(scope.own_drafts(actor), col(Draft.path) == path)
    return session.execute(statement.order_by(col(Draft.saved_at).desc(), col(Draft.id).desc())).scalars().all()


def unfinished(session: Session, actor: Actor, today: date) -> list[Unfinished]:
    """The actor's drafts, the latest first; those about somebody out of their reach by now are left out."""
    reach = select(col(YoungPerson.id)).where(scope.visible_to(actor, today))
    statement = (
        select(Draft, YoungPerson)
        .join(YoungPerson, col(YoungPerson.id) == col(Draft.young_person_id), isouter=True)
        .where(scope.own_drafts(actor))
        .where(col(Draft.young_person_id).is_(None) | col(Draft.young_person_id).in_(reach))
        .order_by(col(Draft.saved_at).desc(), col(Draft.id).desc())
    )
    return [Unfinished(draft, person) for draft, person in session.execute(statement)]


def unfinished_by_person(session: Session, actor: Actor, young_person_ids: Iterable[int]) -> dict[int, int]:
    """How many drafts the actor has about each of these young people; nobody who has none is in it."""
    person = col(Draft.young_person_id)
    statement = (
        select(person, func.count())
        .where(scope.own_drafts(actor))
        .where(person.in_(list(young_person_ids)))
        .group_by(person)
    )
    return {found: count for found, count in session.execute(statement) if found is not None}


def own_count(session: Session, actor: Actor) -> int:
    """How many unfinished drafts the actor has."""
    count: int = session.execute(select(func.count()).select_from(Draft).where(scope.own_drafts(actor))).scalar_one()
    return count
