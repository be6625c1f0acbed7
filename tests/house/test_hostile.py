"""Whatever is sent, by fault or on purpose, is answered in words: nothing breaks, and what was typed is still there."""

import itertools
import re
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from markupsafe import escape
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.domain.actors import job
from tests.client import AuditingClient
from tests.conftest import SECRET, TODAY, Some, TransactionDatabase, undone
from tests.house.asking import NOBODY, Asker, address, pages
from tests.house.forms import Form, find_forms
from tests.house.record import make_record
from tests.people import make_people

on_sqlite = pytest.mark.parametrize("kept", ["sqlite"], indirect=True, scope="session")
on_both = pytest.mark.parametrize("kept", ["sqlite", "postgresql"], indirect=True, scope="session")

SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"
# What a person could have typed, so that it must still be there when the page comes back.
TYPED: dict[str, str] = {
    "script": SCRIPT,
    "template": "{{ 7 * 7 }}{% raise %}${7*7}%s%(x)s",
    "statement": "'; DROP TABLE contact; --\\",
    "beyond a whole number": str(2**63),
    "many digits": "9" * 5000,
    "below nothing": "-1",
    "no day": "31/02/2026",
    "no year": "99999-13-45",
    "small two": "²",
    "digits of another script": "٣٤",
    "letters of many scripts": "Đặng Łukasz سارة 家 👩‍👧‍👦",
    "a lot": "word " * 20_000 + "end",
}
# What only a program sends, or what a page takes out before it looks at an answer.
SENT: dict[str, str | bytes] = {
    "nothing at all": "\x00",
    "nothing within": "before\x00after",
    "half a character": "before\ud800after",
    "no character": b"before\xff\xfeafter",
    "control characters": "before\x01\x08\x1b[31m\x7f\x85after",
    "turned round": "before\u202ereversed\u2066after\u200f",
    "lines": "first\r\nsecond\rthird\u2028fourth",
    "blank": " \t\u00a0\u200b ",
    "empty": "",
}
PARTS_OF_A_DAY = ("-day", "-month", "-year")
# Offered only where something is closed, whole or not begun, and pages of the library that are not used.
NOT_DRAWN = {
    "drafts.mine",  # posted to by the script of a page that is being written in; tests/drafts says what with
    "allocations.allocate_several",  # nothing to fill in until people are chosen; then its form is that for one of them
    "invitations.choose",  # there once a code was entered; tests/invitations says what with
    "alerts.stop_calendar_address",  # a button without answers, there once an address has been made
    "emergency.leave",  # a button without answers, there in the sign-in that opened the record
    "exports.download",  # a button without answers, there once an export may leave
    "people.reopen", "accounts.enable", "accounts.remove_second_factor", "plans.send", "plans.start",
    "security.tf_select", "security.two_factor_rescue", "security.two_factor_setup_validate",
    "security.two_factor_token_validation",
}  # fmt: skip


Sent = tuple[Form, list[tuple[str, Any]]]
# As a word: three letters in a row are in some token every few runs.
_ZAK = re.compile(r"\bZak\b")


def _said(form: Form, sent: Any, answer: TestResponse, fault: str) -> str:
    return f"POST {form.path} by {form.who} with {str(sent)[:300]}: {answer.status_code} {fault}"


def _look_over(ask: Asker, form: Form, sent: list[tuple[str, Any]]) -> Iterator[str]:
    """The faults of the answer to one form, and of the page it leads to."""
    with ask.asking(form.who, "POST", form.path, sent) as answer:
        page = answer.get_data().decode(errors="replace")
        if answer.status_code >= 500:
            yield _said(form, sent, answer, "")
        if answer.status_code == 302 and not answer.location.startswith("/sign-in"):
            then = ask(form.who, "GET", answer.location)
            if then.status_code >= 500:
                yield _said(form, sent, then, f"at {answer.location}")
            page += then.get_data(as_text=True) if then.mimetype == "text/html" else ""
        if "<script>alert(" in page or "<img src=x" in page:
            yield _said(form, sent, answer, "lets a script through")
        if answer.status_code == 422:
            for field in form.fields:
                typed = [value for name, value in sent if name == field.name and value in TYPED.values()]
                # A box for a day, a month or a year shows as much as can be one.
                kept = [value[:8] if field.name.endswith(PARTS_OF_A_DAY) else value for value in typed]
                if field.typed and kept and not any(str(escape(value)) in page for value in kept):
                    yield _said(form, sent, answer, f"has lost what was typed into {field.name}")


def _mixed(forms: list[Form], answers: list[str | bytes], times: int) -> Iterator[Sent]:
    """Something hostile in every field of a form, so often, and each time something else in each."""
    turns = itertools.cycle(answers)
    for form in (form for form in forms if form.fields):
        for _ in range(times):
            yield form, [(field.name, next(turns)) for field in form.fields]
            next(turns)  # so that a form with as many fields as there are answers gets others the next time


def _one_by_one(forms: list[Form], answers: list[str | bytes]) -> Iterator[Sent]:
    """Something hostile in one field, an ordinary answer in all others, so that it gets as far as it can."""
    turns = itertools.cycle(answers)
    for form in forms:
        for field in form.fields:
            yield form, list({**form.answers(), field.name: next(turns)}.items())


@pytest.fixture(scope="module")
def ask(engine: Engine, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asker]:
    """One application with the whole record for all tests of this file: whatever is asked is undone at once."""
    settings = Settings(
        instance=tmp_path_factory.mktemp("hostile"), secret_key=SECRET, two_factor_required=False, secure_cookies=False
    )
    with undone(engine) as connection:
        database = TransactionDatabase(connection)
        with closing(database.session(job("test"), write=True)) as session:
            record = make_record(session, make_people(session, TODAY), settings)
            session.commit()
        app = create_app(settings, database, today=lambda: TODAY)
        app.test_client_class = AuditingClient
        asker = Asker(app, database, record.people, record)
        asker.sign_everybody_in()
        yield asker


@pytest.fixture(scope="module")
def forms(ask: Asker) -> list[Form]:
    """Every form of the application."""
    found = find_forms(ask)
    drawn = {endpoint for endpoint, _names in found}
    taking = {rule.endpoint for rule, method in pages(ask.app) if method == "POST"}
    undrawn = taking - drawn - NOT_DRAWN
    assert not undrawn, f"Nobody is shown a form for these: {undrawn}"
    return list(found.values())


@on_both
def test_no_answer_breaks_a_form_or_loses_what_was_typed(ask: Asker, forms: list[Form], some: Some[Sent]) -> None:
    # What becomes of an answer on its way through the form does not depend on the database; what it will keep does.
    if ask.database.connection.dialect.name == "sqlite":
        answers = [*TYPED.values(), *SENT.values()]
        ways = itertools.chain(_mixed(forms, answers, 3), _one_by_one(forms, answers))
    else:
        ways = itertools.chain(_mixed(forms, [*SENT.values(), TYPED["beyond a whole number"]], 2))
    faults = [fault for form, sent in some(ways) for fault in _look_over(ask, form, sent)]
    assert not faults, "\n".join(faults)


@on_sqlite
def test_nobodys_record_is_reached_by_its_number_or_a_name_that_was_not_asked(
    ask: Asker, forms: list[Form], some: Some[tuple[Form, Any]]
) -> None:
    """Ids of Zak, whom only Ben may see, in every field, and names that other pages ask for."""
    zak, faults = ask.people.zak, []
    strangers = [str(zak.id), zak.public_id, ask.record.of["zak"]["risk"]]
    within = [form for form in forms if form.who in ("amy", "tess")]
    for form, stranger in some((form, stranger) for stranger in strangers for form in within):
        sent = [(field.name, stranger) for field in form.fields]
        with ask.asking(form.who, "POST", form.path, sent) as answer:
            if answer.status_code >= 500 or _ZAK.search(answer.get_data().decode(errors="replace")):
                faults.append(_said(form, sent, answer, ""))
    for form in within:
        extra = [("young_person_id", str(zak.id)), ("role", "administrator"), ("id", "1"), ("flag_999_answer", "same")]
        with ask.asking(form.who, "POST", form.path, [*form.answers().items(), *extra]) as answer:
            if answer.status_code >= 500:
                faults.append(_said(form, extra, answer, ""))
    assert not faults, "\n".join(faults)


@on_sqlite
def test_names_that_come_twice_or_not_at_all_break_nothing(ask: Asker, forms: list[Form], some: Some[Sent]) -> None:
    strange: list[tuple[Any, Any]] = [("a" * 20_000, "x"), ("a\x00", "x"), (b"\xff", b"\xff"), ("a[]", "x")]
    whole = [(form, list(form.answers().items())) for form in forms]
    twice = [(form, sent + sent + strange) for form, sent in whole]
    halves = [(form, sent[start::2]) for form, sent in whole for start in (0, 1)]
    faults = [fault for form, sent in some(twice + halves) for fault in _look_over(ask, form, sent)]
    assert not faults, "\n".join(faults)


IN_ADDRESSES = ["%00", "a%00b", "%ED%A0%80", "%FF", str(2**63), "-1", "%F0%9F%91%A9", "x" * 3000, "..%2F..", "%0d%0aX:"]
# What pages read behind the question mark, and some they do not.
NAMES = [
    "after", "before", "page", "show", "child_id", "name", "rule", "worker", "team", "next", "year", "state", "order",
    "severity", "kind", "search", "q", "from", "to", "on", "back", "basis", "whose", "due", "contact", "flag", "offer",
]  # fmt: skip


def _who(address_of: str) -> str:
    """Somebody to whom a page opens."""
    openers = {
        "/my": "kit",
        "/accounts": "ada",
        "/imports": "sam",
        "/local-offer": "sam",
        "/due": "amy",
        "/set-password": NOBODY,
    }
    return next((who for start, who in openers.items() if address_of.startswith(start)), "tess")


@on_both
def test_no_address_breaks_a_page(ask: Asker, some: Some[int]) -> None:
    """Hostile words where an id stands, and behind the question mark of every page."""
    turns, faults, times = itertools.cycle(IN_ADDRESSES), [], list(some(range(3)))
    for rule, method in pages(ask.app):
        real = ask.record.ids(rule)
        paths = [address(rule, {**real, name: "HERE"}).replace("HERE", next(turns)) for name in real for _ in times]
        if method == "GET" and "/copy" not in rule.rule:
            asked = "&".join(f"{name}={next(turns)}" for name in NAMES)
            # PostgreSQL refuses even to compare a NUL, so every page is asked with one behind every name.
            paths += [
                f"{address(rule, real)}?{asked}",
                f"{address(rule, real)}?{'&'.join(f'{name}=%00' for name in NAMES)}",
            ]
        for path in paths:
            answer = ask(_who(rule.rule), method, path)
            if answer.status_code >= 500 and rule.endpoint != "alerts.ready":
                faults.append(f"{method} {path[:300]} by {_who(rule.rule)}: {answer.status_code}")
    assert not faults, "\n".join(faults)


@on_sqlite
def test_no_form_is_broken_by_what_is_no_form(ask: Asker, forms: list[Form]) -> None:
    kinds = ["application/json", "text/plain", "multipart/form-data", "multipart/form-data; boundary=x", ""]
    faults = []
    for form, kind in zip(forms * 2, itertools.cycle(kinds), strict=False):
        answer = ask(form.who, "POST", form.path, [("a", b"{[\xff--x\r\n")], kind=kind)
        if answer.status_code >= 500:
            faults.append(_said(form, kind, answer, ""))
    assert not faults, "\n".join(faults)
