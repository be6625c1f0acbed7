"""What managers wrote, what they were asked and what they answered."""

from typing import Any

from sqlalchemy import Select
from sqlmodel import col

from careleavers.domain.dates import long_date, today_in_london
from careleavers.domain.oversight import ProposalAnswer
from careleavers.domain.terms import AddendumKind
from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import AgreedException, ClosingProposal, OversightAddendum, OversightNote, Worker
from careleavers.models.sql import london_day

_KIND = EventKind.OVERSIGHT
_PAGE = Page("oversight.timeline")


def _page(note: OversightNote) -> Page:
    return Page("oversight.show_note", {"note": note.public_id})


def _note(note: OversightNote, worker: Worker) -> Happened:
    struck = note.struck_at is not None
    words = said(
        ("What was decided", note.decision),
        ("Why", note.reason),
        ("What was weighed", note.evidence),
        ("What keeps them safe", note.keeps_safe),
    )
    title = f"Oversight note{IN_ERROR if struck else ''}"
    return Happened(note.written_on, title, worker.name, words, "plain", _page(note), struck)


def _addendum(addendum: OversightAddendum, note: OversightNote, worker: Worker) -> Happened:
    what = f"oversight note of {long_date(note.written_on)}"
    title = f"Added to the {what}"
    if addendum.kind is AddendumKind.IN_ERROR:
        title = f"Marked as recorded in error: the {what}"
    day = today_in_london(addendum.added_at)
    return Happened(day, title, worker.name, said(("", addendum.words)), page=_page(note))


def _asked(exception: AgreedException, worker: Worker) -> Happened:
    title = f"Exception asked for: {exception.kind.label.lower()}, until {long_date(exception.until_on)}"
    words = said(("Why", exception.reason), ("What they say", exception.their_view), ("Safe by", exception.keeps_safe))
    return Happened(exception.asked_on, title, worker.name, words, page=_PAGE)


def _answered(exception: AgreedException, worker: Worker) -> Happened:
    assert exception.answered_on is not None, "only what was answered is asked for"
    agreed = exception.answer is ProposalAnswer.AGREED
    title = f"Exception {'agreed' if agreed else 'not agreed'}: {exception.kind.label.lower()}"
    words = said(("Why", exception.answer_words))
    return Happened(exception.answered_on, title, worker.name, words, "late" if agreed else "plain", _PAGE)


def _over(exception: AgreedException, worker: Worker) -> Happened:
    assert exception.ended_on is not None, "only what has ended is asked for"
    title = f"Exception over: {exception.kind.label.lower()}"
    return Happened(exception.ended_on, title, worker.name, said(("From now on", exception.end_words)), page=_PAGE)


def _proposed(closing: ClosingProposal, worker: Worker) -> Happened:
    title = f"Closing proposed: {closing.closure.label.lower()}"
    words = said(("How things stand", closing.reason), ("What they were told", closing.told))
    return Happened(closing.asked_on, title, worker.name, words, page=_PAGE)


def _closing_answered(closing: ClosingProposal, worker: Worker) -> Happened:
    assert closing.answered_on is not None, "only what was answered is asked for"
    title = "Closing agreed" if closing.answer is ProposalAnswer.AGREED else "Closing not agreed"
    return Happened(closing.answered_on, title, worker.name, said(("Why", closing.answer_words)), page=_PAGE)


def _source(key: str, model: Any, day: Any, rows: Select[Any], tell: Any) -> Source:
    return Source(key, _KIND, model, day, col(model.young_person_id), rows, tell)


_Exception, _Closing = AgreedException, ClosingProposal
SOURCES = [
    _source(
        "oversight", OversightNote, col(OversightNote.written_on),
        rows_with(OversightNote, OversightNote.written_by_id), _note,
    ),
    _source(
        "oversight-addendum", OversightAddendum, london_day(OversightAddendum.added_at),
        rows_with(
            OversightAddendum, OversightAddendum.added_by_id,
            (OversightNote, col(OversightNote.id) == col(OversightAddendum.note_id)),
        ),
        _addendum,
    ),
    _source("exception", _Exception, col(_Exception.asked_on), rows_with(_Exception, _Exception.asked_by_id), _asked),
    _source(
        "exception-answered", _Exception, col(_Exception.answered_on),
        rows_with(_Exception, _Exception.answered_by_id), _answered,
    ),
    _source(
        "exception-over", _Exception, col(_Exception.ended_on), rows_with(_Exception, _Exception.ended_by_id), _over
    ),
    _source("closing", _Closing, col(_Closing.asked_on), rows_with(_Closing, _Closing.asked_by_id), _proposed),
    _source(
        "closing-answered", _Closing, col(_Closing.answered_on), rows_with(_Closing, _Closing.answered_by_id),
        _closing_answered,
    ),
]  # fmt: skip
