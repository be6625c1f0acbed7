"""Everything the three files say of one young person."""

from dataclasses import dataclass, field
from datetime import date

from careleavers.domain.dates import DAY, add_months, birthday
from careleavers.domain.policy import Policy
from careleavers.domain.return_years import ReturnYear
from careleavers.domain.terms import Answer, Ethnicity, Sex
from careleavers.returns.findings import Notice, Problem


@dataclass(frozen=True)
class Episode:
    """One row of Episodes: looked after from a day to a day, with the codes the legal category needs."""

    row: int
    started_on: date
    ended_on: date | None
    legal_status: str
    reason_started: str
    reason_ended: str
    placement: str


@dataclass(frozen=True)
class Answers:
    """One row of OC3: the three care-leaver answers, in the codes of this year."""

    row: int
    in_touch: str
    activity: str
    accommodation: str


@dataclass
class Entry:
    """All that the files say of one young person. With a problem, nothing of it may be stored."""

    child_id: str
    header_row: int | None = None
    births: set[date] = field(default_factory=set)
    born_on: date | None = None
    sex: Sex | None = None
    ethnicity: Ethnicity | None = None
    upn: str | None = None
    parent: Answer | None = None
    first_child_born_on: date | None = None
    episodes: list[Episode] = field(default_factory=list)
    answers: Answers | None = None
    oc3_row: int | None = None
    problems: list[Problem] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)

    def out_of_scope(self, as_of: date, policy: Policy) -> bool:
        """Whether every date of birth given makes them younger than 15½ or 25 or older on this day.

        Whoever stands among the care leavers of a return stays in scope to the end of the year in which they turn 25.
        """
        leap = policy.leap_day_birthday
        return bool(self.births) and all(
            as_of < add_months(birthday(born, 15, leap), 6) or self._too_old(birthday(born, 25, leap), as_of)
            for born in self.births
        )

    def _too_old(self, turned_25: date, as_of: date) -> bool:
        last = turned_25 if self.oc3_row is None else ReturnYear.of(turned_25).last + DAY
        return last <= as_of
