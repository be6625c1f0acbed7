"""What a curious worker looks for at each meeting: signs that somebody may be using a young person.

Source: inspection findings that exploitation was not recognised; the list of signs is the council's own.
"""

from collections.abc import Iterable

from careleavers.domain.terms import Term


class Sign(Term):
    """Something new that alone means little, and beside another asks for a closer look (R43)."""

    NEW_THINGS = "new_things", "New money, clothes or other things"
    UNKNOWN_ADULTS = "unknown_adults", "New adults around them whom nobody knows"
    MISSING = "missing", "Missing, or out all night"
    INJURY = "injury", "An injury"
    MOVING_ABOUT = "moving_about", "Sleeping in other places, or moving about"
    NEW_PHONE = "new_phone", "Another phone, or a second one"
    NONE = "none", "None of these"


def as_kept(signs: Iterable[Sign]) -> str:
    """Signs as one column keeps them, always in the same order; nothing where nobody looked for them."""
    given = set(signs)
    return " ".join(sign.value for sign in Sign if sign in given)


def signs_of(kept: str) -> list[Sign]:
    """The signs in a column. Raises ValueError for words that `as_kept` never writes, and for "none" beside a sign."""
    signs = [Sign(word) for word in kept.split()]
    if kept != as_kept(signs) or (Sign.NONE in signs and len(signs) > 1):
        raise ValueError(f"{kept!r} is not what as_kept writes")
    return signs


def noticed(kept: str) -> list[Sign]:
    """The signs in a column that were seen; empty for none and where nobody looked."""
    return [sign for sign in signs_of(kept) if sign is not Sign.NONE]


def in_words(signs: Iterable[Sign]) -> str:
    """Signs as a page tells them."""
    return "; ".join(sign.label for sign in signs)


__all__ = ["Sign", "as_kept", "in_words", "noticed", "signs_of"]
