"""Made-up plans with their entries and actions, copies given, reviews held, and supervision sessions."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from careleavers.demo import words
from careleavers.demo.histories import Tables
from careleavers.demo.people import Person
from careleavers.demo.staff import Staff
from careleavers.domain.dates import add_months
from careleavers.domain.terms import (
    ActionSource,
    ActionState,
    Agreement,
    ContingencyAnswer,
    CopyForm,
    PlanDomain,
    PlanState,
    ReviewTrigger,
    RiskAnswer,
    RiskLevel,
    Role,
)

_FORGOTTEN = 29  # everybody whose number it divides is never talked about
_NUMBERS = {PlanDomain.HEALTH: "111, or 999 in an emergency", PlanDomain.RELATIONSHIPS: "07700 900461"}


@dataclass(frozen=True)
class PlanPlot:
    """How the newest plan should stand: approved so many days ago, with its copy given or not, or still in hand."""

    approved: int = 60
    copied: bool = True
    in_hand: PlanState | None = None
    every: int | None = 42


def _entry(domain: PlanDomain, random: Random, supporter: str, phone: str) -> dict[str, Any]:
    return {
        "now": words.pick(random, words.NOW[domain]),
        "want_soon": words.WANT_SOON[domain],
        "want_later": words.WANT_LATER.get(domain, ""),
        "better": "You would give it one step better on your own scale.",
        "my_view": random.choice(
            ["It is okay as it is.", "This is the bit I care about most.", "I want this to change."]
        ),
        "worker_view": words.pick(random, words.ANALYSIS),
        "others_view": "",
        "where_details": "",
        "sign": words.SIGN[domain],
        "first_step": words.FIRST_STEP[domain],
        "person": supporter,
        "number": _NUMBERS.get(domain, phone),
        "others_by": None,
        "others_on": None,
        "scale_worst": None,
        "scale_best": None,
        "step": None,
    }


def add_plan(
    tables: Tables, person: Person, number: int, on: date, state: PlanState, random: Random, every: int | None
) -> int:
    """A version of the plan that was written up to a day, with all its parts; its id."""
    worker = person.worker
    assert worker is not None
    decided = state in (PlanState.APPROVED, PlanState.SUPERSEDED)
    returned = state is PlanState.RETURNED
    plan_id = tables.add(
        "pathway_plan", young_person_id=person.id, number=number, state=state, written_by_id=worker["id"],
        started_on=on - timedelta(days=14), visit_every_days=every,
        visit_reason="We agreed this together: often enough to know each other, not so often it gets in the way.",
        agreement=random.choice([Agreement.AGREES, Agreement.AGREES, Agreement.AGREES_WITH_CHANGES]),
        agreement_words="I am happy with most of it.", translated=False,
        sent_on=on - timedelta(days=4) if state is not PlanState.DRAFT else None,
        sent_by_id=worker["id"] if state is not PlanState.DRAFT else None,
        decided_by_id=worker["supervisor_id"] if decided or returned else None,
        decision_words=words.APPROVED if decided else words.RETURNED if returned else "",
        approved_on=on if decided else None,
    )  # fmt: skip
    supporter, phone = f"{worker['given_name']} {worker['family_name']}", worker["phone"]
    for domain in PlanDomain:
        entry = _entry(domain, random, supporter, phone)
        tables.add("plan_entry", plan_id=plan_id, domain=domain, edited_by_id=worker["id"], **entry)
    return plan_id


def _actions(tables: Tables, person: Person, plan_id: int, on: date, random: Random, today: date) -> None:
    assert person.worker is not None
    for domain in random.sample(list(PlanDomain)[:9], 3):
        due = on + timedelta(days=random.randrange(14, 120))
        done = due < today and random.random() < 0.85
        tables.add(
            "action", what=words.ACTION[domain], outcome=words.WANT_SOON[domain],
            owner_id=person.worker["id"], with_whom="you", due_on=due,
            young_person_id=person.id, source=ActionSource.PLAN, domain=domain, plan_id=plan_id,
            state=ActionState.DONE if done else ActionState.OPEN, done_on=due if done else None,
            evidence="Done together; noted at the visit." if done else "", recorded_by_id=person.worker["id"],
            review_id=None, contact_id=None, supervision_id=None, oversight_id=None, times_redated=0, redate_reason="",
            agreed_on=on,
        )  # fmt: skip


def _copy(tables: Tables, person: Person, plan_id: int, on: date, random: Random) -> None:
    assert person.worker is not None
    talked = plan_id % 12 != 0  # some were handed over at the door and no more
    tables.add(
        "plan_copy", plan_id=plan_id, given_on=on, form=random.choice(list(CopyForm)),
        language=person.row["language"] if random.random() < 0.3 else "English", explained=talked,
        their_view="Liked the page about what happens if it goes wrong." if talked else "",
        given_by_id=person.worker["id"],
    )  # fmt: skip


def add_review(tables: Tables, person: Person, plan_id: int | None, on: date, random: Random) -> None:
    """A review held on a day, with the next one set six months on."""
    assert person.worker is not None
    tables.add(
        "review", young_person_id=person.id, plan_id=plan_id, recorded_by_id=person.worker["id"],
        trigger=ReviewTrigger.ROUTINE, held_on=on, chaired_by=random.choice(["The team manager", "A chair they chose"]),
        who_came="Young person, worker, support worker", they_took_part=random.random() < 0.85,
        their_words=words.pick(random, words.OWN_WORDS), what_changed="Nothing big since the last review.",
        actions_looked_at="Two done, one carried on because the appointment was moved.",
        contingency_answer=ContingencyAnswer.STANDS, contingency_words="", risk_answer=RiskAnswer.NOTHING_NEW,
        risk_words="", rationale="The plan still fits how they live; the money part was made simpler after they asked.",
        decisions="Carry on as planned. Ask the college about travel by the end of the month.",
        next_review_on=add_months(on, 6), next_visit_on=None,
    )  # fmt: skip


def write_papers(
    tables: Tables, person: Person, on: date, random: Random, plot: PlanPlot | None, reviewed: int | None
) -> None:
    """An earlier and a present version of the plan with copies and actions, and reviews every six months or so.

    `plot` None gives no plan at all; `reviewed` is how many days ago the last review was held, None for never.
    """
    start = max(person.duty_from or on, on - timedelta(days=1500))
    if plot is None or (start + timedelta(days=100) > on and person.age < 17):
        return
    newest = on - timedelta(days=plot.approved)
    if newest - timedelta(days=200) > start:
        earlier = add_plan(tables, person, 1, newest - timedelta(days=180), PlanState.SUPERSEDED, random, plot.every)
        _copy(tables, person, earlier, newest - timedelta(days=176), random)
    number = 1 + (newest - timedelta(days=200) > start)
    plan_id = add_plan(tables, person, number, newest, PlanState.APPROVED, random, plot.every)
    _actions(tables, person, plan_id, newest, random, on)
    if plot.copied:
        _copy(tables, person, plan_id, min(newest + timedelta(days=3), on), random)
    if plot.in_hand is not None:
        # Long enough with the manager for somebody to ask why nothing was decided.
        sent = on - timedelta(days=8) if plot.in_hand is PlanState.SENT else on
        add_plan(tables, person, number + 1, sent, plot.in_hand, random, plot.every)
    if reviewed is not None:
        held = on - timedelta(days=reviewed)
        while held > start:
            add_review(tables, person, plan_id if held >= newest else None, held, random)
            held -= timedelta(days=random.randrange(150, 184))


def supervise(
    tables: Tables, staff: Staff, caseloads: dict[int, list[int]], on: date, random: Random, late: set[int]
) -> None:
    """Four-weekly supervision of every practitioner for a year, signed by both; for those in `late` it stopped.

    Half of the caseload is talked about each time, and everybody with a high risk, in the last session of
    those in `late` all of them; a few are forgotten.
    """
    high = {flag["young_person_id"] for flag in tables.rows.get("risk_flag", []) if _is_high(flag)}
    for worker in staff.of(Role.AFTER_CARE_WORKER) + staff.of(Role.SOCIAL_WORKER):
        turn = 0
        gap = random.randrange(45, 100) if worker["id"] in late else random.randrange(2, 24)
        held = on - timedelta(days=gap)
        while held > max(on - timedelta(days=365), worker["started_on"]):
            mine = [known for known in caseloads.get(worker["id"], []) if known % _FORGOTTEN]
            last = turn == 0 and worker["id"] in late
            discussed = [known for place, known in enumerate(mine) if last or place % 2 == turn % 2 or known in high]
            _session(tables, worker, discussed, held, random, on)
            held, turn = held - timedelta(days=28), turn + 1


def _is_high(flag: dict[str, Any]) -> bool:
    return flag["closed_on"] is None and flag["level"] in (RiskLevel.HIGH, RiskLevel.CRITICAL)


def _session(
    tables: Tables, worker: dict[str, Any], discussed: list[int], held: date, random: Random, on: date
) -> None:
    session_id = tables.add(
        "supervision", worker_id=worker["id"], supervisor_id=worker["supervisor_id"], held_on=held,
        wellbeing="Tired after a hard week; leave booked.", workload="Fair at the moment.",
        reflection=words.pick(random, words.REFLECTION), challenge=words.pick(random, words.CHALLENGE),
        worker_signed_on=held, supervisor_signed_on=held, signed_on=held,
    )  # fmt: skip
    for person_id in discussed:
        tables.add(
            "supervision_discussion", supervision_id=session_id, young_person_id=person_id,
            working_well="Answers messages and turns up.", worried_about="Money in the last week of the month.",
            decision=words.pick(random, words.SUPERVISION_DECISION),
        )  # fmt: skip
    due = held + timedelta(days=14)
    done = due < on and random.random() < 0.9
    tables.add(
        "action", what="Bring the housing letter to the panel.", outcome="A home they can keep.",
        owner_id=worker["id"], with_whom="", due_on=due, young_person_id=discussed[0] if discussed else None,
        source=ActionSource.SUPERVISION, domain=None, plan_id=None, review_id=None, contact_id=None,
        supervision_id=session_id, oversight_id=None,
        state=ActionState.DONE if done else ActionState.OPEN, done_on=due if done else None,
        evidence="Panel minutes." if done else "", times_redated=0, redate_reason="",
        recorded_by_id=worker["supervisor_id"], agreed_on=held,
    )  # fmt: skip
