"""Who of the made-up people holds which identity papers, so that most have what they need at 18 and some do not.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.dates import birthday
from careleavers.domain.documents import PaperKind, PaperState
from careleavers.domain.terms import Answer

K, S = PaperKind, PaperState
_NEEDED = (K.BIRTH_CERTIFICATE, K.PASSPORT, K.NI_NUMBER, K.BANK_ACCOUNT)
_WHERE = ("With them", "In the office safe", "With their carer", "With them, a copy in the office")
_EARLY = 17  # before that age little has been looked at


def _state(person: Person, place: int, young: bool) -> PaperState:
    """Which of the papers somebody lacks follows from their number."""
    if person.id % 9 == 0 and person.id // 9 % 4 == place:
        return S.NOT_HELD
    if person.id % 13 == 0 and person.id // 13 % 4 == place:
        return S.APPLIED_FOR
    return S.NOT_KNOWN if young and (person.id + place) % 3 == 0 else S.HELD


def _paper(person: Person, kind: PaperKind, state: PaperState, on: date) -> dict[str, Any]:
    number = person.id + list(PaperKind).index(kind)
    held, applied = state is S.HELD, state is S.APPLIED_FOR
    words = "They have lived here since they were born." if state is S.NOT_NEEDED else ""
    return {
        "young_person_id": person.id, "kind": kind, "state": state, "words": words,
        "applied_on": on - timedelta(days=5 + number % 60) if applied else None,
        "seen_on": on - timedelta(days=10 + number * 37 % 300) if held and number % 6 else None,
        "expires_on": None, "kept_where": _WHERE[number % len(_WHERE)] if held else "",
        "recorded_by_id": person.worker["id"] if person.worker else None,
        "written_down": on - timedelta(days=40 + person.id * 29 % 300),
    }  # fmt: skip


def hold_papers(tables: Tables, people: list[Person], on: date) -> None:
    """Add the checklist of everybody who is owed a worker, in place; of one in forty nobody has begun it."""
    for person in people:
        if not has_duty(person, on) or person.worker is None or person.id % 40 == 7:
            continue
        young = birthday(person.born_on, _EARLY) > on
        rows = {kind: _paper(person, kind, _state(person, place, young), on) for place, kind in enumerate(_NEEDED)}
        if rows[K.PASSPORT]["state"] is S.HELD:
            rows[K.PASSPORT]["expires_on"] = on + timedelta(days=20 + person.id * 53 % 3000)
        if person.id % 3 == 0:
            rows[K.DRIVING_LICENCE] = _paper(person, K.DRIVING_LICENCE, S.HELD, on)
            rows[K.DRIVING_LICENCE]["expires_on"] = on + timedelta(days=2000 + person.id)
        came = person.row.get("uasc") is Answer.YES
        rows[K.IMMIGRATION] = _paper(person, K.IMMIGRATION, S.HELD if came else S.NOT_NEEDED, on)
        for row in rows.values():
            tables.add("identity_paper", **row)


__all__ = ["hold_papers"]
