"""Every language says everything English says, with the same gaps, in its own letters."""

import re
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from careleavers.domain.add_ons import AddOn
from careleavers.domain.terms import Agreement, PlanDomain
from careleavers.languages.fonts import has_font, without_font
from careleavers.languages.words import ENGLISH, LANGUAGES, language_named, words

SCRIPTS = {"ar": "ARABIC", "fa": "ARABIC", "ckb": "ARABIC", "ps": "ARABIC", "ti": "ETHIOPIC", "am": "ETHIOPIC",
           "uk": "CYRILLIC"}  # fmt: skip
FROM_THE_RIGHT = {"ar", "fa", "ckb", "ps"}


def test_the_languages_asked_for_are_there() -> None:
    assert set(LANGUAGES) == {"en", "ar", "fa", "ckb", "ps", "ti", "am", "vi", "sq", "uk", "fr"}
    assert {code for code, each in LANGUAGES.items() if each.rtl} == FROM_THE_RIGHT
    assert {code for code, each in LANGUAGES.items() if each.sure} == {"en", "fr"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_each_language_has_every_key_with_the_same_gaps(code: str) -> None:
    english, theirs = words("en"), words(code)
    assert set(theirs) == set(english)
    for key in english:
        assert theirs[key].strip(), key
        # A sentence may say "every week" in any way, but a day, a number or a name must not be lost.
        assert set(re.findall(r"{\w+}", theirs[key])) == set(re.findall(r"{\w+}", english[key])), key


@pytest.mark.parametrize("code", [code for code in LANGUAGES if code != "en"])
def test_no_language_was_left_in_english_or_in_other_letters(code: str) -> None:
    english, theirs = words("en"), words(code)
    same = {key for key in english if theirs[key] == english[key]}
    assert not same
    script = SCRIPTS.get(code, "LATIN")
    for key in theirs:
        letters = [letter for letter in re.sub(r"{\w+}", "", theirs[key]) if letter.isalpha()]
        strange = [letter for letter in letters if not unicodedata.name(letter).startswith(script)]
        assert not strange, f"{key}: {strange}"


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_domain_and_answer_of_the_copy_has_its_label(code: str) -> None:
    asked = [*PlanDomain, *AddOn, *[each for each in Agreement if each is not Agreement.NOT_ASKED]]
    assert len({words(code).term(each) for each in asked}) == len(asked)
    if code == "en":
        assert all(words(code).term(each) == each.label for each in asked)


def test_days_and_visits() -> None:
    day = date(2026, 3, 4)
    assert words("en").day(day) == "4 March 2026"
    assert words("uk").day(day) == "04/03/2026"
    # Kept day first among words from the right by an isolate, which no reader sees.
    assert words("ar").day(day) == "\u206604/03/2026\u2069"
    assert words("ar").figures("0161 496 0000") == "\u20660161 496 0000\u2069"
    assert words("en").figures("0161 496 0000") == "0161 496 0000"
    told = [words("en").visits(days) for days in (None, 1, 7, 10, 28)]
    assert told == ["", "You and your worker meet every day.", "You and your worker meet every week.",
                    "You and your worker meet every 10 days.", "You and your worker meet every 4 weeks."]  # fmt: skip


@pytest.mark.parametrize(("typed", "code"), [
    (" farsi ", "fa"), ("Persian", "fa"), ("Kurdish (Sorani)", "ckb"), ("Tigrinya", "ti"), ("العربية", "ar"),
    ("Kurdish", None), ("Dari", None), ("", None),
])  # fmt: skip
def test_a_language_is_known_by_its_names_and_never_guessed(typed: str, code: str | None) -> None:
    found = language_named(typed)
    assert (found.code if found else None) == code


def test_missing_letters_are_told(tmp_path: Path) -> None:
    missing = {each.code for each in without_font((tmp_path,))}
    assert missing == {"ar", "fa", "ckb", "ps", "ti", "am", "vi"}
    (tmp_path / "NotoSansEthiopic-Regular.ttf").write_bytes(b"")
    assert has_font(LANGUAGES["ti"], (tmp_path, tmp_path))
    assert has_font(ENGLISH, (tmp_path,))


def test_text_from_the_other_side_keeps_its_order_line_for_line() -> None:
    arabic, english = words("ar"), words("en")
    assert arabic.beside("Call Amy.\n\nThen wait.", "en") == "\u2066Call Amy.\u2069\n\n\u2066Then wait.\u2069"
    assert english.beside("اتصل", "ar") == "\u2067اتصل\u2069"
    # The three groups of a number to call would otherwise be read from the last to the first.
    assert arabic.beside("اتصل 0161 496 0000 الآن", "ar") == "اتصل \u20660161 496 0000\u2069 الآن"
    assert english.beside("Call 0161 496 0000.", "en") == "Call 0161 496 0000."
