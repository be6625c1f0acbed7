"""The facts that a test speaks of before anything is saved: the rows themselves, in lists."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, insert

from careleavers.domain.policy import Policy
from careleavers.models import (
    Absence,
    AccommodationSpell,
    Action,
    Allocation,
    CategoryDecision,
    ChangeOfCircumstance,
    Contact,
    IdentityPaper,
    PathwayPlan,
    PlanCopy,
    Review,
    RiskFlag,
    RiskReview,
    Supervision,
    Worker,
    YoungPerson,
)


@dataclass
class History:
    """Everything recorded of one young person."""

    person: YoungPerson
    decisions: list[CategoryDecision] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    homes: list[AccommodationSpell] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    plans: list[PathwayPlan] = field(default_factory=list)
    copies: list[PlanCopy] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    changes: list[ChangeOfCircumstance] = field(default_factory=list)
    risks: list[RiskFlag] = field(default_factory=list)
    looks: list[RiskReview] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    papers: list[IdentityPaper] = field(default_factory=list)


@dataclass
class Council:
    """The limits in force, the day that matters, the staff and the young people."""

    policy: Policy
    as_of: date
    workers: list[Worker]
    absences: list[Absence]
    supervisions: list[Supervision]
    histories: list[History]

    def save(self, connection: Connection) -> None:
        """Write every row as it is, ids included."""
        rows: list[Any] = [*self.workers, *self.absences, *self.supervisions]
        rows += [history.person for history in self.histories]
        lists = [each.name for each in fields(History) if each.name != "person"]
        for name in lists:
            rows += [row for history in self.histories for row in getattr(history, name)]
        for model in dict.fromkeys(type(row) for row in rows):
            connection.execute(insert(model.__table__), [row.model_dump() for row in rows if type(row) is model])
