"""Times missing, and what was done about them. Where they were stays on its own page: it could show where they are."""

from sqlmodel import col

from careleavers.domain.dates import long_date
from careleavers.domain.timeline import EventKind
from careleavers.history.events import IN_ERROR, Happened, Page, Source, rows_with, said
from careleavers.models import MissingEpisode, MissingStep, Worker


def _page(episode: MissingEpisode) -> Page:
    return Page("missing.show", {"_anchor": f"missing-{episode.public_id.lower()}"})


def _missing(episode: MissingEpisode, worker: Worker) -> Happened:
    struck, back = episode.struck_at is not None, episode.returned_on
    title = f"{episode.absence.label}{IN_ERROR if struck else ''}"
    until = f"{long_date(back)} at {episode.returned_at}" if back else "still missing"
    words = said(
        ("Last seen", f"{long_date(episode.last_seen_on)} at {episode.last_seen_at}"), ("Back", until),
        ("What happened to them", episode.harm), ("What made them go", episode.factors),
        ("Why it was an error", episode.struck_reason),
    )  # fmt: skip
    tone = "plain" if back or struck else "late"
    return Happened(episode.last_seen_on, title, worker.name, words, tone, _page(episode), struck)


def _step(step: MissingStep, episode: MissingEpisode, worker: Worker) -> Happened:
    struck = step.struck_at is not None or episode.struck_at is not None
    title = f"{step.kind.label}{IN_ERROR if struck else ''}"
    words = said(
        ("By", step.by_whom), ("What came of it", step.outcome.label if step.outcome else ""), ("", step.words),
        ("What is done because of it", step.acted), ("Why it was an error", step.struck_reason),
    )  # fmt: skip
    return Happened(step.happened_on, title, worker.name, words, page=_page(episode), struck=struck)


_OF_STEP = (MissingEpisode, col(MissingEpisode.id) == col(MissingStep.episode_id))
SOURCES = [
    Source(
        "missing", EventKind.RISK, MissingEpisode, col(MissingEpisode.last_seen_on),
        col(MissingEpisode.young_person_id), rows_with(MissingEpisode, MissingEpisode.recorded_by_id), _missing,
    ),
    Source(
        "missing-step", EventKind.RISK, MissingStep, col(MissingStep.happened_on), col(MissingStep.young_person_id),
        rows_with(MissingStep, MissingStep.recorded_by_id, _OF_STEP),
        _step,
    ),
]  # fmt: skip
