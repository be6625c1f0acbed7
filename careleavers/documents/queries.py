"""Reading the checklist, with what is missing and what was said before; and the documents that were handed in."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.domain.dates import long_date
from careleavers.domain.documents import Paper, PaperKind, PaperState, missing_papers, runs_out_on
from careleavers.models import ChangeEntry, Document, IdentityPaper, Worker
from careleavers.models.base import identity

# What a change of a paper is called on the page, in the order in which it is told.
_TOLD = {
    "state": "Whether they have it", "applied_on": "Applied for on", "seen_on": "Seen on", "expires_on": "Runs out on",
    "kept_where": "Where it is kept", "words": "What else is known",
}  # fmt: skip
_DAYS = ("applied_on", "seen_on", "expires_on")


@dataclass(frozen=True)
class Change:
    """What somebody recorded of one paper at one moment: (words, before, after) of each answer that changed."""

    at: datetime
    by: str
    answers: list[tuple[str, str, str]]


@dataclass(frozen=True)
class Line:
    """One paper of the checklist. `row` is None, and everything not known, until somebody records it."""

    kind: PaperKind
    row: IdentityPaper | None
    by: str
    changes: list[Change] = field(default_factory=list)

    @property
    def state(self) -> PaperState:
        """Whether they have it."""
        return self.row.state if self.row else PaperState.NOT_KNOWN

    def ran_out(self, today: date) -> bool:
        """Whether it is held and no longer good."""
        return self.row is not None and self.row.expires_on is not None and self.row.expires_on < today


@dataclass(frozen=True)
class Checklist:
    """Every paper in the order of the list, and which of those needed by 18 are missing."""

    lines: list[Line]

    @property
    def _papers(self) -> Mapping[PaperKind, Paper]:
        return {line.kind: Paper(line.state, line.row.expires_on if line.row else None) for line in self.lines}

    @property
    def missing(self) -> list[str]:
        """The names of the papers needed by 18 that are not held."""
        return missing_papers(self._papers)

    @property
    def runs_out_on(self) -> date | None:
        """The last day on which something they hold identifies them; None if there is no such day."""
        return runs_out_on(self._papers)


def paper_of(session: Session, young_person_id: int, kind: PaperKind) -> IdentityPaper | None:
    """What is recorded of one paper; None if nothing is."""
    statement = select(IdentityPaper).where(
        col(IdentityPaper.young_person_id) == young_person_id, col(IdentityPaper.kind) == kind
    )
    return session.execute(statement).scalar_one_or_none()


def checklist_of(session: Session, young_person_id: int) -> Checklist:
    """The checklist of one young person."""
    statement = (
        select(IdentityPaper, Worker)
        .join(Worker, col(Worker.id) == col(IdentityPaper.recorded_by_id))
        .where(col(IdentityPaper.young_person_id) == young_person_id)
    )
    found = {paper.kind: (paper, worker.name) for paper, worker in session.execute(statement)}
    changes = _changes(session, [identity(paper) for paper, _ in found.values()])
    lines = []
    for kind in PaperKind:
        paper, by = found.get(kind, (None, ""))
        lines.append(Line(kind, paper, by, changes.get(identity(paper), []) if paper else []))
    return Checklist(lines)


def _changes(session: Session, ids: list[int]) -> dict[int, list[Change]]:
    """What the audit trail says of these papers, latest first."""
    statement = (
        select(ChangeEntry, Worker)
        .outerjoin(Worker, col(Worker.id) == col(ChangeEntry.worker_id))
        .where(col(ChangeEntry.table_name) == "identity_paper", col(ChangeEntry.row_id).in_(map(str, ids)))
        .where(col(ChangeEntry.field).in_(_TOLD))
        .order_by(col(ChangeEntry.row_id), col(ChangeEntry.id).desc())
    )
    found: dict[int, list[Change]] = {}
    # What was saved in one go has one request.
    for (row_id, _), together in groupby(
        session.execute(statement).all(), lambda row: (row[0].row_id, row[0].request_id)
    ):
        rows = list(together)
        entry, worker = rows[0]
        told = {each.field: (_read(each, each.before), _read(each, each.after)) for each, _ in rows}
        answers = [(_TOLD[name], *told[name]) for name in _TOLD if name in told and told[name][0] != told[name][1]]
        if answers:
            change = Change(entry.at, worker.name if worker else "The service", answers)
            found.setdefault(int(row_id), []).append(change)
    return found


def _read(entry: ChangeEntry, kept: str | None) -> str:
    """A value of the audit trail as a page shows it."""
    value: Any = json.loads(kept) if kept is not None else None
    if value in (None, ""):
        return "nothing"
    if entry.field in _DAYS:
        return long_date(date.fromisoformat(value))
    return PaperState(value).label.lower() if entry.field == "state" else str(value)


@dataclass(frozen=True)
class Held:
    """One document with who added it and, where it was recorded in error, who said so."""

    document: Document
    added_by: str
    struck_by: str


def documents_of(session: Session, young_person_id: int) -> list[Held]:
    """Every document of one young person, the latest first; those recorded in error at the end."""
    adder, striker = aliased(Worker), aliased(Worker)
    statement = (
        select(Document, adder, striker)
        .join(adder, adder.id == Document.added_by_id)  # type: ignore[arg-type]
        .outerjoin(striker, striker.id == Document.struck_by_id)  # type: ignore[arg-type]
        .where(col(Document.young_person_id) == young_person_id)
        .order_by(col(Document.struck_at).is_not(None), col(Document.id).desc())
    )
    return [
        Held(document, by.name, struck.name if struck else "") for document, by, struck in session.execute(statement)
    ]


def documents_there(session: Session, young_person_id: int) -> int:
    """How many documents one young person has, those recorded in error left out."""
    counted = select(func.count()).select_from(Document)
    mine = (col(Document.young_person_id) == young_person_id, col(Document.struck_at).is_(None))
    return int(session.execute(counted.where(*mine)).scalar_one())


__all__ = ["Change", "Checklist", "Held", "Line", "checklist_of", "documents_of", "documents_there", "paper_of"]
