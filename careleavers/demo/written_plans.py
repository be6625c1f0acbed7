"""Ten plans written out in full, of very different young people, put in the place of made-up ones that fit.

Each is a file in `written/`: whom it is for, what was agreed, ten parts, additions and what is to do. Where a small
council has nobody who fits, that plan is left out. One is as poor as inspectors found them, and still a draft.
"""

import tomllib
from dataclasses import dataclass, field
from datetime import date, timedelta
from importlib.resources import files
from typing import Any

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.terms import (
    ActionSource,
    ActionState,
    Agreement,
    Answer,
    PlanDomain,
    PlanState,
    RiskLevel,
    RiskType,
)

Row = dict[str, Any]
# In this order, so that whoever fits few plans is not taken for one that others fit as well.
_NAMES = (
    "custody", "university", "apprentice", "exploited", "low_mood", "young_mother", "new_here", "back_at_22",
    "foster_school", "poor",
)  # fmt: skip
_BOXES = (
    "now", "want_soon", "want_later", "better", "my_view", "worker_view", "others_view", "where_details", "sign",
    "first_step", "person", "number",
)  # fmt: skip
_MAY_BE_UNSAID = ("others_by", "others_on", "scale_worst", "scale_best", "step")
_FEW = "No action yet for what they want in some of the parts."
_ADDITION = ("now", "want_soon", "next_steps", "first_step", "my_view")


@dataclass
class _Council:
    """What is made up so far, by young person: the homes that are open, and the plans."""

    homes: dict[int, Row] = field(default_factory=dict)
    plans: dict[int, list[Row]] = field(default_factory=dict)


def _known(tables: Tables) -> _Council:
    found = _Council()
    for home in tables.rows.get("accommodation_spell", []):
        if home["ended_on"] is None:
            found.homes[home["young_person_id"]] = home
    for plan in tables.rows.get("pathway_plan", []):
        found.plans.setdefault(plan["young_person_id"], []).append(plan)
    return found


def _fits(person: Person, wanted: Row, known: _Council) -> bool:
    """Whether a plan is true of somebody, as far as the record says."""
    row, home = person.row, known.homes.get(person.id)
    answers = {
        "age": person.age in wanted.get("age", [person.age]),
        "in_care": person.in_care is wanted.get("in_care", False),
        "sex": row["sex"].value == wanted.get("sex", row["sex"].value),
        "parent": (row["parent"].value == "yes") is ("parent" in wanted),
        "uasc": (row["uasc"].value == "yes") is ("uasc" in wanted),
        "asked": not wanted.get("asked") or row["asked_for_support_on"] is not None,
        "home": home is None or home["code"].value in wanted.get("accommodation", "BDEKTUVWYZ"),
        "inside": "accommodation" not in wanted or home is not None,
        "activity": "activity" not in wanted or person.activity in wanted["activity"],
        "language": "language" not in wanted or row["language"] in wanted["language"],
    }
    return all(answers.values())


def _version(person: Person, draft: bool, known: _Council) -> Row | None:
    """The version to write out: the one that holds, or the one that is being written; None for neither."""
    wanted = PlanState.DRAFT if draft else PlanState.APPROVED
    mine = known.plans.get(person.id, [])
    in_hand = any(plan["state"] in (PlanState.DRAFT, PlanState.SENT) for plan in mine)
    if in_hand is not draft or (person.story and not draft):
        return None
    return next((plan for plan in mine if plan["state"] is wanted), None)


def _filled(words: str, person: Person, known: _Council) -> str:
    worker, home = person.worker or {}, known.homes.get(person.id)
    return words.format(
        worker=f"{worker['given_name']} {worker['family_name']}", phone=worker["phone"],
        address=home["address"] if home and home["address"] else "9 Kiln Close, NR5 9ZZ",
    )  # fmt: skip


def _write(tables: Tables, person: Person, plan: Row, said: Row, known: _Council, on: date) -> None:
    """Put the words of one plan in the place of the made-up ones."""
    agreed, worker = said["plan"], person.worker or {}
    plan |= {
        "visit_every_days": agreed.get("every"), "visit_reason": agreed.get("reason", ""),
        "agreement": Agreement(agreed["agreement"]), "agreement_words": agreed.get("words", ""),
    }  # fmt: skip
    parts = {part["domain"]: part for part in said["parts"]}
    for entry in tables.rows["plan_entry"]:
        if entry["plan_id"] == plan["id"]:
            part = parts[entry["domain"].value]
            entry |= {name: _filled(part.get(name, ""), person, known) for name in _BOXES}
            entry |= {name: part.get(name) for name in _MAY_BE_UNSAID}
    if "why_few" in agreed:
        tables.add(
            "plan_gap_reason", plan_id=plan["id"], place="plan_actions", words=agreed["why_few"], gap=_FEW,
            given_by_id=worker["id"], given_on=plan["sent_on"] or on,
        )  # fmt: skip
    for addition in said.get("add_ons", []):
        told = {name: _filled(addition.get(name, ""), person, known) for name in _ADDITION}
        tables.add("plan_add_on", plan_id=plan["id"], add_on=addition["add_on"], edited_by_id=worker["id"], **told)
    for action in tables.rows["action"]:
        if action["young_person_id"] == person.id and action["state"] is ActionState.OPEN and said.get("actions"):
            action |= {
                "state": ActionState.DONE,
                "done_on": plan["approved_on"],
                "evidence": "Done before this version.",
            }
    for task in said.get("actions", []):
        tables.add(
            "action", what=_filled(task["what"], person, known), outcome=task["outcome"], owner_id=worker["id"],
            with_whom=task["with_whom"], due_on=on + timedelta(days=task["in_days"]), young_person_id=person.id,
            source=ActionSource.PLAN, domain=PlanDomain(task["domain"]), plan_id=plan["id"], state=ActionState.OPEN,
            done_on=None, evidence="", recorded_by_id=worker["id"], review_id=None, contact_id=None,
            supervision_id=None, oversight_id=None, times_redated=0, redate_reason="",
        )  # fmt: skip


def _record(tables: Tables, person: Person, said: Row, on: date) -> None:
    """What the record must say for the plan to be true: answers, and a risk."""
    person.row |= {name: Answer(answer) for name, answer in said.get("record", {}).items()}
    worker, risk = person.worker or {}, said.get("risk")
    if risk is None:
        return
    tables.add(
        "risk_flag", young_person_id=person.id, type=RiskType(risk["type"]), level=RiskLevel(risk["level"]),
        evidence=risk["evidence"], their_view="Says so too, some days.", keeps_safe=risk["keeps_safe"], safety_plan="",
        owner_id=worker["id"], next_look_on=on + timedelta(days=10), raised_on=on - timedelta(days=70),
        raised_by_id=worker["id"], manager_looked_on=on - timedelta(days=12), closed_on=None, closed_by_id=None,
        close_reason="",
    )  # fmt: skip


def write_plans(tables: Tables, people: list[Person], on: date) -> None:
    """Write out as many of the ten as fit somebody, each for one person, who carries in a mark what it shows."""
    known, folder = _known(tables), files("careleavers.demo") / "written"
    for person in people:
        person.row.setdefault("ehcp", None)
    for name in _NAMES:
        said = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for person in people:
            free = (
                person.worker is not None
                and person.supported
                and has_duty(person, on)
                and not person.marks.get("shows")
            )
            plan = _version(person, said.get("draft", False), known) if free else None
            if plan is not None and _fits(person, said["for"], known):
                _write(tables, person, plan, said, known, on)
                _record(tables, person, said, on)
                person.marks["shows"] = said["who"]
                break


__all__ = ["write_plans"]
