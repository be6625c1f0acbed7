"""Keeping the suggested legal category of a young person in step with what is recorded.

The suggestion is worked out by `domain.eligibility`; here it is stored on the row, beside and never
over the manager's decision. `duty_from`, from which the clocks of the rules run, follows both.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts.rules.duties import CARRYING
from careleavers.db import policy
from careleavers.domain import eligibility
from careleavers.domain.dates import birthday
from careleavers.models import CategoryDecision, LookedAfterPeriod, Oc3Answer, YoungPerson
from careleavers.models.base import identity
from careleavers.people import queries

# Past this count the number of days only grows and decides nothing more, so it is not written every night.
SETTLED_DAYS = 120
STARTED_CARE = "S"  # 903 RNE; every other reason is a change within care


def refresh_suggestion(session: Session, young_person: YoungPerson, as_of: date) -> bool:
    """Work out the category suggested on a day and store it if it says anything new; whether it did.

    Flushes nothing and refreshes no alerts: the caller does both.
    """
    known = identity(young_person)
    return _store(
        session,
        young_person,
        queries.periods_of(session, known),
        queries.decision_in_force(session, known, as_of),
        queries.returned_as_care_leaver(session, known),
        as_of,
    )


def refresh_suggestions(session: Session, as_of: date) -> int:
    """The same for every open record, for the nightly job; how many changed. Birthdays alone change a category."""
    people = session.execute(select(YoungPerson).where(col(YoungPerson.closed_on).is_(None))).scalars().all()
    periods: dict[int, list[LookedAfterPeriod]] = defaultdict(list)
    for period in session.execute(select(LookedAfterPeriod)).scalars():
        periods[period.young_person_id].append(period)
    decided: dict[int, CategoryDecision] = {}
    begun = select(CategoryDecision).where(col(CategoryDecision.from_on) <= as_of)
    in_order = begun.order_by(col(CategoryDecision.from_on), col(CategoryDecision.id))
    for decision in session.execute(in_order).scalars():
        decided[decision.young_person_id] = decision
    returned = set(session.execute(select(col(Oc3Answer.young_person_id)).distinct()).scalars())
    changed = 0
    for person in people:
        known = identity(person)
        changed += _store(session, person, periods[known], decided.get(known), known in returned, as_of)
    session.flush()
    return changed


def suggestion_on(
    session: Session, person: YoungPerson, periods: Sequence[LookedAfterPeriod], returned: bool, as_of: date
) -> eligibility.Suggestion:
    """The category suggested on a day by these periods; `returned` says whether a 903 return ever named them."""
    facts = eligibility.Facts(
        home_with_parent_since=person.home_with_parent_since,
        asked_for_support_on=person.asked_for_support_on,
        asked_about_education=person.asked_about_education,
        programme_ends_on=person.programme_ends_on,
        known_care_leaver=returned,
        earlier_periods_missing=_goes_on_from_earlier(periods),
    )
    known = [
        eligibility.LookedAfterPeriod(each.started_on, each.ended_on, each.legal_status, each.reason_ended)
        for each in periods
    ]
    return eligibility.suggest(person.born_on, known, as_of, facts, policy(session).leap_day_birthday)


def _goes_on_from_earlier(periods: Sequence[LookedAfterPeriod]) -> bool:
    """Whether the first period says itself that care went on from an earlier one: a return holds one year only."""
    first = min(periods, key=lambda each: each.started_on, default=None)
    return first is not None and first.reason_started not in ("", STARTED_CARE)


def _store(
    session: Session,
    person: YoungPerson,
    periods: Sequence[LookedAfterPeriod],
    decision: CategoryDecision | None,
    returned: bool,
    as_of: date,
) -> bool:
    found = suggestion_on(session, person, periods, returned, as_of)
    wanted = {
        "suggested_category": found.category,
        "needs_decision": _must_be_decided(found, decision),
        "duty_from": _duty_from(session, person, found, decision),
    }
    days = {"days_inclusive": found.days_counted_inclusive, "days_exclusive": found.days_counted_exclusive}
    counts = person.days_inclusive is None or (person.days_inclusive <= SETTLED_DAYS and _differs(person, days))
    if not counts and not _differs(person, wanted):
        return False
    for name, value in (wanted | days | {"suggestion_why": found.why, "suggested_on": as_of}).items():
        if getattr(person, name) != value:
            setattr(person, name, value)
    return True


def _differs(person: YoungPerson, values: Mapping[str, object]) -> bool:
    return any(getattr(person, name) != value for name, value in values.items())


def _must_be_decided(found: eligibility.Suggestion, decision: CategoryDecision | None) -> bool:
    """Whether a manager still has to decide: the days are uncertain, or what was decided no longer fits (R19).

    A decision taken beside this very suggestion stands, whether or not it followed it.
    """
    if decision is None:
        return found.needs_decision
    return decision.category is not found.category and decision.suggested_category is not found.category


def _duty_from(
    session: Session, person: YoungPerson, found: eligibility.Suggestion, decision: CategoryDecision | None
) -> date | None:
    """The earliest day from which a worker is owed, by suggestion or decision; no clock waits for the other."""
    days = [found.duty_from] if found.duty_from else []
    if decision is not None and decision.category in CARRYING:
        sixteen = birthday(person.born_on, 16, policy(session).leap_day_birthday)
        days.append(max(decision.from_on, sixteen))
    return min(days, default=None)
