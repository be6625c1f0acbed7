"""Somebody in custody is seen early and leaves to a plan (R36, R36b)."""

from typing import Any

from sqlalchemy import Select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, due, one_of
from careleavers.alerts.rules.facts import VISITS, of_person, there_is
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AccommodationCode, Basis, Severity
from careleavers.models import AccommodationSpell, Contact, Review
from careleavers.models.sql import days_after, latest_of, word, working_days_after

_SOURCE = "Council policy; inspection findings on contact in custody"
_IN_CUSTODY = col(AccommodationSpell.code) == word(AccommodationCode.CUSTODY)


@rule(
    "R36",
    "First visit in custody",
    severity=Severity.HIGH,
    notice_days=7,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when="A visit in person since the day they went in is recorded, or they come out",
    limit="custody_visit_working_days",
    reads=("accommodation_spell", "calendar_day", "contact"),
)
def custody_not_visited(policy: Policy) -> Select[Any]:
    """Somebody who goes into custody is seen there within the working days set.

    After that first visit they are seen as often as everybody else: "Visit due" watches over that.
    """
    spell = AccommodationSpell
    visit: Any = aliased(Contact)
    went_in: Any = latest_of(spell.started_on, DUTY.c.started)
    return (
        due(
            working_days_after(went_in, policy.custody_visit_working_days),
            since_on=went_in,
            basis=word(Basis.POLICY),
            about_id=spell.id,
            ends_on=col(spell.ended_on),
        )
        .join(spell, of_person(spell))
        .where(_IN_CUSTODY, ~there_is(visit, one_of(visit.kind, VISITS), visit.happened_on >= spell.started_on))
    )


@rule(
    "R36b",
    "Release not planned",
    severity=Severity.HIGH,
    notice_days=7,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when="A review is held in the months before the day of release, or another day is recorded",
    limit="release_plan_days",
    reads=("accommodation_spell", "calendar_day", "review"),
)
def release_not_planned(policy: Policy) -> Select[Any]:
    """Before somebody comes out of custody a review settles where they live, who meets them and what they live on.

    It is held by the days set before the day of release. A short time inside leaves no less than the working days
    set for the first visit. A review held more than twice as long before counts for nothing.
    """
    spell = AccommodationSpell
    released_on = col(spell.expected_end_on)
    soonest = working_days_after(col(spell.started_on), policy.custody_visit_working_days)  # type: ignore[arg-type]
    planned = col(Review.held_on) >= latest_of(spell.started_on, days_after(released_on, -2 * policy.release_plan_days))
    return (
        due(
            latest_of(days_after(released_on, -policy.release_plan_days), soonest),
            since_on=released_on,
            basis=word(Basis.POLICY),
            about_id=spell.id,
            ends_on=col(spell.ended_on),
        )
        .join(spell, of_person(spell))
        .where(_IN_CUSTODY, released_on.is_not(None), ~there_is(Review, planned))
    )


__all__ = ["custody_not_visited", "release_not_planned"]
