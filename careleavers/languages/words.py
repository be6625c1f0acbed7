"""One language's fixed words, its direction and its way to write a day.

    w = words("ar")
    w["next"]                       a heading
    w.say("by", day=w.day(due_on))  a sentence with its gaps filled
    w.term(PlanDomain.MONEY)        a label of a vocabulary that is in the catalogue
    w.direction, w.code             for `dir` and `lang`

To add words: the same new key in every module of `careleavers/languages/catalogue`. To add a language: a module
there and a line in LANGUAGES.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache

from careleavers.domain.dates import long_date
from careleavers.languages.catalogue import am, ar, ckb, en, fa, fr, ps, sq, ti, uk, vi

_CATALOGUE = {
    "am": am.WORDS, "ar": ar.WORDS, "ckb": ckb.WORDS, "en": en.WORDS, "fa": fa.WORDS, "fr": fr.WORDS, "ps": ps.WORDS,
    "sq": sq.WORDS, "ti": ti.WORDS, "uk": uk.WORDS, "vi": vi.WORDS,
}  # fmt: skip


@dataclass(frozen=True)
class Language:
    """A language: its code (BCP 47), its English and its own name, its direction, other names people write for it.

    `sure` means that its words are offered without a check by the council. `font` is the start of the name of a
    font file its script needs on the machine that makes PDFs; "" where our own font has the letters.
    """

    code: str
    name: str
    own_name: str
    direction: str = "ltr"
    font: str = ""
    also: tuple[str, ...] = ()
    sure: bool = False

    @property
    def rtl(self) -> bool:
        """Whether it is written from right to left."""
        return self.direction == "rtl"


_ARABIC = "NotoSansArabic"
_ETHIOPIC = "NotoSansEthiopic"
LANGUAGES: dict[str, Language] = {
    each.code: each
    for each in (
        Language("en", "English", "English", sure=True),
        Language("ar", "Arabic", "العربية", "rtl", _ARABIC),
        Language("fa", "Farsi", "فارسی", "rtl", _ARABIC, ("persian",)),
        Language("ckb", "Kurdish Sorani", "کوردیی ناوەندی", "rtl", _ARABIC, ("sorani", "kurdish (sorani)")),
        Language("ps", "Pashto", "پښتو", "rtl", _ARABIC, ("pashtu", "pushto")),
        Language("ti", "Tigrinya", "ትግርኛ", "ltr", _ETHIOPIC, ("tigrigna",)),
        Language("am", "Amharic", "አማርኛ", "ltr", _ETHIOPIC),
        Language("vi", "Vietnamese", "Tiếng Việt", "ltr", "NotoSans-"),
        Language("sq", "Albanian", "Shqip"),
        Language("uk", "Ukrainian", "Українська"),
        Language("fr", "French", "Français", sure=True),
    )
}
ENGLISH = LANGUAGES["en"]
_FROM_LEFT, _FROM_RIGHT, _END = "\u2066", "\u2067", "\u2069"
_NUMBER = re.compile(r"\+?\d[\d ()/.:-]*\d")


def language_named(typed: str) -> Language | None:
    """The language that somebody's free words name ("Sorani", "farsi "), or None. A name in brackets is not guessed."""
    wanted = typed.strip().casefold()
    for each in LANGUAGES.values():
        if wanted in {each.code, each.name.casefold(), each.own_name.casefold(), *each.also}:
            return each
    return None


class Words:
    """The fixed words of one language."""

    def __init__(self, language: Language, words: dict[str, str]) -> None:
        """Take the language and its part of the catalogue."""
        self.language = language
        self._words = words

    @property
    def code(self) -> str:
        """For `lang`."""
        return self.language.code

    @property
    def direction(self) -> str:
        """For `dir`: "ltr" or "rtl"."""
        return self.language.direction

    def __getitem__(self, key: str) -> str:
        """The words under a key. Raises KeyError for a key that is not in the catalogue."""
        return self._words[key]

    def __iter__(self) -> Iterator[str]:
        """The keys."""
        return iter(self._words)

    def say(self, key: str, **gaps: object) -> str:
        """The words under a key with their gaps filled. Raises KeyError for an unknown key or a missing gap."""
        return self._words[key].format(**gaps)

    def term(self, term: StrEnum) -> str:
        """What a value of a vocabulary is called, for those in the catalogue (a plan's domains, agreement)."""
        return self._words[term.value]

    def day(self, day: date) -> str:
        """A day: in words in English, else in figures, day first, kept in that order among letters from the right."""
        if self.language is ENGLISH:
            return long_date(day)
        return self.figures(day.strftime("%d/%m/%Y"))

    def figures(self, text: str) -> str:
        """A number to call or a day, kept in its order: among letters from the right its groups would change places."""
        return f"{_FROM_LEFT}{text}{_END}" if self.language.rtl and text else text

    def beside(self, text: str, code: str) -> str:
        """Text in the language `code` fit to stand among these words, line for line.

        Isolates keep its full stops where they belong, and the numbers to call in text from the right in their order.
        They are characters that nobody sees: not every maker of PDFs knows `dir` inside a line.
        """
        other = LANGUAGES[code]
        if other.rtl:
            text = _NUMBER.sub(rf"{_FROM_LEFT}\g<0>{_END}", text)
        if other.rtl is self.language.rtl:
            return text
        begin = _FROM_RIGHT if other.rtl else _FROM_LEFT
        return "\n".join(f"{begin}{line}{_END}" if line.strip() else line for line in text.split("\n"))

    def visits(self, days: int | None) -> str:
        """How often they meet, as a sentence; "" when nothing was agreed."""
        if days is None:
            return ""
        unit, number = ("week", days // 7) if days % 7 == 0 else ("day", days)
        return self._words[f"meet_{unit}"] if number == 1 else self.say(f"meet_{unit}s", number=number)


@cache
def words(code: str) -> Words:
    """The words of the language with this code. Raises KeyError for a language that has none."""
    language = LANGUAGES[code]
    return Words(language, _CATALOGUE[code])
