"""In whatever order actions are added, given another day, done or dropped, by two people with one page each."""

# ruff: noqa: D102 - a step's name says what is done

from datetime import date, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from careleavers.actions import service
from careleavers.domain.terms import ActionSource, ActionState
from careleavers.models import Action, ActionDetails
from careleavers.models.base import identity
from tests.conftest import TODAY, TransactionDatabase
from tests.people import People
from tests.whatever_order.machine import Machine, run

DAYS = st.integers(-1, 6).map(lambda days: TODAY + timedelta(days=days))
WORDS = st.sampled_from(["", " ", "The college had no place until May", "Rang, and it is done"])
WHICH = st.integers(0, 20)


class Actions(Machine):
    """Actions about Yas, beside what they ought to be."""

    audited = (Action,)

    def __init__(self) -> None:
        """Begin with none."""
        super().__init__()
        self.ought: dict[int, tuple[ActionState, date, int]] = {}

    def one(self, which: int) -> tuple[Action, int]:
        number = list(self.ought)[which % len(self.ought)]
        found = self.session.get(Action, number)
        assert found is not None
        return found, number

    @rule(day=DAYS, what=WORDS, owner=st.sampled_from(["amy", "ivy", "left", "nobody"]))
    def add(self, day: date, what: str, owner: str) -> None:
        ben = self.people.worker("ben")
        ben.disabled_on = TODAY
        self.session.flush()
        owners = {"left": identity(ben), "nobody": 999_999}
        owner_id = owners.get(owner) or self.people.id(owner)
        if not what:
            return  # the form itself asks for words
        made: list[Action] = []
        details = ActionDetails(what=what, outcome="Safe", owner_id=owner_id, due_on=day)
        step = self.outcome(
            lambda: made.append(
                service.add_action(
                    self.session, self.amy, details, source=ActionSource.CONTACT, young_person_id=self.people.yas.id
                )
            )
        )
        may = day >= TODAY and bool(what.strip()) and owner not in owners
        assert step == ("done" if may else "refused")
        if may:
            self.ought[identity(made[0])] = (ActionState.OPEN, day, 0)

    @precondition(lambda self: self.ought)
    @rule(which=WHICH, day=DAYS, why=WORDS, late=st.booleans())
    def give_another_day(self, which: int, day: date, why: str, late: bool) -> None:
        action, number = self.one(which)
        state, due_on, times = self.ought[number]
        step = self.outcome(lambda: service.redate_action(self.session, action, day, why, action.version - late))
        may = state is ActionState.OPEN and day >= TODAY and day != due_on and bool(why.strip())
        assert step == (
            "refused" if state is not ActionState.OPEN else "stale" if late else "done" if may else "refused"
        )
        if step == "done":
            self.ought[number] = (state, day, times + 1)

    @precondition(lambda self: self.ought)
    @rule(which=WHICH, why=WORDS, late=st.booleans(), drop=st.booleans())
    def end(self, which: int, why: str, late: bool, drop: bool) -> None:
        action, number = self.one(which)
        state, due_on, times = self.ought[number]
        do = service.drop_action if drop else service.finish_action
        step = self.outcome(lambda: do(self.session, action, why, action.version - late))
        is_open = state is ActionState.OPEN
        assert step == ("refused" if not is_open else "stale" if late else "done" if why.strip() else "refused")
        if step == "done":
            self.ought[number] = (ActionState.DROPPED if drop else ActionState.DONE, due_on, times)

    @invariant()
    def they_are_what_they_ought_to_be(self) -> None:
        told = {row["id"]: (row["state"], row["due_on"], row["times_redated"]) for row in self.rows(Action)}
        assert told == self.ought
        assert all(row["evidence"] for row in self.rows(Action) if row["state"] is ActionState.DONE)

    @invariant()
    def nothing_is_untold(self) -> None:
        self.check_the_trail()


def test_actions_are_what_they_ought_to_be(database: TransactionDatabase, people: People) -> None:
    run(Actions, database)


@pytest.mark.soak
def test_actions_are_what_they_ought_to_be_in_many_ways(database: TransactionDatabase, people: People) -> None:
    run(Actions, database, many=True)
