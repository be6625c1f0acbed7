"""Looking for a person or for words, within what one may see and nowhere else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlmodel import Session, col

from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.finding.sources import SOURCES, Source
from careleavers.models import YoungPerson
from careleavers.models.base import identity
from careleavers.people.alike import alike
from careleavers.scope import visible_to

# What one page shows; that there is more is said, how much more is not counted.
MOST = 50
MOST_PEOPLE = 20
# Fewer letters stand in nearly every note.
LEAST_LETTERS = 3
# As many words as somebody remembers of a sentence; each is one more condition on every note.
MOST_WORDS = 8
_AROUND = 90


@dataclass(frozen=True)
class Found:
    """One note with the words looked for: whose, what, when, the text around them, and the page that shows it.

    `excerpt` is the text in parts, each with whether it is one of the words.
    """

    young_person: YoungPerson
    kind: str
    on: date | None
    excerpt: list[tuple[str, bool]]
    page: str
    argument: dict[str, str]
    in_error: bool


@dataclass(frozen=True)
class Findings:
    """The people whose name or child id it is, the notes with the words in them, and whether there are more of each."""

    people: Sequence[YoungPerson]
    more_people: bool
    notes: Sequence[Found]
    more_notes: bool

    @property
    def listed_ids(self) -> list[int]:
        """Whose names and words the page shows, each once, for the read audit."""
        return sorted({identity(each) for each in self.people} | {identity(note.young_person) for note in self.notes})


def search(session: Session, actor: Actor, words: str) -> Findings:
    """What this actor may see that has these words, which are not blank: people first, then notes, newest first.

    A name forgives accents and a wrong letter; a child id is found from its beginning; a note has every word, in any
    order, capital or small. Whoever is out of reach is never read, so neither results nor counts tell of them.
    """
    reach = select(col(YoungPerson.id)).where(visible_to(actor, today(session)))
    people = _people(session, reach, words.strip())
    wanted = words.split()[:MOST_WORDS]
    notes: list[tuple[Source, Any]] = []
    if any(len(word) >= LEAST_LETTERS for word in wanted):
        for source in SOURCES:
            found = source.rows().where(source.person.in_(reach), _has(source, wanted))
            newest = found.order_by(source.day.desc(), source.person).limit(MOST + 1)
            notes += [(source, row) for row in session.execute(newest)]
    notes.sort(key=lambda note: note[1].day or date.min, reverse=True)
    told = _told(session, notes[:MOST], wanted)
    return Findings(people[:MOST_PEOPLE], len(people) > MOST_PEOPLE, told, len(notes) > MOST)


def _people(session: Session, reach: Any, words: str) -> Sequence[YoungPerson]:
    names = select(
        col(YoungPerson.id), col(YoungPerson.given_name), col(YoungPerson.preferred_name), col(YoungPerson.family_name)
    ).where(col(YoungPerson.id).in_(reach))
    sounds = alike(words, session.execute(names).all())[: MOST_PEOPLE + 1]
    numbered = func.upper(YoungPerson.child_id).startswith(words.upper(), autoescape=True)
    found = select(YoungPerson).where(col(YoungPerson.id).in_(reach), or_(col(YoungPerson.id).in_(sounds), numbered))
    ordered = found.order_by(col(YoungPerson.family_name), col(YoungPerson.given_name), col(YoungPerson.id))
    return session.execute(ordered.limit(MOST_PEOPLE + 1)).scalars().all()


def _has(source: Source, wanted: Sequence[str]) -> ColumnElement[bool]:
    """Every word in one of the texts. SQLite folds the letters A to Z only, so other ways to write it stand beside."""
    return and_(
        *(
            or_(*(text.icontains(way, autoescape=True) for text in source.words for way in _ways(word)))
            for word in wanted
        )
    )


def _ways(word: str) -> set[str]:
    return {word} if word.isascii() else {word, word.lower(), word.upper(), word.title()}


def _told(session: Session, notes: Sequence[tuple[Source, Any]], wanted: Sequence[str]) -> list[Found]:
    ids = {row.young_person_id for _source, row in notes}
    about = session.execute(select(YoungPerson).where(col(YoungPerson.id).in_(ids))).scalars().all()
    people = {identity(person): person for person in about}
    return [
        Found(
            people[row.young_person_id],
            source.kind,
            row.day,
            excerpt([text for text in row[4:] if text], wanted),
            source.page,
            {source.name: row.public_id} if source.name else {},
            bool(row.in_error),
        )
        for source, row in notes
    ]


def excerpt(texts: Sequence[str], wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """The text around the first of the words that is found, cut at spaces, with every one of the words marked."""
    whole = next((text for text in texts if _first(text, wanted) is not None), "")
    at = _first(whole, wanted) or 0
    start, end = max(0, at - _AROUND), at + 2 * _AROUND
    shown = " ".join(whole[start:end].split())
    if start:
        shown = f"… {shown.split(' ', 1)[-1]}"
    if end < len(whole):
        shown = f"{shown.rsplit(' ', 1)[0]} …"
    return _marked(shown, wanted)


def _first(text: str, wanted: Sequence[str]) -> int | None:
    lowered = text.lower()
    places = [place for word in wanted if (place := lowered.find(word.lower())) >= 0]
    return min(places, default=None)


def _marked(text: str, wanted: Sequence[str]) -> list[tuple[str, bool]]:
    """The text cut into parts, each with whether it is one of the words; two that overlap are one."""
    lowered, marks = text.lower(), bytearray(len(text))
    if len(lowered) != len(text):
        return [(text, False)]  # a letter that grows when it is made small would put every mark in the wrong place
    for word in filter(None, (word.lower() for word in wanted)):
        at = lowered.find(word)
        while at >= 0:
            marks[at : at + len(word)] = b"\x01" * len(word)
            at = lowered.find(word, at + len(word))
    parts: list[tuple[str, bool]] = []
    for letter, mark in zip(text, marks, strict=True):
        if parts and parts[-1][1] is bool(mark):
            parts[-1] = (parts[-1][0] + letter, bool(mark))
        else:
            parts.append((letter, bool(mark)))
    return parts
