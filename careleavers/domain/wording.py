"""Words that keep a plan from being written to the young person: about them instead of to them, and jargon.

Pointed out while writing, never a reason to stop. Sources: inspectors praised plans addressed to the young person;
the jargon is what young people in care told councils to stop saying, each with words of our own beside it.
"""

import re
from dataclasses import dataclass

# How a plan speaks of somebody who is not being spoken to.
_ABOUT_THEM = re.compile(
    r"\b(the (?:client|service user|young person|yp|child|care leaver|resident|subject|individual)"
    r"|(?:he|she) (?:has|is|was|will|would|needs|wants|lives|likes|says|said|feels|does|can|should|attends|struggles)"
    r"|yp)\b",
    re.IGNORECASE,
)
_INSTEAD: dict[str, str] = {
    "placement": "home",
    "placements": "homes",
    "respite": "a break",
    "siblings": "brothers and sisters",
    "sibling": "brother or sister",
    "contact arrangements": "when you see each other",
    "family contact": "time with your family",
    "lac": "in our care",
    "looked after child": "in our care",
    "neet": "not in work or learning",
    "eet": "work and learning",
    "semi-independent provision": "shared home with support",
    "provision": "help, or home",
    "accommodation": "home",
    "accommodated": "living",
    "residing": "living",
    "transition": "move, or change",
    "transitioning": "moving on",
    "peers": "friends",
    "peer group": "friends",
    "engage": "take part",
    "engages": "takes part",
    "engaging": "taking part",
    "disengaged": "stopped coming",
    "non-engagement": "not coming",
    "signpost": "tell you where to go",
    "signposted": "told where to go",
    "multi-agency": "everybody who helps you",
    "professionals": "the people who help you",
    "stakeholders": "the people who help you",
    "safeguarding": "keeping you safe",
    "challenging behaviour": "when you are upset",
    "absconding": "leaving without saying",
    "absconded": "left without saying",
    "self-care skills": "looking after yourself",
    "presenting needs": "what you need",
    "attainment": "what you achieve",
    "in receipt of": "getting",
    "commence": "start",
    "commencing": "starting",
    "utilise": "use",
    "prior to": "before",
    "facilitate": "help with",
    "budgeting skills": "making your money last",
    "pathway": "plan",
    "outcomes": "what changes for you",
    "intervention": "help",
    "key worker sessions": "meetings with your worker",
    "uasc": "came here alone as a child",
    "camhs": "young people’s mental health team",
    "dwp": "the benefits office",
    "iro": "reviewing officer",
    "ehcp": "education, health and care plan",
}
_JARGON = re.compile(
    r"(?<![\w-])(" + "|".join(sorted(map(re.escape, _INSTEAD), key=len, reverse=True)) + r")(?![\w-])", re.IGNORECASE
)


@dataclass(frozen=True)
class Remark:
    """Something a text says that could be said to them, or more plainly: the words found, and what to say instead."""

    found: str
    instead: str


def speaks_about_them(text: str) -> list[str]:
    """The words by which a text speaks about the young person instead of to them, each once, as they stand."""
    return list(dict.fromkeys(match.group(0) for match in _ABOUT_THEM.finditer(text)))


def jargon(text: str) -> list[Remark]:
    """The jargon in a text, each word once, with a plain alternative."""
    found = {match.group(0).lower(): match.group(0) for match in _JARGON.finditer(text)}
    return [Remark(shown, _INSTEAD[word]) for word, shown in found.items()]


__all__ = ["Remark", "jargon", "speaks_about_them"]
