"""What the machines of this folder share: steps that are undone at the end, refused steps, and a trail read again."""

import json
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test
from sqlalchemy import select
from sqlmodel import SQLModel, col

from careleavers.domain.actors import Actor, job
from careleavers.domain.refusals import Refused, Stale
from careleavers.models import ChangeEntry
from tests.conftest import TransactionDatabase
from tests.people import find_people

Outcome = str


class Machine(RuleBasedStateMachine):
    """Steps on one record, each by its service as a page calls it, in one transaction that is undone."""

    database: TransactionDatabase
    audited: tuple[type[SQLModel], ...] = ()
    ways, steps = 5, 12

    def __init__(self) -> None:
        """Begin where the people have been made and nothing else has happened."""
        super().__init__()
        self.undone = self.database.connection.begin_nested()
        self.session = self.database.session(job("test"), write=True)
        self.people = find_people(self.session)

    def teardown(self) -> None:
        """Leave nothing behind."""
        self.session.close()
        self.undone.rollback()

    @property
    def amy(self) -> Actor:
        """Amy, who does everything."""
        worker, account = self.people.worker("amy"), self.people.account("amy")
        return Actor(f"account:{account.id}", worker.role, account.id, worker.id, worker.team_id)

    def rows(self, model: Any) -> list[dict[str, Any]]:
        """The rows of a table as the database has them, oldest first."""
        found = self.session.connection().execute(select(model.__table__).order_by(model.__table__.c.id))
        return [dict(row._mapping) for row in found]

    def outcome(self, step: Callable[[], Any]) -> Outcome:
        """What became of a step: done, refused or stale. One that was not done has changed nothing."""
        before = {model: self.rows(model) for model in self.audited}
        self.session.expire_all()
        try:
            with self.session.begin_nested():
                step()
        except (Refused, Stale) as problem:
            self.session.expire_all()
            assert {model: self.rows(model) for model in self.audited} == before
            return "stale" if isinstance(problem, Stale) else "refused"
        return "done"

    def check_the_trail(self) -> None:
        """Every value of every row is the last one that the audit trail tells of it: nothing was saved past it."""
        for model in self.audited:
            table = model.__table__  # type: ignore[attr-defined]
            entries = select(ChangeEntry).where(col(ChangeEntry.table_name) == table.name).order_by(col(ChangeEntry.id))
            told: dict[tuple[str, str], Any] = {}
            for entry in self.session.execute(entries).scalars():
                told[entry.row_id, entry.field] = None if entry.after is None else json.loads(entry.after)
            for row in self.rows(model):
                for name in set(row) - {"id", "public_id", "version"}:
                    value = json.loads(json.dumps(row[name], default=str))
                    assert told.get((str(row["id"]), name)) == value, (table.name, name)


def run(machine: type[Machine], database: TransactionDatabase, *, many: bool = False) -> None:
    """Try the machine: the same few ways every time, or with `many` a great number of new ones."""
    machine.database = database
    number, steps = (300, 30) if many else (machine.ways, machine.steps)
    run_state_machine_as_test(  # type: ignore[no-untyped-call]
        machine,
        settings=settings(
            max_examples=number, stateful_step_count=steps, derandomize=not many, database=None, deadline=None,
            phases=tuple(Phase) if many else (Phase.generate,), suppress_health_check=list(HealthCheck),
        ),
    )  # fmt: skip
