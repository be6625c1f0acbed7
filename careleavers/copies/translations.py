"""A translator's words for the boxes of one version, and the mark of the language that each text is in."""

from typing import Self

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.languages.words import ENGLISH, Words
from careleavers.models import Translation


class Said(str):
    """Text with the code of the language it is in, for `lang` and for the mark a reader sees."""

    __slots__ = ("box", "lang")
    lang: str
    box: str

    def __new__(cls, text: str, lang: str, box: str = "") -> Self:
        """Text, the code of its language, and the box it is from where a translator may give other words for it."""
        made = super().__new__(cls, text)
        made.lang, made.box = lang, box
        return made


class Translated:
    """Gives each box in the language of a copy where a translator's words for just that text are kept."""

    def __init__(self, words: Words, kept: dict[str, Translation]) -> None:
        """Take the fixed words and the translations by box."""
        self.words = words
        self._kept = kept

    @classmethod
    def found(cls, session: Session, plan_id: int, words: Words) -> Self:
        """With what is kept for this version in this language."""
        return cls(words, translations(session, plan_id, words.code))

    def said(self, box: str, text: str) -> Said:
        """The translator's words, or the text as written. Words for a text that has since changed are not shown."""
        kept = self._kept.get(box)
        if text and kept is not None and kept.source == text:
            return Said(kept.words, self.words.code, box)
        return Said(text, ENGLISH.code, box)


def translations(session: Session, plan_id: int, language: str) -> dict[str, Translation]:
    """What translators wrote for this version in this language, by box."""
    statement = select(Translation).where(col(Translation.plan_id) == plan_id, col(Translation.language) == language)
    return {row.box: row for row in session.execute(statement).scalars()}
