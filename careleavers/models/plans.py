"""Pathway plans in versions, their ten domains, the copy given, and the review that tests them."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.terms import (
    Agreement,
    ContingencyAnswer,
    CopyForm,
    CopyOutcome,
    FlagAnswer,
    PlanDomain,
    PlanState,
    Privacy,
    ReviewTrigger,
    RiskAnswer,
    Step,
)
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule, stored

APPROVED = "state IN ('approved', 'superseded')"
IN_HAND = "state IN ('draft', 'sent', 'returned')"


class PathwayPlan(Record, table=True):
    """One version of a plan. A trigger keeps approved and superseded versions as they were approved."""

    __tablename__: ClassVar[str] = "pathway_plan"
    __table_args__ = (
        Index("uq_pathway_plan_number", "young_person_id", "number", unique=True),
        Index(
            "uq_pathway_plan_in_hand",
            "young_person_id",
            unique=True,
            sqlite_where=text(IN_HAND),
            postgresql_where=text(IN_HAND),
        ),
        Index(
            "ix_pathway_plan_approved",
            "young_person_id",
            "approved_on",
            sqlite_where=text(APPROVED),
            postgresql_where=text(APPROVED),
        ),
        rule("approval_recorded", f"NOT ({APPROVED}) OR (approved_on IS NOT NULL AND decided_by_id IS NOT NULL)"),
        rule("not_by_author", f"NOT ({APPROVED}) OR decided_by_id <> written_by_id"),
        rule("frequency", "visit_every_days IS NULL OR visit_every_days BETWEEN 1 AND 366"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    number: int = kept(Privacy.SHARED, ge=1)
    state: PlanState = kept(Privacy.SHARED, PlanState.DRAFT, term=PlanState)
    written_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    started_on: date = kept(Privacy.SHARED)
    visit_every_days: int | None = kept(Privacy.SHARED, None)
    visit_reason: str = kept(Privacy.SHARED, "", max_length=2000)
    agreement: Agreement = kept(Privacy.SHARED, Agreement.NOT_ASKED, term=Agreement)
    agreement_words: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    translated: bool = kept(Privacy.SHARED, False)
    sent_on: date | None = kept(Privacy.CASE, None)
    sent_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    decided_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    decision_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    approved_on: date | None = kept(Privacy.SHARED, None)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class PlanEntryDetails(Details):
    """One domain as somebody fills it in; written to the young person, except what staff alone may read."""

    now: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    want_soon: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    want_later: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    better: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    my_view: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    worker_view: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    others_view: str = kept(Privacy.THIRD_PARTY, "", max_length=LONG_TEXT)
    where_details: str = kept(Privacy.LOCATION, "", max_length=2000)
    sign: str = kept(Privacy.SHARED, "", max_length=2000)
    first_step: str = kept(Privacy.SHARED, "", max_length=2000)
    person: str = kept(Privacy.SHARED, "", max_length=200)
    number: str = kept(Privacy.SHARED, "", max_length=80)
    others_by: str | None = kept(Privacy.THIRD_PARTY, None, max_length=200)
    others_on: date | None = kept(Privacy.CASE, None)
    scale_worst: str | None = kept(Privacy.SHARED, None, max_length=500)
    scale_best: str | None = kept(Privacy.SHARED, None, max_length=500)
    step: Step | None = kept(Privacy.SHARED, None, sa_type=stored(Step, checked=False))


class PlanEntry(Record, PlanEntryDetails, table=True):
    """What one version of a plan says in one of the ten domains, with what happens if it goes wrong."""

    __tablename__: ClassVar[str] = "plan_entry"
    __table_args__ = (Index("uq_plan_entry_domain", "plan_id", "domain", unique=True),)

    plan_id: int = kept(Privacy.SYSTEM, foreign_key="pathway_plan.id")
    domain: PlanDomain = kept(Privacy.SHARED, term=PlanDomain)
    edited_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    # From this day the young person may write in this part of a draft, and not only in their own boxes.
    shared_on: date | None = kept(Privacy.CASE, None)
    edited_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class CopyDetails(Details):
    """How a copy was given or offered, as somebody fills it in; `given_on` is the day of either."""

    outcome: CopyOutcome = kept(Privacy.SHARED, CopyOutcome.GIVEN, term=CopyOutcome, column={"server_default": "given"})
    given_on: date = kept(Privacy.SHARED)
    form: CopyForm = kept(Privacy.SHARED, term=CopyForm)
    language: str = kept(Privacy.SHARED, "English", max_length=80, min_length=1)
    explained: bool = kept(Privacy.SHARED, False)
    their_view: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)


class PlanCopy(Record, CopyDetails, table=True):
    """One line of the ledger: this version was offered to the young person, and what came of it."""

    __tablename__: ClassVar[str] = "plan_copy"

    plan_id: int = kept(Privacy.SYSTEM, foreign_key="pathway_plan.id", index=True)
    given_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class ReviewDetails(Details):
    """A review as somebody fills it in."""

    trigger: ReviewTrigger = kept(Privacy.SHARED, term=ReviewTrigger)
    held_on: date = kept(Privacy.SHARED)
    chaired_by: str = kept(Privacy.SHARED, max_length=200, min_length=1)
    who_came: str = kept(Privacy.THIRD_PARTY, "", max_length=2000)
    they_took_part: bool = kept(Privacy.SHARED)
    their_words: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    what_changed: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    actions_looked_at: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    contingency_answer: ContingencyAnswer = kept(Privacy.CASE, term=ContingencyAnswer)
    contingency_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    risk_answer: RiskAnswer = kept(Privacy.CASE, term=RiskAnswer)
    risk_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    challenge: str = kept(Privacy.CASE, "", max_length=LONG_TEXT, column={"server_default": ""})
    officer_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT, column={"server_default": ""})
    rationale: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    decisions: str = kept(Privacy.SHARED, max_length=LONG_TEXT, min_length=1)
    next_review_on: date = kept(Privacy.SHARED)
    next_visit_on: date | None = kept(Privacy.SHARED, None)


class Review(Record, ReviewDetails, table=True):
    """A review held on a day: the plan beside reality, each risk answered, the next date set."""

    __tablename__: ClassVar[str] = "review"
    __table_args__ = (
        rule("next_later", "next_review_on > held_on"),
        Index("ix_review_person", "young_person_id", "held_on"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    plan_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="pathway_plan.id")
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class ReviewFlagAnswer(Record, table=True):
    """What was said of one open high risk at one review."""

    __tablename__: ClassVar[str] = "review_flag_answer"
    __table_args__ = (Index("uq_review_flag_answer", "review_id", "risk_flag_id", unique=True),)

    review_id: int = kept(Privacy.SYSTEM, foreign_key="review.id")
    risk_flag_id: int = kept(Privacy.SYSTEM, foreign_key="risk_flag.id", index=True)
    answer: FlagAnswer = kept(Privacy.CASE, term=FlagAnswer)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


__all__ = [
    "APPROVED", "IN_HAND", "CopyDetails", "PathwayPlan", "PlanCopy", "PlanEntry", "PlanEntryDetails", "Review",
    "ReviewDetails", "ReviewFlagAnswer",
]  # fmt: skip
