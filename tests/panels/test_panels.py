"""Panels: what is refused, what a look answers and clears, the lists and the pages. TODAY is 4 March 2026."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers import striking
from careleavers.actions.queries import of_young_person
from careleavers.domain.panels import PanelKind
from careleavers.domain.referrals import ReferralDecision, ReferralRoute, ReferralStepKind
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import AccommodationCode, EetCode, Suitability
from careleavers.models import (
    AccommodationSpell,
    ActionDetails,
    Alert,
    EetSpell,
    PanelLook,
    PanelLookDetails,
    Referral,
    ReferralDetails,
    ReferralStepDetails,
)
from careleavers.panels import queries, service
from careleavers.referrals import service as referrals
from careleavers.referrals.queries import steps_standing
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.entitlements.filling import day_sent
from tests.people import People
from tests.plans.writing import acting

SignIn = Callable[[str], AuditingClient]
DAY = timedelta(days=1)
MINUTES: dict[str, Any] = {
    "panel": "eet", "present": "Amy, the college", "discussed": "The bus takes ninety minutes",
    "decided": "We pay the bus pass", **day_sent("looked_on", TODAY),
}  # fmt: skip


def out_of_work(session: Session, people: People, days: int = 60) -> EetSpell:
    for spell in session.exec(select(EetSpell).where(col(EetSpell.young_person_id) == people.id("yas"))):
        session.delete(spell)
    session.flush()
    spell = EetSpell.made(
        code=EetCode.G5, started_on=TODAY - days * DAY, young_person_id=people.id("yas"),
        recorded_by_id=people.id("amy"), reason="Waits for a place",
    )  # fmt: skip
    session.add(spell)
    session.flush()
    return spell


def look(session: Session, people: People, action: ActionDetails | None = None, **more: Any) -> PanelLook:
    facts = {
        "panel": PanelKind.EET, "looked_on": TODAY, "present": "Amy, the college", "discussed": "The bus",
        "decided": "We pay the bus pass",
    }  # fmt: skip
    return service.record_look(
        session, acting(people, "amy"), people.yas, PanelLookDetails(**{**facts, **more}), action
    )


def panel_alerts(session: Session, people: People) -> list[str]:
    mine = select(Alert).where(col(Alert.young_person_id) == people.id("yas"), col(Alert.cleared_at).is_(None))
    return sorted(alert.rule for alert in session.exec(mine) if alert.rule.startswith("R53"))


def test_a_look_clears_the_alert_and_in_error_brings_it_back(session: Session, people: People) -> None:
    out_of_work(session, people)
    earlier = look(session, people, looked_on=TODAY - 40 * DAY)
    assert panel_alerts(session, people) == ["R53"]
    made = look(session, people)
    assert panel_alerts(session, people) == []
    striking.strike(session, acting(people, "tess"), made, "That was his brother", made.version)
    assert panel_alerts(session, people) == ["R53"]
    assert queries.last_look(session, people.id("yas"), PanelKind.EET) is earlier


def test_what_is_decided_becomes_an_action_of_one_of_us_beside_a_partner(session: Session, people: People) -> None:
    todo = ActionDetails(what="Buy the pass", owner_id=people.id("amy"), with_whom="The college", due_on=TODAY + DAY)
    made = look(session, people, todo)
    other = todo.model_copy(update={"what": "Visit the course"})
    service.agree_action(session, acting(people, "amy"), made, other)
    (told,) = queries.looks_at(session, people.yas)
    assert [(action.what, action.with_whom, owner) for action, owner in told.actions] == [
        ("Buy the pass", "The college", "Amy Worker"), ("Visit the course", "The college", "Amy Worker"),
    ]  # fmt: skip
    assert {"Buy the pass", "Visit the course"} <= {each.action.what for each in of_young_person(session, people.yas)}


def test_a_look_answers_the_referral_that_waits_for_it(session: Session, people: People) -> None:
    amy = acting(people, "amy")
    for route in (ReferralRoute.EET_PANEL, ReferralRoute.HOUSING_PANEL):
        details = ReferralDetails(
            route=route, decision=ReferralDecision.REFER, decided_on=TODAY - 9 * DAY, reason="Out of work since June"
        )
        sent = ReferralStepDetails(kind=ReferralStepKind.SENT, happened_on=TODAY - 8 * DAY, to_whom="The panel")
        referrals.record_referral(session, amy, people.yas, details, sent)
    look(session, people)
    answered = {
        referral.route
        for referral in session.exec(select(Referral).where(col(Referral.young_person_id) == people.id("yas")))
        if any(step.kind is ReferralStepKind.HEARD for step in steps_standing(session, referral))
    }
    assert answered == {ReferralRoute.EET_PANEL}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"looked_on": TODAY + DAY}, "looked_on"),
        ({"looked_on": date(2000, 1, 1)}, "looked_on"),
        ({"present": "-"}, "present"),
        ({"discussed": "n/a"}, "discussed"),
        ({"decided": "."}, "decided"),
        ({"next_look_on": TODAY}, "next_look_on"),
        ({"next_look_on": TODAY + 300 * DAY}, "next_look_on"),
    ],
    ids=["tomorrow", "before birth", "nobody", "nothing", "nothing decided", "again the same day", "the wrong year"],
)
def test_what_cannot_be_is_refused(session: Session, people: People, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refusal:
        look(session, people, **more)
    assert refusal.value.field == field
    assert queries.looks_at(session, people.yas) == []


def test_the_list_counts_a_stretch_through_and_puts_the_unseen_first(session: Session, people: People) -> None:
    spell = out_of_work(session, people, days=10)
    before = EetSpell.made(
        code=EetCode.G4, started_on=TODAY - 50 * DAY, ended_on=spell.started_on, young_person_id=people.id("yas"),
        recorded_by_id=people.id("amy"),
    )  # fmt: skip
    session.add(before)
    session.flush()
    actor = acting(people, "amy")

    def of_yas() -> list[queries.Listed]:
        found = queries.agenda(session, actor, PanelKind.EET).listed
        return [each for each in found if each.young_person is people.yas]

    (listed,) = of_yas()
    assert (listed.since, listed.looked_on) == (before.started_on, None)
    look(session, people, next_look_on=TODAY + 20 * DAY)
    (listed,) = of_yas()
    assert (listed.looked_on, listed.next_on) == (TODAY, TODAY + 20 * DAY)
    spell.code = EetCode.NOT_KNOWN
    session.flush()
    assert of_yas() == []


def test_the_housing_list_holds_whose_home_is_not_suitable_or_ends(session: Session, people: People) -> None:
    actor = acting(people, "amy")
    home = session.exec(
        select(AccommodationSpell).where(
            col(AccommodationSpell.young_person_id) == people.id("yas"), col(AccommodationSpell.ended_on).is_(None)
        )
    ).first() or AccommodationSpell.made(
        code=AccommodationCode.INDEPENDENT, suitability=Suitability.SUITABLE, provided_by_council=False,
        started_on=TODAY - 60 * DAY, young_person_id=people.id("yas"), recorded_by_id=people.id("amy"),
    )  # fmt: skip
    session.add(home)

    def listed() -> bool:
        session.flush()
        found = queries.agenda(session, actor, PanelKind.HOUSING).listed
        return people.yas in [each.young_person for each in found]

    home.suitability, home.notice_on, home.expected_end_on = Suitability.SUITABLE, None, None
    assert not listed()
    home.expected_end_on = TODAY + 57 * DAY
    assert not listed()
    home.expected_end_on = TODAY + 56 * DAY
    assert listed()
    home.expected_end_on, home.notice_on = None, TODAY
    assert listed()
    home.notice_on, home.suitability, home.suitability_reason = None, Suitability.UNSUITABLE, "Damp"
    assert listed()


def test_a_look_is_recorded_on_the_page_and_read_by_whoever_may(sign_in: SignIn, people: People) -> None:
    base = f"/young-people/{people.yas.public_id}/panels"
    amy = sign_in("amy")
    half = amy.send(f"{base}/record", {**MINUTES, "what": "Buy the bus pass"})
    assert half.status_code == 422
    assert "Choose which of us makes sure it happens" in words(half)
    assert "Buy the bus pass" in half.get_data(as_text=True)
    saved = amy.send(f"{base}/record", MINUTES, follow_redirects=True)
    assert "We pay the bus pass" in words(saved)
    assert "The panel last looked on 4 March 2026" in words(
        amy.get(f"/young-people/{people.yas.public_id}/work-and-study")
    )
    assert sign_in("ben").get(base).status_code == 404
