"""Who may open what: every endpoint asked by everybody, compared with a table that people have reviewed."""

import difflib
import os

import pytest
from flask import Flask, Response
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.house.asking import COLUMNS, TABLE, Asker, address, body, is_sign_in, pages
from tests.house.record import MADE_UP, Record

HEAD = """\
# Who may open what. Asked of the application itself, about Kit, who is 17 and in care, with real ids.
#   nobody     not signed in             elsewhere  a manager of another team
#   worker     Kit's after-care worker   service    a service manager
#   other      another one               auditor    an auditor without a sample
#   social     Kit's social worker       admin      an administrator
#   reviewing  Kit's reviewing officer   young      Kit
#   manager    Kit's team's manager
# POST is sent with a good token and no answers. `sign-in` stands for: sign in first. 302 after POST: it was done,
# or there was nothing to do. To change the table: UPDATE_ACCESS=1 pytest tests/house/test_access.py, then read
# every line that changed.
"""
# Things that one person may reach and another may not; the rest of an address is words.
OBJECTS = {
    "young_person", "plan", "contact", "review", "risk", "action", "home", "eet", "allocation", "alert", "worker",
    "supervision", "import_run", "export_run", "account", "draft", "document", "request", "planned", "pack", "step",
    "note", "exception", "closing", "restriction", "loan", "conflict", "sign_in", "immigration_step",
    "health_contact", "close_one",
    "emergency", "emergency_use", "referral", "referral_step", "dash_check", "missing_episode", "missing_step",
    "panel_look",
    "death_notice",
    "voice_message",
}  # fmt: skip
# Who may not see Kit; and who may not see Yas, who is 19.
OUTSIDERS = [("ben", "kit"), ("una", "kit"), ("ivy", "kit"), ("olly", "kit"), ("sol", "yas"), ("rob", "yas")]


def _about(rule: Rule) -> str:
    """Kit, but Lou for a decision about a plan: Lou's waits for one."""
    return "lou" if rule.endpoint in ("plans.decide", "oversight.approvals") else "kit"


def _cell(response: TestResponse) -> str:
    # 503 is how /health/ready says that no sweep has run, as is so here.
    fine = response.status_code < 500 or response.request.path == "/health/ready"
    assert fine, f"{response.request.method} {response.request.path}: {response.status}"
    return "sign-in" if is_sign_in(response) else str(response.status_code)


def _table(app: Flask, record: Record, ask: Asker) -> str:
    lines = [["", *COLUMNS]]
    for rule, method in pages(app):
        path = address(rule, record.ids(rule, _about(rule)))
        lines.append([f"{method:<4} {rule.rule}", *(_cell(ask(name, method, path)) for name in COLUMNS.values())])
    return HEAD + "".join(f"{page:<80}{''.join(f'{cell:<10}' for cell in cells).rstrip()}\n" for page, *cells in lines)


def test_everybody_reaches_what_the_table_says_and_nothing_else(
    app: Flask, record: Record, ask: Asker, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Drawing a file takes a second and has no say in who gets it.
    monkeypatch.setattr("careleavers.copies.files.as_pdf", lambda *_args, **_options: b"%PDF-")
    monkeypatch.setattr("careleavers.copies.views.partners.pack_file", lambda _pack: Response(b"%PDF-"))
    found = _table(app, record, ask)
    if os.environ.get("UPDATE_ACCESS"):
        TABLE.write_text(found, encoding="utf-8")
    reviewed = TABLE.read_text(encoding="utf-8") if TABLE.exists() else ""
    changes = "\n".join(difflib.unified_diff(reviewed.split("\n"), found.split("\n"), "reviewed", "found", "", "", 0))
    assert found == reviewed, (
        f"Who may open what has changed:\n{changes}\nIf each line is as it should be, write the table anew with"
        " UPDATE_ACCESS=1 pytest tests/house/test_access.py and have somebody read it."
    )


def test_a_record_out_of_reach_is_answered_like_one_that_is_not_there(app: Flask, record: Record, ask: Asker) -> None:
    told_apart = []
    for rule, method in pages(app):
        objects = rule.arguments & OBJECTS
        if not objects:
            continue
        for name, about in OUTSIDERS:
            ids = record.ids(rule, about)
            real = ask(name, method, address(rule, ids))
            made_up = ask(name, method, address(rule, {**ids, **dict.fromkeys(objects, MADE_UP)}))
            same = (real.status_code, body(real)) == (made_up.status_code, body(made_up))
            if real.status_code not in (403, 404) or not same:
                told_apart.append(f"{method} {rule.rule} by {name}: {real.status_code} and {made_up.status_code}")
    assert not told_apart, f"Somebody could find out who has a record here: {told_apart}"


def test_one_persons_record_does_not_open_in_the_address_of_another(app: Flask, record: Record, ask: Asker) -> None:
    """Amy may see Kit and Yas; a contact of Yas under Kit's address is not there all the same."""
    opened = []
    for rule, method in pages(app):
        children = (rule.arguments & OBJECTS) - {"young_person"}
        if "young_person" not in rule.arguments or not children:
            continue
        mixed = {**record.ids(rule, "yas"), "young_person": record.people.kit.public_id}
        nothing = {**mixed, **dict.fromkeys(children, MADE_UP)}
        for name in ("amy", "tess", "sam"):
            real, made_up = ask(name, method, address(rule, mixed)), ask(name, method, address(rule, nothing))
            if real.status_code not in (403, 404) or body(real) != body(made_up):
                opened.append(f"{method} {rule.rule} by {name}: {real.status_code}")
    assert not opened, f"A record opens under somebody else's name: {opened}"


def test_an_administrator_opens_no_case_content(app: Flask, record: Record, ask: Asker) -> None:
    """Whoever keeps the accounts sees nobody's record, whatever the table says."""
    names = {young.given_name for young in record.people.young_people.values()}
    seen = []
    for rule, method in pages(app):
        answer = ask("ada", method, address(rule, record.ids(rule)))
        if "young_person" in rule.arguments and answer.status_code != 403:
            seen.append(f"{method} {rule.rule}: {answer.status_code}")
        if names & set(answer.get_data(as_text=True).replace("<", " ").split()):
            seen.append(f"{method} {rule.rule} names a young person")
    assert not seen, f"An administrator can open these: {seen}"


def test_a_young_person_reaches_only_their_own_pages(app: Flask, record: Record, ask: Asker) -> None:
    open_to_all = {
        rule.rule for rule in app.url_map.iter_rules() if app.view_functions[rule.endpoint].permission is None
    }  # type: ignore[attr-defined]
    reached = [
        f"{method} {rule.rule}"
        for rule, method in pages(app)
        if not rule.rule.startswith(("/my/", "/account")) or rule.rule.startswith("/accounts")
        if rule.rule not in open_to_all | {"/sign-out"}
        if ask("kit", method, address(rule, record.ids(rule))).status_code != 403
    ]
    assert not reached, f"A young person can open these: {reached}"
