"""Holding reviews of pathway plans. The only place that makes their rows.

Every function flushes and rechecks the young person's alerts; none commits. Source: Care Leavers (England)
Regulations 2010, reg 7.
"""

from collections.abc import Mapping

from sqlmodel import Session

from careleavers.alerts import engine
from careleavers.domain.actors import Actor
from careleavers.domain.terms import FlagAnswer
from careleavers.models import Review, ReviewDetails, ReviewFlagAnswer, YoungPerson
from careleavers.models.base import identity
from careleavers.plans.review_rules import check as check_review


def hold_review(
    session: Session,
    actor: Actor,
    young_person: YoungPerson,
    details: ReviewDetails,
    flag_answers: Mapping[int, tuple[FlagAnswer, str]],
) -> Review:
    """Record a review of the approved plan. `flag_answers` holds an answer and words by the id of each open high risk.

    Raises Refused naming the answer to mend: see `review_rules.check`.
    """
    plan = check_review(session, identity(young_person), details, flag_answers)
    review = Review.made(
        details, young_person_id=identity(young_person), plan_id=identity(plan), recorded_by_id=actor.worker
    )
    session.add(review)
    session.flush()
    for flag_id, (answer, words) in flag_answers.items():
        session.add(ReviewFlagAnswer.made(review_id=identity(review), risk_flag_id=flag_id, answer=answer, words=words))
    engine.refresh(session, young_person_id=identity(young_person))
    return review
