"""Reviews: what must be answered, which days will do, what the alerts make of it."""

from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from careleavers.domain.refusals import Refused
from careleavers.domain.terms import (
    ContingencyAnswer,
    FlagAnswer,
    PlanDomain,
    ReviewedAction,
    RiskAnswer,
    RiskLevel,
    RiskType,
    Step,
)
from careleavers.models import Action, Alert, Review, ReviewFlagAnswer
from careleavers.models.base import identity
from careleavers.plans import queries, reviewing, service
from careleavers.plans.completeness import gaps_in
from careleavers.plans.measures import marks
from careleavers.plans.minutes import minutes_of
from careleavers.plans.review_answers import ActionAnswer, PartAnswer
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import acting, approved_plan, hold, raise_high, review
from tests.risks.deciding import settled_by_two

MONEY = PlanDomain.MONEY


def test_review_is_kept_with_the_plan_that_held_that_day(session: Session, people: People) -> None:
    session.info["today"] = TODAY - timedelta(days=60)
    first = approved_plan(session, people)
    session.info["today"] = TODAY
    second = approved_plan(session, people)
    early = hold(
        session, acting(people, "amy"), people.yas,
        review(held_on=TODAY - timedelta(days=1), next_review_on=date(2026, 9, 3)), {},
    )  # fmt: skip
    late = hold(session, acting(people, "amy"), people.yas, review(), {})
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
        ({"risk_answer": RiskAnswer.NEW}, "risk_words"),
        ({"risk_answer": RiskAnswer.CHANGED, "risk_words": "-"}, "risk_words"),
    ],
)
def test_review_refused(session: Session, people: People, given: dict[str, object], field: str) -> None:
    approved_plan(session, people)
    with pytest.raises(Refused) as refusal:
        hold(session, acting(people, "amy"), people.yas, review(**given), {})
    assert refusal.value.field == field
    assert session.exec(select(Review)).all() == []


def test_last_days_allowed(session: Session, people: People) -> None:
    approved_plan(session, people)
    details = review(next_review_on=date(2026, 9, 4), next_visit_on=TODAY + timedelta(days=56))
    assert hold(session, acting(people, "amy"), people.yas, details, {}).id is not None


def test_six_months_from_the_end_of_a_month(session: Session, people: People) -> None:
    session.info["today"] = date(2025, 8, 31)
    approved_plan(session, people)
    with pytest.raises(Refused, match="no later than 28 February 2026"):
        hold(
            session, acting(people, "amy"), people.yas,
            review(held_on=date(2025, 8, 31), next_review_on=date(2026, 3, 1)), {},
        )  # fmt: skip


def test_nothing_to_review_without_an_approved_plan(session: Session, people: People) -> None:
    with pytest.raises(Refused, match="no approved plan to review"):
        hold(session, acting(people, "amy"), people.yas, review(), {})


def test_each_open_high_risk_is_answered_by_name(session: Session, people: People) -> None:
    approved_plan(session, people)
    first, second = raise_high(session, people), raise_high(session, people, RiskType.DEBT)
    answers = {identity(first): (FlagAnswer.SAME, "Talked about it")}
    with pytest.raises(Refused, match="No answer yet for: Debt or money"):
        hold(session, acting(people, "amy"), people.yas, review(), answers)
    answers[identity(second)] = (FlagAnswer.NOT_DISCUSSED, "")
    held = hold(session, acting(people, "amy"), people.yas, review(), answers)
    said = {(flag.type, answer.answer) for answer, flag in queries.flag_answers(session, held)}
    assert said == {(RiskType.EXPLOITATION, FlagAnswer.SAME), (RiskType.DEBT, FlagAnswer.NOT_DISCUSSED)}


def test_every_open_risk_is_asked_about_and_none_that_is_closed(session: Session, people: People) -> None:
    approved_plan(session, people)
    flag, closed = raise_high(session, people), raise_high(session, people, RiskType.DEBT)
    settled_by_two(session, people, flag, RiskLevel.MEDIUM)
    settled_by_two(session, people, closed)
    said = {identity(flag): (FlagAnswer.SAME, "")}
    with pytest.raises(Refused, match="was closed since"):
        hold(session, acting(people, "amy"), people.yas, review(), said | {identity(closed): (FlagAnswer.SAME, "")})
    with pytest.raises(Refused, match="No answer yet for: Sexual or criminal exploitation"):
        hold(session, acting(people, "amy"), people.yas, review(), {})
    hold(session, acting(people, "amy"), people.yas, review(), said)
    assert [answer.risk_flag_id for answer in session.exec(select(ReviewFlagAnswer))] == [flag.id]


def test_nothing_new_beside_a_worse_risk_is_refused(session: Session, people: People) -> None:
    approved_plan(session, people)
    worse = {identity(raise_high(session, people)): (FlagAnswer.WORSE, "Out every night")}
    with pytest.raises(Refused) as refusal:
        hold(session, acting(people, "amy"), people.yas, review(), worse)
    assert refusal.value.field == "risk_answer"


def to_do(session: Session, people: People, what: str) -> Action:
    """Something still to do for Yas by today."""
    action = Action.made(
        what=what, owner_id=people.id("amy"), due_on=TODAY, young_person_id=people.id("yas"), source="plan",
        domain=MONEY, recorded_by_id=people.id("amy"),
    )  # fmt: skip
    session.add(action)
    session.flush()
    return action


def test_each_action_is_looked_at_and_goes_the_way_that_was_decided(session: Session, people: People) -> None:
    approved_plan(session, people)
    amy = acting(people, "amy")
    done, later, dropped, kept = (
        to_do(session, people, what) for what in ("Open an account", "Ask the bank", "Sell the bike", "Save a bit")
    )
    answers = {
        identity(done): ActionAnswer(ReviewedAction.DONE, "Amy saw the card."),
        identity(later): ActionAnswer(ReviewedAction.CHANGE, "The bank was shut.", TODAY + timedelta(days=9)),
        identity(dropped): ActionAnswer(ReviewedAction.DROP, "The bike was stolen."),
    }
    with pytest.raises(Refused, match="Say what became of “Save a bit”"):
        hold(session, amy, people.yas, review(), action_answers=answers)
    answers[identity(kept)] = ActionAnswer(ReviewedAction.KEEP, "n/a")
    with pytest.raises(Refused) as refusal:
        hold(session, amy, people.yas, review(), action_answers=answers)
    assert refusal.value.field == f"action_{kept.public_id.lower()}_why"
    answers[identity(kept)] = ActionAnswer(ReviewedAction.KEEP, "It goes well, a bit each week.")
    held = hold(session, amy, people.yas, review(), action_answers=answers)
    assert [row.state for row in (done, later, dropped, kept)] == ["done", "open", "dropped", "open"]
    assert later.due_on == TODAY + timedelta(days=9)
    assert "Open an account: Done. Amy saw the card." in held.actions_looked_at
    assert {answer.answer for answer, _ in queries.action_answers(session, held)} == set(ReviewedAction)


def test_every_part_is_answered_for(session: Session, people: People) -> None:
    approved_plan(session, people)
    amy = acting(people, "amy")
    with pytest.raises(Refused, match="My support and visits"):
        reviewing.hold_review(session, amy, people.yas, review(), {}, {}, {})
    for holds in (ContingencyAnswer.CHANGE, ContingencyAnswer.USED):
        with pytest.raises(Refused) as refusal:
            hold(session, amy, people.yas, review(), parts={MONEY: PartAnswer(holds, "n/a")})
        assert refusal.value.field == "part_money_words"


def test_review_that_changes_the_plan_makes_the_next_version(session: Session, people: People) -> None:
    amy = acting(people, "amy")
    first = approved_plan(session, people)
    said = PartAnswer(ContingencyAnswer.USED, "The rent was late twice; Jo lent the money.", Step.NEAR_WORST)
    held = hold(session, amy, people.yas, review(), parts={MONEY: said})
    assert held.contingency_answer is ContingencyAnswer.USED
    begun = reviewing.begin_next_version(session, amy, people.yas, held)
    assert begun is not None
    assert begun.number == first.number + 1
    entries = queries.entries(session, begun)
    assert entries[MONEY].step is Step.NEAR_WORST
    assert "The rent was late twice" in entries[MONEY].worker_view
    assert entries[PlanDomain.HEALTH].worker_view == ""
    assert [mark.said for mark in marks(session, people.id("yas"))[MONEY]] == ["Review"]
    entries[MONEY].edited_at -= timedelta(days=400)
    assert "review_money" in {gap.place for gap in gaps_in(session, begun)}


def test_review_that_changes_nothing_begins_nothing(session: Session, people: People) -> None:
    approved_plan(session, people)
    held = hold(session, acting(people, "amy"), people.yas, review())
    assert reviewing.begin_next_version(session, acting(people, "amy"), people.yas, held) is None
    changed = hold(session, acting(people, "rob"), people.yas, review(),
                   parts={MONEY: PartAnswer(ContingencyAnswer.CHANGE, "Call the bank instead of Jo.")})  # fmt: skip
    assert reviewing.begin_next_version(session, acting(people, "rob"), people.yas, changed) is None
    assert queries.plan_in_hand(session, people.id("yas")) is None


def test_minutes_hold_only_what_may_be_shared(session: Session, people: People) -> None:
    approved_plan(session, people)
    action = to_do(session, people, "Open an account")
    held = hold(
        session, acting(people, "amy"), people.yas, review(who_came="Her uncle Reza", what_changed="Moved to Cedar"),
        parts={MONEY: PartAnswer(ContingencyAnswer.CHANGE, "Not her uncle any more", Step.BEST)},
        action_answers={identity(action): ActionAnswer(ReviewedAction.DROP, "Her uncle took the card")},
    )  # fmt: skip
    text = str(minutes_of(session, held))
    assert "Open an account" in text
    assert "Like the best" in text
    assert not [word for word in ("uncle", "Reza", "Cedar", held.rationale) if word in text]


def test_review_clears_the_alert_that_one_is_due(session: Session, people: People) -> None:
    session.info["today"] = TODAY - timedelta(days=200)
    plan = approved_plan(session, people)
    session.info["today"] = TODAY
    service.start_version(session, acting(people, "amy"), people.yas)  # anything saved rechecks
    due = select(Alert).where(
        col(Alert.rule) == "R07", col(Alert.young_person_id) == people.id("yas"), col(Alert.cleared_on).is_(None)
    )
    assert session.exec(due).one().due_on == date(2026, 2, 16)
    hold(session, acting(people, "amy"), people.yas, review(), {})
    assert plan.approved_on == date(2025, 8, 16)
    assert session.exec(due).all() == []
