"""What cannot be true of a young person, each refused with a sentence that says what to do."""

from datetime import date

from sqlmodel import Session

from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import DAY, LeapDay, add_months, birthday, long_date
from careleavers.domain.eligibility import HOME_MONTHS
from careleavers.domain.permissions import Permission
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Closure, LegalCategory
from careleavers.models import YoungPerson, YoungPersonDetails
from careleavers.models.base import identity
from careleavers.people import queries

EARLIEST_BIRTH = date(1940, 1, 2)
LAST_AGE = 25
FIRST_AGE_MONTHS = 15 * 12 + 6
LEAST_REASON_WORDS = 10

# Between which birthdays the law knows a category (Children Act 1989 s23A-24); from the first, before the second.
_AGES = {
    LegalCategory.ELIGIBLE: (16, 18),
    LegalCategory.RELEVANT: (16, 18),
    LegalCategory.RETURNED_HOME: (16, 25),
    LegalCategory.FORMER_RELEVANT: (18, 25),
    LegalCategory.FORMER_RELEVANT_EDUCATION: (21, 25),
    LegalCategory.FORMER_RELEVANT_ON_REQUEST: (21, 25),
    LegalCategory.NOT_CURRENTLY_SUPPORTED: (21, 25),
    LegalCategory.QUALIFYING: (16, 25),
    LegalCategory.NOT_ELIGIBLE: (0, 25),
}
DECIDABLE = tuple(_AGES)


def birth(session: Session, born_on: date) -> None:
    """Refuse a date of birth that is to come or was long ago."""
    if born_on > today(session):
        raise Refused("born_on", "The date of birth is in the future. Check the year")
    if born_on < EARLIEST_BIRTH:
        raise Refused("born_on", "The date of birth is too long ago. Check the year")


def in_age_range(session: Session, born_on: date) -> None:
    """Refuse to add somebody who is not yet 15½ or is already 25: the council's duties lie between."""
    day = today(session)
    if add_months(born_on, FIRST_AGE_MONTHS) > day:
        raise Refused("born_on", "Young people are added from 15 and a half. Check the date of birth")
    if birthday(born_on, LAST_AGE, policy(session).leap_day_birthday) <= day:
        raise Refused("born_on", "Leaving-care duties end at 25. Check the date of birth")


def change_of_birth(session: Session, actor: Actor, young_person: YoungPerson, details: YoungPersonDetails) -> None:
    """Refuse a new child id or date of birth from whoever may not decide the category, or one that facts contradict.

    A job has no role and is trusted.
    """
    trusted = actor.role is None or actor.may(Permission.DECIDE_CATEGORY)
    for name, words in (("born_on", "date of birth"), ("child_id", "child id")):
        if not trusted and getattr(details, name) != getattr(young_person, name):
            raise Refused(name, f"Only a manager can correct the {words}. Ask your team manager")
    if details.born_on == young_person.born_on:
        return
    birth(session, details.born_on)
    earliest = queries.earliest_fact(session, identity(young_person))
    if earliest is not None and earliest < details.born_on:
        raise Refused("born_on", f"Something is recorded on {long_date(earliest)}, before this date. Check the date")


def not_to_come(session: Session, field: str, day: date | None, born_on: date) -> None:
    """Refuse a day to come, or one before birth; None passes."""
    if day is None:
        return
    if day > today(session):
        raise Refused(field, f"This date must be today, {long_date(today(session))}, or earlier")
    if day < born_on:
        raise Refused(field, f"They were born on {long_date(born_on)}. Enter a later date")


def within_a_year(session: Session, field: str, day: date) -> None:
    """Refuse a day to look again that is not in the year to come."""
    last = add_months(today(session), 12)
    if not today(session) < day <= last:
        raise Refused(field, f"Choose a date after today and no later than {long_date(last)}")


def category(chosen: LegalCategory, born_on: date, from_on: date, leap_day: LeapDay) -> None:
    """Refuse a category that the law does not know at the age they had on that day."""
    if chosen not in _AGES:
        raise Refused("category", "This cannot be decided. Choose one of the others")
    first, end = (birthday(born_on, age, leap_day) for age in _AGES[chosen])
    if not first <= from_on < end:
        raise Refused(
            "category",
            f"“{chosen.label}” is possible from {long_date(first)} to {long_date(end - DAY)} for somebody born on"
            f" {long_date(born_on)}. Choose another, or change the date",
        )


def reason(field: str, words: str) -> None:
    """Refuse a reason that would tell a later reader nothing."""
    if is_placeholder(words) or len(words.split()) < LEAST_REASON_WORDS:
        raise Refused(
            field,
            f"Say what you weighed and why, in {LEAST_REASON_WORDS} words or more: somebody who was not there must"
            " be able to follow it",
        )


def closing(session: Session, born_on: date, closure: Closure, closed_on: date, home_since: date | None) -> None:
    """Refuse to end support while the law still owes it.

    Source: Children Act 1989 s23C (to 21 whether wanted or not), s23CZB (21 to 25 while wanted);
    Care Leavers (England) Regulations 2010 reg 3 (six months at home).
    """
    not_to_come(session, "closed_on", closed_on, born_on)
    leap_day = policy(session).leap_day_birthday
    for kind, age, sentence in (
        (Closure.AGED_OUT, LAST_AGE, "They turn 25 on {}. Support runs until that day"),
        (
            Closure.NOT_WANTED,
            21,
            "They turn 21 on {}. Until then you keep in touch even when it is not wanted",
        ),
    ):
        turned = birthday(born_on, age, leap_day)
        if closure is kind and closed_on < turned:
            raise Refused("closed_on", sentence.format(long_date(turned)))
    if closure is Closure.RETURNED_HOME:
        _six_months_at_home(session, born_on, closed_on, home_since)


def _six_months_at_home(session: Session, born_on: date, closed_on: date, home_since: date | None) -> None:
    if home_since is None:
        raise Refused("home_with_parent_since", "Enter the day since when they have lived with a parent")
    not_to_come(session, "home_with_parent_since", home_since, born_on)
    due = add_months(home_since, HOME_MONTHS)
    if closed_on < due:
        raise Refused("closed_on", f"Six months at home are over on {long_date(due)}. Close the record then")


def period(session: Session, born_on: date, started_on: date, ended_on: date | None) -> None:
    """Refuse a looked-after period that is to come, begins before birth or ends before it begins."""
    not_to_come(session, "started_on", started_on, born_on)
    not_to_come(session, "ended_on", ended_on, born_on)
    if ended_on is not None and ended_on < started_on:
        raise Refused("ended_on", "The last day in care is before the first. Check both dates")
