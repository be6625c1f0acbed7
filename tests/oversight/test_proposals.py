"""Exceptions and closings are asked for by one and answered by another; an exception has an end of its own."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers.domain.oversight import ExceptionKind, ProposalAnswer
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.safeguarding import ProposedAct
from careleavers.domain.terms import Closure, RiskLevel
from careleavers.models import AgreedException, Alert, ClosingProposal
from careleavers.oversight import proposals
from careleavers.oversight.approvals import waiting_for
from careleavers.oversight.details import Answered
from careleavers.people.service import close_record
from careleavers.risks.details import Proposed
from careleavers.risks.proposing import propose
from tests.conftest import TODAY
from tests.oversight.filling import WHY, a_closing, an_exception, high_risk
from tests.people import People
from tests.plans.writing import acting, sent_plan

YES, NO = Answered(ProposalAnswer.AGREED, WHY), Answered(ProposalAnswer.TURNED_DOWN, WHY)


def asked(session: Session, people: People, by: str = "amy", **more: Any) -> AgreedException:
    """An exception for Yas that waits."""
    return proposals.ask_exception(session, acting(people, by), people.yas, an_exception(**more))


def proposed(session: Session, people: People, by: str = "amy", **more: Any) -> ClosingProposal:
    """A closing of Yas's record that waits."""
    return proposals.propose_closing(session, acting(people, by), people.yas, a_closing(**more))


def answer(session: Session, people: People, exception: AgreedException, said: Answered, by: str = "tess") -> None:
    """A manager's answer to an exception."""
    proposals.answer_exception(session, acting(people, by), exception, said, exception.version)


def open_rules(session: Session, people: People) -> set[str]:
    """The rules that are open for Yas."""
    mine = (col(Alert.young_person_id) == people.id("yas"), col(Alert.cleared_at).is_(None))
    return {alert.rule for alert in session.exec(select(Alert).where(*mine))}


def test_an_exception_is_nothing_until_a_manager_answers(session: Session, people: People) -> None:
    exception = asked(session, people)
    assert (exception.answer, exception.asked_on, exception.asked_by_id) == (None, TODAY, people.id("amy"))
    answer(session, people, exception, YES)
    assert (exception.answer, exception.answered_by_id) == (ProposalAnswer.AGREED, people.id("tess"))


def test_the_alert_about_its_end_goes_when_a_manager_says_what_happens_next(session: Session, people: People) -> None:
    exception = asked(session, people, until_on=TODAY + timedelta(days=7))
    answer(session, people, exception, YES)
    assert "R93" in open_rules(session, people)
    tess = acting(people, "tess")
    with pytest.raises(Refused) as refusal:
        proposals.end_exception(session, tess, exception, "Visits go on", exception.version)
    assert refusal.value.field == "end_words"
    proposals.end_exception(session, tess, exception, WHY, exception.version)
    assert (exception.ended_on, exception.ended_by_id) == (TODAY, people.id("tess"))
    assert "R93" not in open_rules(session, people)
    with pytest.raises(Refused):
        proposals.end_exception(session, tess, exception, WHY, exception.version)


def test_the_other_alerts_stay_whatever_is_agreed(session: Session, people: People) -> None:
    exception = asked(session, people)
    before = open_rules(session, people)
    answer(session, people, exception, YES)
    assert before <= open_rules(session, people)
    assert "R27" in before


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"until_on": TODAY}, "until_on"),
        ({"until_on": TODAY + timedelta(days=85)}, "until_on"),
        ({"reason": "She asked"}, "reason"),
        ({"keeps_safe": "n/a"}, "keeps_safe"),
    ],
)
def test_what_will_not_do_names_its_answer(session: Session, people: People, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        asked(session, people, **more)
    assert refusal.value.field == field
    assert session.exec(select(AgreedException)).first() is None


def test_the_longest_exception_is_the_councils_limit(session: Session, people: People) -> None:
    assert asked(session, people, until_on=TODAY + timedelta(days=84)).until_on == TODAY + timedelta(days=84)


def test_the_same_is_not_asked_for_twice_but_something_else_is(session: Session, people: People) -> None:
    exception = asked(session, people)
    for state in ("waiting", "agreed"):
        with pytest.raises(Refused) as refusal:
            asked(session, people)
        assert refusal.value.field == "kind", state
        if state == "waiting":
            answer(session, people, exception, YES)
    asked(session, people, kind=ExceptionKind.NO_COPY)
    proposals.end_exception(session, acting(people, "tess"), exception, WHY, exception.version)
    assert asked(session, people).answer is None


@pytest.mark.parametrize("by", ["tess", "sam"])
def test_nobody_answers_what_they_asked(session: Session, people: People, by: str) -> None:
    exception, closing = asked(session, people, by), proposed(session, people, by)
    manager = acting(people, by)
    with pytest.raises(Refused):
        proposals.answer_exception(session, manager, exception, YES, exception.version)
    with pytest.raises(Refused):
        proposals.answer_closing(session, manager, people.yas, closing, YES, closing.version)
    assert (exception.answer, closing.answer, people.yas.closed_on) == (None, None, None)


def test_an_answer_is_given_once_with_a_reason_and_to_what_stands_there(session: Session, people: People) -> None:
    exception, tess = asked(session, people), acting(people, "tess")
    with pytest.raises(Stale):
        proposals.answer_exception(session, tess, exception, YES, exception.version - 1)
    with pytest.raises(Refused) as refusal:
        answer(session, people, exception, Answered(ProposalAnswer.AGREED, "Fine"))
    assert refusal.value.field == "words"
    answer(session, people, exception, NO)
    with pytest.raises(Refused):
        answer(session, people, exception, YES)
    with pytest.raises(Refused):
        proposals.end_exception(session, tess, exception, WHY, exception.version)


def test_what_was_asked_until_a_day_that_has_passed_is_not_agreed(session: Session, people: People) -> None:
    exception = asked(session, people)
    exception.until_on = TODAY - timedelta(days=1)
    with pytest.raises(Refused) as refusal:
        answer(session, people, exception, YES)
    assert refusal.value.field == "answer"
    answer(session, people, exception, NO)


def test_a_record_is_closed_when_another_manager_agrees(session: Session, people: People) -> None:
    proposal = proposed(session, people)
    assert people.yas.closed_on is None
    proposals.answer_closing(session, acting(people, "tess"), people.yas, proposal, YES, proposal.version)
    assert (people.yas.closed_on, people.yas.closure) == (TODAY, Closure.TRANSFERRED)
    assert open_rules(session, people) == set()
    with pytest.raises(Refused):
        proposed(session, people)


def test_a_closing_that_is_not_agreed_changes_nothing(session: Session, people: People) -> None:
    proposal = proposed(session, people)
    proposals.answer_closing(session, acting(people, "tess"), people.yas, proposal, NO, proposal.version)
    assert (people.yas.closed_on, proposal.answer_words) == (None, WHY)
    assert proposed(session, people).answer is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"closure": Closure.DIED}, "closure"),
        ({"closure": Closure.IMPORT_UNDONE}, "closure"),
        ({"closure": Closure.NOT_WANTED}, "closed_on"),
        ({"closure": Closure.AGED_OUT}, "closed_on"),
        ({"closure": Closure.RETURNED_HOME}, "home_with_parent_since"),
        ({"closed_on": TODAY + timedelta(days=1)}, "closed_on"),
        ({"reason": "She moved"}, "reason"),
        ({"told": "Everything"}, "told"),
    ],
)
def test_a_closing_that_the_law_forbids_is_not_proposed(
    session: Session, people: People, more: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        proposed(session, people, **more)
    assert refusal.value.field == field


def test_one_closing_waits_at_a_time(session: Session, people: People) -> None:
    proposed(session, people)
    with pytest.raises(Refused):
        proposed(session, people)


def test_a_record_closed_meanwhile_is_said_so(session: Session, people: People) -> None:
    proposal, tess = proposed(session, people), acting(people, "tess")
    from careleavers.people.details import Closing

    close_record(session, people.yas, Closing(Closure.TRANSFERRED, TODAY))
    with pytest.raises(Refused) as refusal:
        proposals.answer_closing(session, tess, people.yas, proposal, YES, proposal.version)
    assert "closed on" in refusal.value.sentence


def test_everything_that_waits_stands_in_one_place_the_oldest_first(session: Session, people: People) -> None:
    over = asked(session, people, kind=ExceptionKind.NO_COPY)
    answer(session, people, over, YES)
    over.until_on = TODAY - timedelta(days=2)
    exception, closing = asked(session, people), proposed(session, people)
    exception.asked_on, closing.asked_on = TODAY - timedelta(days=5), TODAY - timedelta(days=1)
    plan = sent_plan(session, people)
    plan.sent_on = TODAY - timedelta(days=9)
    session.flush()
    found = waiting_for(session, acting(people, "tess"), TODAY)
    assert [(each.kind, each.working_days) for each in found.waiting] == [
        ("Plan", 7), ("Exception", 3), ("Exception that ends", 2), ("Closing", 1),
    ]  # fmt: skip
    assert found.by_kind == [("Closing", 1), ("Exception", 1), ("Exception that ends", 1), ("Plan", 1)]
    assert found.young_person_ids == [people.yas.id]
    assert waiting_for(session, acting(people, "una"), TODAY).waiting == []
    assert len(waiting_for(session, acting(people, "sam"), TODAY).waiting) == 4


def test_a_high_risk_that_somebody_proposes_to_lower_waits_there_too(session: Session, people: People) -> None:
    flag = high_risk(session, people)
    amy = acting(people, "amy")
    propose(session, amy, flag, Proposed(act=ProposedAct.LOWER, to_level=RiskLevel.MEDIUM, reason=WHY), flag.version)
    [waiting] = waiting_for(session, acting(people, "tess"), TODAY).waiting
    assert (waiting.kind, waiting.what, waiting.page[0]) == ("Risk", "Lower it, from high to medium", "risks.decide")


def test_what_was_answered_or_is_over_waits_no_more(session: Session, people: People) -> None:
    exception, closing = asked(session, people), proposed(session, people)
    answer(session, people, exception, NO)
    proposals.answer_closing(session, acting(people, "tess"), people.yas, closing, YES, closing.version)
    assert waiting_for(session, acting(people, "tess"), TODAY).waiting == []


def test_who_asked_is_told_that_another_manager_answers(session: Session, people: People) -> None:
    asked(session, people, "tess")
    assert [each.own for each in waiting_for(session, acting(people, "tess"), TODAY).waiting] == [True]
    assert [each.own for each in waiting_for(session, acting(people, "sam"), TODAY).waiting] == [False]
