"""The vocabulary of management oversight: what a note is about, what may be agreed not to be done for a while.

And what a note must say before it is one. Sources: inspection findings on one-line notes and on drift that was
noticed and left (catalogue R73); what an oversight note holds is that of the findings.
"""

from collections.abc import Collection
from dataclasses import dataclass

from careleavers.domain.plans import folded, is_placeholder
from careleavers.domain.reading import one_line, words_in
from careleavers.domain.terms import Closure, Term


class OversightTopic(Term):
    """What a note can name, each of which a manager must write about by rule (R40, R51, R94, R95, R96). Ours."""

    HIGH_RISK = "high_risk", "High risk"
    HOME = "home", "Unsuitable home"
    PLAN_RETURNED = "plan_returned", "Plan that was returned"
    MISSED_DATE = "missed_date", "Missed date"
    ENDING = "ending", "Support that is ending"


class ExceptionKind(Term):
    """What may be agreed not to be done until a day. It never lifts what the law requires. Ours."""

    NO_VISITS = "no_visits", "No visits"
    FEWER_VISITS = "fewer_visits", "Visits less often"
    NO_CONTACT = "no_contact", "No calls, messages or letters"
    LATER_REVIEW = "later_review", "The review is held later"
    NO_COPY = "no_copy", "No copy of the plan is given"
    OTHER = "other", "Something else"


class ProposalAnswer(Term):
    """What a manager answered to what was asked of them."""

    AGREED = "agreed", "Agreed"
    TURNED_DOWN = "turned_down", "Not agreed"


# What keeps somebody safe has to be said where they may not be.
NEEDS_SAFETY = frozenset({OversightTopic.HIGH_RISK, OversightTopic.HOME})
# A death is recorded at once by a manager; an import is taken back on its own page.
NOT_PROPOSED = (Closure.DIED, Closure.IMPORT_UNDONE)
# A decision says who does what: "noted" and "continue to monitor" do not.
_LEAST_WORDS = 4
_QUESTIONS = {
    "decision": "Say what you decided, in a sentence: who does what, or what stays as it is",
    "reason": "Say why, in more than one line: what makes this the right decision today",
    "evidence": "Say in more than one line what you weighed: what you read, saw or were told, and by whom",
    "keeps_safe": "Say what keeps them safe now, in a sentence, or what is missing",
}
_ACTION = "Say what will be done about it, by whom and by when. Noticing it changes nothing by itself"


@dataclass(frozen=True)
class Said:
    """A note as far as its rules go."""

    decision: str
    reason: str
    evidence: str
    keeps_safe: str
    drift: bool
    topics: Collection[OversightTopic]
    has_action: bool


def needs_action(drift: bool, topics: Collection[OversightTopic]) -> bool:
    """Whether a note must come with an action: drift was noticed (R73), or it answers a rule."""
    return drift or bool(topics)


def missing(said: Said) -> list[tuple[str, str]]:
    """Everything that a note still has to say, as (question, sentence), in the order in which it is asked."""
    found = []
    if _says_little(said.decision):
        found.append("decision")
    found += [name for name in ("reason", "evidence") if one_line(getattr(said, name))]
    if NEEDS_SAFETY & set(said.topics) and _says_little(said.keeps_safe):
        found.append("keeps_safe")
    sentences = [(name, _QUESTIONS[name]) for name in found]
    if needs_action(said.drift, said.topics) and not said.has_action:
        sentences.append(("what", _ACTION))
    return sentences


def _says_little(text: str) -> bool:
    return is_placeholder(text) or len(set(words_in(folded(text)))) < _LEAST_WORDS


__all__ = [
    "NEEDS_SAFETY", "NOT_PROPOSED", "ExceptionKind", "OversightTopic", "ProposalAnswer", "Said", "missing",
    "needs_action",
]  # fmt: skip
