"""What was done before leave to remain ended: an adviser seen, an application made."""

from sqlmodel import col

from careleavers.domain.dates import long_date
from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import ImmigrationStep, Worker

_PAGE = Page("immigration.show")


def _step(step: ImmigrationStep, worker: Worker) -> Happened:
    struck = step.struck_at is not None
    title = f"Leave to remain: {step.kind.label[:1].lower()}{step.kind.label[1:]}{IN_ERROR if struck else ''}"
    words = said(
        ("Whom they saw", step.adviser), ("", step.words), ("About leave that ends on", long_date(step.leave_ends_on)),
        ("Why it was an error", step.struck_reason),
    )  # fmt: skip
    return Happened(step.happened_on, title, worker.name, words, "good", _PAGE, struck)


SOURCES = [
    Source(
        "immigration", EventKind.STANDING, ImmigrationStep, col(ImmigrationStep.happened_on),
        col(ImmigrationStep.young_person_id),
        rows_with(ImmigrationStep, ImmigrationStep.recorded_by_id),
        _step,
    ),
]  # fmt: skip
