"""Recording the support network, and what the alerts and the plan make of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from careleavers import striking
from careleavers.domain.network import HealthKind, MayCall, missing_by_18
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import PlanDomain
from careleavers.models import Alert, CloseOne, CloseOneDetails, HealthContact, HealthContactDetails
from careleavers.network import queries, service
from careleavers.plans import service as plans
from careleavers.plans.facts import facts_of
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import RATIONALE, acting, fill

GP, DENTIST, HISTORY, SPECIALIST = HealthKind.GP, HealthKind.DENTIST, HealthKind.HISTORY, HealthKind.SPECIALIST
WEEK = timedelta(days=7)


def health(session: Session, people: People, kind: HealthKind = GP, **more: Any) -> HealthContact:
    said = {"kind": kind, "name": "The Grange Practice", "since_on": TODAY - WEEK, **more}
    return service.record_health(session, acting(people, "amy"), people.yas, HealthContactDetails(**said))


def close_one(session: Session, people: People, **more: Any) -> CloseOne:
    said = {"name": "Pearl", "relationship": "Nan", "may_call": MayCall.YES, "main": True, **more}
    return service.add_close(session, acting(people, "amy"), people.yas, CloseOneDetails(**said))


def change(session: Session, people: People, row: HealthContact, **more: Any) -> None:
    details = HealthContactDetails(
        **{**{name: getattr(row, name) for name in HealthContactDetails.model_fields}, **more}
    )
    service.change_health(session, people.yas, row, details, row.version)


def alerts(session: Session, people: People) -> set[str]:
    statement = select(Alert.rule).where(Alert.young_person_id == people.id("yas"), col(Alert.cleared_at).is_(None))
    return set(session.exec(statement)) & {"R54", "R55"}


def test_all_three_by_18_answer_the_alert_and_leaving_one_brings_it_back(session: Session, people: People) -> None:
    gp = health(session, people)
    assert alerts(session, people) == {"R55"}
    health(session, people, DENTIST)
    health(session, people, HISTORY, name="")
    assert alerts(session, people) == set()
    change(session, people, gp, ended_on=TODAY)
    assert alerts(session, people) == {"R55"}
    assert queries.network_of(session, people.id("yas")).missing == "A doctor"


def test_a_referral_waits_until_somebody_was_seen(session: Session, people: People) -> None:
    row = health(session, people, SPECIALIST, since_on=TODAY - 6 * WEEK)
    assert "R54" in alerts(session, people)
    change(session, people, row, seen_on=TODAY)
    assert "R54" not in alerts(session, people)


def test_a_row_in_error_counts_nowhere_and_stays_to_be_read(session: Session, people: People) -> None:
    row = health(session, people, SPECIALIST, since_on=TODAY - 6 * WEEK)
    with pytest.raises(Refused, match="Say what is wrong"):
        striking.strike(session, acting(people, "amy"), row, "-", row.version)
    striking.strike(session, acting(people, "amy"), row, "His brother's clinic", row.version)
    assert "R54" not in alerts(session, people)
    (kept,) = queries.network_of(session, people.id("yas")).earlier_health
    assert (kept.row.struck_reason, kept.struck_by) == ("His brother's clinic", "Amy Worker")
    with pytest.raises(Refused, match="already"):
        striking.strike(session, acting(people, "amy"), row, "Again", row.version)


def test_there_is_one_doctor_at_a_time(session: Session, people: People) -> None:
    first = health(session, people)
    with pytest.raises(Refused, match="recorded already") as refusal:
        health(session, people, name="Station Road")
    assert refusal.value.field == "kind"
    change(session, people, first, ended_on=TODAY)
    second = health(session, people, name="Station Road")
    with pytest.raises(Refused, match="recorded already"):
        change(session, people, first, ended_on=None)
    assert [each.row.id for each in queries.network_of(session, people.id("yas")).health] == [second.id]
    with pytest.raises(IntegrityError), session.begin_nested():
        session.add(HealthContact.made(**{**second.model_dump(exclude={"id", "public_id"}), "name": "A third"}))
        session.flush()


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"name": " - "}, "name", "Enter the name of the practice"),
        ({"kind": SPECIALIST, "since_on": None}, "since_on", "Enter the day they were referred"),
        ({"kind": HISTORY, "since_on": None}, "since_on", "Enter the day they were given the copy"),
        ({"seen_on": TODAY + WEEK}, "seen_on", "Enter today, 4 March 2026, or an earlier day"),
        ({"since_on": date(2000, 1, 1)}, "since_on", "They were born on 14 September 2006"),
        ({"ended_on": TODAY - 2 * WEEK}, "ended_on", "It began on 25 February 2026"),
        ({"kind": SPECIALIST, "seen_on": TODAY - 2 * WEEK}, "seen_on", "It began on 25 February 2026"),
    ],
)
def test_what_cannot_be_is_refused_at_its_question(
    session: Session, people: People, more: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        health(session, people, **more)
    assert refusal.value.field == field
    assert session.exec(select(HealthContact)).all() == []


def test_whoever_saves_second_changes_nothing(session: Session, people: People) -> None:
    row = close_one(session, people)
    shown = row.version
    details = CloseOneDetails(name="Pearl A", relationship="Nan", may_call=MayCall.NO)
    service.change_close(session, people.yas, row, details, shown)
    with pytest.raises(Stale):
        service.change_close(session, people.yas, row, details, shown)
    with pytest.raises(Refused, match="Say who they are"):
        close_one(session, people, relationship="?")


def test_the_plan_is_written_beside_what_is_recorded_and_keeps_it(session: Session, people: People) -> None:
    health(session, people, phone="0161 496 0000", seen_on=TODAY)
    health(session, people, SPECIALIST, name="Sleep clinic")
    close_one(session, people, phone="07700 900077")

    def said(domain: PlanDomain) -> list[tuple[str, str]]:
        return [(fact.label, fact.words) for fact in facts_of(session, people.yas, plan)[domain]]

    plan = plans.start_version(session, acting(people, "amy"), people.yas)
    assert said(PlanDomain.HEALTH) == [
        ("Doctor (GP)", "The Grange Practice, 0161 496 0000, last seen 4 March 2026"),
        ("Sleep clinic", "Referred 25 February 2026, waiting for the first appointment"),
    ]
    with_nan = [("Nan", "Pearl, they would turn to them first, 07700 900077. May be called: yes, they said so")]
    assert said(PlanDomain.RELATIONSHIPS) == with_nan
    fill(session, people, plan)
    plans.send(session, acting(people, "amy"), plan)
    plans.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    row = session.exec(select(CloseOne)).one()
    details = CloseOneDetails(name="Pearl", relationship="Nan", may_call=MayCall.NO, ended_on=TODAY)
    service.change_close(session, people.yas, row, details, row.version)
    assert said(PlanDomain.RELATIONSHIPS) == with_nan


def test_what_is_missing_reads_as_one_phrase() -> None:
    assert missing_by_18(set()) == "A doctor, a dentist and their health history"
    assert missing_by_18({GP, HISTORY}) == "A dentist"
    assert missing_by_18({GP, DENTIST, HISTORY}) == ""
