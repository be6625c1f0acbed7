"""Reading somebody's support network."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.domain.dates import long_date
from careleavers.domain.network import HealthKind, missing_by_18
from careleavers.models import CloseOne, HealthContact, Worker

Row = TypeVar("Row", HealthContact, CloseOne)


@dataclass(frozen=True)
class Recorded(Generic[Row]):
    """One row, who recorded it, and who struck it out, if anybody did."""

    row: Row
    by: str
    struck_by: str


@dataclass(frozen=True)
class Network:
    """What is so now, and what is over or was recorded in error; `missing` says what everybody needs by 18."""

    health: list[Recorded[HealthContact]]
    close: list[Recorded[CloseOne]]
    earlier_health: list[Recorded[HealthContact]]
    earlier_close: list[Recorded[CloseOne]]

    @property
    def missing(self) -> str:
        """What they still need by 18, in one phrase; "" where nothing is missing."""
        return missing_by_18({each.row.kind for each in self.health})


def _rows(session: Session, model: type[Row], young_person_id: int) -> list[Recorded[Row]]:
    struck_by = aliased(Worker)
    statement = (
        select(model, Worker, struck_by)
        .join(Worker, col(Worker.id) == col(model.recorded_by_id))
        .outerjoin(struck_by, col(struck_by.id) == col(model.struck_by_id))
        .where(col(model.young_person_id) == young_person_id)
        .order_by(col(model.id))
    )
    return [Recorded(row, by.name, struck.name if struck else "") for row, by, struck in session.execute(statement)]


def network_of(session: Session, young_person_id: int) -> Network:
    """Everything recorded of their support network: health in the order of its kinds, whom they turn to first first."""
    kinds = list(HealthKind)
    health = sorted(_rows(session, HealthContact, young_person_id), key=lambda each: kinds.index(each.row.kind))
    close = sorted(_rows(session, CloseOne, young_person_id), key=lambda each: not each.row.main)
    return Network(_of_now(health), _of_now(close), _earlier(health), _earlier(close))


def _goes_on(each: Recorded[Row]) -> bool:
    return each.row.ended_on is None and each.row.struck_at is None


def _of_now(rows: Sequence[Recorded[Row]]) -> list[Recorded[Row]]:
    return [each for each in rows if _goes_on(each)]


def _earlier(rows: Sequence[Recorded[Row]]) -> list[Recorded[Row]]:
    return [each for each in rows if not _goes_on(each)]


def in_short(session: Session, young_person_id: int) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """(what, in words) of who looks after their health now, and of the people who matter. Staff only."""
    network = network_of(session, young_person_id)
    return [_health_words(each.row) for each in network.health], [_close_words(each.row) for each in network.close]


def _health_words(row: HealthContact) -> tuple[str, str]:
    since = long_date(row.since_on) if row.since_on else ""
    if row.kind is HealthKind.HISTORY:
        return row.kind.label, f"Given to them on {since}"
    if row.kind is HealthKind.SPECIALIST:
        begun = f"first seen {long_date(row.seen_on)}" if row.seen_on else "waiting for the first appointment"
        return row.name, f"Referred {since}, {begun}"
    seen = f"last seen {long_date(row.seen_on)}" if row.seen_on else ""
    return row.kind.label, ", ".join(filter(None, [row.name, row.phone, seen]))


def _close_words(row: CloseOne) -> tuple[str, str]:
    call = f"May be called: {row.may_call.label.lower()}"
    first = "they would turn to them first" if row.main else ""
    return row.relationship, ". ".join(filter(None, [", ".join(filter(None, [row.name, first, row.phone])), call]))


__all__ = ["Network", "Recorded", "in_short", "network_of"]
