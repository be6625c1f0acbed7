"""Contacts of every kind, told apart by `kind`, and what was said of each open high risk."""

from datetime import date, datetime
from typing import ClassVar

from pydantic import field_validator
from sqlmodel import Index, text

from careleavers.domain.curiosity import signs_of
from careleavers.domain.terms import AddendumKind, Answer, Channel, ContactKind, FlagAnswer, Privacy, RiskAnswer
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule, stored

# What was recorded in error counts nowhere: `struck_at` stands in every condition, in the indexes as in the rules.
# Literal SQL, because a planner uses a partial index only where the predicate is the same text.
SEEN_IN_PERSON = "kind IN ('home_visit', 'face_to_face') AND struck_at IS NULL"
TWO_WAY = "kind IN ('home_visit', 'face_to_face', 'video', 'two_way') AND struck_at IS NULL"
NEXT_VISIT = "next_visit_on IS NOT NULL AND struck_at IS NULL"
SIGNS_SEEN = "signs NOT IN ('', 'none') AND struck_at IS NULL"


class ContactDetails(Details):
    """What a worker fills in. Which answers a kind needs is checked by the contacts service.

    `signs` holds what was new as `curiosity.as_kept` writes it: nothing means that nobody looked.
    """

    kind: ContactKind = kept(Privacy.CASE, term=ContactKind)
    planned: bool = kept(Privacy.CASE, True)
    happened_on: date = kept(Privacy.CASE)
    channel: Channel | None = kept(Privacy.CASE, None, term=Channel)
    place: str = kept(Privacy.LOCATION, "", max_length=200)
    seen_alone: Answer | None = kept(Privacy.CASE, None, term=Answer)
    home_seen: Answer | None = kept(Privacy.CASE, None, term=Answer)
    bedroom_seen: Answer | None = kept(Privacy.CASE, None, term=Answer)
    still_suitable: Answer | None = kept(Privacy.CASE, None, term=Answer)
    feels_safe: Answer | None = kept(Privacy.CASE, None, term=Answer)
    purpose: str = kept(Privacy.CASE, "", max_length=2000)
    own_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    daily_life: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    who_is_around: str = kept(Privacy.THIRD_PARTY, "", max_length=LONG_TEXT)
    signs: str = kept(Privacy.CASE, "", max_length=120, column={"server_default": ""})
    exploitation_talked: Answer | None = kept(Privacy.CASE, None, sa_type=stored(Answer, checked=False))
    exploitation_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT, column={"server_default": ""})
    analysis: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    source: str = kept(Privacy.THIRD_PARTY, "", max_length=200)
    risk_answer: RiskAnswer | None = kept(Privacy.CASE, None, term=RiskAnswer)
    risk_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    big_change: bool | None = kept(Privacy.CASE, None)
    next_visit_on: date | None = kept(Privacy.SHARED, None)
    why_late: str = kept(Privacy.CASE, "", max_length=2000)

    @field_validator("signs")
    @classmethod
    def _known_signs(cls, words: str) -> str:
        """Refuse with ValueError what is no list of signs."""
        signs_of(words)
        return words


class Contact(Record, ContactDetails, table=True):
    """One contact. `happened_on` is a day in London; `recorded_at` is set by the clock and by nobody else."""

    __tablename__: ClassVar[str] = "contact"
    __table_args__ = (
        rule("risk_answered", "kind = 'attempt' OR risk_answer IS NOT NULL"),
        rule("attempt_unanswered", "kind <> 'attempt' OR risk_answer IS NULL"),
        rule("next_visit_later", "next_visit_on IS NULL OR next_visit_on >= happened_on"),
        Index(
            "ix_contact_seen",
            "young_person_id",
            "happened_on",
            sqlite_where=text(SEEN_IN_PERSON),
            postgresql_where=text(SEEN_IN_PERSON),
        ),
        Index(
            "ix_contact_two_way",
            "young_person_id",
            "happened_on",
            sqlite_where=text(TWO_WAY),
            postgresql_where=text(TWO_WAY),
        ),
        Index(
            "ix_contact_next_visit",
            "young_person_id",
            "happened_on",
            "next_visit_on",
            "struck_at",
            sqlite_where=text(NEXT_VISIT),
            postgresql_where=text(NEXT_VISIT),
        ),
        Index(
            "ix_contact_signs",
            "young_person_id",
            "happened_on",
            "signs",
            sqlite_where=text(SIGNS_SEEN),
            postgresql_where=text(SIGNS_SEEN),
        ),
        Index("ix_contact_timeline", "young_person_id", "happened_on", "id"),
        Index("ix_contact_worker", "worker_id", "happened_on"),
        Index("ix_contact_accommodation", "accommodation_id", "happened_on"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    worker_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    accommodation_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="accommodation_spell.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    struck_at: datetime | None = kept(Privacy.SYSTEM, None)


class ContactAddendum(Record, table=True):
    """Words added to a contact later, or the reason why a manager says it was recorded in error. Never changed."""

    __tablename__: ClassVar[str] = "contact_addendum"
    __table_args__ = (Index("ix_contact_addendum_contact", "contact_id", "id"),)

    contact_id: int = kept(Privacy.SYSTEM, foreign_key="contact.id")
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    kind: AddendumKind = kept(Privacy.CASE, term=AddendumKind)
    words: str = kept(Privacy.CASE, max_length=LONG_TEXT)
    added_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    added_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class ContactFlagAnswer(Record, table=True):
    """What was said of one open high risk at one contact."""

    __tablename__: ClassVar[str] = "contact_flag_answer"
    __table_args__ = (Index("uq_contact_flag_answer", "contact_id", "risk_flag_id", unique=True),)

    contact_id: int = kept(Privacy.SYSTEM, foreign_key="contact.id")
    risk_flag_id: int = kept(Privacy.SYSTEM, foreign_key="risk_flag.id", index=True)
    answer: FlagAnswer = kept(Privacy.CASE, term=FlagAnswer)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class ContactAction(Record, table=True):
    """An action that was still to do and that one contact was about, with how far it has come."""

    __tablename__: ClassVar[str] = "contact_action"
    __table_args__ = (Index("uq_contact_action", "contact_id", "action_id", unique=True),)

    contact_id: int = kept(Privacy.SYSTEM, foreign_key="contact.id")
    action_id: int = kept(Privacy.SYSTEM, foreign_key="action.id", index=True)
    words: str = kept(Privacy.CASE, max_length=2000, min_length=1)


__all__ = [
    "SEEN_IN_PERSON", "SIGNS_SEEN", "TWO_WAY", "Contact", "ContactAction", "ContactAddendum", "ContactDetails",
    "ContactFlagAnswer",
]  # fmt: skip
