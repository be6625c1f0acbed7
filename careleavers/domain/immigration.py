"""The vocabulary of leave to remain: what is done about it before it ends.

Sources: inspection findings on immigration status that nobody looked after; council practice on when an adviser is
seen and an application made.
"""

from careleavers.domain.terms import LeaveType, Term


class ImmigrationStepKind(Term):
    """What was done about one leave to remain. Ours."""

    ADVISER = "adviser", "Saw an immigration adviser"
    APPLICATION = "application", "Application made"


# Leave that does not end, whatever day was recorded before it was granted.
WITHOUT_END = (LeaveType.INDEFINITE,)

__all__ = ["WITHOUT_END", "ImmigrationStepKind"]
