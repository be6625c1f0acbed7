"""What is a worker's own: the open alerts about those allocated to them, and what falls due soon."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts.queries import open_alerts
from careleavers.alerts.queue import Subject, by_subject
from careleavers.alerts.upcoming import Upcoming, forecast, not_yet_open
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.terms import SubjectKind
from careleavers.models import Alert, Allocation, YoungPerson
from careleavers.models.base import identity

SOON_DAYS = 14


@dataclass(frozen=True)
class Own:
    """Open alerts by whom they are about, worst first; and what falls due within two weeks besides."""

    subjects: list[Subject]
    soon: list[tuple[YoungPerson, Upcoming]]
    young_person_ids: list[int]

    @property
    def alerts_in_all(self) -> int:
        """How many alerts are open."""
        return sum(len(subject.alerts) for subject in self.subjects)


def _allocated(actor: Actor, as_of: date) -> ColumnElement[bool]:
    """The allocations of this worker in force on a day, in any part, and of those for whom they stand in."""
    runs = or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) > as_of)
    stands_in = col(Allocation.worker_id).in_(scope.standing_in_for(actor, as_of))
    theirs = or_(col(Allocation.worker_id) == actor.worker_id, stands_in)
    return and_(theirs, col(Allocation.from_on) <= as_of, runs)


def allocated_ids(actor: Actor, as_of: date) -> Any:
    """The ids of the young people allocated to this worker on a day, in any part, as a SELECT."""
    return select(col(Allocation.young_person_id)).where(_allocated(actor, as_of))


def read_own(session: Session, actor: Actor) -> Own:
    """All that is a worker's own today; nothing that is out of their scope."""
    as_of = today(session)
    ids = allocated_ids(actor, as_of)
    mine = or_(col(Alert.young_person_id).in_(ids), col(Alert.worker_id) == actor.worker_id)
    alerts = open_alerts(session, as_of, scope.visible_alerts(actor, as_of), mine)
    reach = (col(YoungPerson.id).in_(ids), scope.visible_to(actor, as_of))
    people = {identity(person): person for person in session.execute(select(YoungPerson).where(*reach)).scalars()}
    kind = SubjectKind.YOUNG_PERSON
    soon = not_yet_open(session, forecast(session, as_of, SOON_DAYS, subject=kind, only=list(people)), kind)
    return Own(by_subject(alerts), [(people[each.subject_id], each) for each in soon], list(people))


__all__ = ["SOON_DAYS", "Own", "allocated_ids", "read_own"]
