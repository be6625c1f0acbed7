"""One page of a report: one outcome, one stretch of its rows."""

from dataclasses import dataclass
from typing import Any

from careleavers.returns.comparing import Kind
from careleavers.returns.report import Report

ROWS = 200
NOTICES = "notices"
WORDS = {
    Kind.REFUSED.value: "Refused",
    Kind.CHANGED.value: "Changed",
    Kind.ADDED.value: "Added",
    Kind.UNCHANGED.value: "Unchanged",
    Kind.OUT_OF_SCOPE.value: "Out of scope",
    NOTICES: "Notices",
}


@dataclass(frozen=True)
class ReportPage:
    """The rows shown, of which outcome, and from where the next stretch goes on (None at the end)."""

    show: str
    rows: list[Any]
    child_id: str
    next_after: int | None
    first: bool
    tabs: list[tuple[str, str, int]]

    @property
    def child_ids(self) -> set[str]:
        """The child ids on this page."""
        return {row if isinstance(row, str) else row.child_id for row in self.rows} - {""}

    @property
    def words(self) -> str:
        """The outcome in words."""
        return WORDS[self.show]


def page_of(report: Report, show: str, child_id: str, after: str) -> ReportPage:
    """The rows of one outcome (by default the first that has any), for one young person if asked, from a place on."""
    wanted = child_id.strip().upper()
    rows = {name: _rows(report, name, wanted) for name in WORDS}
    chosen = show if show in WORDS else next((name for name in WORDS if rows[name]), Kind.REFUSED.value)
    start = int(after) if after.isascii() and after.isdigit() and len(after) < 9 else 0
    end = start + ROWS
    return ReportPage(
        show=chosen,
        rows=rows[chosen][start:end],
        child_id=wanted,
        next_after=end if end < len(rows[chosen]) else None,
        first=start == 0,
        tabs=[(name, words, _count(report, name)) for name, words in WORDS.items()],
    )


def _count(report: Report, name: str) -> int:
    """Notices are counted one by one, all else by young people."""
    return len(report.notices) if name == NOTICES else report.counts[name]


def _rows(report: Report, name: str, child_id: str) -> list[Any]:
    found: list[Any]
    if name == Kind.REFUSED:
        found = list(report.problems)
    elif name == Kind.CHANGED:
        found = list(report.changes)
    elif name == NOTICES:
        found = list(report.notices)
    else:
        found = list(report.of(name))
    return [row for row in found if not child_id or child_id == (row if isinstance(row, str) else row.child_id)]
