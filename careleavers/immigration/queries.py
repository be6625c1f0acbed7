"""Reading somebody's leave to remain: the days that count, and what was done."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.db import policy
from careleavers.domain.dates import add_months, long_date
from careleavers.domain.immigration import WITHOUT_END, ImmigrationStepKind
from careleavers.models import ImmigrationStep, Worker, YoungPerson
from careleavers.models.base import identity


@dataclass(frozen=True)
class Recorded:
    """One step, who recorded it, and who struck it out, if anybody did. `counts` where it is about the leave of now."""

    step: ImmigrationStep
    by: str
    struck_by: str
    counts: bool


@dataclass(frozen=True)
class Stage:
    """One thing to do before leave ends: what, by when, and the day it was done, if it was."""

    what: str
    by_on: date
    done_on: date | None


def steps_of(session: Session, young_person: YoungPerson) -> Sequence[Recorded]:
    """Everything recorded of their leave to remain, the latest first, what was struck out among it."""
    struck_by = aliased(Worker)
    statement = (
        select(ImmigrationStep, Worker, struck_by)
        .join(Worker, col(Worker.id) == col(ImmigrationStep.recorded_by_id))
        .outerjoin(struck_by, col(struck_by.id) == col(ImmigrationStep.struck_by_id))
        .where(col(ImmigrationStep.young_person_id) == identity(young_person))
        .order_by(col(ImmigrationStep.happened_on).desc(), col(ImmigrationStep.id).desc())
    )
    leave = young_person.leave_expires_on
    return [
        Recorded(step, by.name, struck.name if struck else "", step.struck_at is None and step.leave_ends_on == leave)
        for step, by, struck in session.execute(statement)
    ]


def leave_to_renew(young_person: YoungPerson) -> date | None:
    """The day on which their leave to remain ends; None where no such day is recorded, or leave has no end."""
    return None if young_person.leave_type in WITHOUT_END else young_person.leave_expires_on


def stages(session: Session, young_person: YoungPerson, steps: Sequence[Recorded]) -> list[Stage]:
    """What is to be done before their leave ends, under the council's limits; nothing for leave without an end."""
    ends_on = leave_to_renew(young_person)
    if ends_on is None:
        return []
    limits = policy(session)
    critical_from = ends_on - timedelta(days=limits.leave_critical_days)
    applied = _first(steps, ImmigrationStepKind.APPLICATION)
    seen = _first(steps, ImmigrationStepKind.ADVISER) or applied
    return [
        Stage("they have seen an immigration adviser", add_months(ends_on, -limits.leave_adviser_months), seen),
        Stage(
            f"the application is made; without one it is critical from {long_date(critical_from)}",
            add_months(ends_on, -limits.leave_application_months),
            applied,
        ),
    ]


def _first(steps: Sequence[Recorded], kind: ImmigrationStepKind) -> date | None:
    return min((each.step.happened_on for each in steps if each.counts and each.step.kind is kind), default=None)


__all__ = ["Recorded", "Stage", "leave_to_renew", "stages", "steps_of"]
