"""What the services of oversight take besides the details of its tables."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from careleavers.domain.oversight import OversightTopic, ProposalAnswer
from careleavers.models import ActionDetails, OversightDetails


@dataclass(frozen=True)
class About:
    """Something a note can name: the word it has on the page, what it says there, and how a row names it."""

    key: str
    topic: OversightTopic
    words: str
    hint: str
    names: dict[str, Any]


@dataclass(frozen=True)
class NewNote:
    """A note as it was filled in: its words, the keys of what it names, and what will be done, if anything."""

    details: OversightDetails
    about: Sequence[str]
    action: ActionDetails | None = None


@dataclass(frozen=True)
class Answered:
    """A manager's answer to what somebody asked, and why."""

    answer: ProposalAnswer
    words: str


__all__ = ["About", "Answered", "NewNote"]
