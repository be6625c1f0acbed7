"""Which answers each kind of contact asks for and which it cannot do without.

The page and the service both read this one table, so that neither can ask for or accept what the other does not.
Sources: visit and contact fields of practice templates; inspection findings on visits without purpose or curiosity.
"""

from dataclasses import dataclass
from typing import Any

from careleavers.domain.terms import Channel, ContactKind

K = ContactKind
VISITS = (K.HOME_VISIT, K.FACE_TO_FACE)
SPOKEN = (*VISITS, K.VIDEO, K.TWO_WAY)


@dataclass(frozen=True)
class Asked:
    """The answers, by the names of `ContactDetails`, that a kind asks for: those it needs and those it may have."""

    needs: frozenset[str]
    may_have: frozenset[str]

    @property
    def names(self) -> frozenset[str]:
        """Every answer that is asked for."""
        return self.needs | self.may_have


_RISK, _RISK_WORDS = {"risk_answer", "big_change"}, {"risk_words"}
_NEXT = {"next_visit_on"}
_CURIOUS = {"daily_life", "who_is_around"}
# Whether anybody is using them: asked of whoever is heard, and answered once something new was noticed.
_EXPLOITATION = {"exploitation_talked", "exploitation_words"}
_VISIT = {"planned", "seen_alone", "purpose", "own_words", "analysis"}

ASKED: dict[ContactKind, Asked] = {
    K.HOME_VISIT: Asked(
        frozenset(_VISIT | _RISK | {"home_seen", "bedroom_seen", "still_suitable", "feels_safe", "signs"}),
        frozenset(_CURIOUS | _EXPLOITATION | _RISK_WORDS | _NEXT | {"why_late"}),
    ),
    K.FACE_TO_FACE: Asked(
        frozenset(_VISIT | _RISK | {"place", "signs"}),
        frozenset(_CURIOUS | _EXPLOITATION | _RISK_WORDS | _NEXT | {"why_late"}),
    ),
    K.VIDEO: Asked(
        frozenset({"planned", "purpose", "own_words", "analysis", "signs"} | _RISK),
        frozenset(_CURIOUS | _EXPLOITATION | _RISK_WORDS | _NEXT),
    ),
    K.TWO_WAY: Asked(
        frozenset({"planned", "channel", "analysis"} | _RISK),
        frozenset({"own_words", "signs"} | _EXPLOITATION | _RISK_WORDS | _NEXT),
    ),
    K.ATTEMPT: Asked(frozenset({"channel"}), frozenset({"analysis"})),
    K.INFORMATION: Asked(frozenset({"source", "analysis"} | _RISK), frozenset({"signs"} | _RISK_WORDS)),
}

# What each is on the page where the kind is chosen.
MEANS: dict[ContactKind, str] = {
    K.HOME_VISIT: "You saw them where they live",
    K.FACE_TO_FACE: "A café, the office, court, custody",
    K.VIDEO: "You saw each other on a screen",
    K.TWO_WAY: "They answered you, or you them",
    K.ATTEMPT: "They did not answer, or were out",
    K.INFORMATION: "Not a contact with them",
}

# By what ways somebody can be reached, or tried.
CHANNELS: dict[ContactKind, tuple[Channel, ...]] = {
    K.TWO_WAY: (Channel.CALL, Channel.MESSAGE, Channel.EMAIL, Channel.LETTER),
    K.ATTEMPT: tuple(Channel),
}


def is_visit(kind: ContactKind) -> bool:
    """Whether the young person is seen in person."""
    return kind in VISITS


def is_spoken(kind: ContactKind) -> bool:
    """Whether the young person is heard, so that each open high risk is asked about by name, and open actions are."""
    return kind in SPOKEN


def address_of(kind: ContactKind) -> str:
    """The kind as an address says it."""
    return kind.value.replace("_", "-")


def label_at(arguments: dict[str, Any]) -> str:
    """What the form at an address is called, from the arguments of the address."""
    kind = kind_at(arguments["kind"])
    return kind.label if kind is not None else "Contact"


def channel_at(kind: ContactKind, value: str) -> Channel | None:
    """How somebody tried, as tapped on the page before; None for every other kind, and for what is no channel."""
    offered = CHANNELS[kind] if kind is ContactKind.ATTEMPT else ()
    return next((channel for channel in offered if channel.value == value), None)


def kind_at(address: str) -> ContactKind | None:
    """The kind that an address means, if there is one."""
    return next((kind for kind in ContactKind if address_of(kind) == address), None)
