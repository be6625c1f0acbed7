"""What a rule is, and the one list of them.

A rule says who is due and when, as a SELECT; it never mentions today. `@rule(...)` files the
function under its number, and the function's docstring is the help shown to people.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy import Select

from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity, SubjectKind

# A number of days, or how to read it from the council's limits.
Days = int | Callable[[Policy], int]
Builder = Callable[[Policy], Select[Any]]

# Every rule about a young person reads who carries the duty, which a manager may have decided.
_ALWAYS_READ = {
    SubjectKind.YOUNG_PERSON: frozenset({"young_person", "category_decision"}),
    SubjectKind.WORKER: frozenset({"worker"}),
    SubjectKind.OFFER: frozenset({"offer"}),
}


def _days(days: Days, policy: Policy) -> int:
    return days if isinstance(days, int) else days(policy)


@dataclass(frozen=True)
class Rule:
    """One rule of the catalogue.

    `select(policy)` gives the columns subject_id, about_id, due_on, since_on, never, every_days, ends_on
    (the first day on which it no longer applies; NULL if none), basis and worse. `several` is true where
    one subject may have more than one row for the same thing: the earliest that stands counts. `after_the_fact` where
    it speaks of something that has gone wrong, so that nothing is foreseen before it has.
    """

    id: str
    title: str
    severity: Severity
    basis: Basis
    source: str
    clears_when: str
    subject: SubjectKind
    reads: frozenset[str]
    select: Builder
    help: str
    limit: str | None
    notice_days: Days
    grace_days: Days
    later: tuple[tuple[Days, Severity], ...]
    raised_severity: Severity | None
    several: bool
    after_the_fact: bool

    def notice(self, policy: Policy) -> int:
        """How many days before the due day the alert is shown."""
        return _days(self.notice_days, policy)

    def grace(self, policy: Policy) -> int:
        """How many days after the due day it counts as late; 0 for what the law requires."""
        return _days(self.grace_days, policy)

    def schedule(self, policy: Policy) -> list[tuple[int, Severity]]:
        """(days late, severity from then on), mildest first."""
        steps = [(max(0, _days(days, policy)), severity) for days, severity in self.later]
        return sorted(steps, key=lambda step: step[1].rank)

    def severity_on(self, due_on: date, as_of: date, worse: bool, policy: Policy) -> Severity:
        """How severe an alert due on one day is on another."""
        found = self.severity
        for days, severity in self.schedule(policy):
            if as_of >= due_on + timedelta(days=days):
                found = severity
        if worse and self.raised_severity is not None and self.raised_severity.rank > found.rank:
            return self.raised_severity
        return found

    def is_late(self, due_on: date, as_of: date, policy: Policy) -> bool:
        """Whether the due day and the grace after it have passed."""
        return as_of > due_on + timedelta(days=self.grace(policy))


_filed: dict[str, Rule] = {}
RULES: Mapping[str, Rule] = MappingProxyType(_filed)


def rule(
    id: str,
    title: str,
    *,
    severity: Severity,
    basis: Basis,
    source: str,
    clears_when: str,
    reads: Iterable[str],
    limit: str | None = None,
    subject: SubjectKind = SubjectKind.YOUNG_PERSON,
    notice_days: Days = 0,
    grace_days: Days = 0,
    later: tuple[tuple[Days, Severity], ...] = (),
    raised_severity: Severity | None = None,
    several: bool = False,
    after_the_fact: bool = False,
) -> Callable[[Builder], Builder]:
    """File a function as a rule. `reads` names the tables it reads besides those every rule reads.

    Raises ValueError for a number already taken or a function without the words that explain it.
    """

    def file(select: Builder) -> Builder:
        if id in _filed:
            raise ValueError(f"{id} is filed already.")
        if not select.__doc__:
            raise ValueError(f"{id} has no docstring: it is the help people read.")
        words = " ".join(select.__doc__.split())
        tables = frozenset(reads) | _ALWAYS_READ[subject]
        _filed[id] = Rule(
            id, title, severity, basis, source, clears_when, subject, tables, select, words, limit,
            notice_days, grace_days, later, raised_severity, several, after_the_fact,
        )  # fmt: skip
        return select

    return file


__all__ = ["RULES", "Days", "Rule", "rule"]
