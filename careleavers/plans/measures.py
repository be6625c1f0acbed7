"""Is life better, by their own measure: where they put themselves on their own scale, over time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.terms import PlanDomain, Step
from careleavers.models import PathwayPlan, PlanEntry, Review, ReviewPartAnswer
from careleavers.plans import queries


@dataclass(frozen=True)
class Mark:
    """Where they put themselves on a day; `said` is what the mark comes from."""

    on: date
    step: Step
    said: str


def marks(session: Session, young_person_id: int) -> dict[PlanDomain, list[Mark]]:
    """Every mark of approved versions and of reviews by part, the earliest first."""
    statement = (
        select(PlanEntry, PathwayPlan)
        .join(PathwayPlan, col(PathwayPlan.id) == col(PlanEntry.plan_id))
        .where(
            col(PathwayPlan.young_person_id) == young_person_id,
            col(PathwayPlan.state).in_(queries.FROZEN),
            col(PlanEntry.step).is_not(None),
        )
        .order_by(col(PathwayPlan.number))  # two versions may be approved on one day
    )
    rows = session.execute(statement).all()
    of_versions = [(entry.domain, Mark(plan.approved_on, entry.step, f"Version {plan.number}")) for entry, plan in rows]
    return _by_part(of_versions + _of_reviews(session, young_person_id))


def _of_reviews(session: Session, young_person_id: int) -> list[tuple[PlanDomain, Mark]]:
    statement = (
        select(ReviewPartAnswer, Review)
        .join(Review, col(Review.id) == col(ReviewPartAnswer.review_id))
        .where(col(Review.young_person_id) == young_person_id, col(ReviewPartAnswer.step).is_not(None))
    )
    rows = session.execute(statement).all()
    return [(said.domain, Mark(review.held_on, said.step, "Review")) for said, review in rows]


def _by_part(found: Iterable[tuple[PlanDomain, Mark]]) -> dict[PlanDomain, list[Mark]]:
    by_part: dict[PlanDomain, list[Mark]] = {}
    for domain, mark in sorted(found, key=lambda pair: pair[1].on):
        by_part.setdefault(domain, []).append(mark)
    return by_part


__all__ = ["Mark", "marks"]
