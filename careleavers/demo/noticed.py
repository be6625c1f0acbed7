"""What was new at made-up contacts, and the actions that contacts were about.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.curiosity import Sign, as_kept
from careleavers.domain.terms import ActionSource, ActionState, Answer, ContactKind

Row = dict[str, Any]
_ASKED = (ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE, ContactKind.VIDEO)
_SPOKEN = (*_ASKED, ContactKind.TWO_WAY)
_PAIRS = [
    (Sign.NEW_THINGS, Sign.NEW_PHONE), (Sign.UNKNOWN_ADULTS, Sign.MOVING_ABOUT), (Sign.INJURY, Sign.MISSING),
]  # fmt: skip
_RECENT = 25  # days
_EVERY_SO_MANY = 29  # young people
_HOW_FAR = [
    "The form is filled in; the letter from the college is still missing.", "Appointment booked for next week.",
    "Rang together. They will ring back by Friday.", "Not begun: other things came first. We set a day.",
]  # fmt: skip


def _spoken(tables: Tables) -> dict[int, list[Row]]:
    """The contacts at which somebody was heard, by young person, the latest first."""
    found = defaultdict(list)
    for contact in tables.rows.get("contact", []):
        if contact["kind"] in _SPOKEN:
            found[contact["young_person_id"]].append(contact)
    for each in found.values():
        each.sort(key=lambda contact: (contact["happened_on"], contact["id"]), reverse=True)
    return found


def notice(tables: Tables, people: list[Person], on: date) -> None:
    """Add to everything made up so far, in place: most meetings had nothing new, a few had two things at once."""
    for contact in tables.rows.get("contact", []):
        contact |= {"signs": as_kept([Sign.NONE]) if contact["kind"] in _ASKED else "", "exploitation_talked": None,
                    "exploitation_words": ""}  # fmt: skip
    spoken = _spoken(tables)
    for person in people:
        recent = [c for c in spoken[person.id] if c["happened_on"] >= on - timedelta(days=_RECENT)]
        if person.id % _EVERY_SO_MANY or not recent or not has_duty(person, on) or not person.supported:
            continue
        pair = _PAIRS[person.id % len(_PAIRS)]
        recent[0] |= {"signs": as_kept(pair), "exploitation_talked": Answer.NO}
        if person.id % (3 * _EVERY_SO_MANY) == 0:
            recent[0] |= {"exploitation_talked": Answer.YES,
                          "exploitation_words": "Bought with the first wages; the payslip was there."}  # fmt: skip
    _talk_about_actions(tables, spoken)


def _talk_about_actions(tables: Tables, spoken: dict[int, list[Row]]) -> None:
    """Every second action of a plan that is still to do was talked about at the last contact."""
    for action in tables.rows.get("action", []):
        last = spoken[action["young_person_id"]][:1] if action["young_person_id"] else []
        open_still = action["state"] is ActionState.OPEN and action["source"] is ActionSource.PLAN
        if last and open_still and action["id"] % 2:
            words = _HOW_FAR[action["id"] % len(_HOW_FAR)]
            tables.add("contact_action", contact_id=last[0]["id"], action_id=action["id"], words=words)


__all__ = ["notice"]
