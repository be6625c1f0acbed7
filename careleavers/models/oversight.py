"""A manager's oversight: notes with what each is about, exceptions with an end, closings that were asked for.

Nothing here is ever shared with a young person: every column is of the case record or about staff.
"""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.oversight import ExceptionKind, OversightTopic, ProposalAnswer
from careleavers.domain.terms import AddendumKind, Closure, Privacy
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule

# Asked for and not answered yet; and agreed, until somebody says what happens next.
WAITING = "answer IS NULL"
IN_FORCE = "answer = 'agreed' AND ended_on IS NULL"


class OversightDetails(Details):
    """A note as a manager writes it: what was decided and why, on what evidence, and what keeps somebody safe."""

    decision: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    reason: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    evidence: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    keeps_safe: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    drift: bool = kept(Privacy.CASE, False)


class OversightNote(Record, OversightDetails, table=True):
    """One note. Its day is set by the clock: a look that was not written down that day was not one."""

    __tablename__: ClassVar[str] = "oversight_note"
    __table_args__ = (Index("ix_oversight_note_person", "young_person_id", "id"),)

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    written_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    written_on: date = kept(Privacy.CASE)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    struck_at: datetime | None = kept(Privacy.SYSTEM, None)


class OversightSubject(Record, table=True):
    """One thing a note names: a risk, a home, a plan, a missed date (by its rule and day), or the end of support."""

    __tablename__: ClassVar[str] = "oversight_subject"
    __table_args__ = (
        rule("risk_named", "topic <> 'high_risk' OR risk_flag_id IS NOT NULL"),
        rule("home_named", "topic <> 'home' OR home_id IS NOT NULL"),
        rule("plan_named", "topic <> 'plan_returned' OR plan_id IS NOT NULL"),
        rule("date_named", "topic <> 'missed_date' OR (missed_rule <> '' AND missed_on IS NOT NULL)"),
        Index("ix_oversight_subject_person", "young_person_id", "topic", "missed_rule", "missed_on"),
    )

    note_id: int = kept(Privacy.SYSTEM, foreign_key="oversight_note.id", index=True)
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    topic: OversightTopic = kept(Privacy.CASE, term=OversightTopic)
    risk_flag_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="risk_flag.id", index=True)
    home_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="accommodation_spell.id", index=True)
    plan_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="pathway_plan.id", index=True)
    missed_rule: str = kept(Privacy.CASE, "", max_length=10)
    missed_on: date | None = kept(Privacy.CASE, None)


class OversightAddendum(Record, table=True):
    """Words added to a note later, or why a manager says it was recorded in error. Never changed."""

    __tablename__: ClassVar[str] = "oversight_addendum"
    __table_args__ = (Index("ix_oversight_addendum_note", "note_id", "id"),)

    note_id: int = kept(Privacy.SYSTEM, foreign_key="oversight_note.id")
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    kind: AddendumKind = kept(Privacy.CASE, term=AddendumKind)
    words: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    added_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    added_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class ExceptionDetails(Details):
    """What is asked not to be done until a day, as somebody fills it in."""

    kind: ExceptionKind = kept(Privacy.CASE, term=ExceptionKind)
    reason: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    their_view: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    keeps_safe: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    until_on: date = kept(Privacy.CASE)


class AgreedException(Record, ExceptionDetails, table=True):
    """One exception: asked for, answered by another manager, and over once somebody says what happens next.

    `until_on` is its last day.
    """

    __tablename__: ClassVar[str] = "agreed_exception"
    __table_args__ = (
        rule(
            "answered_whole",
            "answer IS NULL OR (answered_on IS NOT NULL AND answered_by_id IS NOT NULL AND length(answer_words) > 0)",
        ),
        rule("not_by_asker", "answered_by_id IS NULL OR answered_by_id <> asked_by_id"),
        rule("ended_whole", "ended_on IS NULL OR (ended_by_id IS NOT NULL AND length(end_words) > 0)"),
        Index("ix_agreed_exception_person", "young_person_id", "asked_on"),
        Index(
            "ix_agreed_exception_waiting", "young_person_id", sqlite_where=text(WAITING), postgresql_where=text(WAITING)
        ),
        Index(
            "ix_agreed_exception_in_force", "young_person_id", sqlite_where=text(IN_FORCE),
            postgresql_where=text(IN_FORCE),
        ),
    )  # fmt: skip

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    asked_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    asked_on: date = kept(Privacy.CASE)
    answer: ProposalAnswer | None = kept(Privacy.CASE, None, term=ProposalAnswer)
    answered_on: date | None = kept(Privacy.CASE, None)
    answered_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    answer_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    ended_on: date | None = kept(Privacy.CASE, None)
    ended_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    end_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class ClosingDetails(Details):
    """Why a record should be closed and from when, and what they were told, as somebody fills it in."""

    closure: Closure = kept(Privacy.CASE, term=Closure)
    closed_on: date = kept(Privacy.CASE)
    home_with_parent_since: date | None = kept(Privacy.CASE, None)
    reason: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    told: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)


class ClosingProposal(Record, ClosingDetails, table=True):
    """A closing that somebody asked for; the record is closed when another manager agrees."""

    __tablename__: ClassVar[str] = "closing_proposal"
    __table_args__ = (
        rule(
            "answered_whole",
            "answer IS NULL OR (answered_on IS NOT NULL AND answered_by_id IS NOT NULL AND length(answer_words) > 0)",
        ),
        rule("not_by_asker", "answered_by_id IS NULL OR answered_by_id <> asked_by_id"),
        Index("ix_closing_proposal_person", "young_person_id", "asked_on"),
        Index(
            "uq_closing_proposal_waiting", "young_person_id", unique=True, sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
    )  # fmt: skip

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    asked_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    asked_on: date = kept(Privacy.CASE)
    answer: ProposalAnswer | None = kept(Privacy.CASE, None, term=ProposalAnswer)
    answered_on: date | None = kept(Privacy.CASE, None)
    answered_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    answer_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = [
    "AgreedException", "ClosingDetails", "ClosingProposal", "ExceptionDetails", "OversightAddendum",
    "OversightDetails", "OversightNote", "OversightSubject",
]  # fmt: skip
