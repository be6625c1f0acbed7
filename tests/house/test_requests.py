"""What holds for every request: reading changes nothing and is written down, and other sites are kept out."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, text
from sqlmodel import Session, col, select
from werkzeug.test import TestResponse

from careleavers.alerts.calendar import fill_calendar
from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.permissions import Permission
from careleavers.domain.policy import Policy
from careleavers.models import ChangeEntry, Contact, ReadEntry, RiskFlag, Team, YoungPerson, metadata
from careleavers.web import access
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import page_of, sent
from tests.house.asking import Asker, address, is_sign_in, pages, some_readers
from tests.house.record import ABOUT_A_DEATH, Record
from tests.people import People, make_people

SignIn = Callable[[str], AuditingClient]
HEADERS = {
    "Content-Security-Policy": r"default-src 'none'; script-src 'self' 'nonce-[\w-]{20,}'; .*frame-ancestors 'none'.*",
    "Strict-Transport-Security": r"max-age=31536000; includeSubDomains",
    "X-Content-Type-Options": r"nosniff",
    "Referrer-Policy": r"no-referrer",
    "Cross-Origin-Opener-Policy": r"same-origin",
    "Cross-Origin-Resource-Policy": r"same-origin",
    "Permissions-Policy": r"camera=\(\), microphone=\(\), geolocation=\(\)",
    "Cache-Control": r"no-store",
}


@pytest.fixture
def whole_app(tmp_path: Path, settings: Settings) -> Iterator[tuple[Flask, Database, People]]:
    """The application on a database file of its own, whose sessions are the real ones, with pages that misbehave."""
    database = Database(f"sqlite:///{tmp_path / 'whole.sqlite3'}", Policy())
    metadata.create_all(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    with database.transaction(job("test"), today=TODAY) as session:
        people = make_people(session, TODAY)
    app = create_app(settings, database, today=lambda: TODAY)
    app.test_client_class = AuditingClient
    yield app, database, people
    database.dispose()


def add_and_flush() -> str:
    access.db_session().add(Team.made(name="Slipped in"))
    access.db_session().flush()
    return "saved"


def add_and_leave() -> str:
    access.db_session().add(Team.made(name="Slipped in"))
    return "saved"


def write_by_hand() -> str:
    access.db_session().execute(text("INSERT INTO team (public_id, version, name) VALUES ('x', 1, 'Slipped in')"))
    return "saved"


def write_past_the_session() -> str:
    access.db_session().connection().exec_driver_sql(
        "INSERT INTO team (public_id, version, name) VALUES ('x', 1, 'Slipped in')"
    )
    return "saved"


def begin_writing() -> str:
    access.begin_writing().add(Team.made(name="Slipped in"))
    return "saved"


@pytest.mark.parametrize("view", [add_and_flush, add_and_leave, write_by_hand, write_past_the_session, begin_writing])
def test_a_page_that_tries_to_write_while_it_is_read_stores_nothing(
    whole_app: tuple[Flask, Database, People], view: Callable[[], str]
) -> None:
    app, database, people = whole_app
    app.add_url_rule("/try", view_func=access.allow(Permission.SEE_OWN_ACCOUNT)(view), methods=["GET", "POST"])
    client = app.test_client()
    assert isinstance(client, AuditingClient)
    client.enter(people.account("amy"))
    answer = FlaskClient.open(client, "/try")
    assert answer.status_code == (200 if view is add_and_leave else 500)
    with database.reading(job("test")) as session:
        assert session.exec(select(Team.name)).all() == ["North", "South"]


def _written(session: Session) -> int:
    """How many rows this connection has changed so far, whatever became of them."""
    return int(session.connection().exec_driver_sql("SELECT total_changes()").scalar_one())


def test_reading_a_page_writes_that_it_was_read_and_nothing_else(
    app: Flask, record: Record, ask: Asker, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("careleavers.copies.files.as_pdf", lambda *_args, **_options: b"%PDF-")
    names = {young.given_name for young in record.people.young_people.values()}
    faults, kept = [], 0
    for rule, method, name in some_readers([page for page in pages(app) if page[1] == "GET"], 2):
        before, entries = _written(session), session.exec(select(func.count()).select_from(ReadEntry)).one()
        with ask.asking(name, method, address(rule, record.ids(rule))) as answer:
            last = session.exec(select(ReadEntry).order_by(col(ReadEntry.id).desc())).first()
            new = session.exec(select(func.count()).select_from(ReadEntry)).one() - entries
            where = f"{rule.rule} by {name} ({answer.status_code})"
            if _written(session) - before != new:
                faults.append(f"{where} wrote {_written(session) - before} rows, {new} of them that it was read")
            about_somebody = "young_person" in rule.arguments or rule.rule.startswith("/my/")
            if about_somebody and answer.status_code == 200:
                kept += 1
                whose = record.people.id("ned" if rule.endpoint in ABOUT_A_DEATH else "kit")
                if new != 1 or last is None or (last.young_person_id, last.endpoint) != (whose, rule.endpoint):
                    faults.append(f"{where} was not written down as read")
            said = set(re.findall(r"\w+", answer.get_data(as_text=True))) & names
            if answer.status_code == 200 and said and new == 0:
                faults.append(f"{where} names {said} and nobody can tell later that it did")
    assert kept > 100
    assert not faults, "Who opened whose record must be written down, and nothing else: " + "\n".join(faults)


def test_no_page_leaves_when_it_cannot_be_written_down_that_it_was_read(
    app: Flask, record: Record, ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise OSError("no room for Kit Example")

    monkeypatch.setattr("careleavers.web.requests.record_read", refuse)
    monkeypatch.setattr("careleavers.copies.files.as_pdf", lambda *_args, **_options: b"%PDF-")
    names = {young.given_name for young in record.people.young_people.values()}
    told, refused = [], 0
    for rule, method, name in some_readers(pages(app), 1):
        answer = ask(name, method, address(rule, record.ids(rule)))
        refused += answer.status_code == 503 and rule.endpoint != "alerts.ready"
        said = set(re.findall(r"\w+", answer.get_data(as_text=True))) & names
        if said:
            told.append(f"{method} {rule.rule} by {name} ({answer.status_code}): {said}")
    assert refused > 100
    assert not told, f"These pages left although nobody wrote down that they were read: {told}"


def _answers(app: Flask, record: Record, ask: Asker) -> Iterator[tuple[str, TestResponse]]:
    """One answer of each sort the application gives."""
    kit, yas = record.people.kit.public_id, record.people.yas.public_id
    asked = [
        (200, "amy", "GET", f"/young-people/{kit}", {}),
        (200, "nobody", "GET", "/sign-in", {}),
        (200, "nobody", "GET", "/health/live", {}),
        (503, "nobody", "GET", "/health/ready", {}),
        (200, "sam", "GET", f"/imports/{record.common['import_run']}/report.csv", {}),
        (302, "nobody", "GET", "/young-people", {}),
        (302, "amy", "GET", "/", {}),
        (303, "kit", "POST", "/my/leave", {}),
        (400, "amy", "POST", f"/young-people/{kit}/risks/raise", {"headers": {"Origin": "https://elsewhere.example"}}),
        (400, "tess", "POST", f"/young-people/{kit}/reopen", {"token": False}),
        (401, "nobody", "POST", f"/young-people/{kit}/risks/raise", {}),
        (403, "ada", "GET", f"/young-people/{kit}", {}),
        (404, "sol", "GET", f"/young-people/{yas}", {}),
        (404, "amy", "GET", "/nothing-is-here", {}),
        (404, "nobody", "GET", "/static/nothing-is-here", {}),
        (405, "amy", "POST", "/account", {}),
        (413, "amy", "POST", f"/young-people/{kit}/risks/raise", {"data": {"evidence": "x" * 2_100_000}}),
        (422, "amy", "POST", f"/young-people/{kit}/risks/raise", {}),
        (500, "amy", "GET", "/account", {}),  # the page that the test makes break
    ]
    for status, name, method, path, how in asked:
        answer = ask(name, method, path, **how)
        assert answer.status_code == status, f"{method} {path} by {name}: {answer.status}"
        yield f"{method} {path} ({status})", answer


def _breaks() -> str:
    raise RuntimeError("a fault nobody foresaw")


def test_every_answer_carries_the_headers_that_protect_whoever_reads_it(
    app: Flask, record: Record, ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    app.testing = False  # an unforeseen fault is answered as it would be in service
    monkeypatch.setitem(app.view_functions, "accounts.own", access.allow(Permission.SEE_OWN_ACCOUNT)(_breaks))
    bare = [
        f"{where}: {header} is {answer.headers.get(header)!r}"
        for where, answer in _answers(app, record, ask)
        for header, pattern in HEADERS.items()
        if not re.fullmatch(pattern, answer.headers.get(header, ""))
        and not (header == "Cache-Control" and "/static/" in where)
    ]
    assert not bare, f"Every answer carries every header: {bare}"


def test_files_of_the_pages_themselves_are_protected_and_may_be_kept(ask: Asker) -> None:
    answer = ask("nobody", "GET", "/static/app.css")
    again = ask("nobody", "GET", "/static/app.css", headers={"If-None-Match": answer.headers["ETag"]})
    assert (answer.status_code, again.status_code) == (200, 304)
    for each in (answer, again):
        assert each.headers["Cache-Control"] == "public, max-age=86400"
        for header, pattern in HEADERS.items():
            assert header == "Cache-Control" or re.fullmatch(pattern, each.headers[header])


def test_no_two_answers_carry_the_same_random_word(ask: Asker) -> None:
    policies = {ask("nobody", "GET", "/sign-in").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


def _changes(session: Session) -> int:
    return session.exec(select(func.count()).select_from(ChangeEntry)).one()


@pytest.mark.parametrize(
    "how",
    [
        {"headers": {"Origin": "https://elsewhere.example"}},
        {"headers": {"Sec-Fetch-Site": "cross-site"}},
        {"headers": {"Sec-Fetch-Site": "same-site", "Origin": "http://localhost"}},
    ],
    ids=["origin", "cross-site", "same-site"],
)
def test_nothing_is_taken_from_another_site(
    app: Flask, record: Record, ask: Asker, how: dict[str, dict[str, str]]
) -> None:
    """With a good token even, and also where no token is asked for."""
    taken = []
    for rule, method in pages(app):
        if method != "POST":
            continue
        for name in ("nobody", "amy", "tess", "sam", "ada", "kit"):
            answer = ask(name, method, address(rule, record.ids(rule)), **how)
            if answer.status_code not in (400, 403, 404) and not is_sign_in(answer):
                taken.append(f"{rule.rule} by {name}: {answer.status_code}")
    assert not taken, f"Another site could send these in somebody's name: {taken}"


def test_nothing_is_done_without_a_token(app: Flask, record: Record, ask: Asker, session: Session) -> None:
    """Leaving in a hurry asks for none: at worst somebody is signed out."""
    done = []
    for rule, method in pages(app):
        if method != "POST" or rule.endpoint == "my.leave":
            continue
        for name in ("amy", "tess", "sam", "ada", "kit"):
            before = _changes(session)
            with ask.asking(name, method, address(rule, record.ids(rule)), token=False) as answer:
                led_back = answer.status_code == 302 and rule.endpoint.startswith(("security.", "invitations.choose"))
                if (
                    answer.status_code not in (400, 403, 404, 409, 422)
                    and not led_back
                    and rule.endpoint != "plans.start"
                ):
                    done.append(f"{rule.rule} by {name}: {answer.status_code}")
                if _changes(session) != before:
                    done.append(f"{rule.rule} by {name} changed something")
    assert not done, f"These did something without a token: {done}"


@pytest.mark.parametrize("token", ["", "made-up", None])
def test_a_contact_without_a_good_token_is_not_saved_and_its_words_are_kept(
    record: Record, enter: SignIn, session: Session, token: str | None
) -> None:
    from careleavers.domain.terms import ContactKind

    amy, page = enter("amy"), page_of(record.people.kit, ContactKind.INFORMATION)
    amy.get(page)
    answers = sent(ContactKind.INFORMATION, analysis="He will move at the weekend, his aunt says")
    before = session.exec(select(func.count()).select_from(Contact)).one()
    answer = amy.post(page, data=answers | ({} if token is None else {"csrf_token": token}))
    assert answer.status_code == 422
    assert "What you typed is still here" in words(answer)
    assert "He will move at the weekend, his aunt says" in words(answer)
    assert session.exec(select(func.count()).select_from(Contact)).one() == before


def test_a_risk_and_a_name_without_a_token_are_not_saved_and_their_words_are_kept(
    record: Record, enter: SignIn, session: Session
) -> None:
    tess, kit = enter("tess"), record.people.kit
    for page, said, model in (
        (f"/young-people/{kit.public_id}/risks/raise", {"evidence": "A car that waits"}, RiskFlag),
        (f"/young-people/{kit.public_id}/identity/edit", {"preferred_name": "Kitty"}, YoungPerson),
    ):
        before = _changes(session), session.exec(select(func.count()).select_from(model)).one()
        answer = tess.post(page, data=said)
        assert answer.status_code == 422
        assert next(iter(said.values())) in answer.get_data(as_text=True)
        assert (_changes(session), session.exec(select(func.count()).select_from(model)).one()) == before
