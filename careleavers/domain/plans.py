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
_SAME_WORDS = "The same words stand under another heading. Say what is true for this one."
_QUESTIONS = {
    "sign": "Say what would be the first sign that this is going wrong.",
    "first_step": "Say what happens first if it goes wrong.",
    "person": "Name the person who will do it.",
    "number": "Give the number to call.",
}
_PLACEHOLDERS = frozenset(
    {
        "", "n/a", "n / a", "n a", "none", "nil", "tbc", "tba", "tbd", "test", "ditto", "same", "unknown", "nothing",
        "pending", "see above", "as above", "same as above", "see below", "see plan", "as discussed", "not known",
        "not applicable", "to be confirmed", "will be confirmed", "to be agreed", "to follow", "no plan",
        "no contingency", "no contingency plan", "not needed", "not required", "no change", "asdf", "qwerty",
    }
)  # fmt: skip
# Said with a stand-in, these add nothing: "none at the moment", "to be confirmed at the next review".
_PADDING = frozenset(
    {
        "at", "the", "this", "moment", "present", "time", "for", "now", "currently", "yet", "next", "review", "later",
        "needed", "required", "please", "still",
    }
)  # fmt: skip
# A "person" made up of nothing but these is a team, a role, or nobody.
_NOBODY = frozenset(
    {
        "a", "an", "the", "my", "our", "your", "their", "his", "her", "any", "on", "in", "of", "at", "or", "and", "is",
        "whoever", "who", "someone", "somebody", "anyone", "anybody", "everyone", "nobody", "person", "people", "young",
        "me", "you", "i", "we", "us", "they", "them", "myself", "yourself", "themselves", "self",
        "team", "teams", "duty", "staff", "worker", "workers", "manager", "managers", "officer", "officers", "adviser",
        "advisor", "advisers", "advisors", "pa", "pas", "key", "social", "personal", "support", "leaving", "care",
        "after", "aftercare", "service", "services", "council", "department", "office", "call", "out", "hours",
        "helpline", "line", "crisis", "emergency", "housing", "police", "ambulance", "hospital", "nhs", "edt", "mash",
        "camhs", "cmht", "mental", "health", "youth", "offending", "justice", "yot", "probation", "gp", "doctor",
        "doctors", "nurse", "friend", "friends", "family", "answers", "available", "other", "another", "same", "see",
    }
)  # fmt: skip
# Short as they are, these are no names.
_NO_NAME = frozenset({"na", "no", "ok"})
# In a contingency these say that nobody has thought about it yet. Elsewhere "I don't know" may be a true answer.
_NOT_THOUGHT_OF = frozenset(
    {
        "don t know", "dont know", "i don t know", "i dont know", "we don t know", "we dont know", "not sure",
        "i m not sure", "will see", "we will see", "we ll see", "wait and see",
    }
)  # fmt: skip
# As far as these go the box is put off; and these send the reader, who may be in trouble, to look somewhere else.
_PUT_OFF = re.compile(
    r"(?:n/a|n a|not applicable|tbc|tba|tbd"
    r"|to be (?:confirmed|agreed|decided|discussed|completed|arranged|advised|added|updated))(?: [\w/]+){0,5}"
)
_ELSEWHERE = re.compile(
    r"(?:please )?(?:see|refer to|as per|as in|as|same as)(?: (?:the|your|my|our|other|next|previous))*"
    r" (?:above|below|before|section|part|page|plan|box|heading|elsewhere)(?: \w+){0,2}|same as(?: \w+){1,2}"
)
# Digits as people write a number down, with what they put between them; and days, which are no number to call.
_RUN_OF_DIGITS = re.compile(r"\d[\d\s()+./-]*")
_DAY = re.compile(r"(?<![\d./-])(?:\d{1,2}[./-]\d{1,2}[./-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})(?![\d/-]|\.\d)")


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
    """Something missing: where, which box, and what to do. A blocking gap stops the plan from being sent.

    `at` is the part to open for a gap of the plan as a whole, `add_on` the addition; `key` tells apart two gaps of one
    box.
    """

    domain: PlanDomain | None
    field: str
    sentence: str
    blocking: bool = True
    at: PlanDomain | None = None
    key: str = ""
    add_on: str = ""

    @property
    def place(self) -> str:
        """A plain word for this gap, by which a reason is kept for it."""
        return self.key or f"{self.domain.value if self.domain else 'plan'}_{self.field}"


def folded(text: str) -> str:
    """Text for comparing: lower case, signs and spaces folded."""
    return " ".join(re.sub(r"[^\w/]+", " ", text.casefold()).split())


def _without_padding(text: str) -> str:
    return " ".join(word for word in folded(text).split() if word not in _PADDING)


def is_placeholder(text: str, letters: int = 3) -> bool:
    """Whether a box is empty or holds only a stand-in such as "n/a" or "to be confirmed at the next review".

    Fewer than this many letters or digits count as empty.
    """
    plain = folded(text)
    words = plain.split()
    if len(re.sub(r"[^\w]", "", plain)) < letters or len(set(plain.replace(" ", ""))) == 1:
        return True
    if len(words) > 2 and len(set(words)) == 1:
        return True
    return plain in _PLACEHOLDERS or _without_padding(text) in _PLACEHOLDERS


def _is_put_off(text: str) -> bool:
    """Whether a part of a contingency says only that it is not known yet, or stands somewhere else."""
    plain = folded(text)
    if plain in _NOT_THOUGHT_OF or _without_padding(text) in _NOT_THOUGHT_OF:
        return True
    return _PUT_OFF.fullmatch(plain) is not None or _ELSEWHERE.fullmatch(plain) is not None


def _can_be_called(text: str) -> bool:
    """Whether a text holds a number of three digits or more together, that is not a day and not only noughts."""
    runs = [re.sub(r"\D", "", run) for run in _RUN_OF_DIGITS.findall(_DAY.sub(" ", text))]
    return any(len(run) >= 3 and set(run) != {"0"} for run in runs)


def _person_problem(text: str) -> str | None:
    """What is wrong with the named person. Two letters may be a whole name (Jo, Bo); digits are nobody's."""
    words = {word for word in folded(text).split() if any(letter.isalpha() for letter in word)}
    if not words or words <= _NO_NAME or is_placeholder(text, letters=2):
        return _QUESTIONS["person"]
    if words <= _NOBODY:
        return "Name one person. A team, a role or the young person alone is not enough."
    return _QUESTIONS["person"] if _is_put_off(text) else None


def contingency_problem(field: str, text: str) -> str | None:
    """What is wrong with one part of a contingency, as a sentence that says what to do; None when it will do."""
    if field == "number":
        return None if _can_be_called(text) else "Give a phone number, for example 999, 111 or 0161 496 0000."
    if field == "person":
        return _person_problem(text)
    if is_placeholder(text) or _is_put_off(text):
        return _QUESTIONS[field]
    if len(folded(text).split()) < 3:
        return f"{_QUESTIONS[field]} A word or two is not enough."
    return None


def _repeated(entries: Mapping[PlanDomain, Entry]) -> set[str]:
    """Texts that stand in more than one box of the plan, whatever the box: how things are, the sign, the first step."""
    boxes = (folded(getattr(entry, field)) for entry in entries.values() for field in ("now", "sign", "first_step"))
    return {text for text, times in Counter(boxes).items() if text and times > 1}


def plan_gaps(
    entries: Mapping[PlanDomain, Entry],
    *,
    visit_every_days: int | None = None,
    visit_reason: str = "",
    their_view: bool = True,
) -> list[Gap]:
    """Everything that is missing from a plan, in the order of its domains; a blocking gap keeps it from being sent.

    `visit_every_days` is the agreed frequency of visits; `their_view` whether the young person has said anything yet.
    """
    gaps: list[Gap] = []
    repeated = _repeated(entries)
    for domain in PlanDomain:
        entry = entries.get(domain, Entry())
        if is_placeholder(entry.now):
            gaps.append(Gap(domain, "now", "Say how things are now."))
        elif folded(entry.now) in repeated:
            gaps.append(Gap(domain, "now", _SAME_WORDS))
        for field in CONTINGENCY:
            text = getattr(entry, field)
            problem = contingency_problem(field, text)
            if problem is None and field in ("sign", "first_step") and folded(text) in repeated:
                problem = _SAME_WORDS
            if problem is not None:
                gaps.append(Gap(domain, field, problem))
    if not any(not is_placeholder(entry.want_later) for entry in entries.values()):
        words = "Add at least one thing to aim for beyond six months."
        gaps.append(Gap(None, "want_later", words, at=PlanDomain.SUPPORT))
    if visit_every_days is None or is_placeholder(visit_reason):
        gaps.append(Gap(None, "visits", "Agree how often you will meet, and say why."))
    if not their_view:
        gaps.append(
            Gap(None, "agreement", "Ask what they think of the plan, and write it in their words.", blocking=False)
        )
    return gaps
