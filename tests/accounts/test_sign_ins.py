"""A sign-in lives on the server: a copied cookie is worth nothing once it has ended, however it ended."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from careleavers.accounts import sessions, sign_ins
from careleavers.accounts.service import disable_account
from careleavers.domain.sign_ins import SignInEnding
from careleavers.models import ChangeEntry, SignIn
from careleavers.models.base import identity
from tests.client import AuditingClient, words
from tests.people import PASSWORD, People
from tests.plans.writing import acting

NOW = datetime(2026, 3, 4, 9, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NEW = "eleven quiet rivers"
Browser = Callable[[], AuditingClient]
PHONE = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Mobile Safari/537.36"
)


@pytest.fixture
def enter(new_browser: Browser, people: People) -> Callable[..., AuditingClient]:
    """`enter("amy")` is a browser on which Amy has signed in through the page."""

    def signed_in(name: str, agent: str = "") -> AuditingClient:
        made = new_browser()
        answers = {"sign_in_name": name, "password": PASSWORD}
        assert made.send("/sign-in", answers, headers={"User-Agent": agent}).status_code == 302
        return made

    return signed_in


def copy_of(client: AuditingClient, new_browser: Browser) -> AuditingClient:
    """Another browser with the same cookie."""
    thief, cookie = new_browser(), client.get_cookie("session")
    assert cookie is not None
    thief.set_cookie("session", cookie.value)
    return thief


def _sign_out(client: AuditingClient, _people: People, _session: Session) -> None:
    client.get("/account")
    client.post("/sign-out", data={"csrf_token": client.token})


def _leave(client: AuditingClient, _people: People, _session: Session) -> None:
    client.post("/my/leave")


def _change_password(client: AuditingClient, _people: People, _session: Session) -> None:
    answers = {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW}
    assert client.send("/account/password", answers).status_code == 302


def _be_disabled(_client: AuditingClient, people: People, session: Session) -> None:
    session.refresh(people.account("amy"))
    disable_account(session, acting(people, "ada"), people.account("amy"))
    session.commit()


@pytest.mark.parametrize("end", [_sign_out, _leave, _change_password, _be_disabled])
def test_copied_cookie_is_worth_nothing_once_it_has_ended(
    enter: Callable[..., AuditingClient],
    new_browser: Browser,
    people: People,
    session: Session,
    end: Callable[..., None],
) -> None:
    amy = enter("amy")
    thief = copy_of(amy, new_browser)
    assert thief.get("/account").status_code == 200
    end(amy, people, session)
    assert thief.get("/account").location == "/sign-in?next=/account"


def test_cookie_without_its_row_lets_nobody_in(enter: Callable[..., AuditingClient], session: Session) -> None:
    amy = enter("amy")
    session.delete(session.exec(select(SignIn)).one())
    session.commit()
    assert amy.get("/account").status_code == 302


def test_nobody_is_signed_in_when_it_cannot_be_kept(
    new_browser: Browser, people: People, monkeypatch: pytest.MonkeyPatch, app: Flask
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("INSERT", {}, Exception("disk full"))

    monkeypatch.setattr(sign_ins, "begin", refuse)
    app.testing = False
    client = new_browser()
    answer = client.send("/sign-in", {"sign_in_name": "amy", "password": PASSWORD})
    assert answer.status_code >= 500
    assert client.get("/account").status_code == 302


def test_word_in_the_cookie_is_new_with_every_sign_in(enter: Callable[..., AuditingClient], session: Session) -> None:
    def word(client: AuditingClient) -> str:
        with client.session_transaction() as kept:
            return str(kept["sign_in"])

    first, second = enter("amy"), enter("amy")
    assert word(first) != word(second)
    before = word(first)
    first.send("/account/password", {"password": PASSWORD, "new_password": NEW, "new_password_confirm": NEW})
    assert word(first) != before
    assert first.get("/account").status_code == 200
    assert before not in {row.word_print for row in session.exec(select(SignIn))}


def test_password_alone_is_no_sign_in(app: Flask, new_browser: Browser, session: Session, people: People) -> None:
    people.account("amy").tf_primary_method = "authenticator"
    people.account("amy").tf_totp_secret = app.extensions["security"]._totp_factory.generate_totp_secret()
    session.commit()
    client = new_browser()
    client.send("/sign-in", {"sign_in_name": "amy", "password": PASSWORD})
    assert session.exec(select(SignIn)).all() == []
    assert client.get("/account").status_code == 302


def test_page_lists_ones_own_devices_and_ends_them(enter: Callable[..., AuditingClient]) -> None:
    enter("ben")
    desk, phone = enter("amy"), enter("amy", PHONE)
    page = words(desk.get("/account/sign-ins"))
    assert "another browser: this one" in page
    assert "Phone, Chrome" in page
    assert page.count("Signed in ") == 2
    desk.post("/account/sign-ins/end-others", data={"csrf_token": desk.token})
    assert "You are signed in nowhere else" in words(desk.get("/account/sign-ins"))
    assert phone.get("/account").status_code == 302
    assert desk.get("/account").status_code == 200


def test_one_other_device_is_signed_out_alone(enter: Callable[..., AuditingClient], session: Session) -> None:
    desk, phone, tablet = enter("yas"), enter("yas", PHONE), enter("yas", "iPad Safari")
    meant = session.exec(select(SignIn).where(col(SignIn.device) == "Tablet, Safari")).one()
    desk.get("/account/sign-ins")
    answer = desk.post(f"/account/sign-ins/{meant.public_id}/end", data={"csrf_token": desk.token})
    assert answer.location == "/account/sign-ins"
    assert tablet.get("/account").status_code == 302
    assert phone.get("/account").status_code == 200


def test_nobody_ends_the_sign_in_of_somebody_else(enter: Callable[..., AuditingClient], session: Session) -> None:
    ben = enter("ben")
    meant = session.exec(select(SignIn)).one()
    amy = enter("amy")
    amy.get("/account/sign-ins")
    answer = amy.post(f"/account/sign-ins/{meant.public_id}/end", data={"csrf_token": amy.token})
    assert answer.status_code == 404
    assert ben.get("/account").status_code == 200


def test_administrator_signs_somebody_out_everywhere(enter: Callable[..., AuditingClient], people: People) -> None:
    amy, ada, path = enter("amy"), enter("ada"), f"/accounts/{people.account('amy').public_id}"
    ada.get(f"{path}/change")
    assert ada.post(f"{path}/sign-out", data={"csrf_token": ada.token}).location == "/accounts"
    assert amy.get("/account").status_code == 302
    assert enter("amy").get("/account").status_code == 200


def test_last_use_is_kept_once_a_minute(
    enter: Callable[..., AuditingClient], session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    amy, start = enter("amy"), sessions.now()

    def seen_after(seconds: float) -> float:
        monkeypatch.setattr(sessions, "now", lambda: start + seconds)
        assert amy.get("/account").status_code == 200
        session.expire_all()
        return session.exec(select(SignIn)).one().seen_at.timestamp() - start

    assert seen_after(50) == pytest.approx(0, abs=1)
    assert seen_after(70) == pytest.approx(70, abs=1)


def test_page_is_shown_although_its_use_cannot_be_kept(
    enter: Callable[..., AuditingClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OperationalError("UPDATE", {}, Exception("read-only"))

    amy, start = enter("amy"), sessions.now()
    monkeypatch.setattr(sign_ins, "note_seen", refuse)
    monkeypatch.setattr(sessions, "now", lambda: start + 120)
    assert amy.get("/account").status_code == 200


@pytest.mark.parametrize(
    ("agent", "device"),
    [
        (PHONE, "Phone, Chrome"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile/15E148 Safari/604.1",
            "Phone, Safari",
        ),
        ("Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0", "Computer, Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Computer, Firefox"),
        (
            "Mozilla/5.0 (Linux; Android 15; SM-X200) SamsungBrowser/28 Chrome/130 Safari/537.36",
            "Tablet, Samsung browser",
        ),
        ("", "Computer, another browser"),
        ("\x00" * 9000, "Computer, another browser"),
    ],
)
def test_device_is_told_so_that_its_owner_knows_it(agent: str, device: str) -> None:
    assert sign_ins.device_of(agent) == device


def begun(session: Session, people: People, name: str, at: datetime = NOW, word: str = "one") -> SignIn:
    account = people.account(name)
    return sign_ins.begin(session, identity(account), account.fs_uniquifier, word, "Phone, Chrome", at)


def test_word_is_kept_nowhere(session: Session, people: People) -> None:
    row = begun(session, people, "amy", word="a very long random word")
    kept = [str(vars(row)), *(str(vars(entry)) for entry in session.exec(select(ChangeEntry)))]
    assert not [each for each in kept if "a very long random word" in each]


def test_word_belongs_to_one_account_and_to_what_its_owner_had_then(session: Session, people: People) -> None:
    amy, row = people.account("amy"), begun(session, people, "amy")
    assert sign_ins.lasting(session, amy, "one") is row
    assert sign_ins.lasting(session, people.account("ben"), "one") is None
    assert sign_ins.lasting(session, amy, "") is None
    amy.fs_uniquifier = "changed"
    assert sign_ins.lasting(session, amy, "one") is None


def test_only_what_would_be_let_in_is_under_way(session: Session, people: People) -> None:
    amy = people.account("amy")
    fresh = begun(session, people, "amy", NOW - timedelta(minutes=59), "fresh")
    begun(session, people, "amy", NOW - HOUR, "idle")
    old = begun(session, people, "amy", NOW - DAY, "old")
    old.seen_at = NOW
    sign_ins.end(begun(session, people, "amy", NOW, "ended"), SignInEnding.SIGNED_OUT, NOW)
    session.flush()
    assert list(sign_ins.under_way(session, amy, NOW, HOUR, DAY)) == [fresh]


def test_first_ending_stands(session: Session, people: People) -> None:
    row = begun(session, people, "amy")
    sign_ins.end(row, SignInEnding.ELSEWHERE, NOW)
    sign_ins.end(row, SignInEnding.SIGNED_OUT, NOW + HOUR)
    assert (row.ending, row.ended_at) == (SignInEnding.ELSEWHERE, NOW)


def test_what_is_long_over_is_deleted(session: Session, people: People) -> None:
    begun(session, people, "amy", NOW - timedelta(days=sign_ins.KEPT_DAYS, seconds=1), "old")
    kept = begun(session, people, "amy", NOW - timedelta(days=sign_ins.KEPT_DAYS), "kept")
    assert sign_ins.clear_sign_ins(session, NOW) == 1
    session.expire_all()
    assert [row.id for row in session.exec(select(SignIn))] == [kept.id]
    assert sign_ins.clear_sign_ins(session, NOW) == 0
