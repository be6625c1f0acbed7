"""Restrictions, access and conflicts in random histories, and the second reading of their rules (R98, R98b, R99)."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from careleavers.domain.policy import Policy
from careleavers.domain.protection import LoanKind, RestrictionGround
from careleavers.models import AccessLoan, Conflict, Restriction
from tests.alerts.day_counting import DAY
from tests.alerts.facts import Council, History
from tests.alerts.owed import NEVER, Due, Duty


def protect(story: Any, history: History) -> None:
    """Now and then a restriction with access that ends some day, and somebody kept apart from their worker."""
    about, manager = {"young_person_id": history.person.id}, story.manager_id
    if story.perhaps(3):
        began = story.day()
        looked = {"looked_on": story.day(), "looked_by_id": manager} if story.perhaps(2) else {}
        restriction = Restriction.made(
            id=next(story.ids), ground=RestrictionGround.STAFF, reason="Cousin", began_on=began, began_by_id=manager,
            **looked, **about,
        )  # fmt: skip
        history.restrictions.append(restriction)
        for _ in range(story.one(1, 2)):
            starts = story.day()
            agreed = {"agreed_on": starts, "agreed_by_id": manager} if not story.perhaps(4) else {}
            ended = {"ended_on": starts, "ended_by_id": manager} if story.perhaps(5) else {}
            loan = AccessLoan.made(
                id=next(story.ids), restriction_id=restriction.id, worker_id=story.workers[0].id,
                kind=story.one(*LoanKind), from_on=starts,
                until_on=starts + timedelta(days=story.one(13, 40, 179)), asked_by_id=story.workers[0].id,
                asked_on=starts, **agreed, **ended, **about,
            )  # fmt: skip
            history.loans.append(loan)
    if story.perhaps(3) and history.allocations:
        ended_by = {"ended_on": story.as_of, "ended_by_id": manager, "end_reason": "A mistake"}
        conflict = Conflict.made(
            id=next(story.ids), worker_id=story.one(*history.allocations).worker_id, reason="Neighbours",
            noted_by_id=manager, noted_on=story.day(), **(ended_by if story.perhaps(3) else {}), **about,
        )  # fmt: skip
        history.conflicts.append(conflict)


def protected(history: History, policy: Policy) -> Iterator[tuple[str, int, date]]:
    """What is owed under a restriction: rule, what it is about, and the day it is due."""
    for restriction in history.restrictions:
        if restriction.ended_on is None:
            last = restriction.looked_on or restriction.began_on
            yield "R98", restriction.id or 0, last + policy.restriction_look_days * DAY
    running = [loan for loan in history.loans if loan.agreed_on and loan.ended_on is None]
    for loan in running:
        theirs = [other.until_on for other in running if other.worker_id == loan.worker_id]
        if loan.kind is not LoanKind.TASK and max(theirs) == loan.until_on:
            yield "R98b", loan.id or 0, loan.until_on


def kept_apart(_council: Council, history: History, _duty: Duty) -> Iterator[Due]:
    """Allocations to somebody who must be kept apart."""
    for conflict in history.conflicts:
        for held in history.allocations:
            if conflict.ended_on is None and held.worker_id == conflict.worker_id:
                yield Due("R99", held.id or 0, max(conflict.noted_on, held.from_on), held.to_on or NEVER)
