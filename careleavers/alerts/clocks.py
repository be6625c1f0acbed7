"""One clock that ran: when it started, when it was due, and the first thing that answered it.

What the SELECTs of missed dates are made of. Every row has rule, subject_id, due_on, in_time_until (the due day and
the grace after it), met_on, written_at and ends_on (the first day on which the duty no longer ran; NULL if it runs).
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Date, Select, cast, func, literal_column, null, select, type_coerce
from sqlmodel import col

from careleavers.alerts.rules.duties import DUTY, Day
from careleavers.models import Contact
from careleavers.models.sql import days_after

# The moment at which something was written down; of what is not written down, none.
WRITTEN: Any = col(Contact.recorded_at)
NEVER: Any = cast(null(), Date)
NOT_WRITTEN: Any = cast(null(), WRITTEN.type)


@dataclass(frozen=True)
class First:
    """The first row of a table that answered something: its day, and when it was written down."""

    on: Day
    written_at: Any


def first_of(model: Any, day: Any, *conditions: Any) -> First:
    """The first row by its day that meets the conditions, as subqueries on the outer row."""

    def of(column: Any) -> Any:
        found = select(column).where(*conditions).order_by(day, col(model.recorded_at)).limit(1)
        return found.correlate_except(model).scalar_subquery()

    return First(of(day), of(col(model.recorded_at)))


def row(
    rule_id: str, due_on: Day, met: First, ends_on: Day, subject_id: Any = None, grace_days: int = 0
) -> Select[Any]:
    """The columns of every SELECT of missed dates, still without what they are selected from."""
    return select(
        literal_column(f"'{rule_id}'").label("rule"),
        (DUTY.c.id if subject_id is None else subject_id).label("subject_id"),
        due_on.label("due_on"),
        days_after(due_on, grace_days).label("in_time_until"),
        met.on.label("met_on"),
        met.written_at.label("written_at"),
        ends_on.label("ends_on"),
    )


def again(rule_id: str, events: Any, due_on: Day, ends_on: Day, grace_days: int = 0) -> Select[Any]:
    """A clock that every event starts afresh. `events` has subject_id, clock, day, written_at and ends_on."""

    def following(column: Any) -> Any:
        return func.lead(column).over(partition_by=events.c.clock, order_by=(events.c.day, events.c.written_at))

    met = First(type_coerce(following(events.c.day), Date()), type_coerce(following(events.c.written_at), WRITTEN.type))
    return row(rule_id, due_on, met, ends_on, events.c.subject_id, grace_days).select_from(events)


def starts(**more: Any) -> Select[Any]:
    """The clock starts with the duty itself."""
    columns = {
        "subject_id": DUTY.c.id, "clock": DUTY.c.id, "owed_from": DUTY.c.started, "day": DUTY.c.started,
        "written_at": NOT_WRITTEN, "ends_on": DUTY.c.ends,
    }  # fmt: skip
    return select(*[column.label(name) for name, column in (columns | more).items()])


__all__ = ["NEVER", "NOT_WRITTEN", "First", "again", "first_of", "row", "starts"]
