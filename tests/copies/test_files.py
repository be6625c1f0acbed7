"""Every form of the copy, in languages from the left and the right: what is in it, and what never is."""

from collections.abc import Callable
from io import BytesIO

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlmodel import Session

from careleavers.copies import files
from careleavers.copies.content import copy_of
from careleavers.domain.add_ons import AddOn
from careleavers.domain.terms import CopyForm
from careleavers.languages.words import LANGUAGES, words
from careleavers.models import LanguageCheck, PathwayPlan
from tests.client import AuditingClient
from tests.client import words as visible
from tests.conftest import TODAY
from tests.copies.conftest import HIDDEN, at
from tests.people import People

SignIn = Callable[[str], AuditingClient]
PDFS = {CopyForm.PDF, CopyForm.LARGE_PRINT, CopyForm.SUMMARY}


@pytest.fixture
def arabic(session: Session) -> None:
    """Arabic, checked and offered."""
    session.add(LanguageCheck.made(language="ar", checked_by="Mariam", checked_on=TODAY, in_use=True))
    session.commit()


def told(data: bytes) -> str:
    """All a PDF says: its text without its line breaks, metadata and outline."""
    reader = PdfReader(BytesIO(data))
    pages = " ".join(" ".join(page.extract_text() for page in reader.pages).split())
    packet = reader.xmp_metadata.stream.get_data().decode() if reader.xmp_metadata else ""
    return f"{pages} {reader.metadata} {packet} {[each for each in reader.outline if not isinstance(each, list)]}"


def test_nothing_planted_is_in_any_form_in_any_direction(
    arabic: None, people: People, planted: PathwayPlan, sign_in: SignIn
) -> None:
    amy = sign_in("amy")
    text_form, (whole, large, summary) = CopyForm.TEXT, (CopyForm.PDF, CopyForm.LARGE_PRINT, CopyForm.SUMMARY)
    for language, forms in (("en", (whole, summary, text_form)), ("ar", (large, text_form))):
        page = visible(amy.get(at(people, planted, f"/copy?language={language}")))
        before, after = page.split("In the copy")
        assert [word for word in HIDDEN if word not in before] == []
        assert [word for word in HIDDEN if word in after] == []
        assert "Open a bank account" in after
        for form in forms:
            answer = amy.get(at(people, planted, f"/copy/file?form={form.value}&language={language}"))
            text = told(answer.data) if form in PDFS else answer.get_data(as_text=True)
            assert "Open a bank account" in text, (form, language)
            assert [word for word in HIDDEN if word.lower() in text.lower()] == [], (form, language)
            name = answer.headers["Content-Disposition"]
            assert name == f'attachment; filename="my-plan.{"pdf" if form in PDFS else "txt"}"'


def test_files_are_tagged_in_their_language_and_their_title_says_nothing(
    app: Flask, session: Session, people: People, planted: PathwayPlan
) -> None:
    for code in ("en", "ar"):
        copy = copy_of(session, people.yas, planted, LANGUAGES[code])
        with app.test_request_context():
            reader = PdfReader(BytesIO(files.as_pdf(copy)))
        root = reader.root_object
        assert (root["/MarkInfo"]["/Marked"], root["/Lang"]) == (True, code)
        assert reader.metadata is not None
        assert reader.metadata.title == words(code)["title"]
        assert "pdfuaid" in reader.root_object["/Metadata"].get_object().get_data().decode()  # type: ignore[attr-defined]


def test_summary_is_one_page_however_much_is_to_do_and_large_print_is_large(
    app: Flask, session: Session, people: People, planted: PathwayPlan
) -> None:
    copy = copy_of(session, people.yas, planted)
    many = type(copy)(**{**vars(copy), "steps": copy.steps * 40})
    with app.test_request_context():
        summary = PdfReader(BytesIO(files.as_pdf(many, CopyForm.SUMMARY)))
        large = PdfReader(BytesIO(files.as_pdf(copy, CopyForm.LARGE_PRINT)))
    assert len(summary.pages) == 1
    assert "Open a bank account" in summary.pages[0].extract_text()
    sizes: list[float] = []
    for page in large.pages:
        page.extract_text(visitor_text=lambda text, _cm, tm, _font, size: text.strip() and sizes.append(size * tm[0]))
    assert sizes
    assert min(sizes) >= 18 - 0.1


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_language_makes_a_whole_copy_whose_own_words_can_be_read_out_again(
    app: Flask, session: Session, people: People, planted: PathwayPlan, code: str
) -> None:
    copy = copy_of(session, people.yas, planted, LANGUAGES[code])
    with app.test_request_context():
        text = files.as_text(copy)
        pdf = told(files.as_pdf(copy, CopyForm.SUMMARY))
    # What is said only when something is not so, or on screen, or in an addition is the rest of the catalogue.
    shown = set(words(code)) - {key for key in words(code) if key.startswith(("meet_", "agrees_", "disagrees"))}
    shown -= {"nothing_next", "summary", "better", "my_view", "agreed_on", "next_review", "by", "with", "written_in"}
    shown -= {"parts", "read_all", "download", "phone_warning", "go_on", "go_back", "back", "choose_language", *AddOn}
    assert [key for key in shown if words(code)[key] not in text] == []
    assert ("Written in English" in text, "English" in text) == (False, code != "en")
    # A letter that the fonts of this machine lack would come out as nothing at all or as a box.
    assert "\ufffd" not in pdf
    assert "\x00" not in pdf


def test_without_its_letters_no_file_is_made_and_the_reason_is_told(
    arabic: None, people: People, planted: PathwayPlan, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "has_font", lambda language: language.code != "ar")
    amy = sign_in("amy")
    answer = amy.get(at(people, planted, "/copy/file?form=pdf&language=ar"))
    assert answer.status_code == 302
    assert "no letters for Arabic. Install the package fonts-noto-core" in visible(amy.get(answer.location))
    assert amy.get(at(people, planted, "/copy/file?form=text&language=ar")).status_code == 200


def test_no_copy_in_a_language_that_is_switched_off(people: People, planted: PathwayPlan, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    for address in ("/copy?language=ti", "/copy/file?language=ti", "/copy/file?form=screen"):
        assert amy.get(at(people, planted, address)).status_code == 404
    assert "Mon projet" not in visible(amy.get(at(people, planted, "/copy")))
    assert words("fr")["steps"] in visible(amy.get(at(people, planted, "/copy?language=fr")))
