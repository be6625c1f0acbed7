"""What is added to the made-up lives so that the rules about homes, risks, custody and endings have live cases.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter
from random import Random
from typing import Any

from careleavers.demo.answered import answer
from careleavers.demo.histories import Tables, add_contact
from careleavers.demo.overseen import oversee
from careleavers.demo.people import Person, has_duty
from careleavers.demo.planted_plans import plant_papers
from careleavers.domain.terms import ContactKind, ReviewTrigger, RiskLevel

Row = dict[str, Any]
_ENDING = set("DEKTUVWY")  # homes with a licence, a tenancy or a booking that ends
_INSIDE_SINCE = 16  # days
_VISITS = (ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE)


def _open_homes(tables: Tables) -> list[Row]:
    return [home for home in tables.rows["accommodation_spell"] if home["ended_on"] is None]


def _judge_and_end(tables: Tables, on: date) -> None:
    """Most homes judged within the half year, a few not; every tenth with a day on which it ends."""
    for home in _open_homes(tables):
        home["suitability_on"] = max(home["started_on"], on - timedelta(days=home["id"] * 37 % 190))
        if home["code"].value in _ENDING and home["id"] % 10 == 0:
            home["expected_end_on"] = on + timedelta(days=5 + home["id"] * 13 % 110)


def _in_custody(tables: Tables, on: date) -> None:
    """Half of those inside went in two weeks ago and nobody has been yet; of the others the release is near."""
    inside = [home for home in _open_homes(tables) if home["code"].value == "X"]
    homes = {home["id"]: home for home in tables.rows["accommodation_spell"]}
    for place, home in enumerate(inside):
        if place % 2:
            home["expected_end_on"] = on + timedelta(days=10 + home["id"] * 17 % 75)
            _unreviewed(tables, home["young_person_id"], on)
            continue
        before, went_in = homes.get(home["id"] - 1), on - timedelta(days=_INSIDE_SINCE)
        if before is not None and before["young_person_id"] == home["young_person_id"]:
            before["ended_on"] = max(before["started_on"] + timedelta(days=1), went_in)
        home["started_on"] = home["suitability_on"] = went_in
        for contact in tables.rows["contact"]:
            since = contact["happened_on"] >= went_in and contact["young_person_id"] == home["young_person_id"]
            if since and contact["kind"] in _VISITS:
                contact |= {"kind": ContactKind.TWO_WAY, "place": "", "seen_alone": None, "home_seen": None,
                            "bedroom_seen": None, "still_suitable": None, "feels_safe": None,
                            "accommodation_id": None}  # fmt: skip


def _unreviewed(tables: Tables, young_person_id: int, on: date) -> None:
    """Move what reviews there were to half a year ago, before anybody thought of the release."""
    for review in tables.rows["review"]:
        if review["young_person_id"] == young_person_id:
            review["held_on"] = min(review["held_on"], on - timedelta(days=165))


def _look_at_risks(tables: Tables, on: date) -> None:
    """Two risks in three were looked at again this month; the rest wait, the low ones since half a year."""
    for flag in tables.rows.get("risk_flag", []):
        if flag["closed_on"] is not None:
            continue
        if flag["level"] is RiskLevel.LOW:
            flag["raised_on"] = min(flag["raised_on"], on - timedelta(days=190 + flag["id"] % 30))
        elif flag["id"] % 3:
            looked_on = max(flag["raised_on"], on - timedelta(days=flag["id"] % 24))
            tables.add(
                "risk_review", risk_flag_id=flag["id"], reviewed_on=looked_on, reviewed_by_id=flag["owner_id"],
                level_before=flag["level"], level_after=flag["level"],
                words="Talked it through together: what helps still helps, and who to ring has not changed.",
            )  # fmt: skip


def _talk_of_the_end(tables: Tables) -> None:
    """Every second person's last review was the one before a birthday with which support may end."""
    reviews = sorted(tables.rows["review"], key=itemgetter("young_person_id", "held_on"))
    for young_person_id, theirs in groupby(reviews, key=itemgetter("young_person_id")):
        if young_person_id % 2:
            list(theirs)[-1]["trigger"] = ReviewTrigger.BIRTHDAY


def _offer_and_try(tables: Tables, people: list[Person], on: date) -> None:
    """A letter a year to most of those over 21; three attempts in vain where contact was lost."""
    for person in people:
        random = Random(person.id)  # noqa: S311 - made-up people, not secrets
        quiet = person.age >= 21 and not person.supported and person.row["closed_on"] is None
        if quiet and person.worker is not None and person.id % 6:
            add_contact(tables, person, ContactKind.ATTEMPT, on - timedelta(days=person.id * 29 % 320), random)
        if person.story == "lost contact" and has_duty(person, on):
            for days in (19, 12, 5):
                add_contact(tables, person, ContactKind.ATTEMPT, on - timedelta(days=days), random)


def _doubts(people: list[Person], on: date) -> None:
    """A few whose days in care near the threshold no return settles: a manager has to decide."""
    in_doubt = [person for person in people if has_duty(person, on) and person.age == 17 and not person.in_care]
    for person in in_doubt[:6]:
        person.row["needs_decision"], person.row["suggested_on"] = True, on - timedelta(days=8 + person.id % 5)


def plant(tables: Tables, people: list[Person], on: date) -> None:
    """Add the cases to everything made up so far, in place."""
    for name in ("accommodation_spell", "contact", "pathway_plan", "review"):
        tables.rows.setdefault(name, [])
    _doubts(people, on)
    _judge_and_end(tables, on)
    _in_custody(tables, on)
    _look_at_risks(tables, on)
    _talk_of_the_end(tables)
    _offer_and_try(tables, people, on)
    plant_papers(tables, people, on)
    answer(tables, people, on)
    oversee(tables, people, on)


__all__ = ["plant"]
