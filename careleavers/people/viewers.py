"""Who opened somebody's record: read from what is written down before each page leaves."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.terms import Role
from careleavers.models import Account, Document, ReadEntry, Worker

PAGE = 100


@dataclass(frozen=True)
class Opening:
    """One opening of one page: when, by whom, in which role, on what ground; of a document, which it was."""

    at: datetime
    by: str
    role: Role
    basis: str
    endpoint: str
    document: str


def openings(session: Session, young_person_id: int, before: int | None = None) -> tuple[list[Opening], int | None]:
    """The latest openings first, at most PAGE of those older than the one numbered `before`; and where more begin.

    An account without a member of staff is the young person's own. Lists that showed a name are not among them.
    """
    statement = (
        select(ReadEntry, Worker, col(Document.title))
        .outerjoin(Account, col(Account.id) == col(ReadEntry.account_id))
        .outerjoin(Worker, col(Worker.id) == col(Account.worker_id))
        .outerjoin(Document, col(Document.public_id) == col(ReadEntry.about))
        .where(col(ReadEntry.young_person_id) == young_person_id)
        .order_by(col(ReadEntry.id).desc())
        .limit(PAGE + 1)
    )
    if before is not None:
        statement = statement.where(col(ReadEntry.id) < before)
    found = session.execute(statement).all()
    shown = [
        Opening(entry.at, worker.name if worker else "The young person", entry.role,
                (entry.exceptional or entry.basis).label, entry.endpoint, title or "")
        for entry, worker, title in found[:PAGE]
    ]  # fmt: skip
    return shown, found[PAGE - 1][0].id if len(found) > PAGE else None
