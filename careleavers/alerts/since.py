"""What has changed on somebody's queue since they last looked: what came, what went, and when that was.

The last look is read from the audit of who opened what, so it needs no record of its own.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts.queries import OpenAlert, open_alerts
from careleavers.alerts.rules import RULES
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.models import Alert, ReadEntry, YoungPerson

# Opening the list again within the hour is the same look.
ONE_LOOK = timedelta(hours=1)
_MOST = 200


@dataclass(frozen=True)
class Cleared:
    """One alert that went, about whom, and what it was."""

    alert: Alert
    young_person: YoungPerson

    @property
    def title(self) -> str:
        """What it was about, in the words of its rule."""
        return RULES[self.alert.rule].title if self.alert.rule in RULES else self.alert.rule


@dataclass(frozen=True)
class Since:
    """What came and what went since a moment; None is somebody's first look. At most 200 of each are listed."""

    moment: datetime | None
    came: list[OpenAlert]
    went: list[Cleared]

    @property
    def young_person_ids(self) -> list[int]:
        """The young people listed."""
        people = [each.young_person for each in self.came] + [each.young_person for each in self.went]
        return list(dict.fromkeys(person.id for person in people if person is not None and person.id is not None))


def last_look(session: Session, actor: Actor, now: datetime) -> datetime | None:
    """When this actor opened the queue before this look; None if never."""
    mine = (col(ReadEntry.account_id) == actor.account_id, col(ReadEntry.endpoint) == "alerts.queue")
    found = select(func.max(col(ReadEntry.at))).where(*mine, col(ReadEntry.at) < now - ONE_LOOK)
    moment: datetime | None = session.execute(found).scalar()
    return moment


def changed_since(session: Session, actor: Actor, now: datetime) -> Since:
    """What came to this actor's queue and is still open, and what went from it, since the last look."""
    moment, as_of = last_look(session, actor, now), today(session)
    if moment is None:
        return Since(None, [], [])
    visible = scope.visible_alerts(actor, as_of)
    came = open_alerts(session, as_of, visible, col(Alert.raised_at) > moment)[:_MOST]
    went = (
        select(Alert, YoungPerson)
        .join(YoungPerson, col(YoungPerson.id) == col(Alert.young_person_id))
        .where(visible, col(Alert.cleared_at) > moment, col(Alert.raised_at) <= moment)
        .order_by(col(Alert.cleared_at).desc(), col(Alert.id))
        .limit(_MOST)
    )
    return Since(moment, came, [Cleared(*row) for row in session.execute(went)])


__all__ = ["Cleared", "Since", "changed_since", "last_look"]
