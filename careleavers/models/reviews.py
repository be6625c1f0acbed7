"""What a review says of each action and of each part of the plan."""

from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import ContingencyAnswer, PlanDomain, Privacy, ReviewedAction, Step
from careleavers.models.base import LONG_TEXT, Record, kept


class ReviewActionAnswer(Record, table=True):
    """What became of one open action, as looked at in one review."""

    __tablename__: ClassVar[str] = "review_action_answer"
    __table_args__ = (Index("uq_review_action_answer", "review_id", "action_id", unique=True),)

    review_id: int = kept(Privacy.SYSTEM, foreign_key="review.id")
    action_id: int = kept(Privacy.SYSTEM, foreign_key="action.id", index=True)
    answer: ReviewedAction = kept(Privacy.SHARED, term=ReviewedAction)
    words: str = kept(Privacy.CASE, "", max_length=1000)


class ReviewPartAnswer(Record, table=True):
    """Whether what one part says for when things go wrong still holds, what was decided of the part, and their step."""

    __tablename__: ClassVar[str] = "review_part_answer"
    __table_args__ = (Index("uq_review_part_answer", "review_id", "domain", unique=True),)

    review_id: int = kept(Privacy.SYSTEM, foreign_key="review.id")
    domain: PlanDomain = kept(Privacy.SHARED, term=PlanDomain)
    holds: ContingencyAnswer = kept(Privacy.CASE, term=ContingencyAnswer)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    decision: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT, column={"server_default": ""})
    step: Step | None = kept(Privacy.SHARED, None, term=Step)


__all__ = ["ReviewActionAnswer", "ReviewPartAnswer"]
