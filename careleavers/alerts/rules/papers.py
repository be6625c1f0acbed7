"""The papers without which nobody rents, works or opens an account (R56)."""

from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, not_, or_, select
from sqlmodel import col

from careleavers.alerts.rules.catalogue import rule
from careleavers.alerts.rules.duties import DUTY, Day, due, one_of
from careleavers.alerts.rules.facts import of_person, there_is
from careleavers.domain.documents import ALONE, IDENTIFYING, IN_HAND, PaperKind, PaperState
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity
from careleavers.models import IdentityPaper
from careleavers.models.sql import latest_of, word

_SIX_MONTHS = 184  # the longest that six months can be, so that it is shown at 17½ at the latest
_KIND, _STATE, _UNTIL = col(IdentityPaper.kind), col(IdentityPaper.state), col(IdentityPaper.expires_on)
_IDENTIFIES = and_(one_of(_KIND, IDENTIFYING), word(PaperState.HELD) == _STATE)


def _in_hand(kind: PaperKind) -> ColumnElement[bool]:
    """The paper is held, or somebody said with a reason that it is not needed."""
    return there_is(IdentityPaper, word(kind) == _KIND, one_of(_STATE, IN_HAND))


def _identified_until() -> Day:
    """The last day on which anything they hold identifies them; NULL if nothing they hold has such a day."""
    found: Select[Any] = select(func.max(_UNTIL)).where(of_person(IdentityPaper), _IDENTIFIES)
    return found.correlate_except(IdentityPaper).scalar_subquery()


@rule(
    "R56",
    "Identity papers",
    severity=Severity.MEDIUM,
    notice_days=_SIX_MONTHS,
    basis=Basis.GUIDANCE,
    source="Children Act 1989 guidance, volume 3: what a plan looks at under identity and money",
    clears_when="Birth certificate, something in date that identifies them, National Insurance number and bank account"
    " are each recorded as held, or as not needed and why",
    reads=("identity_paper",),
)
def papers_missing(policy: Policy) -> Select[Any]:  # noqa: ARG001 - no limit of the council's bears on it
    """At 18 somebody holds a birth certificate, a passport or other identification, an NI number and a bank account.

    Shown from six months before. A paper that was applied for, or of which nobody knows, is not held yet. What
    identifies them is due again on the day on which it runs out.
    """
    settled = or_(
        there_is(IdentityPaper, _IDENTIFIES, _UNTIL.is_(None)),
        there_is(IdentityPaper, word(PaperKind.PASSPORT) == _KIND, word(PaperState.NOT_NEEDED) == _STATE),
    )
    until = _identified_until()
    missing = or_(*(not_(_in_hand(kind)) for kind in ALONE), and_(not_(settled), until.is_(None)))
    return due(
        case((missing, DUTY.c.at_18), else_=latest_of(until, DUTY.c.at_18)),
        since_on=case((missing, DUTY.c.at_18), else_=until),
        basis=word(Basis.GUIDANCE),
        never=missing,
    ).where(or_(missing, not_(settled)))


__all__ = ["papers_missing"]
