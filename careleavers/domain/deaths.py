"""Who is told when a young person dies, and how soon.

Source: Working Together to Safeguard Children 2023: the death of a care leaver up to and including 24 is notified.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from careleavers.domain.limits import limit
from careleavers.domain.terms import Term


class NotifiedBody(Term):
    """Who was told of a death. Ours."""

    DFE = "dfe", "Department for Education"
    OFSTED = "ofsted", "Ofsted"
    PARTNERS = "partners", "Safeguarding partners"
    CHILD_DEATH_REVIEW = "child_death_review", "Child death review partners"
    OTHER = "other", "Somebody else"


# These are told of every death up to and including 24.
MUST_KNOW = (NotifiedBody.DFE, NotifiedBody.OFSTED, NotifiedBody.PARTNERS)


def still_to_tell(told: Iterable[NotifiedBody]) -> list[NotifiedBody]:
    """Who must be told and has not been."""
    known = set(told)
    return [body for body in MUST_KNOW if body not in known]


@dataclass(frozen=True)
class DeathLimits:
    """How soon they are told."""

    death_notice_working_days: int = limit(
        5, "working days", 1, 5, "Working Together 2023", "Working days to tell of a death once it is known"
    )


__all__ = ["MUST_KNOW", "DeathLimits", "NotifiedBody", "still_to_tell"]
