"""Two people lower or close a high risk: one proposes, a manager who is somebody else decides, with a reason."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col

from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.safeguarding import ProposalState, ProposedAct
from careleavers.domain.terms import RiskLevel
from careleavers.models import RiskFlag, RiskProposal, RiskReview
from careleavers.models.base import identity
from careleavers.risks import proposing, service
from careleavers.risks.details import Decided, Proposed
from careleavers.risks.queries import register_of
from tests.conftest import TODAY
from tests.people import People
from tests.risks.deciding import WHY
from tests.risks.test_service import actor, look, raise_by

L, LOWER, CLOSE = RiskLevel, ProposedAct.LOWER, ProposedAct.CLOSE
S = ProposalState


def propose(
    session: Session, people: People, flag: RiskFlag, by: str = "amy", act: ProposedAct = CLOSE, **more: Any
) -> RiskProposal:
    details = Proposed(**{"act": act, "reason": WHY, "to_level": L.MEDIUM if act is LOWER else None, **more})
    return proposing.propose(session, actor(people, by), flag, details, flag.version)


def decide(
    session: Session, people: People, made: RiskProposal, by: str = "tess", *, approves: bool = True, **more: Any
) -> RiskProposal:
    lowered = approves and made.act is LOWER
    facts = {
        "approves": approves, "words": WHY, "keeps_safe": "Her aunt" if lowered else "",
        "next_look_on": TODAY + timedelta(days=50) if lowered else None,
    }  # fmt: skip
    return proposing.decide(session, actor(people, by), made, Decided(**{**facts, **more}), made.version)


def test_a_proposal_changes_nothing_until_a_manager_approves_it(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy")
    made = propose(session, people, flag)
    assert (flag.closed_on, made.state, made.proposed_on) == (None, S.WAITING, TODAY)
    decide(session, people, made)
    assert (flag.closed_on, flag.closed_by_id, flag.close_reason) == (TODAY, people.id("tess"), WHY)
    assert (made.state, made.decided_by_id, made.decision_words) == (S.APPROVED, people.id("tess"), WHY)
    assert flag.manager_looked_on == TODAY


def test_lowering_by_two_keeps_a_look_with_both_levels(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy", L.CRITICAL)
    decide(session, people, propose(session, people, flag, act=LOWER))
    review = session.execute(select(RiskReview)).scalar_one()
    assert (review.level_before, review.level_after, review.reviewed_by_id) == (L.CRITICAL, L.MEDIUM, people.id("tess"))
    assert review.keeps_safe_before == "Her aunt rings every evening"
    assert (flag.level, flag.keeps_safe) == (L.MEDIUM, "Her aunt")
    assert flag.next_look_on == TODAY + timedelta(days=50)


@pytest.mark.parametrize(("proposer", "decider"), [("tess", "tess"), ("sam", "sam")])
def test_nobody_decides_on_their_own_proposal(session: Session, people: People, proposer: str, decider: str) -> None:
    flag = raise_by(session, people, "amy")
    made = propose(session, people, flag, by=proposer)
    with pytest.raises(Refused, match="another manager must decide"):
        decide(session, people, made, by=decider)
    with pytest.raises(Refused, match="another manager must decide"):
        decide(session, people, made, by=decider, approves=False)
    assert (made.state, flag.closed_on) == (S.WAITING, None)


def test_a_worker_decides_on_nothing(session: Session, people: People) -> None:
    made = propose(session, people, raise_by(session, people, "tess"), by="tess")
    with pytest.raises(Refused, match="A manager decides"):
        decide(session, people, made, by="amy")


def test_refused_says_why_and_the_risk_stays(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy")
    made = propose(session, people, flag)
    with pytest.raises(Refused, match="Say why you refuse") as refusal:
        decide(session, people, made, approves=False, words="n/a")
    assert refusal.value.field == "words"
    decide(session, people, made, approves=False, words="He is out on Friday")
    assert (made.state, flag.closed_on, flag.level, flag.manager_looked_on) == (S.REFUSED, None, L.HIGH, TODAY)
    said = [each.what for each in register_of(session, people.id("yas"))[0].said]
    assert said == ["Proposal to close it: refused", "Proposed to close it"]
    assert propose(session, people, flag).state is S.WAITING


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"words": "Fine now"}, "words"),
        ({"keeps_safe": "tbc"}, "keeps_safe"),
        ({"next_look_on": None}, "next_look_on"),
        ({"next_look_on": TODAY}, "next_look_on"),
        ({"next_look_on": TODAY + timedelta(days=57)}, "next_look_on"),
    ],
)
def test_what_an_approval_needs(session: Session, people: People, more: dict[str, Any], field: str) -> None:
    flag = raise_by(session, people, "amy")
    made = propose(session, people, flag, act=LOWER)
    with pytest.raises(Refused) as refusal:
        decide(session, people, made, **more)
    assert refusal.value.field == field
    assert (made.state, flag.level) == (S.WAITING, L.HIGH)


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"reason": "Calmer now"}, "reason"),
        ({"act": LOWER, "to_level": None}, "to_level"),
        ({"act": LOWER, "to_level": L.HIGH}, "to_level"),
        ({"act": LOWER, "to_level": L.CRITICAL}, "to_level"),
    ],
)
def test_what_a_proposal_needs(session: Session, people: People, more: dict[str, Any], field: str) -> None:
    flag = raise_by(session, people, "amy")
    with pytest.raises(Refused) as refusal:
        propose(session, people, flag, **more)
    assert refusal.value.field == field


def test_one_proposal_waits_at_a_time(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy")
    propose(session, people, flag)
    with pytest.raises(Refused, match="waits for a decision"):
        propose(session, people, flag, by="tess")


def test_a_level_that_changes_overtakes_what_was_proposed(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy")
    made = propose(session, people, flag, act=LOWER)
    service.review_flag(session, actor(people, "amy"), flag, look(L.HIGH), flag.version)
    assert made.state is S.WAITING
    service.review_flag(session, actor(people, "amy"), flag, look(L.CRITICAL, "He is back"), flag.version)
    assert made.state is S.OVERTAKEN
    with pytest.raises(Refused, match="waits no more"):
        decide(session, people, made)
    assert flag.level is L.CRITICAL


def test_a_worker_proposes_for_a_medium_risk_too_and_a_manager_who_acts_alone_overtakes_it(
    session: Session, people: People
) -> None:
    flag = raise_by(session, people, "amy", L.MEDIUM)
    made = propose(session, people, flag)
    service.close_flag(session, actor(people, "tess"), flag, WHY, flag.version)
    assert (made.state, made.decided_on) == (S.OVERTAKEN, TODAY)
    with pytest.raises(Refused, match="was closed"):
        propose(session, people, flag)


def test_only_its_maker_takes_a_proposal_back(session: Session, people: People) -> None:
    made = propose(session, people, raise_by(session, people, "amy"))
    with pytest.raises(Refused, match="Somebody else proposed"):
        proposing.withdraw(session, actor(people, "tess"), made)
    proposing.withdraw(session, actor(people, "amy"), made)
    assert made.state is S.WITHDRAWN
    with pytest.raises(Refused, match="waits no more"):
        proposing.withdraw(session, actor(people, "amy"), made)


def test_what_somebody_else_saved_is_not_decided_over(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy")
    shown = flag.version
    service.review_flag(session, actor(people, "tess"), flag, look(L.HIGH), shown)
    with pytest.raises(Stale):
        proposing.propose(session, actor(people, "amy"), flag, Proposed(act=CLOSE, reason=WHY), shown)
    made = propose(session, people, flag)
    with pytest.raises(Stale):
        proposing.decide(session, actor(people, "tess"), made, Decided(approves=True, words=WHY), made.version + 1)


def refuses(session: Session, statement: str, **values: Any) -> bool:
    """Whether the database itself will not run a statement."""
    try:
        with session.begin_nested():
            session.connection().execute(text(statement), values)
    except DBAPIError:
        return True
    return False


def test_the_database_itself_keeps_the_two_apart(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy", L.CRITICAL)
    made = propose(session, people, flag)
    approve = """UPDATE risk_proposal SET state = 'approved', decided_by_id = :by, decided_on = '2026-03-04',
        decision_words = 'Yes', flag_version = :version WHERE id = :id"""
    values = {"id": identity(made), "version": flag.version}
    assert refuses(session, approve, by=people.id("amy"), **values)
    assert not refuses(session, approve, by=people.id("tess"), **values)


@pytest.mark.parametrize(
    "change",
    [
        "level = 'high'",
        "level = 'low'",
        f"closed_on = '2026-03-04', closed_by_id = raised_by_id, close_reason = '{WHY}'",
    ],
)
def test_the_database_itself_refuses_a_high_risk_lowered_or_closed_alone(
    session: Session, people: People, change: str
) -> None:
    flag = raise_by(session, people, "amy", L.CRITICAL)
    alone = f"UPDATE risk_flag SET {change} WHERE id = :id"
    assert refuses(session, alone, id=identity(flag))
    assert not refuses(session, "UPDATE risk_flag SET keeps_safe = 'Her aunt' WHERE id = :id", id=identity(flag))


def test_an_approval_is_good_for_one_change(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy", L.CRITICAL)
    decide(session, people, propose(session, people, flag, act=LOWER, to_level=L.MEDIUM))
    service.review_flag(session, actor(people, "amy"), flag, look(L.CRITICAL, "He is back"), flag.version)
    assert refuses(session, "UPDATE risk_flag SET level = 'medium' WHERE id = :id", id=identity(flag))
    approved = select(RiskProposal).where(col(RiskProposal.state) == S.APPROVED)
    assert len(session.execute(approved).scalars().all()) == 1
