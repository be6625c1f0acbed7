"""What an event is and where events come from: a source says which rows there are and how each is told."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, select
from sqlmodel import col

from careleavers.domain.actors import Actor
from careleavers.domain.timeline import EventKind
from careleavers.models import ChangeEntry, Worker
from careleavers.models.base import Record

# What stands behind the title of what was recorded in error.
IN_ERROR = " (recorded in error)"


@dataclass(frozen=True)
class Page:
    """The page on which an event stands: its endpoint and what its address takes besides the young person."""

    endpoint: str
    takes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Happened:
    """One thing on one day: its title, who recorded it, its words as (heading, text), and the tone of its mark.

    What was recorded in error is `struck`: still told, struck through.
    """

    on: date
    title: str
    by: str = ""
    words: list[tuple[str, str]] = field(default_factory=list)
    tone: str = "plain"
    page: Page | None = None
    struck: bool = False


@dataclass(frozen=True)
class Source:
    """One kind of event. `key` is its word in addresses and never changes; `row` is the table each is a row of.

    `rows` selects that row first, then whatever `tell` takes beside it; `day` and `person` are columns of it.
    `seen_by` narrows the rows to those that somebody may read, where being in reach is not enough.
    """

    key: str
    kind: EventKind
    row: type[Record]
    day: Any
    person: Any
    rows: Select[Any]
    tell: Callable[..., Happened]
    seen_by: Callable[[Actor], ColumnElement[bool]] | None = None

    def of(self, young_person_id: int, actor: Actor) -> Select[Any]:
        """The rows about one young person that this actor may read."""
        statement = self.rows.where(self.person == young_person_id, self.day.is_not(None))
        return statement if self.seen_by is None else statement.where(self.seen_by(actor))


def rows_with(row: Any, recorder: Any, *beside: tuple[Any, Any]) -> Select[Any]:
    """Rows of one table with the worker who recorded each; between them rows of others, as (table, condition)."""
    statement = select(row, *(table for table, _ in beside), Worker).select_from(row)
    for table, condition in beside:
        statement = statement.join(table, condition)
    return statement.join(Worker, Worker.id == recorder)


def audited(row: Any, field: str, became: Any) -> tuple[Any, Any]:
    """The entries of the audit trail that say that a field of a row became a value, to stand beside that row.

    For what a row does not keep the day of, because it can happen to it more than once.
    """
    condition = and_(
        col(ChangeEntry.table_name) == row.__tablename__,
        col(ChangeEntry.row_id) == cast(row.id, String),
        col(ChangeEntry.field) == field,
        became,
    )
    return ChangeEntry, condition


def said(*pairs: tuple[str, str | None]) -> list[tuple[str, str]]:
    """Headings with their texts, those without a text left out."""
    return [(heading, text) for heading, text in pairs if text]
