"""What a young person asks and tells, and what they were answered."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import Privacy
from careleavers.domain.voice import VoiceChange, VoiceKind
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule


class VoiceDetails(Details):
    """What somebody said, in their own words. `about_id` is the member of staff a complaint is about."""

    kind: VoiceKind = kept(Privacy.SHARED, term=VoiceKind)
    change: VoiceChange | None = kept(Privacy.SHARED, None, term=VoiceChange)
    words: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    about_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    sent_on: date = kept(Privacy.SHARED)


class VoiceAnswerDetails(Details):
    """The answer, which they read; and what was done, which is for staff."""

    answer: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    done: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class VoiceMessage(Record, VoiceDetails, VoiceAnswerDetails, table=True):
    """One thing a young person said. Nobody changes it, and it is answered once.

    `written_by_id` is the worker who wrote it down as it was spoken; empty where they wrote it themselves.
    """

    __tablename__: ClassVar[str] = "voice_message"
    __table_args__ = (
        rule("said_something", "kind = 'not_safe' OR length(words) > 0"),
        rule("change_named", "(kind = 'change') = (change IS NOT NULL)"),
        rule("about_complaint", "about_id IS NULL OR kind = 'complaint'"),
        rule("seen_by_somebody", "(seen_on IS NULL) = (seen_by_id IS NULL)"),
        rule(
            "answered_in_words",
            "(answered_on IS NULL AND answered_by_id IS NULL AND answer = '')"
            " OR (answered_on IS NOT NULL AND answered_by_id IS NOT NULL AND length(answer) > 0)",
        ),
        rule("made_safe", "kind <> 'not_safe' OR answered_on IS NULL OR length(done) > 0"),
        Index("ix_voice_message_person", "young_person_id", "sent_on"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    written_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    sent_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    seen_on: date | None = kept(Privacy.SHARED, None)
    seen_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    answered_on: date | None = kept(Privacy.SHARED, None)
    answered_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")


__all__ = ["VoiceAnswerDetails", "VoiceDetails", "VoiceMessage"]
