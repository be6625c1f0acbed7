"""Signing in with a name and a password: the same answer whatever is wrong, and slower for whoever guesses."""

from dataclasses import replace
from datetime import timedelta
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest
from flask import Flask
from sqlmodel import Session, col, select

from careleavers.accounts import sessions, sign_in, throttle
from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.models import ChangeEntry, SignInTries
from careleavers.models.base import now_utc
from tests.client import AuditingClient, words
from tests.conftest import TODAY, TransactionDatabase
from tests.people import PASSWORD, People

SIGN_IN, ACCOUNT = "/sign-in", "/account"


@pytest.fixture
def client(app: Flask, people: People) -> AuditingClient:
    made = app.test_client()
    assert isinstance(made, AuditingClient)
    return made


def answers(name: str, password: str = PASSWORD, **more: str) -> dict[str, str]:
    return {"sign_in_name": name, "password": password, **more}


def test_name_and_password_let_a_worker_in(client: AuditingClient) -> None:
    response = client.send(SIGN_IN, answers("amy"))
    assert (response.status_code, response.location) == (302, "/")
    page = client.get(ACCOUNT)
    assert page.status_code == 200
    assert "Amy Worker" in words(page)
    assert "North" in words(page)


def test_capital_letters_and_spaces_round_the_name_do_not_matter(client: AuditingClient) -> None:
    assert client.send(SIGN_IN, answers("  AMY ")).status_code == 302


def test_password_is_hashed_anew_when_it_was_hashed_cheaply(
    client: AuditingClient, people: People, session: Session
) -> None:
    before = people.account("amy").password
    client.send(SIGN_IN, answers("amy"))
    session.refresh(people.account("amy"))
    after = people.account("amy").password
    assert after != before
    assert after.startswith("$argon2id$")
    assert client.get(ACCOUNT).status_code == 200


def refusals(client: AuditingClient, people: People, session: Session) -> dict[str, tuple[int, str, int]]:
    people.account("ivy").active = False
    people.worker("ben").ends_on = TODAY
    people.worker("sol").disabled_on = TODAY - timedelta(days=1)
    people.account("rob").password = ""
    session.commit()
    seen = {}
    tries = [("nobody", PASSWORD), ("amy", "not the pass phrase"), ("ivy", PASSWORD), ("ben", PASSWORD),
             ("sol", PASSWORD), ("rob", "")]  # fmt: skip
    for name, password in tries:
        response = client.send(SIGN_IN, answers(name, password or "anything at all"))
        page = response.get_data(as_text=True).replace(f'value="{name}"', "")
        page = page.replace(client.token, "")
        seen[name] = (response.status_code, words(response), len(page))
    return seen


def test_unknown_wrong_switched_off_left_and_unset_get_one_answer(
    client: AuditingClient, people: People, session: Session
) -> None:
    seen = refusals(client, people, session)
    assert len(set(seen.values())) == 1, seen
    status, text, _ = seen["nobody"]
    assert status == 422
    assert sign_in.NOT_RIGHT in text


def test_a_password_is_hashed_whether_the_name_exists_or_not(
    client: AuditingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    monkeypatch.setattr(sign_in, "hash_password", lambda password: hashed.append(password))
    client.send(SIGN_IN, answers("nobody", "some pass phrase"))
    assert hashed == ["some pass phrase"]


@pytest.mark.parametrize(
    "typed", ["", "  ", "nul\0byte", "line\nbreak", "\ud800", "😀" * 900, "x" * 5000, "' or 1=1 --"]
)
def test_odd_names_and_passwords_are_refused_in_words(client: AuditingClient, typed: str) -> None:
    wrong = typed.encode("utf-8", "replace").decode()
    for given in (answers(wrong), answers("amy", wrong)):
        response = client.send(SIGN_IN, given)
        assert response.status_code == 422
        assert "There is a problem" in words(response)
    assert client.get(ACCOUNT).status_code == 302


def test_json_is_not_taken_for_a_form(client: AuditingClient) -> None:
    client.get(SIGN_IN)
    response = client.post(
        SIGN_IN, json=answers("amy") | {"csrf_token": client.token}, headers={"X-CSRFToken": client.token}
    )
    assert response.status_code in (400, 415)
    assert client.get(ACCOUNT).status_code == 302


def test_a_repeated_name_or_an_unknown_one_is_refused(client: AuditingClient) -> None:
    client.get(SIGN_IN)
    response = client.post(SIGN_IN, data={**answers("amy"), "csrf_token": client.token, "remember": "y"})
    assert response.status_code == 422
    response = client.post(
        SIGN_IN, data={"sign_in_name": ["amy", "ben"], "password": PASSWORD, "csrf_token": client.token}
    )
    assert response.status_code == 422
    assert client.get(ACCOUNT).status_code == 302


def test_a_sign_in_page_that_was_open_too_long_says_so(client: AuditingClient) -> None:
    response = client.post(SIGN_IN, data=answers("amy", next="/account"))
    assert response.status_code == 302
    assert response.location == "/sign-in?next=/account"
    assert "open too long" in words(client.get(response.location))


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example",
     "javascript:alert(1)", " //evil.example", "http:evil.example", "/%09/evil.example", "https:/evil.example"],
)  # fmt: skip
def test_nobody_is_sent_to_another_site(client: AuditingClient, elsewhere: str) -> None:
    for path, given in ((SIGN_IN, {"next": elsewhere}), (f"{SIGN_IN}?next={elsewhere}", {})):
        fresh = client.application.test_client()
        assert isinstance(fresh, AuditingClient)
        fresh.get(SIGN_IN)
        response = fresh.post(path, data={**answers("amy"), **given, "csrf_token": fresh.token})
        assert response.status_code == 302
        # As a browser reads it: backslashes are slashes, and white space at the start is nothing.
        target = urljoin("http://localhost/sign-in", response.location.replace("\\", "/").strip())
        assert urlsplit(target).netloc == "localhost", response.location


def test_sign_in_leads_to_the_page_that_was_asked_for(client: AuditingClient) -> None:
    asked = client.get(ACCOUNT)
    assert asked.location == "/sign-in?next=/account"
    assert client.send(asked.location, answers("amy")).location == "/account"


def test_the_token_from_before_signing_in_is_worth_nothing_after(client: AuditingClient) -> None:
    client.get(SIGN_IN)
    before = client.token
    client.post(SIGN_IN, data={**answers("amy"), "csrf_token": before})
    assert client.post("/sign-out", data={"csrf_token": before}).status_code == 400
    assert client.get(ACCOUNT).status_code == 200


def test_signing_out_ends_the_session(client: AuditingClient) -> None:
    client.send(SIGN_IN, answers("amy"))
    client.get(ACCOUNT)
    response = client.post("/sign-out", data={"csrf_token": client.token})
    assert response.location == SIGN_IN
    assert "storage" in response.headers["Clear-Site-Data"]
    assert "You have signed out" in words(client.get(SIGN_IN))
    assert client.get(ACCOUNT).location == "/sign-in?next=/account"


def test_signing_out_needs_a_post(client: AuditingClient) -> None:
    client.send(SIGN_IN, answers("amy"))
    assert client.get("/sign-out").status_code == 405
    assert client.get(ACCOUNT).status_code == 200


class Clock:
    """A clock for the idle limits."""

    def __init__(self, start: float) -> None:
        self.at = start

    def __call__(self) -> float:  # noqa: D102
        return self.at


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock(sessions.now())
    monkeypatch.setattr(sessions, "now", made)
    return made


@pytest.mark.parametrize(("name", "minutes"), [("amy", 30), ("yas", 10)])
def test_idle_for_the_limit_ends_it_and_use_extends_it(
    client: AuditingClient, clock: Clock, name: str, minutes: int
) -> None:
    client.send(SIGN_IN, answers(name))
    for _ in range(3):
        clock.at += minutes * 60 - 1
        assert client.get(ACCOUNT).status_code == 200
    clock.at += minutes * 60 + 2
    assert client.get(ACCOUNT).location == "/sign-in?next=/account"
    assert "signed out because this page was not used" in words(client.get(SIGN_IN))


@pytest.mark.parametrize(("name", "seconds", "step"), [("amy", 10 * 3600, 1500), ("yas", 3600, 450)])
def test_no_sign_in_lasts_for_ever(client: AuditingClient, clock: Clock, name: str, seconds: int, step: int) -> None:
    client.send(SIGN_IN, answers(name))
    for _ in range(seconds // step):
        assert client.get(ACCOUNT).status_code == 200
        clock.at += step
    clock.at += 2
    assert client.get(ACCOUNT).status_code == 302


@pytest.mark.parametrize("how", ["active", "disabled_on", "ends_on", "uniquifier"])
def test_whoever_is_switched_off_is_out_with_the_next_click(
    client: AuditingClient, people: People, session: Session, how: str
) -> None:
    client.send(SIGN_IN, answers("amy"))
    assert client.get(ACCOUNT).status_code == 200
    session.refresh(people.account("amy"))
    if how == "active":
        people.account("amy").active = False
    elif how == "uniquifier":
        people.account("amy").fs_uniquifier = "another word altogether"
    else:
        setattr(people.worker("amy"), how, TODAY)
    session.commit()
    assert client.get(ACCOUNT).status_code == 302


# Guessing


def fail(client: AuditingClient, times: int, name: str = "amy", address: str = "192.0.2.1") -> Any:
    for _ in range(times):
        response = client.send(SIGN_IN, answers(name, "wrong wrong wrong"), environ_base={"REMOTE_ADDR": address})
    return response


def test_after_five_wrong_tries_even_the_right_password_must_wait(client: AuditingClient) -> None:
    assert fail(client, 5).status_code == 422
    response = client.send(SIGN_IN, answers("amy"), environ_base={"REMOTE_ADDR": "192.0.2.1"})
    assert response.status_code == 429
    assert "Wait 1 minute" in words(response)


def test_a_stranger_elsewhere_cannot_lock_the_owner_out(client: AuditingClient) -> None:
    fail(client, 8)
    assert client.send(SIGN_IN, answers("amy"), environ_base={"REMOTE_ADDR": "198.51.100.7"}).status_code == 302


@pytest.mark.parametrize(("proxies", "owner_gets_in"), [(1, 302), (0, 429)])
def test_behind_a_proxy_everybody_has_an_address_of_their_own(
    settings: Settings, database: TransactionDatabase, people: People, proxies: int, owner_gets_in: int
) -> None:
    """And where none was said to stand before the server, what a request says of its address counts for nothing."""
    app = create_app(replace(settings, proxies=proxies), database, today=lambda: TODAY)
    app.test_client_class = AuditingClient
    client = app.test_client()
    assert isinstance(client, AuditingClient)

    def through_the_proxy(address: str, *given: str) -> int:
        here, sent = {"REMOTE_ADDR": "127.0.0.1"}, {"X-Forwarded-For": address}
        return int(client.send(SIGN_IN, answers("amy", *given), environ_base=here, headers=sent).status_code)

    for number in range(6):
        through_the_proxy(f"203.0.113.{number}, 192.0.2.1", "wrong wrong wrong")
    assert through_the_proxy("192.0.2.1") == 429
    assert through_the_proxy("198.51.100.7") == owner_gets_in


def test_names_that_do_not_exist_are_slowed_down_alike(client: AuditingClient) -> None:
    real, made_up = fail(client, 6), fail(client, 6, name="nobody")
    assert (real.status_code, words(real)) == (made_up.status_code, words(made_up))


def test_success_starts_the_count_again(client: AuditingClient, app: Flask) -> None:
    fail(client, 4)
    assert client.send(SIGN_IN, answers("amy"), environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 302
    again = app.test_client()
    assert isinstance(again, AuditingClient)
    assert fail(again, 4).status_code == 422
    assert again.send(SIGN_IN, answers("amy"), environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 302


def test_the_wait_grows_to_a_quarter_of_an_hour() -> None:
    waits = [throttle.wait_after(n).total_seconds() for n in (0, 4, 5, 6, 7, 10, 11, 12, 500)]
    assert waits == [0, 0, 15, 30, 60, 480, 900, 900, 900]


def test_tries_during_the_wait_are_not_counted_and_it_ends(session: Session) -> None:
    now = now_utc()
    for _ in range(5):
        assert throttle.count_try(session, "k", now) == timedelta()
    assert throttle.count_try(session, "k", now + timedelta(seconds=10)) == timedelta(seconds=5)
    assert throttle.count_try(session, "k", now + timedelta(seconds=15)) == timedelta()
    assert throttle.count_try(session, "k", now + timedelta(seconds=16)) == timedelta(seconds=29)
    assert throttle.count_try(session, "k", now + timedelta(days=1, seconds=16)) == timedelta()


def test_tries_from_long_ago_are_cleared_away_and_say_nothing_about_anybody(
    client: AuditingClient, session: Session
) -> None:
    throttle.count_try(session, "old", now_utc() - timedelta(days=3))
    session.commit()
    fail(client, 1)
    rows = session.exec(select(SignInTries)).all()
    assert [row.tries for row in rows] == [1]
    assert "amy" not in rows[0].key
    assert session.exec(select(ChangeEntry).where(col(ChangeEntry.table_name) == "sign_in_tries")).all() == []


def test_worker_signs_in_from_the_first_day(client: AuditingClient, people: People, session: Session) -> None:
    people.worker("amy").started_on = TODAY + timedelta(days=1)
    session.commit()
    assert client.send(SIGN_IN, answers("amy")).status_code == 422
    people.worker("amy").started_on = TODAY
    session.commit()
    assert client.send(SIGN_IN, answers("amy")).status_code == 302


def test_pages_of_the_library_without_use_are_absent(client: AuditingClient) -> None:
    for path in ("/tf-rescue", "/tf-select", "/sign-in/help", "/account/two-factor/word", "/logout"):
        assert client.get(path).status_code in (404, 405)
    client.get(SIGN_IN)
    for path in ("/tf-rescue", "/tf-select", "/account/two-factor/word"):
        assert client.post(path, data={"csrf_token": client.token}).status_code == 404
