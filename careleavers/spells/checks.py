"""What a spell may not say, each refused with a sentence that names the remedy."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session

from careleavers.db import policy, today
from careleavers.domain.dates import DAY, age_on, long_date
from careleavers.domain.panels import NEET
from careleavers.domain.refusals import Refused
from careleavers.domain.spells import Dated, Spell, accommodation_problems, overlapping
from careleavers.domain.terms import AccommodationCode, EetCode, Suitability
from careleavers.models import AccommodationDetails, EetDetails

NOT_A_HOME = (AccommodationCode.HOMELESS, AccommodationCode.CUSTODY)
NOT_IN_EET = (*NEET, EetCode.NOT_KNOWN)


def days(session: Session, born_on: date, started_on: date, ended_on: date | None) -> None:
    """Refuse a spell that begins or ends after today, begins before birth, or ends before it began."""
    _not_to_come(session, "started_on", started_on)
    if started_on < born_on:
        raise Refused("started_on", f"They were born on {long_date(born_on)}. Enter a later date")
    if ended_on is None:
        return
    _not_to_come(session, "ended_on", ended_on)
    if ended_on <= started_on:
        raise Refused("ended_on", f"It began on {long_date(started_on)}. Enter a later date")


def _not_to_come(session: Session, field: str, day: date) -> None:
    if day > today(session):
        raise Refused(field, f"This date must be today, {long_date(today(session))}, or earlier")


def apart(others: Iterable[Dated], started_on: date, ended_on: date | None) -> None:
    """Refuse days that belong to another spell already."""
    shared = overlapping(others, Spell(started_on, ended_on))
    if shared:
        other = shared[0]
        until = f"to {long_date(other.ended_on - DAY)}" if other.ended_on else "until now"
        raise Refused(
            "started_on",
            f"From {long_date(other.started_on)} {until} something else is recorded. Change these dates, or correct"
            " that entry first",
        )


def home(session: Session, born_on: date, details: AccommodationDetails) -> None:
    """Refuse what the 903 code lists forbid of a home, a verdict without its reason, and dates that cannot be.

    The age that counts is the age on the first day (rules 347 and 3001).
    """
    age = age_on(born_on, details.started_on, policy(session).leap_day_birthday)
    for problem in accommodation_problems(details.code, details.suitability, age):
        on_suitability = details.code in NOT_A_HOME and details.suitability is not Suitability.UNSUITABLE
        raise Refused("suitability" if on_suitability else "code", problem.rstrip("."))
    if details.suitability is Suitability.UNSUITABLE and not details.suitability_reason:
        raise Refused("suitability_reason", "Say why this home is not suitable")
    if details.provided_by_council and details.code in NOT_A_HOME:
        raise Refused("provided_by_council", f"“{details.code.label}” is not provided by the council. Choose “No”")
    if details.suitability_on is not None:
        _not_to_come(session, "suitability_on", details.suitability_on)
    for name in ("notice_on", "expected_end_on"):
        later: date | None = getattr(details, name)
        if later is not None and later < details.started_on:
            raise Refused(name, f"They moved in on {long_date(details.started_on)}. Enter a later date")


def eet(details: EetDetails) -> None:
    """Refuse hours for somebody who is not in work or study, and “other reasons” without the reason."""
    if details.code in NOT_IN_EET and details.weekly_hours:
        raise Refused("weekly_hours", f"“{details.code.label}” has no hours. Leave them empty")
    if details.code is EetCode.G5 and not details.reason:
        raise Refused("reason", "Say why they are not in work or study")
