"""Supervision: recorded by a manager, read by the two alone, and counted only when both have signed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from careleavers.alerts import engine
from careleavers.domain.terms import AllocationRole
from careleavers.models import Action, Alert, Allocation, ReadEntry, Supervision, SupervisionDiscussion
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People

SignIn = Callable[[str], AuditingClient]
DUE = TODAY + timedelta(days=14)
ACTION = [f"action1_{part}" for part in ("what", "outcome", "owner_id", "due_on-day", "due_on-month", "due_on-year")]


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}-day": str(when.day), f"{name}-month": str(when.month), f"{name}-year": str(when.year)}


def action(people: People, number: int = 1, owner: str = "amy", **more: str) -> dict[str, str]:
    return {
        f"action{number}_what": "Go with Yas to the housing office",
        f"action{number}_outcome": "Yas has a home she feels safe in",
        f"action{number}_owner_id": str(people.id(owner)),
        **day(f"action{number}_due_on", DUE),
        **{f"action{number}_{name}": value for name, value in more.items()},
    }


def session_of(people: People, **more: str) -> dict[str, str]:
    return {
        **day("held_on", TODAY),
        "wellbeing": "Sleeping badly since the move",
        "workload": "Two too many",
        "reflection": "We asked what a missed visit means to Yas",
        "challenge": "Why three visits by telephone?",
        "discussed": str(people.id("yas")),
        f"decision_{people.id('yas')}": "See her at home this week",
        **action(people),
        **more,
    }


def record_path(people: People, name: str = "amy") -> str:
    return f"/workers/{people.worker(name).public_id}/supervision/record"


def only_session(session: Session) -> Supervision:
    return session.exec(select(Supervision).execution_options(populate_existing=True)).one()


@pytest.fixture
def recorded(people: People, session: Session, sign_in: SignIn) -> Supervision:
    """A session of Amy's with Tess, in full, signed by nobody."""
    assert sign_in("tess").send(record_path(people), session_of(people)).status_code == 302
    return only_session(session)


def show_path(supervision: Supervision) -> str:
    return f"/supervision/{supervision.public_id}"


def sign(client: AuditingClient, supervision: Supervision, version: str = "") -> str:
    page = client.get(show_path(supervision)).get_data(as_text=True)
    version = version or page.split('name="version" value="')[1].split('"')[0]
    path = f"{show_path(supervision)}/sign"
    return words(client.post(path, data={"version": version, "csrf_token": client.token}, follow_redirects=True))


def supervision_alert(session: Session, people: People, name: str = "amy") -> Alert | None:
    statement = select(Alert).where(
        col(Alert.worker_id) == people.id(name), col(Alert.rule) == "R70", col(Alert.cleared_at).is_(None)
    )
    return session.exec(statement).one_or_none()


def test_record_read_and_sign_by_both(recorded: Supervision, session: Session, people: People, sign_in: SignIn) -> None:
    engine.refresh(session, worker_id=people.id("amy"))
    session.commit()
    assert supervision_alert(session, people) is not None
    tess, amy = sign_in("tess"), sign_in("amy")
    page = words(amy.get(show_path(recorded)))
    for said in ("Sleeping badly", "Two too many", "missed visit means", "by telephone", "See her at home this week",
                 "Go with Yas", "a home she feels safe in", "18 March 2026"):  # fmt: skip
        assert said in page
    assert "Waiting for you to sign" in words(amy.get("/supervision/mine"))
    assert "It counts when you both have" in sign(tess, recorded)
    assert only_session(session).signed_on is None
    assert supervision_alert(session, people) is not None
    assert "The session counts" in sign(amy, recorded)
    row = only_session(session)
    assert (row.worker_signed_on, row.supervisor_signed_on, row.signed_on) == (TODAY, TODAY, TODAY)
    assert supervision_alert(session, people) is None
    assert "Signed by both" in words(amy.get("/supervision/mine"))


def test_action_belongs_to_the_session_and_its_owner(recorded: Supervision, session: Session, people: People) -> None:
    made = session.exec(select(Action)).one()
    assert (made.supervision_id, made.owner_id, made.due_on) == (recorded.id, people.id("amy"), DUE)
    assert made.young_person_id is None


def test_action_about_a_young_person_stands_on_their_record(session: Session, people: People, sign_in: SignIn) -> None:
    answers = session_of(people) | action(people, owner="tess", about=str(people.id("yas")))
    sign_in("tess").send(record_path(people), answers)
    made = session.exec(select(Action)).one()
    assert (made.young_person_id, made.owner_id) == (people.id("yas"), people.id("tess"))


@pytest.mark.parametrize(
    ("left_out", "because"),
    [
        ({"reflection": ""}, "Write the reflection before you sign"),
        ({"reflection": "n/a"}, "Write the reflection before you sign"),
        ({"challenge": " "}, "Write the challenge before you sign"),
        (dict.fromkeys(ACTION, ""), "Agree at least one action"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["tess", "amy"])
def test_nobody_signs_while_something_is_missing(
    session: Session, people: People, sign_in: SignIn, left_out: dict[str, str], because: str, name: str
) -> None:
    sign_in("tess").send(record_path(people), session_of(people) | left_out)
    supervision = only_session(session)
    assert because in sign(sign_in(name), supervision)
    row = only_session(session)
    assert (row.worker_signed_on, row.supervisor_signed_on) == (None, None)


def test_what_is_missing_can_be_added_and_then_signed(session: Session, people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    tess.send(record_path(people), day("held_on", TODAY))
    supervision = only_session(session)
    response = tess.send(f"{show_path(supervision)}/change", session_of(people))
    assert response.status_code == 302
    assert "You have signed" in sign(tess, supervision)
    assert "You have both signed" in sign(sign_in("amy"), supervision)


def test_a_change_takes_a_signature_back(
    recorded: Supervision, session: Session, people: People, sign_in: SignIn
) -> None:
    tess, amy = sign_in("tess"), sign_in("amy")
    sign(amy, recorded)
    change = f"{show_path(recorded)}/change"
    assert "takes that signature back" in words(tess.get(change))
    answers = {key: value for key, value in session_of(people).items() if not key.startswith("action")}
    assert tess.send(change, answers | {"challenge": "Softer words"}).status_code == 302
    assert only_session(session).worker_signed_on is None
    assert "Softer words" in words(amy.get(show_path(recorded)))
    assert len(session.exec(select(Action)).all()) == 1


def test_signing_words_one_has_not_seen_is_refused(
    recorded: Supervision, session: Session, people: People, sign_in: SignIn
) -> None:
    amy = sign_in("amy")
    amy.get(show_path(recorded))
    recorded.challenge = "Other words"
    session.commit()
    path = f"{show_path(recorded)}/sign"
    response = amy.post(path, data={"version": "1", "csrf_token": amy.token}, follow_redirects=True)
    assert "changed since you opened it" in words(response)
    assert only_session(session).worker_signed_on is None


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "٣", "9" * 40, "1\0"])
def test_odd_versions_are_refused(recorded: Supervision, session: Session, sign_in: SignIn, version: str) -> None:
    amy = sign_in("amy")
    amy.get(show_path(recorded))
    path = f"{show_path(recorded)}/sign"
    assert amy.post(path, data={"version": version, "csrf_token": amy.token}).status_code == 302
    assert only_session(session).worker_signed_on is None


def test_nobody_signs_for_the_other_or_twice(recorded: Supervision, session: Session, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    sign(tess, recorded)
    again = sign(tess, recorded, version=str(only_session(session).version))
    assert "You signed this session on 4 March 2026 already" in again
    row = only_session(session)
    assert (row.worker_signed_on, row.signed_on) == (None, None)


def test_signed_by_both_it_stays_as_it_is(
    recorded: Supervision, session: Session, people: People, sign_in: SignIn
) -> None:
    tess = sign_in("tess")
    sign(tess, recorded)
    sign(sign_in("amy"), recorded)
    assert "Change or add" not in words(tess.get(show_path(recorded)))
    response = tess.send(f"{show_path(recorded)}/change", session_of(people, challenge="Rewritten"))
    assert response.status_code == 422
    assert "stays as it is" in words(response)
    assert only_session(session).challenge != "Rewritten"


@pytest.mark.parametrize("name", ["ivy", "ben", "una", "sam", "sol"])
def test_only_the_two_can_read_it(recorded: Supervision, people: People, sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    assert client.get(show_path(recorded)).status_code == 404
    client.get("/supervision/mine")
    assert client.post(f"{show_path(recorded)}/sign", data={"csrf_token": client.token}).status_code in (400, 404)


@pytest.mark.parametrize("name", ["ada", "olly", "yas"])
def test_roles_without_supervision_are_refused(
    recorded: Supervision, people: People, sign_in: SignIn, name: str
) -> None:
    client = sign_in(name)
    for path in (show_path(recorded), "/supervision", "/supervision/mine", record_path(people)):
        assert client.get(path).status_code == 403


def test_workers_record_nobody_and_change_nothing(recorded: Supervision, people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    for path in ("/supervision", record_path(people), f"{show_path(recorded)}/change"):
        assert amy.get(path).status_code == 403


@pytest.mark.parametrize("name", ["tess", "ben", "rob", "una"])
def test_tess_records_nobody_but_her_own(people: People, sign_in: SignIn, name: str) -> None:
    assert sign_in("tess").get(record_path(people, name)).status_code == 404


def test_service_manager_supervises_team_managers(session: Session, people: People, sign_in: SignIn) -> None:
    answers = {**day("held_on", TODAY), **action(people, owner="tess")}
    assert sign_in("sam").send(record_path(people, "tess"), answers).status_code == 302
    assert sign_in("tess").get(show_path(only_session(session))).status_code == 200


@pytest.mark.parametrize(
    ("answers", "because"),
    [
        (day("held_on", TODAY + timedelta(days=1)), "Enter today, 4 March 2026"),
        (day("held_on", date(2020, 1, 1)), "Amy Worker started on 1 March 2021"),
        ({"held_on-day": ""}, "Enter the day you met"),
        ({"action1_owner_id": ""}, "Choose who does it"),
        ({"action1_owner_id": "ivy"}, "Choose one of the answers"),
        ({"action1_outcome": ""}, "what will be better"),
        ({"action1_outcome": "tbc"}, "what will be better"),
        ({"action1_what": ""}, "Say what will be done"),
        ({"action1_due_on-day": "", "action1_due_on-month": "", "action1_due_on-year": ""}, "Enter by when it is done"),
        (day("action1_due_on", TODAY - timedelta(days=1)), "or a later day"),
        ({"action2_what": "Another thing"}, "Choose who does it"),
        ({"action1_about": "zak"}, "Choose one of the answers"),
        ({"discussed": "zak"}, "Choose from the answers"),
        ({"decision": ""}, "Write what you decided about Yas"),
        ({"decision": "n/a"}, "Write what you decided, and why"),
        ({"reflection": "x" * 10_001}, "10,000 characters or fewer"),
        ({"challenge": "a\0b"}, "character that cannot be read"),
        ({"worker_id": "3"}, "does not ask for"),
    ],
)
def test_what_cannot_be_is_refused_with_the_words_kept(
    session: Session, people: People, sign_in: SignIn, answers: dict[str, str], because: str
) -> None:
    given = session_of(people)
    for name, value in answers.items():
        known = {"ivy": str(people.id("ivy")), "zak": str(people.id("zak"))}
        given[f"decision_{people.id('yas')}" if name == "decision" else name] = known.get(value, value)
    response = sign_in("tess").send(record_path(people), given)
    assert response.status_code == 422
    assert because in words(response)
    assert "Sleeping badly since the move" in words(response)
    assert session.exec(select(Supervision)).all() == []
    assert session.exec(select(Action)).all() == []


def test_empty_action_blocks_are_none(recorded: Supervision, session: Session) -> None:
    assert len(session.exec(select(Action)).all()) == 1


def test_page_opens_with_what_was_agreed_last_time(recorded: Supervision, people: People, sign_in: SignIn) -> None:
    page = words(sign_in("tess").get(record_path(people)))
    assert "What you agreed last time" in page
    assert "Go with Yas to the housing office" in page


def test_discussion_of_somebody_out_of_reach_hides_the_name(
    recorded: Supervision, session: Session, people: People, sign_in: SignIn
) -> None:
    held = session.exec(select(Allocation).where(col(Allocation.young_person_id) == people.id("yas"))).one()
    held.to_on = TODAY
    session.commit()
    page = words(sign_in("amy").get(show_path(recorded)))
    assert "whose record you can no longer open" in page
    assert "Yas Example" not in page
    assert session.exec(select(SupervisionDiscussion)).one().young_person_id == people.id("yas")


def test_opening_a_session_is_kept_for_the_young_people_in_it(
    recorded: Supervision, session: Session, people: People, sign_in: SignIn
) -> None:
    sign_in("amy").get(show_path(recorded))
    kept = [entry for entry in session.exec(select(ReadEntry)) if entry.endpoint == "supervision.show"]
    assert [entry.listed_ids for entry in kept] == [str(people.id("yas"))]


def test_team_page_says_who_is_late_from_the_same_rule(session: Session, people: People, sign_in: SignIn) -> None:
    for name, ago in (("amy", 27), ("ivy", 40)):
        held = TODAY - timedelta(days=ago)
        session.add(
            Supervision.made(
                worker_id=people.id(name),
                supervisor_id=people.id("tess"),
                held_on=held,
                reflection="Thought",
                challenge="Asked",
                worker_signed_on=held,
                supervisor_signed_on=held,
                signed_on=held,
            )
        )
    people.worker("sol").supervisor_id = None
    session.commit()
    page = words(sign_in("tess").get("/supervision"))
    assert "20 February 2026 (12 days late)" in page
    assert "5 March 2026 (due tomorrow)" in page
    assert page.index("Sol Worker") < page.index("Ivy Worker") < page.index("Amy Worker")
    assert "Nobody supervises them" in page
    assert "Ben Worker" not in page


def test_whoever_supervises_nobody_is_told_so(session: Session, people: People, sign_in: SignIn) -> None:
    for name in ("ben", "rob"):
        people.worker(name).supervisor_id = people.id("sam")
    session.commit()
    assert "You supervise nobody yet" in words(sign_in("una").get("/supervision"))


def test_sent_twice_it_is_recorded_once(session: Session, people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    page = tess.get(record_path(people)).get_data(as_text=True)
    key = page.split('name="form_key" value="')[1].split('"')[0]
    answers = session_of(people) | {"form_key": key, "csrf_token": tess.token}
    first, second = tess.post(record_path(people), data=answers), tess.post(record_path(people), data=answers)
    assert first.location == second.location
    only_session(session)


def test_cover_is_part_of_the_caseload(session: Session, people: People, sign_in: SignIn) -> None:
    session.add(
        Allocation.made(
            young_person_id=people.id("yas"),
            worker_id=people.id("ivy"),
            from_on=TODAY,
            role=AllocationRole.COVER,
            allocated_by_id=people.id("tess"),
        )
    )
    session.commit()
    assert "Yas Example" in words(sign_in("tess").get(record_path(people, "ivy")))
