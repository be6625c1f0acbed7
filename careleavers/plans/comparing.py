"""Any two versions of a plan beside each other, word by word, part by part."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from sqlmodel import Session

from careleavers.domain.dates import long_date
from careleavers.domain.terms import PlanDomain, Step
from careleavers.models import PathwayPlan, PlanEntry, PlanEntryDetails
from careleavers.models.base import date
from careleavers.plans import queries
from careleavers.plans.prompts import BOX_WORDS

SAME, TAKEN_OUT, PUT_IN = "same", "out", "in"
_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True)
class Piece:
    """A run of words: in both versions, only in the earlier (`out`), or only in the later (`in`)."""

    kind: str
    words: str


@dataclass(frozen=True)
class BoxChange:
    """One box that the two versions word differently."""

    label: str
    pieces: list[Piece]


def word_by_word(before: str, after: str) -> list[Piece]:
    """The later text with what was taken out and put in marked, in order; spaces go with the words before them."""
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    pieces: list[Piece] = []
    for act, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            pieces.append(Piece(SAME, "".join(old[a:b])))
            continue
        if a < b:
            pieces.append(Piece(TAKEN_OUT, "".join(old[a:b])))
        if c < d:
            pieces.append(Piece(PUT_IN, "".join(new[c:d])))
    return pieces


def _shown(entry: PlanEntry | None, name: str) -> str:
    value = getattr(entry, name) if entry else None
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Step):
        return value.label
    return value or ""


def changes_between(session: Session, earlier: PathwayPlan, later: PathwayPlan) -> dict[PlanDomain, list[BoxChange]]:
    """What changed in each part; a part without changes has an empty list, so that it can be said."""
    before, after = queries.entries(session, earlier), queries.entries(session, later)
    found = {}
    for domain in PlanDomain:
        pairs = [
            (BOX_WORDS[name], _shown(before.get(domain), name), _shown(after.get(domain), name))
            for name in PlanEntryDetails.model_fields
        ]
        found[domain] = [BoxChange(label, word_by_word(old, new)) for label, old, new in pairs if old != new]
    return found


__all__ = ["PUT_IN", "SAME", "TAKEN_OUT", "BoxChange", "Piece", "changes_between", "word_by_word"]
