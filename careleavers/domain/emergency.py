"""Emergency access: one record outside somebody's reach, for a short time, with a reason that a manager reads.

Sources: NHS practice on shared records (an override needs a reason and is told without a name); our own rules on top:
one record, only to read, for an hour, and never against a conflict.
"""

from dataclasses import dataclass

from careleavers.domain.limits import limit
from careleavers.domain.terms import Term

_HOUSE = "Council policy"
# A reason in fewer letters is none.
LEAST_LETTERS = 20


class EmergencyKind(Term):
    """What makes it an emergency. Ours."""

    HARM = "harm", "Somebody may come to harm now"
    MISSING = "missing", "They are missing, or cannot be found"
    ASKED = "asked", "The police, a hospital or a court asks now"
    CRISIS = "crisis", "They ask for help, and nobody who works with them can be reached"


class EmergencyOutcome(Term):
    """What came of asking. Whoever asked is told one and the same for the last two."""

    OPENED = "opened", "Opened"
    NOBODY = "nobody", "No record found"
    KEPT_APART = "kept_apart", "Kept apart: refused"


class EmergencyVerdict(Term):
    """What the manager who looked at it says."""

    NEEDED = "needed", "It was needed"
    NOT_NEEDED = "not_needed", "It was not needed"
    LOOK_INTO = "look_into", "It is being looked into"


class ExceptionalGround(Term):
    """Why somebody opened a record that their role alone would not open; kept with the read."""

    EMERGENCY = "emergency", "Emergency access"
    LENT = "lent", "Access lent to them"


@dataclass(frozen=True)
class EmergencyLimits:
    """How long emergency access lasts, how often somebody may use it, and when a manager has looked at it."""

    emergency_minutes: int = limit(60, "minutes", 5, 60, _HOUSE, "How long emergency access to a record lasts")
    emergency_times: int = limit(
        3, "times", 1, 3, _HOUSE, "Times somebody may use emergency access within the days counted"
    )
    emergency_within_days: int = limit(7, "days", 7, 28, _HOUSE, "Days within which emergency access is counted")
    emergency_review_working_days: int = limit(
        2, "working days", 0, 2, _HOUSE, "Working days in which a manager looks at emergency access"
    )


__all__ = [
    "LEAST_LETTERS", "EmergencyKind", "EmergencyLimits", "EmergencyOutcome", "EmergencyVerdict", "ExceptionalGround",
]  # fmt: skip
