"""The pages on which a proposal is made, read, decided on and taken back, and where it waits in sight."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import Session

from careleavers.domain.safeguarding import ProposalState, ProposedAct
from careleavers.domain.terms import PlanDomain, RiskLevel
from careleavers.models import RiskFlag, RiskProposal
from careleavers.models.base import identity
from careleavers.risks.waiting import read_waiting
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import as_drawn, inputs, raised
from tests.people import People
from tests.plans.writing import approved_plan
from tests.risks.deciding import WHY
from tests.risks.test_service import actor

SignIn = Callable[[str], AuditingClient]
NEXT_LOOK = {"next_look_on-day": "20", "next_look_on-month": "4", "next_look_on-year": "2026"}


def register(people: People, who: str = "yas") -> str:
    return f"/young-people/{people.young_people[who].public_id}/risks"


@pytest.fixture
def flag(session: Session, people: People) -> RiskFlag:
    """A high risk that Amy raised."""
    made = raised(people)
    session.add(made)
    session.commit()
    return made


def waiting(
    session: Session, people: People, flag: RiskFlag, by: str = "amy", days: int = 6, who: str = "yas"
) -> RiskProposal:
    made = RiskProposal.made(
        risk_flag_id=identity(flag), young_person_id=people.id(who), act=ProposedAct.LOWER, level_before=flag.level,
        to_level=RiskLevel.MEDIUM, reason=WHY, proposed_by_id=people.id(by), proposed_on=TODAY - timedelta(days=days),
    )  # fmt: skip
    session.add(made)
    session.commit()
    return made


def stored(session: Session) -> RiskProposal:
    return session.execute(select(RiskProposal).execution_options(populate_existing=True)).scalar_one()


def test_a_worker_proposes_a_manager_reads_and_approves(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    path = f"{register(people)}/{flag.public_id}/propose"
    answer = sign_in("amy").send(path, {"act": "lower", "to_level": "medium", "reason": WHY})
    assert (answer.status_code, answer.location) == (302, register(people))
    page = words(sign_in("amy").get(register(people)))
    assert "Amy Worker proposed on 4 March 2026 to lower it from high to medium; it has waited since today" in page
    assert "Take the proposal back" in page
    tess = sign_in("tess")
    decide = f"{register(people)}/proposals/{stored(session).public_id}/decide"
    assert decide in tess.get(register(people)).get_data(as_text=True)
    assert WHY in words(tess.get(decide))
    done = tess.send(decide, {"verdict": "approve", "words": WHY, "keeps_safe": "Her aunt", **NEXT_LOOK})
    assert done.status_code == 302
    page = words(tess.get(register(people)))
    assert "Proposal approved" in page
    assert "Looked at: from high to medium" in page
    assert "Proposed to lower it from high to medium" in page
    assert session.execute(select(RiskFlag.level).execution_options(populate_existing=True)).scalar_one() == "medium"


def test_refusing_keeps_the_words_until_they_say_why(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    path = f"{register(people)}/proposals/{waiting(session, people, flag).public_id}/decide"
    tess = sign_in("tess")
    first = tess.send(path, {"verdict": "refuse", "words": "tbc"})
    assert first.status_code == 422
    assert "Say why you refuse, and what should happen now" in words(first)
    assert as_drawn(first)["words"].strip() == "tbc"
    assert tess.send(path, {"verdict": "refuse", "words": "He is out on Friday"}).status_code == 302
    assert stored(session).state is ProposalState.REFUSED
    assert "Proposal to lower it from high to medium: refused" in words(tess.get(register(people)))
    assert "This proposal waits no more: refused, 4 March 2026" in words(tess.get(path))


def test_whoever_proposed_is_offered_no_decision(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    made = waiting(session, people, flag, by="tess")
    path = f"{register(people)}/proposals/{made.public_id}/decide"
    page = sign_in("tess").get(path)
    assert "You proposed this on 26 February 2026, so another manager must decide" in words(page)
    assert not [each for each in inputs(page) if each.get("name") == "verdict"]
    drawn = as_drawn(sign_in("sam").get(path))
    sent = {name: drawn[name] for name in ("form_key", "version")}
    client = sign_in("tess")
    client.get(f"{register(people)}/raise")
    answer = client.post(path, data={**sent, "csrf_token": client.token, "verdict": "refuse", "words": WHY})
    assert answer.status_code in (409, 422)
    assert stored(session).state is ProposalState.WAITING


def test_a_proposal_is_taken_back_by_its_maker_alone(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    made = waiting(session, people, flag)
    path = f"{register(people)}/proposals/{made.public_id}/withdraw"
    for name, state in (("tess", ProposalState.WAITING), ("amy", ProposalState.WITHDRAWN)):
        client = sign_in(name)
        client.get(f"{register(people)}/raise")
        assert client.post(path, data={"csrf_token": client.token}).status_code == 302
        assert stored(session).state is state


def test_one_click_makes_one_proposal(session: Session, sign_in: SignIn, people: People, flag: RiskFlag) -> None:
    client, path = sign_in("amy"), f"{register(people)}/{flag.public_id}/propose"
    answers = {**as_drawn(client.get(path)), "act": "close", "reason": WHY}
    first, second = client.post(path, data=answers), client.post(path, data=answers)
    assert (first.status_code, second.status_code) == (302, 302)
    assert stored(session).act is ProposedAct.CLOSE
    assert "A proposal has waited for a decision since today" in words(client.get(path))


def test_what_waits_stands_in_the_register_with_its_age_and_on_the_record(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    waiting(session, people, flag)
    page = words(sign_in("tess").get("/risks"))
    assert "1 proposal waits for a second person" in page
    assert "Amy Worker proposed to lower it from high to medium; waiting for 6 days" in page
    assert "Proposal waiting for 6 days" in page
    assert "proposal" not in words(sign_in("una").get("/risks")).lower()
    record = words(sign_in("amy").get(f"/young-people/{people.yas.public_id}"))
    assert "A decision waits: sexual or criminal exploitation, high, to be lowered to medium" in record
    assert "waiting for 6 days" in record


def test_proposals_are_sorted_and_counted_in_scope(session: Session, people: People, flag: RiskFlag) -> None:
    others = [raised(people, level=RiskLevel.CRITICAL), raised(people), raised(people, who="zak", by="ben")]
    session.add_all(others)
    session.flush()
    waiting(session, people, flag, days=2)
    waiting(session, people, others[0], days=1)
    waiting(session, people, others[1], days=9)
    waiting(session, people, others[2], by="ben", days=30, who="zak")
    found = read_waiting(session, actor(people, "tess"), TODAY).to_decide
    assert [(row.flag.level, row.proposal.proposed_on) for row in found.rows] == [
        (RiskLevel.CRITICAL, TODAY - timedelta(days=1)),
        (RiskLevel.HIGH, TODAY - timedelta(days=9)),
        (RiskLevel.HIGH, TODAY - timedelta(days=2)),
    ]
    assert (found.in_all, found.more) == (3, 0)
    assert read_waiting(session, actor(people, "sam"), TODAY).to_decide.in_all == 4
    people.yas.died_on = TODAY
    session.flush()
    assert read_waiting(session, actor(people, "tess"), TODAY).to_decide.in_all == 0


@pytest.mark.parametrize(
    ("name", "proposes", "decides"),
    [("amy", 200, 403), ("tess", 200, 200), ("sam", 200, 200), ("ivy", 404, 403), ("una", 404, 404),
     ("rob", 403, 403), ("olly", 403, 403), ("ada", 403, 403), ("yas", 403, 403)],
)  # fmt: skip
def test_who_may_propose_and_decide(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag, name: str, proposes: int, decides: int
) -> None:
    made, client = waiting(session, people, flag), sign_in(name)
    assert client.get(f"{register(people)}/{flag.public_id}/propose").status_code == proposes
    assert client.get(f"{register(people)}/proposals/{made.public_id}/decide").status_code == decides


def test_the_plan_and_the_risk_lead_to_each_other(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    amy, record = sign_in("amy"), f"/young-people/{people.yas.public_id}"
    assert "No plan approved yet" in words(amy.get(register(people)))
    approved_plan(session, people, people.yas, "amy", "tess")
    session.commit()
    assert f'href="{record}/plan#domain-relationships"' in amy.get(register(people)).get_data(as_text=True)
    flag.plan_domain = PlanDomain.MONEY
    session.commit()
    page = amy.get(register(people))
    assert "“Money”, version 1" in words(page)
    plan = amy.get(f"{record}/plan")
    assert f'href="{register(people)}#risk-{flag.public_id.lower()}"' in plan.get_data(as_text=True)
    assert "Risks this answers Staff only Sexual or criminal exploitation High" in words(plan)
