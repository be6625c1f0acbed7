"""Every open risk is looked at again: the more serious, the sooner (R41, R41b)."""

from typing import Any

from sqlalchemy import Select, case
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import due, one_of
from careleavers.alerts.rules.facts import last_look, of_person
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, RiskLevel, Severity
from careleavers.models import RiskFlag
from careleavers.models.sql import days_after, earliest, latest_of, word

_SOURCE = "Council policy; inspection findings on risk records that nobody looked at again"
_CLEARS = "A look at that risk is recorded, or a manager closes it"


def _looks(every_days: Any, *levels: RiskLevel) -> Select[Any]:
    """One row for each open risk of these levels, due by the limit or on the day agreed for it if that is sooner."""
    flag = RiskFlag
    since = latest_of(last_look(), flag.raised_on)
    agreed = case((col(flag.next_look_on) > since, col(flag.next_look_on)))
    return (
        due(
            earliest(agreed, days_after(since, every_days)),
            since_on=since,
            basis=word(Basis.POLICY),
            about_id=flag.id,
            never=last_look().is_(None),
            worse=one_of(col(flag.level), (RiskLevel.HIGH, RiskLevel.CRITICAL)),
        )
        .join(flag, of_person(flag))
        .where(col(flag.closed_on).is_(None), one_of(col(flag.level), levels))
    )


@rule(
    "R41",
    "Risk not looked at again",
    severity=Severity.MEDIUM,
    raised_severity=Severity.HIGH,
    notice_days=7,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when=_CLEARS,
    limit="high_risk_look_days",
    reads=("risk_flag", "risk_review"),
)
def risk_not_looked_at(policy: Policy) -> Select[Any]:
    """Every open risk of medium level or above is looked at again within the days set for its level.

    Sooner if an earlier day was agreed. High for a risk that is high or very high.
    """
    high = one_of(col(RiskFlag.level), (RiskLevel.HIGH, RiskLevel.CRITICAL))
    every = case((high, policy.high_risk_look_days), else_=policy.medium_risk_look_days)
    return _looks(every, RiskLevel.MEDIUM, RiskLevel.HIGH, RiskLevel.CRITICAL)


@rule(
    "R41b",
    "Low risk not looked at again",
    severity=Severity.PROMPT,
    notice_days=7,
    basis=Basis.POLICY,
    source=_SOURCE,
    clears_when=_CLEARS,
    limit="low_risk_look_days",
    reads=("risk_flag", "risk_review"),
)
def low_risk_not_looked_at(policy: Policy) -> Select[Any]:
    """A risk that was judged low is looked at again within the days set, or closed by a manager."""
    return _looks(policy.low_risk_look_days, RiskLevel.LOW)


__all__ = ["low_risk_not_looked_at", "risk_not_looked_at"]
