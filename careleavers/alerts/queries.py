"""Reading open alerts: each with whom it is about, whose it is, how severe, why, and what was decided."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, literal_column, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.alerts.escalation import escalates_on
from careleavers.alerts.naming import Row, named
from careleavers.alerts.reasons import counts_attempts, why
from careleavers.alerts.rules import IN_ORDER, RULES
from careleavers.alerts.severity import BY_RANK, is_late, rank_on, weight_on
from careleavers.alerts.upcoming import upcoming_as_json
from careleavers.alerts.whose import own_allocation
from careleavers.db import policy
from careleavers.domain.dates import days_late_words
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AlertState, ContactKind, Severity, SubjectKind
from careleavers.models import (
    Acknowledgement,
    Alert,
    Allocation,
    ChangeOfCircumstance,
    Contact,
    Offer,
    PathwayPlan,
    Team,
    Worker,
    YoungPerson,
)
from careleavers.models.sql import word

# The member of staff an alert is about, whose it is, and who acknowledged it last.
SUBJECT: Any = aliased(Worker)
OWN: Any = aliased(Worker)
ACKNOWLEDGED_BY: Any = aliased(Worker)


@dataclass(frozen=True)
class OpenAlert:
    """One open alert as of a day, ready to be shown."""

    alert: Alert
    young_person: YoungPerson | None
    subject: Worker | None
    offer: Offer | None
    worker: Worker | None
    team: Team | None
    acknowledgement: Acknowledgement | None
    acknowledged_by: Worker | None
    severity: Severity
    late: bool
    as_of: date
    why: str
    escalates_on: date | None

    @property
    def escalated(self) -> bool:
        """Whether nobody decided in time, so that it is the next manager's up."""
        return self.escalates_on is not None and self.escalates_on <= self.as_of

    @property
    def snoozed(self) -> bool:
        """Whether it was put off, until a day that has not passed."""
        return self.state is AlertState.ACKNOWLEDGED and bool(self.acknowledgement and self.acknowledgement.snoozed)

    @property
    def title(self) -> str:
        """What it is about, in the words of its rule."""
        name = RULES[self.alert.rule].title if self.alert.rule in RULES else self.alert.rule
        return f"Not worked out: {name}" if self.alert.subject_kind is SubjectKind.SYSTEM else name

    @property
    def clears_when(self) -> str:
        """What makes it go."""
        if self.alert.subject_kind is SubjectKind.SYSTEM or self.alert.rule not in RULES:
            return "The rule works again at the next check"
        return RULES[self.alert.rule].clears_when

    @property
    def days_late(self) -> int:
        """Days since the due day; negative before it."""
        return (self.as_of - self.alert.due_on).days

    @property
    def state(self) -> AlertState:
        """Acknowledged until the day agreed has passed; otherwise late or coming."""
        if self.acknowledgement is not None and self.acknowledgement.act_by_on >= self.as_of:
            return AlertState.ACKNOWLEDGED
        return AlertState.OVERDUE if self.late else AlertState.COMING

    @property
    def state_words(self) -> str:
        """How late it is, or when it is due; and that somebody has decided, until their day has passed."""
        late = days_late_words(self.alert.due_on, self.as_of)
        if self.snoozed:
            return f"Put off, {late}"
        return f"Acknowledged, {late}" if self.state is AlertState.ACKNOWLEDGED else late[0].upper() + late[1:]

    def as_json(self) -> dict[str, Any]:
        """The alert as the command prints it."""
        person, subject, offer = self.young_person, self.subject, self.offer
        return {
            "rule": "SYS" if self.alert.subject_kind is SubjectKind.SYSTEM else self.alert.rule,
            "title": self.title,
            "subject_type": self.alert.subject_kind.value,
            "subject": person.child_id if person else subject.sign_in_name if subject else offer and offer.name,
            "worker": self.worker.sign_in_name if self.worker else None,
            "team": self.team.name if self.team else None,
            "due_on": self.alert.due_on.isoformat(),
            "days_late": self.days_late,
            "severity": self.severity.value,
            "basis": self.alert.basis.value,
            "state": self.state.value,
            "why": self.why,
        }


_ABOUT_A_PLAN = ("R12", "R13", "R14", "R15", "R18", "R28")


def _latest_acknowledgement() -> ColumnElement[Any]:
    made = aliased(Acknowledgement)
    latest = select(func.max(made.id)).where(col(made.alert_id) == col(Alert.id)).correlate_except(made)
    return latest.scalar_subquery()


def _attempts() -> ColumnElement[Any]:
    """How often somebody tried since the clock began to count, for the rules where that matters."""
    tried = (
        select(func.count())
        .select_from(Contact)
        .where(
            col(Contact.young_person_id) == col(Alert.young_person_id),
            col(Contact.kind) == word(ContactKind.ATTEMPT),
            col(Contact.struck_at).is_(None),
            col(Contact.happened_on) > col(Alert.since_on),
        )
        .correlate_except(Contact)
        .scalar_subquery()
    )
    counted = [rule.id for rule in IN_ORDER if counts_attempts(rule.id)]
    return case((col(Alert.rule).in_(counted), tried), else_=literal_column("0"))


def joined(statement: Select[Any], as_of: date, *, whose: bool = True) -> Select[Any]:
    """`statement` from open alerts, each with its subject and its acknowledgement, and whose it is and its team.

    Without `whose` the last two and who acknowledged are left out, for a list that asks nothing of them.
    """
    found = (
        statement.select_from(Alert)
        .outerjoin(YoungPerson, col(YoungPerson.id) == col(Alert.young_person_id))
        .outerjoin(SUBJECT, SUBJECT.id == col(Alert.worker_id))
        .outerjoin(Acknowledgement, col(Acknowledgement.id) == _latest_acknowledgement())
        .where(col(Alert.cleared_at).is_(None))
    )
    if not whose:
        return found
    return (
        found.outerjoin(Allocation, col(Allocation.id) == own_allocation(as_of))
        .outerjoin(OWN, OWN.id == func.coalesce(Allocation.worker_id, SUBJECT.supervisor_id))
        .outerjoin(Team, col(Team.id) == func.coalesce(YoungPerson.team_id, SUBJECT.team_id))
        .outerjoin(ACKNOWLEDGED_BY, ACKNOWLEDGED_BY.id == Acknowledgement.worker_id)
    )


def open_alerts(session: Session, as_of: date, *conditions: ColumnElement[bool]) -> list[OpenAlert]:
    """The open alerts that meet the conditions (which may speak of everything `joined` joins), worst harm first."""
    limits = policy(session)
    change = and_(col(Alert.rule).in_(("R10", "R11")), col(ChangeOfCircumstance.id) == col(Alert.about_id))
    plan = and_(col(Alert.rule).in_(_ABOUT_A_PLAN), col(PathwayPlan.id) == col(Alert.about_id))
    statement = select(
        Alert, YoungPerson, SUBJECT, Offer, OWN, Team, Acknowledgement, ACKNOWLEDGED_BY,
        rank_on(limits, as_of).label("rank"), is_late(limits, as_of).label("late"), _attempts().label("attempts"),
        escalates_on(limits).label("escalates_on"),
        col(ChangeOfCircumstance.kind).label("change"), col(PathwayPlan.number).label("version"),
    )  # fmt: skip
    statement = joined(statement, as_of).outerjoin(ChangeOfCircumstance, change).outerjoin(PathwayPlan, plan)
    statement = statement.outerjoin(Offer, col(Offer.id) == col(Alert.offer_id))
    worst = weight_on(limits, as_of).desc()
    rows = session.execute(statement.where(*conditions).order_by(worst, col(Alert.due_on), col(Alert.id))).all()
    words = named(session, (_row(row[0]) for row in rows))
    return [_shown(row, as_of, limits, words.get(_row(row[0]), "")) for row in rows]


def _row(alert: Alert) -> Row:
    return alert.rule, alert.young_person_id or 0, alert.about_id


def _shown(row: Any, as_of: date, limits: Policy, words: str) -> OpenAlert:
    alert: Alert = row[0]
    about = row.change.label if row.change else f"Version {row.version}" if row.version else words
    rule_id = "" if alert.subject_kind is SubjectKind.SYSTEM else alert.rule
    reason = why(rule_id, alert, as_of, limits, about=about, attempts=row.attempts)
    _, young_person, subject, offer, worker, team, acknowledgement, acknowledged_by, *_ = row
    return OpenAlert(
        alert, young_person, subject, offer, worker, team, acknowledgement, acknowledged_by, BY_RANK[row.rank],
        bool(row.late), as_of, reason, row.escalates_on,
    )  # fmt: skip


def alerts_as_json(session: Session, today: date, due_within: int | None = None) -> list[dict[str, Any]]:
    """Every open alert of the service, worst harm first; with `due_within`, then what else falls due by then.

    `due_within` is in days from today, today included. What is added is not yet an alert: its state is coming.
    """
    rows = [alert.as_json() for alert in open_alerts(session, today)]
    return rows if due_within is None else rows + upcoming_as_json(session, today, due_within)


def rules_as_json(limits: Policy) -> list[dict[str, Any]]:
    """The catalogue with the limits in force: `limit` and `default` in `unit`, null for a rule without one."""
    known = {item.name: item for item in fields(Policy)}
    return [
        {
            "id": rule.id,
            "name": rule.title,
            "severity": rule.severity.value,
            "basis": rule.basis.value,
            "source": rule.source,
            "limit": getattr(limits, rule.limit) if rule.limit else None,
            "default": known[rule.limit].default if rule.limit else None,
            "unit": known[rule.limit].metadata["unit"] if rule.limit else None,
            "clears_when": rule.clears_when,
        }
        for rule in IN_ORDER
    ]


__all__ = ["OWN", "SUBJECT", "OpenAlert", "alerts_as_json", "joined", "open_alerts", "rules_as_json"]
