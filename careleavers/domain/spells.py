"""Dated spells: overlaps, gaps, and the contradictions that the 903 code lists forbid.

A spell runs from its first day until the day before `ended_on`; None while it goes on.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from careleavers.domain.terms import AccommodationCode, EetCode, InTouch, Suitability


class Dated(Protocol):
    """Anything with a first day and the day after its last."""

    @property
    def started_on(self) -> date:
        """The first day."""

    @property
    def ended_on(self) -> date | None:
        """The day after the last; None while it goes on."""


@dataclass(frozen=True)
class Spell:
    """A bare stretch of days."""

    started_on: date
    ended_on: date | None


AnyDated = TypeVar("AnyDated", bound=Dated)


def overlapping(spells: Iterable[AnyDated], new: Dated) -> list[AnyDated]:
    """Those of the spells that share at least one day with the new one."""
    return [
        spell
        for spell in spells
        if (new.ended_on is None or spell.started_on < new.ended_on)
        and (spell.ended_on is None or new.started_on < spell.ended_on)
    ]


def gaps(spells: Sequence[Dated], start: date, end: date) -> list[Spell]:
    """The stretches from `start` until the day before `end` that no spell covers, oldest first."""
    found: list[Spell] = []
    reached = start
    for spell in sorted(spells, key=lambda s: s.started_on):
        if spell.started_on > reached and reached < end:
            found.append(Spell(reached, min(spell.started_on, end)))
        reached = max(reached, spell.ended_on or end)
    if reached < end:
        found.append(Spell(reached, end))
    return found


def accommodation_problems(code: AccommodationCode, suitability: Suitability, age: int) -> list[str]:
    """Why this home cannot be recorded so, in words that name the remedy; empty when it can.

    Source: SSDA903 rules 133 (S and X are never suitable), 347 (T not under 18) and 3001 (Z not at 17).
    """
    problems = []
    if code in (AccommodationCode.HOMELESS, AccommodationCode.CUSTODY) and suitability is not Suitability.UNSUITABLE:
        problems.append(f"“{code.label}” is never suitable. Choose “{Suitability.UNSUITABLE.label}”.")
    if code is AccommodationCode.FOYER and age < 18:
        problems.append("A foyer is not recorded for somebody under 18. Choose the kind of home they have now.")
    if code is AccommodationCode.FORMER_FOSTER_CARERS and age < 18:
        problems.append("Staying put begins at 18. Choose another kind of home until then.")
    return problems


def in_touch_problems(
    in_touch: str, activity: str, accommodation: str, age: int | None = None
) -> list[tuple[str, str]]:
    """What is wrong with the three care-leaver answers: (column, what to do) pairs; empty when nothing is.

    Source: SSDA903 rules 131, 132, 133, 153, 344, 345, 347 and 3001. `accommodation` is the letter with its digit.
    """
    problems: list[tuple[str, str]] = []
    if in_touch not in list(InTouch):
        problems.append(("IN_TOUCH", "Use one of YES, NO, DIED, REFU, NREQ, RHOM."))
    if activity not in list(EetCode):
        problems.append(("ACTIV", "Use F1, P1, F2, P2, F4, P4, F5, P5, G4, G5, G6, or 0 for nothing to report."))
    if accommodation != "0" and not _is_accommodation(accommodation):
        problems.append(("ACCOM", "Use a letter with 1 (suitable) or 2 (unsuitable), or 0 for nothing to report."))
    if problems:
        return problems
    if in_touch in (InTouch.DIED, InTouch.RHOM):
        for column, value in (("ACTIV", activity), ("ACCOM", accommodation)):
            if value != "0":
                problems.append((column, f"With IN_TOUCH {in_touch} this must be 0."))
    if in_touch == InTouch.YES:
        for column, value in (("ACTIV", activity), ("ACCOM", accommodation)):
            if value == "0":
                problems.append((column, "With IN_TOUCH YES this must say what they do and where they live, not 0."))
    if age is not None and age < 18 and accommodation[:1] in ("T", "Z"):
        what = "A foyer (T)" if accommodation[:1] == "T" else "Staying put (Z)"
        problems.append(("ACCOM", f"{what} is not used under 18."))
    return problems


def _is_accommodation(code: str) -> bool:
    if len(code) != 2 or code[0] not in list(AccommodationCode) or code[1] not in "12":
        return False
    return not (code[0] in "SX" and code[1] == "1")
