"""How often somebody's own worker changed: shown to everybody who reads the record, and counted by rule R23."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.dates import add_months
from careleavers.domain.terms import AllocationRole
from careleavers.models import Allocation
from careleavers.models.base import identity


@dataclass(frozen=True)
class Changes:
    """How often somebody's own worker changed: how many workers in all, changes in all and in the last 12 months."""

    workers: int
    in_all: int
    in_a_year: int

    @property
    def words(self) -> str | None:
        """`Changed 3 times, 2 in the last 12 months`; None for somebody who has had one worker or none."""
        if not self.in_all:
            return None
        times = "once" if self.in_all == 1 else f"{self.in_all} times"
        return f"Changed {times}, {self.in_a_year or 'none'} in the last 12 months"


def changes_of_worker(allocations: Iterable[Allocation], day: date) -> Changes:
    """Count the changes of after-care worker up to a day (rule R23); coming back to the same worker at once is none.

    The twelve months end on the day and include the same day a year before.
    """
    own = sorted(
        (each.from_on, identity(each), each.worker_id)
        for each in allocations
        if each.role is AllocationRole.AFTER_CARE_WORKER and each.from_on <= day
    )
    changed = [now[0] for before, now in pairwise(own) if before[2] != now[2]]
    recent = sum(on >= add_months(day, -12) for on in changed)
    return Changes(len({each[2] for each in own}), len(changed), recent)


def changes_of(session: Session, young_person_id: int, day: date) -> Changes:
    """The same for one young person, from what is recorded."""
    held = select(Allocation).where(col(Allocation.young_person_id) == young_person_id)
    return changes_of_worker(session.execute(held).scalars(), day)


__all__ = ["Changes", "changes_of", "changes_of_worker"]
