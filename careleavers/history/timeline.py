"""What happened to one young person, merged from every table that records it, latest first, in whole days."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, Integer, func, literal, select, type_coerce, union_all
from sqlmodel import Session

from careleavers.domain.actors import Actor
from careleavers.domain.timeline import EventKind
from careleavers.history.events import Happened, Source
from careleavers.history.sources import SOURCES
from careleavers.models.base import Record

FEWEST = 25


@dataclass(frozen=True)
class Told:
    """One event of a timeline with where it came from: the source and the row."""

    event: Happened
    source: Source
    row: Record


@dataclass(frozen=True)
class Stretch:
    """Part of a timeline: its events, and the day before which the next part begins (None at the end)."""

    told: Sequence[Told]
    earlier_than: date | None


def timeline(
    session: Session,
    actor: Actor,
    young_person_id: int,
    before: date | None = None,
    *,
    kinds: Collection[EventKind] = (),
    least: int = FEWEST,
) -> Stretch:
    """Whole days of events before a day, at least so many events if there are any; of some kinds, or of all.

    Two questions find the days, then one is asked of each source that has something to tell about them.
    """
    sources = [source for source in SOURCES if not kinds or source.kind in kinds]
    days = _days(sources, young_person_id, actor)
    older = [] if before is None else [days.c.day < before]
    statement = select(days.c.day).where(*older).order_by(days.c.day.desc()).limit(least + 1)
    newest = list(session.execute(statement).scalars())
    if not newest:
        return Stretch([], None)
    first = newest[min(len(newest), least) - 1]
    telling = set(session.execute(select(days.c.source).where(days.c.day >= first, *older).distinct()).scalars())
    told = [
        each
        for number, source in enumerate(sources)
        if number in telling
        for each in _told(session, source, young_person_id, actor, first, before)
    ]
    told.sort(key=lambda each: each.event.on, reverse=True)
    return Stretch(told, first if newest[-1] < first or _is_more(session, days, first) else None)


def first_day(session: Session, actor: Actor, young_person_id: int) -> date | None:
    """The day of the earliest event of all; None while there is none."""
    days = _days(SOURCES, young_person_id, actor)
    found: date | None = session.execute(select(func.min(days.c.day))).scalar_one()
    return found


def _days(sources: Iterable[Source], young_person_id: int, actor: Actor) -> Any:
    """The day of every event, with the number of its source."""
    return union_all(
        *(
            source.of(young_person_id, actor).with_only_columns(
                literal(number, Integer).label("source"), type_coerce(source.day, Date).label("day")
            )
            for number, source in enumerate(sources)
        )
    ).subquery()


def _is_more(session: Session, days: Any, first: date) -> bool:
    return session.execute(select(days.c.day).where(days.c.day < first).limit(1)).first() is not None


def _told(
    session: Session, source: Source, young_person_id: int, actor: Actor, first: date, before: date | None
) -> Iterator[Told]:
    rows = source.of(young_person_id, actor).where(source.day >= first)
    if before is not None:
        rows = rows.where(source.day < before)
    for row in session.execute(rows):
        yield Told(source.tell(*row), source, row[0])
