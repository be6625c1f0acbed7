"""Reading age and sentences, on texts that people write and texts that they should not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleavers.domain.reading import (
    LONG_SENTENCE_WORDS,
    long_sentences,
    one_line,
    reading_age,
    sentences_in,
    syllables,
    words_in,
)


@pytest.mark.parametrize(
    ("word", "count"),
    [("home", 1), ("table", 2), ("money", 2), ("the", 1), ("review", 2), ("independent", 4), ("rhythm", 1), ("be", 1)],
)
def test_syllables_of_english_words(word: str, count: int) -> None:
    assert syllables(word) == count


def test_words_leave_numbers_and_signs_out() -> None:
    assert words_in("Call Amy’s mum – 0161 496 0000 (well-known) & ask!") == [
        "Call",
        "Amy’s",
        "mum",
        "well-known",
        "ask",
    ]


def test_sentences_end_at_stops_and_at_new_lines() -> None:
    assert sentences_in("You moved. Are you all right?\nYes!\n- \n...") == ["You moved", "Are you all right", "Yes"]


def test_a_sentence_is_long_from_26_words() -> None:
    at_limit, over = "word " * LONG_SENTENCE_WORDS, "word " * (LONG_SENTENCE_WORDS + 1)
    assert long_sentences(f"{at_limit}. Short.") == []
    assert long_sentences(f"Short. {over}.") == [over.strip()]


def test_the_same_words_in_shorter_sentences_are_no_harder() -> None:
    long = "You go to the office and you ask for the form and you fill it in and you give it back to them."
    short = "You go to the office. You ask for the form. You fill it in. You give it back to them."
    assert (reading_age(short) or 0) < (reading_age(long) or 0)


@pytest.mark.parametrize(("words", "known"), [(9, False), (10, True)])
def test_too_little_text_has_no_reading_age(words: int, known: bool) -> None:
    assert (reading_age("home " * words) is not None) is known


@pytest.mark.parametrize(("words", "thin"), [(0, True), (7, True), (8, False)])
def test_a_reason_begins_at_eight_words(words: int, thin: bool) -> None:
    assert one_line("reason " * words) is thin
    assert one_line("reason " * words + "1 2 3 4 5 6 7 8") is thin


@given(st.text(max_size=400))
def test_any_text_can_be_looked_at(text: str) -> None:
    age = reading_age(text)
    assert (age is None) is (len(words_in(text)) < 10)
    assert age is None or age >= 5
    assert sum(len(words_in(sentence)) for sentence in sentences_in(text)) == len(words_in(text))
    assert set(long_sentences(text)) <= set(sentences_in(text))
