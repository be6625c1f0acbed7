"""What is read of reviews before they are held: requests, the one that is planned, who is invited."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, or_, select
from sqlmodel import Session, col, text

from careleavers.domain.dates import age_on
from careleavers.domain.meetings import InvitedAs
from careleavers.domain.terms import AllocationRole
from careleavers.models import Allocation, PlannedReview, Review, ReviewInvitation, ReviewRequest, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.models.meetings import TO_COME

ADULT = 18
_PARTS = {
    AllocationRole.REVIEWING_OFFICER: InvitedAs.REVIEWING_OFFICER,
    AllocationRole.AFTER_CARE_WORKER: InvitedAs.WORKER,
    AllocationRole.SOCIAL_WORKER: InvitedAs.SOCIAL_WORKER,
}


@dataclass(frozen=True)
class Asked:
    """A request with who asked ("" for the young person) and who answered, by name."""

    request: ReviewRequest
    by: str
    answered_by: str


def open_requests(session: Session, young_person_id: int) -> list[ReviewRequest]:
    """Requests that were not taken back and have had no review since, the oldest first."""
    held_since = exists(
        select(1).where(
            col(Review.young_person_id) == young_person_id, col(Review.held_on) >= col(ReviewRequest.asked_on)
        )
    )
    statement = (
        select(ReviewRequest)
        .where(
            col(ReviewRequest.young_person_id) == young_person_id,
            col(ReviewRequest.taken_back_on).is_(None),
            ~held_since,
        )
        .order_by(col(ReviewRequest.asked_on), col(ReviewRequest.id))
    )
    return list(session.execute(statement).scalars())


def asked_for(session: Session, young_person_id: int) -> list[Asked]:
    """The open requests with the names that belong to them."""
    requests = open_requests(session, young_person_id)
    ids = {each for request in requests for each in (request.worker_id, request.answered_by_id) if each is not None}
    workers = session.execute(select(Worker).where(col(Worker.id).in_(ids))).scalars()
    names: dict[int | None, str] = {identity(worker): worker.name for worker in workers}
    return [Asked(each, names.get(each.worker_id, ""), names.get(each.answered_by_id, "")) for each in requests]


def planned_review(session: Session, young_person_id: int) -> PlannedReview | None:
    """The review to come, if one is planned."""
    statement = select(PlannedReview).where(col(PlannedReview.young_person_id) == young_person_id, text(TO_COME))
    return session.execute(statement).scalars().first()


def invitations(session: Session, planned: PlannedReview) -> list[ReviewInvitation]:
    """Who is invited, in the order they were put down."""
    statement = (
        select(ReviewInvitation)
        .where(col(ReviewInvitation.planned_review_id) == planned.id)
        .order_by(col(ReviewInvitation.id))
    )
    return list(session.execute(statement).scalars())


def invitations_to(session: Session, review: Review) -> list[ReviewInvitation]:
    """Who was invited to a review that was held, and who took part."""
    statement = (
        select(ReviewInvitation)
        .join(PlannedReview, col(PlannedReview.id) == col(ReviewInvitation.planned_review_id))
        .where(col(PlannedReview.review_id) == review.id)
        .order_by(col(ReviewInvitation.id))
    )
    return list(session.execute(statement).scalars())


def _alongside(session: Session, young_person_id: int, day: date) -> list[tuple[AllocationRole, Worker]]:
    statement = (
        select(Allocation, Worker)
        .join(Worker, col(Worker.id) == col(Allocation.worker_id))
        .where(
            col(Allocation.young_person_id) == young_person_id,
            col(Allocation.role).in_(list(_PARTS)),
            col(Allocation.from_on) <= day,
            or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) > day),
        )
        .order_by(col(Allocation.from_on), col(Allocation.id))
    )
    return [(held.role, worker) for held, worker in session.execute(statement).all()]


def to_invite(session: Session, young_person: YoungPerson, day: date) -> list[tuple[str, InvitedAs]]:
    """Who is down to be invited to any review: the young person first, then those allocated to them on a day."""
    known = identity(young_person)
    others = [(worker.name, _PARTS[role]) for role, worker in _alongside(session, known, day)]
    return [(young_person.first_name, InvitedAs.YOUNG_PERSON), *others]


def reviewing_officer(session: Session, young_person: YoungPerson, day: date) -> str | None:
    """Who the reviewing officer of a young person under 18 is on a day; None for an adult or where nobody is.

    From 18 a review has no reviewing officer, whatever is still recorded.
    """
    if age_on(young_person.born_on, day) >= ADULT:
        return None
    alongside = _alongside(session, identity(young_person), day)
    return next((worker.name for role, worker in alongside if role is AllocationRole.REVIEWING_OFFICER), None)


__all__ = [
    "Asked", "asked_for", "invitations", "invitations_to", "open_requests", "planned_review", "reviewing_officer",
    "to_invite",
]  # fmt: skip
