"""A death that was recorded, or taken back, and who was told of it."""

from sqlmodel import col

from careleavers.domain.dates import long_date
from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import Death, DeathNotice, Worker

_PAGE = Page("deaths.show")


def _died(death: Death, worker: Worker) -> Happened:
    struck = death.struck_at is not None
    known = long_date(death.learnt_on) if death.learnt_on else ""
    words = said(("", death.words), ("Known on", known), ("Why it was an error", death.struck_reason))
    return Happened(death.died_on, f"Died{IN_ERROR if struck else ''}", worker.name, words, page=_PAGE, struck=struck)


def _told(notice: DeathNotice, death: Death, worker: Worker) -> Happened:
    struck = notice.struck_at is not None or death.struck_at is not None
    title = f"Told of the death: {notice.whom}{IN_ERROR if struck else ''}"
    words = said(("By", notice.sent_by), ("", notice.words), ("Why it was an error", notice.struck_reason))
    return Happened(notice.sent_on, title, worker.name, words, page=_PAGE, struck=struck)


_OF_NOTICE = (Death, col(Death.id) == col(DeathNotice.death_id))
SOURCES = [
    Source(
        "death", EventKind.STANDING, Death, col(Death.died_on), col(Death.young_person_id),
        rows_with(Death, Death.recorded_by_id), _died,
    ),
    Source(
        "death-notice", EventKind.STANDING, DeathNotice, col(DeathNotice.sent_on), col(DeathNotice.young_person_id),
        rows_with(DeathNotice, DeathNotice.recorded_by_id, _OF_NOTICE), _told,
    ),
]  # fmt: skip
