"""Five schedulers at once, any killed at any moment: each due sweep is done once, nothing lost, none doubled."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from careleavers.alerts import engine, ledger
from careleavers.db import Database
from tests.alerts import sweeping
from tests.conftest import TODAY

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)
SCHEDULERS = 5


def _survive(database: Database, days: int, rounds: int, chance: random.Random, within: float) -> int:
    """So many days missed, so many rounds in which all schedulers are killed, and one in which they live."""
    ledger.run_due_sweeps(database, NOON, "first")
    killed, now = 0, NOON + timedelta(days=days)
    for number in range(rounds):
        # A lease of somebody killed is over by the next round.
        now += ledger.LEASE
        started = sweeping.start(database, now, SCHEDULERS, f"round {number}")
        killed += sweeping.kill_at_random(started, chance, within)
    sweeping.finish(sweeping.start(database, now + ledger.LEASE, SCHEDULERS, "last"))
    return killed


def _nothing_lost_or_doubled(database: Database, days: int) -> None:
    expected = [TODAY + timedelta(days=number) for number in range(days + 1)]
    assert sweeping.days_done(database) == expected
    assert sweeping.times_swept(database) == {day.isoformat(): 1 for day in expected}
    again = engine.sweep(database, expected[-1])
    assert (again.raised, again.cleared, again.failed) == (0, 0, ())


def test_killed_schedulers_lose_and_double_nothing(peopled: Database) -> None:
    killed = _survive(peopled, days=4, rounds=1, chance=random.Random(7), within=0.2)
    _nothing_lost_or_doubled(peopled, days=4)
    assert killed


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(8))
def test_killed_schedulers_lose_and_double_nothing_for_long(peopled: Database, seed: int) -> None:
    killed = _survive(peopled, days=31, rounds=25, chance=random.Random(seed), within=0.5)
    _nothing_lost_or_doubled(peopled, days=31)
    assert killed > 20
