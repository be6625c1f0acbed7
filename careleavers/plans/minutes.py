"""Brief minutes of a review for sharing: text only, from columns classed as shared."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from careleavers.domain.terms import PlanDomain
from careleavers.models import Review
from careleavers.plans import queries
from careleavers.plans.sharing import shared


@dataclass(frozen=True)
class Minutes:
    """What may leave the service.

    `actions` are (what, what came of it), `steps` (part, where they see themselves), `parts` (part, what was decided).
    Who else came, the risks and what was weighed stay with staff.
    """

    held_on: date
    why: str
    chaired_by: str
    took_part: bool
    their_words: str
    actions: list[tuple[str, str]]
    steps: list[tuple[PlanDomain, str]]
    parts: list[tuple[PlanDomain, str]]
    decisions: str
    next_review_on: date
    next_visit_on: date | None


def minutes_of(session: Session, review: Review) -> Minutes:
    """The minutes of one review."""
    return Minutes(
        held_on=shared(review, "held_on"),
        why=shared(review, "trigger").label,
        chaired_by=shared(review, "chaired_by"),
        took_part=shared(review, "they_took_part"),
        their_words=shared(review, "their_words"),
        actions=[
            (shared(action, "what"), shared(answer, "answer").label)
            for answer, action in queries.action_answers(session, review)
        ],
        steps=[
            (shared(part, "domain"), shared(part, "step").label)
            for part in queries.part_answers(session, review).values()
            if part.step is not None
        ],
        parts=[
            (shared(part, "domain"), shared(part, "decision"))
            for part in queries.part_answers(session, review).values()
            if part.decision
        ],
        decisions=shared(review, "decisions"),
        next_review_on=shared(review, "next_review_on"),
        next_visit_on=shared(review, "next_visit_on"),
    )


__all__ = ["Minutes", "minutes_of"]
