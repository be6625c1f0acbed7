"""What a young person asked and told, and when they were answered."""

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from careleavers.domain.timeline import EventKind
from careleavers.history.events import Happened, Page, Source, rows_with, said
from careleavers.models import VoiceMessage, Worker

_PAGE = Page("voice.show")


def _said(message: VoiceMessage, worker: Worker | None) -> Happened:
    words = said(("They chose", message.change.label if message.change else ""), ("In their words", message.words))
    by = f"{worker.name}, as spoken" if worker else ""
    tone = "late" if message.kind.value == "not_safe" else "plain"
    return Happened(message.sent_on, f"They said: {message.kind.label}", by, words, tone, _PAGE)


def _answered(message: VoiceMessage, worker: Worker) -> Happened:
    assert message.answered_on is not None, "only messages that were answered are asked for"
    words = said(("The answer", message.answer), ("What was done", message.done))
    return Happened(message.answered_on, f"Answered: {message.kind.label}", worker.name, words, "good", _PAGE)


def _seen(message: VoiceMessage, worker: Worker) -> Happened:
    assert message.seen_on is not None, "only messages that were read are asked for"
    return Happened(message.seen_on, f"Read, and they were told so: {message.kind.label}", worker.name, page=_PAGE)


_WHOSE = col(VoiceMessage.young_person_id)
# What they wrote themselves stands in no row of a worker's.
_BY_ANYBODY: Any = select(VoiceMessage, Worker).outerjoin(Worker, col(Worker.id) == col(VoiceMessage.written_by_id))
SOURCES = [
    Source("voice-said", EventKind.VOICE, VoiceMessage, col(VoiceMessage.sent_on), _WHOSE, _BY_ANYBODY, _said),
    Source(
        "voice-seen", EventKind.VOICE, VoiceMessage, col(VoiceMessage.seen_on), _WHOSE,
        rows_with(VoiceMessage, VoiceMessage.seen_by_id), _seen,
    ),
    Source(
        "voice-answered", EventKind.VOICE, VoiceMessage, col(VoiceMessage.answered_on), _WHOSE,
        rows_with(VoiceMessage, VoiceMessage.answered_by_id), _answered,
    ),
]  # fmt: skip
