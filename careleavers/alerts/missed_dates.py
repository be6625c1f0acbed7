"""Every due date that passed, from facts alone: when it was due, when it was met, when that was written down.

No alert is read: an outage hides nothing, and a visit written down late is not a visit that was missed. The rules
speak of how things stand; these SELECTs speak of how they went, one row for each time a clock ran.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    and_,
    case,
    func,
    literal_column,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.alerts.clocks import NEVER, NOT_WRITTEN, First, again, first_of, row, starts
from careleavers.alerts.rules import RULES
from careleavers.alerts.rules.duties import DUTY, PRACTITIONERS, STAFF, Day, one_of
from careleavers.alerts.rules.facts import APPROVED, HOMES, TWO_WAY, VISITS, of_person, was_at
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AccommodationCode, CopyOutcome
from careleavers.models import (
    AccommodationSpell,
    ChangeOfCircumstance,
    Contact,
    PathwayPlan,
    PlanCopy,
    Review,
    Supervision,
)
from careleavers.models.sql import days_after, earliest, latest_of, months_after, word, working_days_after

_HOME, _PLAN, _CHANGE = AccommodationSpell, PathwayPlan, ChangeOfCircumstance


def _approved(*conditions: Any) -> First:
    """The first approval. Its day is set by the clock, so it is never written down later."""
    plan = first_of(_PLAN, col(_PLAN.approved_on), of_person(_PLAN), one_of(col(_PLAN.state), APPROVED), *conditions)
    return First(plan.on, NOT_WRITTEN)


def _contacts(kinds: Any) -> Any:
    """The duty's beginning, and every contact of these kinds since."""
    since = starts(day=col(Contact.happened_on), written_at=col(Contact.recorded_at)).select_from(DUTY)
    since = since.join(Contact, of_person(Contact))
    since = since.where(one_of(col(Contact.kind), kinds), col(Contact.happened_on) > DUTY.c.started)
    return union_all(starts().select_from(DUTY), since).subquery("contacts")


def _in_touch(policy: Policy) -> Select[Any]:
    events = _contacts(TWO_WAY)
    return again("R30", events, days_after(events.c.day, policy.lost_contact_days), events.c.ends_on)


def _agreed_on(subject_id: Any, day: Day) -> Any:
    """How often the plan in force on a day said they were visited."""
    plan = aliased(PathwayPlan)
    return (
        select(col(plan.visit_every_days))
        .where(col(plan.young_person_id) == subject_id, one_of(col(plan.state), APPROVED), col(plan.approved_on) <= day)
        .order_by(col(plan.number).desc())
        .limit(1)
        .correlate_except(plan)
        .scalar_subquery()
    )


def _visits(policy: Policy) -> Select[Any]:
    """As often as agreed on the day from which it is counted, unless on the last day in time R26 watched over them."""
    events = _contacts(VISITS)
    grace, longest = policy.visit_grace_days, policy.visit_every_days
    agreed = _agreed_on(events.c.subject_id, events.c.day)
    due_on = days_after(events.c.day, case((agreed < longest, agreed), else_=longest))
    home: Any = aliased(AccommodationSpell)
    in_time = days_after(due_on, grace)
    lived_in = and_(home.started_on <= in_time, or_(home.ended_on.is_(None), home.ended_on > in_time))
    provided = (
        select(literal_column("1"))
        .where(home.young_person_id == events.c.subject_id, lived_in, one_of(home.code, HOMES))
        .where(home.provided_by_council.is_(True))
        .correlate_except(home)
        .exists()
    )
    at_home = and_(provided, func.coalesce(agreed, longest) >= longest)
    return again("R27", events, due_on, events.c.ends_on, grace).add_columns(at_home.label("elsewhere"))


def _visits_at_home(policy: Policy) -> Select[Any]:
    moved_in = latest_of(_HOME.started_on, DUTY.c.started)
    ends_on = earliest(DUTY.c.ends, _HOME.ended_on)
    common = {"clock": col(_HOME.id), "ends_on": ends_on}
    provided = (one_of(col(_HOME.code), HOMES), col(_HOME.provided_by_council).is_(True))
    start = starts(**common, day=moved_in).select_from(DUTY).join(_HOME, of_person(_HOME)).where(*provided)
    since = starts(**common, day=col(Contact.happened_on), written_at=col(Contact.recorded_at)).select_from(DUTY)
    since = since.join(_HOME, of_person(_HOME)).join(Contact, and_(of_person(Contact), was_at(_HOME)))
    events = union_all(start, since.where(*provided, col(Contact.happened_on) > moved_in)).subquery("at_home")
    latest = days_after(events.c.day, policy.visit_every_days)
    return again(
        "R26", events, earliest(months_after(events.c.day, policy.home_visit_months), latest), events.c.ends_on
    )


def _reviews(policy: Policy) -> Select[Any]:
    approved = starts(day=col(_PLAN.approved_on)).select_from(DUTY)
    approved = approved.join(_PLAN, of_person(_PLAN)).where(one_of(col(_PLAN.state), APPROVED))
    held = starts(day=col(Review.held_on), written_at=col(Review.recorded_at)).select_from(DUTY)
    events = union_all(approved, held.join(Review, of_person(Review))).subquery("looked_at")
    return again(
        "R07", events, latest_of(months_after(events.c.day, policy.review_months), events.c.owed_from), events.c.ends_on
    )


def _after_moves(policy: Policy) -> Iterator[Select[Any]]:
    ends_on = earliest(DUTY.c.ends, _HOME.ended_on)

    def rows(rule_id: str, days: int, met: First, *conditions: Any) -> Select[Any]:
        made = row(rule_id, days_after(_HOME.started_on, days), met, ends_on).select_from(DUTY)
        return made.join(_HOME, of_person(_HOME)).where(col(_HOME.started_on) >= DUTY.c.started, *conditions)

    seen = first_of(Contact, col(Contact.happened_on), of_person(Contact), was_at(_HOME))
    yield rows("R24", policy.move_visit_days, seen, one_of(col(_HOME.code), HOMES))
    held = first_of(Review, col(Review.held_on), of_person(Review), col(Review.held_on) >= col(_HOME.started_on))
    yield rows("R09", policy.move_review_days, held, col(_HOME.provided_by_council).is_(True))
    went_in: Any = latest_of(_HOME.started_on, DUTY.c.started)
    since = (of_person(Contact), one_of(col(Contact.kind), VISITS), col(Contact.happened_on) >= col(_HOME.started_on))
    inside = row(
        "R36",
        working_days_after(went_in, policy.custody_visit_working_days),
        first_of(Contact, col(Contact.happened_on), *since),
        ends_on,
    )
    yield (
        inside.select_from(DUTY).join(_HOME, of_person(_HOME)).where(col(_HOME.code) == word(AccommodationCode.CUSTODY))
    )


def _after_changes(policy: Policy) -> Iterator[Select[Any]]:
    happened_on: Any = col(_CHANGE.happened_on)
    due_on = working_days_after(happened_on, policy.change_review_working_days)
    held = first_of(Review, col(Review.held_on), of_person(Review), col(Review.held_on) >= happened_on)
    for rule_id, met in (("R10", held), ("R11", _approved(col(_PLAN.approved_on) >= happened_on))):
        made = row(rule_id, due_on, met, DUTY.c.ends).select_from(DUTY).join(_CHANGE, of_person(_CHANGE))
        yield made.where(happened_on >= DUTY.c.started)


def _papers(policy: Policy) -> Iterator[Select[Any]]:
    yield row("R06", latest_of(DUTY.c.at_18, DUTY.c.started), _approved(), DUTY.c.ends).select_from(DUTY)
    plan, later = aliased(PathwayPlan), aliased(PathwayPlan)
    approved_on: Any = col(plan.approved_on)
    replaced = (
        select(func.min(later.approved_on))
        .where(of_person(later), one_of(col(later.state), APPROVED), col(later.number) > col(plan.number))
        .correlate_except(later)
        .scalar_subquery()
    )
    due_on = case(
        (col(plan.translated).is_(True), working_days_after(approved_on, policy.translated_copy_working_days)),
        else_=working_days_after(approved_on, policy.copy_working_days),
    )
    had = (col(PlanCopy.plan_id) == col(plan.id), col(PlanCopy.outcome) != word(CopyOutcome.OFFERED))
    given = first_of(PlanCopy, col(PlanCopy.given_on), *had)
    rows = row("R13", latest_of(due_on, DUTY.c.started), given, earliest(DUTY.c.ends, replaced)).select_from(DUTY)
    yield rows.join(plan, of_person(plan)).where(one_of(col(plan.state), APPROVED))


def _unallocated(policy: Policy) -> Iterator[Select[Any]]:
    """These rules have a row for each stretch without a worker, also for those that are over."""
    for rule_id in ("R20", "R21", "R22"):
        gap = RULES[rule_id].select(policy).subquery("gap")
        yield row(rule_id, gap.c.due_on, First(NEVER, NOT_WRITTEN), gap.c.ends_on, gap.c.subject_id)


def of_young_people(policy: Policy) -> list[Select[Any]]:
    """The SELECTs about young people; put `duties.young_people_owed` in front of them."""
    rows = [
        _in_touch(policy), _visits_at_home(policy), _reviews(policy), *_after_moves(policy), *_after_changes(policy),
        *_papers(policy), *_unallocated(policy),
    ]  # fmt: skip
    return [*[each.add_columns(_FALSE) for each in rows], _visits(policy)]


_FALSE: ColumnElement[Any] = literal_column("(1 = 0)").label("elsewhere")


def of_staff(policy: Policy) -> list[Select[Any]]:
    """The SELECTs about members of staff; put `duties.staff_supervised` in front of them."""
    row = {"subject_id": STAFF.c.id, "clock": STAFF.c.id, "ends_on": STAFF.c.ends}

    def events(**more: Any) -> Select[Any]:
        return select(*[column.label(name) for name, column in (row | more).items()]).select_from(STAFF)

    session = Supervision
    held = events(day=col(session.held_on), written_at=col(session.recorded_at))
    practises = one_of(STAFF.c.role, PRACTITIONERS)
    held = held.join(session, col(session.worker_id) == STAFF.c.id).where(
        practises, col(session.signed_on).is_not(None), col(session.held_on) > STAFF.c.started
    )
    began = events(day=STAFF.c.started, written_at=NOT_WRITTEN).where(practises)
    all_events = union_all(began, held).subquery("sessions")
    due_on = days_after(all_events.c.day, policy.supervision_every_days)
    rows = again("R70", all_events, due_on, all_events.c.ends_on, policy.supervision_grace_days)
    return [rows.add_columns(_FALSE)]


COUNTED = (
    "R06", "R07", "R09", "R10", "R11", "R13", "R20", "R21", "R22", "R24", "R26", "R27", "R30", "R36", "R70",
)  # fmt: skip

__all__ = ["COUNTED", "of_staff", "of_young_people"]
