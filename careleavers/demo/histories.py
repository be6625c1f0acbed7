"""Five years of made-up history for one young person: contacts, homes, work and study, risks."""

import base64
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from careleavers.demo import words
from careleavers.demo.people import Person
from careleavers.domain.dates import birthday
from careleavers.domain.terms import (
    AccommodationCode,
    Answer,
    ChangeKind,
    ContactKind,
    EetCode,
    RiskAnswer,
    RiskLevel,
    RiskType,
    Suitability,
)

YEARS_OF_HISTORY = 5
_COUNCIL_PROVIDES = "CDETVW"
_HOUSES = ["Mill", "Station", "Chapel", "Park", "Canal"]
_PROVIDERS = ["Westmere College", "Northshire Works"]


@dataclass
class Tables:
    """Rows waiting for each table, with ids given in order."""

    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def add(self, table: str, **row: Any) -> int:
        """Put a row on the pile of a table and give its id."""
        pile = self.rows.setdefault(table, [])
        pile.append({"id": len(pile) + 1, **row})
        return len(pile)


_HAPPENED = (
    "happened_on", "held_on", "given_on", "raised_on", "finished_on", "written_on", "began_on", "noted_on",
    "asked_on", "started_on", "from_on", "seen_on", "agreed_on", "decided_on", "done_on", "learnt_on", "sent_on",
    "last_seen_on", "looked_on",
)  # fmt: skip


def dated(tables: Tables, random: Random, on: date) -> None:
    """Give every row its public id from the seed, and have it written down at five on the day it tells of.

    A row that tells of no day says on which it was written down (`written_down`, which is no column).
    """
    for rows in tables.rows.values():
        for row in rows:
            row["public_id"] = base64.b32encode(random.randbytes(16)).decode("ascii").rstrip("=")
            written = row.pop("written_down", on)
            day = next((row[name] for name in _HAPPENED if row.get(name) is not None), written)
            row["recorded_at"] = row["edited_at"] = datetime.combine(min(day, on), time(17), UTC)


@dataclass(frozen=True)
class Plot:
    """How one person's recent past should look, in days before the day of the council."""

    seen: int = 20
    spoke: int = 6
    reviewed: int | None = 60
    moved: int = 400
    seen_at_home: bool = True


def add_contact(tables: Tables, person: Person, kind: ContactKind, on: date, random: Random, **more: Any) -> int:
    """One contact of a kind on a day, with the words that kind needs."""
    worker = person.worker
    assert worker is not None
    row: dict[str, Any] = {
        "young_person_id": person.id, "worker_id": worker["id"], "kind": kind, "happened_on": on,
        "planned": random.random() < 0.85, "place": "", "seen_alone": None, "home_seen": None, "bedroom_seen": None,
        "still_suitable": None, "feels_safe": None, "purpose": "", "own_words": "", "daily_life": "",
        "who_is_around": "", "analysis": "", "source": "", "risk_answer": RiskAnswer.NOTHING_NEW, "risk_words": "",
        "big_change": False, "next_visit_on": None, "why_late": "", "accommodation_id": None,
    }  # fmt: skip
    if kind in (ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE):
        row |= {
            "purpose": words.pick(random, words.PURPOSE), "own_words": words.pick(random, words.OWN_WORDS),
            "analysis": words.pick(random, words.ANALYSIS), "daily_life": words.pick(random, words.DAILY_LIFE),
            "seen_alone": Answer.YES if random.random() < 0.9 else Answer.NO,
        }  # fmt: skip
    if kind is ContactKind.HOME_VISIT:
        row |= {
            "home_seen": Answer.YES, "bedroom_seen": Answer.YES if random.random() < 0.6 else Answer.NO,
            "still_suitable": Answer.NO if person.suitability == "2" else Answer.YES,
            "feels_safe": Answer.NO if random.random() < 0.06 else Answer.YES,
            "accommodation_id": person.marks.get("home_id"),
        }  # fmt: skip
    if kind is ContactKind.ATTEMPT:
        row |= {"analysis": words.pick(random, words.ATTEMPT), "risk_answer": None, "big_change": None}
    if kind in (ContactKind.TWO_WAY, ContactKind.VIDEO):
        row["analysis"] = words.pick(random, words.CALL)
    return tables.add("contact", **(row | more))


def _homes(tables: Tables, person: Person, start: date, on: date, plot: Plot, random: Random, by: int) -> None:
    """An earlier home, then the present one, ended and started on the same day."""
    if not person.accommodation or person.in_care:
        return
    moved_on = max(on - timedelta(days=plot.moved), start + timedelta(days=30))
    moved_on = min(moved_on, on - timedelta(days=1))
    common = {"young_person_id": person.id, "recorded_by_id": by, "end_reason": "", "landlord": "", "notice_on": None,
              "expected_end_on": None, "weekly_cost_pence": None, "suitability_on": None}  # fmt: skip
    if start + timedelta(days=30) < moved_on:
        tables.add(
            "accommodation_spell", **common, code=AccommodationCode.SEMI_INDEPENDENT, suitability=Suitability.SUITABLE,
            suitability_reason="", provided_by_council=True, tenancy="Licence", address="", feels_safe=Answer.YES,
            started_on=start, ended_on=moved_on,
        )  # fmt: skip
    unsuitable = person.suitability == "2"
    code = AccommodationCode(person.accommodation)
    if code.value in "TZ" and moved_on < birthday(person.born_on, 18):
        moved_on = min(birthday(person.born_on, 18), on - timedelta(days=1))
        for earlier in tables.rows["accommodation_spell"][-1:]:
            if earlier["young_person_id"] == person.id:
                earlier["ended_on"] = moved_on
    person.marks["home_id"] = tables.add(
        "accommodation_spell",
        **common | {"suitability_on": moved_on + timedelta(days=5) if moved_on + timedelta(days=5) <= on else moved_on},
        code=code, suitability=Suitability.UNSUITABLE if unsuitable else Suitability.SUITABLE,
        suitability_reason="Not safe to stay in for long." if unsuitable else "",
        provided_by_council=code.value in _COUNCIL_PROVIDES, tenancy="Assured shorthold" if code.value == "U" else "",
        address=f"Flat {random.randrange(1, 40)}, {random.choice(_HOUSES)} House",
        feels_safe=Answer.NO if unsuitable else Answer.YES, started_on=moved_on, ended_on=None,
    )  # fmt: skip
    person.marks["moved_on"], person.marks["council_home"] = moved_on, code.value in _COUNCIL_PROVIDES


def _eet(tables: Tables, person: Person, start: date, on: date, random: Random, by: int) -> None:
    if not person.activity or (person.in_care and person.age < 16):
        return
    changed = max(start + timedelta(days=1), on - timedelta(days=random.randrange(20, 500)))
    common = {"young_person_id": person.id, "recorded_by_id": by, "end_reason": "", "weekly_hours": None,
              "barriers": ""}  # fmt: skip
    if start < changed:
        tables.add("eet_spell", **common, code=EetCode.F2, provider="Westmere College", reason="", started_on=start,
                   ended_on=changed)  # fmt: skip
    code = EetCode(person.activity)
    away = code.value.startswith("G")
    tables.add(
        "eet_spell", **common, code=code, provider="" if away else random.choice(_PROVIDERS),
        reason="Between courses" if code is EetCode.G5 else "", started_on=changed, ended_on=None,
    )  # fmt: skip


def _visits(tables: Tables, person: Person, start: date, on: date, plot: Plot, random: Random) -> None:
    """Visits every six weeks or so back from the last, calls between them, and a few doors that stayed shut."""
    day = on - timedelta(days=plot.seen)
    while day >= start:
        home_began = person.marks.get("moved_on")
        at_home = plot.seen_at_home and home_began is not None and day >= home_began and random.random() < 0.75
        if at_home and plot.seen <= (on - day).days:
            add_contact(tables, person, ContactKind.HOME_VISIT, day, random)
        else:
            add_contact(tables, person, ContactKind.FACE_TO_FACE, day, random, place="Café", accommodation_id=None)
        day -= timedelta(days=random.randrange(30, 52))
    day = on - timedelta(days=plot.spoke)
    while day >= start:
        kind = ContactKind.VIDEO if random.random() < 0.15 else ContactKind.TWO_WAY
        add_contact(tables, person, kind, day, random)
        if random.random() < 0.12:
            add_contact(tables, person, ContactKind.ATTEMPT, day - timedelta(days=3), random)
        day -= timedelta(days=random.randrange(12, 25))


def _risks(tables: Tables, person: Person, start: date, on: date, random: Random) -> None:
    if random.random() > 0.22:
        return
    kind = random.choice(list(words.RISK_EVIDENCE))
    level = random.choices([RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH, RiskLevel.CRITICAL], [2, 5, 4, 1])[0]
    raised = max(start, on - timedelta(days=random.randrange(10, 300)))
    closed = random.random() < 0.3
    assert person.worker is not None
    worker = person.worker
    tables.add(
        "risk_flag", young_person_id=person.id, type=RiskType(kind), level=level, evidence=words.RISK_EVIDENCE[kind],
        their_view="Says it is under control.", keeps_safe=words.KEEPS_SAFE, safety_plan="", owner_id=worker["id"],
        next_look_on=on + timedelta(days=random.randrange(3, 28)), raised_on=raised, raised_by_id=worker["id"],
        manager_looked_on=None, closed_on=on - timedelta(days=2) if closed else None,
        closed_by_id=worker["supervisor_id"] if closed else None,
        close_reason="Nothing new for three months, and the young person agrees." if closed else "",
    )  # fmt: skip


def add_change(tables: Tables, person: Person, kind: ChangeKind, on: date, said: str) -> int:
    """A dated change of circumstance."""
    assert person.worker is not None
    return tables.add(
        "change_of_circumstance", young_person_id=person.id, kind=kind, happened_on=on, words=said, contact_id=None,
        recorded_by_id=person.worker["id"],
    )  # fmt: skip


def live(tables: Tables, person: Person, on: date, plot: Plot, random: Random) -> None:
    """Write one young person's homes, work and study, contacts and risks, from 16 or five years ago until `on`."""
    start = max(birthday(person.born_on, 16), on - timedelta(days=365 * YEARS_OF_HISTORY))
    if start >= on or person.worker is None:
        return
    by = person.worker["id"]
    _homes(tables, person, start, on, plot, random, by)
    _eet(tables, person, start, on, random, by)
    if not person.supported:
        last = birthday(person.born_on, 21) if person.age >= 21 else on
        person.marks["ended"] = min(last, on)
        quiet = Plot(seen=(on - person.marks["ended"]).days + 30, spoke=(on - person.marks["ended"]).days + 10)
        _visits(tables, person, start, on, quiet, random)
        return
    _visits(tables, person, start, on, plot, random)
    _risks(tables, person, start, on, random)
