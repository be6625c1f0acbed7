"""Short additions to a plan that appear only where they apply: university, a child, custody, a status here.

The headings are those practice uses beside the ten matters of the law; who each is for follows from what is recorded.
"""

from dataclasses import dataclass
from datetime import date

from careleavers.domain.dates import age_on
from careleavers.domain.terms import AccommodationCode, Answer, EetCode, Term


class AddOn(Term):
    """A short addition to a plan."""

    UNIVERSITY = "university", "Going to university"
    APPRENTICESHIP = "apprenticeship", "My apprenticeship"
    PARENT = "parent", "Being a parent"
    CUSTODY = "custody", "Leaving custody"
    MIGRANT = "migrant", "My status in this country"
    SEND = "send", "Extra help with learning or a disability"
    OVER_21 = "over_21", "From 21 on"


@dataclass(frozen=True)
class Circumstances:
    """What is recorded of somebody as far as additions go."""

    born_on: date
    eet: EetCode | None = None
    home: AccommodationCode | None = None
    parent: Answer | None = None
    pregnant: Answer | None = None
    uasc: Answer | None = None
    ehcp: Answer | None = None
    disability: Answer | None = None


_UNIVERSITY = (EetCode.F1, EetCode.P1)
_APPRENTICE = (EetCode.F4, EetCode.P4)


def add_ons_for(known: Circumstances, day: date) -> list[AddOn]:
    """The additions that apply to somebody on a day, in their order."""
    applies = {
        AddOn.UNIVERSITY: known.eet in _UNIVERSITY,
        AddOn.APPRENTICESHIP: known.eet in _APPRENTICE,
        AddOn.PARENT: Answer.YES in (known.parent, known.pregnant),
        AddOn.CUSTODY: known.home is AccommodationCode.CUSTODY,
        AddOn.MIGRANT: known.uasc is Answer.YES,
        AddOn.SEND: Answer.YES in (known.ehcp, known.disability),
        AddOn.OVER_21: age_on(known.born_on, day) >= 21,
    }
    return [add_on for add_on in AddOn if applies[add_on]]


__all__ = ["AddOn", "Circumstances", "add_ons_for"]
