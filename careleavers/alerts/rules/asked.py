"""Reviews that the young person or a worker asked for: answered soon, and held (R08, R08b)."""

from typing import Any

from sqlalchemy import Select
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, due
from careleavers.alerts.rules.facts import of_person, there_is
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.models import Review, ReviewRequest
from careleavers.models.sql import word, working_days_after

_REG_7 = "Care Leavers (England) Regulations 2010, reg 7; the days, and for those in care all, are council policy"


def _asked(working_days: int, basis: Any) -> Select[Any]:
    """One row for each request that was not taken back and has had no review since, due so many days after it."""
    request = ReviewRequest
    asked_on: Any = col(request.asked_on)
    return (
        due(working_days_after(asked_on, working_days), since_on=asked_on, basis=basis, about_id=request.id)
        .join(request, of_person(request))
        .where(col(request.taken_back_on).is_(None), ~there_is(Review, col(Review.held_on) >= asked_on))
    )


@rule(
    "R08",
    "Review asked for",
    severity=Severity.HIGH,
    notice_days=5,
    basis=Basis.STATUTORY,
    source=_REG_7,
    clears_when="A review is held on or after the day they asked, or whoever asked takes it back",
    limit="asked_review_working_days",
    reads=("calendar_day", "review", "review_request"),
)
def asked_review_not_held(policy: Policy) -> Select[Any]:
    """A review that the young person or a worker asks for is held within the working days set."""
    return _asked(policy.asked_review_working_days, DUTY.c.in_law)


@rule(
    "R08b",
    "Review asked for, no answer",
    severity=Severity.HIGH,
    notice_days=2,
    basis=Basis.POLICY,
    source="Council policy; what young people ask for: an answer",
    clears_when="Whoever asked is answered in words, the review is held, or whoever asked takes it back",
    limit="asked_review_answer_working_days",
    reads=("calendar_day", "review", "review_request"),
)
def asked_review_not_answered(policy: Policy) -> Select[Any]:
    """Whoever asks for a review is told within the working days set what happens now."""
    unanswered = col(ReviewRequest.answered_on).is_(None)
    return _asked(policy.asked_review_answer_working_days, word(Basis.POLICY)).where(unanswered)


__all__ = ["asked_review_not_answered", "asked_review_not_held"]
