"""Recording a death, who was told, and taking it back. TODAY is Wednesday 4 March 2026; Yas is 19."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers import striking
from careleavers.alerts import engine
from careleavers.deaths import queries, service
from careleavers.domain.deaths import MUST_KNOW, NotifiedBody
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Closure
from careleavers.models import Alert, Death, DeathDetails, DeathNotice, DeathNoticeDetails
from careleavers.people.details import Closing
from careleavers.people.service import close_record, reopen_record
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import acting

MONDAY = date(2026, 3, 2)


def record(session: Session, people: People, died_on: date = MONDAY, learnt_on: date | None = TODAY) -> Death:
    details = DeathDetails(died_on=died_on, learnt_on=learnt_on, words="Their aunt rang")
    return service.record_death(session, acting(people, "tess"), people.yas, details)


def tell(session: Session, people: People, **more: Any) -> DeathNotice:
    facts = {"body": NotifiedBody.DFE, "sent_on": TODAY, "sent_by": "Tess Manager", **more}
    return service.record_notice(session, acting(people, "tess"), people.yas, DeathNoticeDetails(**facts))


def alerts(session: Session, people: People) -> set[str]:
    statement = select(Alert.rule).where(Alert.young_person_id == people.id("yas"), col(Alert.cleared_at).is_(None))
    return set(session.exec(statement))


def test_a_death_ends_every_alert_but_one_until_all_who_must_know_were_told(session: Session, people: People) -> None:
    record(session, people, learnt_on=MONDAY)
    assert (people.yas.died_on, people.yas.closed_on, people.yas.closure) == (MONDAY, MONDAY, Closure.DIED)
    assert alerts(session, people) == {"R61"}
    alert = session.exec(select(Alert).where(Alert.rule == "R61")).one()
    assert alert.due_on == date(2026, 3, 9)
    for body in MUST_KNOW[:-1]:
        tell(session, people, body=body)
    assert alerts(session, people) == {"R61"}
    last = tell(session, people, body=MUST_KNOW[-1])
    assert alerts(session, people) == set()
    striking.strike(session, acting(people, "tess"), last, "It was never sent", last.version)
    assert alerts(session, people) == {"R61"}
    (recorded,) = queries.deaths_of(session, people.yas)
    assert recorded.to_tell == [MUST_KNOW[-1]]


def test_taking_it_back_asks_why_and_everything_is_due_again(session: Session, people: People) -> None:
    engine.refresh(session, young_person_id=people.id("yas"))
    before = alerts(session, people)
    record(session, people)
    tell(session, people)
    tess, version = acting(people, "tess"), people.yas.version
    with pytest.raises(Refused, match="take it back on its own page"):
        reopen_record(session, people.yas)
    with pytest.raises(Refused, match="Say how it came to be recorded"):
        service.undo_death(session, tess, people.yas, " - ", version)
    with pytest.raises(Stale):
        service.undo_death(session, tess, people.yas, "Another Yas", version - 1)
    assert people.yas.died_on == MONDAY
    service.undo_death(session, tess, people.yas, "Another Yas; she rang today", version)
    assert (people.yas.died_on, people.yas.closed_on, people.yas.closure) == (None, None, None)
    assert alerts(session, people) == before
    (recorded,) = queries.deaths_of(session, people.yas)
    assert (recorded.death.struck_reason, len(recorded.told)) == ("Another Yas; she rang today", 1)
    with pytest.raises(Refused, match="No death is recorded"):
        service.undo_death(session, tess, people.yas, "Another Yas", people.yas.version)
    with pytest.raises(Refused, match="No death is recorded"):
        tell(session, people)
    record(session, people)
    assert [each.death.struck_at is None for each in queries.deaths_of(session, people.yas)] == [True, False]


def test_a_death_that_came_with_a_return_is_completed_or_taken_back(session: Session, people: People) -> None:
    close_record(session, people.yas, Closing(Closure.DIED, MONDAY))
    assert alerts(session, people) == {"R61"}
    with pytest.raises(Refused, match="No death is recorded"):
        tell(session, people)
    with pytest.raises(Refused, match="The record says 2 March 2026"):
        record(session, people, died_on=TODAY)
    record(session, people)
    tell(session, people)
    service.undo_death(session, acting(people, "tess"), people.yas, "A wrong code", people.yas.version)
    close_record(session, people.yas, Closing(Closure.DIED, MONDAY))
    service.undo_death(session, acting(people, "tess"), people.yas, "A wrong code again", people.yas.version)
    reasons = [each.death.struck_reason for each in queries.deaths_of(session, people.yas)]
    assert sorted(reasons) == ["A wrong code", "A wrong code again"]
    assert people.yas.died_on is None


@pytest.mark.parametrize(
    ("died_on", "learnt_on", "field", "says"),
    [
        (TODAY + timedelta(days=1), TODAY + timedelta(days=1), "learnt_on", "Enter today, 4 March 2026"),
        (TODAY + timedelta(days=1), TODAY, "learnt_on", "They died on 5 March 2026"),
        (date(2000, 1, 1), TODAY, "died_on", "born"),
        (MONDAY, None, "learnt_on", "Enter the day on which it became known"),
        (MONDAY, date(2026, 3, 1), "learnt_on", "They died on 2 March 2026"),
    ],
)
def test_days_that_cannot_be_are_refused(
    session: Session, people: People, died_on: date, learnt_on: date | None, field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        record(session, people, died_on, learnt_on)
    assert refusal.value.field == field
    assert people.yas.died_on is None


def test_it_is_recorded_once_and_not_on_a_record_that_is_closed_for_another_reason(
    session: Session, people: People
) -> None:
    record(session, people)
    with pytest.raises(Refused, match="recorded already"):
        record(session, people)
    service.undo_death(session, acting(people, "tess"), people.yas, "Another Yas", people.yas.version)
    close_record(session, people.yas, Closing(Closure.TRANSFERRED, MONDAY))
    with pytest.raises(Refused, match="Open it again, then record"):
        record(session, people)


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"sent_on": date(2026, 3, 3)}, "sent_on", "It became known on 4 March 2026"),
        ({"sent_on": date(2026, 3, 5)}, "sent_on", "Enter today"),
        ({"sent_by": "-"}, "sent_by", "Enter who told them"),
        ({"body": NotifiedBody.OTHER}, "body_other", "Enter whom"),
    ],
)
def test_what_a_notice_must_say(session: Session, people: People, more: dict[str, Any], field: str, says: str) -> None:
    record(session, people)
    with pytest.raises(Refused, match=says) as refusal:
        tell(session, people, **more)
    assert refusal.value.field == field


def test_a_notice_is_struck_once_with_a_reason(session: Session, people: People) -> None:
    record(session, people)
    notice, tess = tell(session, people), acting(people, "tess")
    with pytest.raises(Refused, match="Say what is wrong"):
        striking.strike(session, tess, notice, "", notice.version)
    with pytest.raises(Stale):
        striking.strike(session, tess, notice, "Not sent", notice.version - 1)
    striking.strike(session, tess, notice, "Not sent", notice.version)
    with pytest.raises(Refused, match="already"):
        striking.strike(session, tess, notice, "Not sent", notice.version)
