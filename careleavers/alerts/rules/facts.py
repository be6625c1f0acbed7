"""What happened last, as subqueries on the young person of the outer row: the words that several rules share.

Each seeks through an index made for it, so its conditions are literal SQL, the same text as the index.
"""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal_column, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.duties import OWED_ID, Day, one_of
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AccommodationCode, AllocationRole, ContactKind, PlanState
from careleavers.models import AccommodationSpell, Allocation, Contact, PathwayPlan, Review, RiskFlag, RiskReview
from careleavers.models.sql import word

VISITS = (ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE)
TWO_WAY = (*VISITS, ContactKind.VIDEO, ContactKind.TWO_WAY)
APPROVED = (PlanState.APPROVED, PlanState.SUPERSEDED)
_NO_HOME = (
    AccommodationCode.CUSTODY, AccommodationCode.GONE_ABROAD, AccommodationCode.DEPORTED, AccommodationCode.HOMELESS,
    AccommodationCode.NOT_KNOWN,
)  # fmt: skip
# Everywhere there is a door to knock on.
HOMES = tuple(code for code in AccommodationCode if code not in _NO_HOME)


def of_person(model: Any) -> ColumnElement[bool]:
    """The row is about the young person of the outer row, and was not recorded in error."""
    about: ColumnElement[bool] = model.young_person_id == OWED_ID
    struck = getattr(model, "struck_at", None)
    return about if struck is None else and_(about, col(struck).is_(None))


def _last(model: Any, day: Any, *conditions: Any) -> Day:
    found: Select[Any] = select(func.max(day)).where(of_person(model), *conditions).correlate_except(model)
    return found.scalar_subquery()


def there_is(model: Any, *conditions: Any) -> ColumnElement[bool]:
    """Whether the young person has such a row."""
    return exists(select(literal_column("1")).where(of_person(model), *conditions).correlate_except(model))


def last_seen() -> Day:
    """The last day on which they were seen in person."""
    return _last(Contact, Contact.happened_on, one_of(col(Contact.kind), VISITS))


def last_two_way() -> Day:
    """The last day on which they and the service were in contact both ways; an attempt never counts."""
    return _last(Contact, Contact.happened_on, one_of(col(Contact.kind), TWO_WAY))


def last_offer() -> Day:
    """The last day on which they were reached, or somebody tried: a letter nobody answers is an offer made."""
    return _last(Contact, Contact.happened_on, one_of(col(Contact.kind), (*TWO_WAY, ContactKind.ATTEMPT)))


def attempt_in_a_row(number: int, since: Day) -> Day:
    """The day of the attempt of that number after a day; NULL where there were fewer."""
    tried = aliased(Contact)
    return (
        select(col(tried.happened_on))
        .where(of_person(tried), col(tried.kind) == word(ContactKind.ATTEMPT), col(tried.happened_on) > since)
        .order_by(col(tried.happened_on), col(tried.id))
        .limit(1)
        .offset(number - 1)
        .correlate_except(tried)
        .scalar_subquery()
    )


def last_introduction() -> Day:
    """The last day on which they were seen in person by an after-care worker who is or was their own."""
    held = aliased(Allocation)
    own = exists(
        select(literal_column("1"))
        .where(
            of_person(held),
            col(held.role) == word(AllocationRole.AFTER_CARE_WORKER),
            col(held.worker_id) == col(Contact.worker_id),
        )
        .correlate_except(held)
    )
    return _last(Contact, Contact.happened_on, one_of(col(Contact.kind), VISITS), own)


def was_at(home: Any) -> ColumnElement[bool]:
    """The contact is a visit at which they were seen at one of their homes."""
    there = or_(
        col(Contact.accommodation_id) == col(home.id),
        and_(
            # On the day of a move the link says which door it was; on later days there is only one.
            or_(col(Contact.accommodation_id).is_(None), col(Contact.happened_on) > col(home.started_on)),
            or_(col(home.ended_on).is_(None), col(Contact.happened_on) < col(home.ended_on)),
        ),
    )
    return and_(
        one_of(col(Contact.kind), VISITS),
        col(Contact.kind) == word(ContactKind.HOME_VISIT),
        col(Contact.happened_on) >= col(home.started_on),
        there,
    )


def last_visit_at(home: Any) -> Day:
    """The last day on which they were seen in person at one of their homes."""
    return _last(Contact, Contact.happened_on, was_at(home))


def last_look() -> Day:
    """The last day on which a risk was looked at again, for RiskFlag; NULL for one that never was."""
    return (
        select(func.max(RiskReview.reviewed_on))
        .where(col(RiskReview.risk_flag_id) == col(RiskFlag.id))
        .correlate_except(RiskReview)
        .scalar_subquery()
    )


def last_approval() -> Day:
    """The last day on which a version of their plan was approved."""
    return _last(PathwayPlan, PathwayPlan.approved_on, one_of(col(PathwayPlan.state), APPROVED))


def last_review() -> Day:
    """The last day on which a review was held."""
    return _last(Review, Review.held_on)


def agreed_every() -> ColumnElement[Any]:
    """How often, in days, the plan in force says they are visited; NULL where it says nothing."""
    plan = aliased(PathwayPlan)
    return (
        select(col(plan.visit_every_days))
        .where(of_person(plan), col(plan.state) == word(PlanState.APPROVED))
        .order_by(col(plan.number).desc())
        .limit(1)
        .correlate_except(plan)
        .scalar_subquery()
    )


def visited_at_home(policy: Policy) -> ColumnElement[bool]:
    """The council provides their home, so R26 sets how often they are visited, unless their plan agrees more often."""
    home = aliased(AccommodationSpell)
    provided = there_is(
        home, col(home.ended_on).is_(None), col(home.provided_by_council).is_(True), one_of(col(home.code), HOMES)
    )
    return and_(provided, func.coalesce(agreed_every(), policy.visit_every_days) >= policy.visit_every_days)


__all__ = [
    "APPROVED", "HOMES", "TWO_WAY", "VISITS", "agreed_every", "attempt_in_a_row", "last_approval", "last_introduction",
    "last_look", "last_offer", "last_review", "last_seen", "last_two_way", "last_visit_at", "of_person", "there_is",
    "visited_at_home", "was_at",
]  # fmt: skip
