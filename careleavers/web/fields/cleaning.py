"""Making typed text safe to keep and to show, or saying in a sentence why it cannot be.

The characters are normalised once, here (ASVS 1.1.1, 1.4.2): what passes has one form for each
letter, no line endings but a line feed, and nothing that a database or a reader would stumble over.
"""

import re
import unicodedata

# Plain letters, digits and signs need no second look; nearly everything typed is made of them.
NOT_PLAIN = re.compile(r"[^\n\t -~]+")
# Written order is turned round by these without anything to be seen (UAX 9, explicit formatting).
BIDI_CONTROLS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Letters by category, but blank on the screen.
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# The Stream-Safe limit (UAX 15): no word of any language stacks more marks on one letter, and
# putting thousands of them in order takes time that grows with their square.
MOST_MARKS = 30
LINE_ENDINGS = ("\r\n", "\r", "\u2028", "\u2029")


class Unusable(ValueError):
    """Typed text that cannot be kept as it is; the first argument says why and what to do."""


def clean_text(typed: str, name: str) -> str:
    """Typed text in the one form we keep: NFC, line feeds, no blank ends.

    `name` is the question's own words, used in the message. Raises `Unusable` for control characters
    (line feed and tab apart), unpaired surrogates, hidden direction controls and heaps of marks.
    """
    text = unify_lines(typed)
    for found in NOT_PLAIN.finditer(text):
        _refuse(found[0], name)
    text = "\n".join(line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return "" if is_blank(text) else text.strip("\n").rstrip()


def displayable(typed: object) -> str:
    """What was typed as it can be shown again: the unusable characters taken out, the rest kept."""
    if not isinstance(typed, str):
        return ""
    return NOT_PLAIN.sub(lambda found: "".join(each for each in found[0] if not _problem(each)), unify_lines(typed))


def is_blank(text: str) -> bool:
    """Whether nothing in the text can be seen: spaces, joiners and blank letters only."""
    return all(unicodedata.category(each)[0] in "ZCM" or each in BLANK_LETTERS for each in text)


def unify_lines(text: str) -> str:
    """The text with every line ending as one line feed, and no byte-order mark."""
    for ending in LINE_ENDINGS:
        text = text.replace(ending, "\n")
    return text.replace("\ufeff", "")


def _refuse(characters: str, name: str) -> None:
    marks = 0
    for character in characters:
        problem = _problem(character)
        if problem:
            raise Unusable(f"“{name}” had {problem} in it. We have taken it out: check what is left and save again")
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks > MOST_MARKS:
            raise Unusable(f"“{name}” has too many accents on one letter. Type it again without them")


def _problem(character: str) -> str | None:
    if character in BIDI_CONTROLS:
        return "a hidden character that changes the order of letters"
    category = unicodedata.category(character)
    if category == "Cs":
        return "half of a character"
    if category == "Cc":
        return "a character that cannot be read"
    return None
