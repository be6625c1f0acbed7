"""What panels said about somebody."""

from sqlmodel import col

from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import PanelLook, Worker


def _look(look: PanelLook, worker: Worker) -> Happened:
    struck = look.struck_at is not None
    words = said(
        ("Who took part", look.present), ("What was talked about", look.discussed), ("What it decided", look.decided),
        ("Why it was an error", look.struck_reason),
    )  # fmt: skip
    page = Page("panels.show", {"_anchor": f"panel-{look.public_id.lower()}"})
    title = f"{look.panel.label}{IN_ERROR if struck else ''}"
    return Happened(look.looked_on, title, worker.name, words, page=page, struck=struck)


SOURCES = [
    Source(
        "panel", EventKind.OVERSIGHT, PanelLook, col(PanelLook.looked_on), col(PanelLook.young_person_id),
        rows_with(PanelLook, PanelLook.recorded_by_id), _look,
    ),
]  # fmt: skip
