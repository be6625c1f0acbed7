"""Somebody who is or was missing, and what was done about it."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import ColumnElement, and_
from sqlmodel import Index, col, text

from careleavers.domain.missing import AbsenceKind, InterviewOutcome, MissingStepKind
from careleavers.domain.terms import Answer, Privacy
from careleavers.models.base import LONG_TEXT, Details, kept, now_utc, rule
from careleavers.models.striking import Strikeable, struck_with_reason

_NOT_OVER = text("returned_on IS NULL AND struck_at IS NULL")


class MissingEpisodeDetails(Details):
    """One time of being missing as somebody records it. Times of day are `HH:MM` on London's clock."""

    absence: AbsenceKind = kept(Privacy.CASE, term=AbsenceKind)
    last_seen_on: date = kept(Privacy.CASE)
    last_seen_at: str = kept(Privacy.CASE, max_length=5)
    last_seen_where: str = kept(Privacy.LOCATION, "", max_length=2000)
    police_on: date | None = kept(Privacy.CASE, None)
    police_at: str = kept(Privacy.CASE, "", max_length=5)
    police_reference: str = kept(Privacy.CASE, "", max_length=200)
    returned_on: date | None = kept(Privacy.CASE, None)
    returned_at: str = kept(Privacy.CASE, "", max_length=5)
    found_where: str = kept(Privacy.LOCATION, "", max_length=2000)
    with_whom: str = kept(Privacy.THIRD_PARTY, "", max_length=2000)
    harmed: Answer = kept(Privacy.CASE, Answer.NOT_KNOWN, term=Answer)
    harm: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    factors: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class MissingEpisode(Strikeable, MissingEpisodeDetails, table=True):
    """One time of being missing, or away without permission. Without `returned_on` they are missing still."""

    __tablename__: ClassVar[str] = "missing_episode"
    __table_args__ = (
        struck_with_reason(),
        rule("back_with_time", "(returned_on IS NULL) = (length(returned_at) = 0)"),
        rule("in_order", "returned_on IS NULL OR returned_on >= last_seen_on"),
        Index("ix_missing_episode_of", "young_person_id", "last_seen_on"),
        # At most one is not over: two people may record the same one at one moment.
        Index(
            "uq_missing_episode_open",
            "young_person_id",
            unique=True,
            sqlite_where=_NOT_OVER,
            postgresql_where=_NOT_OVER,
        ),
    )

    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


def missing_still() -> ColumnElement[bool]:
    """The condition that a time missing is not over: they are missing now."""
    return and_(col(MissingEpisode.returned_on).is_(None), col(MissingEpisode.struck_at).is_(None))


class MissingStepDetails(Details):
    """One thing done about it, as it is recorded."""

    kind: MissingStepKind = kept(Privacy.CASE, term=MissingStepKind)
    happened_on: date = kept(Privacy.CASE)
    by_whom: str = kept(Privacy.STAFF, max_length=200, min_length=1)
    independent: bool | None = kept(Privacy.CASE, None)
    outcome: InterviewOutcome | None = kept(Privacy.CASE, None, term=InterviewOutcome)
    held_on: date | None = kept(Privacy.CASE, None)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    acted: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class MissingStep(Strikeable, MissingStepDetails, table=True):
    """One thing done: an interview offered, a meeting held, a manager's look while they are missing."""

    __tablename__: ClassVar[str] = "missing_step"
    __table_args__ = (
        struck_with_reason(),
        rule("outcome_of_an_offer", "(kind = 'interview') = (outcome IS NOT NULL)"),
        rule("held_on_a_day", "outcome IS NULL OR (outcome = 'held') = (held_on IS NOT NULL)"),
        Index("ix_missing_step_of", "episode_id", "kind", "happened_on"),
    )

    episode_id: int = kept(Privacy.SYSTEM, foreign_key="missing_episode.id")
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["MissingEpisode", "MissingEpisodeDetails", "MissingStep", "MissingStepDetails", "missing_still"]
