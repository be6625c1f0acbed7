"""What is answered at a review of each action and each part, and what that adds up to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from careleavers.domain.dates import long_date
from careleavers.domain.terms import ContingencyAnswer, PlanDomain, ReviewedAction, Step
from careleavers.models import Action, PlanEntry, Review, ReviewPartAnswer
from careleavers.models.base import identity


def action_question(action: Action) -> str:
    """The name of the question about one action; `_why` and `_day` after it are those that go with it."""
    return f"action_{action.public_id.lower()}"


def part_question(domain: PlanDomain) -> str:
    """The name of the question about one part of the plan; `_words` and `_step` after it are those that go with it."""
    return f"part_{domain.value}"


@dataclass(frozen=True)
class ActionAnswer:
    """What became of an action and what was decided: how it is known, or why not; another day where it has one."""

    answer: ReviewedAction
    words: str = ""
    new_day: date | None = None


@dataclass(frozen=True)
class PartAnswer:
    """Whether one part's contingency stands and how it was used; their step; what was decided of the part itself."""

    holds: ContingencyAnswer
    words: str = ""
    step: Step | None = None
    decision: str = ""

    @property
    def changes(self) -> bool:
        """Whether the plan needs a new version because of it."""
        return self.holds is not ContingencyAnswer.STANDS or bool(self.decision)


def overall(
    parts: Mapping[PlanDomain, PartAnswer], actions: Iterable[Action], answers: Mapping[int, ActionAnswer]
) -> dict[str, Any]:
    """The review's own words on contingency and actions, as its parts add up: used goes before change."""
    given = {part.holds for part in parts.values()}
    order = (ContingencyAnswer.USED, ContingencyAnswer.CHANGE)
    told = [f"{domain.label}: {part.words}" for domain, part in parts.items() if part.words]
    looked_at = [
        f"{action.what}: {answers[identity(action)].answer.label}. {answers[identity(action)].words}".strip()
        for action in actions
    ]
    return {
        "contingency_answer": next((each for each in order if each in given), ContingencyAnswer.STANDS),
        "contingency_words": "\n".join(told),
        "actions_looked_at": "\n".join(looked_at),
    }


def carry_decision(entry: PlanEntry, said: ReviewPartAnswer | None, review: Review | None) -> PlanEntry:
    """Begin a part of the next version from what a review said of it; gives the part.

    What was decided stands in the worker's view until somebody has worked it into the part.
    """
    if said is None or review is None:
        return entry
    if said.step is not None:
        entry.step = said.step
    day = long_date(review.held_on)
    decided = [f"Review of {day} decided: {said.decision}"] if said.decision else []
    if said.words:
        decided.append(f"Review of {day}, if it goes wrong, {said.holds.label.lower()}: {said.words}")
    if decided:
        entry.worker_view = "\n".join(filter(None, (*decided, entry.worker_view)))
    return entry


__all__ = ["ActionAnswer", "PartAnswer", "action_question", "carry_decision", "overall", "part_question"]
