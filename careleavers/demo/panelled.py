"""What panels said in the made-up council: most who are out of work and study were looked at; some wait for it.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.panels import NEET, PanelKind
from careleavers.domain.terms import ActionSource, ActionState, Suitability

Row = dict[str, Any]
# Days since each look, the latest last; every ninth was never looked at.
_LOOKED: list[tuple[int, ...]] = [(12,), (40, 9), (25,), (55, 24), (3,), (70, 45), (18,), (48, 20), ()]
_WORDS = {
    PanelKind.EET: (
        "After-care, the job centre’s care leaver lead, Northshire College",
        "They would like to work with their hands and stopped college because the bus took ninety minutes.",
        "The college holds a place on the site skills course in town; we pay the bus pass for the first term.",
        "Visit the site skills course together", "They see the place before they have to say yes", "Northshire College",
    ),
    PanelKind.HOUSING: (
        "After-care, housing options, the supported housing provider",
        "The landlord wants the room back and they would like to stay near their sister.",
        "Housing gives a personal plan this month; the provider keeps a room in reserve until the tenancy is signed.",
        "Go to the housing options meeting together", "They know where they will live before the day",
        "Housing options",
    ),
}  # fmt: skip


def hold_panels(tables: Tables, people: list[Person], on: date) -> None:
    """Add looks of both panels, each of the latest with an action."""
    known = {person.id: person for person in people if person.worker and person.supported and has_duty(person, on)}
    lists = {
        PanelKind.EET: [row for row in _running(tables, "eet_spell", known) if row["code"] in NEET],
        PanelKind.HOUSING: [
            row
            for row in _running(tables, "accommodation_spell", known)
            if row["suitability"] is Suitability.UNSUITABLE or row["notice_on"]
        ],
    }
    for panel, spells in lists.items():
        for place, spell in enumerate(spells):
            days = [on - timedelta(days=ago) for ago in _LOOKED[place % len(_LOOKED)]]
            looked = [day for day in days if day >= spell["started_on"]]
            for day in looked:
                _look(tables, known[spell["young_person_id"]], panel, day, on, latest=day == looked[-1])


def _running(tables: Tables, table: str, known: dict[int, Person]) -> list[Row]:
    return [row for row in tables.rows[table] if row["ended_on"] is None and row["young_person_id"] in known]


def _look(tables: Tables, person: Person, panel: PanelKind, day: date, on: date, *, latest: bool) -> None:
    assert person.worker is not None
    present, discussed, decided, what, outcome, partner = _WORDS[panel]
    by = person.worker["id"]
    look = tables.add(
        "panel_look", panel=panel, looked_on=day, present=present, discussed=discussed, decided=decided,
        next_look_on=day + timedelta(days=28), young_person_id=person.id, recorded_by_id=by, struck_at=None,
        struck_by_id=None, struck_reason="",
    )  # fmt: skip
    if latest:
        tables.add(
            "action", what=what, outcome=outcome, owner_id=by, with_whom=partner, due_on=max(day, on)
            + timedelta(days=10), young_person_id=person.id, source=ActionSource.PANEL, domain=None, plan_id=None,
            review_id=None, contact_id=None, supervision_id=None, oversight_id=None, panel_look_id=look,
            state=ActionState.OPEN, done_on=None, evidence="", times_redated=0, redate_reason="", recorded_by_id=by,
        )  # fmt: skip


__all__ = ["hold_panels"]
