"""Visits: after a move, to homes the council provides, to everybody else, and those that were planned (R24 to R27b)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, Day, due, one_of
from careleavers.alerts.rules.facts import (
    HOMES,
    VISITS,
    agreed_every,
    last_seen,
    last_visit_at,
    of_person,
    there_is,
    visited_at_home,
)
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, ContactKind, RiskLevel, Severity
from careleavers.models import AccommodationSpell, Contact, Review, RiskFlag
from careleavers.models.sql import days_after, earliest, latest_of, months_after, word, working_days_after

_REG_8 = "Care Leavers (England) Regulations 2010, reg 8(2)"
_TRIED = (*VISITS, ContactKind.ATTEMPT)


def _basis_of(home: Any) -> ColumnElement[Any]:
    """Law where the council provides the home, else the council's policy."""
    return case((col(home.provided_by_council).is_(True), DUTY.c.in_law), else_=word(Basis.POLICY))


@rule(
    "R24",
    "Visit after a move",
    severity=Severity.HIGH,
    notice_days=2,
    basis=Basis.STATUTORY,
    source=f"{_REG_8} where the council provides the home; otherwise council policy",
    clears_when="A visit at that home is recorded, or they move on",
    limit="move_visit_days",
    reads=("accommodation_spell", "contact"),
)
def new_home_not_visited(policy: Policy) -> Select[Any]:
    """Everybody who moves is visited at the new home within the days set.

    Seeing them somewhere else does not count. Where there is no home to visit (custody, abroad, homeless, not
    known) other rules apply.
    """
    home = AccommodationSpell
    return (
        due(
            days_after(home.started_on, policy.move_visit_days),
            since_on=col(home.started_on),
            basis=_basis_of(home),
            about_id=home.id,
            never=last_visit_at(home).is_(None),
            ends_on=col(home.ended_on),
        )
        .join(home, of_person(home))
        .where(one_of(col(home.code), HOMES), col(home.started_on) >= DUTY.c.started, last_visit_at(home).is_(None))
    )


@rule(
    "R26",
    "Visit at home",
    severity=Severity.HIGH,
    notice_days=14,
    basis=Basis.STATUTORY,
    source=f"{_REG_8}: at no more than two-month intervals; the limit in days is council policy",
    clears_when="A visit at that home is recorded, or they move on",
    limit="home_visit_months",
    reads=("accommodation_spell", "contact"),
)
def home_not_visited(policy: Policy) -> Select[Any]:
    """Somebody in a home the council provides is visited there within two months, or sooner by the council's limit.

    Never visited there: counted from the day they moved in.
    """
    home = AccommodationSpell
    moved_in = latest_of(home.started_on, DUTY.c.started)
    since = latest_of(last_visit_at(home), moved_in)
    every = policy.visit_every_days
    return (
        due(
            earliest(months_after(since, policy.home_visit_months), days_after(since, every)),
            since_on=since,
            basis=_basis_of(home),
            about_id=home.id,
            never=func.coalesce(last_visit_at(home) < moved_in, True),
            every_days=every,
            ends_on=col(home.ended_on),
        )
        .join(home, of_person(home))
        .where(one_of(col(home.code), HOMES), col(home.provided_by_council).is_(True))
    )


@rule(
    "R27",
    "Visit due",
    severity=Severity.MEDIUM,
    notice_days=7,
    grace_days=lambda policy: policy.visit_grace_days,
    later=((lambda policy: policy.visit_high_days, Severity.HIGH),),
    basis=Basis.POLICY,
    source="Council policy; how often is chosen by need and written in the plan (Sch 1 item 1)",
    clears_when="A visit at which they were seen in person is recorded",
    limit="visit_every_days",
    reads=("accommodation_spell", "contact", "pathway_plan"),
)
def visit_due(policy: Policy) -> Select[Any]:
    """Everybody is seen in person as often as their plan agrees, and never less often than the council's limit.

    Calls, messages and visits at which nobody was in do not count. Never seen: counted from the day support
    began. People in a home the council provides are visited at home instead, unless their plan agrees visits
    more often.
    """
    agreed, longest = agreed_every(), policy.visit_every_days
    every = case((agreed < longest, agreed), else_=longest)
    since = latest_of(last_seen(), DUTY.c.started)
    return due(
        days_after(since, every),
        since_on=since,
        basis=word(Basis.POLICY),
        never=func.coalesce(last_seen() < DUTY.c.started, True),
        every_days=every,
    ).where(~visited_at_home(policy))


_AGREED_ON = {Contact: "happened_on", Review: "held_on"}  # the day on which a next visit was agreed


def _latest_plan_of(model: Any) -> Any:
    """The latest contact or review that set a day for the next visit."""
    found = aliased(model)
    return (
        select(col(found.id))
        .where(of_person(found), col(found.next_visit_on).is_not(None))
        .order_by(col(getattr(found, _AGREED_ON[model])).desc(), col(found.id).desc())
        .limit(1)
        .correlate_except(found)
        .scalar_subquery()
    )


def _seen_after(day: Day, until: Day | None = None) -> ColumnElement[bool]:
    """Whether they were seen after one day, and by another if one is given."""
    visit: Any = aliased(Contact)
    by = [] if until is None else [visit.happened_on <= until]
    return there_is(visit, one_of(visit.kind, VISITS), visit.happened_on > day, *by)


def _answered(planned: Day, until: Day | None = None, besides: Any = None) -> ColumnElement[bool]:
    """Whether a visit or an attempt is recorded for a planned day or later, `besides` one contact if it is given."""
    tried: Any = aliased(Contact)
    by = [] if until is None else [tried.happened_on <= until]
    other = [] if besides is None else [tried.id != besides.id]
    return there_is(tried, one_of(tried.kind, _TRIED), tried.happened_on >= planned, *by, *other)


def _missed(model: Any, set_on: Day) -> ColumnElement[bool]:
    """A visit planned at an earlier contact or review had passed in the same way when the next was planned."""
    earlier = aliased(model)
    agreed_on, planned = getattr(earlier, _AGREED_ON[model]), earlier.next_visit_on
    moved = []
    for source, day in _AGREED_ON.items():
        later: Any = aliased(source)
        again_on = getattr(later, day)
        moved.append(there_is(later, later.next_visit_on.is_not(None), again_on > agreed_on, again_on <= planned))
    return there_is(
        earlier,
        planned.is_not(None),
        planned < set_on,
        ~_seen_after(agreed_on, until=set_on),
        ~_answered(planned, until=set_on),
        ~or_(*moved),
    )


@rule(
    "R27b",
    "Planned visit passed",
    severity=Severity.MEDIUM,
    raised_severity=Severity.HIGH,
    basis=Basis.POLICY,
    source="Council policy; inspection findings on gaps in contact",
    clears_when="A visit or an attempt is recorded for that day or later, or another day is agreed",
    limit="planned_visit_working_days",
    reads=("calendar_day", "contact", "review", "risk_flag"),
)
def planned_visit_passed(policy: Policy) -> Select[Any]:
    """A visit planned at a contact or a review is recorded, or an attempt is, by the next working day.

    High for somebody with an open high risk, and when the planned visit before it passed in the same way.
    """
    contact: Any = aliased(Contact)
    review: Any = aliased(Review)
    set_on = latest_of(contact.happened_on, review.held_on)
    # Both may have set a day on the same day: then each is waited for.
    by_contact = and_(contact.happened_on == set_on, ~_answered(contact.next_visit_on, besides=contact))
    by_review = and_(review.held_on == set_on, ~_answered(review.next_visit_on))
    planned = earliest(case((by_contact, contact.next_visit_on)), case((by_review, review.next_visit_on)))
    high = (col(RiskFlag.closed_on).is_(None), one_of(col(RiskFlag.level), (RiskLevel.HIGH, RiskLevel.CRITICAL)))
    return (
        due(
            working_days_after(planned, policy.planned_visit_working_days),
            since_on=planned,
            basis=word(Basis.POLICY),
            worse=or_(there_is(RiskFlag, *high), *[_missed(model, set_on) for model in _AGREED_ON]),
        )
        .outerjoin(contact, col(contact.id) == _latest_plan_of(Contact))
        .outerjoin(review, col(review.id) == _latest_plan_of(Review))
        .where(planned.is_not(None), ~_seen_after(set_on))
    )


__all__ = ["home_not_visited", "new_home_not_visited", "planned_visit_passed", "visit_due"]
