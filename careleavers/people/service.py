"""Writing what concerns a young person's own row: adding, correcting, deciding the category, safe contact, closing."""

from dataclasses import asdict

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.db import policy, saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import birthday, long_date
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Closure
from careleavers.models import (
    CategoryDecision,
    LookedAfterPeriod,
    SafeContact,
    SafeContactDetails,
    YoungPerson,
    YoungPersonDetails,
)
from careleavers.models.base import identity
from careleavers.people import checks, queries
from careleavers.people.details import CategoryChoice, Circumstances, Closing, Period
from careleavers.people.suggestions import refresh_suggestion, refresh_suggestions

TAKEN = "This child id already stands on a record. Check it; if it is right, ask a service manager whose record that is"
STALE = "Somebody else saved this record meanwhile"


def add_young_person(
    session: Session,
    actor: Actor,
    details: YoungPersonDetails,
    *,
    team_id: int | None = None,
    import_id: int | None = None,
) -> YoungPerson:
    """A new record, flushed. Without periods in care its category cannot be worked out, so a manager is asked.

    A team manager adds to their own team whatever `team_id` says. Raises Refused for a child id that is taken
    or a date of birth that cannot be.
    """
    checks.birth(session, details.born_on)
    checks.in_age_range(session, details.born_on)
    if queries.person_with_child_id(session, details.child_id) is not None:
        raise Refused("child_id", TAKEN)
    person = YoungPerson.made(
        details, team_id=actor.team_id or team_id, added_on=today(session), added_by_import_id=import_id
    )
    with saving(session, "child_id", TAKEN):
        session.add(person)
    _settle(session, person)
    return person


def edit_identity(
    session: Session, actor: Actor, young_person: YoungPerson, details: YoungPersonDetails, version: int
) -> YoungPerson:
    """Correct or complete who they are. `version` is the one the page showed.

    The child id and the date of birth are changed only by those who may decide the category, which rests on them;
    jobs are trusted. Raises Refused, or Stale when somebody else saved meanwhile.
    """
    if young_person.version != version:
        raise Stale(STALE)
    checks.change_of_birth(session, actor, young_person, details)
    holder = queries.person_with_child_id(session, details.child_id)
    if holder is not None and holder != young_person.id:
        raise Refused("child_id", TAKEN)
    with saving(session, "child_id", TAKEN):
        young_person.amend(details)
    _settle(session, young_person)
    return young_person


def decide_category(
    session: Session, actor: Actor, young_person: YoungPerson, details: CategoryChoice
) -> CategoryDecision:
    """Record what a manager decides of the legal category, beside what was suggested that day; nothing is overwritten.

    Raises Refused for a category that the law does not know at that age, a day to come, or a reason of a few words.
    """
    checks.category(details.category, young_person.born_on, details.from_on, policy(session).leap_day_birthday)
    checks.not_to_come(session, "from_on", details.from_on, young_person.born_on)
    checks.reason("reason", details.reason)
    refresh_suggestion(session, young_person, today(session))
    decision = CategoryDecision.made(
        young_person_id=young_person.id,
        category=details.category,
        from_on=details.from_on,
        reason=details.reason,
        suggested_category=young_person.suggested_category,
        days_inclusive=young_person.days_inclusive,
        days_exclusive=young_person.days_exclusive,
        decided_by_id=actor.worker,
        decided_on=today(session),
    )
    session.add(decision)
    session.flush()
    _settle(session, young_person)
    return decision


def record_circumstances(
    session: Session, young_person: YoungPerson, details: Circumstances, version: int
) -> YoungPerson:
    """Record what the suggested category rests on besides periods in care (going home, asking for support after 21).

    Raises Refused for a day that cannot be, Stale when somebody else saved meanwhile.
    """
    if young_person.version != version:
        raise Stale(STALE)
    for name in ("home_with_parent_since", "asked_for_support_on"):
        checks.not_to_come(session, name, getattr(details, name), young_person.born_on)
    turned_21 = birthday(young_person.born_on, 21, policy(session).leap_day_birthday)
    if details.asked_for_support_on is not None and details.asked_for_support_on < turned_21:
        raise Refused(
            "asked_for_support_on",
            f"They turn 21 on {long_date(turned_21)}. Asking counts from that day; before it support is owed anyway",
        )
    with saving(session, "", STALE):
        young_person.home_with_parent_since = details.home_with_parent_since
        young_person.asked_for_support_on = details.asked_for_support_on
        young_person.asked_about_education = details.asked_about_education
        young_person.programme_ends_on = details.programme_ends_on
    _settle(session, young_person)
    return young_person


def add_looked_after_period(session: Session, young_person: YoungPerson, details: Period) -> LookedAfterPeriod:
    """One more period in care, from which the category is suggested afresh.

    Raises Refused for days that cannot be, or a period that is there already from the same day.
    """
    if any(each.started_on == details.started_on for each in queries.periods_of(session, identity(young_person))):
        raise Refused("started_on", "A period from this day is recorded already. Check the date")
    checks.period(session, young_person.born_on, details.started_on, details.ended_on)
    period = LookedAfterPeriod.made(young_person_id=young_person.id, **asdict(details))
    with saving(session, "started_on", "A period from this day was recorded at the same moment. Open the page again"):
        session.add(period)
    _settle(session, young_person)
    return period


def record_safe_contact(
    session: Session, actor: Actor, young_person: YoungPerson, details: SafeContactDetails
) -> SafeContact:
    """A new agreement on safe contact; the one before stays readable. Raises Refused for a bad review date."""
    checks.within_a_year(session, "review_on", details.review_on)
    agreed = SafeContact.made(
        details, young_person_id=young_person.id, agreed_on=today(session), recorded_by_id=actor.worker
    )
    session.add(agreed)
    session.flush()
    refresh(session, young_person_id=identity(young_person))
    return agreed


def close_record(session: Session, young_person: YoungPerson, details: Closing) -> YoungPerson:
    """End support from a day on; every clock of this young person stops. Raises Refused while a duty still runs."""
    if young_person.closed_on is not None:
        raise Refused("", f"This record was closed on {long_date(young_person.closed_on)}")
    checks.closing(session, young_person.born_on, details.closure, details.closed_on, details.home_with_parent_since)
    with saving(session, "", STALE):
        young_person.closure = details.closure
        young_person.closed_on = details.closed_on
        if details.closure is Closure.DIED:
            young_person.died_on = details.closed_on
        if details.closure is Closure.RETURNED_HOME:
            young_person.home_with_parent_since = details.home_with_parent_since
    _settle(session, young_person)
    return young_person


def reopen_record(session: Session, young_person: YoungPerson) -> YoungPerson:
    """Take support up again, or take back a closure made in error; the clocks run on from the facts.

    Raises Refused for a record that is open, and for a death, which is taken back with a reason elsewhere.
    """
    if young_person.closed_on is None:
        raise Refused("", "This record is open already")
    if young_person.died_on is not None:
        raise Refused("", "Their death is recorded. If that is an error, take it back on its own page, with the reason")
    return open_again(session, young_person)


def open_again(session: Session, young_person: YoungPerson) -> YoungPerson:
    """Take away that support ended, and a death with it. Checks nothing."""
    with saving(session, "", STALE):
        young_person.closure = young_person.closed_on = young_person.died_on = None
    _settle(session, young_person)
    return young_person


def _settle(session: Session, young_person: YoungPerson) -> None:
    """Bring suggestion and alerts into step with what was just written."""
    refresh_suggestion(session, young_person, today(session))
    session.flush()
    refresh(session, young_person_id=identity(young_person))


__all__ = [
    "add_looked_after_period", "add_young_person", "close_record", "decide_category", "edit_identity",
    "open_again",
    "record_circumstances", "record_safe_contact", "refresh_suggestion", "refresh_suggestions", "reopen_record",
]  # fmt: skip
