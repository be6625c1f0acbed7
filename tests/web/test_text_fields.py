"""Words: what is kept, what is refused and why, and that what was typed is shown again."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import html5lib
import pytest
from werkzeug.datastructures import MultiDict

from careleavers.web.fields import PasswordField, TextAreaField, TextField, VersionField
from careleavers.web.fields.cleaning import is_blank
from careleavers.web.forms import BaseForm

Send = Callable[..., Any]


class NoteForm(BaseForm):
    """A line and a box."""

    name = TextField("Name", required="Enter a name", max_length=20)
    note = TextAreaField("What happened?", max_length=100)


class WordsForm(BaseForm):
    """A box with few words."""

    words = TextAreaField("Their words", max_words=3)


class SecretForm(BaseForm):
    """A secret."""

    secret = PasswordField("Password", required="Enter your password")


class StaleForm(BaseForm):
    """A version and no more."""

    version = VersionField()


def textarea_value(html: str) -> str:
    """What a browser would show in the box."""
    box = html5lib.parseFragment(html, namespaceHTMLElements=False).find(".//textarea")
    assert box is not None
    return box.text or ""


def test_words_are_kept_in_one_form(send: Send) -> None:
    form = send(NoteForm, name="  Zoe\u0308 \t", note="One \r\nTwo\rThree\u2028  Four\n\n")
    assert not form.errors
    assert form.name.data == "Zo\u00eb"
    assert form.note.data == "One\nTwo\nThree\n  Four"


@pytest.mark.parametrize("empty", ["", "   ", "\r\n\t", "\u200b\u2060", "\u3164\u2800", "\ufeff", "\u00a0"])
def test_nothing_to_be_seen_counts_as_nothing(send: Send, empty: str) -> None:
    assert send(NoteForm, name=empty).errors == {"name": ["Enter a name"]}


def test_a_missing_name_counts_as_nothing(send: Send) -> None:
    assert send(NoteForm).errors == {"name": ["Enter a name"]}


@pytest.mark.parametrize("script", ["Nguyễn", "محمد", "Ọlá", "शिल्पा", "ወለተ", "O’Brien-Łódź", "👩🏽‍🦱", "ᏣᎳᎩ"])
def test_names_of_every_script_are_kept(send: Send, script: str) -> None:
    form = send(NoteForm, name=script)
    assert not form.errors
    assert not is_blank(form.name.data)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Am\x00y", "cannot be read"),
        ("Am\x1by", "cannot be read"),
        ("Am\x7fy", "cannot be read"),
        ("Am\x85y", "cannot be read"),
        ("Am\u202ey", "changes the order of letters"),
        ("Am\u2066y", "changes the order of letters"),
        ("Am\ud800y", "half of a character"),
    ],
)
def test_unusable_characters_are_refused_and_taken_out_of_what_is_shown(page_app: Any, typed: str, said: str) -> None:
    with page_app.test_request_context("/", method="POST"):
        form = NoteForm(formdata=MultiDict({"name": typed}))
        assert not form.validate()
        (message,) = form.errors["name"]
        assert message.startswith("“Name” had ")
        assert said in message
        assert message.endswith("save again")
        assert 'value="Amy"' in form.name()
        form.name().encode("utf-8")


def test_a_heap_of_accents_is_refused(send: Send) -> None:
    assert "too many accents" in send(NoteForm, name="a" + "\u0301" * 40).errors["name"][0]


def test_too_many_words_or_letters_say_by_how_many(send: Send) -> None:
    form = send(NoteForm, name="x" * 23)
    assert form.errors["name"] == ["“Name” must be 20 characters or fewer. It has 3 too many"]
    assert "x" * 23 in form.name()
    assert "fewer. You have written 4" in send(WordsForm, words="one two three four").errors["words"][0]
    assert not send(WordsForm, words="one two  three").errors


def test_length_is_counted_as_kept(send: Send) -> None:
    assert not send(NoteForm, name="e\u0301" * 20).errors


def test_line_breaks_do_not_get_into_one_line(send: Send) -> None:
    assert "must be on one line" in send(NoteForm, name="Amy\nDELETE").errors["name"][0]


def test_a_repeated_name_is_refused(send: Send) -> None:
    form = send(NoteForm, ("name", "Amy"), ("name", "Zed"))
    assert form.errors == {"name": ["“Name” was sent more than once. Check it and save again"]}
    assert 'value="Amy"' in form.name()


def test_a_file_in_place_of_words_is_refused(send: Send) -> None:
    assert "was sent as a file" in send(NoteForm, name=(BytesIO(b"x"), "x.txt")).errors["name"][0]


def test_typed_lines_are_shown_again_as_typed_and_harmless(send: Send) -> None:
    typed = 'One\n\n  </textarea><script>alert("1")</script> & two\n\n\nend'
    form = send(NoteForm, name="", note=typed)
    assert textarea_value(form.note()) == typed
    assert "<script" not in form.note()


def test_a_secret_is_kept_whole_and_never_shown(send: Send) -> None:
    form = send(SecretForm, secret="  Spaces\u202e count ")
    assert form.secret.data == "  Spaces\u202e count "
    assert "Spaces" not in form.secret()


@pytest.mark.parametrize("sent", ["", "x", "-1", "9" * 30, "٣", "1e3"])
def test_a_page_without_its_version_is_refused(send: Send, sent: str) -> None:
    form = send(StaleForm, version=sent)
    assert form.version.data is None
    assert form.errors_for_summary() == [(None, "This page did not say which version it showed. Open it again")]


def test_a_version_comes_back_as_a_number(send: Send) -> None:
    form = send(StaleForm, version="7")
    assert not form.errors
    assert form.version.data == 7
