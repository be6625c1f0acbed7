"""The rules against a second reading of them: whatever happened to a few people, both say the same is open.

Each run takes the same examples. `CARELEAVERS_TEST_EXAMPLES=2000` takes so many, and others every time.
"""

import os
import random
from collections.abc import Callable
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from careleavers.alerts.statements import Reach, everything_due, untils
from careleavers.domain.actors import job
from careleavers.domain.terms import SubjectKind
from tests.alerts import oracle
from tests.alerts.facts import Council
from tests.alerts.histories import FIRST_ID, councils
from tests.conftest import TransactionDatabase
from tests.people import People

KINDS = (SubjectKind.YOUNG_PERSON, SubjectKind.WORKER)
MORE = os.environ.get("CARELEAVERS_TEST_EXAMPLES")


def for_each_council(
    database: TransactionDatabase,
    people: People,
    examples: tuple[int, int],
    check: Callable[..., None],
    prepare: Callable[[Council], Council] = lambda council: council,
) -> None:
    """Make up councils (so many on SQLite, so many on PostgreSQL), save each beside the people who are there, check."""
    number = examples[database.connection.dialect.name == "postgresql"]

    @settings(
        max_examples=int(MORE) if MORE else number, derandomize=not MORE, database=None, deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example],
    )  # fmt: skip
    @given(councils(people.id("tess"), people.north.id or 0), st.randoms(use_true_random=False))
    def run(council: Council, chance: random.Random) -> None:
        undone = database.connection.begin_nested()
        try:
            prepare(council).save(database.connection)
            check(TransactionDatabase(database.connection, council.policy), council, chance)
        finally:
            undone.rollback()

    run()


def mine(found: dict[oracle.Key, date]) -> dict[oracle.Key, date]:
    """Without those who are there in every test."""
    return {key: due_on for key, due_on in found.items() if (key[1] or 0) >= FIRST_ID}


def by_the_rules(session: Session, council: Council, day: date, within: int | None) -> dict[oracle.Key, date]:
    """What the rules' own SELECTs say is open, or falls due within so many days."""
    found = {}
    for kind in KINDS:
        values = {"as_of": day, **untils(council.policy, day, within)}
        for row in session.execute(everything_due(kind, council.policy, Reach.EVERYBODY), values):
            key = (row.rule, row.subject_id, row.about_id)
            assert key not in found
            found[key] = row.due_on
    return mine(found)


def test_rules_say_on_every_day_what_the_second_reading_says(database: TransactionDatabase, people: People) -> None:
    def check(database: TransactionDatabase, council: Council, chance: random.Random) -> None:
        with database.reading(job("test")) as session:
            for days, within in ((0, None), (-1, None), (1, None), (chance.randint(-60, 120), None), (0, 150)):
                day = council.as_of + timedelta(days=days)
                assert by_the_rules(session, council, day, within) == oracle.open_on(council, day, within)

    for_each_council(database, people, (60, 15), check)
