"""Which languages may be offered."""

from sqlalchemy import select
from sqlmodel import Session

from careleavers.languages.words import ENGLISH, LANGUAGES, Language, language_named
from careleavers.models import LanguageCheck


def checks(session: Session) -> dict[str, LanguageCheck]:
    """What the council decided of each language it looked at, by code."""
    return {row.language: row for row in session.execute(select(LanguageCheck)).scalars()}


def in_use(session: Session) -> list[Language]:
    """The languages that may be offered, English first: those checked, and those sure that were not switched off."""
    said = checks(session)
    return [each for each in LANGUAGES.values()
            if each is ENGLISH or (said[each.code].in_use if each.code in said else each.sure)]  # fmt: skip


def offered(session: Session, code: str) -> Language | None:
    """The language with this code if it may be offered."""
    return next((each for each in in_use(session) if each.code == code), None)


def language_for(session: Session, chosen: str) -> Language:
    """The language that somebody's own words name, where it may be offered; English where not."""
    named = language_named(chosen)
    return named if named in in_use(session) and named is not None else ENGLISH


def translatable(code: str) -> Language | None:
    """The language with this code that a translator may give words in: any but English, offered or not yet."""
    return None if code == ENGLISH.code else LANGUAGES.get(code)
