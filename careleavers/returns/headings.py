"""Which of the return's tables a heading line belongs to, or what is nearly right about it."""

import difflib
from dataclasses import dataclass

from careleavers.returns.findings import ImportRefused, Problem, shown
from careleavers.returns.layouts import COLUMNS, OTHER_TABLES

_ALIKE = 0.5  # share of headings in common from which a file is taken for a misspelt table


@dataclass(frozen=True)
class Layout:
    """A recognised heading line: the table's name, where each column stands, and how many cells a row has."""

    kind: str
    index: dict[str, int]
    width: int

    def heading(self, index: int) -> str:
        """The column at a place, "" under an empty heading."""
        return next((name for name, at in self.index.items() if at == index), "")


def recognise(file: str, headings: list[str]) -> Layout:
    """The table with exactly these columns, in any order and either case, empty ones at the end apart.

    Raises ImportRefused naming the columns that are missing, doubled or misspelt.
    """
    names = [heading.upper() for heading in headings]
    width = len(names)
    while names and not names[-1]:
        names.pop()
    doubled = sorted({shown(name) for name in names if name and names.count(name) > 1})
    if doubled:
        says = f"has the heading {doubled[0]} more than once."
        remedy = "Take one of the two columns out."
        raise ImportRefused([Problem(file, says, remedy, 1, doubled[0], doubled[0])])
    found = frozenset(names)
    for kind, columns in {**{k: frozenset(c) for k, c in COLUMNS.items()}, **OTHER_TABLES}.items():
        if columns == found:
            return Layout(kind, {name: index for index, name in enumerate(names)}, width)
    raise _nearest(file, names)


def _nearest(file: str, names: list[str]) -> ImportRefused:
    found = set(names)
    likeness = {
        kind: len(found & set(columns)) / len(found | set(columns))
        for kind, columns in {**COLUMNS, **{k: tuple(sorted(c)) for k, c in OTHER_TABLES.items()}}.items()
    }
    kind = max(likeness, key=lambda each: likeness[each])
    if likeness[kind] < _ALIKE:
        return ImportRefused([_unknown(file, names)], "none")
    columns = COLUMNS.get(kind) or tuple(sorted(OTHER_TABLES[kind]))
    missing = [column for column in columns if column not in found]
    problems = []
    for extra in (name for name in names if name not in columns):
        near = difflib.get_close_matches(extra, missing, n=1, cutoff=0.5)
        says = f"has a heading that {kind} does not have."
        remedy = f"Did you mean {near[0]}?" if near else "Take this column out."
        if near:
            missing.remove(near[0])
        problems.append(Problem(file, says, remedy, 1, shown(extra), shown(extra)))
    for column in missing:
        says, remedy = f"lacks the column {column} of {kind}.", "Add it; its cells may be blank."
        problems.append(Problem(file, says, remedy, 1, column))
    return ImportRefused(problems, kind)


def _unknown(file: str, names: list[str]) -> Problem:
    line = ",".join(names)
    if len(names) == 1 and any(mark in line for mark in ";\t|"):
        says, remedy = "is not separated by commas.", "Save it as “CSV UTF-8 (comma delimited)”."
    else:
        says = "does not have the headings of any table of the 903 return."
        lines = " or ".join(",".join(columns) for columns in COLUMNS.values())
        remedy = f"The first line must be exactly: {lines}."
    return Problem(file, says, remedy, 1, value=shown(line))
