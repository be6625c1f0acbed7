"""What an import has to say: problems, notices and changes, each in words that name the remedy."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

MOST_SHOWN = 60


@dataclass(frozen=True)
class Problem:
    """A refusal: where (file, row as a spreadsheet counts, column), the value, why, and what to do."""

    file: str
    says: str
    remedy: str
    row: int | None = None
    column: str = ""
    value: str = ""
    child_id: str = ""

    @property
    def place(self) -> str:
        """`oc3.csv, row 12, ACCOM`."""
        parts = [self.file, f"row {self.row}" if self.row is not None else "", self.column]
        return ", ".join(part for part in parts if part)

    @property
    def sentence(self) -> str:
        """Place, reason and remedy in one line."""
        return ": ".join(part for part in (self.place, f"{self.says} {self.remedy}".strip()) if part)

    def as_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


@dataclass(frozen=True)
class Notice(Problem):
    """Something read otherwise than it stands, or left as recorded. Nothing is refused for it."""


@dataclass(frozen=True)
class Change:
    """One recorded field that the files would change; both values as text, "" for nothing."""

    child_id: str
    field: str
    before: str
    after: str

    def as_dict(self) -> dict[str, str]:
        """For JSON, under the names `from` and `to`."""
        return {"child_id": self.child_id, "field": self.field, "from": self.before, "to": self.after}

    @classmethod
    def from_dict(cls, kept: Mapping[str, str]) -> Self:
        """The change that `as_dict` was made from."""
        return cls(kept["child_id"], kept["field"], kept["from"], kept["to"])


class ImportRefused(ValueError):
    """The files as a whole cannot be read; nothing was looked at further and nothing was saved."""

    def __init__(self, problems: Iterable[Problem], kind: str = "") -> None:
        """Keep every reason, so that all can be put right at once; `kind` is the table concerned."""
        self.problems = list(problems)
        self.kind = kind
        super().__init__("\n".join(problem.sentence for problem in self.problems))


def shown(value: str) -> str:
    """A value fit for a report: what cannot be seen is written as its code, what is long is cut."""
    clean = "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in value)
    return clean if len(clean) <= MOST_SHOWN else f"{clean[:MOST_SHOWN]}…"
