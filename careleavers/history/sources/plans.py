"""Plans from the first line to the copy, reviews, the assessment of needs and readiness."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.domain.dates import today_in_london
from careleavers.domain.timeline import EventKind
from careleavers.history.events import Happened, Page, Source, audited, rows_with, said
from careleavers.models import (
    ChangeEntry,
    NeedsAssessment,
    PathwayPlan,
    PlanCopy,
    ReadinessMark,
    Review,
    Worker,
)
from careleavers.models.sql import london_day

_READY = Page("plans.getting_ready")


def _page(plan: PathwayPlan) -> Page:
    return Page("plans.show_version", {"plan": plan.public_id})


def _begun(plan: PathwayPlan, worker: Worker) -> Happened:
    return Happened(plan.started_on, f"Plan version {plan.number} begun", worker.name, page=_page(plan))


def _sent(plan: PathwayPlan, worker: Worker) -> Happened:
    assert plan.sent_on is not None, "only versions that were sent are asked for"
    return Happened(plan.sent_on, f"Plan version {plan.number} sent to the manager", worker.name, page=_page(plan))


def _returned(plan: PathwayPlan, entry: ChangeEntry, worker: Worker) -> Happened:
    title = f"Plan version {plan.number} returned with reasons"
    return Happened(today_in_london(entry.at), title, worker.name, tone="late", page=_page(plan))


def _approved(plan: PathwayPlan, worker: Worker) -> Happened:
    assert plan.approved_on is not None, "only versions that were approved are asked for"
    words = said(("Why the manager approved it", plan.decision_words), ("What they said of it", plan.agreement_words))
    return Happened(plan.approved_on, f"Plan version {plan.number} approved", worker.name, words, "good", _page(plan))


def _copy(copy: PlanCopy, plan: PathwayPlan, worker: Worker) -> Happened:
    title = f"Copy of plan version {plan.number}: {copy.outcome.label.lower()} ({copy.form.label.lower()})"
    return Happened(copy.given_on, title, worker.name, said(("What they said", copy.their_view)), page=_page(plan))


def _review(review: Review, worker: Worker) -> Happened:
    words = said(
        ("What they said", review.their_words), ("What changed", review.what_changed), ("Risk", review.risk_words),
        ("Why", review.rationale), ("What was decided", review.decisions),
    )  # fmt: skip
    page = Page("plans.show_review", {"review": review.public_id})
    return Happened(review.held_on, f"Review held: {review.trigger.label}", worker.name, words, "good", page)


def _assessed(assessment: NeedsAssessment, worker: Worker) -> Happened:
    words = said(("What they said", assessment.their_words), ("What was weighed", assessment.deliberation),
                 ("What came of it", assessment.outcome))  # fmt: skip
    return Happened(assessment.finished_on, "Needs assessed", worker.name, words, "good", _READY)


def _ready(mark: ReadinessMark, worker: Worker) -> Happened:
    return Happened(mark.recorded_on, "Readiness for living on their own recorded", worker.name, page=_READY)


# Readiness is recorded skill by skill: the first row of a day stands for all of that day.
_SameDay: Any = aliased(ReadinessMark)
_FIRST_OF_DAY = (
    select(func.min(_SameDay.id))
    .where(_SameDay.young_person_id == ReadinessMark.young_person_id, _SameDay.recorded_on == ReadinessMark.recorded_on)
    .scalar_subquery()
)
_PERSON, _OF_PLAN = col(PathwayPlan.young_person_id), (PathwayPlan, col(PathwayPlan.id) == col(PlanCopy.plan_id))
SOURCES = [
    Source(
        "plan-begun", EventKind.PLAN, PathwayPlan, col(PathwayPlan.started_on), _PERSON,
        rows_with(PathwayPlan, PathwayPlan.written_by_id), _begun,
    ),
    Source(
        "plan-sent", EventKind.PLAN, PathwayPlan, col(PathwayPlan.sent_on), _PERSON,
        rows_with(PathwayPlan, PathwayPlan.sent_by_id), _sent,
    ),
    Source(
        # A version may be returned more than once and keeps the last reasons only; the trail knows each time.
        "plan-returned", EventKind.PLAN, PathwayPlan, london_day(ChangeEntry.at), _PERSON,
        rows_with(
            PathwayPlan, ChangeEntry.worker_id, audited(PathwayPlan, "state", col(ChangeEntry.after) == '"returned"')
        ),
        _returned,
    ),
    Source(
        "plan", EventKind.PLAN, PathwayPlan, col(PathwayPlan.approved_on), _PERSON,
        rows_with(PathwayPlan, PathwayPlan.decided_by_id), _approved,
    ),
    Source(
        "plan-copy", EventKind.PLAN, PlanCopy, col(PlanCopy.given_on), _PERSON,
        rows_with(PlanCopy, PlanCopy.given_by_id, _OF_PLAN), _copy,
    ),
    Source(
        "review", EventKind.REVIEW, Review, col(Review.held_on), col(Review.young_person_id),
        rows_with(Review, Review.recorded_by_id), _review,
    ),
    Source(
        "needs", EventKind.NEEDS, NeedsAssessment, col(NeedsAssessment.finished_on),
        col(NeedsAssessment.young_person_id), rows_with(NeedsAssessment, NeedsAssessment.recorded_by_id), _assessed,
    ),
    Source(
        "readiness", EventKind.NEEDS, ReadinessMark, col(ReadinessMark.recorded_on), col(ReadinessMark.young_person_id),
        rows_with(ReadinessMark, ReadinessMark.recorded_by_id).where(col(ReadinessMark.id) == _FIRST_OF_DAY), _ready,
    ),
]  # fmt: skip
