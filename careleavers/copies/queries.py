"""Whether the young person opened a version on their own screen, read from the audit of reading."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlmodel import Session, col

from careleavers.domain.terms import Role
from careleavers.models import ChangeEntry, PathwayPlan, ReadEntry

# The pages and files that show the plan itself.
PLAN_PAGES = ("my.plan", "my.domain", "my.whole_plan", "my.plan_pdf")


@dataclass(frozen=True)
class Opened:
    """How often somebody opened their plan, first and last (moments)."""

    times: int
    first: datetime
    last: datetime


def opened(session: Session, plan: PathwayPlan) -> Opened | None:
    """When the young person opened this version, the one that holds, on their own screen; None if they have not.

    Counted from the moment of its approval: what was opened before was another version.
    """
    approved_at = (
        select(func.max(ChangeEntry.at))
        .where(
            col(ChangeEntry.table_name) == "pathway_plan",
            col(ChangeEntry.row_id) == str(plan.id),
            col(ChangeEntry.field) == "approved_on",
        )
        .scalar_subquery()
    )
    statement = select(func.count(), func.min(ReadEntry.at), func.max(ReadEntry.at)).where(
        col(ReadEntry.young_person_id) == plan.young_person_id,
        col(ReadEntry.role) == Role.YOUNG_PERSON,
        col(ReadEntry.endpoint).in_(PLAN_PAGES),
        col(ReadEntry.at) >= approved_at,
    )
    times, first, last = session.execute(statement).one()
    return Opened(times, first, last) if times else None
