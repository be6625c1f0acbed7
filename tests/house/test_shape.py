"""Size, names, docstrings and places: what keeps the code small enough to hold in mind."""

import ast
import re
from pathlib import Path

from tests.house.places import PACKAGE, ROOT, called, modules, name, parsed, templates

MODULE, VIEW, TEMPLATE = 250, 15, 80
FORBIDDEN_NAMES = {"utils", "helpers", "common", "misc", "manager", "handler"}
# A longer file needs its reason here.
LONGER_MODULES = {
    "careleavers/domain/terms.py": 500,  # one list of the vocabulary, read like a dictionary
}
BANNED = re.compile(r"\b(clients?|service users?|LAC|placement breakdown)\b")
BANNED_TO_YOUNG_PEOPLE = re.compile(
    r"\b(NEET|LAC|client|placement|case|caseload|looked[- ]after|care leavers?)\b", re.I
)


def test_modules_are_short_enough_to_hold_in_mind() -> None:
    long = {
        name(path): lines
        for path in modules()
        if (lines := len(path.read_text().splitlines())) > LONGER_MODULES.get(name(path), MODULE)
    }
    assert not long, (
        f"A module is read in one go, so it has {MODULE} lines at most. Split these by what they are for, or put the"
        f" reason for more into LONGER_MODULES: {long}"
    )


def test_templates_are_short() -> None:
    long = {name(path): lines for path in templates() if (lines := len(path.read_text().splitlines())) > TEMPLATE}
    assert not long, (
        f"A page is seen whole on a screen, so a template has {TEMPLATE} lines at most. Take parts of these into"
        f" includes or macros: {long}"
    )


def _views() -> list[tuple[str, ast.FunctionDef]]:
    found = []
    for path in modules():
        if "views" not in (path.stem, path.parent.name):
            continue
        for node in parsed(path).body:
            if isinstance(node, ast.FunctionDef) and any("route" in ast.unparse(d) for d in node.decorator_list):
                found.append((name(path), node))
    return found


def test_views_only_build_a_form_call_one_service_and_redirect() -> None:
    views = _views()
    assert len(views) > 30
    long = {}
    for where, view in views:
        body = view.body[1:] if isinstance(view.body[0], ast.Expr) else view.body
        lines = body[-1].end_lineno - body[0].lineno + 1  # type: ignore[operator]
        if lines > VIEW:
            long[f"{where}:{view.name}"] = lines
    assert not long, (
        f"A view builds a form, calls one service and redirects: {VIEW} lines. What it works out besides is tested by"
        f" nobody. Move it into a form, a service or a query: {long}"
    )


def test_names_say_what_a_module_is_for() -> None:
    bad = [name(path) for path in modules() if path.stem in FORBIDDEN_NAMES or path.parent.name in FORBIDDEN_NAMES]
    assert not bad, f"A drawer for everything cannot be searched, and grows. Name these by what is in them: {bad}"


def test_every_package_says_what_it_is_for() -> None:
    silent = []
    for path in PACKAGE.rglob("__init__.py"):
        said = " ".join((ast.get_docstring(parsed(path)) or "").split())
        # A package inside a feature belongs to it, and needs no more than a sentence.
        whole = path.parent.parent != PACKAGE or path.parent.name == "migrations"
        if not said or not (whole or ("ay import" in said and "hree words to know:" in said)):
            silent.append(name(path))
    assert not silent, f"Say what these packages are for, what they may import, and three words to know: {silent}"


def test_no_postponed_annotations_in_models() -> None:
    bad = [
        name(path)
        for path in (PACKAGE / "models").glob("*.py")
        if "from __future__ import annotations" in path.read_text()
    ]
    assert not bad, f"Postponed annotations break relationships in SQLModel. Quote forward names in: {bad}"


def test_nothing_is_left_for_later() -> None:
    words = re.compile(r"\b(TODO|FIXME|XXX|HACK|[Ll]orem ipsum|[Cc]oming soon)\b")
    bad = [name(path) for path in [*modules(), *templates()] if words.search(path.read_text())]
    assert not bad, f"A thing is built or absent: what is half there is taken for whole. Build it or take it out: {bad}"


def test_nothing_waits_by_the_clock() -> None:
    """A pause is a guess: too short on a busy machine, too long on every other."""
    bad = [
        name(path)
        for path in [*modules(), *sorted((ROOT / "tests").rglob("*.py"))]
        if "sleep" in (text := path.read_text()) or "wait_for_timeout" in text
        for node in ast.walk(parsed(path))
        if called(node) in ("time.sleep", "sleep", "page.wait_for_timeout")
    ]
    assert not bad, f"Wait for what you need (an event, a join, an element), never for a length of time: {bad}"


def test_no_test_is_switched_off() -> None:
    marks = re.compile(r"pytest\.(mark\.)?(skip|skipif|xfail|importorskip)\b")
    bad = [name(path) for path in (ROOT / "tests").rglob("*.py") if marks.search(path.read_text())]
    bad = [path for path in bad if path != name(Path(__file__))]
    assert not bad, f"A test that does not run tells nobody anything. Mend it or take it out: {bad}"


def _shown(text: str) -> str:
    """What a template may show: its code and comments taken out."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.S)


def test_banned_words_are_not_on_screen() -> None:
    bad = {name(path): found for path in templates() if (found := BANNED.findall(_shown(path.read_text())))}
    assert not bad, f"Say young person, worker, home. These words are not used on screen: {bad}"


def _named(tree: ast.Module) -> set[str]:
    """Every name that a module gives: to modules, classes, functions, arguments and values."""
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.arg):
            names.add(node.arg)
        elif isinstance(node, ast.Name | ast.Attribute) and isinstance(node.ctx, ast.Store):
            names.add(node.id if isinstance(node, ast.Name) else node.attr)
    return names


def test_the_code_calls_people_what_the_screen_calls_them() -> None:
    given = re.compile(
        r"(?i)(^|_)(clients?|service_users?|cases?|lac|personal_advis[eo]rs?|placement_breakdowns?)(_|$)"
    )
    bad = {}
    for path in modules():
        text = path.read_text()
        found = set(BANNED.findall(text)) | {each for each in _named(parsed(path)) | {path.stem} if given.search(each)}
        if found:
            bad[name(path)] = sorted(map(str, found))
    # The privacy class of what is written for staff is called so in law: the case record.
    # And what must not be said has to be named where it is looked for.
    allowed = {
        "careleavers/domain/terms.py": ["CASE"],
        "careleavers/domain/wording.py": ["client", "service user"],
    }
    bad = {path: found for path, found in bad.items() if found != allowed.get(path)}
    assert not bad, (
        "One word for one thing, in code as on screen: young person, worker, after-care worker, contact, visit. Rename"
        f" these: {bad}"
    )


def test_words_that_hurt_are_not_on_a_young_persons_pages() -> None:
    pages = [path for path in templates() if "my" in path.parts]
    assert pages
    bad = {name(path): found for path in pages if (found := BANNED_TO_YOUNG_PEOPLE.findall(_shown(path.read_text())))}
    assert not bad, f"Write to the young person, without the service's own words: {bad}"


def test_titles_name_nobody() -> None:
    title = re.compile(r"\{% block title %\}(.*?)\{% endblock %\}", re.S)
    bad = {
        name(path): said
        for path in templates()
        for said in title.findall(path.read_text())
        if re.search(r"\b(person|worker|young_person|plan|subject)\.(name|first_name|child_id)|worker_name", said)
    }
    assert not bad, f"A title stands in tabs, histories and window lists. Say what the page is, not whose: {bad}"
