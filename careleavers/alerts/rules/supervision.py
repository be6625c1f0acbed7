"""Supervision of the people who do the work, of those who manage them, and whom it talks about (R70, R71, R74)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, case, exists, func, literal_column, select
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, OWED_ID, PRACTITIONERS, STAFF, Day, due, one_of
from careleavers.alerts.rules.facts import of_person
from careleavers.alerts.rules.oversight import HIGH, high_since
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Role, Severity, SubjectKind
from careleavers.models import Action, RiskFlag, Supervision, SupervisionDiscussion
from careleavers.models.sql import days_after, earliest, latest_of, word

_SESSIONS = "Council policy; inspection findings on supervision"


def _last_session(*conditions: ColumnElement[bool]) -> Day:
    """The last day on which the worker of the outer row had a session that both have signed."""
    return (
        select(func.max(Supervision.held_on))
        .where(col(Supervision.worker_id) == STAFF.c.id, col(Supervision.signed_on).is_not(None), *conditions)
        .correlate_except(Supervision)
        .scalar_subquery()
    )


def _again(last: Day, every_days: int, roles: tuple[Role, ...]) -> Select[Any]:
    since = latest_of(last, STAFF.c.started)
    return due(
        days_after(since, every_days),
        since_on=since,
        basis=word(Basis.POLICY),
        never=last.is_(None),
        every_days=every_days,
        subject=SubjectKind.WORKER,
    ).where(one_of(STAFF.c.role, roles))


@rule(
    "R70",
    "Supervision due",
    subject=SubjectKind.WORKER,
    severity=Severity.HIGH,
    notice_days=7,
    grace_days=lambda policy: policy.supervision_grace_days,
    later=((lambda policy: policy.supervision_critical_days - policy.supervision_every_days, Severity.CRITICAL),),
    basis=Basis.POLICY,
    source=_SESSIONS,
    clears_when="A supervision session is signed by both",
    limit="supervision_every_days",
    reads=("supervision",),
)
def supervision_due(policy: Policy) -> Select[Any]:
    """Everybody who works with young people has supervision within the days set.

    A session counts from the day it was held, once both have signed it. Never supervised: counted from the day
    they started.
    """
    return _again(_last_session(), policy.supervision_every_days, PRACTITIONERS)


@rule(
    "R71",
    "Not talked about in supervision",
    severity=Severity.HIGH,
    notice_days=14,
    basis=Basis.GUIDANCE,
    source="Inspection findings on young people whom nobody talks about; the days are council policy",
    clears_when="A supervision session that talks about them is signed by both",
    limit="discussed_every_days",
    reads=("supervision", "supervision_discussion", "risk_flag", "risk_review"),
)
def not_discussed(policy: Policy) -> Select[Any]:
    """Everybody is talked about in their worker's supervision within the days set, sooner with an open high risk.

    A session counts from the day it was held, once both have signed it. Whoever becomes high risk after the shorter
    time has passed is talked about on that day. Never talked about: counted from the day support began.
    """
    said = SupervisionDiscussion
    last = (
        select(func.max(Supervision.held_on))
        .join_from(said, Supervision, col(Supervision.id) == col(said.supervision_id))
        .where(col(said.young_person_id) == OWED_ID, col(Supervision.signed_on).is_not(None))
        .correlate_except(said, Supervision)
        .scalar_subquery()
    )
    high_from = (
        select(func.min(high_since()))
        .where(of_person(RiskFlag), col(RiskFlag.closed_on).is_(None), one_of(col(RiskFlag.level), HIGH))
        .correlate_except(RiskFlag)
        .scalar_subquery()
    )
    since, is_high = latest_of(last, DUTY.c.started), high_from.is_not(None)
    sooner = case((is_high, latest_of(days_after(since, policy.discussed_high_risk_days), high_from)))
    return due(
        earliest(sooner, days_after(since, policy.discussed_every_days)),
        since_on=since,
        basis=word(Basis.GUIDANCE),
        never=func.coalesce(last < DUTY.c.started, True),
        every_days=case((is_high, policy.discussed_high_risk_days), else_=policy.discussed_every_days),
    )


@rule(
    "R74",
    "Team manager's supervision due",
    subject=SubjectKind.WORKER,
    severity=Severity.MEDIUM,
    notice_days=7,
    basis=Basis.POLICY,
    source="Inspection findings on managers' supervision that set no expectations of practice; the days are policy",
    clears_when="A session that agreed an action on the whole team's practice is signed by both",
    limit="manager_supervision_every_days",
    reads=("action", "supervision"),
)
def manager_supervision_due(policy: Policy) -> Select[Any]:
    """A team manager has supervision within the days set, and agrees there on an action for the whole team's practice.

    A session without such an action does not count. Never supervised: counted from the day they started.
    """
    for_the_team = exists(
        select(literal_column("1"))
        .where(col(Action.supervision_id) == col(Supervision.id), col(Action.team_practice).is_(True))
        .correlate_except(Action)
    )
    return _again(_last_session(for_the_team), policy.manager_supervision_every_days, (Role.TEAM_MANAGER,))


__all__ = ["manager_supervision_due", "not_discussed", "supervision_due"]
