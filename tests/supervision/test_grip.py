"""What supervision clears: talking about somebody (R71), and a manager's own with an action for the team (R74)."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from careleavers.alerts import engine
from careleavers.domain.terms import ActionSource
from careleavers.models import Action, Alert, Supervision
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People
from tests.supervision.test_supervision import DUE, day, only_session, record_path, session_of

SignIn = Callable[[str], AuditingClient]


def is_open(session: Session, rule: str, **about: int) -> bool:
    statement = select(Alert).where(col(Alert.rule) == rule, col(Alert.cleared_at).is_(None))
    return session.exec(statement.filter_by(**about)).first() is not None


def signed(client: AuditingClient, session: Session) -> str:
    supervision = only_session(session)
    path = f"/supervision/{supervision.public_id}"
    client.get(path)
    assert client.send(f"{path}/sign", {"version": str(supervision.version)}).status_code == 302
    return words(client.get(path))


def test_talking_about_somebody_counts_once_both_have_signed(session: Session, people: People, sign_in: SignIn) -> None:
    yas = people.id("yas")
    engine.refresh(session, young_person_id=yas)
    session.commit()
    assert is_open(session, "R71", young_person_id=yas)
    tess = sign_in("tess")
    assert tess.send(record_path(people), session_of(people)).status_code == 302
    signed(tess, session)
    assert is_open(session, "R71", young_person_id=yas)
    signed(sign_in("amy"), session)
    session.expire_all()
    assert not is_open(session, "R71", young_person_id=yas)


def test_the_sheet_is_ready_before_anybody_writes(session: Session, people: People, sign_in: SignIn) -> None:
    yas = {"young_person_id": people.id("yas"), "owner_id": people.id("amy"), "recorded_by_id": people.id("amy")}
    for due_on, moved in ((TODAY - timedelta(days=1), 0), (DUE, 2)):
        action = {"what": "Call the bank", "source": ActionSource.CONTACT, "due_on": due_on, "times_redated": moved}
        session.add(Action.made(**action, **yas))
    session.commit()
    tess = sign_in("tess")
    page = words(tess.get(record_path(people)))
    assert "Not yet Talk about them" in page
    assert "1 late, 1 put off twice or more" in page
    assert "No young people are allocated to them today" in words(tess.get(record_path(people, "ivy")))


def test_what_works_and_what_worries_stand_on_the_record_once_both_have_signed(
    session: Session, people: People, sign_in: SignIn
) -> None:
    known, timeline = people.id("yas"), f"/young-people/{people.yas.public_id}/timeline"
    parts = {f"working_well_{known}": "Up for work every day", f"worried_about_{known}": "Rent in the last week"}
    tess, amy, sam = sign_in("tess"), sign_in("amy"), sign_in("sam")
    assert tess.send(record_path(people), session_of(people, **parts)).status_code == 302
    assert "Working well: Up for work every day" in signed(tess, session)
    assert "Rent in the last week" not in words(sam.get(timeline))
    signed(amy, session)
    told = words(sam.get(timeline))
    assert "Up for work every day" in told
    assert "Rent in the last week" in told
    assert "Sleeping badly" not in told
    assert "We asked what a missed visit means" not in told
    assert sam.get(f"/supervision/{only_session(session).public_id}").status_code == 404


def of_a_manager(people: People, about: str) -> dict[str, str]:
    return {
        **day("held_on", TODAY),
        "reflection": "We read three plans aloud",
        "challenge": "Why did two visits become calls?",
        "action1_what": "Everybody reads a plan of a colleague with them",
        "action1_outcome": "Plans say what happens if things go wrong",
        "action1_about": about,
        "action1_owner_id": str(people.id("tess")),
        **day("action1_due_on", DUE),
    }


def test_a_managers_session_counts_with_an_action_for_the_whole_team(
    session: Session, people: People, sign_in: SignIn
) -> None:
    tess = people.id("tess")
    engine.refresh(session, worker_id=tess)
    session.commit()
    assert is_open(session, "R74", worker_id=tess)
    sam = sign_in("sam")
    assert sam.send(record_path(people, "tess"), of_a_manager(people, "")).status_code == 302
    assert "Agree at least one action about the practice of the whole team" in signed(sam, session)
    supervision = only_session(session)
    change = f"/supervision/{supervision.public_id}/change"
    answers = {"version": str(supervision.version), **of_a_manager(people, "0")}
    assert "The practice of the whole team" in words(sam.get(change))
    assert sam.send(change, answers).status_code == 302
    assert "(the whole team’s practice)" in signed(sam, session)
    signed(sign_in("tess"), session)
    session.expire_all()
    assert not is_open(session, "R74", worker_id=tess)
    kept = session.exec(select(Action).where(col(Action.team_practice).is_(True))).one()
    assert (kept.young_person_id, kept.supervision_id) == (None, supervision.id)


def test_nobody_else_agrees_on_the_practice_of_a_team(people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    assert "The practice of the whole team" not in words(tess.get(record_path(people)))
    refused = tess.send(record_path(people), session_of(people, action1_about="0"))
    assert refused.status_code == 422
    assert "“About whom”" in words(refused)


@pytest.mark.parametrize(("name", "status"), [("una", 404), ("amy", 404), ("ada", 403), ("olly", 403), ("yas", 403)])
def test_a_managers_session_stays_between_the_two(
    session: Session, people: People, sign_in: SignIn, name: str, status: int
) -> None:
    session.add(
        Supervision.made(
            worker_id=people.id("tess"), supervisor_id=people.id("sam"), held_on=TODAY, wellbeing="Not sleeping"
        )
    )
    session.commit()
    path = f"/supervision/{only_session(session).public_id}"
    assert "Not sleeping" in words(sign_in("tess").get(path))
    other = sign_in(name)
    for answer in (other.get(path), other.get(f"{path}/change"), other.post(f"{path}/sign", data={"version": "1"})):
        assert answer.status_code in (status, 403, 404)
        assert "Not sleeping" not in words(answer)
