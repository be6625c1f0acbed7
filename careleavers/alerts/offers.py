"""What the pages of alerts offer: staff and teams to narrow the queue to, and the catalogue with its counts."""

from dataclasses import dataclass, fields

from sqlalchemy import func, select
from sqlmodel import Session, col

from careleavers import scope
from careleavers.alerts.examples import example
from careleavers.alerts.rules import IN_ORDER, Rule
from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AllocationRole, SubjectKind
from careleavers.models import Alert, Allocation, Team, Worker
from careleavers.models.sql import word


@dataclass(frozen=True)
class Entry:
    """One rule of the catalogue: its limit in force in words (or none), how many alerts are open, and one made up."""

    rule: Rule
    limit: str
    notice_days: int
    grace_days: int
    open: int
    example: str


def workers_and_teams(session: Session, actor: Actor) -> tuple[list[Worker], list[Team]]:
    """The staff with young people of their own, and the teams, that this actor may narrow a list to, by name."""
    seen = scope.visible_workers(actor)
    own = select(col(Allocation.worker_id)).where(col(Allocation.role) == word(AllocationRole.AFTER_CARE_WORKER))
    workers = select(Worker).where(seen, col(Worker.id).in_(own))
    teams = select(Team).where(col(Team.id).in_(select(col(Worker.team_id)).where(seen)))
    return (
        list(session.execute(workers.order_by(col(Worker.given_name), col(Worker.family_name))).scalars()),
        list(session.execute(teams.order_by(col(Team.name))).scalars()),
    )


def _limit_words(rule: Rule, limits: Policy) -> str:
    if rule.limit is None:
        return ""
    known = next(item for item in fields(Policy) if item.name == rule.limit)
    value, unit = getattr(limits, rule.limit), known.metadata["unit"]
    default = "" if value == known.default else f" (nationally {known.default})"
    return f"{known.metadata['says']}: {value} {unit}{default}"


def catalogue(session: Session, actor: Actor) -> list[Entry]:
    """Every rule with the limit in force, and how many of its alerts are open among those this actor may see."""
    limits = policy(session)
    mine = (scope.visible_alerts(actor, today(session)), col(Alert.cleared_at).is_(None))
    about_somebody = col(Alert.subject_kind) != word(SubjectKind.SYSTEM)
    counted = select(col(Alert.rule), func.count()).where(*mine, about_somebody).group_by(col(Alert.rule))
    number = {row[0]: row[1] for row in session.execute(counted)}
    return [
        Entry(
            rule=rule,
            limit=_limit_words(rule, limits),
            notice_days=rule.notice(limits),
            grace_days=rule.grace(limits),
            open=number.get(rule.id, 0),
            example=example(rule, limits),
        )
        for rule in IN_ORDER
    ]


__all__ = ["Entry", "catalogue", "workers_and_teams"]
