"""Time in care, the legal category, safe contact, and the end of support."""

from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased
from sqlmodel import col

from careleavers.domain.timeline import EventKind
from careleavers.history.events import Happened, Page, Source, rows_with, said
from careleavers.models import CategoryDecision, LookedAfterPeriod, SafeContact, Worker, YoungPerson
from careleavers.models.sql import days_after

_CATEGORY = Page("people.category")


def _came(period: LookedAfterPeriod) -> Happened:
    return Happened(period.started_on, f"Came into care (legal status {period.legal_status})", page=_CATEGORY)


def _left(period: LookedAfterPeriod) -> Happened:
    assert period.ended_on is not None, "only periods that ended are asked for"
    return Happened(period.ended_on, "Last day in care", page=_CATEGORY)


def _decided(decision: CategoryDecision, worker: Worker) -> Happened:
    title = f"Legal category decided: {decision.category.label}"
    return Happened(decision.decided_on, title, worker.name, said(("", decision.reason)), page=_CATEGORY)


def _safe(agreed: SafeContact, worker: Worker) -> Happened:
    words = said(("Safe ways", agreed.channels), ("Safe times", agreed.safe_times),
                 ("Never speak to", agreed.never_speak_to))  # fmt: skip
    title = "Safe contact agreed"
    return Happened(agreed.agreed_on, title, worker.name, words, "good", Page("people.safe_contacts"))


def _closed(person: YoungPerson) -> Happened:
    assert person.closed_on is not None, "only closed records are asked for"
    why = person.closure.label if person.closure else "no reason recorded"
    return Happened(person.closed_on, f"Record closed: {why}", page=_CATEGORY)


_Other: Any = aliased(LookedAfterPeriod)
_FIRST, _LAST = col(LookedAfterPeriod.started_on), col(LookedAfterPeriod.ended_on)


def _other(*conditions: Any) -> Any:
    """Whether they have another period for which the conditions hold."""
    return exists().where(_Other.young_person_id == LookedAfterPeriod.young_person_id, *conditions)


# One episode follows another on its last day or the day after; only the first and the last of a run are told.
_WENT_ON = _other(_Other.started_on < _FIRST, _FIRST.in_([_Other.ended_on, days_after(_Other.ended_on, 1)]))
_GOES_ON = _other(_Other.started_on > _FIRST, _Other.started_on.in_([_LAST, days_after(_LAST, 1)]))
SOURCES = [
    Source(
        "care-began", EventKind.STANDING, LookedAfterPeriod, _FIRST,
        col(LookedAfterPeriod.young_person_id), select(LookedAfterPeriod).where(~_WENT_ON), _came,
    ),
    Source(
        "care-ended", EventKind.STANDING, LookedAfterPeriod, _LAST,
        col(LookedAfterPeriod.young_person_id), select(LookedAfterPeriod).where(~_GOES_ON), _left,
    ),
    Source(
        "category", EventKind.STANDING, CategoryDecision, col(CategoryDecision.decided_on),
        col(CategoryDecision.young_person_id), rows_with(CategoryDecision, CategoryDecision.decided_by_id), _decided,
    ),
    Source(
        "safe-contact", EventKind.STANDING, SafeContact, col(SafeContact.agreed_on), col(SafeContact.young_person_id),
        rows_with(SafeContact, SafeContact.recorded_by_id), _safe,
    ),
    Source(
        "closed", EventKind.STANDING, YoungPerson, col(YoungPerson.closed_on), col(YoungPerson.id),
        select(YoungPerson), _closed,
    ),
]  # fmt: skip
