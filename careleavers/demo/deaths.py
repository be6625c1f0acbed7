"""Deaths in the made-up council: of some, not everybody who must know was told.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person
from careleavers.domain.deaths import MUST_KNOW
from careleavers.domain.terms import Closure

_MOST = 7
_WORDS = "Their aunt rang the office. The team manager sees the family, and the worker goes with her."


def mourn(tables: Tables, people: list[Person], on: date) -> None:
    """Some of those whose support ended have died; of one everybody was told, of others one body or two."""
    ended = [p for p in people if p.row["closure"] is Closure.NOT_WANTED and p.worker]
    for place, person in enumerate(ended[:_MOST]):
        assert person.worker is not None
        died_on = _after_the_last_contact(tables, person, on)
        for held in tables.rows["allocation"]:
            if held["young_person_id"] == person.id and held["to_on"] == person.row["closed_on"]:
                held |= {"to_on": max(died_on, held["from_on"]), "end_reason": "They have died"}
        person.row |= {"closure": Closure.DIED, "died_on": died_on, "closed_on": died_on}
        by = {"recorded_by_id": person.worker["supervisor_id"], "struck_at": None, "struck_by_id": None,
              "struck_reason": ""}  # fmt: skip
        learnt_on = min(died_on + timedelta(days=place % 2), on)
        death = tables.add("death", young_person_id=person.id, died_on=died_on, learnt_on=learnt_on, words=_WORDS, **by)
        for body in MUST_KNOW[: 3 if place == 3 else place % 3]:
            tables.add(
                "death_notice", death_id=death, young_person_id=person.id, body=body, body_other="",
                sent_on=min(learnt_on + timedelta(days=2), on), sent_by="The head of service", words="", **by,
            )  # fmt: skip


def _after_the_last_contact(tables: Tables, person: Person, on: date) -> date:
    """Two days after they were last heard, and never in the days to come."""
    last: date = person.row["closed_on"]
    for contact in tables.rows["contact"]:
        if contact["young_person_id"] == person.id:
            last = max(last, contact["happened_on"])
    return min(last + timedelta(days=2), on)


__all__ = ["mourn"]
