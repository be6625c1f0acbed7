"""Looked-after periods of the files laid over those on record: what is new, what differs, what cannot be."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from careleavers.domain.dates import DAY
from careleavers.models import LookedAfterPeriod
from careleavers.returns.entries import Entry, Episode
from careleavers.returns.findings import Problem
from careleavers.returns.layouts import CHANGE_OF_PLACEMENT

FIELDS = ("ended_on", "legal_status", "reason_started", "reason_ended", "placement")


@dataclass(frozen=True)
class Span:
    """One period as it would stand after the import; `row` is where the file says so, None for one on record only."""

    started_on: date
    ended_on: date | None
    reason_ended: str
    row: int | None


def spans(entry: Entry, recorded: list[LookedAfterPeriod], deleted: frozenset[date]) -> list[Span]:
    """Every period there would be, oldest first. A blank in the file leaves what is recorded."""
    by_start = {period.started_on: period for period in recorded}
    found = [_laid_over(episode, by_start.get(episode.started_on)) for episode in entry.episodes]
    named = {episode.started_on for episode in entry.episodes}
    found += [
        Span(period.started_on, period.ended_on, period.reason_ended, None)
        for period in recorded
        if period.started_on not in named
    ]
    kept = [span for span in found if span.started_on in by_start or span.started_on not in deleted]
    return sorted(kept, key=lambda span: (span.started_on, span.row or 0))


def _laid_over(episode: Episode, recorded: LookedAfterPeriod | None) -> Span:
    ended, reason = episode.ended_on, episode.reason_ended
    if recorded is not None:
        ended, reason = ended or recorded.ended_on, reason or recorded.reason_ended
    return Span(episode.started_on, ended, reason, episode.row)


def order_problems(spans: list[Span], file: str, child_id: str) -> Iterator[Problem]:
    """Periods that overlap, an open one with another after it, and a mere change of placement that leads nowhere."""
    for before, after in pairwise(spans):
        fault = _fault(before, after)
        if fault:
            span, column, says, remedy = fault
            value = "X1" if column == "REC" else _written(span.started_on)
            yield Problem(file, says, remedy, span.row, column, value, child_id)
    last = spans[-1] if spans else None
    if last and last.row is not None and last.ended_on and last.reason_ended == CHANGE_OF_PLACEMENT:
        says = "says that care went on, but no episode follows."
        yield Problem(file, says, _X1, last.row, "REC", "X1", child_id)


def _fault(before: Span, after: Span) -> tuple[Span, str, str, str] | None:
    """What is wrong between two neighbours, held against the one that the file gives; None when nothing is."""
    span, other = (after, before) if after.row is not None else (before, after)
    if span.row is None:
        return None
    where = f"in row {other.row}" if other.row is not None else "on record"
    neighbour = f"the episode from {_written(other.started_on)} {where}"
    if before.started_on == after.started_on:
        return span, "DECOM", f"starts on the same day as {neighbour}.", "Leave one episode for each first day."
    if before.ended_on is None:
        says = f"overlaps {neighbour}: the earlier of the two has no end."
        return span, "DECOM", says, "Give the earlier one its end, or check both dates."
    if after.started_on < before.ended_on:
        says = f"overlaps {neighbour}."
        return span, "DECOM", says, "Check the dates of both: one ends on the day the next begins."
    leads_nowhere = before.reason_ended == CHANGE_OF_PLACEMENT and after.started_on > before.ended_on + DAY
    if leads_nowhere and before.row is not None:
        says = f"says that care went on, but the next episode begins on {_written(after.started_on)}."
        return before, "REC", says, _X1
    return None


def _written(day: date) -> str:
    return f"{day:%d/%m/%Y}"


_X1 = "Add the episode that followed, or give the reason why care ended."


def differences(episode: Episode, recorded: LookedAfterPeriod) -> dict[str, date | str]:
    """The fields in which the file says something else than the record, blanks passed over."""
    return {name: said for name in FIELDS if (said := getattr(episode, name)) and said != getattr(recorded, name)}
