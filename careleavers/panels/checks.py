"""What a look of a panel may not say, each refused with a sentence that names the remedy."""

from datetime import date

from sqlmodel import Session

from careleavers.db import today
from careleavers.domain.dates import add_months, long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused
from careleavers.models import PanelLookDetails, YoungPerson

FURTHEST_MONTHS = 6


def look(session: Session, young_person: YoungPerson, details: PanelLookDetails) -> None:
    """Refuse a day to come or before birth, minutes that say nothing, and a next look that is none."""
    day, on = today(session), details.looked_on
    if on > day:
        raise Refused("looked_on", f"Enter today, {long_date(day)}, or an earlier day")
    if on < young_person.born_on:
        raise Refused("looked_on", f"They were born on {long_date(young_person.born_on)}. Enter a later day")
    if is_placeholder(details.present, letters=2):
        raise Refused("present", "Enter who took part")
    if is_placeholder(details.discussed):
        raise Refused("discussed", "Say what was talked about")
    if is_placeholder(details.decided):
        raise Refused("decided", "Say what the panel decided, or that it decided to wait and why")
    if details.next_look_on is not None:
        _next(on, details.next_look_on)


def _next(on: date, following: date) -> None:
    if following <= on:
        raise Refused("next_look_on", f"The panel looked on {long_date(on)}. Enter a later day")
    last = add_months(on, FURTHEST_MONTHS)
    if following > last:
        raise Refused("next_look_on", f"Enter a day no later than {long_date(last)}. Check the year")


__all__ = ["look"]
