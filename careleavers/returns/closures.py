"""Whether the files show that support ended or is held: death, transfer, adoption, a lasting return home.

Such a record is kept closed, so that nobody is alerted to visit somebody who died or lives elsewhere.
"""

from dataclasses import dataclass
from datetime import date

from careleavers.domain.eligibility import ADOPTED, DIED, TRANSFERRED
from careleavers.domain.terms import Closure, InTouch
from careleavers.returns.entries import Entry
from careleavers.returns.episodes import Span
from careleavers.returns.queries import Recorded

# What an import may set, and so may take back.
BY_IMPORT = frozenset({Closure.DIED, Closure.TRANSFERRED, Closure.ADOPTED, Closure.RETURNED_HOME})

_A_CARE_LEAVER = frozenset({InTouch.YES, InTouch.NO, InTouch.REFU, InTouch.NREQ})


@dataclass(frozen=True)
class Closing:
    """Why and from which day no duty runs; all None for an open record."""

    closure: Closure | None = None
    closed_on: date | None = None
    died_on: date | None = None


def current(recorded: Recorded | None) -> Closing:
    """What is on record."""
    if recorded is None:
        return Closing()
    return Closing(recorded.person.closure, recorded.person.closed_on, recorded.person.died_on)


def may_change(recorded: Recorded, standing: Closing) -> bool:
    """Whether an import may open or close this record: not where a person here opened or closed it last."""
    if recorded.is_by_hand(recorded.person, "closure"):
        return False
    return standing.closure is None or (standing.closure in BY_IMPORT and recorded.closed_by_import)


def wanted(entry: Entry, recorded: Recorded | None, spans: list[Span], year: int, as_of: date) -> Closing:
    """What the periods and the newest return's answer say together.

    A return does not say on which day somebody died after care or had been home for six months, so the
    record is closed from the day of the import; how the last period in care ended has its own day. Whoever
    the return lists as a living care leaver stays open whatever the last period says: nobody is lost by a code.
    """
    last = spans[-1] if spans else None
    in_touch = _newest_answer(entry, recorded, year)
    if in_touch in _A_CARE_LEAVER:
        return Closing()
    if last is not None and last.ended_on is not None:
        if last.reason_ended == DIED:
            return Closing(Closure.DIED, last.ended_on, last.ended_on)
        if last.reason_ended == TRANSFERRED:
            return Closing(Closure.TRANSFERRED, last.ended_on)
        if last.reason_ended in ADOPTED:
            return Closing(Closure.ADOPTED, last.ended_on)
    if in_touch == InTouch.DIED:
        return Closing(Closure.DIED, as_of)
    if in_touch == InTouch.RHOM:
        return Closing(Closure.RETURNED_HOME, as_of)
    return Closing()


def _newest_answer(entry: Entry, recorded: Recorded | None, year: int) -> str:
    """IN_TOUCH of the latest return there is, this one included: an old file never overrules a newer one."""
    stored = recorded.answers if recorded else {}
    newest = max(stored, default=0)
    if entry.answers is not None and year >= newest:
        return entry.answers.in_touch
    return stored[newest].in_touch if stored else ""
