"""Leave to remain in random histories, and the second reading of its rules (R57, R57b, R57c)."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from careleavers.domain.immigration import ImmigrationStepKind
from careleavers.domain.terms import LeaveType
from careleavers.models import ImmigrationStep
from tests.alerts.day_counting import DAY, months_on
from tests.alerts.facts import Council, History
from tests.alerts.owed import NEVER, Due, Duty

STRUCK = datetime(2026, 3, 1, 12, tzinfo=UTC)  # when a step was marked as recorded in error


def renew(story: Any, history: History) -> None:
    """Now and then leave that ends some day round what matters, and what was done about it or about another."""
    if story.perhaps(3):
        return
    person = history.person
    person.leave_type = story.one(None, *LeaveType)
    ends = story.day() + timedelta(days=story.one(0, 28, 29, 90, 184, 365))
    person.leave_expires_on = ends if not story.perhaps(6) else None
    for on in story.days_in_order(2):
        in_error = {"struck_by_id": story.manager_id, "struck_reason": "Somebody else's", "struck_at": STRUCK}
        step = ImmigrationStep.made(
            id=next(story.ids), young_person_id=person.id, happened_on=on, kind=story.one(*ImmigrationStepKind),
            adviser="The law centre", leave_ends_on=story.one(ends, ends - DAY),
            recorded_by_id=story.manager_id, **(in_error if story.perhaps(5) else {}),
        )  # fmt: skip
        history.immigration.append(step)


def renewed(council: Council, history: History, _duty: Duty) -> Iterator[Due]:
    """An adviser and an application for whoever has leave that ends."""
    person, policy = history.person, council.policy
    ends = person.leave_expires_on
    if ends is None or person.leave_type is LeaveType.INDEFINITE:
        return
    done = {each.kind for each in history.immigration if each.struck_at is None and each.leave_ends_on == ends}
    if not done:
        yield Due("R57", 0, months_on(ends, -policy.leave_adviser_months))
    if ImmigrationStepKind.APPLICATION not in done:
        last_days = ends - policy.leave_critical_days * DAY
        yield Due("R57b", 0, months_on(ends, -policy.leave_application_months), last_days)
        yield Due("R57c", 0, last_days, NEVER)
