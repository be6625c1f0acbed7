"""The 903 return of a year: its two files to the letter, the trace of every row, and what is missing."""

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from careleavers.db import policy, today
from careleavers.domain.refusals import Refused
from careleavers.domain.return_years import ReturnYear
from careleavers.exports.lines import FILES, LeftOut, Line, gaps_of, lines_of, written
from careleavers.exports.queries import known
from careleavers.models.base import identity
from careleavers.returns.findings import Problem
from careleavers.returns.layouts import COLUMNS, HEADER, OC3

FIRST_YEAR = 2023  # the codes written here have stood since; 22 to 25 are asked about since then
TRACE = "trace.json"


@dataclass(frozen=True)
class Return903:
    """Everything a return says and rests on."""

    year: ReturnYear
    as_of: date
    lines: list[Line]
    people: list[int]
    left_out: list[LeftOut]

    @property
    def gaps(self) -> list[Problem]:
        """What cannot be written as it should be."""
        return list(gaps_of(self.lines))

    def files(self) -> dict[str, bytes]:
        """The files by name: the two of the return, and the trace, which is for the council alone."""
        return {
            FILES[HEADER]: _as_csv(COLUMNS[HEADER], (line.header for line in self.lines)),
            FILES[OC3]: _as_csv(COLUMNS[OC3], (line.oc3 for line in self.lines)),
            TRACE: json.dumps(self.as_json(), indent=2, ensure_ascii=False).encode(),
        }

    def as_json(self) -> dict[str, Any]:
        """The return with the sources of each row, the gaps, and who was left out and why."""
        return {
            "year": self.year.year,
            "as_of": self.as_of.isoformat(),
            "people": len(self.lines),
            "gaps": [gap.as_dict() for gap in self.gaps],
            "rows": [_traced(line) for line in self.lines],
            "left_out": [{"child_id": each.child_id, "why": each.why} for each in self.left_out],
        }

    def as_words(self) -> str:
        """For a person at a terminal."""
        count = len(self.lines)
        people = "1 care leaver" if count == 1 else f"{count:,} care leavers"
        words = [f"{people} in the return for the year to {self.year.last.day} March {self.year.year}."]
        words += [f"{g.file}, child id {g.child_id}, {g.column}: {g.value!r} {g.says} {g.remedy}" for g in self.gaps]
        words.append(f"{len(self.left_out):,} more have a birthday in the year and do not belong in the return:")
        words += [f"  child id {each.child_id}: {each.why}" for each in self.left_out]
        return "\n".join(words if self.left_out else words[:-1])


def draw_up(session: Session, year: int) -> Return903:
    """The return of a year as the record stands. Raises Refused for a year that cannot be asked for."""
    as_of = today(session)
    latest = ReturnYear.of(as_of).year
    if not FIRST_YEAR <= year <= latest:
        raise Refused("year", f"The year must be {FIRST_YEAR} to {latest}: the one in which the return ends")
    asked = ReturnYear(year)
    lines, left_out = lines_of(known(session, asked), asked, policy(session), as_of)
    return Return903(asked, as_of, lines, [identity(line.known.person) for line in lines], left_out)


def _as_csv(columns: tuple[str, ...], rows: Iterable[dict[str, str]]) -> bytes:
    kept = io.StringIO()
    writer = csv.DictWriter(kept, columns, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return kept.getvalue().encode()


def _traced(line: Line) -> dict[str, Any]:
    asked = line.known.birthday
    return {
        **line.header,
        **line.oc3,
        "birthday": written(asked.on),
        "age": asked.age,
        "as_on": line.answers.as_on.isoformat(),
        "sources": [asdict(source) | {"on": source.on.isoformat()} for source in line.sources],
    }


__all__ = ["Return903", "draw_up"]
