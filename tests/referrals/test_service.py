"""Recording a referral and what happened to it, and what the alerts make of it. TODAY is 4 March 2026; Yas is 19."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers.domain.referrals import (
    ReferralConsent,
    ReferralDecision,
    ReferralOutcome,
    ReferralRoute,
    ReferralStepKind,
)
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import RiskType
from careleavers.models import (
    AccommodationSpell,
    Alert,
    DashCheckDetails,
    Referral,
    ReferralDetails,
    ReferralStepDetails,
    RiskFlag,
)
from careleavers.models.base import identity
from careleavers.referrals import queries, service
from tests.conftest import TODAY
from tests.contacts.filling import raised
from tests.people import People
from tests.plans.writing import acting

NRM, NOTIFY, MARAC, MACE, HOUSING = (
    ReferralRoute.NRM, ReferralRoute.DUTY_TO_NOTIFY, ReferralRoute.MARAC, ReferralRoute.MACE,
    ReferralRoute.DUTY_TO_REFER,
)  # fmt: skip
SENT, CHASED, HEARD, WITHDRAWN = ReferralStepKind
YES, NO, NOT_ASKED = ReferralConsent
NOT_REFER = ReferralDecision.NOT_REFER


def decided(**more: Any) -> ReferralDetails:
    facts = {
        "route": MACE, "decision": ReferralDecision.REFER, "decided_on": TODAY - timedelta(days=2),
        "reason": "Two new phones, and a car that waits",
    }  # fmt: skip
    return ReferralDetails(**{**facts, **more})


def happened(kind: ReferralStepKind, days_ago: int = 0, **more: Any) -> ReferralStepDetails:
    facts = {"to_whom": "The panel" if kind is SENT else "", "words": "They will meet on Monday"}
    outcome = ReferralOutcome.ACCEPTED if kind is HEARD else None
    return ReferralStepDetails(
        kind=kind, happened_on=TODAY - timedelta(days=days_ago), **{"outcome": outcome, **facts, **more}
    )


def record(
    session: Session, people: People, sent: ReferralStepDetails | None = None, of: str = "yas", **more: Any
) -> Referral:
    young = people.young_people[of]
    return service.record_referral(session, acting(people, "amy"), young, decided(**more), sent)


def step(session: Session, people: People, referral: Referral, details: ReferralStepDetails) -> Any:
    return service.record_step(session, acting(people, "amy"), people.yas, referral, details)


def alerts(session: Session, people: People, of: str = "yas") -> set[str]:
    statement = select(Alert.rule).where(Alert.young_person_id == people.id(of), col(Alert.cleared_at).is_(None))
    return {rule for rule in session.exec(statement) if rule in ("R46", "R47", "R48", "R48b", "R48c", "R49")}


def risk(session: Session, people: People, type: RiskType = RiskType.EXPLOITATION, **more: Any) -> RiskFlag:
    flag = raised(people, type=type, **more)
    session.add(flag)
    session.flush()
    return flag


def test_a_decision_quiets_one_alert_and_asks_for_the_next_until_there_is_an_answer(
    session: Session, people: People
) -> None:
    risk(session, people)
    referral = record(session, people, route=NOTIFY)
    assert alerts(session, people) == {"R48c"}
    step(session, people, referral, happened(SENT, 1))
    assert alerts(session, people) == set()
    service.strike(session, acting(people, "amy"), referral, "That was her sister", referral.version)
    assert alerts(session, people) == {"R46"}
    (told,) = queries.referrals_of(session, people.yas)
    assert told.stands == ("Recorded in error", "quiet")


def test_a_chase_puts_the_chasing_off_and_not_the_manager(session: Session, people: People) -> None:
    long_ago = TODAY - timedelta(days=60)
    referral = record(session, people, happened(SENT, 16), decided_on=long_ago)
    assert alerts(session, people) == {"R48"}
    step(session, people, referral, happened(CHASED))
    assert alerts(session, people) == set()
    older = record(session, people, happened(SENT, 40), decided_on=long_ago)
    step(session, people, older, happened(CHASED))
    assert alerts(session, people) == {"R48b"}
    heard = step(session, people, older, happened(HEARD))
    assert alerts(session, people) == set()
    service.strike(session, acting(people, "amy"), heard, "Another panel", heard.version)
    assert alerts(session, people) == {"R48b"}


def test_a_checklist_of_fourteen_asks_for_marac_until_it_is_decided(session: Session, people: People) -> None:
    flag = risk(session, people, RiskType.DOMESTIC_ABUSE)

    def checked(score: int | None, **more: bool) -> Any:
        answers = {"judged_high": False, "repeated": False, **more}
        details = DashCheckDetails(done_on=TODAY - timedelta(days=3), score=score, words="Followed home", **answers)
        return service.record_dash(session, acting(people, "amy"), people.yas, flag, details)

    checked(13)
    assert alerts(session, people) == set()
    check = checked(14)
    assert alerts(session, people) == {"R47"}
    service.strike(session, acting(people, "amy"), check, "I counted one twice", check.version)
    assert alerts(session, people) == set()
    checked(None, judged_high=True)
    assert alerts(session, people) == {"R47"}
    record(session, people, happened(SENT), route=MARAC, risk_flag_id=identity(flag))
    assert alerts(session, people) == set()
    with pytest.raises(Refused, match="Enter how many were ticked"):
        checked(None)
    flag.closed_on, flag.closed_by_id, flag.close_reason = TODAY, people.id("tess"), "She has moved away"
    with pytest.raises(Refused, match="was closed on 4 March 2026"):
        checked(3)


def test_the_checklist_is_for_domestic_abuse_alone(session: Session, people: People) -> None:
    flag = risk(session, people)
    details = DashCheckDetails(done_on=TODAY, score=3, judged_high=False, repeated=False, words="Nothing")
    with pytest.raises(Refused, match="is for domestic abuse"):
        service.record_dash(session, acting(people, "amy"), people.yas, flag, details)


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"decided_on": TODAY + timedelta(days=1)}, "decided_on", "Enter today, 4 March 2026"),
        ({"decided_on": date(2000, 1, 1)}, "decided_on", "They were born on 14 September 2006"),
        ({"reason": "n/a"}, "reason", "Say why"),
        ({"route": ReferralRoute.OTHER}, "route_other", "Enter where to"),
        ({"route": NRM}, "consent", "Choose what they said"),
        ({"route": NRM, "consent": NO}, "route", "did not agree. Without consent, choose the duty to notify"),
        ({"route": NRM, "consent": NOT_ASKED}, "route", "have not been asked"),
        ({"route": HOUSING, "consent": NO}, "decision", "Without consent they cannot be referred"),
        ({"route": HOUSING, "consent": NOT_ASKED}, "consent", "Ask them first"),
        ({"route": MACE, "consent": YES}, "consent", "needs no consent"),
        ({"risk_flag_id": 987654}, "risk_flag_id", "Choose one of their risks"),
    ],
)
def test_what_cannot_be_is_refused_at_its_question(
    session: Session, people: People, more: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        record(session, people, **more)
    assert refusal.value.field == field
    assert queries.referrals_of(session, people.yas) == []


def test_under_18_the_nrm_needs_no_consent_and_the_duty_to_notify_is_not_theirs(
    session: Session, people: People
) -> None:
    people.yas.born_on = date(2008, 3, 5)  # 18 tomorrow
    record(session, people, route=NRM)
    with pytest.raises(Refused, match="Under 18 no consent is needed"):
        record(session, people, route=NOTIFY)
    people.yas.born_on = date(2008, 3, 3)  # 18 since, so that the page asked
    record(session, people, route=NRM, consent=NO)
    people.yas.born_on = date(2008, 3, 2)  # 18 on the day it was decided
    with pytest.raises(Refused, match="Choose what they said"):
        record(session, people, route=NRM)


def test_another_persons_risk_cannot_be_named(session: Session, people: People) -> None:
    theirs = raised(people, "zak", by="ben")
    session.add(theirs)
    session.flush()
    with pytest.raises(Refused, match="Choose one of their risks"):
        record(session, people, risk_flag_id=identity(theirs))


@pytest.mark.parametrize(
    ("sent", "more", "field", "says"),
    [
        (happened(SENT, 3), {}, "sent_on", "It was decided on 2 March 2026"),
        (happened(SENT, -1), {}, "sent_on", "Enter today, 4 March 2026"),
        (happened(SENT, to_whom="-"), {}, "sent_to", "Enter whom it was sent to"),
        (happened(SENT), {"decision": NOT_REFER}, "sent_on", "It was decided not to refer"),
    ],
)
def test_what_was_sent_with_it_is_refused_at_its_own_question(
    session: Session, people: People, sent: ReferralStepDetails, more: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        record(session, people, sent, **more)
    assert refusal.value.field == field
    session.rollback()


@pytest.mark.parametrize(
    ("already", "next_one", "field", "says"),
    [
        ([], happened(HEARD), "kind", "Record first when this referral was sent"),
        ([], happened(CHASED), "kind", "Record first when this referral was sent"),
        ([], happened(SENT, 3), "happened_on", "It was decided on 2 March 2026"),
        ([], happened(WITHDRAWN, words=""), "words", "Say why it is no longer needed"),
        ([happened(SENT, 1)], happened(SENT), "kind", "It was sent on 3 March 2026 already"),
        ([happened(SENT, 1)], happened(HEARD, 2), "happened_on", "It was sent on 3 March 2026"),
        ([happened(SENT, 1)], happened(HEARD, words=" - "), "words", "Say what they answered"),
        ([happened(SENT, 1)], happened(HEARD, -1), "happened_on", "Enter today"),
        ([happened(WITHDRAWN, 1)], happened(SENT), "", "was taken back"),
    ],
)
def test_steps_out_of_order_are_refused(
    session: Session, people: People, already: list[Any], next_one: Any, field: str, says: str
) -> None:
    referral = record(session, people)
    for each in already:
        step(session, people, referral, each)
    with pytest.raises(Refused, match=says) as refusal:
        step(session, people, referral, next_one)
    assert refusal.value.field == field
    assert len(queries.steps_standing(session, referral)) == len(already)


def test_nothing_happens_to_what_was_decided_against_or_struck_out(session: Session, people: People) -> None:
    against = record(session, people, decision=NOT_REFER)
    with pytest.raises(Refused, match="It was decided not to refer"):
        step(session, people, against, happened(SENT))
    struck = record(session, people)
    service.strike(session, acting(people, "amy"), struck, "Her sister's", struck.version)
    with pytest.raises(Refused, match="recorded in error"):
        step(session, people, struck, happened(SENT))


def test_not_having_asked_leaves_the_alert_standing(session: Session, people: People) -> None:
    home = AccommodationSpell.made(
        young_person_id=people.id("yas"), code="S", suitability="2", suitability_reason="No roof",
        provided_by_council=False, started_on=TODAY - timedelta(days=5), recorded_by_id=people.id("amy"),
    )  # fmt: skip
    session.add(home)
    session.flush()
    record(session, people, route=HOUSING, decision=NOT_REFER, consent=NOT_ASKED)
    assert alerts(session, people) == {"R49"}
    record(session, people, route=HOUSING, decision=NOT_REFER, consent=NO)
    assert alerts(session, people) == set()


def test_striking_asks_for_a_reason_once_and_for_the_later_things_first(session: Session, people: People) -> None:
    amy, referral = acting(people, "amy"), record(session, people)
    sent = step(session, people, referral, happened(SENT, 1))
    step(session, people, referral, happened(HEARD))
    with pytest.raises(Refused, match="that came after it"):
        service.strike(session, amy, sent, "Another day", sent.version)
    with pytest.raises(Refused, match="Say what is wrong"):
        service.strike(session, amy, referral, "-", referral.version)
    with pytest.raises(Stale):
        service.strike(session, amy, referral, "His brother", referral.version - 1)
    service.strike(session, amy, referral, "His brother", referral.version)
    with pytest.raises(Refused, match="already"):
        service.strike(session, amy, referral, "His brother", referral.version)


def test_sent_again_after_the_first_was_struck_out(session: Session, people: People) -> None:
    referral = record(session, people)
    sent = step(session, people, referral, happened(SENT, 1))
    service.strike(session, acting(people, "amy"), sent, "The wrong address", sent.version)
    assert alerts(session, people) == {"R48c"}
    step(session, people, referral, happened(SENT))
    assert alerts(session, people) == set()
