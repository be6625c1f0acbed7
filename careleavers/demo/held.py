"""Who is held in the made-up council: changes of worker, and what managers' own supervision agreed.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.demo.staff import Staff
from careleavers.domain.terms import ActionSource, ActionState, AllocationRole, ContactKind, Role

Row = dict[str, Any]
_VISITS = (ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE)
_NOTE = "Trusts slowly, texts before calls. The panel has the housing letter; the bus pass is promised for this week."
_CHANGED = 16  # people whose worker changed in the last weeks
_EVERY = 42  # days between a manager's sessions
# Days since the last session of one manager after another.
_SINCE = (50, 38, 20)


def hold(tables: Tables, people: list[Person], staff: Staff, on: date) -> None:
    """Hand some young people over to another worker, supervise the managers, and say of whom each action is."""
    _hand_over(tables, people, staff, on)
    for place, manager in enumerate(staff.of(Role.TEAM_MANAGER)):
        held = on - timedelta(days=_SINCE[place % len(_SINCE)])
        while held > max(on - timedelta(days=300), manager["started_on"]):
            _session(tables, manager, held, on)
            held -= timedelta(days=_EVERY)
    for action in tables.rows["action"]:
        action.setdefault("team_practice", False)


def _hand_over(tables: Tables, people: list[Person], staff: Staff, on: date) -> None:
    seen: dict[int, date] = {}
    for contact in tables.rows["contact"]:
        if contact["kind"] in _VISITS:
            known = contact["young_person_id"]
            seen[known] = max(seen.get(known, contact["happened_on"]), contact["happened_on"])
    running = {
        row["young_person_id"]: row
        for row in tables.rows["allocation"]
        if row["to_on"] is None and row["role"] is AllocationRole.AFTER_CARE_WORKER
    }
    chosen = [
        person for person in people
        if person.id in running and has_duty(person, on) and (on - timedelta(days=50)) <= seen.get(person.id, on)
        <= on - timedelta(days=20)
    ]  # fmt: skip
    for place, person in enumerate(chosen[:_CHANGED]):
        team = [each for each in staff.of(Role.AFTER_CARE_WORKER, person.row["team_id"]) if each is not person.worker]
        _change(tables, running[person.id], team[place % len(team)]["id"], on, often=place % 4 == 0)


def _change(tables: Tables, now: Row, earlier_id: int, on: date, *, often: bool) -> None:
    """The worker of today came a good two weeks ago; `often`: for the third time within the year."""
    began, turns = now["from_on"], [on - timedelta(days=days) for days in ((300, 150, 17) if often else (17,))]
    if began >= turns[0]:
        return
    mine = now["worker_id"]
    who = [earlier_id, mine, earlier_id][-len(turns) :]
    for worker_id, first, last in zip(who, [began, *turns], turns, strict=False):
        tables.add("allocation", **(_without_id(now) | {
            "worker_id": worker_id, "from_on": first, "to_on": last, "end_reason": "Handed over", "handover_note": "",
        }))  # fmt: skip
    now["from_on"], now["handover_note"] = turns[-1], _NOTE
    for contact in tables.rows["contact"]:
        if contact["young_person_id"] == now["young_person_id"] and contact["happened_on"] < turns[-1]:
            contact["worker_id"] = earlier_id if contact["worker_id"] == mine else contact["worker_id"]


def _without_id(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "id"}


def _session(tables: Tables, manager: Row, held: date, on: date) -> None:
    session_id = tables.add(
        "supervision", worker_id=manager["id"], supervisor_id=manager["supervisor_id"], held_on=held,
        wellbeing="Two vacancies weigh on the team. Takes Friday off.", workload="Too many plans to read in one week.",
        reflection="What makes a plan theirs: we read three aloud and heard whose words they were.",
        challenge="Why did two visits become calls, and who noticed?",
        worker_signed_on=held, supervisor_signed_on=held, signed_on=held,
    )  # fmt: skip
    due = held + timedelta(days=28)
    done = due < on
    tables.add(
        "action", what="Everybody reads one plan of a colleague with them, and says what they would ask.",
        outcome="Plans say what happens if things go wrong, in words the young person knows.", owner_id=manager["id"],
        with_whom="", due_on=due, young_person_id=None, source=ActionSource.SUPERVISION, domain=None, plan_id=None,
        review_id=None, contact_id=None, supervision_id=session_id, oversight_id=None, team_practice=True,
        state=ActionState.DONE if done else ActionState.OPEN, done_on=due if done else None,
        evidence="Read together in the team meeting; notes on the shared drive." if done else "", times_redated=0,
        redate_reason="", recorded_by_id=manager["supervisor_id"], agreed_on=held,
    )  # fmt: skip


__all__ = ["hold"]
