"""How many due dates were missed: by rule, by team, by month, each judged by the limits of its own day."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, Select, func, not_, or_, select, union_all
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts.missed_dates import COUNTED, of_staff, of_young_people
from careleavers.alerts.rules import RULES, Rule
from careleavers.alerts.rules.duties import staff_supervised, young_people_owed
from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import DAY, today_in_london
from careleavers.domain.policy import Policy
from careleavers.models import Sweep, Team, Worker, YoungPerson
from careleavers.models.sql import days_after


@dataclass(frozen=True)
class Missed:
    """One due date that passed without what was due; `only_written_late` if it was done in time after all."""

    rule: str
    subject_id: int
    team: str
    due_on: date
    met_on: date | None
    only_written_late: bool


@dataclass(frozen=True)
class Line:
    """One line of a table: what it counts, how many dates were missed, how many more were only written down late."""

    words: str
    missed: int
    written_late: int


@dataclass(frozen=True)
class Figures:
    """The same dates counted three ways; the sums are equal. `last` is the last due day that can be judged."""

    first: date
    last: date
    by_rule: list[Line]
    by_team: list[Line]
    by_month: list[Line]
    missed: int


def limits_between(session: Session, first: date, last: date) -> Iterator[tuple[date, date, Policy]]:
    """Runs of days (both included) with the limits kept by the sweeps; before the first that kept any, today's."""
    kept = select(col(Sweep.for_day), col(Sweep.limits)).where(col(Sweep.limits) != "", col(Sweep.for_day) <= last)
    changes: list[tuple[date, Policy]] = []
    for day, words in session.execute(kept.order_by(col(Sweep.for_day))):
        limits = Policy.from_json(words)
        if not changes or changes[-1][1] != limits:
            changes.append((day, limits))
    now = policy(session)
    # What was in force when the first sweep kept it is taken for the days before it, too.
    starts = [(first, changes[0][1] if changes else now), *changes[1:]]
    for place, (begins, limits) in enumerate(starts):
        ends = starts[place + 1][0] - DAY if place + 1 < len(starts) else last
        if max(begins, first) <= min(ends, last):
            yield max(begins, first), min(ends, last), limits


def _passed(selects: Iterable[Select[Any]], owed: CTE, first: date, last: date, as_of: date) -> Select[Any]:
    """Those due from one day to another that were not done, or not written down, when the first late day came.

    A duty that ended on that day ran on the day before, so its date was missed; one that ended sooner was not.
    """
    rows = union_all(*selects).subquery("dates")
    late_on = days_after(rows.c.in_time_until, 1)
    undone = or_(rows.c.met_on.is_(None), rows.c.met_on > rows.c.in_time_until)
    # A moment is in universal time: whether it was that day in London is looked at row by row.
    written_later = func.date(rows.c.written_at) >= rows.c.in_time_until
    return (
        select(rows)
        .where(rows.c.due_on >= first, rows.c.due_on <= last, late_on <= as_of, not_(rows.c.elsewhere))
        .where(or_(rows.c.ends_on.is_(None), rows.c.ends_on > rows.c.in_time_until), or_(undone, written_later))
        .add_cte(owed)
    )


def missed_dates(session: Session, actor: Actor, first: date, last: date) -> list[Missed]:
    """Every due date from `first` to `last` (both included) that was missed by today, of those this actor may see."""
    as_of, found = today(session), []
    people, staff = scope.visible_to(actor, as_of), scope.visible_workers(actor)
    teams = {row[0]: row[1] for row in session.execute(select(col(Team.id), col(Team.name)))}
    of_people = select(col(YoungPerson.id), col(YoungPerson.team_id)).where(people)
    of_workers = select(col(Worker.id), col(Worker.team_id)).where(staff)
    team_of = {row[0]: row[1] for row in session.execute(of_people)}
    worker_in = {row[0]: row[1] for row in session.execute(of_workers)}
    for begins, ends, limits in limits_between(session, first, last):
        asked = (
            (of_young_people(limits), young_people_owed(limits, people), team_of),
            (of_staff(limits), staff_supervised(staff), worker_in),
        )
        for selects, owed, team_ids in asked:
            for row in session.execute(_passed(selects, owed, begins, ends, as_of)).all():
                one = _judged(row, teams.get(team_ids.get(row.subject_id) or 0, "No team"))
                found += [one] if one is not None else []
    return found


def _judged(row: Any, team: str) -> Missed | None:
    in_time = row.met_on is not None and row.met_on <= row.in_time_until
    if in_time and today_in_london(row.written_at) <= row.in_time_until:
        return None
    return Missed(row.rule, row.subject_id, team, row.due_on, row.met_on, in_time)


def _lines(dates: list[Missed], word: Callable[[Missed], str], order: list[str]) -> list[Line]:
    missed = Counter(word(each) for each in dates if not each.only_written_late)
    late = Counter(word(each) for each in dates if each.only_written_late)
    return [Line(words, missed[words], late[words]) for words in order if missed[words] or late[words]]


def figures(session: Session, actor: Actor, year: int, rule: str | None, team: str | None) -> Figures:
    """The missed dates of a calendar year, narrowed to one rule or one team by its name; this year until yesterday."""
    first = date(year, 1, 1)
    last = min(date(year, 12, 31), today(session) - DAY)
    dates = missed_dates(session, actor, first, last) if first <= last else []
    dates = [each for each in dates if rule in (None, each.rule) and team in (None, each.team)]
    months = [f"{date(year, month, 1):%B}" for month in range(1, 13)]
    return Figures(
        first=first,
        last=last,
        by_rule=_lines(dates, lambda each: RULES[each.rule].title, [RULES[each].title for each in COUNTED]),
        by_team=_lines(dates, lambda each: each.team, sorted({each.team for each in dates})),
        by_month=_lines(dates, lambda each: f"{each.due_on:%B}", months),
        missed=sum(not each.only_written_late for each in dates),
    )


def counted_rules() -> list[Rule]:
    """The rules whose missed dates are counted."""
    return [RULES[each] for each in COUNTED]


__all__ = ["Figures", "Line", "Missed", "counted_rules", "figures", "limits_between", "missed_dates"]
