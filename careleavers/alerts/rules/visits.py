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


def _latest_plan_of(model: Any, day: Any) -> Any:
    """The latest contact or review that set a day for the next visit."""
    found = aliased(model)
    return (
        select(col(found.id))
        .where(of_person(found), col(found.next_visit_on).is_not(None))
        .order_by(col(getattr(found, day)).desc(), col(found.id).desc())
        .limit(1)
        .correlate_except(found)
        .scalar_subquery()
    )


def _contacts(number: int) -> list[Any]:
    """Contacts under different names, to speak of several in one sentence."""
    return [aliased(Contact) for _ in range(number)]


def _missed_before(set_on: Day) -> ColumnElement[bool]:
    """An earlier planned visit had passed too, with nobody seen and nothing tried, when this one was planned."""
    earlier, seen, tried = _contacts(3)
    return there_is(
        earlier,
        col(earlier.next_visit_on).is_not(None),
        col(earlier.happened_on) < set_on,
        col(earlier.next_visit_on) < set_on,
        ~there_is(seen, one_of(seen.kind, VISITS), seen.happened_on > earlier.happened_on, seen.happened_on <= set_on),
        ~there_is(
            tried, one_of(tried.kind, _TRIED), tried.happened_on >= earlier.next_visit_on, tried.happened_on <= set_on
        ),
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
    contact, seen, tried = _contacts(3)
    review: Any = aliased(Review)
    set_on = latest_of(contact.happened_on, review.held_on)
    planned = earliest(
        case((contact.happened_on == set_on, contact.next_visit_on)),
        case((review.held_on == set_on, review.next_visit_on)),
    )
    high = (col(RiskFlag.closed_on).is_(None), one_of(col(RiskFlag.level), (RiskLevel.HIGH, RiskLevel.CRITICAL)))
    return (
        due(
            working_days_after(planned, policy.planned_visit_working_days),
            since_on=planned,
            basis=word(Basis.POLICY),
            worse=or_(there_is(RiskFlag, *high), _missed_before(set_on)),
        )
        .outerjoin(contact, col(contact.id) == _latest_plan_of(Contact, "happened_on"))
        .outerjoin(review, col(review.id) == _latest_plan_of(Review, "held_on"))
        .where(
            planned.is_not(None),
            ~there_is(seen, one_of(seen.kind, VISITS), seen.happened_on > set_on),
            ~there_is(
                tried,
                one_of(tried.kind, _TRIED),
                and_(tried.happened_on >= planned, or_(contact.id.is_(None), tried.id != contact.id)),
            ),
        )
    )


__all__ = ["home_not_visited", "new_home_not_visited", "planned_visit_passed", "visit_due"]
