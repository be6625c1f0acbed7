"""Pages: every template compiles, has a title, is somebody's, and leads only where there is a page."""

import re
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import TemplateSyntaxError, nodes

from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.web.access import UndeclaredEndpoint
from tests.conftest import SECRET
from tests.house.places import PACKAGE, TEMPLATES, name, templates

_SHELLS = {"base.html", "my/base.html"}


@pytest.fixture(scope="module")
def quiet_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The whole application, asked nothing, so that it needs no database."""
    return create_app(Settings(instance=tmp_path_factory.mktemp("quiet"), secret_key=SECRET))


def _called(path: Path) -> str:
    """A template's name, as it is called by."""
    return path.relative_to(TEMPLATES).as_posix()


def _endpoint(path: Path) -> str:
    """The endpoint that a page of this name belongs to."""
    return f"{path.parent.name}.{path.stem}"


def _pages() -> list[Path]:
    return [path for path in templates() if not path.name.startswith("_") and _called(path) not in _SHELLS]


def _tree(app: Flask, path: Path) -> nodes.Template:
    return app.jinja_env.parse(path.read_text(encoding="utf-8"), _called(path))


def test_every_template_compiles(quiet_app: Flask) -> None:
    bad = []
    for path in templates():
        try:
            quiet_app.jinja_env.get_template(_called(path))
        except TemplateSyntaxError as problem:
            bad.append(f"{name(path)}:{problem.lineno} {problem.message}")
    assert not bad, f"These pages would be a fault for whoever opens them: {bad}"


def test_every_page_has_a_title(quiet_app: Flask) -> None:
    bad = []
    for path in _pages():
        titles = [block for block in _tree(quiet_app, path).find_all(nodes.Block) if block.name == "title"]
        if not any(block.body for block in titles) and "<title>" not in path.read_text(encoding="utf-8"):
            bad.append(name(path))
    assert not bad, (
        "A title is what a screen reader says first and what a tab is called. Write {% block title %}…{% endblock %}"
        f" in: {bad}"
    )


def test_every_page_stands_on_a_shell(quiet_app: Flask) -> None:
    bad = []
    for path in _pages():
        above = [each.template for each in _tree(quiet_app, path).find_all(nodes.Extends)]
        whole = "<!doctype html>" in path.read_text(encoding="utf-8").lower()
        if not above and not whole:
            bad.append(name(path))
    assert not bad, f"Begin these with {{% extends %}}: the shell carries the menu and the way out: {bad}"


def _sources() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))


def test_no_template_is_left_over(quiet_app: Flask) -> None:
    code, drawn = _sources(), "\n".join(path.read_text(encoding="utf-8") for path in templates())
    left = []
    for path in templates():
        used = drawn if path.name.startswith("_") or _called(path) in _SHELLS else code
        # Drawn by the number of the error, or by the name of the endpoint.
        by_name = re.fullmatch(r"errors/\d{3}\.html", _called(path)) or _endpoint(path) in quiet_app.view_functions
        if f'"{_called(path)}"' not in used and f'"{_called(path)}"' not in code and not by_name:
            left.append(name(path))
    assert not left, f"Nobody draws these. Take them out, or use them: {left}"


def test_every_template_that_is_named_is_there() -> None:
    named = set(re.findall(r'"((?:[a-z_]+/)?_?[a-z_]+\.html)"', _sources()))
    drawn = "\n".join(path.read_text(encoding="utf-8") for path in templates())
    named |= set(re.findall(r'{%-? *(?:extends|include|from|import) +"([^"]+)"', drawn))
    there = {_called(path) for path in templates()}
    missing = {each for each in named - there if not each.startswith("govuk_frontend_jinja/")}
    assert not missing, f"These templates are named and are not there: {sorted(missing)}"


def test_a_page_is_called_after_its_endpoint(quiet_app: Flask) -> None:
    endpoints = set(quiet_app.view_functions)
    features = set(quiet_app.blueprints) - {"security"}
    bad = [name(path) for path in _pages() if path.parent.name in features and _endpoint(path) not in endpoints]
    others = {each for each in bad if each not in NOT_A_PAGE_OF_ITS_OWN}
    assert not others, (
        f"One word finds the endpoint, the function and the template. Call these after theirs: {sorted(others)}"
    )
    assert set(bad) == set(NOT_A_PAGE_OF_ITS_OWN), (
        "Take out of NOT_A_PAGE_OF_ITS_OWN what has an endpoint of its name now."
    )


# Drawn in the place of a page when there is none to draw.
NOT_A_PAGE_OF_ITS_OWN = {
    "templates/drafts/another_writer.html": "in place of a form that somebody else opened",
    "templates/drafts/wrong_record.html": "in place of a form that was opened for somebody else",
    "templates/accounts/link.html": "shown once, after a link was made",
    "templates/accounts/link_is_over.html": "in place of accounts.set_password",
    "templates/my/no_plan.html": "in place of my.plan while there is none",
}


def test_links_lead_to_pages_that_are_there(quiet_app: Flask) -> None:
    bad = [
        f"{name(path)}: {endpoint}"
        for path in [*templates(), *PACKAGE.rglob("*.py")]
        for endpoint in re.findall(r"url_for\(\s*[\"']([\w.]+)[\"']", path.read_text(encoding="utf-8"))
        if endpoint not in quiet_app.view_functions
    ]
    assert not bad, f"These lead nowhere: {bad}"


def test_no_style_and_no_script_stand_in_a_page() -> None:
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style(?! nonce)|\sstyle=|\son[a-z]+=\"|javascript:", re.I)
    bad = [
        f"{name(path)}: {found.group().strip()}"
        for path in templates()
        if name(path) != "templates/copies/_style.html"  # never sent to a browser: WeasyPrint draws it
        if (found := inline.search(path.read_text(encoding="utf-8")))
    ]
    assert not bad, f"The content policy stops these, and so must we: put them into static/: {bad}"


def test_the_application_does_not_start_with_a_page_nobody_declared(
    quiet_app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert all(hasattr(view, "permission") for view in quiet_app.view_functions.values())
    from careleavers.changes import views

    monkeypatch.delattr(views.record, "permission")
    with pytest.raises(UndeclaredEndpoint, match=r"changes\.record: add @allow"):
        create_app(Settings(instance=tmp_path, secret_key=SECRET))
