"""What is recorded in error and struck out: it stays to be read, says who struck it out and why, and counts nowhere."""

from datetime import datetime

from sqlmodel import CheckConstraint

from careleavers.domain.terms import Privacy
from careleavers.models.base import Record, kept, rule

# For the conditions of partial indexes, and of rules written as SQL.
NOT_STRUCK = "struck_at IS NULL"


class Strikeable(Record):
    """A row about a young person that a person may mark as recorded in error."""

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    struck_at: datetime | None = kept(Privacy.CASE, None)
    struck_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    struck_reason: str = kept(Privacy.CASE, "", max_length=2000)


def struck_with_reason() -> CheckConstraint:
    """The CHECK that nothing is struck out without a moment, a person and a reason."""
    return rule(
        "struck_with_reason",
        "(struck_at IS NULL AND struck_by_id IS NULL)"
        " OR (struck_at IS NOT NULL AND struck_by_id IS NOT NULL AND length(struck_reason) > 0)",
    )


__all__ = ["NOT_STRUCK", "Strikeable", "struck_with_reason"]
