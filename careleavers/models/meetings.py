"""Reviews before they are held: asked for by somebody, planned with the young person, and who is invited."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.meetings import Attendance, InvitedAs, InvitedBy, WhoChose
from careleavers.domain.terms import Privacy, ReviewTrigger
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule

TO_COME = "review_id IS NULL AND called_off_on IS NULL"


class ReviewRequestDetails(Details):
    """Why somebody wants a review, and how they would like it: when, where, led by whom."""

    asked_on: date = kept(Privacy.SHARED)
    why: str = kept(Privacy.SHARED, max_length=LONG_TEXT, min_length=1)
    wishes: str = kept(Privacy.SHARED, "", max_length=2000)


class ReviewRequest(Record, ReviewRequestDetails, table=True):
    """A review that the young person or a worker asked for. It cannot be refused, only answered and held.

    `worker_id` is empty where the young person asked themselves; only whoever asked takes it back.
    """

    __tablename__: ClassVar[str] = "review_request"
    __table_args__ = (
        rule("answered_in_words", "(answered_on IS NULL) = (answer = '')"),
        Index("ix_review_request_person", "young_person_id", "asked_on"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    worker_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    answered_on: date | None = kept(Privacy.SHARED, None)
    answer: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    answered_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    taken_back_on: date | None = kept(Privacy.SHARED, None)


class PlannedReviewDetails(Details):
    """When, where and led by whom a review will be, and whose choice that was. The young person reads all of it."""

    trigger: ReviewTrigger = kept(Privacy.SHARED, term=ReviewTrigger)
    planned_for: date = kept(Privacy.SHARED)
    at_time: str = kept(Privacy.SHARED, "", max_length=40)
    place: str = kept(Privacy.SHARED, max_length=200, min_length=1)
    chaired_by: str = kept(Privacy.SHARED, max_length=200, min_length=1)
    who_chose: WhoChose = kept(Privacy.SHARED, term=WhoChose)
    other_ways: str = kept(Privacy.SHARED, "", max_length=2000)


class PlannedReview(Record, PlannedReviewDetails, table=True):
    """A review to come, until it is held (`review_id`) or called off. One at a time for each young person."""

    __tablename__: ClassVar[str] = "planned_review"
    __table_args__ = (
        rule("called_off_with_reason", "called_off_on IS NULL OR length(called_off_why) > 0"),
        Index(
            "uq_planned_review_open",
            "young_person_id",
            unique=True,
            sqlite_where=text(TO_COME),
            postgresql_where=text(TO_COME),
        ),
        Index("ix_planned_review_person", "young_person_id", "planned_for"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    planned_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    review_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="review.id", index=True)
    called_off_on: date | None = kept(Privacy.SHARED, None)
    called_off_why: str = kept(Privacy.CASE, "", max_length=2000)


class InvitationDetails(Details):
    """Somebody invited to a review, in what part and by what way."""

    who: str = kept(Privacy.THIRD_PARTY, max_length=200, min_length=1)
    part: InvitedAs = kept(Privacy.THIRD_PARTY, term=InvitedAs)
    invited_by_way: InvitedBy = kept(Privacy.THIRD_PARTY, term=InvitedBy)
    invited_on: date | None = kept(Privacy.THIRD_PARTY, None)


class ReviewInvitation(Record, InvitationDetails, table=True):
    """One person invited to one review, and afterwards whether they took part."""

    __tablename__: ClassVar[str] = "review_invitation"
    __table_args__ = (rule("invited_on_a_day", "(invited_by_way = 'not_yet') = (invited_on IS NULL)"),)

    planned_review_id: int = kept(Privacy.SYSTEM, foreign_key="planned_review.id", index=True)
    attendance: Attendance | None = kept(Privacy.THIRD_PARTY, None, term=Attendance)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = [
    "TO_COME", "InvitationDetails", "PlannedReview", "PlannedReviewDetails", "ReviewInvitation", "ReviewRequest",
    "ReviewRequestDetails",
]  # fmt: skip
