"""From files as councils have them to rows of cells. Nothing is judged here but whether it can be read.

A file is known by its set of columns, whatever it is called and in whatever order they stand.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from careleavers.returns.findings import ImportRefused, Notice, Problem, shown
from careleavers.returns.headings import Layout, recognise
from careleavers.returns.layouts import CHILD_ID, COLUMNS, MOST_CELL, USED

MOST_BYTES = 25 * 1024 * 1024
MOST_ROWS = 150_000
MOST_FILES = 40
UNKNOWN = ""
Fault = tuple[str, str, str, str]  # column, value, what is wrong, what to do
_SAVE = "Save it again as “CSV UTF-8 (comma delimited)”."
_SIGNATURES = [
    (b"PK\x03\x04", "is a spreadsheet workbook.", _SAVE),
    (b"\xd0\xcf\x11\xe0", "is an old spreadsheet workbook.", _SAVE),
    (b"\xff\xfe", "is written in UTF-16.", _SAVE),
    (b"\xfe\xff", "is written in UTF-16.", _SAVE),
    (b"<?xml", "is XML.", "Export the return as CSV files."),
]


@dataclass(frozen=True)
class Row:
    """One row by column, with its number as a spreadsheet shows it; `fault` says why it cannot be read."""

    number: int
    cells: dict[str, str]
    fault: Fault | None = None

    @property
    def mentions(self) -> frozenset[str]:
        """Everything in the row that could be a child id."""
        return frozenset(self.text(column) for column in self.cells)

    def text(self, column: str) -> str:
        """A cell in capitals, as codes may stand in either case; other alphabets are left to be refused."""
        cell = self.cells[column]
        return cell.upper() if cell.isascii() else cell


@dataclass(frozen=True)
class Table:
    """One recognised file: which of the 903's tables it is, and its rows."""

    kind: str
    file: str
    rows: list[Row]


@dataclass(frozen=True)
class Files:
    """Everything that was read: Header, Episodes and OC3 by name, and what to mention about the rest."""

    tables: dict[str, Table]
    notices: list[Notice] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        """For keeping as JSON until the import is applied."""
        return {
            "tables": [
                [table.kind, table.file, [[row.number, row.cells, row.fault] for row in table.rows]]
                for table in self.tables.values()
            ],
            "notices": [notice.as_dict() for notice in self.notices],
        }

    @classmethod
    def from_dict(cls, kept: dict[str, Any]) -> Self:
        """The files that `as_dict` was made from."""
        tables = {
            kind: Table(kind, file, [Row(n, cells, fault and tuple(fault)) for n, cells, fault in rows])
            for kind, file, rows in kept["tables"]
        }
        return cls(tables, [Notice(**notice) for notice in kept["notices"]])


def read_folder(path: Path | str) -> Files:
    """The return in a folder; what lies deeper is not read. Raises ImportRefused naming the remedy."""
    folder = Path(path)
    if not folder.is_dir():
        remedy = "Give the folder that holds the files."
        raise ImportRefused([Problem(shown(str(path)), "is not a folder.", remedy)])
    found = sorted(each for each in folder.iterdir() if each.is_file() and not each.name.startswith("."))
    return read_files(_contents(found))


def _contents(found: list[Path]) -> Iterator[tuple[str, bytes]]:
    for each in found:
        try:
            with each.open("rb") as opened:
                yield each.name, opened.read(MOST_BYTES + 1)
        except OSError as problem:
            says = f"cannot be opened ({problem.strerror})."
            raise ImportRefused([Problem(shown(each.name), says, "Check who may read it.")]) from problem


def read_files(contents: Iterable[tuple[str, bytes]]) -> Files:
    """The return in these files (name, content). Raises ImportRefused with every reason there is."""
    tables: dict[str, Table] = {}
    notices: list[Notice] = []
    problems: list[Problem] = []
    seen: set[str] = set()
    for count, (given_name, content) in enumerate(contents, start=1):
        name = shown(given_name)
        if count > MOST_FILES:
            says = f"is one of more than {MOST_FILES} files."
            problems.append(Problem(name, says, "Give the return's own files."))
            break
        try:
            found = _read(name, content, tables)
        except ImportRefused as refused:
            problems.extend(refused.problems)
            seen.add(refused.kind)
            continue
        if isinstance(found, Notice):
            notices.append(found)
        else:
            tables[found.kind] = found
    # A file whose headings could not be read may be the very one that seems to be missing.
    if UNKNOWN not in seen:
        problems.extend(_missing(kind) for kind in COLUMNS if kind not in tables and kind not in seen)
    if problems:
        raise ImportRefused(problems)
    return Files(tables, notices)


def _missing(kind: str) -> Problem:
    says = f"No file holds {kind}."
    columns = ", ".join(COLUMNS[kind])
    remedy = f"Add a file with the columns {columns}; the heading line alone will do if it has no rows."
    return Problem("", says, remedy)


def _read(name: str, content: bytes, tables: dict[str, Table]) -> Table | Notice:
    """The table in one file, or a notice for a file that is none of the three; raises ImportRefused."""
    try:
        rows = _rows(name, _decoded(name, content))
        layout = recognise(name, next((cells for _, cells in rows if any(cells)), []))
    except ImportRefused:
        if name.lower().endswith(".csv"):
            raise
        return Notice(name, "is not a file of the return.", "It was not read.")
    if layout.kind not in COLUMNS:
        says = f"is the table {layout.kind}."
        return Notice(name, says, "This import reads Header, Episodes and OC3 only.")
    if layout.kind in tables:
        says = f"is a second {layout.kind} beside {tables[layout.kind].file}."
        raise ImportRefused([Problem(name, says, "Give only one of them.")], layout.kind)
    try:
        return Table(layout.kind, name, [_row(number, cells, layout) for number, cells in rows if any(cells)])
    except ImportRefused as refused:
        raise ImportRefused(refused.problems, layout.kind) from refused


def _decoded(name: str, content: bytes) -> str:
    if len(content) > MOST_BYTES:
        says = f"is larger than {MOST_BYTES // 1024 // 1024} MB."
        raise ImportRefused([Problem(name, says, "Give one year's return at a time.")])
    if not content.strip():
        raise ImportRefused([Problem(name, "is empty.", "Export it again.")])
    for signature, says, remedy in _SIGNATURES:
        if content.startswith(signature):
            raise ImportRefused([Problem(name, says, remedy)])
    if b"\x00" in content:
        row = content.count(b"\n", 0, content.index(b"\x00")) + 1
        raise ImportRefused([Problem(name, "has an empty (NUL) character in it.", _SAVE, row)])
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        row = content.count(b"\n", 0, problem.start) + 1
        value = content[problem.start : problem.start + 4].hex(" ")
        says = "has a character that is not UTF-8."
        raise ImportRefused([Problem(name, says, _SAVE, row, value=value)]) from problem


def _rows(name: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """Each row with its number, the heading being row 1; cells without the spaces round them."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if number > MOST_ROWS + 1:
                says = f"has more than {MOST_ROWS:,} rows."
                raise ImportRefused([Problem(name, says, "Give one year's return at a time.")])
            if any("\n" in cell or "\r" in cell for cell in cells):
                # Whole rows may have vanished into one cell, so nothing after it can be trusted.
                raise ImportRefused([_open_quote(name, number)])
            yield number, [cell.strip() for cell in cells]
    except csv.Error as problem:
        if "unexpected end" in str(problem):
            raise ImportRefused([_open_quote(name, number + 1)]) from problem
        says = "cannot be read as comma-separated values."
        remedy = "Look for a stray quotation mark in this row, or a cell of many pages."
        raise ImportRefused([Problem(name, says, remedy, number + 1)]) from problem


def _open_quote(name: str, number: int) -> Problem:
    return Problem(
        name, "has a quotation mark that is not closed in the same row, so the rows after it run into one.",
        "Take the quotation mark out, or close it.", number, value='"',
    )  # fmt: skip


def _row(number: int, cells: list[str], layout: Layout) -> Row:
    """The cells that are used; or, for a row that cannot be read, whose it may be and the fault."""
    fault = _fault(cells, layout)
    if fault:
        perhaps = {str(index): each for index, each in enumerate(cells) if CHILD_ID.fullmatch(each)}
        return Row(number, perhaps, fault)
    return Row(number, {column: cells[layout.index[column]] for column in USED[layout.kind]})


def _fault(cells: list[str], layout: Layout) -> Fault | None:
    if len(cells) != layout.width:
        says = f"has {len(cells)} cells where the heading has {layout.width}."
        remedy = "Look for a comma too many or too few, or a cell with a comma that needs quotation marks."
        return "", f"{len(cells)} cells", says, remedy
    line = "".join(cells)
    if line.isprintable() and len(line) <= MOST_CELL and layout.width == len(layout.index):
        return None
    for index, cell in enumerate(cells):
        column = layout.heading(index)
        value = shown(cell) if column in USED[layout.kind] else ""  # postcodes stay out of reports
        if len(cell) > MOST_CELL:
            return column, value, f"is longer than {MOST_CELL} characters.", "Shorten it."
        if not cell.isprintable():
            says = "has a hidden or control character in it."
            return column, value, says, "Delete the cell and type it again."
        if not column and cell:
            return column, value, "stands under a heading that is empty.", "Delete it or give it a heading."
    return None
