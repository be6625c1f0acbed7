"""Reviews before they are held: asked for, planned, called off; and packs of a plan given to partners."""

from typing import Any

from sqlalchemy import select
from sqlmodel import col

from careleavers.domain.dates import long_date, today_in_london
from careleavers.domain.timeline import EventKind
from careleavers.history.events import Happened, Page, Source, rows_with, said
from careleavers.models import PartnerPack, PathwayPlan, PlannedReview, ReviewRequest, Worker
from careleavers.models.sql import london_day

_REVIEWS = Page("plans.reviews")


def _asked(request: ReviewRequest, worker: Worker | None) -> Happened:
    words = said(("Why", request.why), ("How they would like it", request.wishes))
    title = "Review asked for" if worker else "They asked for a review"
    return Happened(request.asked_on, title, worker.name if worker else "", words, page=_REVIEWS)


def _answered(request: ReviewRequest, worker: Worker) -> Happened:
    assert request.answered_on is not None, "only requests that were answered are asked for"
    words = said(("What was answered", request.answer))
    return Happened(request.answered_on, "Request for a review answered", worker.name, words, page=_REVIEWS)


def _taken_back(request: ReviewRequest, worker: Worker | None) -> Happened:
    assert request.taken_back_on is not None, "only requests that were taken back are asked for"
    by = worker.name if worker else ""
    return Happened(request.taken_back_on, "Request for a review taken back", by, page=_REVIEWS)


def _planned(planned: PlannedReview, worker: Worker) -> Happened:
    when = f"{long_date(planned.planned_for)} {planned.at_time}".strip()
    words = said(("When", when), ("Where", planned.place), ("Led by", planned.chaired_by),
                 ("Other ways offered", planned.other_ways))  # fmt: skip
    title = f"Review planned: {planned.trigger.label}"
    return Happened(today_in_london(planned.recorded_at), title, worker.name, words, page=_REVIEWS)


def _called_off(planned: PlannedReview, worker: Worker) -> Happened:
    assert planned.called_off_on is not None, "only reviews that were called off are asked for"
    words = said(("Why", planned.called_off_why))
    title = f"Review planned for {long_date(planned.planned_for)} called off"
    return Happened(planned.called_off_on, title, worker.name, words, "late", _REVIEWS)


def _pack(pack: PartnerPack, plan: PathwayPlan, worker: Worker) -> Happened:
    words = said(
        ("Why", pack.reason), ("What they said of it", pack.their_words), ("Withdrawn because", pack.withdrawn_why)
    )
    title = f"Parts of the plan given to {pack.partner}, {pack.organisation}"
    page = Page("plans.show_version", {"plan": plan.public_id})
    return Happened(pack.made_on, title, worker.name, words, page=page)


_OF_REQUEST, _OF_PLANNED = col(ReviewRequest.young_person_id), col(PlannedReview.young_person_id)
# A young person who asked themselves stands in no row of a worker's.
_ASKED_BY_ANYBODY: Any = select(ReviewRequest, Worker).outerjoin(Worker, col(Worker.id) == col(ReviewRequest.worker_id))
SOURCES = [
    Source(
        "review-asked", EventKind.REVIEW, ReviewRequest, col(ReviewRequest.asked_on), _OF_REQUEST,
        _ASKED_BY_ANYBODY, _asked,
    ),
    Source(
        "review-answered", EventKind.REVIEW, ReviewRequest, col(ReviewRequest.answered_on), _OF_REQUEST,
        rows_with(ReviewRequest, ReviewRequest.answered_by_id), _answered,
    ),
    Source(
        "review-taken-back", EventKind.REVIEW, ReviewRequest, col(ReviewRequest.taken_back_on), _OF_REQUEST,
        _ASKED_BY_ANYBODY, _taken_back,
    ),
    Source(
        "review-planned", EventKind.REVIEW, PlannedReview, london_day(PlannedReview.recorded_at), _OF_PLANNED,
        rows_with(PlannedReview, PlannedReview.planned_by_id), _planned,
    ),
    Source(
        "review-called-off", EventKind.REVIEW, PlannedReview, col(PlannedReview.called_off_on), _OF_PLANNED,
        rows_with(PlannedReview, PlannedReview.planned_by_id), _called_off,
    ),
    Source(
        "partner-pack", EventKind.PLAN, PartnerPack, col(PartnerPack.made_on), col(PartnerPack.young_person_id),
        rows_with(PartnerPack, PartnerPack.made_by_id, (PathwayPlan, col(PathwayPlan.id) == col(PartnerPack.plan_id))),
        _pack,
    ),
]  # fmt: skip
