"""What the made-up council knew around last year's birthdays, so that its 903 return of that year lacks nothing.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person
from careleavers.domain.policy import Policy
from careleavers.domain.return_years import ReturnYear
from careleavers.domain.terms import AccommodationCode, Answer, EetCode, Sex, Suitability

_AFTER = timedelta(days=45)  # then they were lost sight of, or told nobody what they did next


def answer(tables: Tables, people: list[Person], on: date) -> None:
    """Homes and occupations around the birthdays of the last complete return year where nothing else is known."""
    year = ReturnYear(ReturnYear.of(on).year - 1)
    housed = {home["young_person_id"] for home in tables.rows.get("accommodation_spell", [])}
    occupied = {spell["young_person_id"] for spell in tables.rows.get("eet_spell", [])}
    for person in people:
        if person.row["sex"] is Sex.FEMALE and person.row["parent"] is Answer.YES:
            person.row["first_child_born_on"] = year.last - timedelta(days=20 + person.id * 37 % 300)
        asked = year.birthday_of(person.born_on, Policy())
        if asked is None or person.in_care or person.worker is None:
            continue
        days = {"started_on": asked.opens_on, "ended_on": asked.on + _AFTER}
        common = {"young_person_id": person.id, "recorded_by_id": person.worker["id"], "end_reason": "", **days}
        if person.id not in occupied:
            tables.add("eet_spell", **common, code=EetCode.G5, provider="", weekly_hours=None, barriers="",
                       reason="Between courses")  # fmt: skip
        if person.id not in housed:
            tables.add(
                "accommodation_spell", **common, code=AccommodationCode.PARENTS, suitability=Suitability.SUITABLE,
                suitability_reason="", suitability_on=asked.opens_on, provided_by_council=False, tenancy="",
                address="", landlord="", weekly_cost_pence=None, notice_on=None, expected_end_on=None,
                feels_safe=Answer.YES,
            )  # fmt: skip


__all__ = ["answer"]
