"""The pages of referrals, and what the page of a risk shows of them. Yas is 19."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from careleavers.alerts import engine
from careleavers.domain.terms import RiskType
from careleavers.models import DashCheck, Referral, ReferralStep, RiskFlag
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import as_drawn, raised
from tests.entitlements.filling import day_sent
from tests.people import People

SignIn = Callable[[str], AuditingClient]
DECIDED = {"route": "mace", "decision": "refer", "reason": "Two new phones", **day_sent("decided_on", TODAY)}


def page(people: People, more: str = "/referrals") -> str:
    return f"/young-people/{people.yas.public_id}{more}"


@pytest.fixture
def flag(session: Session, people: People) -> RiskFlag:
    """A risk of domestic abuse."""
    made = raised(people, type=RiskType.DOMESTIC_ABUSE)
    session.add(made)
    session.commit()
    return made


def test_a_referral_is_recorded_from_the_page_of_a_risk_and_followed_to_its_answer(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    client = sign_in("amy")
    assert "No referral is recorded" in words(client.get(page(people)))
    link = f"/referrals/record?risk={flag.public_id}"
    assert page(people, link) in client.get(page(people, "/risks")).get_data(as_text=True)
    drawn = client.get(page(people, link))
    assert f'value="{flag.id}" selected' in drawn.get_data(as_text=True)
    sent = {**DECIDED, "route": "marac", "sent_to": "The coordinator", **day_sent("sent_on", TODAY)}
    assert client.send(page(people, link), {**sent, "risk_flag_id": str(flag.id)}).status_code == 302
    shown = words(client.get(page(people)))
    for said in ("Domestic abuse: MARAC Waiting for an answer", "Two new phones", "Sent to The coordinator"):
        assert said in shown
    assert "4 March 2026 Waiting for an answer" in words(client.get(page(people, "/risks")))
    referral = session.exec(select(Referral)).one()
    answer = {"kind": "heard", "outcome": "declined", "words": "Too little known", **day_sent("happened_on", TODAY)}
    assert client.send(page(people, f"/referrals/{referral.public_id}/record"), answer).status_code == 302
    shown = words(client.get(page(people)))
    assert "Heard back: they do not take it on" in shown
    assert "Too little known" in shown


def test_what_is_missing_is_asked_for_with_everything_typed_still_there(
    session: Session, sign_in: SignIn, people: People
) -> None:
    client = sign_in("amy")
    for sent, says in (
        ({**DECIDED, "route": "nrm", "consent": "no"}, "choose the duty to notify"),
        ({**DECIDED, "sent_to": "The panel"}, "Enter the day it was sent, or take away to whom"),
        ({**DECIDED, **day_sent("sent_on", TODAY)}, "Enter whom it was sent to"),
        ({**DECIDED, "decision": "not_refer", **day_sent("sent_on", TODAY)}, "sent"),
        ({**DECIDED, "route": ""}, "Choose where to"),
    ):
        answer = client.send(page(people, "/referrals/record"), sent)
        assert answer.status_code == 422
        assert says in words(answer)
        assert "Two new phones" in answer.get_data(as_text=True)
    assert session.exec(select(Referral)).all() == []


def test_sent_again_it_is_saved_once(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    filled = as_drawn(client.get(page(people, "/referrals/record"))) | DECIDED
    for _ in range(2):
        assert client.post(page(people, "/referrals/record"), data=filled).status_code == 302
    assert len(session.exec(select(Referral)).all()) == 1


def test_a_checklist_stands_under_its_risk_and_can_be_taken_back(
    session: Session, sign_in: SignIn, people: People, flag: RiskFlag
) -> None:
    client = sign_in("amy")
    where = page(people, f"/risks/{flag.public_id}/dash")
    answers = {"score": "15", "judged_high": "no", "repeated": "no", "words": "Followed home"}
    assert client.send(where, {**answers, "score": "28", **day_sent("done_on", TODAY)}).status_code == 422
    assert client.send(where, {**answers, **day_sent("done_on", TODAY)}).status_code == 302
    shown = words(client.get(page(people, "/risks")))
    assert "Checklist (DASH), 4 March 2026: 15 ticked At the level of MARAC" in shown
    check = session.exec(select(DashCheck)).one()
    strike = page(people, f"/risks/dash/{check.public_id}/strike")
    assert client.send(strike, {"reason": "I counted twice"}).status_code == 302
    shown = words(client.get(page(people, "/risks")))
    assert "marked it as recorded in error: I counted twice" in shown
    assert "At the level of MARAC" not in shown


def test_steps_and_referrals_are_struck_through_and_stay(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    sent = {**DECIDED, "sent_to": "The panel", **day_sent("sent_on", TODAY)}
    client.send(page(people, "/referrals/record"), sent)
    made = session.exec(select(ReferralStep)).one()
    where = page(people, f"/referrals/steps/{made.public_id}/strike")
    assert client.send(where, {"reason": "Another panel"}).status_code == 302
    assert "Not sent yet" in words(client.get(page(people)))
    referral = session.exec(select(Referral)).one()
    where = page(people, f"/referrals/{referral.public_id}/strike")
    assert client.send(where, {"reason": "His brother's"}).status_code == 302
    shown = words(client.get(page(people)))
    for said in ("Another panel", "His brother's", "Exploitation panel (MACE) Recorded in error"):
        assert said in shown
    assert "already" in words(client.get(where))
    assert "recorded in error" in words(client.get(page(people, f"/referrals/{referral.public_id}/record")))


def test_alerts_lead_to_the_page_that_clears_them(session: Session, sign_in: SignIn, people: People) -> None:
    client = sign_in("amy")
    session.add(raised(people))
    session.add(
        Referral.made(
            young_person_id=people.id("yas"), recorded_by_id=people.id("amy"), route="other",
            route_other="The food bank", decision="refer", reason="No food", decided_on=TODAY - timedelta(days=9),
        )
    )  # fmt: skip
    session.flush()
    engine.refresh(session, young_person_id=people.id("yas"))
    session.commit()
    shown = client.get(page(people, ""))
    assert "nothing decided about the NRM or duty to notify" in words(shown)
    assert "The food bank: decided on 23 February 2026, not sent yet" in words(shown)
    html = shown.get_data(as_text=True)
    assert page(people, "/referrals/record") in html
    assert f'{page(people)}"' in html


def test_out_of_reach_there_is_nothing(session: Session, sign_in: SignIn, people: People, flag: RiskFlag) -> None:
    sign_in("amy").send(page(people, "/referrals/record"), DECIDED)
    referral = session.exec(select(Referral)).one()
    ben = sign_in("ben")
    for path in ("/referrals", f"/referrals/{referral.public_id}/record", f"/risks/{flag.public_id}/dash"):
        assert ben.get(page(people, path)).status_code == 404
    theirs = f"/young-people/{people.zak.public_id}/referrals/{referral.public_id}/record"
    assert ben.get(theirs).status_code == 404
