"""One care leaver's two lines of the return, Header and OC3, with their sources and their gaps."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from careleavers.domain.policy import Policy
from careleavers.domain.return_years import ReturnYear
from careleavers.domain.spells import in_touch_problems
from careleavers.domain.terms import Answer, Ethnicity, InTouch, Sex
from careleavers.exports.answers import Answers, Source, answers_of
from careleavers.exports.population import why_left_out
from careleavers.exports.queries import Known
from careleavers.returns.findings import Problem
from careleavers.returns.layouts import CHILD_ID, HEADER, OC3

FILES = {HEADER: "header.csv", OC3: "oc3.csv"}
_UNSAID = {
    "ACTIV": ("has nothing recorded around the day asked about.", "Record what they did then: work, study or neither."),
    "ACCOM": ("has no home, or none that was judged, around the day asked about.",
              "Record where they lived then and whether it was suitable."),
}  # fmt: skip


@dataclass
class Line:
    """One young person in the return."""

    known: Known
    year: ReturnYear
    answers: Answers
    header: dict[str, str]
    oc3: dict[str, str]
    sources: list[Source] = field(default_factory=list)
    gaps: list[Problem] = field(default_factory=list)

    @property
    def child_id(self) -> str:
        """The number in both files."""
        return self.header["CHILD"]

    def gap(self, table: str, column: str, says: str, remedy: str) -> None:
        """Say that a cell cannot be written as it should be."""
        value = (self.header if table == HEADER else self.oc3)[column]
        self.gaps.append(Problem(FILES[table], says, remedy, None, column, value, self.child_id))


@dataclass(frozen=True)
class LeftOut:
    """Somebody with a birthday in the year who does not belong in the return."""

    child_id: str
    why: str


def lines_of(
    everybody: Iterable[Known], year: ReturnYear, policy: Policy, as_of: date
) -> tuple[list[Line], list[LeftOut]]:
    """The lines of all who belong in the return, and those who do not with the reason, each by child id."""
    lines, left_out = [], []
    for known in everybody:
        why = why_left_out(known, year, policy)
        if why:
            left_out.append(LeftOut(known.person.child_id, why))
        else:
            lines.append(line_of(known, year, as_of))
    _same_upn(lines)
    return lines, left_out


def line_of(known: Known, year: ReturnYear, as_of: date) -> Line:
    """The line of one young person, judged by the rules that read it."""
    person, said = known.person, answers_of(known, year, as_of)
    header = {"CHILD": person.child_id, "DOB": written(person.born_on), **_identity(known, year)}
    oc3 = {
        "CHILD": person.child_id, "DOB": written(person.born_on), "IN_TOUCH": said.in_touch, "ACTIV": said.activity,
        "ACCOM": said.accommodation,
    }  # fmt: skip
    line = Line(known, year, said, header, oc3, list(said.sources))
    line.sources += [
        Source(column, "record", person.public_id, person.added_on, "identity")
        for column in ("SEX", "DOB", "ETHNIC", "UPN")
    ]
    _judge_identity(line)
    _judge_answers(line)
    return line


def written(day: date | None) -> str:
    """`27/03/2008`, or nothing."""
    return f"{day:%d/%m/%Y}" if day else ""


def _identity(known: Known, year: ReturnYear) -> dict[str, str]:
    person = known.person
    in_year = any(s.first <= year.last and (s.last is None or s.last >= year.first) for s in known.stretches)
    asked = in_year and person.sex is Sex.FEMALE
    mother = {Answer.YES: "1", Answer.NO: "0"}.get(person.parent or Answer.NOT_KNOWN, "") if asked else ""
    return {
        "SEX": person.sex.value if person.sex else "",
        "ETHNIC": (person.ethnicity or Ethnicity.NOBT).value,
        "UPN": person.upn or "",
        "MOTHER": mother,
        "MC_DOB": written(person.first_child_born_on) if mother == "1" else "",
    }


def _judge_identity(line: Line) -> None:
    person = line.known.person
    if not CHILD_ID.fullmatch(line.child_id):
        line.gap(HEADER, "CHILD", "is not a child id of the 903.", "Correct the child id on the Identity page.")
    if person.sex in (None, Sex.UNKNOWN):
        line.gap(HEADER, "SEX", "is not known.", "Record it on the Identity page.")
    if person.ethnicity is None:
        says = "has not been asked yet, and is written as NOBT, information not obtained."
        line.gap(HEADER, "ETHNIC", says, "Ask, and record it on the Identity page.")
    if line.header["MOTHER"] == "1" and person.first_child_born_on is None:
        line.gap(HEADER, "MC_DOB", "is not recorded.", "Record when the first child was born on the Identity page.")


def _judge_answers(line: Line) -> None:
    said, age = line.answers, line.known.birthday.age
    blank = [column for column in ("ACTIV", "ACCOM") if not line.oc3[column]]
    for column in blank:
        line.gap(OC3, column, *_UNSAID[column])
    if blank:
        return
    for column, remedy in in_touch_problems(said.in_touch, said.activity, said.accommodation, age):
        line.gap(OC3, column, "does not fit the rules of the return.", remedy)
    earlier = [each for number, each in line.known.answers.items() if number < line.year.year]
    if said.in_touch != InTouch.DIED and any(each.in_touch == InTouch.DIED for each in earlier):
        line.gap(OC3, "IN_TOUCH", "contradicts an earlier return, which said DIED.", "Find out which is true.")


def _same_upn(lines: Iterable[Line]) -> None:
    """Two young people with one pupil number (rule 444)."""
    every = list(lines)
    times = Counter(line.header["UPN"] for line in every)
    for line in every:
        if len(line.header["UPN"]) == _WHOLE_UPN and times[line.header["UPN"]] > 1:
            line.gap(HEADER, "UPN", "is recorded for somebody else too.", "Find out whose it is and correct the other.")


_WHOLE_UPN = 13


def gaps_of(lines: Iterable[Line]) -> Iterator[Problem]:
    """Every gap, in the order of the lines."""
    for line in lines:
        yield from line.gaps


__all__ = ["FILES", "LeftOut", "Line", "gaps_of", "line_of", "lines_of", "written"]
