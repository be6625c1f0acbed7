"""What is handed to the services of this feature where a table has no details of its own."""

from dataclasses import dataclass
from datetime import date

from careleavers.domain.terms import Closure, LegalCategory


@dataclass(frozen=True)
class CategoryChoice:
    """A manager's decision: the category, from which day it holds, and what was weighed."""

    category: LegalCategory
    from_on: date
    reason: str


@dataclass(frozen=True)
class Circumstances:
    """What the category rests on besides periods in care; None where it is not so, or not known."""

    home_with_parent_since: date | None = None
    asked_for_support_on: date | None = None
    asked_about_education: bool = False
    programme_ends_on: date | None = None


@dataclass(frozen=True)
class Closing:
    """Why support ends and on which day; that day is the first without a duty."""

    closure: Closure
    closed_on: date
    home_with_parent_since: date | None = None


@dataclass(frozen=True)
class Period:
    """One 903 episode: the first and the last day in care (None while it goes on) and its codes."""

    started_on: date
    ended_on: date | None
    legal_status: str
    reason_started: str = ""
    reason_ended: str = ""
    placement: str = ""
