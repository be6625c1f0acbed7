"""What a password must be, changing it, and the one-time links with which it is first set."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from itsdangerous import TimestampSigner
from sqlmodel import Session, col, select

from careleavers.accounts import links, passwords, service
from careleavers.domain.actors import Actor
from careleavers.models import Account, ChangeEntry
from tests.client import AuditingClient, words
from tests.conftest import SECRET
from tests.people import PASSWORD, People

CHANGE, ACCOUNT, SIGN_IN = "/account/password", "/account", "/sign-in"
NEW = "seven quiet herons över 🌊"


@pytest.mark.parametrize(
    "password",
    ["twelve chars", "seven quiet herons", "naïve café ☕ ten", "🌊🐦🌲🏔️🌙⭐🍀🔥🎈🚲🧭🎻", "a b d e g h j k m n",
     "every good boy deserves " * 5 + "football", "correct staple horse of mine", "a" * 20 + "bcd",
     "4071 5529 8823 6140"],
)  # fmt: skip
def test_long_passwords_of_any_kind_will_do(password: str) -> None:
    assert passwords.what_is_wrong(password, "amy", "Pathways", "Somewhere Council") is None


@pytest.mark.parametrize(
    ("password", "because"),
    [
        ("eleven char", "12 characters or more"),
        ("", "12 characters or more"),
        ("x" * 1001, "1,000 characters or fewer"),
        ("password1234", "easy to guess"),
        ("Password!!!!2026", "easy to guess"),
        ("passwordpassword", "easy to guess"),
        ("123456789012", "easy to guess"),
        ("210987654321", "easy to guess"),
        ("qwertyuiop[]12", "easy to guess"),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("abcabcabcabcabc", "easy to guess"),
        ("ILoveYou2026!!", "easy to guess"),
        ("Leaving Care 2026", "easy to guess"),
        ("pathways 2026", "easy to guess"),
        ("amy.worker123", "easy to guess"),
        ("Somewhere Council 1", "easy to guess"),
        ("twelve\0chars are", "cannot be typed again"),
    ],
)
def test_short_common_and_known_passwords_are_refused(password: str, because: str) -> None:
    assert because in (passwords.what_is_wrong(password, "amy.worker", "Pathways", "Somewhere Council") or "")


def change(new: str, again: str | None = None) -> dict[str, str]:
    return {"password": PASSWORD, "new_password": new, "new_password_confirm": again or new}


@pytest.fixture
def signed_in(app: Flask, people: People) -> Callable[[], AuditingClient]:
    def enter() -> AuditingClient:
        client = app.test_client()
        assert isinstance(client, AuditingClient)
        assert client.send(SIGN_IN, {"sign_in_name": "amy", "password": PASSWORD}).status_code == 302
        return client

    return enter


def test_changing_the_password_ends_every_other_session(signed_in: Callable[[], AuditingClient], app: Flask) -> None:
    desk, phone = signed_in(), signed_in()
    response = desk.send(CHANGE, change(NEW))
    assert response.location == ACCOUNT
    assert "Your password is changed" in words(desk.get(ACCOUNT))
    assert phone.get(ACCOUNT).status_code == 302
    fresh = app.test_client()
    assert isinstance(fresh, AuditingClient)
    assert fresh.send(SIGN_IN, {"sign_in_name": "amy", "password": PASSWORD}).status_code == 422
    assert fresh.send(SIGN_IN, {"sign_in_name": "amy", "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("answers", "because"),
    [
        ({"password": "not my pass phrase"}, "That is not your password"),
        ({"new_password_confirm": "seven quiet herons"}, "not the same"),
        ({"new_password": "short", "new_password_confirm": "short"}, "12 characters or more"),
        ({"new_password": PASSWORD, "new_password_confirm": PASSWORD}, "That is the password you have now"),
        ({"new_password": ""}, "Enter a new password"),
        ({"new_password": "password 2026", "new_password_confirm": "password 2026"}, "easy to guess"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_changes(
    signed_in: Callable[[], AuditingClient], answers: dict[str, str], because: str
) -> None:
    client = signed_in()
    given = change(NEW) | answers
    response = client.send(CHANGE, given)
    assert response.status_code == 422
    assert because in words(response)
    assert client.get(ACCOUNT).status_code == 200
    assert client.send(CHANGE, change(NEW)).status_code == 302


def test_letters_composed_differently_are_one_password(signed_in: Callable[[], AuditingClient], app: Flask) -> None:
    client = signed_in()
    composed, apart = "caf\u00e9 round the corner", "cafe\u0301 round the corner"
    assert client.send(CHANGE, change(apart, composed)).status_code == 422
    assert client.send(CHANGE, change(apart)).status_code == 302
    fresh = app.test_client()
    assert isinstance(fresh, AuditingClient)
    assert fresh.send(SIGN_IN, {"sign_in_name": "amy", "password": composed}).status_code == 302


def test_own_password_cannot_be_guessed_from_an_open_session(signed_in: Callable[[], AuditingClient]) -> None:
    client = signed_in()
    seen = []
    for _ in range(6):
        response = client.send(
            CHANGE, {"password": "wrong wrong wrong", "new_password": NEW, "new_password_confirm": NEW}
        )
        seen.append(response.status_code)
    assert seen == [422] * 5 + [429]


# Links


@pytest.fixture
def link(session: Session, people: People) -> str:
    """Amy's new link."""
    word = service.give_link(session, Actor("test"), people.account("amy"), SECRET, 24)
    session.commit()
    return f"/set-password/{word}"


@pytest.fixture
def client(app: Flask) -> AuditingClient:
    made = app.test_client()
    assert isinstance(made, AuditingClient)
    return made


def test_link_sets_a_password_once(client: AuditingClient, link: str) -> None:
    assert "amy" in words(client.get(link))
    response = client.send(link, {"new_password": NEW, "again": NEW})
    assert response.location == SIGN_IN
    assert client.get(ACCOUNT).status_code == 302
    assert client.get(link).status_code == 404
    assert client.post(link, data={"new_password": NEW, "again": NEW, "csrf_token": client.token}).status_code == 404
    assert client.send(SIGN_IN, {"sign_in_name": "amy", "password": NEW}).status_code == 302


def test_giving_a_link_ends_sessions_and_the_old_password(
    signed_in: Callable[[], AuditingClient], session: Session, people: People, client: AuditingClient
) -> None:
    before = signed_in()
    account = session.get(Account, people.account("amy").id, populate_existing=True)
    assert account is not None
    service.give_link(session, Actor("test"), account, SECRET, 24)
    session.commit()
    assert before.get(ACCOUNT).status_code == 302
    assert client.send(SIGN_IN, {"sign_in_name": "amy", "password": PASSWORD}).status_code == 422


def test_a_newer_link_replaces_the_older(client: AuditingClient, link: str, session: Session, people: People) -> None:
    newer = service.give_link(session, Actor("test"), people.account("amy"), SECRET, 24)
    session.commit()
    assert client.get(link).status_code == 404
    assert client.get(f"/set-password/{newer}").status_code == 200


def test_weak_password_is_refused_and_the_link_still_works(client: AuditingClient, link: str) -> None:
    response = client.send(link, {"new_password": "short", "again": "short"})
    assert response.status_code == 422
    assert "12 characters or more" in words(response)
    assert client.send(link, {"new_password": NEW, "again": NEW}).status_code == 302


@pytest.mark.parametrize(("hours", "status"), [(23.9, 200), (24.1, 404)])
def test_link_is_over_after_its_hours(
    client: AuditingClient, link: str, monkeypatch: pytest.MonkeyPatch, hours: float, status: int
) -> None:
    now = datetime.now(UTC).timestamp()
    monkeypatch.setattr(TimestampSigner, "get_timestamp", lambda _self: int(now + hours * 3600))
    assert client.get(link).status_code == status


@pytest.mark.parametrize("word", ["x", "..", "a.b.c", "%00", "W10.aaaa.bbbb", "é" * 300])
def test_made_up_links_lead_nowhere(client: AuditingClient, people: People, word: str) -> None:
    assert client.get(f"/set-password/{word}").status_code == 404


def test_link_of_an_account_switched_off_is_over(
    client: AuditingClient, link: str, session: Session, people: People
) -> None:
    people.account("amy").active = False
    session.commit()
    assert client.get(link).status_code == 404


def test_link_signed_with_another_key_is_refused(client: AuditingClient, people: People, session: Session) -> None:
    word = links.word_for(people.account("amy"), "another secret, another secret, another", 24)
    assert client.get(f"/set-password/{word}").status_code == 404


def test_password_and_link_never_reach_the_audit_trail(client: AuditingClient, link: str, session: Session) -> None:
    client.send(link, {"new_password": NEW, "again": NEW})
    entries = session.exec(select(ChangeEntry).where(col(ChangeEntry.table_name) == "account")).all()
    assert {entry.field for entry in entries} >= {"password", "fs_uniquifier"}
    kept = " ".join(f"{entry.before} {entry.after}" for entry in entries)
    assert "argon2" not in kept
    assert NEW not in kept
