"""How much each worker carries, who is away or leaving, and whom to allocate next, with why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import exists, or_, select, text
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers import scope
from careleavers.allocations.queries import Held, Without, in_force
from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import birthday, long_date
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AccommodationCode, AllocationRole, Answer, RiskLevel, Role
from careleavers.models import Absence, AccommodationSpell, Allocation, RiskFlag, Team, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.models.risks import OPEN_HIGH

# Both are work: a worker of their own, and standing in for one.
_CARRIED = (AllocationRole.AFTER_CARE_WORKER, AllocationRole.COVER)
_EARLIER = {AllocationRole.AFTER_CARE_WORKER: "was their worker", AllocationRole.COVER: "stood in for their worker"}
# Somebody who leaves within the board's notice would be a second change of worker at once.
_STAYS_DAYS = 60


@dataclass
class Load:
    """One after-care worker: whom they carry today, what that weighs, and when they are away or leave.

    `points` is the weighted caseload by the council's weights, `full` what the council calls full; `why` counts the
    young people by each thing that adds to the weight. `young_people` are public ids, those that may be handed on.
    """

    worker: Worker
    team: str
    full: int
    points: int = 0
    held: int = 0
    covered: int = 0
    why: dict[str, int] = field(default_factory=dict)
    young_people: list[str] = field(default_factory=list)
    away: Absence | None = None
    covered_by: str = ""

    def stays(self, day: date) -> bool:
        """Whether they can be suggested: here, not away on the day, and not leaving within 60 days."""
        leaves = self.worker.ends_on is not None and self.worker.ends_on <= day + timedelta(days=_STAYS_DAYS)
        return not self.worker.gone_by(day) and not leaves and not self.is_away(day) and self.worker.started_on <= day

    def is_away(self, day: date) -> bool:
        """Whether an absence of theirs covers the day."""
        return self.away is not None and self.away.from_on <= day <= self.away.to_on


@dataclass(frozen=True)
class Suggestion:
    """Whom the board suggests, and why in a sentence."""

    worker: Worker
    why: str


def _weights(limits: Policy) -> list[tuple[str, int]]:
    return [
        ("high risk", limits.caseload_high_risk),
        ("in custody", limits.caseload_custody),
        ("with children", limits.caseload_parent),
        ("under 18", limits.caseload_under_18),
        ("new", limits.caseload_new),
    ]


def _carried(day: date, limits: Policy) -> Any:
    """Each allocation that runs on a day, of workers who have it in hand, with what adds to its weight."""
    mine = col(YoungPerson.id)
    risk = exists().where(col(RiskFlag.young_person_id) == mine, text(OPEN_HIGH))
    custody = exists().where(
        col(AccommodationSpell.young_person_id) == mine,
        col(AccommodationSpell.ended_on).is_(None),
        col(AccommodationSpell.code) == AccommodationCode.CUSTODY,
    )
    new = col(Allocation.from_on) > day - timedelta(days=limits.caseload_new_days)
    return (
        select(Allocation, YoungPerson, risk, custody, new)
        .join(YoungPerson, mine == col(Allocation.young_person_id))
        .where(
            in_force(day), col(Allocation.role).in_(_CARRIED),
            or_(col(YoungPerson.closed_on).is_(None), col(YoungPerson.closed_on) > day),
        )
        .order_by(col(YoungPerson.family_name), mine)
    )  # fmt: skip


def loads(session: Session, actor: Actor) -> list[Load]:
    """Every after-care worker in reach who works here or still has somebody, by team and then by what they carry."""
    day, limits = today(session), policy(session)
    weights = _weights(limits)
    statement = (
        select(Worker, col(Team.name))
        .outerjoin(Team, col(Team.id) == col(Worker.team_id))
        .where(scope.visible_workers(actor), col(Worker.role) == Role.AFTER_CARE_WORKER)
    )
    found = {
        identity(worker): Load(worker, team or "No team", limits.caseload_full)
        for worker, team in session.execute(statement)
    }
    of_these = col(Allocation.worker_id).in_(list(found))
    for allocation, person, *facts in session.execute(_carried(day, limits).where(of_these)):
        adult = birthday(person.born_on, 18, limits.leap_day_birthday) <= day
        risk, custody, new = facts
        true = {
            "high risk": risk, "in custody": custody, "with children": person.parent is Answer.YES,
            "under 18": not adult, "new": new,
        }  # fmt: skip
        adding = [(name, weight) for name, weight in weights if true[name]]
        _add(found[allocation.worker_id], allocation, person, limits.caseload_each, adding)
    _add_absences(session, found, day)
    kept = [load for load in found.values() if load.held or load.covered or not load.worker.gone_by(day)]
    return sorted(kept, key=lambda load: (load.team, load.points, load.worker.name))


def _add(load: Load, allocation: Allocation, person: YoungPerson, each: int, adding: Sequence[tuple[str, int]]) -> None:
    load.points += each + sum(weight for _name, weight in adding)
    for name, _weight in adding:
        load.why[name] = load.why.get(name, 0) + 1
    if allocation.role is AllocationRole.COVER:
        load.covered += 1
    else:
        load.held += 1
        load.young_people.append(person.public_id)


def _add_absences(session: Session, found: Mapping[int, Load], day: date) -> None:
    """Put the absence that runs or comes next beside each worker."""
    cover = aliased(Worker)
    statement = (
        select(Absence, cover)
        .outerjoin(cover, col(cover.id) == col(Absence.covered_by_id))
        .where(col(Absence.worker_id).in_(list(found)), col(Absence.to_on) >= day)
        .order_by(col(Absence.from_on).desc(), col(Absence.id).desc())
    )
    for absence, covering in session.execute(statement):
        load = found[absence.worker_id]
        load.away, load.covered_by = absence, covering.name if covering is not None else ""


def suggestions(rows: Iterable[Without], every: Sequence[Load], day: date) -> dict[int, Suggestion]:
    """For each young person of the board, by id, whom to allocate: an earlier relationship first, then room.

    Nobody is suggested for somebody whose next worker is chosen already, nor anybody who is away or leaves soon.
    """
    free = [load for load in every if load.stays(day)]
    found = {}
    for row in rows:
        if any(_begins(each, day) for each in row.held):
            continue
        suggested = _known_before(row, free) or _with_room(row, free)
        if suggested is not None:
            found[identity(row.person)] = suggested
    return found


def _begins(each: Held, day: date) -> bool:
    return each.allocation.role is AllocationRole.AFTER_CARE_WORKER and each.allocation.from_on > day


def _known_before(row: Without, free: Sequence[Load]) -> Suggestion | None:
    by_id = {load.worker.id: load for load in free}
    for each in row.held:
        load, words = by_id.get(each.allocation.worker_id), _EARLIER.get(each.allocation.role)
        if load is not None and words is not None:
            until = f" until {long_date(each.allocation.to_on)}" if each.allocation.to_on else ""
            full = f", though full at {load.points} of {load.full} points" if load.points >= load.full else ""
            return Suggestion(load.worker, f"{words}{until}{full}")
    return None


def _with_room(row: Without, free: Sequence[Load]) -> Suggestion | None:
    own_team = [load for load in free if row.person.team_id in (None, load.worker.team_id)]
    if not own_team:
        return None
    best = min(own_team, key=lambda load: (load.points, load.worker.name))
    state = "has the most room" if best.points < best.full else "everybody is full, and carries the least"
    return Suggestion(best.worker, f"{state}: {best.points} of {best.full} points")


def worst_risks(session: Session, rows: Iterable[Without]) -> dict[int, RiskLevel]:
    """The worst open risk of each young person of the board who has one, by id."""
    ids = [identity(row.person) for row in rows]
    statement = select(col(RiskFlag.young_person_id), col(RiskFlag.level)).where(
        col(RiskFlag.young_person_id).in_(ids), col(RiskFlag.closed_on).is_(None)
    )
    order, worst = list(RiskLevel), dict[int, RiskLevel]()
    for known, level in session.execute(statement):
        worst[known] = max(worst.get(known, level), level, key=order.index)
    return worst


__all__ = ["Load", "Suggestion", "loads", "suggestions", "worst_risks"]
