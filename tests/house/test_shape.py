"""Size, names, docstrings and places: what keeps the code small enough to hold in mind."""

import ast
import re

from tests.house.places import PACKAGE, modules, name, parsed, templates

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
    assert not long, f"Split these modules by what they are for (limit {MODULE} lines): {long}"


def test_templates_are_short() -> None:
    long = {name(path): lines for path in templates() if (lines := len(path.read_text().splitlines())) > TEMPLATE}
    assert not long, f"Take parts of these templates into includes or macros (limit {TEMPLATE} lines): {long}"


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
    assert not long, f"Move what these views work out into a form, a service or a query (limit {VIEW} lines): {long}"


def test_names_say_what_a_module_is_for() -> None:
    bad = [name(path) for path in modules() if path.stem in FORBIDDEN_NAMES or path.parent.name in FORBIDDEN_NAMES]
    assert not bad, f"A drawer collects everything. Name these by what is in them: {bad}"


def test_every_package_says_what_it_is_for() -> None:
    silent = [
        name(path)
        for path in PACKAGE.rglob("__init__.py")
        if "versions" not in path.parts and not ast.get_docstring(parsed(path))
    ]
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
    assert not bad, f"Build it or take it out: {bad}"


def _shown(text: str) -> str:
    """What a template may show: its code and comments taken out."""
    return re.sub(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", " ", text, flags=re.S)


def test_banned_words_are_not_on_screen() -> None:
    bad = {name(path): found for path in templates() if (found := BANNED.findall(_shown(path.read_text())))}
    assert not bad, f"Say young person, worker, home. These words are not used on screen: {bad}"


def test_words_that_hurt_are_not_on_a_young_persons_pages() -> None:
    pages = [path for path in templates() if "my" in path.parts]
    assert pages
    bad = {name(path): found for path in pages if (found := BANNED_TO_YOUNG_PEOPLE.findall(_shown(path.read_text())))}
    assert not bad, f"Write to the young person, without the service's own words: {bad}"
