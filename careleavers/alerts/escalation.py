"""When nobody decides about a serious alert, the clock takes it to the next manager up.

Critical alerts wait one working day, high ones five, counted from the day they are late and that serious, and
again from the day after a decision has lapsed. Catalogue: R82; R83 for what is put off twice.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, Integer, and_, case, func, literal_column, null, or_, select, type_coerce
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.alerts.rules import IN_ORDER, Rule
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Role, Severity, SubjectKind
from careleavers.models import Absence, Acknowledgement, Alert, Team, Worker
from careleavers.models.base import identity
from careleavers.models.sql import days_after, earliest, latest_of, word, working_days_after
from careleavers.models.workers import not_gone_by

CRITICAL_WORKING_DAYS, HIGH_WORKING_DAYS = 1, 5
_MANAGERS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER)


def _serious_after(rule: Rule, policy: Policy, severity: Severity, worse: bool) -> int | None:
    """Days after the due day from which an alert of a rule is late and at least so severe; None if it never is."""
    late = rule.grace(policy) + 1
    begins = (rule.raised_severity if worse else None) or rule.severity
    if max(begins.rank, rule.severity.rank) >= severity.rank:
        return late
    steps = [days for days, reached in rule.schedule(policy) if reached.rank >= severity.rank]
    return max(late, min(steps)) if steps else None


def _days(policy: Policy, severity: Severity) -> ColumnElement[Any]:
    """`_serious_after` of every rule in SQL; NULL where it never is."""
    whens = []
    for rule in IN_ORDER:
        for worse in (True, False):
            days = _serious_after(rule, policy, severity, worse)
            if days is not None and (not worse or rule.raised_severity is not None):
                is_rule = col(Alert.rule) == rule.id
                when = and_(is_rule, col(Alert.worse).is_(True)) if worse else is_rule
                whens.append((when, literal_column(str(days), Integer)))
    return case((col(Alert.subject_kind) == word(SubjectKind.SYSTEM), null()), *whens, else_=null())


def escalates_on(policy: Policy) -> ColumnElement[Any]:
    """The day on which an alert nobody decided about goes up; NULL if it never does. For `queries.joined`.

    From when people were told: an alert that was late when it was first raised has waited since it was raised.
    """
    lapsed = case((col(Acknowledgement.id).is_not(None), days_after(Acknowledgement.act_by_on, 1)))
    found = []
    for severity, working_days in ((Severity.CRITICAL, CRITICAL_WORKING_DAYS), (Severity.HIGH, HIGH_WORKING_DAYS)):
        days = _days(policy, severity)
        since = latest_of(days_after(Alert.due_on, days), Alert.raised_on, lapsed)
        found.append(case((days.is_not(None), working_days_after(since, working_days))))
    # What is put off a second time goes up the same day (R83).
    again = case((_times_put_off() > 1, col(Acknowledgement.recorded_on)))
    return type_coerce(earliest(*found, again), Date())


def _times_put_off() -> ColumnElement[Any]:
    made: Any = aliased(Acknowledgement)
    found = select(func.count()).where(made.alert_id == col(Alert.id), made.snoozed.is_(True)).correlate_except(made)
    return found.scalar_subquery()


def is_escalated(policy: Policy, as_of: date) -> ColumnElement[bool]:
    """Whether an alert has gone up by a day and nobody has decided since."""
    return func.coalesce(escalates_on(policy) <= as_of, False)


@dataclass(frozen=True)
class Managers:
    """Who is above whom today, and who stands in for whom."""

    by_id: Mapping[int, Worker]
    of_team: Mapping[int, Worker]
    covers: Mapping[int, int]
    top: Worker | None

    def above(self, team: Team | None) -> Worker | None:
        """The next manager up from a team's own, or whoever covers for them; the service manager without a team."""
        own = self.of_team.get(team.id or 0) if team is not None else None
        found = self.by_id.get(own.supervisor_id or 0) if own is not None else None
        return self.present(found or self.top)

    def present(self, manager: Worker | None) -> Worker | None:
        """The manager, or while away whoever covers; a cover who is away too passes it on, never in a circle."""
        seen: set[int] = set()
        while manager is not None and identity(manager) in self.covers and identity(manager) not in seen:
            seen.add(identity(manager))
            manager = self.by_id.get(self.covers[identity(manager)], manager)
        return manager


def managers_on(session: Session, as_of: date) -> Managers:
    """The managers in service on a day, whoever covers for them, and which team each has."""
    away = select(Absence).where(col(Absence.from_on) <= as_of, col(Absence.to_on) >= as_of)
    covers = {row.worker_id: row.covered_by_id for row in session.execute(away).scalars() if row.covered_by_id}
    wanted = or_(col(Worker.role).in_(_MANAGERS), col(Worker.id).in_(list(covers.values())))
    in_post = select(Worker).where(wanted, not_gone_by(as_of)).order_by(col(Worker.id))
    found: Iterable[Worker] = session.execute(in_post).scalars()
    by_id = {identity(each): each for each in found}
    teams = {each.team_id: each for each in by_id.values() if each.role is Role.TEAM_MANAGER and each.team_id}
    top = next((each for each in by_id.values() if each.role is Role.SERVICE_MANAGER), None)
    return Managers(by_id, teams, covers, top)


__all__ = ["CRITICAL_WORKING_DAYS", "HIGH_WORKING_DAYS", "Managers", "escalates_on", "is_escalated", "managers_on"]
