"""Homes and what somebody does, as they are read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.db import today
from careleavers.domain.dates import DAY
from careleavers.domain.spells import Dated, gaps
from careleavers.models import AccommodationSpell, EetSpell

AnySpell = TypeVar("AnySpell", AccommodationSpell, EetSpell)


@dataclass(frozen=True)
class History:
    """The spell that runs today, and everything else, latest first, with the gaps in their places."""

    current: Any
    entries: list[Any]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all is recorded."""
        return self.current is None and not self.entries


def spells_of(session: Session, model: type[AnySpell], young_person_id: int) -> Sequence[AnySpell]:
    """Every spell of one kind, oldest first."""
    statement: Any = select(model).where(col(model.young_person_id) == young_person_id)
    found: Sequence[AnySpell] = session.execute(statement.order_by(col(model.started_on))).scalars().all()
    return found


def history(session: Session, model: Any, young_person_id: int) -> History:
    """The spells of one kind with the days since the first of them for which nothing is recorded."""
    spells: list[Dated] = list(spells_of(session, model, young_person_id))
    if not spells:
        return History(None, [])
    day = today(session)
    missing = gaps(spells, spells[0].started_on, day + DAY)
    current = next((spell for spell in spells if spell.ended_on is None or spell.ended_on > day), None)
    entries = [*(spell for spell in spells if spell is not current), *missing]
    return History(current, sorted(entries, key=lambda spell: spell.started_on, reverse=True))
