"""Any two versions of a plan beside each other, word by word, part by part."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from sqlmodel import Session

from careleavers.domain.add_ons import AddOn
from careleavers.domain.dates import long_date
from careleavers.domain.terms import Agreement, PlanDomain, Step
from careleavers.models import PathwayPlan, PlanAddOnDetails, PlanEntryDetails, YoungPerson
from careleavers.models.base import Details, date
from careleavers.plans import add_ons, queries
from careleavers.plans.facts import TO_DO, facts_of
from careleavers.plans.prompts import ADD_ON_WORDS, BOX_WORDS, visits_in_words

SAME, TAKEN_OUT, PUT_IN = "same", "out", "in"
WHOLE = "The plan as a whole"
# Below this share of common words a text counts as written anew.
_ANEW = 0.4
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
    """The later text with what was taken out and put in marked, in order.

    A text that was written anew stands as a whole after the whole of the earlier one: words that both happen to hold,
    such as "the", would only tear the two to pieces.
    """
    if before.split() and after.split() and _alike(before.split(), after.split()) < _ANEW:
        return [Piece(TAKEN_OUT, before), Piece(PUT_IN, after)]
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


def _alike(old: list[str], new: list[str]) -> float:
    return SequenceMatcher(None, old, new, autojunk=False).ratio()


def _shown(entry: Any, name: str) -> str:
    value = getattr(entry, name) if entry else None
    if isinstance(value, date):
        return long_date(value)
    if isinstance(value, Step):
        return value.label
    return value or ""


def changes_between(session: Session, earlier: PathwayPlan, later: PathwayPlan) -> dict[str, list[BoxChange]]:
    """What changed in each part, by its words; a part without changes has an empty list, so that it can be said.

    First what was agreed as a whole, then the ten domains, each with what was to do, and the additions of either.
    """
    before, after = queries.entries(session, earlier), queries.entries(session, later)
    to_do = (_to_do(session, earlier), _to_do(session, later))
    found = {WHOLE: _changed(_agreed(earlier), _agreed(later))}
    for domain in PlanDomain:
        said = [_boxes(rows.get(domain), PlanEntryDetails, BOX_WORDS) for rows in (before, after)]
        found[domain.label] = _changed(
            *({**boxes, TO_DO: tasks.get(domain, "")} for boxes, tasks in zip(said, to_do, strict=True))
        )
    rows = (add_ons.written(session, earlier), add_ons.written(session, later))
    for add_on in AddOn:
        if any(add_on in each for each in rows):
            found[add_on.label] = _changed(*(_boxes(each.get(add_on), PlanAddOnDetails, ADD_ON_WORDS) for each in rows))
    return found


def _changed(before: dict[str, str], after: dict[str, str]) -> list[BoxChange]:
    return [
        BoxChange(label, word_by_word(before[label], after[label])) for label in before if before[label] != after[label]
    ]


def _boxes(row: Any, details: type[Details], words: Mapping[str, str]) -> dict[str, str]:
    return {words[name]: _shown(row, name) for name in details.model_fields}


def _agreed(plan: PathwayPlan) -> dict[str, str]:
    return {
        "Visits": visits_in_words(plan.visit_every_days), "Why so often": plan.visit_reason,
        "What they say": "" if plan.agreement is Agreement.NOT_ASKED else plan.agreement.label,
        "In their words": plan.agreement_words,
    }  # fmt: skip


def _to_do(session: Session, plan: PathwayPlan) -> dict[PlanDomain, str]:
    """What was to do in each part: as kept on approval, as it stands for a version in hand."""
    young_person = session.get_one(YoungPerson, plan.young_person_id)
    facts = facts_of(session, young_person, plan)
    return {domain: "\n".join(each.words for each in found if each.label == TO_DO) for domain, found in facts.items()}


__all__ = ["PUT_IN", "SAME", "TAKEN_OUT", "BoxChange", "Piece", "changes_between", "word_by_word"]
