"""What the made-up managers wrote, agreed and were asked: most of what needs them is looked at, some of it is not.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta
from random import Random
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.papers import add_plan
from careleavers.demo.people import Person, has_duty
from careleavers.domain.oversight import ExceptionKind, OversightTopic, ProposalAnswer
from careleavers.domain.terms import ActionSource, ActionState, Closure, PlanState, RiskLevel

Row = dict[str, Any]
_HIGH = (RiskLevel.HIGH, RiskLevel.CRITICAL)
_DECIDED = [
    ("Weekly visits until the end of the month, the next one with the support worker.",
     "Two of the last four visits found nobody in, and the friends who are there now are not the friends of the plan.",
     "The last four visits, the call with the college on Monday, and what the police told us on the 3rd.",
     "Her cousin two streets away, the support worker on Wednesdays, and a phone that is always on.",
     "Ask the housing panel for a move away from the town centre.", "Somewhere to sleep where nobody follows them."),
    ("The worker stays; I go along to the next visit.",
     "A change of worker now would be the third this year, and what they ask for is somebody who comes back.",
     "Supervision last week, the young person's own words at the review, and the missed appointments at the clinic.",
     "They answer messages, eat with the neighbour, and know whom to ring at night.",
     "Agree with the clinic on an appointment at home.", "Help that comes to them instead of waiting for them."),
    ("No move before the exams; the landlord repairs the door this week or the council pays for it.",
     "Moving now would end the course, and the flat itself is sound: what is not safe is the front door.",
     "Photographs of the door, the landlord's letter, and the visit on Friday evening when the street was busy.",
     "A new lock, a neighbour with a key, and a check-in by phone every evening until the door is mended.",
     "Chase the landlord, and order the repair ourselves on Friday if nothing has happened.", "A door that shuts."),
]  # fmt: skip


def _note(tables: Tables, person: Person, on: date, topics: list[Row], which: int, day: date) -> None:
    """A note by the worker's manager, with its action, about some things."""
    assert person.worker is not None
    decision, reason, evidence, keeps_safe, what, outcome = _DECIDED[which % len(_DECIDED)]
    by = person.worker["supervisor_id"]
    note_id = tables.add(
        "oversight_note", young_person_id=person.id, written_by_id=by, written_on=on, decision=decision, reason=reason,
        evidence=evidence, keeps_safe=keeps_safe, drift=which % 4 == 0, struck_at=None,
    )  # fmt: skip
    for topic in topics:
        row = {"risk_flag_id": None, "home_id": None, "plan_id": None, "missed_rule": "", "missed_on": None} | topic
        tables.add("oversight_subject", note_id=note_id, young_person_id=person.id, **row)
    due = on + timedelta(days=10)
    done = due < day
    tables.add(
        "action", what=what, outcome=outcome, owner_id=person.worker["id"], with_whom="", due_on=due,
        young_person_id=person.id, source=ActionSource.OVERSIGHT, domain=None, plan_id=None, review_id=None,
        contact_id=None, supervision_id=None, oversight_id=note_id, recorded_by_id=by,
        state=ActionState.DONE if done else ActionState.OPEN, done_on=due if done else None,
        evidence="Told the manager what came of it; noted at the visit." if done else "", times_redated=0,
        redate_reason="",
    )  # fmt: skip


def _look(tables: Tables, by_id: dict[int, Person], on: date) -> None:
    """Most high risks were looked at this week, some weeks ago, some never; of the unsuitable homes one in four."""
    subjects: list[tuple[Row, Row, date]] = []
    for flag in tables.rows.get("risk_flag", []):
        if flag["closed_on"] is None and flag["level"] in _HIGH:
            subjects.append((flag, {"topic": OversightTopic.HIGH_RISK, "risk_flag_id": flag["id"]}, flag["raised_on"]))
    for home in tables.rows["accommodation_spell"]:
        poor = home["suitability"].value == "2" and home["code"].value != "X"
        if home["ended_on"] is None and poor:
            subjects.append((home, {"topic": OversightTopic.HOME, "home_id": home["id"]}, home["started_on"]))
    for place, (row, named, since) in enumerate(subjects):
        person = by_id[row["young_person_id"]]
        seldom = named["topic"] is OversightTopic.HOME
        if person.worker is None or (place % 4 != 0 if seldom else place % 6 == 5):
            continue
        ago = 16 + place % 8 if place % 3 == 2 else 1 + place % 5
        _note(tables, person, max(since, on - timedelta(days=ago)), [named], place, on)
        if place % 2:
            _note(tables, person, max(since, on - timedelta(days=40 + place % 9)), [named], place + 1, on)


def _returned(tables: Tables, people: list[Person], on: date) -> None:
    """Six plans went back to the worker two weeks ago and were not sent again."""
    plans: dict[int, Row] = {plan["young_person_id"]: plan for plan in tables.rows["pathway_plan"]}
    for person in [each for each in people if not each.story and each.age == 19 and has_duty(each, on)]:
        newest = plans.get(person.id)
        if newest is None or newest["state"] is not PlanState.APPROVED or person.worker is None:
            continue
        add_plan(
            tables, person, newest["number"] + 1, on - timedelta(days=16), PlanState.RETURNED,
            Random(person.id),  # noqa: S311 - made-up people, not secrets
            42,
        )  # fmt: skip
        if tables.rows["pathway_plan"][-1]["id"] % 3 == 0 and person.id % 2 == 0:
            plan_id = tables.rows["pathway_plan"][-1]["id"]
            named = {"topic": OversightTopic.PLAN_RETURNED, "plan_id": plan_id}
            _note(tables, person, on - timedelta(days=2), [named], 1, on)
        if sum(plan["state"] is PlanState.RETURNED for plan in tables.rows["pathway_plan"]) >= _wanted(people, 8):
            return


def _wanted(people: list[Person], number: int) -> int:
    """So many of six hundred; of a smaller council fewer, but one at least."""
    return max(1, round(number * min(1.0, len(people) / 600)))


def _ask(tables: Tables, people: list[Person], on: date) -> None:
    """Exceptions that run out or wait for an answer, and closings that wait."""
    chosen = [each for each in people if not each.story and each.age >= 18 and has_duty(each, on) and each.supported]
    number = _wanted(people, 7)
    for place, person in enumerate(chosen[: 3 * number]):
        assert person.worker is not None
        asked = {"young_person_id": person.id, "asked_by_id": person.worker["id"]}
        if place >= 2 * number:
            tables.add(
                "closing_proposal", **asked, **_answer(None, person, on), asked_on=on - timedelta(days=8 + place % 4),
                closure=Closure.TRANSFERRED, closed_on=on - timedelta(days=1), home_with_parent_since=None,
                reason="Moved to Leeds in the summer for good; their team there took over last week and has visited.",
                told="Who their worker in Leeds is, that our number still works, and that they can call us until 25.",
            )  # fmt: skip
            continue
        answer = ProposalAnswer.AGREED if place < number else None
        tables.add(
            "agreed_exception", **asked, **_answer(answer, person, on), asked_on=on - timedelta(days=9 + place % 5),
            kind=ExceptionKind.NO_VISITS if place % 2 else ExceptionKind.FEWER_VISITS,
            reason="Exams until the end of the month; asked us to ring instead of coming round and was clear about it.",
            their_view="I will see you when they are over.",
            keeps_safe="A call every Tuesday and Friday, and the tutor tells us if they stay away.",
            until_on=on + timedelta(days=place % 9 - 3) if answer else on + timedelta(days=25), ended_on=None,
            ended_by_id=None, end_words="",
        )  # fmt: skip


def _answer(answer: ProposalAnswer | None, person: Person, on: date) -> Row:
    if answer is None:
        return {"answer": None, "answered_on": None, "answered_by_id": None, "answer_words": ""}
    assert person.worker is not None
    return {
        "answer": answer, "answered_on": on - timedelta(days=7), "answered_by_id": person.worker["supervisor_id"],
        "answer_words": "Right for these weeks: the calls keep us in touch, and a visit now would be one too many.",
    }  # fmt: skip


def oversee(tables: Tables, people: list[Person], on: date) -> None:
    """Add what managers wrote, agreed and were asked to everything made up so far, in place."""
    by_id = {person.id: person for person in people}
    _look(tables, by_id, on)
    _returned(tables, people, on)
    _ask(tables, people, on)


__all__ = ["oversee"]
