"""The administrator's pages: adding, changing and switching off accounts, without seeing any young person."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, col, select

from careleavers.accounts import service
from careleavers.alerts import engine
from careleavers.config import Settings
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Role
from careleavers.models import Account, Alert, Team, Worker, WorkerDetails
from tests.client import AuditingClient, words
from tests.conftest import SECRET, TODAY, TransactionDatabase
from tests.people import PASSWORD, People

SignIn = Callable[[str], AuditingClient]
NEW = {
    "sign_in_name": "jo.okafor", "given_name": "Jo", "family_name": "Okafor", "role": "after_care_worker",
    "started_on-day": "2", "started_on-month": "3", "started_on-year": "2026",
}  # fmt: skip


def worker_named(session: Session, name: str) -> Worker | None:
    return session.exec(select(Worker).where(col(Worker.sign_in_name) == name)).one_or_none()


def test_administrator_adds_a_worker_who_sets_a_password_and_signs_in(
    sign_in: SignIn, people: People, session: Session
) -> None:
    response = sign_in("ada").send(
        "/accounts/add", NEW | {"team": str(people.north.id), "supervisor": str(people.id("tess"))}
    )
    assert response.status_code == 200
    found = re.search(r"http://localhost(/set-password/[\w.-]+)", words(response))
    assert found
    worker = worker_named(session, "jo.okafor")
    assert worker is not None
    assert worker.role is Role.AFTER_CARE_WORKER
    assert (worker.team_id, worker.supervisor_id) == (people.north.id, people.id("tess"))
    client = sign_in("ada").application.test_client()
    assert isinstance(client, AuditingClient)
    assert client.send("/sign-in", {"sign_in_name": "jo.okafor", "password": ""}).status_code == 422
    assert client.send(found[1], {"new_password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert client.send("/sign-in", {"sign_in_name": "Jo.Okafor", "password": PASSWORD}).status_code == 302
    assert "Jo Okafor" in words(client.get("/account"))


def test_new_team_is_made_on_the_way(sign_in: SignIn, people: People, session: Session) -> None:
    response = sign_in("ada").send("/accounts/add", NEW | {"role": "team_manager", "team": "new", "new_team": "West"})
    assert response.status_code == 200
    worker = worker_named(session, "jo.okafor")
    team = session.exec(select(Team).where(col(Team.name) == "West")).one()
    assert worker is not None
    assert worker.team_id == team.id


@pytest.mark.parametrize(
    ("more", "because"),
    [
        ({"sign_in_name": "amy"}, "signs in with that name already"),
        ({"sign_in_name": "YAS"}, "signs in with that name already"),
        ({"sign_in_name": "a b"}, "no spaces"),
        ({"sign_in_name": "jo"}, "3 to 80"),
        ({"sign_in_name": "jo\0o"}, "Sign-in name"),
        ({"given_name": ""}, "Enter their first name"),
        ({"given_name": "x" * 81}, "80 characters or fewer"),
        ({"role": "young_person"}, "Choose one of the answers"),
        ({"team": ""}, "Choose the team"),
        ({"team": "new"}, "name of the new team"),
        ({"team": "999"}, "Choose one of the answers"),
        ({"supervisor": "4"}, "Supervisor"),
        ({"started_on-month": "13"}, "month between 1 and 12"),
        ({"ends_on-day": "1", "ends_on-month": "3", "ends_on-year": "2026"}, "not before the first"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_is_added(
    sign_in: SignIn, people: People, session: Session, more: dict[str, str], because: str
) -> None:
    if "supervisor" in more:
        more = {"supervisor": str(people.id("amy"))}
    given = NEW | {"team": str(people.north.id)} | more
    response = sign_in("ada").send("/accounts/add", given)
    assert response.status_code == 422
    assert because in words(response)
    assert "Okafor" in response.get_data(as_text=True)
    assert worker_named(session, given["sign_in_name"].lower().replace("\0", "")) is None or "already" in because
    assert len(session.exec(select(Team)).all()) == 2


def test_list_shows_staff_and_no_young_person(sign_in: SignIn, people: People, session: Session) -> None:
    people.account("ivy").active = False
    people.account("ben").password = ""
    people.worker("rob").ends_on = TODAY
    session.commit()
    page = words(sign_in("ada").get("/accounts"))
    assert "Amy Worker" in page
    assert "Switched off" in page
    assert "Waiting for a password" in page
    assert "Has left" in page
    for secret in ("Yas", "yas", "Zak", "Example"):
        assert secret not in page


@pytest.mark.parametrize("act", ["change", "disable", "enable", "link", "second-factor/remove"])
def test_account_of_a_young_person_is_out_of_reach(sign_in: SignIn, people: People, act: str) -> None:
    ada = sign_in("ada")
    ada.get("/accounts/add")
    path = f"/accounts/{people.account('yas').public_id}/{act}"
    assert ada.post(path, data={"csrf_token": ada.token}).status_code == 404


@pytest.mark.parametrize("name", ["amy", "sol", "rob", "tess", "sam", "olly", "yas"])
def test_nobody_else_manages_accounts(sign_in: SignIn, people: People, name: str) -> None:
    client = sign_in(name)
    client.get("/account/password") if name != "yas" else client.get("/sign-in")
    for path in ("/accounts", "/accounts/add", f"/accounts/{people.account('ben').public_id}/change"):
        assert client.get(path).status_code == 403
    for act in ("disable", "enable", "link", "second-factor/remove"):
        path = f"/accounts/{people.account('ben').public_id}/{act}"
        assert client.post(path, data={"csrf_token": client.token}).status_code in (400, 403)
    assert people.account("ben").active


def press(client: AuditingClient, people: People, name: str, act: str) -> str:
    client.get(f"/accounts/{people.account(name).public_id}/change")
    response = client.post(
        f"/accounts/{people.account(name).public_id}/{act}", data={"csrf_token": client.token}, follow_redirects=True
    )
    assert response.status_code == 200
    return words(response)


def test_switching_off_ends_an_open_session_and_switching_on_lets_in_again(
    sign_in: SignIn, people: People, session: Session
) -> None:
    amy, ada = sign_in("amy"), sign_in("ada")
    assert amy.get("/account").status_code == 200
    before = people.account("amy").fs_uniquifier
    assert "switched off and signed out everywhere" in press(ada, people, "amy", "disable")
    off = session.get(Account, people.account("amy").id, populate_existing=True)
    assert off is not None
    assert not off.active
    assert off.fs_uniquifier != before
    assert amy.get("/account").location == "/sign-in?next=/account"
    fresh = amy.application.test_client()
    assert isinstance(fresh, AuditingClient)
    assert fresh.send("/sign-in", {"sign_in_name": "amy", "password": PASSWORD}).status_code == 422
    assert "switched on again" in press(ada, people, "amy", "enable")
    assert fresh.send("/sign-in", {"sign_in_name": "amy", "password": PASSWORD}).status_code == 302


def test_administrator_cannot_switch_off_their_own_account(sign_in: SignIn, people: People) -> None:
    ada = sign_in("ada")
    assert "Another administrator must" in press(ada, people, "ada", "disable")
    assert ada.get("/accounts").status_code == 200


def test_somebody_who_has_left_is_not_switched_on(sign_in: SignIn, people: People, session: Session) -> None:
    people.worker("amy").ends_on = TODAY - timedelta(days=1)
    session.commit()
    assert "has left" in press(sign_in("ada"), people, "amy", "enable")


def test_new_link_is_shown_once_and_replaces_the_password(sign_in: SignIn, people: People) -> None:
    ada = sign_in("ada")
    shown = press(ada, people, "amy", "link")
    assert "/set-password/" in shown
    assert "within 24 hours" in shown
    assert "/set-password/" not in words(ada.get("/accounts"))
    assert "Waiting for a password" in words(ada.get("/accounts"))


def test_lost_phone_is_forgotten(sign_in: SignIn, people: People, session: Session) -> None:
    amy = people.account("amy")
    amy.tf_primary_method, amy.tf_totp_secret, amy.tf_last_counter = "authenticator", "{}", 7
    session.commit()
    assert "asked to set up an app" in press(sign_in("ada"), people, "amy", "second-factor/remove")
    found = session.get(Account, amy.id, populate_existing=True)
    assert found is not None
    assert (found.tf_primary_method, found.tf_totp_secret, found.tf_last_counter) == (None, None, None)


def test_role_and_team_change_with_the_next_click(sign_in: SignIn, people: People) -> None:
    amy, ada = sign_in("amy"), sign_in("ada")
    response = ada.send(
        f"/accounts/{people.account('amy').public_id}/change",
        {"given_name": "Amy", "family_name": "Adeyemi", "role": "auditor", "team": "",
         "started_on-day": "1", "started_on-month": "3", "started_on-year": "2021"},
    )  # fmt: skip
    assert response.status_code == 302
    page = words(amy.get("/account"))
    assert "Amy Adeyemi" in page
    assert "Auditor" in page
    assert "No team" in page


def test_two_administrators_at_once_lose_nothing(sign_in: SignIn, people: People, session: Session) -> None:
    ada = sign_in("ada")
    path = f"/accounts/{people.account('amy').public_id}/change"
    ada.get(path)
    people.worker("amy").family_name = "Meanwhile"
    session.commit()
    answers = {"given_name": "Amy", "family_name": "Typed", "role": "auditor", "team": "", "version": "1",
               "started_on-day": "1", "started_on-month": "3", "started_on-year": "2021"}  # fmt: skip
    response = ada.post(path, data=answers | {"csrf_token": ada.token})
    assert response.status_code == 409
    assert "Meanwhile" in words(response)
    assert 'value="Typed"' in response.get_data(as_text=True)


def test_first_worker_is_invited_from_the_command_line(
    database: TransactionDatabase, settings: Settings, app: object, session: Session
) -> None:
    told = service.invite_first_worker(database, settings, "First.Admin", "Fay", "Ng", Role.ADMINISTRATOR, None)
    assert "sign in as first.admin" in told
    found = re.search(r"/set-password/\S+", told)
    assert found
    client = app.test_client()  # type: ignore[attr-defined]
    assert client.send(found[0], {"new_password": PASSWORD, "again": PASSWORD}).status_code == 302
    assert client.send("/sign-in", {"sign_in_name": "first.admin", "password": PASSWORD}).status_code == 302
    with pytest.raises(Refused, match="signs in with that name already"):
        service.invite_first_worker(database, settings, "first.admin", "Fay", "Ng", Role.ADMINISTRATOR, None)
    service.invite_first_worker(database, settings, "second", "Sy", "Ng", Role.TEAM_MANAGER, "East")
    assert session.exec(select(Team).where(col(Team.name) == "East")).one()
    assert SECRET not in told


def test_switching_a_worker_off_raises_and_clears_alerts_at_once(
    session: Session, people: People, sign_in: Callable[[str], AuditingClient]
) -> None:
    """Yas has nobody from that moment: nobody waits for the night to hear of it. Back on, and it goes."""

    def without_a_worker() -> list[str]:
        about = (col(Alert.young_person_id) == people.id("yas"), col(Alert.cleared_at).is_(None))
        found = select(col(Alert.rule)).where(*about, col(Alert.rule).in_(("R20", "R21", "R22")))
        return list(session.exec(found))

    engine.refresh(session, young_person_id=people.id("yas"))
    session.commit()
    assert without_a_worker() == []
    actor = Actor("account:ada", Role.ADMINISTRATOR, worker_id=people.id("ada"))
    service.disable_account(session, actor, people.account("amy"))
    assert without_a_worker()
    service.enable_account(session, actor, people.account("amy"))
    assert without_a_worker() == []
    amy = people.worker("amy")
    details = WorkerDetails.model_validate(amy.model_dump(include=set(WorkerDetails.model_fields)))
    service.change_worker(session, actor, amy, details.model_copy(update={"ends_on": TODAY}), amy.version)
    assert without_a_worker()
