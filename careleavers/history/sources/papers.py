"""Identity papers as they were last recorded, and documents handed in."""

from sqlmodel import col

from careleavers.domain.dates import today_in_london
from careleavers.domain.documents import PaperState
from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import Document, IdentityPaper, Worker
from careleavers.models.sql import london_day

_DOCUMENTS = Page("documents.checklist")


def _paper(paper: IdentityPaper, worker: Worker) -> Happened:
    title = f"{paper.kind.label}: {paper.state.label.lower()}"
    tone = "good" if paper.state is PaperState.HELD else "plain"
    words = said(("", paper.words))
    return Happened(today_in_london(paper.recorded_at), title, worker.name, words, tone, _DOCUMENTS)


def _document(document: Document, worker: Worker) -> Happened:
    struck = document.struck_at is not None
    title = f"Document added: {document.kind.label}{IN_ERROR if struck else ''}"
    words = said(("", document.title), ("Why it was an error", document.strike_reason))
    return Happened(today_in_london(document.recorded_at), title, worker.name, words, page=_DOCUMENTS, struck=struck)


SOURCES = [
    Source(
        "paper", EventKind.PAPER, IdentityPaper, london_day(IdentityPaper.recorded_at),
        col(IdentityPaper.young_person_id), rows_with(IdentityPaper, IdentityPaper.recorded_by_id), _paper,
    ),
    Source(
        "document", EventKind.PAPER, Document, london_day(Document.recorded_at), col(Document.young_person_id),
        rows_with(Document, Document.added_by_id), _document,
    ),
]  # fmt: skip
