"""From rows to entries: each row is read, and every reason to refuse it is said at its place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from careleavers.domain.terms import Answer
from careleavers.returns import cells, layouts
from careleavers.returns.cells import BadCell
from careleavers.returns.entries import Answers, Entry, Episode
from careleavers.returns.findings import Notice, Problem, shown
from careleavers.returns.layouts import EPISODES, HEADER, OC3
from careleavers.returns.reading import Files, Row, Table

T = TypeVar("T")
NOTHING_OLD: Mapping[str, str] = {}
_APPRENTICESHIP = (
    "It is read as {}, training or employment; whether it was an apprenticeship ({}) cannot be told from it."
)
REWRITTEN = {"F3": _APPRENTICESHIP.format("F5", "F4"), "P3": _APPRENTICESHIP.format("P5", "P4")}


@dataclass(frozen=True)
class Gathered:
    """The entries by child id, and the problems of rows that belong to nobody."""

    entries: dict[str, Entry]
    strays: list[Problem]
    notices: list[Notice]


def gather(files: Files, as_of: date) -> Gathered:
    """Every entry of the three files, judged by the files alone. No day after `as_of` may stand in them."""
    return _Gathering(files, as_of).run()


class _Cells:
    """The cells of one row of one entry: read, or refused with their place."""

    def __init__(self, table: Table, row: Row, entry: Entry) -> None:
        self.table, self.row, self.entry, self.number = table, row, entry, row.number

    def text(self, column: str) -> str:
        return self.row.text(column)

    def refuse(self, column: str, says: str, remedy: str) -> None:
        value, owner = shown(self.row.cells[column]), self.entry.child_id
        self.entry.problems.append(Problem(self.table.file, says, remedy, self.number, column, value, owner))

    def notice(self, column: str, says: str, remedy: str) -> None:
        value, owner = shown(self.row.cells[column]), self.entry.child_id
        self.entry.notices.append(Notice(self.table.file, says, remedy, self.number, column, value, owner))

    def read(self, column: str, reader: Callable[[str], T]) -> T | None:
        """What a reader makes of the cell; None, and a problem, where it makes nothing of it."""
        try:
            return reader(self.text(column))
        except BadCell as bad:
            self.refuse(column, bad.says, bad.remedy)
            return None

    def code(
        self,
        column: str,
        allowed: Iterable[str],
        what: str,
        old: Mapping[str, str] = NOTHING_OLD,
        blank: bool = False,
    ) -> str | None:
        """A code, an older year's one rewritten with a notice; None for an allowed blank, or a problem."""
        text = self.text(column)
        if blank and not text:
            return None
        modern = old.get(text, text)
        if modern != text:
            remedy = REWRITTEN.get(text, f"It is read as {modern}.")
            self.notice(column, "is not a code of this year's return.", remedy)
        return self.read(column, lambda _text: cells.code(modern, allowed, what))


class _Gathering:
    def __init__(self, files: Files, as_of: date) -> None:
        self.files, self.as_of = files, as_of
        self.entries: dict[str, Entry] = {}
        self.strays: list[Problem] = []
        self.old_sexes = 0

    def run(self) -> Gathered:
        readers = [(HEADER, self._header), (OC3, self._oc3), (EPISODES, self._episode)]
        for kind, read in readers:
            table = self.files.tables[kind]
            for row in table.rows:
                if row.fault is None:
                    self._sound(table, row, read)
        for kind, _ in readers:
            for row in self.files.tables[kind].rows:
                if row.fault is not None:
                    self._broken(self.files.tables[kind], row)
        for entry in self.entries.values():
            self._whole(entry)
        return Gathered(self.entries, self.strays, self._old_sexes())

    def _old_sexes(self) -> list[Notice]:
        if not self.old_sexes:
            return []
        says = f"has 1 or 2 in {self.old_sexes:,} rows, as years before 2024/25 wrote it."
        return [Notice(self.files.tables[HEADER].file, says, "1 is read as M and 2 as F.", None, "SEX")]

    def _sound(self, table: Table, row: Row, read: Callable[[_Cells], None]) -> None:
        try:
            number = cells.child_id(row.text("CHILD"))
        except BadCell as bad:
            value = shown(row.cells["CHILD"])
            self.strays.append(Problem(table.file, bad.says, bad.remedy, row.number, "CHILD", value))
            return
        entry = self.entries.setdefault(number, Entry(number))
        read(_Cells(table, row, entry))

    def _broken(self, table: Table, row: Row) -> None:
        """A row that cannot be read is held against everybody it might be about."""
        column, value, says, remedy = row.fault or ("", "", "", "")
        owners = sorted(row.mentions & self.entries.keys())
        for owner in owners:
            self.entries[owner].problems.append(Problem(table.file, says, remedy, row.number, column, value, owner))
        if not owners:
            self.strays.append(Problem(table.file, says, remedy, row.number, column, value))

    def _header(self, row: _Cells) -> None:
        entry, first = row.entry, row.entry.header_row
        born = row.read("DOB", partial(cells.birth, as_of=self.as_of))
        if born:
            entry.births.add(born)
        if first is not None:
            says = f"stands more than once in Header (first in row {first})."
            row.refuse("CHILD", says, "Leave one row for each young person.")
            return
        entry.header_row, entry.born_on = row.number, born
        old_sex = layouts.OLD_SEXES.get(row.text("SEX"))
        self.old_sexes += old_sex is not None
        sex = old_sex or row.code("SEX", layouts.SEXES, "a sex", blank=True)
        ethnicity = row.code("ETHNIC", layouts.ETHNICITIES, "an ethnicity code", blank=True)
        mother = row.code("MOTHER", layouts.MOTHER_CODES, "0 or 1", layouts.DECIMAL_MOTHER, blank=True)
        entry.sex = layouts.SEXES.get(sex or "")
        entry.ethnicity = layouts.ETHNICITIES.get(ethnicity or "")
        entry.parent = {"1": Answer.YES, "0": Answer.NO}.get(mother or "")
        entry.upn = row.read("UPN", cells.upn)
        born_to = row.read("MC_DOB", self._day) if row.text("MC_DOB") else None
        if born_to and born and born_to <= born:
            row.refuse("MC_DOB", "is not after the mother's own birth.", "Check both dates of birth.")
            born_to = None
        entry.first_child_born_on = born_to

    def _oc3(self, row: _Cells) -> None:
        entry, first = row.entry, row.entry.oc3_row
        born = row.read("DOB", partial(cells.birth, as_of=self.as_of))
        if born:
            entry.births.add(born)
            if entry.born_on and born != entry.born_on:
                says = f"is not the date of birth in Header ({entry.born_on:%d/%m/%Y})."
                row.refuse("DOB", says, "Give the same date in both files.")
        if first is not None:
            says = f"stands more than once in OC3 (first in row {first})."
            row.refuse("CHILD", says, "Leave one row for each young person.")
            return
        entry.oc3_row = row.number
        in_touch = row.code("IN_TOUCH", layouts.IN_TOUCH_CODES, "an in-touch code")
        activity = row.code("ACTIV", layouts.ACTIVITY_CODES, "an activity code", layouts.OLD_ACTIVITY)
        accommodation = row.read("ACCOM", cells.accommodation)
        if in_touch and activity and accommodation:
            entry.answers = Answers(row.number, in_touch, activity, accommodation)

    def _episode(self, row: _Cells) -> None:
        entry = row.entry
        started, ended = row.read("DECOM", self._day), None
        if row.text("DEC"):
            ended = row.read("DEC", self._day)
        status = row.code("LS", layouts.LEGAL_STATUS_CODES, "a legal status")
        reason = row.code("RNE", layouts.REASON_STARTED_CODES, "a reason for a new episode")
        left = row.code("REC", layouts.REASON_ENDED_CODES, "a reason for ceasing", blank=True)
        placement = row.read("PLACE", cells.placement)
        if row.text("DEC") and not row.text("REC"):
            remedy = "Give the reason why it ended, or take DEC out."
            row.refuse("REC", "is blank although the episode ended.", remedy)
        if row.text("REC") and not row.text("DEC"):
            says = f"is blank although a reason for ceasing ({shown(row.text('REC'))}) is given."
            row.refuse("DEC", says, "Give the day it ended, or take REC out.")
        if started and ended and ended < started:
            row.refuse("DEC", f"is before the episode began ({started:%d/%m/%Y}).", "Check both dates.")
        if started and entry.born_on and started < entry.born_on:
            says = f"is before the date of birth ({entry.born_on:%d/%m/%Y})."
            row.refuse("DECOM", says, "Check both dates.")
        if started and status and reason:
            more = (status, reason, left or "", placement or "")
            entry.episodes.append(Episode(row.number, started, ended, *more))

    def _whole(self, entry: Entry) -> None:
        """What can only be said once every file has been read."""
        entry.episodes.sort(key=lambda episode: (episode.started_on, episode.row))
        if entry.header_row is None:
            place = EPISODES if entry.oc3_row is None else OC3
            first = next((e.row for e in entry.episodes), None) if entry.oc3_row is None else entry.oc3_row
            entry.problems.append(
                Problem(
                    self.files.tables[place].file, "is not in Header.",
                    "Add this young person to Header: date of birth and sex stand nowhere else.",
                    first, "CHILD", entry.child_id, entry.child_id,
                )
            )  # fmt: skip

    def _day(self, text: str) -> date:
        if not text:
            raise BadCell("is blank.", "Give the day as dd/mm/yyyy.")
        return cells.day(text, self.as_of)
