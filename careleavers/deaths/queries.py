"""Reading a death that was recorded, and who was told of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.domain.deaths import NotifiedBody, still_to_tell
from careleavers.models import Death, DeathNotice, Worker, YoungPerson
from careleavers.models.base import identity


@dataclass(frozen=True)
class Told:
    """One notice, who recorded it, and who struck it out, if anybody did."""

    notice: DeathNotice
    by: str
    struck_by: str


@dataclass(frozen=True)
class Recorded:
    """One recorded death, who recorded it, who struck it out, if anybody did, and who was told, in order."""

    death: Death
    by: str
    struck_by: str
    told: list[Told]

    @property
    def to_tell(self) -> list[NotifiedBody]:
        """Who must be told and has not been."""
        return still_to_tell(each.notice.body for each in self.told if each.notice.struck_at is None)


def standing_death(session: Session, young_person_id: int) -> Death | None:
    """The death that is recorded of somebody and was not taken back."""
    statement = select(Death).where(col(Death.young_person_id) == young_person_id, col(Death.struck_at).is_(None))
    return session.execute(statement).scalars().first()


def deaths_of(session: Session, young_person: YoungPerson) -> Sequence[Recorded]:
    """Every death recorded of somebody: the one that stands first, then those recorded in error."""
    told: dict[int, list[Told]] = {}
    order = (col(DeathNotice.sent_on), col(DeathNotice.id))
    for notice, by, struck in session.execute(_of(DeathNotice, young_person).order_by(*order)):
        told.setdefault(notice.death_id, []).append(Told(notice, by.name, struck.name if struck else ""))
    found = [
        Recorded(death, by.name, struck.name if struck else "", told.get(identity(death), []))
        for death, by, struck in session.execute(_of(Death, young_person).order_by(col(Death.id).desc()))
    ]
    return sorted(found, key=lambda each: each.death.struck_at is not None)


def _of(model: Any, young_person: YoungPerson) -> Select[Any]:
    struck_by = aliased(Worker)
    return (
        select(model, Worker, struck_by)
        .join(Worker, col(Worker.id) == col(model.recorded_by_id))
        .outerjoin(struck_by, col(struck_by.id) == col(model.struck_by_id))
        .where(col(model.young_person_id) == identity(young_person))
    )


__all__ = ["Recorded", "Told", "deaths_of", "standing_death"]
