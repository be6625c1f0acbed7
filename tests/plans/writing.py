"""Plans for tests: a good entry for every domain, and a version brought as far as a test needs it."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlmodel import Session

from careleavers.alerts.engine import gathered
from careleavers.domain.actors import Actor
from careleavers.domain.terms import (
    Agreement,
    ContingencyAnswer,
    FlagAnswer,
    PlanDomain,
    ReviewTrigger,
    RiskAnswer,
    RiskLevel,
    RiskType,
)
from careleavers.models import PathwayPlan, PlanEntryDetails, Review, ReviewDetails, RiskFlag, YoungPerson
from careleavers.plans import queries, service
from careleavers.plans.completeness import gaps_in
from careleavers.plans.details import SupportDetails
from careleavers.plans.review_answers import PartAnswer
from careleavers.plans.reviewing import hold_review
from tests.conftest import TODAY
from tests.people import People

RATIONALE = (
    "I read it all and asked Amy about money and home. Each part says what happens if it goes wrong, and Yas agrees."
)

EXPLAINED = "We agreed to look at this at the next visit."


def acting(people: People, name: str) -> Actor:
    """The actor for a member of staff of the tests."""
    worker = people.worker(name)
    return Actor(f"account:{people.account(name).id}", worker.role, people.account(name).id, worker.id, worker.team_id)


def good_entry(domain: PlanDomain, **more: Any) -> PlanEntryDetails:
    """An entry that lacks nothing, in words of its own for each domain."""
    about = domain.label.lower()
    said = {
        "now": f"You told me how things are with {about}, and most of it is fine.",
        "want_soon": f"You want one thing to be better with {about} by the summer.",
        "want_later": f"By 21 you want to manage {about} your own way.",
        "better": f"You would say that {about} is a good part of your week.",
        "my_view": f"I want {about} to be mine to decide.",
        "sign": f"You stop talking about {about} for two weeks",
        "first_step": f"Amy calls you and you meet about {about} within two days",
        "person": "Amy Worker",
        "number": "0161 496 0000",
    }
    return PlanEntryDetails(**{**said, **more})


def agreed(**more: Any) -> SupportDetails:
    """Visits every four weeks, with a reason, and a young person who agrees."""
    said = {
        "visit_every_days": 28,
        "visit_reason": "You asked to meet every four weeks while you settle in.",
        "agreement": Agreement.AGREES,
        "agreement_words": "Yeah, that is what I said.",
    }
    return SupportDetails(**{**said, **more})


def fill(session: Session, people: People, plan: PathwayPlan, by: str = "amy") -> None:
    """Write every part of a version, so that nothing is missing."""
    with gathered(session):
        for domain, entry in queries.entries(session, plan).items():
            service.save_entry(session, acting(people, by), plan, domain, good_entry(domain), entry.version)
    service.save_support(session, acting(people, by), plan, agreed(), plan.version)
    explain(session, people, plan, by)


def explain(session: Session, people: People, plan: PathwayPlan, by: str = "amy") -> None:
    """Give a reason for every gap that may stay."""
    left = [gap for gap in gaps_in(session, plan) if not gap.blocking]
    service.explain_gaps(session, acting(people, by), plan, {gap.place: EXPLAINED for gap in left})


def sent_plan(session: Session, people: People, person: YoungPerson | None = None, by: str = "amy") -> PathwayPlan:
    """A whole version, waiting for the manager."""
    plan = service.start_version(session, acting(people, by), person or people.yas)
    fill(session, people, plan, by)
    return service.send(session, acting(people, by), plan)


def approved_plan(
    session: Session, people: People, person: YoungPerson | None = None, by: str = "amy", manager: str = "tess"
) -> PathwayPlan:
    """A version that holds."""
    plan = sent_plan(session, people, person, by)
    return service.approve(session, acting(people, manager), plan, RATIONALE, plan.version)


def raise_high(session: Session, people: People, type_: RiskType = RiskType.EXPLOITATION) -> RiskFlag:
    """An open high risk about Yas."""
    flag = RiskFlag.made(
        young_person_id=people.id("yas"), type=type_, level=RiskLevel.HIGH, evidence="Seen in a car with older men.",
        owner_id=people.id("amy"), next_look_on=TODAY + timedelta(days=14), raised_on=TODAY,
        raised_by_id=people.id("amy"),
    )  # fmt: skip
    session.add(flag)
    session.flush()
    return flag


def review(**more: Any) -> ReviewDetails:
    """A review held today that answers everything."""
    said: dict[str, Any] = {
        "trigger": ReviewTrigger.ROUTINE,
        "held_on": TODAY,
        "chaired_by": "Rob Worker",
        "they_took_part": True,
        "contingency_answer": ContingencyAnswer.STANDS,
        "risk_answer": RiskAnswer.NOTHING_NEW,
        "rationale": "We went through every part. Money still worries Yas, so Rob challenged the budget.",
        "decisions": "Amy helps you with the new budget.",
        "next_review_on": date(2026, 9, 4),
    }
    return ReviewDetails(**{**said, **more})


def hold(
    session: Session, actor: Actor, person: YoungPerson, details: ReviewDetails,
    flags: Mapping[int, tuple[FlagAnswer, str]] = MappingProxyType({}), **more: Any,
) -> Review:  # fmt: skip
    """A review at which every part of the plan still stands, unless `parts` or `action_answers` say otherwise."""
    parts = {domain: PartAnswer(ContingencyAnswer.STANDS) for domain in PlanDomain} | more.get("parts", {})
    return hold_review(session, actor, person, details, flags, parts, more.get("action_answers", {}))
