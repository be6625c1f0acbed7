"""Doctors and referrals in random histories, and the second reading of their rules (R54, R55)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from careleavers.domain.network import HealthKind
from careleavers.models import HealthContact
from tests.alerts.day_counting import DAY
from tests.alerts.facts import Council, History
from tests.alerts.owed import Due, Duty

STRUCK = datetime(2026, 3, 1, 12, tzinfo=UTC)  # when a row was marked as recorded in error


def register(story: Any, history: History) -> None:
    """Some of what everybody needs by 18, some of it over or recorded in error; and referrals, seen or not."""
    person = history.person
    for kind in (HealthKind.GP, HealthKind.DENTIST, HealthKind.HISTORY, HealthKind.SPECIALIST, HealthKind.SPECIALIST):
        if story.perhaps(4):
            continue
        since = story.day()
        in_error = {"struck_by_id": story.manager_id, "struck_reason": "Somebody else's", "struck_at": STRUCK}
        row = HealthContact.made(
            id=next(story.ids), young_person_id=person.id, kind=kind, name="The practice", since_on=since,
            seen_on=since + DAY if kind is HealthKind.SPECIALIST and story.perhaps(3) else None,
            ended_on=since + 3 * DAY if story.perhaps(5) else None,
            recorded_by_id=story.manager_id, **(in_error if story.perhaps(6) else {}),
        )  # fmt: skip
        history.health.append(row)


def cared_for(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    """Whoever waits for a specialist, and whoever lacks one of the three by 18."""
    now = [row for row in history.health if row.struck_at is None and row.ended_on is None]
    for row in now:
        if row.kind is HealthKind.SPECIALIST and row.seen_on is None and row.since_on is not None:
            yield Due("R54", row.id or 0, row.since_on + council.policy.specialist_days * DAY)
    if not {"gp", "dentist", "history"} <= {row.kind.value for row in now}:
        yield Due("R55", 0, duty.at_18)
