"""What an alert of each rule reads like: the rule's own sentence about somebody who does not exist."""

from dataclasses import dataclass, fields
from datetime import date, timedelta

from careleavers.alerts.reasons import why
from careleavers.alerts.rules import Rule
from careleavers.domain.dates import add_months
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis

_SEEN_ON = date(2026, 3, 5)
_DUE_ON = date(2026, 3, 2)
# These count back from a day to come, so the day they speak of lies after the day they are due.
_AHEAD = ("R34", "R36b", "R50", "R57", "R57b", "R57c", "R59b", "R84", "R96")
# Where the limit is no length of time before the due day, the clock starts on the day itself.
_AT_ONCE = ("R20", "R22")
# These read most often as what has never been so yet.
_NOT_YET = ("R56",)
_SPEAKS_OF_EVERY = ("R26", "R27", "R29", "R30", "R40", "R51", "R70", "R71", "R74", "R81")


@dataclass(frozen=True)
class _Made:
    """A made-up row of a rule."""

    since_on: date
    due_on: date
    never: bool
    every_days: int | None
    worse: bool = False
    basis: Basis = Basis.POLICY


def _since(rule: Rule, policy: Policy) -> date:
    if rule.limit is None or rule.id in _AT_ONCE:
        return _DUE_ON
    length = int(getattr(policy, rule.limit)) * (-1 if rule.id in _AHEAD else 1)
    unit = next(item.metadata["unit"] for item in fields(Policy) if item.name == rule.limit)
    if unit == "months":
        return add_months(_DUE_ON, -length)
    # Seven days for five working days: near enough for an example, and never a weekend later than it is.
    return _DUE_ON - timedelta(days=length * 7 // 5 if unit == "working days" else length if unit == "days" else 1)


def example(rule: Rule, policy: Policy) -> str:
    """The sentence of an alert three days late, under the limits in force; the days in it are made up."""
    every = int(getattr(policy, rule.limit)) if rule.limit and rule.id in _SPEAKS_OF_EVERY else None
    made = _Made(_since(rule, policy), _DUE_ON, never=rule.id in _NOT_YET, every_days=every)
    return why(rule.id, made, _SEEN_ON, policy)


__all__ = ["example"]
