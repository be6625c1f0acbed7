"""Made-up emergency access: one that waits for a manager, one that is late, one that was looked at, one for nobody."""

from datetime import UTC, date, datetime, time, timedelta

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.dates import WorkingDays
from careleavers.domain.emergency import EmergencyKind, EmergencyOutcome, EmergencyVerdict
from careleavers.domain.terms import Role

# Bank holidays apart, of which a made-up night knows nothing.
_WEEK = WorkingDays(())
_WHY = "The police rang at night: they were found at the station, upset, and would not say where they live."
_FOUND = "The duty worker drove them home and told their own worker in the morning. It was right to look."


def open_in_emergency(tables: Tables, people: list[Person], on: date) -> None:
    """Three records that were opened in an emergency, and one asking that found nobody."""
    workers = [each for each in tables.rows["worker"] if each["role"] is Role.AFTER_CARE_WORKER]
    known = [each for each in people if each.worker is not None and has_duty(each, on) and not each.story]
    for place, (ago, looked) in enumerate(((0, False), (6, False), (12, True)) if known else ()):
        person = known[place * 7 % len(known)]
        assert person.worker is not None
        theirs = person.worker["supervisor_id"]
        by = next((each for each in workers if each["supervisor_id"] != theirs), workers[-1])
        _row(tables, by["id"], on - timedelta(days=ago), person, looked=looked)
    _row(tables, workers[0]["id"], on - timedelta(days=1), None, looked=False)


def _row(tables: Tables, worker_id: int, day: date, person: Person | None, *, looked: bool) -> None:
    at = datetime.combine(day, time(2, 40), UTC)
    manager = person.worker["supervisor_id"] if person and person.worker else None
    tables.add(
        "emergency_access", kind=EmergencyKind.ASKED, reason=_WHY, keep_from_them="", worker_id=worker_id,
        young_person_id=person.id if person else None,
        outcome=EmergencyOutcome.OPENED if person else EmergencyOutcome.NOBODY, asked_on=day, asked_at=at,
        until_at=at + timedelta(hours=1) if person else None, sign_in="", review_by=_WEEK.add(day, 2),
        reviewed_on=day + timedelta(days=1) if looked else None, reviewed_by_id=manager if looked else None,
        verdict=EmergencyVerdict.NEEDED if looked else None, review_words=_FOUND if looked else "",
    )  # fmt: skip


__all__ = ["open_in_emergency"]
