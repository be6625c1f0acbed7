"""Which of the actions still to do one contact was about, and how far each has come."""

from collections.abc import Iterable, Sequence

from sqlalchemy import or_, select
from sqlmodel import Session, col

from careleavers.domain.terms import ActionSource, ActionState
from careleavers.models import Action, Contact, ContactAction

# What was agreed in supervision is between the two who sat down together.
ASKED_ABOUT = (ActionSource.PLAN, ActionSource.REVIEW, ActionSource.CONTACT)


def actions_to_ask(session: Session, young_person_id: int, named: Iterable[str] = ()) -> Sequence[Action]:
    """The actions for somebody that are still to do, soonest due first, for a page to ask about.

    `named` holds public ids that a page already asked about: those are kept even if they were finished in the
    meantime, so that what was written about them is not lost.
    """
    still = or_(col(Action.state) == ActionState.OPEN, col(Action.public_id).in_(list(named)))
    statement = select(Action).where(
        col(Action.young_person_id) == young_person_id, col(Action.source).in_(ASKED_ABOUT), still
    )
    return session.execute(statement.order_by(col(Action.due_on), col(Action.id))).scalars().all()


def public_ids_of(session: Session, young_person_id: int) -> dict[int, str]:
    """Every action that a contact with somebody may be about, done or not: its public id by its id."""
    statement = select(col(Action.id), col(Action.public_id)).where(
        col(Action.young_person_id) == young_person_id, col(Action.source).in_(ASKED_ABOUT)
    )
    return {number: public_id for number, public_id in session.execute(statement) if number is not None}


def said_at(session: Session, contact: Contact) -> list[tuple[Action, str]]:
    """The actions that a contact was about, each with how far it had come."""
    statement = (
        select(Action, col(ContactAction.words))
        .join(ContactAction, col(ContactAction.action_id) == col(Action.id))
        .where(col(ContactAction.contact_id) == contact.id)
        .order_by(col(Action.due_on), col(Action.id))
    )
    return [(action, words) for action, words in session.execute(statement)]


__all__ = ["ASKED_ABOUT", "actions_to_ask", "public_ids_of", "said_at"]
