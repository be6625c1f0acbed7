"""The account of one import: counts, problems, notices and changes, as data, as rows and as a spreadsheet file."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Self

from careleavers.domain.dates import long_date
from careleavers.returns.answers import year_end
from careleavers.returns.comparing import Kind, Outcome
from careleavers.returns.findings import Change, Notice, Problem
from careleavers.returns.reading import Files

COLUMNS = ("outcome", "child_id", "file", "row", "column", "value", "says", "remedy", "field", "from", "to")
# A spreadsheet program runs a cell that begins with one of these (OWASP: CSV injection).
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


@dataclass(frozen=True)
class Report:
    """What an import would do, or did. `outcomes` says by child id what came of each young person."""

    as_of: date
    year: int
    applied: bool = False
    files: list[dict[str, Any]] = field(default_factory=list)
    outcomes: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """How many young people came to each outcome, by the outcome's name."""
        found = Counter(self.outcomes.values())
        return {kind.value: found[kind.value] for kind in Kind}

    @property
    def year_words(self) -> str:
        """Which return this was taken for."""
        return f"the return for the year to {long_date(year_end(self.year))}"

    def of(self, kind: str) -> list[str]:
        """The child ids with one outcome, in the order of the files."""
        return [entry for entry, outcome in self.outcomes.items() if outcome == kind]

    def says_the_same(self, other: "Report") -> bool:
        """Whether applying the one is what somebody who looked at the other agreed to."""
        return (self.outcomes, self.problems, self.changes) == (other.outcomes, other.problems, other.changes)

    def as_applied(self) -> "Report":
        """The same report, of an import that was applied."""
        return replace(self, applied=True)

    def as_json(self) -> dict[str, Any]:
        """The report as the command prints it and as it is kept."""
        return {
            "as_of": self.as_of.isoformat(),
            "year": self.year,
            "applied": self.applied,
            "files": self.files,
            **self.counts,
            "people": len(self.outcomes),
            "problems": [problem.as_dict() for problem in self.problems],
            "changes": [change.as_dict() for change in self.changes],
            "notices": [notice.as_dict() for notice in self.notices],
            "outcomes": self.outcomes,
        }

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The report that was kept as JSON."""
        kept = json.loads(text)
        return cls(
            as_of=date.fromisoformat(kept["as_of"]),
            year=kept["year"],
            applied=kept["applied"],
            files=kept["files"],
            outcomes=kept["outcomes"],
            problems=[Problem(**each) for each in kept["problems"]],
            notices=[Notice(**each) for each in kept["notices"]],
            changes=[Change.from_dict(each) for each in kept["changes"]],
        )

    def rows(self) -> Iterator[dict[str, Any]]:
        """Everything as rows of `COLUMNS`, refusals first."""
        for problem in self.problems:
            yield {"outcome": "refused", **problem.as_dict()}
        for notice in self.notices:
            yield {"outcome": "notice", **notice.as_dict()}
        for change in self.changes:
            yield {"outcome": "changed", **change.as_dict()}
        for kind in (Kind.ADDED, Kind.UNCHANGED, Kind.OUT_OF_SCOPE):
            for child_id in self.of(kind):
                yield {"outcome": kind.value, "child_id": child_id}

    def as_csv(self) -> str:
        """The rows as a file for a spreadsheet; nothing in it can be taken for a formula."""
        kept = io.StringIO()
        writer = csv.writer(kept)
        writer.writerow(COLUMNS)
        for row in self.rows():
            writer.writerow([harmless(row.get(column, "")) for column in COLUMNS])
        return kept.getvalue()


def harmless(value: object) -> str:
    """A cell that a spreadsheet program shows and never runs."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text


def draw_up(
    files: Files, outcomes: Iterable[Outcome], strays: list[Problem], notices: list[Notice], as_of: date, year: int
) -> Report:
    """The report on these outcomes, with the problems of rows that belong to nobody."""
    found = list(outcomes)
    return Report(
        as_of=as_of,
        year=year,
        files=[{"file": table.file, "kind": table.kind, "rows": len(table.rows)} for table in files.tables.values()],
        outcomes={outcome.entry.child_id: outcome.kind.value for outcome in found},
        problems=strays + [problem for outcome in found for problem in outcome.problems],
        notices=[*files.notices, *notices, *(notice for outcome in found for notice in outcome.notices)],
        changes=[change for outcome in found for change in outcome.changes],
    )
