"""Reviews: what must be answered, which days will do, what the alerts make of it."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from careleavers.domain.refusals import Refused
from careleavers.domain.terms import ContingencyAnswer, FlagAnswer, RiskAnswer, RiskLevel, RiskType
from careleavers.models import Action, Alert, Review, ReviewFlagAnswer
from careleavers.models.base import identity
from careleavers.plans import queries, reviewing, service
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import acting, approved_plan, raise_high, review


def test_review_is_kept_with_the_plan_that_held_that_day(session: Session, people: People) -> None:
    session.info["today"] = TODAY - timedelta(days=60)
    first = approved_plan(session, people)
    session.info["today"] = TODAY
    second = approved_plan(session, people)
    early = reviewing.hold_review(
        session, acting(people, "amy"), people.yas,
        review(held_on=TODAY - timedelta(days=1), next_review_on=date(2026, 9, 3)), {},
    )  # fmt: skip
    late = reviewing.hold_review(session, acting(people, "amy"), people.yas, review(), {})
    assert (early.plan_id, late.plan_id) == (first.id, second.id)
    assert late.recorded_by_id == people.id("amy")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, "held_on"),
        ({"held_on": TODAY - timedelta(days=1), "next_review_on": TODAY}, "held_on"),
        ({"next_review_on": TODAY}, "next_review_on"),
        ({"next_review_on": TODAY - timedelta(days=5)}, "next_review_on"),
        ({"next_review_on": date(2026, 9, 5)}, "next_review_on"),
        ({"next_visit_on": TODAY - timedelta(days=1)}, "next_visit_on"),
        ({"next_visit_on": TODAY + timedelta(days=57)}, "next_visit_on"),
        ({"rationale": "All fine."}, "rationale"),
        ({"contingency_answer": ContingencyAnswer.CHANGE}, "contingency_words"),
        ({"contingency_answer": ContingencyAnswer.USED, "contingency_words": "n/a"}, "contingency_words"),
        ({"risk_answer": RiskAnswer.NEW}, "risk_words"),
        ({"risk_answer": RiskAnswer.CHANGED, "risk_words": "-"}, "risk_words"),
    ],
)
def test_review_refused(session: Session, people: People, given: dict[str, object], field: str) -> None:
    approved_plan(session, people)
    with pytest.raises(Refused) as refusal:
        reviewing.hold_review(session, acting(people, "amy"), people.yas, review(**given), {})
    assert refusal.value.field == field
    assert session.exec(select(Review)).all() == []


def test_last_days_allowed(session: Session, people: People) -> None:
    approved_plan(session, people)
    details = review(next_review_on=date(2026, 9, 4), next_visit_on=TODAY + timedelta(days=56))
    assert reviewing.hold_review(session, acting(people, "amy"), people.yas, details, {}).id is not None


def test_six_months_from_the_end_of_a_month(session: Session, people: People) -> None:
    session.info["today"] = date(2025, 8, 31)
    approved_plan(session, people)
    with pytest.raises(Refused, match="no later than 28 February 2026"):
        reviewing.hold_review(
            session, acting(people, "amy"), people.yas,
            review(held_on=date(2025, 8, 31), next_review_on=date(2026, 3, 1)), {},
        )  # fmt: skip


def test_nothing_to_review_without_an_approved_plan(session: Session, people: People) -> None:
    with pytest.raises(Refused, match="no approved plan to review"):
        reviewing.hold_review(session, acting(people, "amy"), people.yas, review(), {})


def test_each_open_high_risk_is_answered_by_name(session: Session, people: People) -> None:
    approved_plan(session, people)
    first, second = raise_high(session, people), raise_high(session, people, RiskType.DEBT)
    answers = {identity(first): (FlagAnswer.SAME, "Talked about it")}
    with pytest.raises(Refused, match="No answer yet for: Debt or money"):
        reviewing.hold_review(session, acting(people, "amy"), people.yas, review(), answers)
    answers[identity(second)] = (FlagAnswer.NOT_DISCUSSED, "")
    held = reviewing.hold_review(session, acting(people, "amy"), people.yas, review(), answers)
    said = {(flag.type, answer.answer) for answer, flag in queries.flag_answers(session, held)}
    assert said == {(RiskType.EXPLOITATION, FlagAnswer.SAME), (RiskType.DEBT, FlagAnswer.NOT_DISCUSSED)}


def test_closed_and_lower_risks_are_not_asked_about(session: Session, people: People) -> None:
    approved_plan(session, people)
    flag = raise_high(session, people)
    flag.level = RiskLevel.MEDIUM
    session.flush()
    with pytest.raises(Refused, match="closed or lowered"):
        reviewing.hold_review(
            session, acting(people, "amy"), people.yas, review(), {identity(flag): (FlagAnswer.SAME, "")}
        )
    reviewing.hold_review(session, acting(people, "amy"), people.yas, review(), {})
    assert session.exec(select(ReviewFlagAnswer)).all() == []


def test_nothing_new_beside_a_worse_risk_is_refused(session: Session, people: People) -> None:
    approved_plan(session, people)
    worse = {identity(raise_high(session, people)): (FlagAnswer.WORSE, "Out every night")}
    with pytest.raises(Refused) as refusal:
        reviewing.hold_review(session, acting(people, "amy"), people.yas, review(), worse)
    assert refusal.value.field == "risk_answer"


def test_open_actions_are_accounted_for(session: Session, people: People) -> None:
    plan = approved_plan(session, people)
    session.add(
        Action.made(
            what="Open a bank account",
            owner_id=people.id("amy"),
            due_on=TODAY,
            young_person_id=people.id("yas"),
            source="plan",
            plan_id=plan.id,
            recorded_by_id=people.id("amy"),
        )
    )
    session.flush()
    with pytest.raises(Refused) as refusal:
        reviewing.hold_review(session, acting(people, "amy"), people.yas, review(), {})
    assert refusal.value.field == "actions_looked_at"
    told = review(actions_looked_at="Not done: the bank wanted papers. Amy goes along on Friday.")
    assert reviewing.hold_review(session, acting(people, "amy"), people.yas, told, {}).id is not None


def test_review_clears_the_alert_that_one_is_due(session: Session, people: People) -> None:
    session.info["today"] = TODAY - timedelta(days=200)
    plan = approved_plan(session, people)
    session.info["today"] = TODAY
    service.start_version(session, acting(people, "amy"), people.yas)  # anything saved rechecks
    due = select(Alert).where(
        col(Alert.rule) == "R07", col(Alert.young_person_id) == people.id("yas"), col(Alert.cleared_on).is_(None)
    )
    assert session.exec(due).one().due_on == date(2026, 2, 16)
    reviewing.hold_review(session, acting(people, "amy"), people.yas, review(), {})
    assert plan.approved_on == date(2025, 8, 16)
    assert session.exec(due).all() == []
