"""Who looks after somebody's health from a day on, and who was named as mattering to them."""

from sqlalchemy import func
from sqlmodel import col

from careleavers.domain.dates import long_date, today_in_london
from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import CloseOne, HealthContact, Worker
from careleavers.models.sql import london_day

_PAGE = Page("network.show")


def _health(row: HealthContact, worker: Worker) -> Happened:
    struck = row.struck_at is not None
    words = said(
        ("", row.name), ("Last seen", long_date(row.seen_on) if row.seen_on else ""),
        ("Until", long_date(row.ended_on) if row.ended_on else ""), ("What others should know", row.words),
        ("Why it was an error", row.struck_reason),
    )  # fmt: skip
    day = row.since_on or today_in_london(row.recorded_at)
    return Happened(day, f"{row.kind.label}{IN_ERROR if struck else ''}", worker.name, words, "plain", _PAGE, struck)


def _close(row: CloseOne, worker: Worker) -> Happened:
    struck = row.struck_at is not None
    words = said(
        ("", f"{row.name}, {row.relationship}"), ("What others should know", row.words),
        ("No longer close since", long_date(row.ended_on) if row.ended_on else ""),
        ("Why it was an error", row.struck_reason),
    )  # fmt: skip
    title = f"Somebody who matters named{IN_ERROR if struck else ''}"
    return Happened(today_in_london(row.recorded_at), title, worker.name, words, "plain", _PAGE, struck)


SOURCES = [
    Source(
        "health", EventKind.STANDING, HealthContact,
        func.coalesce(col(HealthContact.since_on), london_day(HealthContact.recorded_at)),
        col(HealthContact.young_person_id), rows_with(HealthContact, HealthContact.recorded_by_id), _health,
    ),
    Source(
        "close-one", EventKind.STANDING, CloseOne, london_day(CloseOne.recorded_at), col(CloseOne.young_person_id),
        rows_with(CloseOne, CloseOne.recorded_by_id), _close,
    ),
]  # fmt: skip
