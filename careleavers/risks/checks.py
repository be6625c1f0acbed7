"""What cannot be done with a risk, each refused with a sentence that says what to do."""

from datetime import date, timedelta

from sqlmodel import Session

from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import long_date
from careleavers.domain.permissions import Permission
from careleavers.domain.plans import is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import RiskLevel
from careleavers.models import RiskFlag, YoungPerson

# The longest that a risk goes without being looked at, in days (council policy; inspectors found stale risks).
LONGEST_DAYS = {RiskLevel.CRITICAL: 28, RiskLevel.HIGH: 28, RiskLevel.MEDIUM: 56, RiskLevel.LOW: 182}
ONE_LINE = "Write more than one line: what you weighed, what has changed, and why that makes it right"
HIGH = (RiskLevel.HIGH, RiskLevel.CRITICAL)
_ORDER = list(RiskLevel)


def is_lower(level: RiskLevel, than: RiskLevel) -> bool:
    """Whether one level is less serious than another."""
    return _ORDER.index(level) < _ORDER.index(than)


def latest_look(level: RiskLevel, day: date) -> date:
    """The last day on which a risk of this level may be looked at again, counted from a day."""
    return day + timedelta(days=LONGEST_DAYS[level])


def own_high(actor: Actor, flag: RiskFlag) -> bool:
    """Whether this is a high or very high risk that the actor raised: somebody else must lower or close it."""
    return flag.level in HIGH and flag.raised_by_id == actor.worker_id


def raised(session: Session, young_person: YoungPerson, day: date) -> None:
    """Refuse a risk raised on a day to come or before birth."""
    if day > today(session):
        raise Refused("raised_on", f"Enter today, {long_date(today(session))}, or an earlier day")
    if day < young_person.born_on:
        raise Refused("raised_on", f"They were born on {long_date(young_person.born_on)}. Enter a later day")


def next_look(session: Session, level: RiskLevel, day: date) -> None:
    """Refuse a next look that has passed, or that the level does not allow to wait for."""
    first, last = today(session), latest_look(level, today(session))
    if not first < day <= last:
        raise Refused(
            "next_look_on",
            f"Enter a day after today and no later than {long_date(last)}: a risk at this level is looked at again"
            f" within {LONGEST_DAYS[level]} days",
        )


def says_something(**words: str) -> None:
    """Refuse the first of these answers that is only a stand-in such as "n/a"."""
    sentences = {
        "evidence": "Say what you saw or heard that makes you worried",
        "keeps_safe": "Say what keeps them safe now, or what is missing",
        "words": "Say what you found and what you think of it",
    }
    for field, text in words.items():
        if is_placeholder(text):
            raise Refused(field, sentences[field])


def open_still(flag: RiskFlag) -> None:
    """Refuse to touch a risk that was closed."""
    if flag.closed_on is not None:
        raise Refused("", f"This risk was closed on {long_date(flag.closed_on)}. If it is back, raise it again")


def lowering(actor: Actor, flag: RiskFlag, field: str, reason: str) -> None:
    """Refuse to lower or close a risk unless a manager does, with a reason, and did not raise it if it is high.

    Source: inspection findings on risk closed with a line; two people for high risks (council policy).
    """
    if not actor.may(Permission.CLOSE_RISK):
        raise Refused("level", "Only a manager can lower a risk. Say what you found, and ask your manager to look")
    if own_high(actor, flag):
        raise Refused("", "You raised this risk and it is high, so another manager must lower or close it")
    if one_line(reason):
        raise Refused(field, ONE_LINE)
