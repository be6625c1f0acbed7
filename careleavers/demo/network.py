"""Doctors, dentists and the people who matter in the made-up council; here and there somebody has none of them.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.network import HealthKind, MayCall

_PRACTICES = ("Canal Street Surgery", "The Grange Practice", "Station Road Surgery")
_DENTISTS = ("Market Dental", "Bridge Dental Care")
_CLINICS = ("Community mental health team", "Sleep clinic", "Adult ADHD clinic")
# How many days ago somebody was referred, and first seen; None where they still wait.
_REFERRALS: list[tuple[int, int | None]] = [(20, None), (60, None), (100, None), (90, 30), (45, None), (120, None)]
_CLOSE = [
    ("Pearl Adams", "Nan", MayCall.YES, "Sunday dinner, most weeks."),
    ("Jo Farrow", "Old foster carer", MayCall.YES, "Rings on birthdays, and would have them for Christmas."),
    ("Dwayne", "Brother", MayCall.ASK, "They message every day."),
    ("Sister Agnes", "Youth worker at the church", MayCall.ASK, "Choir on Thursdays."),
    ("Mo Idris", "Best friend", MayCall.NO, "Gaming most evenings."),
]


def know_the_network(tables: Tables, people: list[Person], on: date) -> None:
    """Add who looks after the health of everybody who is owed a worker, and who matters to them, in place."""
    owed = [p for p in people if has_duty(p, on) and p.worker is not None]
    for place, person in enumerate(owed):
        for kind, names in ((HealthKind.GP, _PRACTICES), (HealthKind.DENTIST, _DENTISTS)):
            if (person.id + len(names)) % 11:
                _health(tables, person, kind, names[person.id % len(names)], on - timedelta(days=person.id * 31 % 900))
        if person.id % 13:
            _health(tables, person, HealthKind.HISTORY, "", on - timedelta(days=20 + person.id * 17 % 500))
        if place % 16 == 5:
            sent, seen = _REFERRALS[place // 16 % len(_REFERRALS)]
            clinic = _CLINICS[place // 16 % len(_CLINICS)]
            _health(tables, person, HealthKind.SPECIALIST, clinic, on - timedelta(days=sent), seen, on)
        for offset in range(place % 3):
            _close(tables, person, (place + offset) % len(_CLOSE), on, first=offset == 0)


def _health(
    tables: Tables, person: Person, kind: HealthKind, name: str, since: date, seen: int | None = None,
    on: date | None = None,
) -> None:  # fmt: skip
    assert person.worker is not None
    tables.add(
        "health_contact", young_person_id=person.id, kind=kind, name=name, since_on=since, ended_on=None, words="",
        phone="01632 960011" if kind is HealthKind.GP else "", recorded_by_id=person.worker["id"],
        seen_on=on - timedelta(days=seen) if on and seen else None,
        struck_at=None, struck_by_id=None, struck_reason="",
    )  # fmt: skip


def _close(tables: Tables, person: Person, place: int, on: date, *, first: bool) -> None:
    assert person.worker is not None
    name, who, may_call, words = _CLOSE[place]
    tables.add(
        "close_one", young_person_id=person.id, name=name, relationship=who, may_call=may_call, words=words,
        phone="07700 900077" if may_call is MayCall.YES else "", main=first, ended_on=None,
        written_down=on - timedelta(days=30 + person.id * 13 % 400),
        recorded_by_id=person.worker["id"], struck_at=None, struck_by_id=None, struck_reason="",
    )  # fmt: skip


__all__ = ["know_the_network"]
