"""What makes a pathway plan complete: every domain with words in it, and a contingency that could be acted on.

Source: Care Leavers (England) Regulations 2010 Sch 1 (ten matters, contingency among them); reg 6 (by when and by
whom). Inspectors found plans without contingency, and the same sentence pasted into every box: both are refused.
"""

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from careleavers.domain.terms import PlanDomain

CONTINGENCY = ("sign", "first_step", "person", "number")
_QUESTIONS = {
    "sign": "Say what would be the first sign that this is going wrong.",
    "first_step": "Say what happens first if it goes wrong.",
    "person": "Name the person who will do it.",
    "number": "Give the number to call.",
}
_PLACEHOLDERS = frozenset(
    {
        "n/a", "none", "nil", "tbc", "tba", "tbd", "test", "ditto", "same", "unknown", "nothing", "later", "pending",
        "see above", "as above", "same as above", "see below", "not known", "not applicable", "to be confirmed",
        "to be agreed", "to follow", "no plan", "not needed", "not required", "no change", "n / a",
    }
)  # fmt: skip
_NOBODY = frozenset(
    {
        "team", "duty", "duty team", "duty worker", "staff", "someone", "somebody", "anyone", "worker",
        "my worker", "social worker", "personal adviser", "pa", "manager", "leaving care",
        "leaving care team", "after care", "after care team", "council", "social services", "me", "you",
        "yourself", "myself", "young person",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """What a plan says in one domain, as far as completeness goes."""

    now: str = ""
    want_soon: str = ""
    want_later: str = ""
    sign: str = ""
    first_step: str = ""
    person: str = ""
    number: str = ""


@dataclass(frozen=True)
class Gap:
    """Something missing: where, which box, and what to do. A blocking gap stops the plan from being sent."""

    domain: PlanDomain | None
    field: str
    sentence: str
    blocking: bool = True


def folded(text: str) -> str:
    """Text for comparing: lower case, signs and spaces folded."""
    return " ".join(re.sub(r"[^\w/]+", " ", text.casefold()).split())


def is_placeholder(text: str) -> bool:
    """Whether a box is empty or holds only a stand-in such as "n/a" or "to be confirmed"."""
    plain = folded(text)
    return len(re.sub(r"[^\w]", "", plain)) < 3 or plain in _PLACEHOLDERS or len(set(plain.replace(" ", ""))) == 1


def contingency_problem(field: str, text: str) -> str | None:
    """What is wrong with one part of a contingency, as a sentence that says what to do; None when it will do."""
    if field == "number":
        digits = sum(character.isdigit() for character in text)
        return None if 3 <= digits <= 15 else "Give a phone number, for example 999, 111 or 0161 496 0000."
    if is_placeholder(text):
        return _QUESTIONS[field]
    if field == "person" and folded(text).removeprefix("the ") in _NOBODY:
        return "Name one person. A team, a role or the young person alone is not enough."
    if field in ("sign", "first_step") and len(folded(text).split()) < 3:
        return f"{_QUESTIONS[field]} A word or two is not enough."
    return None


def _repeated(entries: Mapping[PlanDomain, Entry]) -> set[tuple[str, str]]:
    """Texts that stand in more than one domain as the sign or the first step."""
    found = set()
    for field in ("sign", "first_step"):
        counts = Counter(folded(getattr(entry, field)) for entry in entries.values())
        found |= {(field, text) for text, times in counts.items() if text and times > 1}
    return found


def plan_gaps(
    entries: Mapping[PlanDomain, Entry],
    *,
    visit_every_days: int | None = None,
    visit_reason: str = "",
    their_view: bool = True,
) -> list[Gap]:
    """Everything that is missing from a plan, in the order of its domains; blocking gaps first decide whether it is sent.

    `visit_every_days` is the agreed frequency of visits; `their_view` whether the young person has said anything yet.
    """
    gaps: list[Gap] = []
    repeated = _repeated(entries)
    for domain in PlanDomain:
        entry = entries.get(domain, Entry())
        if is_placeholder(entry.now):
            gaps.append(Gap(domain, "now", "Say how things are now."))
        for field in CONTINGENCY:
            text = getattr(entry, field)
            problem = contingency_problem(field, text)
            if problem is None and (field, folded(text)) in repeated:
                problem = "The same words stand under another heading. Say what is true for this one."
            if problem is not None:
                gaps.append(Gap(domain, field, problem))
    if not any(not is_placeholder(entry.want_later) for entry in entries.values()):
        gaps.append(Gap(None, "want_later", "Add at least one thing to aim for beyond six months."))
    if visit_every_days is None or is_placeholder(visit_reason):
        gaps.append(Gap(None, "visits", "Agree how often you will meet, and say why."))
    if not their_view:
        gaps.append(Gap(None, "agreement", "Ask what they think of the plan, and write it in their words.", blocking=False))
    return gaps
