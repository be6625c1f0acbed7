"""How hard a text is to read: reading age, long sentences, and text that says too little to be a reason."""

import re

LONG_SENTENCE_WORDS = 25
_WORD = re.compile(r"[^\W\d_][\w’'-]*", re.UNICODE)
_SENTENCE = re.compile(r"[^.!?\n]+")
_VOWELS = re.compile(r"[aeiouy]+")


def words_in(text: str) -> list[str]:
    """The words of a text, numbers and signs left out."""
    return _WORD.findall(text)


def sentences_in(text: str) -> list[str]:
    """The sentences of a text that hold at least one word."""
    return [part.strip() for part in _SENTENCE.findall(text) if words_in(part)]


def syllables(word: str) -> int:
    """Syllables of an English word, by its groups of vowels; a silent e at the end does not count."""
    lowered = word.lower()
    count = len(_VOWELS.findall(lowered))
    if lowered.endswith("e") and not lowered.endswith("le") and count > 1:
        count -= 1
    return max(1, count)


def reading_age(text: str) -> int | None:
    """The age in years at which a text is usually understood (Flesch–Kincaid grade plus five); None below ten words."""
    words, sentences = words_in(text), sentences_in(text)
    if len(words) < 10:
        return None
    grade = 0.39 * len(words) / len(sentences) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    return max(5, round(grade + 5))


def long_sentences(text: str) -> list[str]:
    """The sentences with more than 25 words."""
    return [sentence for sentence in sentences_in(text) if len(words_in(sentence)) > LONG_SENTENCE_WORDS]


def one_line(text: str) -> bool:
    """Whether a reason says too little to be one: fewer than eight words."""
    return len(words_in(text)) < 8
