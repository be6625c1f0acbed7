"""The rules against a second reading of them: whatever happened to a few people, both say the same is open.

Each run takes the same examples. `CARELEAVERS_TEST_EXAMPLES=2000` takes so many, and others every time.
"""

import ast
import os
import random
from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session

from careleavers.alerts import engine, queries, queue
from careleavers.alerts.statements import Reach, everything_due, untils
from careleavers.alerts.upcoming import forecast
from careleavers.domain.actors import Actor, job
from careleavers.domain.terms import Role, SubjectKind
from careleavers.people import due
from careleavers.people.caseload import caseload
from tests.alerts import oracle
from tests.alerts.facts import Council
from tests.alerts.histories import FIRST_ID, councils
from tests.conftest import TransactionDatabase
from tests.people import People

KINDS = (SubjectKind.YOUNG_PERSON, SubjectKind.WORKER, SubjectKind.OFFER)
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


def _swept(database: TransactionDatabase, council: Council, chance: random.Random) -> None:
    """Bring the alerts to the day that matters by a way of chance: days missed, made good, repeated, one by one."""
    before = [council.as_of - timedelta(days=chance.choice((1, 2, 7, 31))) for _ in range(chance.randint(0, 2))]
    for day in sorted(before):
        engine.sweep(database, day, only_raise=chance.random() < 0.5)
    with database.session(job("test"), write=True, today=council.as_of) as session:
        for history in chance.sample(council.histories, len(council.histories)):
            engine.refresh(session, young_person_id=history.person.id)
        session.commit()
    for _ in range(chance.randint(1, 2)):
        engine.sweep(database, council.as_of)


def _key(alert: queries.OpenAlert) -> oracle.Key:
    alert_ = alert.alert
    return alert_.rule, alert_.young_person_id or alert_.worker_id or alert_.offer_id, alert_.about_id


def _in_the_queue(session: Session, actor: Actor) -> list[queries.OpenAlert]:
    """Every page of the queue, one after another; its counts agree with it."""
    found: list[queries.OpenAlert] = []
    after, first = "", None
    while first is None or after:
        page = queue.read_queue(session, actor, queue.Filters(), after)
        first = first or page
        found += [alert for subject in page.subjects for alert in subject.alerts]
        after = page.after
    assert first.alerts_in_all == len(found)
    assert dict(first.by_severity) == Counter(alert.severity for alert in found)
    return found


def test_every_page_says_the_same_however_the_day_was_swept(database: TransactionDatabase, people: People) -> None:
    actor = Actor("account:1", role=Role.SERVICE_MANAGER, worker_id=people.id("sam"))

    def check(database: TransactionDatabase, council: Council, chance: random.Random) -> None:
        expected = oracle.open_on(council, council.as_of)
        _swept(database, council, chance)
        with database.session(actor, write=False, today=council.as_of) as session:
            shown = {_key(alert): alert.alert.due_on for alert in _in_the_queue(session, actor)}
            assert mine(shown) == expected
            told = queries.alerts_as_json(session, council.as_of)
            assert len(told) == len(shown)
            ids = [history.person.id or 0 for history in council.histories]
            owed = due.everything(session, ids)
            on_records = {
                (each.rule.id, each.subject_id, each.about_id): each.due_on
                for known in ids
                for each in due.open_now(session, owed.get(known, []))
            }
            about_people = {key: on for key, on in expected.items() if key[1] in ids}
            assert on_records == about_people
            counted = Counter(key[1] for key in about_people)
            for row in caseload(session, actor).rows:
                if row.person.id in ids:
                    assert sum(number for _, number in row.alerts) == counted[row.person.id]
            coming = forecast(session, council.as_of, 14, subject=SubjectKind.YOUNG_PERSON, only=ids)
            in_two_weeks = {(each.rule.id, each.subject_id, each.about_id): each.due_on for each in coming}
            within = oracle.open_on(council, council.as_of, 14, foreseen=True)
            assert in_two_weeks == {key: on for key, on in within.items() if key[1] in ids}

    for_each_council(database, people, (2, 1), check)


def test_every_part_of_a_history_is_made_up_and_read_again() -> None:
    """A function that makes facts up, or reads them a second time, and that nobody calls would check nothing."""
    sources = {path.name: ast.parse(path.read_text()) for path in Path(__file__).parent.glob("*.py")}
    named = {(file, node.id) for file, tree in sources.items() for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for file, tree in sources.items():
        if (file.endswith("_oracle.py") and not file.startswith("test_")) or file.endswith("_facts.py"):
            public = [each.name for each in tree.body if isinstance(each, ast.FunctionDef) and each.name[0] != "_"]
            for name in public:
                assert any(used == name for _, used in named), f"{file}: {name}"
