"""Young people: who they are, when they were looked after, what was decided of their status."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.dates import long_date
from careleavers.domain.terms import Answer, Closure, Ethnicity, LeaveType, LegalCategory, Privacy, Sex
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule


class YoungPersonDetails(Details):
    """The identity fields. An empty name means it is not recorded yet: the 903 return carries none."""

    child_id: str = kept(Privacy.IDENTITY, max_length=10, min_length=1, unique=True)
    upn: str | None = kept(Privacy.IDENTITY, None, max_length=13)
    given_name: str = kept(Privacy.IDENTITY, "", max_length=80)
    family_name: str = kept(Privacy.IDENTITY, "", max_length=80)
    preferred_name: str = kept(Privacy.SHARED, "", max_length=80)
    pronouns: str = kept(Privacy.SHARED, "", max_length=40)
    born_on: date = kept(Privacy.IDENTITY)
    sex: Sex | None = kept(Privacy.IDENTITY, None, term=Sex)
    gender: str = kept(Privacy.IDENTITY, "", max_length=80)
    ethnicity: Ethnicity | None = kept(Privacy.IDENTITY, None, term=Ethnicity)
    language: str = kept(Privacy.SHARED, "", max_length=80)
    interpreter: Answer | None = kept(Privacy.SHARED, None, term=Answer)
    faith: str = kept(Privacy.IDENTITY, "", max_length=80)
    disability: Answer | None = kept(Privacy.HEALTH, None, term=Answer)
    disability_words: str = kept(Privacy.HEALTH, "", max_length=2000)
    ehcp: Answer | None = kept(Privacy.HEALTH, None, term=Answer)
    uasc: Answer | None = kept(Privacy.HEALTH, None, term=Answer)
    leave_type: LeaveType | None = kept(Privacy.HEALTH, None, term=LeaveType)
    leave_expires_on: date | None = kept(Privacy.HEALTH, None)
    parent: Answer | None = kept(Privacy.HEALTH, None, term=Answer)
    first_child_born_on: date | None = kept(Privacy.HEALTH, None)
    pregnant: Answer | None = kept(Privacy.HEALTH, None, term=Answer)
    placing_area: str = kept(Privacy.LOCATION, "", max_length=80)


class YoungPerson(Record, YoungPersonDetails, table=True):
    """One young person's record.

    `duty_from` and the `suggested_` columns are worked out from looked-after periods when those
    change; the recorded decision of a manager stands beside them, never over them.
    `closed_on` is the first day on which no duty runs.
    """

    __tablename__: ClassVar[str] = "young_person"
    __table_args__ = (
        rule("closure_dated", "(closed_on IS NULL) = (closure IS NULL)"),
        rule("born_plausibly", "born_on > '1940-01-01'"),
        Index("ix_young_person_born_on", "born_on"),
        Index("ix_young_person_family_name", "family_name", "id"),
    )

    team_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="team.id", index=True)
    suggested_category: LegalCategory = kept(Privacy.CASE, LegalCategory.UNDECIDED, term=LegalCategory)
    suggested_on: date | None = kept(Privacy.CASE, None)
    suggestion_why: str = kept(Privacy.CASE, "", max_length=500)
    days_inclusive: int | None = kept(Privacy.CASE, None)
    days_exclusive: int | None = kept(Privacy.CASE, None)
    needs_decision: bool = kept(Privacy.CASE, False)
    duty_from: date | None = kept(Privacy.CASE, None)
    home_with_parent_since: date | None = kept(Privacy.CASE, None)
    asked_for_support_on: date | None = kept(Privacy.CASE, None)
    asked_about_education: bool = kept(Privacy.CASE, False)
    programme_ends_on: date | None = kept(Privacy.CASE, None)
    closed_on: date | None = kept(Privacy.CASE, None)
    closure: Closure | None = kept(Privacy.CASE, None, term=Closure)
    died_on: date | None = kept(Privacy.CASE, None)
    added_on: date = kept(Privacy.SYSTEM)
    added_by_import_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="import_run.id")

    @property
    def name(self) -> str:
        """The name to call them by, with the family name; or the child id while no name is recorded."""
        first = self.preferred_name or self.given_name
        return f"{first} {self.family_name}".strip() or f"Name not recorded ({self.child_id})"

    @property
    def suggested_words(self) -> str:
        """The suggested category in words; of somebody who will be entitled if they stay looked after, from when."""
        if self.suggested_category is LegalCategory.NOT_ELIGIBLE and self.duty_from is not None:
            return f"Entitled from {long_date(self.duty_from)}"
        return self.suggested_category.label

    @property
    def first_name(self) -> str:
        """The one name to call them by; "you" pages begin with it."""
        return self.preferred_name or self.given_name or "there"

    @property
    def initials(self) -> str:
        """First letters, for messages that must not name anybody."""
        first = self.preferred_name or self.given_name
        return f"{first[:1]}{self.family_name[:1]}".upper() or "–"


class LookedAfterPeriod(Record, table=True):
    """One 903 episode: looked after from a day to a day (the last day in care), under a legal status."""

    __tablename__: ClassVar[str] = "looked_after_period"
    __table_args__ = (
        Index("uq_looked_after_period_start", "young_person_id", "started_on", unique=True),
        rule("in_order", "ended_on IS NULL OR ended_on >= started_on"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    started_on: date = kept(Privacy.CASE)
    ended_on: date | None = kept(Privacy.CASE, None)
    legal_status: str = kept(Privacy.CASE, max_length=4)
    reason_started: str = kept(Privacy.CASE, "", max_length=4)
    reason_ended: str = kept(Privacy.CASE, "", max_length=4)
    placement: str = kept(Privacy.CASE, "", max_length=4)


class CategoryDecision(Record, table=True):
    """A manager's decision on the legal category, beside what was suggested that day. Never overwritten."""

    __tablename__: ClassVar[str] = "category_decision"
    __table_args__ = (Index("ix_category_decision_person", "young_person_id", "from_on"),)

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    category: LegalCategory = kept(Privacy.CASE, term=LegalCategory)
    from_on: date = kept(Privacy.CASE)
    reason: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    suggested_category: LegalCategory = kept(Privacy.CASE, term=LegalCategory)
    days_inclusive: int | None = kept(Privacy.CASE, None)
    days_exclusive: int | None = kept(Privacy.CASE, None)
    decided_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    decided_on: date = kept(Privacy.CASE)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class SafeContactDetails(Details):
    """How it is safe to reach somebody. Nothing recorded means: in person only."""

    channels: str = kept(Privacy.CASE, "", max_length=200)
    safe_times: str = kept(Privacy.CASE, "", max_length=200)
    voicemail: Answer = kept(Privacy.CASE, Answer.NOT_KNOWN, term=Answer)
    post: Answer = kept(Privacy.CASE, Answer.NOT_KNOWN, term=Answer)
    name_to_use: str = kept(Privacy.CASE, "", max_length=80)
    code_word: str = kept(Privacy.CASE, "", max_length=80)
    never_speak_to: str = kept(Privacy.THIRD_PARTY, "", max_length=500)
    review_on: date = kept(Privacy.CASE)


class SafeContact(Record, SafeContactDetails, table=True):
    """One dated agreement on safe contact; the newest counts, the older ones stay readable."""

    __tablename__: ClassVar[str] = "safe_contact"

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    agreed_on: date = kept(Privacy.CASE)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = [
    "CategoryDecision", "LookedAfterPeriod", "SafeContact", "SafeContactDetails", "YoungPerson", "YoungPersonDetails",
]  # fmt: skip
