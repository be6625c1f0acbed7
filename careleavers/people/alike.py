"""Finding somebody whose name was heard, not read: accents left out, a letter wrong, two names swapped."""

import unicodedata
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from typing import Any

# How alike two words must be, from 0 to 1: one wrong or missing letter in four is still found, two are not.
ALIKE = 0.74
# Fewer letters than these are too few to be guessed from; they must begin the name.
LEAST_LETTERS = 4
_NOT_TAKEN_APART = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "’": "'"})


def folded(words: str) -> str:
    """Words in small letters without accents, apostrophes and hyphens, with single spaces."""
    apart = unicodedata.normalize("NFKD", words.casefold().translate(_NOT_TAKEN_APART))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(plain.replace("'", "").replace("-", " ").split())


def alike(search: str, people: Iterable[Sequence[Any]]) -> list[int]:
    """The ids of those for whom every word searched for begins one of their names or is nearly one of them.

    `people` are rows of an id and any number of names. Nobody is found by a search without letters.
    """
    wanted = folded(search).split()
    if not wanted:
        return []
    known = {row[0]: set(folded(" ".join(row[1:])).split()) for row in people}
    every = set().union(*known.values())
    meant = [_names_meant(word, every) for word in wanted]
    return [found for found, names in known.items() if all(names & near for near in meant)]


def _names_meant(word: str, names: set[str]) -> set[str]:
    """The names that begin with a word, and those that differ from it by little."""
    begun = {name for name in names if name.startswith(word)}
    if len(word) < LEAST_LETTERS:
        return begun
    return begun | set(get_close_matches(word, names, n=50, cutoff=ALIKE))
