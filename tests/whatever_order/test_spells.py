"""In whatever order homes and work are begun, ended, put right or filled in: no day has two, no write is untold."""

# ruff: noqa: D102 - a step's name says what is done

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from careleavers.models import AccommodationSpell, EetSpell
from careleavers.spells import service
from tests.conftest import TODAY, TransactionDatabase
from tests.people import People
from tests.spells.conftest import eet, home
from tests.whatever_order.machine import Machine, run

# Few days, so that they meet each other; one of them has not come yet.
DAYS = st.integers(0, 11).map(lambda days: TODAY + timedelta(days=days - 10))
WHICH = st.integers(0, 20)
HORIZON = TODAY + timedelta(days=30)


def _days(start: date, end: date | None) -> set[date]:
    return {start + timedelta(days=n) for n in range(((end or HORIZON) - start).days)}


class Homes(Machine):
    """Homes of Yas, by two people who may each have an old page before them."""

    model: Any = AccommodationSpell
    details: Any = staticmethod(home)
    start_, add_, end_, correct_ = (
        staticmethod(each)
        for each in (service.start_home, service.add_earlier_home, service.end_home, service.correct_home)
    )
    audited = (AccommodationSpell,)

    def told(self) -> list[dict[str, Any]]:
        return sorted(self.rows(self.model), key=lambda row: row["started_on"])

    def taken(self, *but: int) -> set[date]:
        kept = [row for row in self.told() if row["id"] not in but]
        return set().union(*[_days(row["started_on"], row["ended_on"]) for row in kept])

    @rule(day=DAYS)
    def start(self, day: date) -> None:
        running = next((row for row in self.told() if row["ended_on"] is None), None)
        others = self.taken(*[running["id"]] if running else [])
        may = day <= TODAY and (running is None or day > running["started_on"]) and not others & _days(day, None)
        number = len(self.told())
        done = self.outcome(lambda: self.start_(self.session, self.amy, self.people.yas, self.details(day)))
        assert done == ("done" if may else "refused")
        assert len(self.told()) == number + may

    @rule(day=DAYS, end=DAYS)
    def fill_in(self, day: date, end: date) -> None:
        may = day < end <= TODAY and not self.taken() & _days(day, end)
        done = self.outcome(lambda: self.add_(self.session, self.amy, self.people.yas, self.details(day), end))
        assert done == ("done" if may else "refused")

    @precondition(lambda self: self.told())
    @rule(which=WHICH, day=DAYS, late=st.booleans())
    def end(self, which: int, day: date, late: bool) -> None:
        row = self.told()[which % len(self.told())]
        spell = self.session.get(self.model, row["id"])
        step = self.outcome(
            lambda: self.end_(self.session, self.people.yas, spell, day, "Moved", row["version"] - late)
        )
        may = row["ended_on"] is None and row["started_on"] < day <= TODAY
        assert step == ("stale" if late else "done" if may else "refused")

    @precondition(lambda self: self.told())
    @rule(which=WHICH, day=DAYS, end=st.none() | DAYS, late=st.booleans())
    def put_right(self, which: int, day: date, end: date | None, late: bool) -> None:
        before = self.told()
        row = before[which % len(before)]
        spell = self.session.get(self.model, row["id"])
        step = self.outcome(
            lambda: self.correct_(self.session, self.people.yas, spell, self.details(day), end, row["version"] - late)
        )
        assert (step == "stale") is late
        after = {each["id"]: each for each in self.told()}
        assert set(after) == {each["id"] for each in before}
        if step == "done":
            assert (after[row["id"]]["started_on"], after[row["id"]]["ended_on"]) == (day, end)
            assert after[row["id"]]["version"] == row["version"] + (row["started_on"] != day or row["ended_on"] != end)

    @invariant()
    def no_day_has_two(self) -> None:
        told = self.told()
        assert len(self.taken()) == sum(len(_days(row["started_on"], row["ended_on"])) for row in told)
        assert sum(row["ended_on"] is None for row in told) <= 1

    @invariant()
    def nothing_is_untold(self) -> None:
        self.check_the_trail()


class Work(Homes):
    """The same of what Yas does."""

    model: Any = EetSpell
    details: Any = staticmethod(eet)
    start_, add_, end_, correct_ = (
        staticmethod(each)
        for each in (service.start_eet, service.add_earlier_eet, service.end_eet, service.correct_eet)
    )
    audited = (EetSpell,)


@pytest.mark.parametrize("machine", [Homes, Work])
def test_no_day_has_two(database: TransactionDatabase, people: People, machine: type[Machine]) -> None:
    run(machine, database)


@pytest.mark.soak
@pytest.mark.parametrize("machine", [Homes, Work])
def test_no_day_has_two_in_many_ways(database: TransactionDatabase, people: People, machine: type[Machine]) -> None:
    run(machine, database, many=True)
