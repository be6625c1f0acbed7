"""The second factor: required of staff and enrolled before anything else; each code good for once."""

import re
import time
from dataclasses import replace

import pyotp
import pytest
from flask import Flask
from sqlmodel import Session

from careleavers.accounts import store
from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.models import Account
from careleavers.web.access import begin_writing
from tests.client import AuditingClient, words
from tests.conftest import TODAY, TransactionDatabase
from tests.people import PASSWORD, People

SIGN_IN, SETUP, CODE, ACCOUNT = "/sign-in", "/account/two-factor", "/sign-in/code", "/account"


@pytest.fixture
def strict(database: TransactionDatabase, settings: Settings, people: People) -> Flask:
    """The application of a council that requires the second factor."""
    made = create_app(replace(settings, two_factor_required=True), database, today=lambda: TODAY)
    made.test_client_class = AuditingClient
    made.testing = True
    return made


@pytest.fixture
def client(strict: Flask) -> AuditingClient:
    made = strict.test_client()
    assert isinstance(made, AuditingClient)
    return made


def give_password(client: AuditingClient, name: str = "amy") -> str:
    response = client.send(SIGN_IN, {"sign_in_name": name, "password": PASSWORD})
    assert response.status_code == 302
    return response.location


def app_of(page: str) -> pyotp.TOTP:
    """The authenticator app of somebody who types in the key of a page."""
    found = re.search(r'<code class="code">([A-Z2-7 -]+)</code>', page)
    assert found
    return pyotp.TOTP(re.sub("[ -]", "", found[1]))


def enrol(client: AuditingClient) -> pyotp.TOTP:
    page = client.send(SETUP)
    assert page.status_code == 200
    return app_of(page.get_data(as_text=True))


def enter(client: AuditingClient, code: str) -> int:
    client.get(CODE)
    return client.post(CODE, data={"code": code, "csrf_token": client.token}).status_code


def test_with_a_password_alone_only_the_enrolment_page_is_reached(client: AuditingClient) -> None:
    assert give_password(client) == SETUP
    assert "Set up an app" in words(client.get(SETUP))
    for path in (ACCOUNT, "/account/password", "/accounts"):
        assert client.get(path).location.startswith(SIGN_IN)


def test_enrolment_ends_signed_in(client: AuditingClient, people: People, session: Session) -> None:
    give_password(client)
    assert enter(client, enrol(client).now()) == 302
    assert "Amy Worker" in words(client.get(ACCOUNT))
    account = session.get(Account, people.account("amy").id, populate_existing=True)
    assert account is not None
    assert account.tf_primary_method == "authenticator"
    assert account.tf_totp_secret
    assert "enckey" in account.tf_totp_secret


def test_picture_to_scan_is_on_the_page_itself(client: AuditingClient) -> None:
    give_password(client)
    page = client.send(SETUP)
    assert 'src="data:image/svg+xml;base64,' in page.get_data(as_text=True)
    assert "img-src 'self' data:" in page.headers["Content-Security-Policy"]


def test_wrong_code_does_not_enrol_and_the_same_key_still_works(client: AuditingClient) -> None:
    give_password(client)
    app = enrol(client)
    assert enter(client, "000000" if app.now() != "000000" else "111111") == 422
    assert client.get(ACCOUNT).status_code == 302
    assert enter(client, f" {app.now()[:3]} {app.now()[3:]} ") == 302


@pytest.fixture
def enrolled(client: AuditingClient, strict: Flask) -> pyotp.TOTP:
    """Amy's app, set up; nobody is signed in on `client` afterwards."""
    give_password(client)
    app = enrol(client)
    assert enter(client, app.now()) == 302
    with client.session_transaction() as kept:
        kept.clear()
    return app


def later(monkeypatch: pytest.MonkeyPatch, strict: Flask, seconds: int) -> None:
    """Move the clock of the service, so that the next code is asked for."""
    codes = strict.extensions["security"].totp_factory
    real = codes._totp.now
    moved = type("Moved", (codes._totp,), {"now": staticmethod(lambda: real() + seconds)})
    monkeypatch.setattr(codes, "_totp", moved)


def test_password_and_code_let_in_and_the_code_works_once(
    client: AuditingClient, strict: Flask, enrolled: pyotp.TOTP, monkeypatch: pytest.MonkeyPatch
) -> None:
    later(monkeypatch, strict, 60)
    code = enrolled.at(int(strict.extensions["security"].totp_factory._totp.now()))
    assert give_password(client).startswith(CODE)
    assert client.get(ACCOUNT).status_code == 302
    assert enter(client, code) == 302
    assert client.get(ACCOUNT).status_code == 200
    other = strict.test_client()
    assert isinstance(other, AuditingClient)
    give_password(other)
    assert enter(other, code) == 422
    assert other.get(ACCOUNT).status_code == 302


@pytest.mark.parametrize("code", ["", "12345", "abcdef", "1234567", "'; --", "１２３４５６", "0" * 300])
def test_wrong_codes_are_refused_in_words(client: AuditingClient, enrolled: pyotp.TOTP, code: str) -> None:
    give_password(client)
    assert enter(client, code) == 422
    assert client.get(ACCOUNT).status_code == 302


def test_codes_cannot_be_guessed_from_many_addresses(client: AuditingClient, enrolled: pyotp.TOTP) -> None:
    give_password(client)
    wrong = "000000" if enrolled.now() != "000000" else "111111"
    client.get(CODE)
    seen = [
        client.post(
            CODE, data={"code": wrong, "csrf_token": client.token}, environ_base={"REMOTE_ADDR": f"192.0.2.{n}"}
        ).status_code
        for n in range(7)
    ]
    assert seen == [422] * 5 + [429] * 2


def test_a_code_used_up_by_another_process_is_refused(
    strict: Flask, people: People, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two at once: both read the last counter before either writes; the second to take the lock is refused."""
    codes = strict.extensions["security"].totp_factory
    secret = codes.generate_totp_secret()
    code = codes.generate_totp_password(secret)
    with strict.test_request_context(CODE, method="POST"):
        strict.preprocess_request()
        account = begin_writing().get(Account, people.account("amy").id)
        monkeypatch.setattr(store.Codes, "get_last_counter", lambda _self, user: None)
        assert codes.verify_totp(code, secret, account, 30) is True
        assert codes.verify_totp(code, secret, account, 30) is False


def test_young_people_are_never_asked(client: AuditingClient) -> None:
    assert give_password(client, "yas") == "/"
    assert client.get(SETUP).status_code == 404


def test_code_page_without_a_password_leads_back_to_signing_in(client: AuditingClient) -> None:
    for path in (SETUP, CODE):
        response = client.get(path)
        assert response.location == SIGN_IN
    assert "Sign in again" in words(client.get(SIGN_IN))


def test_account_switched_off_between_password_and_code_is_not_let_in(
    client: AuditingClient, enrolled: pyotp.TOTP, people: People, session: Session
) -> None:
    give_password(client)
    account = session.get(Account, people.account("amy").id, populate_existing=True)
    assert account is not None
    account.fs_uniquifier, account.active = "another word", False
    session.commit()
    assert client.post(CODE, data={"code": enrolled.now(), "csrf_token": client.token}).status_code == 302
    assert client.get(ACCOUNT).status_code == 302


def test_replacing_the_app_asks_for_the_password_again(
    client: AuditingClient, strict: Flask, people: People, session: Session
) -> None:
    give_password(client)
    assert enter(client, enrol(client).now()) == 302
    with client.session_transaction() as kept:
        kept["fs_paa"] -= 3600
        kept.pop("fs_gexp", None)
    response = client.get(SETUP)
    assert response.location == "/account/verify?next=/account/two-factor"
    assert "Type your password again" in words(client.get(response.location))
    assert client.send(response.location, {"password": "not it not it"}).status_code == 422
    assert client.send(response.location, {"password": PASSWORD}).location == SETUP
    old = session.get(Account, people.account("amy").id, populate_existing=True)
    assert old is not None
    secret = old.tf_totp_secret
    replaced = enrol(client)
    assert enter(client, replaced.at(int(time.time()) + 30)) == 302
    session.refresh(old)
    assert old.tf_totp_secret != secret
