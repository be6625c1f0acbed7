"""A record with a word planted in every text column, for the tests of what young people see."""

from datetime import timedelta

import pytest
from sqlmodel import Session

from careleavers.domain.add_ons import AddOn
from careleavers.domain.terms import ActionSource, PlanDomain, PlanState
from careleavers.models import (
    AccommodationSpell,
    Action,
    AgreedException,
    ChangeOfCircumstance,
    ClosingProposal,
    Contact,
    EetSpell,
    OversightAddendum,
    OversightNote,
    OversightSubject,
    PartnerPack,
    PathwayPlan,
    PlanAddOn,
    PlanCopy,
    PlanEntry,
    PlannedReview,
    Review,
    ReviewFlagAnswer,
    ReviewInvitation,
    ReviewRequest,
    RiskFlag,
    SafeContact,
    VoiceMessage,
)
from careleavers.models.base import identity
from tests.conftest import TODAY
from tests.my.planting import Planting
from tests.people import People

SOON = TODAY + timedelta(days=20)


def add(session: Session, row: object) -> int:
    """Keep a row; gives its id."""
    session.add(row)
    session.flush()
    return identity(row)  # type: ignore[arg-type]


def plant_plan(
    session: Session, people: People, planting: Planting, label: str, name: str, number: int, state: PlanState
) -> PathwayPlan:
    """A version with planted entries and one planted action for each of two domains."""
    worker = people.id("amy")
    facts = {"young_person_id": people.id(name), "number": number, "written_by_id": worker, "started_on": TODAY}
    plan = planting.row(
        f"{label} plan", PathwayPlan, **facts, state=PlanState.SENT, visit_every_days=28, agreement="agrees",
        decided_by_id=people.id("tess"), approved_on=TODAY,
    )  # fmt: skip
    add(session, plan)
    for domain in PlanDomain:
        add(session, planting.row(f"{label} entry", PlanEntry, plan_id=plan.id, domain=domain, edited_by_id=worker))
    add(
        session, planting.row(f"{label} addition", PlanAddOn, plan_id=plan.id, add_on=AddOn.PARENT, edited_by_id=worker)
    )
    for domain in (PlanDomain.MONEY, None):
        add(session, plant_action(people, planting, f"{label} action", name, ActionSource.PLAN, domain, plan.id))
    plan.state = state
    session.flush()
    return plan


def plant_action(
    people: People, planting: Planting, label: str, name: str, source: ActionSource, domain: PlanDomain | None = None,
    plan_id: int | None = None,
) -> Action:  # fmt: skip
    """A planted open action."""
    made: Action = planting.row(
        label, Action, young_person_id=people.id(name), source=source, domain=domain, plan_id=plan_id,
        owner_id=people.id("amy"), recorded_by_id=people.id("amy"), due_on=SOON,
    )  # fmt: skip
    return made


def plant_oversight(session: Session, people: People, planting: Planting) -> None:
    """What managers wrote, agreed and were asked about Yas."""
    about, tess = {"young_person_id": people.id("yas")}, people.id("tess")
    note = add(session, planting.row("note", OversightNote, **about, written_by_id=tess, written_on=TODAY))
    subject = {"note_id": note, "topic": "missed_date", "missed_on": TODAY, "missed_rule": "R07"}
    add(session, planting.row("note about", OversightSubject, **about, **subject))
    addendum = {"note_id": note, "kind": "added", "added_by_id": tess}
    add(session, planting.row("note addendum", OversightAddendum, **about, **addendum))
    asked = {**about, "asked_by_id": people.id("amy"), "asked_on": TODAY}
    answered = {"answer": "agreed", "answered_on": TODAY, "answered_by_id": tess}
    exception = {"kind": "no_visits", "until_on": SOON}
    add(session, planting.row("exception", AgreedException, **asked, **answered, **exception))
    add(session, planting.row("closing", ClosingProposal, **asked, closure="transferred", closed_on=TODAY))


@pytest.fixture
def planting(session: Session, people: People) -> Planting:
    """Yas's and Zak's whole records, planted: an approved plan, one before it and a draft, and all around them."""
    made, yas, amy = Planting(), people.yas, people.id("amy")
    for name, value in made.facts("person", type(yas)).items():
        setattr(yas, name, value)
    plant_plan(session, people, made, "older", "yas", 1, PlanState.SUPERSEDED)
    plan = plant_plan(session, people, made, "current", "yas", 2, PlanState.APPROVED)
    plant_plan(session, people, made, "draft", "yas", 3, PlanState.DRAFT)
    plant_plan(session, people, made, "other person’s", "zak", 1, PlanState.APPROVED)
    about = {"young_person_id": yas.id, "recorded_by_id": amy}
    for source in (ActionSource.CONTACT, ActionSource.SUPERVISION, ActionSource.OVERSIGHT):
        add(session, plant_action(people, made, f"{source.value} action", "yas", source))
    add(session, made.row("copy", PlanCopy, plan_id=plan.id, given_by_id=amy, given_on=TODAY, form="paper"))
    flag = add(session, made.row(
        "risk", RiskFlag, young_person_id=yas.id, raised_by_id=amy, type="debt", level="high", owner_id=amy,
        next_look_on=SOON, raised_on=TODAY, closed_on=None,
    ))  # fmt: skip
    review = add(session, made.row(
        "review", Review, **about, plan_id=plan.id, trigger="routine", held_on=TODAY, they_took_part=True,
        contingency_answer="stands", risk_answer="nothing_new", next_review_on=SOON,
    ))  # fmt: skip
    planned = add(session, made.row(
        "planned review", PlannedReview, young_person_id=yas.id, planned_by_id=amy, trigger="routine",
        planned_for=SOON, who_chose="they",
    ))  # fmt: skip
    add(session, made.row(
        "invitation", ReviewInvitation, planned_review_id=planned, part="family", invited_by_way="letter",
        invited_on=TODAY, recorded_by_id=amy,
    ))  # fmt: skip
    for label, asker in (("request", None), ("worker’s request", amy)):
        add(session, made.row(
            label, ReviewRequest, young_person_id=yas.id, worker_id=asker, asked_on=TODAY + timedelta(days=1),
            answered_on=SOON, answered_by_id=amy,
        ))  # fmt: skip
    add(session, made.row(
        "pack", PartnerPack, young_person_id=yas.id, plan_id=plan.id, expires_on=SOON, they_agree="yes", made_on=TODAY,
        made_by_id=amy,
    ))  # fmt: skip
    add(session, made.row(
        "said", VoiceMessage, young_person_id=yas.id, kind="question", change=None, sent_on=TODAY, seen_on=TODAY,
        seen_by_id=amy, answered_on=TODAY, answered_by_id=amy,
    ))  # fmt: skip
    add(session, made.row("flag answer", ReviewFlagAnswer, review_id=review, risk_flag_id=flag, answer="same"))
    add(session, made.row(
        "home", AccommodationSpell, **about, code="U", suitability="1", provided_by_council=True, started_on=TODAY,
    ))  # fmt: skip
    add(session, made.row("eet", EetSpell, **about, code="F2", started_on=TODAY))
    add(session, made.row("change", ChangeOfCircumstance, **about, kind="moved", happened_on=TODAY))
    add(session, made.row(
        "contact", Contact, young_person_id=yas.id, worker_id=amy, kind="home_visit", happened_on=TODAY,
        risk_answer="nothing_new", signs="injury", big_change=False,
    ))  # fmt: skip
    add(session, made.row("safe contact", SafeContact, **about, review_on=SOON, agreed_on=TODAY))
    plant_oversight(session, people, made)
    session.commit()
    return made
