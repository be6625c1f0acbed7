"""The form as a whole, the filters, and the shells that draw without a database."""

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import html5lib
import pytest
from flask import Flask, render_template, render_template_string
from wtforms import Form, StringField
from wtforms.validators import InputRequired

from careleavers.domain.terms import Severity
from careleavers.web import filters
from careleavers.web.fields import SelectField, TextField
from careleavers.web.forms import NOT_ASKED, TOO_OLD, BaseForm, FilterForm
from tests.web.conftest import ROOT

Send = Callable[..., Any]


class NameForm(BaseForm):
    """One question and a second button."""

    name = TextField("Name", required="Enter a name", hint="As they like it")
    also_accepts = frozenset({"draft"})


class NarrowForm(FilterForm):
    """A list made shorter."""

    severity = SelectField("How soon", terms=Severity)


def test_what_the_page_does_not_ask_for_is_refused_and_logged(send: Send, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        form = send(NameForm, ("name", "Amy"), ("owner_id", "1"), ("x\ny secret", "1"))
    assert form.errors_for_summary() == [(None, NOT_ASKED)]
    assert not form.validate()
    assert "NameForm refused 2 names" in caplog.messages[0]
    assert "owner_id" in caplog.messages[0]
    assert "secret" not in caplog.messages[0]


def test_a_second_button_may_be_named(send: Send) -> None:
    assert not send(NameForm, name="Amy", draft="yes").errors


def test_json_is_not_read(page_app: Flask) -> None:
    with page_app.test_request_context("/", method="POST", json={"name": ["Amy"]}):
        form = NameForm()
        assert not form.validate()
        assert form.errors == {"name": ["Enter a name"]}


def test_an_error_from_the_service_is_put_on_its_question(send: Send) -> None:
    form = send(NameForm, name="Amy").refuse("Somebody has that name", "name").refuse("Too late")
    assert form.errors_for_summary() == [(None, "Too late"), ("#name", "Somebody has that name")]
    assert "Somebody has that name" in form.name()


def test_an_old_token_keeps_the_words_and_says_to_save_again(page_app: Flask) -> None:
    page_app.config["WTF_CSRF_ENABLED"] = True
    with page_app.test_request_context("/", method="POST", data={"name": "Amy", "csrf_token": "old"}):
        form = NameForm()
        assert not form.validate()
        assert form.errors_for_summary() == [(None, TOO_OLD)]
        assert 'value="Amy"' in form.name()
        assert form.hidden_tag().count("csrf_token") == 1
        assert "id=" not in form.hidden_tag()


def test_an_address_may_narrow_a_list_and_carry_other_names(page_app: Flask) -> None:
    with page_app.test_request_context("/?severity=high&after=abc"):
        form = NarrowForm()
        assert form.validate()
        assert form.severity.data is Severity.HIGH
    with page_app.test_request_context("/?severity=nonsense"):
        assert not NarrowForm().validate()


def test_a_question_says_what_describes_it(send: Send) -> None:
    box = html5lib.parseFragment(send(NameForm).name(), namespaceHTMLElements=False).find(".//input")
    assert box is not None
    assert box.get("aria-describedby") == "name-hint name-error"


def test_an_optional_question_says_so_and_an_empty_hint_is_not_drawn(opened: Callable[..., Any]) -> None:
    class Optional(BaseForm):
        phone = TextField("Phone number")

    html = opened(Optional).phone()
    assert "Phone number (optional)" in html
    assert "govuk-hint" not in html


def test_the_summary_lists_the_errors_of_a_librarys_form_too(page_app: Flask) -> None:
    class Theirs(Form):
        code = StringField("Code", [InputRequired("Enter the code")])

    form = Theirs()
    form.validate()
    html = render_template_string(
        '{% from "_forms.html" import error_summary, library_field %}'
        "{{ error_summary(form) }}{{ library_field(form.code) }}",
        form=form,
    )
    assert '<a href="#code">Enter the code</a>' in html
    assert 'id="code"' in html


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "templates/errors").glob("[0-9]*.html")))
def test_an_error_page_needs_nothing_and_says_what_to_do(page_app: Flask, name: str) -> None:
    with page_app.test_request_context("/"):
        html = render_template(f"errors/{name}")
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert page.find(".//h1") is not None
    assert len("".join(page.find(".//main").itertext()).split()) > 20
    assert "care" not in html.lower().split()


def test_the_title_and_the_summary_tell_of_errors(page_app: Flask, send: Send) -> None:
    page_app.add_url_rule("/out", "security.logout", lambda: "")
    page = (
        '{% extends "base.html" %}{% block title %}Record a visit{% endblock %}'
        "{% block content %}{{ form.name }}{% endblock %}"
    )
    html = render_template_string(page, form=send(NameForm), navigation=[], g=SimpleNamespace(worker=None))
    parsed = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(html)
    assert parsed.find(".//title").text == "Error: Record a visit – Pathways"
    assert '<a href="#name">Enter a name</a>' in html


@pytest.mark.parametrize("path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: path.name)
def test_no_template_carries_a_script_or_a_style_of_its_own(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    assert " style=" not in text
    assert " onclick" not in text
    assert "|safe" not in text.replace(" ", "")


def test_vendored_styles_reach_for_nothing_outside_and_no_crest() -> None:
    (sheet,) = (ROOT / "static/vendor").glob("govuk-frontend-*.css")
    text = sheet.read_text(encoding="utf-8")
    assert len(text) > 10_000
    assert not [word for word in ("url(", "@font-face", "GDS Transport", "crest.") if word in text]


def test_dates_and_words_on_a_page() -> None:
    assert filters.long_date(date(2026, 3, 3)) == "3 March 2026"
    assert filters.long_date(None) == "Not recorded"
    assert filters.late_date(date(2026, 3, 3), date(2026, 3, 15)) == "3 March 2026 (12 days late)"
    assert filters.label(Severity.HIGH) == "High"
    assert filters.label(None) == "Not recorded"
    assert filters.sentence("visit is late") == "Visit is late."
    assert filters.sentence("Why?") == "Why?"
    assert filters.sentence("") == ""
    assert filters.listed(["one", "two", "three"]) == "one, two and three"
    assert filters.listed([]) == ""
    assert filters.counted(1, "visit") == "1 visit"
    assert filters.counted(1200, "person", "people") == "1,200 people"


def test_moments_are_read_in_london() -> None:
    assert filters.short_datetime(datetime(2026, 7, 1, 13, 5, tzinfo=UTC)) == "1 Jul 2026, 2:05pm"
    assert filters.short_datetime(datetime(2026, 1, 1, 0, 5, tzinfo=UTC)) == "1 Jan 2026, 12:05am"
    with pytest.raises(ValueError, match="zone"):
        filters.short_datetime(datetime(2026, 1, 1))  # noqa: DTZ001
