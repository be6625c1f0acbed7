"""Made-up young people of 15½ to 24, drawn so that the council's shares match the published ones."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any

from careleavers.demo import names, shares
from careleavers.domain import eligibility
from careleavers.domain.dates import age_on, birthday
from careleavers.domain.terms import Answer, Closure, Ethnicity, LeaveType, LegalCategory, Sex

# Out of a hundred: few are under 16, most are 18 to 21, as in a council of this size.
_AGES = [(15, 4), (16, 9), (17, 9), (18, 14), (19, 14), (20, 14), (21, 12), (22, 9), (23, 8), (24, 7)]
_ETHNICITY = [("WBRI", 52), ("MWBC", 7), ("BAFR", 9), ("OOTH", 8), ("AOTH", 6), ("APKN", 4), ("BCRB", 3), ("WOTH", 4),
              ("MOTH", 3), ("ABAN", 2), ("AIND", 1), ("WROM", 1)]  # fmt: skip
_LANGUAGES = [("Kurdish Sorani", "OOTH"), ("Arabic", "BAFR"), ("Tigrinya", "BAFR"), ("Pashto", "AOTH"),
              ("Farsi", "AOTH"), ("Amharic", "BAFR"), ("Vietnamese", "AOTH"), ("Albanian", "WOTH")]  # fmt: skip


@dataclass
class Person:
    """One made-up young person: the row, when they were looked after, and how they live now."""

    row: dict[str, Any]
    periods: list[eligibility.LookedAfterPeriod]
    age: int
    in_care: bool
    in_touch: str = "YES"
    suitability: str = "1"
    activity: str = "F2"
    accommodation: str = "D"
    supported: bool = True
    story: str = ""
    worker: dict[str, Any] | None = None
    marks: dict[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> int:
        """The row's id."""
        found: int = self.row["id"]
        return found

    @property
    def born_on(self) -> date:
        """Date of birth."""
        found: date = self.row["born_on"]
        return found

    @property
    def duty_from(self) -> date | None:
        """From when an after-care worker is owed."""
        found: date | None = self.row["duty_from"]
        return found


def _born(random: Random, on: date, age: int, number: int) -> date:
    """A date of birth for somebody of this age on the day; every hundredth a leap day where the years allow."""
    least, most = (on - timedelta(days=365 * 15 + 186 + 4), 180) if age == 15 else (birthday(on, -age), 364)
    born = least - timedelta(days=random.randrange(1, most))
    if number % 40 == 0:
        for year in range(born.year - 1, born.year + 2):
            leap = date(year, 2, 29) if year % 4 == 0 else None
            if leap is not None and age_on(leap, on) == age:
                return leap
    return born


def _periods(random: Random, born: date, on: date, in_care: bool) -> list[eligibility.LookedAfterPeriod]:
    """Looked after from somewhere between 6 and 15 to 17 or 18, or until now."""
    first = birthday(born, random.choice([6, 9, 11, 12, 13, 14, 14, 15])) + timedelta(days=random.randrange(120))
    first = min(first, birthday(born, 15) + timedelta(days=150))
    if in_care:
        return [eligibility.LookedAfterPeriod(first, None, "C2")]
    left = birthday(born, 18) if random.random() < 0.9 and birthday(born, 18) <= on else None
    if left is None:
        left = min(birthday(born, 16) + timedelta(days=random.randrange(20, 300)), on - timedelta(days=20))
        left = max(left, birthday(born, 16) + timedelta(days=1))
    return [eligibility.LookedAfterPeriod(first, left, "C2" if random.random() < 0.6 else "V2", "E4A")]


def _weighted(random: Random, table: list[tuple[Any, int]]) -> Any:
    return random.choices([value for value, _ in table], [weight for _, weight in table])[0]


def _identity(random: Random, number: int, born: date, team_id: int, uasc: bool, on: date) -> dict[str, Any]:
    sex = Sex.MALE if uasc or random.random() < 0.55 else Sex.FEMALE
    language, ethnicity = random.choice(_LANGUAGES) if uasc else ("English", _weighted(random, _ETHNICITY))
    leave = random.choice([LeaveType.REFUGEE, LeaveType.REFUGEE, LeaveType.UASC_LEAVE, LeaveType.AWAITING])
    parent = not uasc and age_on(born, on) >= 17 and random.random() < (0.22 if sex is Sex.FEMALE else 0.07)
    return {
        "id": number,
        "child_id": f"{700000 + number * 7}",
        "given_name": names.given_name(random, sex.value),
        "family_name": names.family_name(random),
        "preferred_name": "",
        "pronouns": random.choice(["", "", "he/him" if sex is Sex.MALE else "she/her", "they/them"]),
        "born_on": born,
        "sex": sex,
        "ethnicity": None if random.random() < 0.02 else Ethnicity(ethnicity),
        "language": language,
        "interpreter": Answer.YES if uasc and random.random() < 0.4 else Answer.NO,
        "disability": Answer.YES if random.random() < 0.18 else Answer.NO,
        "uasc": Answer.YES if uasc else Answer.NO,
        "leave_type": leave if uasc else None,
        "leave_expires_on": on + timedelta(days=random.randrange(30, 1500)) if uasc else None,
        "parent": Answer.YES if parent else Answer.NO,
        "first_child_born_on": None,
        "placing_area": random.choice(["", "", "", "Northshire", "Westmere"]),
        "team_id": team_id,
    }


def make_person(random: Random, number: int, age: int, on: date, team_id: int, uasc: bool) -> Person:
    """One young person with identity, looked-after periods and the category that follows from them."""
    born = _born(random, on, age, number)
    in_care = age < 16 or (age < 18 and random.random() < 0.72)
    periods = _periods(random, born, on, in_care)
    supported = age < 21
    facts = eligibility.Facts(asked_for_support_on=None)
    suggestion = eligibility.suggest(born, periods, on, facts)
    row = _identity(random, number, born, team_id, uasc, on) | {
        "suggested_category": suggestion.category,
        "suggested_on": on,
        "suggestion_why": suggestion.why,
        "days_inclusive": suggestion.days_counted_inclusive,
        "days_exclusive": suggestion.days_counted_exclusive,
        "needs_decision": suggestion.needs_decision,
        "duty_from": suggestion.duty_from,
        "asked_for_support_on": None,
        "closed_on": None,
        "closure": None,
        "died_on": None,
        "added_on": max(birthday(born, 15) + timedelta(days=182), on - timedelta(days=1825)),
    }
    return Person(row, periods, age, in_care, supported=supported)


def _deal_shares(people: list[Person], random: Random) -> None:
    """Give the care leavers of each band their answers, so that the shares are the published ones."""
    by_band: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        band = shares.band_of(person.age)
        if band is not None and not person.in_care:
            by_band[band].append(person)
    for band, members in by_band.items():
        size = len(members)
        for person, in_touch in zip(
            members, sorted(shares.dealt(shares.IN_TOUCH[band], size, random), key=_known), strict=True
        ):
            person.in_touch = in_touch
        homes = sorted(shares.dealt(shares.ACCOMMODATION[band], size, random), key=bool)
        for person, home in zip(members, homes, strict=True):
            person.accommodation = home
        if band in shares.ACTIVITY:
            for person, activity in zip(
                members, sorted(shares.dealt(shares.ACTIVITY[band], size, random), key=bool), strict=True
            ):
                person.activity = activity
            _deal_suitability(members, shares.apportion(shares.SUITABILITY[band], size))
        else:
            _older(members, random)


def _known(in_touch: str) -> bool:
    """Those not in touch first: they are the ones about whom nothing is known."""
    return in_touch == "YES"


def _deal_suitability(members: list[Person], wanted: dict[str, int]) -> None:
    """Unsuitable goes first to custody and no fixed abode, which never are suitable, then to the unsettled."""
    unsettled = sorted((p for p in members if p.accommodation), key=lambda p: "XSWVRKYB".find(p.accommodation) % 99)
    for person in members:
        person.suitability = "1" if person.accommodation else ""
    for person in unsettled[: wanted["2"]]:
        person.suitability = "2"


def _older(members: list[Person], random: Random) -> None:
    """At 22 to 24 only those who asked for support have answers."""
    for person in members:
        person.supported = person.in_touch == "YES"
        person.suitability = ("2" if person.accommodation in "XSW" else "1") if person.accommodation else ""
        person.activity = random.choice(["F5", "F5", "G5", "F1", "G4", "F2"]) if person.accommodation else ""


def _ask_for_support(person: Person, on: date, random: Random) -> None:
    if person.age >= 21 and person.supported:
        asked = birthday(person.born_on, 21) + timedelta(days=random.randrange(0, 60))
        person.row["asked_for_support_on"] = min(asked, on - timedelta(days=1))
        suggestion = eligibility.suggest(
            person.born_on,
            person.periods,
            on,
            eligibility.Facts(asked_for_support_on=person.row["asked_for_support_on"]),
        )
        person.row["suggested_category"], person.row["suggestion_why"] = suggestion.category, suggestion.why
        person.row["duty_from"] = suggestion.duty_from


def make_young_people(random: Random, size: int, on: date, team_ids: list[int]) -> list[Person]:
    """`size` made-up young people, in the published shares of age band, contact, home, activity and origin."""
    ages = [age for age, times in shares.apportion(dict(_AGES), size).items() for _ in range(times)]
    uasc_of = {band: iter(shares.dealt(counts, size, random)) for band, counts in shares.UASC.items()}
    people = []
    for number, age in enumerate(ages, start=1):
        band = "17 to 18" if age <= 18 else "19 to 21"
        uasc = next(uasc_of[band], "no") == "yes"
        people.append(make_person(random, number, age, on, team_ids[number % len(team_ids)], uasc))
    random.shuffle(people)
    _deal_shares(people, random)
    for person in people:
        if person.age == 21:
            person.supported = person.in_touch == "YES"
        _ask_for_support(person, on, random)
        if person.in_touch in ("NREQ", "REFU") and person.age >= 18:
            person.row["closed_on"] = on - timedelta(days=random.randrange(10, 200))
            person.row["closure"] = Closure.NOT_WANTED
            person.supported = False
    return people


def has_duty(person: Person, on: date) -> bool:
    """Whether a worker is owed to them on the day."""
    no_duty = (LegalCategory.NOT_CURRENTLY_SUPPORTED, LegalCategory.CLOSED, LegalCategory.QUALIFYING)
    if person.row["closed_on"] is not None or person.row["suggested_category"] in no_duty:
        return False
    return person.duty_from is not None and person.duty_from <= on
