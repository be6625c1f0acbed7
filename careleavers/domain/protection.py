"""The words of protected records: why one is restricted, who may open it all the same, and for how long.

Sources: council practice on records of staff and their relatives (restricted by default, access lent for two weeks
or for six months with a warning before it ends, looked at again every 90 days).
"""

from datetime import date, timedelta

from careleavers.domain.terms import Term


class RestrictionGround(Term):
    """Why a record is open only to those who are named. Ours, after council practice."""

    STAFF = "staff", "Works for the council, or is close to somebody who does"
    LOCATION = "location", "Somebody is looking for them"
    KNOWN = "known", "Widely known"
    ORDER = "order", "A court has ordered it"


class LoanKind(Term):
    """How somebody comes to open a restricted record."""

    KEPT = "kept", "Kept when it was restricted"
    NAMED = "named", "Works with them"
    TASK = "task", "For one task"


# Days for which access lasts, the day it begins counted as the first.
LOAN_DAYS = {LoanKind.KEPT: 180, LoanKind.NAMED: 180, LoanKind.TASK: 14}


def loan_ends(kind: LoanKind, begins: date) -> date:
    """The last day on which access of a kind lasts that begins on a day."""
    return begins + timedelta(days=LOAN_DAYS[kind] - 1)


__all__ = ["LOAN_DAYS", "LoanKind", "RestrictionGround", "loan_ends"]
