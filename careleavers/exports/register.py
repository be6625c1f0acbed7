"""Reading the register of exports."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, desc, select
from sqlmodel import Session, col

from careleavers.domain.dates import long_date
from careleavers.domain.exporting import ExportKind
from careleavers.models import ExportRun, Worker

MOST = 200


@dataclass(frozen=True)
class Entry:
    """One export, with the names of who asked for it and who decided."""

    run: ExportRun
    asked_by: str
    decided_by: str

    @property
    def of(self) -> str:
        """Of which year or day it is, in words."""
        if self.run.kind is ExportKind.RETURN_903:
            return f"Year to 31 March {self.run.year}"
        return long_date(self.run.on_day) if self.run.on_day else ""


def entries(session: Session, most: int = MOST) -> Sequence[Entry]:
    """The latest exports, newest first; a command's name stands for whoever ran it."""
    return _read(session, select(ExportRun).order_by(desc(col(ExportRun.id))).limit(most))


def entry_of(session: Session, run: ExportRun) -> Entry:
    """One export as the register tells it."""
    return _read(session, select(ExportRun).where(col(ExportRun.id) == run.id))[0]


def _read(session: Session, statement: Select[Any]) -> Sequence[Entry]:
    runs = session.execute(statement).scalars().all()
    ids = {number for run in runs for number in (run.asked_by_id, run.decided_by_id) if number is not None}
    workers = session.execute(select(Worker).where(col(Worker.id).in_(ids))).scalars()
    names = {worker.id: worker.name for worker in workers}
    return [
        Entry(run, names.get(run.asked_by_id, f"Command, {run.asked_by}"), names.get(run.decided_by_id, ""))
        for run in runs
    ]


__all__ = ["Entry", "entries", "entry_of"]
