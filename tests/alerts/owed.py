"""The words of the second reading: from when until when somebody is owed support, and one thing that falls due."""

from dataclasses import dataclass
from datetime import date

from careleavers.domain.terms import LegalCategory as C

NEVER = date(2030, 1, 1)  # later than any day that the histories speak of
OWED = {
    C.UNDECIDED, C.ELIGIBLE, C.RELEVANT, C.FORMER_RELEVANT, C.FORMER_RELEVANT_EDUCATION, C.FORMER_RELEVANT_ON_REQUEST,
}  # fmt: skip


@dataclass(frozen=True)
class Duty:
    """From when somebody is owed support, the first day on which they are not, and the birthdays between."""

    begins: date
    ends: date
    at_17: date
    at_18: date


@dataclass(frozen=True)
class Due:
    """One thing that falls due, and the first day on which it no longer matters."""

    rule: str
    about: int
    on: date
    until: date = NEVER
    went_wrong: date = date.min  # what has to be explained: on no day before
