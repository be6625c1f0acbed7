"""Writing papers and documents. The only place that makes their rows; every function flushes, none commits."""

import logging

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.db import saving
from careleavers.documents import checks, queries
from careleavers.documents.files.kinds import Looked
from careleavers.documents.files.shelf import NoRoom, Shelf
from careleavers.domain.actors import Actor
from careleavers.domain.documents import PaperKind
from careleavers.domain.refusals import Refused, Stale
from careleavers.models import Document, DocumentDetails, IdentityPaper, IdentityPaperDetails, YoungPerson
from careleavers.models.base import identity, now_utc

log = logging.getLogger("careleavers.documents")

NO_ROOM = (
    "There is no room for files just now, so nothing was saved. Tell whoever looks after the service, and choose the"
    " file again later"
)
STALE_DOCUMENT = "Somebody else saved this document meanwhile"
STALE = "Somebody else recorded this paper meanwhile. Open the page again to see what it says now"


def record_paper(
    session: Session,
    actor: Actor,
    young_person: YoungPerson,
    kind: PaperKind,
    details: IdentityPaperDetails,
    version: int,
) -> IdentityPaper:
    """Say of one paper whether they have it; what was said before is in the change history.

    `version` is that of the row the page showed, 0 where there was none. Raises Refused, with the field's own name,
    for a day or a reason that is missing or does not fit; Stale when somebody recorded it since.
    """
    checks.paper(session, young_person, kind, details)
    paper = queries.paper_of(session, identity(young_person), kind)
    if (paper.version if paper else 0) != version:
        raise Stale(STALE)
    with saving(session, "", STALE):
        if paper is None:
            paper = IdentityPaper.made(
                details, young_person_id=identity(young_person), kind=kind, recorded_by_id=actor.worker
            )
            session.add(paper)
        else:
            paper.amend(details)
            paper.recorded_by_id, paper.recorded_at = actor.worker, now_utc()
    refresh(session, young_person_id=identity(young_person))
    return paper


def add_document(
    session: Session, actor: Actor, shelf: Shelf, young_person: YoungPerson, details: DocumentDetails, looked: Looked
) -> Document:
    """Keep a file that was looked through, and what is said of it. The file is on the disk before its row is flushed.

    Raises Refused for a name that says nothing, a day to come, too many documents, or a disk without room.
    """
    checks.document(session, details)
    checks.room(queries.documents_there(session, identity(young_person)))
    try:
        kept = shelf.put(looked.content)
    except NoRoom as problem:
        log.exception("a document was not kept")
        raise Refused("file", NO_ROOM) from problem
    document = Document.made(
        details, young_person_id=identity(young_person), file_kind=looked.kind, file_name=kept.name,
        file_bytes=kept.size, file_sha256=kept.sha256, added_by_id=actor.worker,
    )  # fmt: skip
    session.add(document)
    session.flush()
    return document


def change_document(session: Session, document: Document, details: DocumentDetails, version: int) -> Document:
    """Put right what is said of a document; the change history keeps what was said. The file stays.

    Raises Refused for one recorded in error, a name that says nothing or a day to come; Stale when it was saved since.
    """
    checks.not_struck(document)
    checks.document(session, details)
    _in_hand(document, version)
    with saving(session, "", STALE_DOCUMENT):
        document.amend(details)
    return document


def strike_document(session: Session, actor: Actor, document: Document, reason: str, version: int) -> Document:
    """Mark a document as recorded in error: it stays in the list, struck through, and opens to managers alone.

    Raises Refused for one that is marked already or a reason that says too little; Stale when it was saved since.
    """
    checks.not_struck(document)
    checks.striking(reason)
    _in_hand(document, version)
    with saving(session, "", STALE_DOCUMENT):
        document.strike_reason, document.struck_by_id, document.struck_at = reason, actor.worker, now_utc()
    return document


def _in_hand(document: Document, version: int) -> None:
    if document.version != version:
        raise Stale(STALE_DOCUMENT)


__all__ = ["add_document", "change_document", "record_paper", "strike_document"]
