"""What the return's rules say of one care leaver's three answers, in plain words.

Source: the published rules that read OC3: 344, 345, 347 (applied to the code's letter, as it is meant), 348, 391
(with the upper end its title names) and 3001. Codes (131 to 133, 153) are judged when the cells are read.
"""

from collections.abc import Iterator
from datetime import date

from careleavers.domain.dates import LeapDay, birthday
from careleavers.domain.terms import AccommodationCode, EetCode, InTouch
from careleavers.returns.entries import Answers, Entry
from careleavers.returns.findings import Problem

NOTHING = EetCode.NOT_KNOWN.value
ENDED = (InTouch.DIED, InTouch.RHOM)


def year_end(year: int) -> date:
    """The last day of the return named after the year in which it ends."""
    return date(year, 3, 31)


def judge(entry: Entry, year: int, file: str, in_touch_last_year: str | None, leap_day: LeapDay) -> Iterator[Problem]:
    """Every rule that the entry's OC3 row breaks. `in_touch_last_year` is what the year before said, if stored."""
    answers = entry.answers
    if answers is None:
        return

    def problem(column: str, value: str, says: str, remedy: str) -> Problem:
        return Problem(file, says, remedy, answers.row, column, value, entry.child_id)

    for column, value, says, remedy in _contradictions(answers):
        yield problem(column, value, says, remedy)
    if in_touch_last_year == InTouch.DIED and answers.in_touch != InTouch.DIED:
        yield problem(
            "IN_TOUCH", answers.in_touch, f"contradicts the return of {year - 1}, which said DIED.",
            "Find out which is true and correct that return or this one.",
        )  # fmt: skip
    if entry.born_on is not None:
        for column, value, says, remedy in _ages(answers, entry.born_on, year, leap_day):
            yield problem(column, value, says, remedy)


def _contradictions(answers: Answers) -> Iterator[tuple[str, str, str, str]]:
    for column, value in (("ACTIV", answers.activity), ("ACCOM", answers.accommodation)):
        if answers.in_touch in ENDED and value != NOTHING:
            says = f"is given although IN_TOUCH is {answers.in_touch}, after which nothing is reported."
            yield column, value, says, "Write 0, or correct IN_TOUCH."
        if answers.in_touch == InTouch.YES and value == NOTHING:
            says = "is 0 although IN_TOUCH is YES: whoever is in touch can be asked."
            yield column, value, says, "Give the code, or correct IN_TOUCH."


def _ages(answers: Answers, born_on: date, year: int, leap_day: LeapDay) -> Iterator[tuple[str, str, str, str]]:
    end = year_end(year)
    turned = {age: birthday(born_on, age, leap_day) for age in (17, 18, 26)}
    written = f"{born_on:%d/%m/%Y}"
    if turned[17] > end:
        remedy = f"Take the row out; or, if this is the return of a later year than {year}, give that year."
        yield "DOB", written, f"makes them younger than 17 on {end:%d/%m/%Y}.", remedy
    if turned[26] <= end:
        remedy = "Check the date of birth, or take the row out."
        yield "DOB", written, f"makes them older than 25 on {end:%d/%m/%Y}.", remedy
    if turned[17] <= end < turned[18]:
        for letter, says in (
            (AccommodationCode.FOYER, "is a foyer, which is not for under-18s."),
            (AccommodationCode.FORMER_FOSTER_CARERS, "is staying put, which cannot begin before 18."),
        ):
            if answers.accommodation.startswith(letter):
                remedy = "Give the accommodation around their 17th birthday."
                yield "ACCOM", answers.accommodation, says, remedy
