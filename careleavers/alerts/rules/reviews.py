"""Reviews and plans that something new calls for: a move, a big change (R09, R10, R11)."""

from typing import Any

from sqlalchemy import Select
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, due, one_of
from careleavers.alerts.rules.facts import APPROVED, of_person, there_is
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.models import AccommodationSpell, ChangeOfCircumstance, PathwayPlan, Review
from careleavers.models.sql import days_after, word, working_days_after

_AFTER_CHANGE = "Children Act 1989 guidance, volume 3; inspection findings; the days are council policy"


@rule(
    "R09",
    "Review after a move",
    severity=Severity.HIGH,
    notice_days=7,
    basis=Basis.STATUTORY,
    source="Care Leavers (England) Regulations 2010, reg 7(3); the days are council policy",
    clears_when="A review is held on or after the day they moved in, or they move on",
    limit="move_review_days",
    reads=("accommodation_spell", "review"),
)
def move_not_reviewed(policy: Policy) -> Select[Any]:
    """The plan is reviewed soon after somebody moves into a home that the council provides."""
    home = AccommodationSpell
    return (
        due(
            days_after(home.started_on, policy.move_review_days),
            since_on=col(home.started_on),
            basis=DUTY.c.in_law,
            about_id=home.id,
            ends_on=col(home.ended_on),
        )
        .join(home, of_person(home))
        .where(
            col(home.provided_by_council).is_(True),
            col(home.started_on) >= DUTY.c.started,
            ~there_is(Review, col(Review.held_on) >= col(home.started_on)),
        )
    )


def _after_change(policy: Policy) -> Select[Any]:
    """One row for each big change since the duty began, due when its working days are over."""
    change = ChangeOfCircumstance
    happened_on: Any = col(change.happened_on)
    return (
        due(
            working_days_after(happened_on, policy.change_review_working_days),
            since_on=happened_on,
            basis=word(Basis.GUIDANCE),
            about_id=change.id,
        )
        .join(change, of_person(change))
        .where(col(change.happened_on) >= DUTY.c.started)
    )


@rule(
    "R10",
    "Review after a big change",
    severity=Severity.HIGH,
    notice_days=3,
    basis=Basis.GUIDANCE,
    source=_AFTER_CHANGE,
    clears_when="A review is held on or after the day of the change",
    limit="change_review_working_days",
    reads=("calendar_day", "change_of_circumstance", "review"),
)
def change_not_reviewed(policy: Policy) -> Select[Any]:
    """The plan is reviewed within the working days set after a big change, such as losing a home or a job."""
    change = ChangeOfCircumstance
    return _after_change(policy).where(~there_is(Review, col(Review.held_on) >= col(change.happened_on)))


@rule(
    "R11",
    "Plan not updated after a big change",
    severity=Severity.HIGH,
    basis=Basis.GUIDANCE,
    source=_AFTER_CHANGE,
    clears_when="A version of the plan is approved on or after the day of the change",
    limit="change_review_working_days",
    reads=("calendar_day", "change_of_circumstance", "pathway_plan"),
)
def change_not_in_plan(policy: Policy) -> Select[Any]:
    """A new version of the plan is approved within the working days set after a big change."""
    change = ChangeOfCircumstance
    approved = (one_of(col(PathwayPlan.state), APPROVED), col(PathwayPlan.approved_on) >= col(change.happened_on))
    return _after_change(policy).where(~there_is(PathwayPlan, *approved))


__all__ = ["change_not_in_plan", "change_not_reviewed", "move_not_reviewed"]
