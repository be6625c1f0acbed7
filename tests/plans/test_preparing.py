"""Before the plan: an assessment that the first plan begins with, and readiness from both sides over time."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from careleavers.domain.refusals import Refused
from careleavers.domain.terms import PlanDomain, Skill, SkillLevel
from careleavers.models import NeedsAssessmentDetails
from careleavers.plans import preparing, queries, service
from careleavers.plans.facts import facts_of
from careleavers.plans.preparing import SkillAnswer
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import acting, approved_plan

SignIn = Callable[[str], AuditingClient]
NEEDS = {domain: f"You need somebody beside you with {domain.label.lower()}." for domain in PlanDomain}
ANSWERS = {skill: SkillAnswer(SkillLevel.ALONE, SkillLevel.WITH_HELP, f"Try {skill.value} once") for skill in Skill}


def assessed(**more: object) -> NeedsAssessmentDetails:
    """An assessment finished today."""
    said: dict[str, object] = {
        "finished_on": TODAY, "who_took_part": "Yas, Amy and Aunt Leila", "information": "School report, ZZhealth",
        "deliberation": "School wanted more hours; Yas said the mornings are too early, and we agreed with Yas.",
        "outcome": "You get help with mornings.",
    }  # fmt: skip
    return NeedsAssessmentDetails(**said | more)


def test_first_plan_begins_with_what_the_assessment_found(session: Session, people: People) -> None:
    amy = acting(people, "amy")
    preparing.finish_assessment(session, amy, people.yas, assessed(), NEEDS)
    plan = service.start_version(session, amy, people.yas)
    assert {domain: row.now for domain, row in queries.entries(session, plan).items()} == NEEDS


def test_second_plan_begins_with_the_first(session: Session, people: People) -> None:
    approved_plan(session, people)
    preparing.finish_assessment(session, acting(people, "amy"), people.yas, assessed(), NEEDS)
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    assert not set(NEEDS.values()) & {row.now for row in queries.entries(session, plan).values()}


@pytest.mark.parametrize(
    ("details", "needs", "field"),
    [
        (assessed(finished_on=TODAY + timedelta(days=1)), NEEDS, "finished_on"),
        (assessed(deliberation="All agreed."), NEEDS, "deliberation"),
        (assessed(), NEEDS | {PlanDomain.MONEY: "n/a"}, "needs_money"),
        (assessed(), {}, "needs_support"),
    ],
)
def test_assessment_refused(
    session: Session, people: People, details: NeedsAssessmentDetails, needs: dict[PlanDomain, str], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        preparing.finish_assessment(session, acting(people, "amy"), people.yas, details, needs)
    assert refusal.value.field == field
    assert preparing.last_assessment(session, people.id("yas")) is None


def test_readiness_is_kept_from_both_sides_over_time(session: Session, people: People) -> None:
    amy = acting(people, "amy")
    session.info["today"] = TODAY - timedelta(days=90)
    preparing.record_readiness(session, amy, people.yas, ANSWERS)
    with pytest.raises(Refused, match="recorded today already"):
        preparing.record_readiness(session, amy, people.yas, ANSWERS)
    session.info["today"] = TODAY
    later = ANSWERS | {Skill.COOKING: SkillAnswer(SkillLevel.MOSTLY, SkillLevel.MOSTLY, "Cook for Leila")}
    preparing.record_readiness(session, amy, people.yas, later)
    found = preparing.readiness(session, people.id("yas"))
    assert list(found) == [TODAY, TODAY - timedelta(days=90)]
    assert [day[Skill.COOKING].worker_view for day in found.values()] == [SkillLevel.MOSTLY, SkillLevel.WITH_HELP]
    plan = service.start_version(session, amy, people.yas)
    told = [fact.words for fact in facts_of(session, people.yas, plan)[PlanDomain.SKILLS]]
    assert "Mostly on my own (their worker: mostly on my own). Cook for Leila" in told


def test_readiness_begins_at_16(session: Session, people: People) -> None:
    people.yas.born_on = date(2010, 3, 5)
    with pytest.raises(Refused, match="begins at 16"):
        preparing.record_readiness(session, acting(people, "amy"), people.yas, ANSWERS)


def test_pages_record_and_show_both(session: Session, people: People, sign_in: SignIn) -> None:
    amy, root = sign_in("amy"), f"/young-people/{people.yas.public_id}"
    assert "Needs have not been assessed yet" in words(amy.get(f"{root}/getting-ready"))
    said = {"finished_on-day": "4", "finished_on-month": "3", "finished_on-year": "2026"}
    said |= {name: value for name, value in assessed().model_dump().items() if isinstance(value, str)}
    said |= {f"needs_{domain.value}": text for domain, text in NEEDS.items()}
    short = amy.send(f"{root}/needs/assess", said | {"deliberation": "All fine."})
    assert short.status_code == 422
    assert NEEDS[PlanDomain.MONEY] in words(short)
    assert amy.send(f"{root}/needs/assess", said).status_code == 302
    marks = {f"{side}_{skill.value}": "mostly" for side in ("their", "worker") for skill in Skill}
    assert "how do you see it" in words(amy.send(f"{root}/readiness/record", {**marks, "worker_money": ""}))
    assert amy.send(f"{root}/readiness/record", {**marks, "next_money": "Open an account"}).status_code == 302
    page = words(amy.get(f"{root}/getting-ready"))
    assert "Money and bills Mostly on my own worker: mostly on my own Open an account" in page
    service.start_version(session, acting(people, "amy"), people.yas)
    session.commit()
    assert "Put it into the plan" in words(amy.get(f"{root}/getting-ready"))
    link = next(a.get("href") for a in amy.page.iter("a") if "skill=money" in (a.get("href") or ""))
    assert "Open an account" in amy.get(link).text
    assert "You need somebody beside you with money." in page
    assert sign_in("ben").get(f"{root}/getting-ready").status_code == 404
