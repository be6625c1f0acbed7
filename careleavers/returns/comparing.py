"""What an import means for each young person: set against the record, without writing anything.

A blank in the files never erases; what a person here changed since is never undone; names and whatever
else the return does not carry are never touched.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from careleavers.domain.policy import Policy
from careleavers.domain.terms import Answer, Closure
from careleavers.models import LookedAfterPeriod
from careleavers.returns import answers, closures, episodes
from careleavers.returns.closures import Closing
from careleavers.returns.entries import Entry, Episode
from careleavers.returns.findings import Change, Notice, Problem
from careleavers.returns.layouts import EPISODES, HEADER, OC3
from careleavers.returns.queries import Recorded


class Kind(StrEnum):
    """What comes of one young person."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"
    OUT_OF_SCOPE = "out_of_scope"


@dataclass
class Outcome:
    """What is to be written about one young person, and what to say of it."""

    entry: Entry
    kind: Kind = Kind.UNCHANGED
    recorded: Recorded | None = None
    identity: dict[str, Any] = field(default_factory=dict)
    new_periods: list[Episode] = field(default_factory=list)
    period_changes: list[tuple[LookedAfterPeriod, dict[str, Any]]] = field(default_factory=list)
    answer_changes: dict[str, str] = field(default_factory=dict)
    closing: Closing | None = None
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    def refuse(self, problems: list[Problem]) -> None:
        """Nothing of this young person's may be written."""
        self.kind, self.problems, self.changes = Kind.REFUSED, problems, []

    def note(self, field_name: str, before: object, after: object) -> None:
        """Report one change."""
        self.changes.append(Change(self.entry.child_id, field_name, written(before), written(after)))


def written(value: object) -> str:
    """A value as a report shows it: dates in ISO form, nothing as ""."""
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


@dataclass(frozen=True)
class Ground:
    """On what an import is judged: the day, the return's year, the council's limits, the files' names."""

    as_of: date
    year: int
    policy: Policy
    files: Mapping[str, str]


def compare(entry: Entry, recorded: Recorded | None, ground: Ground) -> Outcome:
    """What this entry means for the record as it stands."""
    outcome = Outcome(entry, recorded=recorded)
    if entry.out_of_scope(ground.as_of, ground.policy):
        outcome.kind = Kind.OUT_OF_SCOPE
        return outcome
    deleted = frozenset(recorded.deleted) if recorded else frozenset()
    spans = episodes.spans(entry, recorded.periods if recorded else [], deleted)
    last_year = recorded.answers.get(ground.year - 1) if recorded else None
    leap_day = ground.policy.leap_day_birthday
    problems = [
        *entry.problems,
        *episodes.order_problems(spans, ground.files[EPISODES], entry.child_id),
        *answers.judge(entry, ground.year, ground.files[OC3], last_year.in_touch if last_year else None, leap_day),
    ]
    if problems:
        outcome.refuse(problems)
        return outcome
    outcome.notices.extend(entry.notices)
    _set_identity(outcome, ground)
    _set_periods(outcome, ground)
    _set_answers(outcome, ground.year)
    _set_closing(outcome, spans, ground)
    if recorded is None:
        outcome.kind, outcome.changes = Kind.ADDED, []
    elif outcome.changes:
        outcome.kind = Kind.CHANGED
    return outcome


def _said(entry: Entry) -> Iterator[tuple[str, Any]]:
    """The identity fields that the files give, blanks left out."""
    for name in ("born_on", "sex", "ethnicity", "upn", "parent", "first_child_born_on"):
        value = getattr(entry, name)
        if value is not None:
            yield name, value


def _set_identity(outcome: Outcome, ground: Ground) -> None:
    recorded = outcome.recorded
    for name, value in _said(outcome.entry):
        before = getattr(recorded.person, name) if recorded else None
        # A parent stays one: the return's 0 is older than what a worker was told, and says nothing of fathers.
        if before == value or (name == "parent" and before is Answer.YES):
            continue
        if recorded and before is not None and recorded.is_by_hand(recorded.person, name):
            outcome.notices.append(_kept(outcome.entry, ground, name, before, value))
            continue
        outcome.identity[name] = value
        outcome.note(name, before, value)


_COLUMNS = {
    "born_on": "DOB", "sex": "SEX", "ethnicity": "ETHNIC", "upn": "UPN", "parent": "MOTHER",
    "first_child_born_on": "MC_DOB",
}  # fmt: skip


def _kept(entry: Entry, ground: Ground, name: str, before: object, value: object) -> Notice:
    says = f"differs from what somebody recorded here since ({written(before)}). The record was left as it is."
    remedy = "Correct the record or the return, whichever is wrong."
    file, column = ground.files[HEADER], _COLUMNS[name]
    return Notice(file, says, remedy, entry.header_row, column, written(value), entry.child_id)


def _set_periods(outcome: Outcome, ground: Ground) -> None:
    recorded = outcome.recorded
    by_start = {period.started_on: period for period in recorded.periods} if recorded else {}
    for episode in outcome.entry.episodes:
        place = f"looked after from {written(episode.started_on)}"
        period = by_start.get(episode.started_on)
        if period is None and recorded and episode.started_on in recorded.deleted:
            says = "is the start of an episode that somebody took out of the record here. It was left out."
            start, owner = written(episode.started_on), outcome.entry.child_id
            remedy = "Add it by hand if it is right."
            outcome.notices.append(Notice(ground.files[EPISODES], says, remedy, episode.row, "DECOM", start, owner))
        elif period is None:
            outcome.new_periods.append(episode)
            outcome.note(place, "", f"{written(episode.ended_on) or 'goes on'} {episode.legal_status}")
        elif differing := _unheld(outcome, ground, episode, period):
            outcome.period_changes.append((period, differing))
            for name, value in differing.items():
                outcome.note(f"{place}: {name}", getattr(period, name), value)


def _unheld(outcome: Outcome, ground: Ground, episode: Episode, period: LookedAfterPeriod) -> dict[str, date | str]:
    """What differs, without what somebody here changed since, which is mentioned instead."""
    differing = episodes.differences(episode, period)
    for name in list(differing):
        if outcome.recorded and outcome.recorded.is_by_hand(period, name):
            says = f"differs in {name} from what somebody recorded here since. The record was left as it is."
            remedy = "Correct the record or the return, whichever is wrong."
            kept, owner = written(differing.pop(name)), outcome.entry.child_id
            outcome.notices.append(Notice(ground.files[EPISODES], says, remedy, episode.row, "", kept, owner))
    return differing


def _set_answers(outcome: Outcome, year: int) -> None:
    said = outcome.entry.answers
    if said is None:
        return
    stored = outcome.recorded.answers.get(year) if outcome.recorded else None
    for name in ("in_touch", "activity", "accommodation"):
        before, after = getattr(stored, name, ""), getattr(said, name)
        if before != after:
            outcome.answer_changes[name] = after
            outcome.note(f"OC3 {year}: {name}", before, after)


def _set_closing(outcome: Outcome, spans: list[episodes.Span], ground: Ground) -> None:
    wanted = closures.wanted(outcome.entry, outcome.recorded, spans, ground.year, ground.as_of)
    current = closures.current(outcome.recorded)
    if wanted.closure is current.closure:
        return
    if outcome.recorded and not closures.may_change(outcome.recorded, current):
        if wanted.closure is not None:
            file, row = ground.files[HEADER], outcome.entry.header_row
            says = f"has ended by the files ({wanted.closure.label.lower()}); somebody here recorded otherwise."
            remedy = "The record was left as it is: close it by hand if it should be."
            owner = outcome.entry.child_id
            outcome.notices.append(Notice(file, says, remedy, row, "CHILD", owner, owner))
        return
    outcome.closing = wanted
    outcome.note("closure", _label(current.closure), _label(wanted.closure))


def _label(closure: Closure | None) -> str:
    return closure.value if closure else ""
