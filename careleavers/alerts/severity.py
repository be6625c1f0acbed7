"""How severe an open alert is on a day, and whether it is late: the rules' own schedules, said in SQL.

`Rule.severity_on` and `Rule.is_late` say the same in Python; a test holds the two together.
"""

from datetime import date, timedelta

from sqlalchemy import ColumnElement, Integer, and_, case, func, literal_column, or_
from sqlmodel import col

from careleavers.alerts.rules import IN_ORDER, Rule
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Severity, SubjectKind
from careleavers.models import Acknowledgement, Alert
from careleavers.models.sql import word

BY_RANK = {severity.rank: severity for severity in Severity}
_LATE = 10  # more than any other weight, so whatever is late stands before whatever is coming


def _is(rule: Rule) -> ColumnElement[bool]:
    return col(Alert.rule) == rule.id


def _rank(severity: Severity) -> ColumnElement[int]:
    return literal_column(str(severity.rank), Integer)


def _steps(rule: Rule, policy: Policy, as_of: date) -> list[tuple[ColumnElement[bool], Severity]]:
    """The conditions under which a rule is more severe than it begins, the worst first."""
    steps = [(col(Alert.due_on) <= as_of - timedelta(days=days), severity) for days, severity in rule.schedule(policy)]
    if rule.raised_severity is not None:
        steps.append((col(Alert.worse).is_(True), rule.raised_severity))
    return sorted(steps, key=lambda step: -step[1].rank)


def _alike(policy: Policy) -> list[list[Rule]]:
    """The rules in groups that grow severe in the same way: a database compares each alert with a few, not with all."""
    groups: dict[tuple[object, ...], list[Rule]] = {}
    for rule in IN_ORDER:
        groups.setdefault((rule.severity, *rule.schedule(policy), rule.raised_severity), []).append(rule)
    return list(groups.values())


def rank_on(policy: Policy, as_of: date) -> ColumnElement[int]:
    """The rank of an alert's severity on a day: 4 for critical down to 1. A rule that failed is critical."""
    whens = [(col(Alert.subject_kind) == word(SubjectKind.SYSTEM), _rank(Severity.CRITICAL))]
    for rules in _alike(policy):
        steps = [(when, _rank(severity)) for when, severity in _steps(rules[0], policy, as_of)]
        begins = _rank(rules[0].severity)
        within = case(*steps, else_=begins) if steps else begins
        whens.append((col(Alert.rule).in_([rule.id for rule in rules]), within))
    return case(*whens, else_=_rank(Severity.MEDIUM))


def is_late(policy: Policy, as_of: date) -> ColumnElement[bool]:
    """Whether the due day and the grace after it have passed by a day."""
    lenient = [rule for rule in IN_ORDER if rule.grace(policy)]
    strict = and_(col(Alert.rule).not_in([rule.id for rule in lenient]), col(Alert.due_on) < as_of)
    after_grace = [and_(_is(rule), col(Alert.due_on) < as_of - timedelta(days=rule.grace(policy))) for rule in lenient]
    return or_(strict, *after_grace)


def is_put_off(as_of: date) -> ColumnElement[bool]:
    """Whether a manager put an alert off until a day that has not passed. For `queries.joined`."""
    return func.coalesce(and_(col(Acknowledgement.snoozed).is_(True), col(Acknowledgement.act_by_on) >= as_of), False)


def weight_on(policy: Policy, as_of: date) -> ColumnElement[int]:
    """What a list is sorted by, worst harm first: late before coming, then by severity, young people before staff.

    What a manager put off comes last. For `queries.joined`.
    """
    nothing = literal_column("0", Integer)
    late = case((is_late(policy, as_of), literal_column(str(_LATE), Integer)), else_=nothing)
    young = case((col(Alert.young_person_id).is_not(None), literal_column("1", Integer)), else_=nothing)
    return case((is_put_off(as_of), nothing), else_=rank_on(policy, as_of) * 2 + young + late)


__all__ = ["BY_RANK", "is_late", "is_put_off", "rank_on", "weight_on"]
