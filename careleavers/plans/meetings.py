"""Reviews before they are held: asking for one, planning it with the young person, inviting. Makes their rows.

Every function flushes and rechecks the young person's alerts; none commits. Sources: Care Leavers (England)
Regulations 2010, reg 7 (a review is held when they ask); inspectors found reviews held without those they are about.
"""

from collections.abc import Mapping

from sqlmodel import Session

from careleavers.alerts import engine
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import add_months, long_date
from careleavers.domain.meetings import Attendance, InvitedBy
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused, Stale
from careleavers.models import (
    InvitationDetails,
    PlannedReview,
    PlannedReviewDetails,
    Review,
    ReviewInvitation,
    ReviewRequest,
    ReviewRequestDetails,
    YoungPerson,
)
from careleavers.models.base import identity
from careleavers.plans import meeting_queries, queries

FURTHEST_MONTHS = 12
MEANWHILE = "Somebody else saved this review meanwhile"


def ask_for_review(
    session: Session, actor: Actor, young_person: YoungPerson, details: ReviewRequestDetails, *, theirs: bool
) -> ReviewRequest:
    """Keep that a review was asked for: by the young person (`theirs`, also where a worker writes it down) or a worker.

    Raises Refused for a day to come, a reason that says nothing, and a second request of the same side while the
    first waits for its review; PermissionError for somebody else's record.
    """
    person_id = identity(young_person)
    if actor.worker_id is None and (actor.young_person_id != person_id or not theirs):
        raise PermissionError(f"{actor.name} may not ask for this review")
    if details.asked_on > today(session):
        raise Refused("asked_on", "Enter a day that is not in the future.")
    if is_placeholder(details.why):
        raise Refused("why", "Say why a review is wanted.")
    for waiting in meeting_queries.open_requests(session, person_id):
        if (waiting.worker_id is None) is theirs:
            day = long_date(waiting.asked_on)
            raise Refused("", f"A review was asked for on {day} already and has not been held yet.")
    request = ReviewRequest.made(
        details, young_person_id=person_id, worker_id=None if theirs else actor.worker,
    )  # fmt: skip
    session.add(request)
    _settle(session, person_id)
    return request


def answer_request(session: Session, actor: Actor, request: ReviewRequest, answer: str, version: int) -> ReviewRequest:
    """Tell whoever asked what happens now; they read it. Raises Refused for words that say nothing, Stale."""
    _check_version(request.version, version)
    if is_placeholder(answer):
        raise Refused("answer", "Say what happens now, and when.")
    with saving(session, "", MEANWHILE):
        request.answer = answer
        request.answered_on, request.answered_by_id = today(session), actor.worker
    _settle(session, request.young_person_id)
    return request


def take_back(session: Session, actor: Actor, request: ReviewRequest) -> ReviewRequest:
    """Take a request back; only whoever asked may. Raises Refused for anybody else."""
    own = request.worker_id == actor.worker_id and (
        actor.worker_id is not None or actor.young_person_id == request.young_person_id
    )
    if not own:
        raise Refused("", "Only whoever asked for a review can take that back.")
    with saving(session, "", MEANWHILE):
        request.taken_back_on = today(session)
    _settle(session, request.young_person_id)
    return request


def _check_plan(session: Session, details: PlannedReviewDetails) -> None:
    day = today(session)
    latest = add_months(day, FURTHEST_MONTHS)
    if not day <= details.planned_for <= latest:
        raise Refused("planned_for", f"Enter today, {long_date(day)}, or a day until {long_date(latest)}.")
    if is_placeholder(details.place):
        raise Refused("place", "Say where it will be, or how.")
    if is_placeholder(details.chaired_by, letters=2):
        raise Refused("chaired_by", "Say who will lead it.")


def plan_review(
    session: Session, actor: Actor, young_person: YoungPerson, details: PlannedReviewDetails
) -> PlannedReview:
    """Plan a review, with the young person and those allocated to them down to be invited.

    Raises Refused for a day that has passed or lies more than a year off, words that say nothing, no approved plan
    to review, and while another review is planned.
    """
    person_id = identity(young_person)
    if queries.approved_plan(session, person_id) is None:
        raise Refused("", "There is no approved plan to review. Write the plan and have it approved first.")
    _check_plan(session, details)
    planned = PlannedReview.made(details, young_person_id=person_id, planned_by_id=actor.worker)
    with saving(session, "", "A review is planned already. Change that one."):
        session.add(planned)
        session.flush()
        session.add_all(
            ReviewInvitation.made(
                planned_review_id=identity(planned), who=who, part=part, invited_by_way=InvitedBy.NOT_YET,
                recorded_by_id=actor.worker,
            )
            for who, part in meeting_queries.to_invite(session, young_person, today(session))
        )  # fmt: skip
    return planned


def change_plan(session: Session, planned: PlannedReview, details: PlannedReviewDetails, version: int) -> PlannedReview:
    """Change when, where or who leads. Raises Refused as `plan_review`, or once it is over; Stale."""
    _still_to_come(planned)
    _check_version(planned.version, version)
    _check_plan(session, details)
    with saving(session, "", MEANWHILE):
        planned.amend(details)
    return planned


def call_off(session: Session, planned: PlannedReview, why: str, version: int) -> PlannedReview:
    """Call a planned review off; its alerts run on. Raises Refused without a reason, or once it is over; Stale."""
    _still_to_come(planned)
    _check_version(planned.version, version)
    if is_placeholder(why):
        raise Refused("called_off_why", "Say why it is called off.")
    with saving(session, "", MEANWHILE):
        planned.called_off_on, planned.called_off_why = today(session), why
    return planned


def invite(session: Session, actor: Actor, planned: PlannedReview, details: InvitationDetails) -> ReviewInvitation:
    """Put somebody down to be invited. Raises Refused for no name, or a day that does not fit."""
    _still_to_come(planned)
    if is_placeholder(details.who, letters=2):
        raise Refused("who", "Enter who is invited.")
    invitation = ReviewInvitation.made(
        _checked(session, details), planned_review_id=identity(planned), recorded_by_id=actor.worker
    )
    session.add(invitation)
    session.flush()
    return invitation


def note_invited(
    session: Session, planned: PlannedReview, said: Mapping[int, InvitationDetails], version: int
) -> PlannedReview:
    """Keep how and when each person was invited, by the invitation's id. Raises Refused for a day that does not fit."""
    _still_to_come(planned)
    _check_version(planned.version, version)
    for invitation in meeting_queries.invitations(session, planned):
        if (details := said.get(identity(invitation))) is not None:
            with saving(session, "", MEANWHILE):
                invitation.amend(_checked(session, details, f"on_{invitation.public_id.lower()}"))
    with saving(session, "", MEANWHILE):
        planned.version += 1
    return planned


def _checked(session: Session, details: InvitationDetails, field: str = "invited_on") -> InvitationDetails:
    """An invitation whose day fits its way: none while nobody was asked yet, else today's unless another is given."""
    if details.invited_by_way is InvitedBy.NOT_YET:
        return details.model_copy(update={"invited_on": None})
    on = details.invited_on or today(session)
    if on > today(session):
        raise Refused(field, "Enter the day they were invited, which is not in the future.")
    return details.model_copy(update={"invited_on": on})


def note_held(session: Session, planned: PlannedReview, review: Review, attended: Mapping[int, Attendance]) -> None:
    """Join a planned review to the one that was held, and keep who took part, by the invitation's id."""
    for invitation in meeting_queries.invitations(session, planned):
        if identity(invitation) in attended:
            invitation.attendance = attended[identity(invitation)]
    planned.review_id = identity(review)
    session.flush()


def _still_to_come(planned: PlannedReview) -> None:
    if planned.review_id is not None or planned.called_off_on is not None:
        raise Refused("", "This review was held or called off already, so nothing was changed.")


def _check_version(current: int, version: int) -> None:
    if current != version:
        raise Stale(MEANWHILE)


def _settle(session: Session, young_person_id: int) -> None:
    session.flush()
    engine.refresh(session, young_person_id=young_person_id)


__all__ = [
    "answer_request", "ask_for_review", "call_off", "change_plan", "invite", "note_held", "note_invited",
    "plan_review", "take_back",
]  # fmt: skip
