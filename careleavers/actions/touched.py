"""What was said of actions at contacts: when, where, by whom, and how far each had come."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.models import Contact, ContactAction, Worker


@dataclass(frozen=True)
class Touched:
    """One contact that an action was talked about at, and how far it had come."""

    on: date
    where: str
    by: str
    words: str


def touched(session: Session, action_ids: Iterable[int]) -> Mapping[int, list[Touched]]:
    """What was said of each of these actions, the latest first; not what was recorded in error."""
    statement = (
        select(ContactAction, Contact, Worker)
        .join(Contact, col(Contact.id) == col(ContactAction.contact_id))
        .join(Worker, col(Worker.id) == col(Contact.worker_id))
        .where(col(ContactAction.action_id).in_(list(action_ids)), col(Contact.struck_at).is_(None))
        .order_by(col(Contact.happened_on).desc(), col(Contact.id).desc())
    )
    found: dict[int, list[Touched]] = defaultdict(list)
    for said, contact, worker in session.execute(statement):
        found[said.action_id].append(Touched(contact.happened_on, contact.kind.label, worker.name, said.words))
    return found


__all__ = ["Touched", "touched"]
