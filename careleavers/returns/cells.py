"""One cell: the date or code it holds, or why it holds none and what to do about it."""

import difflib
import re
from collections.abc import Iterable
from datetime import date

from careleavers.domain.dates import long_date
from careleavers.returns.layouts import ACCOMMODATION_CODES, CHILD_ID, PLACEMENT, UPN

_UK = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
EARLIEST_BIRTH = date(1940, 1, 2)


class BadCell(ValueError):
    """A cell that cannot be used: what is wrong with it and what to do."""

    def __init__(self, says: str, remedy: str) -> None:
        """Keep both sentences."""
        super().__init__(f"{says} {remedy}")
        self.says, self.remedy = says, remedy


def child_id(text: str) -> str:
    """The authority's own number for a young person. Raises BadCell."""
    if not text:
        raise BadCell("is blank.", "Give the number that this young person has in every file.")
    if not CHILD_ID.fullmatch(text):
        remedy = "Use 1 to 10 letters and digits; hyphen, stroke, full stop and underscore may stand inside."
        raise BadCell("is not a child id.", remedy)
    return text


def day(text: str, as_of: date) -> date:
    """A day written dd/mm/yyyy or yyyy-mm-dd, on or before `as_of`. Raises BadCell."""
    uk, iso = _UK.fullmatch(text), _ISO.fullmatch(text)
    if uk:
        parts = uk.group(3), uk.group(2), uk.group(1)
    elif iso:
        parts = iso.group(1), iso.group(2), iso.group(3)
    else:
        raise BadCell("is not a date.", "Write it as dd/mm/yyyy, for example 27/03/2008.")
    try:
        found = date(int(parts[0]), int(parts[1]), int(parts[2]))
    except ValueError as problem:
        raise BadCell("is not a day of the calendar.", "Write it as dd/mm/yyyy, day first.") from problem
    if found > as_of:
        raise BadCell(f"is later than {long_date(as_of)}.", "Give a day that has come.")
    return found


def birth(text: str, as_of: date) -> date:
    """A date of birth. Raises BadCell for one that is blank, in the future or before 1940."""
    if not text:
        raise BadCell("is blank.", "Give the date of birth as dd/mm/yyyy.")
    found = day(text, as_of)
    if found < EARLIEST_BIRTH:
        raise BadCell("is before 1940.", "Check the year of birth.")
    return found


def code(text: str, allowed: Iterable[str], what: str) -> str:
    """One of the codes allowed. Raises BadCell naming the nearest, or all of a short list."""
    codes = sorted(allowed)
    if text in codes:
        return text
    if not text:
        raise BadCell("is blank.", f"Give {what}: {_offer(codes)}.")
    near = difflib.get_close_matches(text, codes, n=1, cutoff=0.6)
    offer = f"Did you mean {near[0]}? Allowed: {_offer(codes)}." if near else f"Allowed: {_offer(codes)}."
    raise BadCell(f"is not {what}.", offer)


def _offer(codes: list[str]) -> str:
    return " ".join(codes)


def accommodation(text: str) -> str:
    """An ACCOM code. Raises BadCell with the remedy for the slips that are known to happen."""
    if text in ACCOMMODATION_CODES:
        return text
    if text in ("S1", "X1"):
        what = "No fixed abode" if text == "S1" else "Custody"
        raise BadCell("is not an accommodation code.", f"{what} is never suitable: write {text[0]}2.")
    if re.fullmatch(r"[0-9]{2}", text):
        remedy = (
            "Write a letter for the kind of home, then 1 for suitable or 2 for unsuitable; R1 or R2 where the"
            " residence is not known; 0 alone where there is nothing to report."
        )
        raise BadCell("is not an accommodation code: it has no letter.", remedy)
    return code(text, ACCOMMODATION_CODES, "an accommodation code")


def upn(text: str) -> str | None:
    """A unique pupil number, or UN1 to UN5 for not known; None for blank. Raises BadCell."""
    if not text:
        return None
    if not UPN.fullmatch(text):
        remedy = "Write a capital (not I, O or S) and 12 digits, or UN1 to UN5 where it is not known."
        raise BadCell("is not a unique pupil number.", remedy)
    return text


def placement(text: str) -> str:
    """A PLACE code by its shape, as the list changes from year to year; "" for blank. Raises BadCell."""
    if text and not PLACEMENT.fullmatch(text):
        raise BadCell("is not a placement code.", "Write a capital and one or two digits, for example U6.")
    return text
