"""What somebody changed in one row after it was recorded, as the audit trail kept it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.models import ChangeEntry, Worker
from careleavers.models.base import Record


@dataclass(frozen=True)
class Edit:
    """One answer that was changed after its row was recorded: its name, what stood there, by whom and when."""

    what: str
    before: str
    by: str
    at: datetime


def edits_of(
    session: Session, row: Record, words: Mapping[str, str], as_read: Callable[[str, str | None], str]
) -> list[Edit]:
    """What members of staff changed in the fields that `words` names, in the order of the changes.

    `as_read` says a field's value before, which the trail keeps as JSON, as a page shows it.
    """
    statement = (
        select(ChangeEntry, Worker)
        .join(Worker, col(Worker.id) == col(ChangeEntry.worker_id))
        .where(col(ChangeEntry.table_name) == row.__tablename__, col(ChangeEntry.row_id) == str(row.id))
        .where(col(ChangeEntry.act) == "update", col(ChangeEntry.field).in_(words))
        .order_by(col(ChangeEntry.id))
    )
    return [
        Edit(words[entry.field], as_read(entry.field, entry.before), worker.name, entry.at)
        for entry, worker in session.execute(statement)
    ]


__all__ = ["Edit", "edits_of"]
