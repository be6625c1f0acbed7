"""Whether a home holds: seen before its first review, judged, and the next one known in time (R25, R50, R52)."""

from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, Day, due, one_of
from careleavers.alerts.rules.facts import HOMES, last_visit_at, of_person
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity, Suitability
from careleavers.models import AccommodationSpell, Review
from careleavers.models.sql import days_after, earliest, months_after, word


def _first_review_since(home: Any) -> Day:
    """The day of the first review held on the day of the move or later."""
    review = aliased(Review)
    return (
        select(func.min(review.held_on))
        .where(of_person(review), col(review.held_on) >= col(home.started_on))
        .correlate_except(review)
        .scalar_subquery()
    )


@rule(
    "R25",
    "Visit before the first review",
    severity=Severity.HIGH,
    notice_days=5,
    basis=Basis.STATUTORY,
    source="Care Leavers (England) Regulations 2010, reg 8(2)(b); for those still looked after, council policy",
    clears_when="A visit at that home is recorded, or they move on",
    limit="move_review_days",
    reads=("accommodation_spell", "contact", "review"),
)
def home_not_seen_before_review(policy: Policy) -> Select[Any]:
    """Whoever reviews the plan after a move knows the home: it is visited before the first review there.

    Due on the day of that review, or by the last day on which it may be held. Homes the council does not provide
    have the visit after a move only.
    """
    home = AccommodationSpell
    return (
        due(
            earliest(_first_review_since(home), days_after(home.started_on, policy.move_review_days)),
            since_on=col(home.started_on),
            basis=DUTY.c.in_law,
            about_id=home.id,
            never=last_visit_at(home).is_(None),
            ends_on=col(home.ended_on),
        )
        .join(home, of_person(home))
        .where(
            one_of(col(home.code), HOMES),
            col(home.provided_by_council).is_(True),
            col(home.started_on) >= DUTY.c.started,
            last_visit_at(home).is_(None),
        )
    )


@rule(
    "R50",
    "Home ends, next one not known",
    severity=Severity.MEDIUM,
    later=(
        (lambda policy: policy.home_end_days - policy.home_end_high_days, Severity.HIGH),
        (lambda policy: policy.home_end_days - policy.home_end_critical_days, Severity.CRITICAL),
    ),
    basis=Basis.POLICY,
    source="Council policy; 56 days are those of the Homelessness Reduction Act 2017",
    clears_when="They move on, or a later day is recorded for the end of this home",
    limit="home_end_days",
    reads=("accommodation_spell",),
)
def home_ending(policy: Policy) -> Select[Any]:
    """So many days before a tenancy, licence or placement is meant to end, it is known where they live next.

    High from 56 days before its end, when the law calls somebody threatened with homelessness, and critical from
    28 days before, unless the council sets these earlier.
    """
    home = AccommodationSpell
    return (
        due(
            days_after(home.expected_end_on, -policy.home_end_days),
            since_on=col(home.expected_end_on),
            basis=word(Basis.POLICY),
            about_id=home.id,
            ends_on=col(home.ended_on),
        )
        .join(home, of_person(home))
        .where(one_of(col(home.code), HOMES), col(home.expected_end_on).is_not(None))
    )


@rule(
    "R52",
    "Suitability of the home not judged",
    severity=Severity.HIGH,
    notice_days=2,
    basis=Basis.STATUTORY,
    source="Care Leavers (England) Regulations 2010, reg 9 and Sch 2; the days are council policy",
    clears_when="Whether the home is suitable is recorded with the day it was judged, or they move on",
    limit="suitability_days",
    reads=("accommodation_spell",),
)
def suitability_not_judged(policy: Policy) -> Select[Any]:
    """A home is judged suitable or not within the days set after a move, and again within the months set.

    "Not assessed yet" is no judgement. A judgement without a day counts from the day they moved in.
    """
    home = AccommodationSpell
    judged_on = func.coalesce(home.suitability_on, home.started_on)
    waiting = col(home.suitability) == word(Suitability.NOT_ASSESSED)
    return (
        due(
            case(
                (waiting, days_after(home.started_on, policy.suitability_days)),
                else_=months_after(judged_on, policy.suitability_months),
            ),
            since_on=case((waiting, col(home.started_on)), else_=judged_on),
            basis=DUTY.c.in_law,
            about_id=home.id,
            never=waiting,
            ends_on=col(home.ended_on),
        )
        .join(home, of_person(home))
        .where(one_of(col(home.code), HOMES), col(home.ended_on).is_(None))
    )


__all__ = ["home_ending", "home_not_seen_before_review", "suitability_not_judged"]
