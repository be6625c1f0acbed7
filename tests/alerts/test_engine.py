"""The engine: sweeps and refreshes agree, run twice change nothing, and a rule that fails stops no other."""

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, text
from sqlmodel import Session, col

from careleavers.alerts import engine
from careleavers.alerts.rules import RULES, catalogue
from careleavers.alerts.statements import everything_due
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Closure, SubjectKind
from careleavers.models import Alert, ChangeEntry, Contact, Offer
from careleavers.models.base import identity
from tests.alerts.conftest import tell_some
from tests.alerts.scene import Scene, allocated, change, day, disabled, known, new_scene, plan, turned, visit
from tests.conftest import TODAY, Some, TransactionDatabase
from tests.people import People, make_people

FACTS = (
    "rule",
    "young_person_id",
    "worker_id",
    "offer_id",
    "about_id",
    "due_on",
    "since_on",
    "never",
    "every_days",
    "basis",
    "worse",
)


def open_now(session: Session) -> set[tuple[Any, ...]]:
    """Every open alert, without its identity."""
    rows = session.execute(select(Alert.__table__).where(col(Alert.cleared_at).is_(None)))  # type: ignore[attr-defined]
    return {tuple(getattr(row, name) for name in FACTS) for row in rows}


def open_rules(session: Session, **about: int) -> list[str]:
    """The rules with an open alert about somebody."""
    mine = [col(getattr(Alert, name)) == value for name, value in about.items()]
    found = session.execute(select(Alert.rule).where(col(Alert.cleared_at).is_(None), *mine)).scalars()
    return sorted(found)


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """`failing("R27")` makes a rule fail until `mend()`."""
    whole = dict(catalogue._filed)

    def fail(rule_id: str, sql: bool = False) -> None:
        def broken(_policy: object) -> Any:
            if sql:
                return whole[rule_id].select(_policy).where(text("no_such_column = 1"))
            raise RuntimeError("broken on purpose")

        catalogue._filed[rule_id] = replace(whole[rule_id], select=broken)
        use_filed()

    def mend() -> None:
        catalogue._filed.update(whole)
        use_filed()

    def use_filed() -> None:
        monkeypatch.setattr(engine, "IN_ORDER", tuple(RULES[rule.id] for rule in engine.IN_ORDER))
        everything_due.cache_clear()

    fail.mend = mend  # type: ignore[attr-defined]
    yield fail
    mend()


def test_sweep_raises_for_every_rule_and_a_second_one_changes_nothing(
    database: TransactionDatabase, session: Session
) -> None:
    tell_some(session)
    first = engine.sweep(database, TODAY)
    before = open_now(session)
    again = engine.sweep(database, TODAY)
    assert first.raised == first.open == len(before) > 100
    assert {each.rule for each in first.rules if each.open} == set(RULES)
    assert (again.raised, again.cleared, again.open) == (0, 0, first.open)
    assert open_now(session) == before


def test_one_person_at_a_time_comes_to_the_same(
    database: TransactionDatabase, session: Session, some: Some[Scene]
) -> None:
    scenes = list(some(tell_some(session)))
    for scene in scenes:
        engine.refresh(session, young_person_id=identity(scene.sky))
        engine.refresh(session, worker_id=identity(scene.amy))
    for name in ("yas", "zak"):
        engine.refresh(session, young_person_id=scenes[0].people.id(name))
    for name in ("amy", "ivy", "sol", "ben", "tess", "una"):
        engine.refresh(session, worker_id=scenes[0].people.id(name))
    for offer in session.execute(select(Offer)).scalars().all():
        engine.refresh(session, offer_id=identity(offer))
    people = scenes[0].people
    looked_at = {people.id(name) for name in ("yas", "zak")} | {identity(scene.sky) for scene in scenes}
    workers = {people.id(name) for name in ("amy", "ivy", "sol", "ben")} | {identity(scene.amy) for scene in scenes}

    def about_them() -> set[tuple[Any, ...]]:
        mine = open_now(session)
        return {each for each in mine if each[1] in looked_at or each[2] in workers or each[3] is not None}

    one_by_one = about_them()
    engine.sweep(database, TODAY)
    assert about_them() == one_by_one


def test_result_has_the_keys_that_were_promised(database: TransactionDatabase, people: People) -> None:
    found = engine.sweep(database, TODAY).as_json()
    assert list(found) == ["as_of", "seconds", "raised", "cleared", "open", "rules"]
    assert [list(each) for each in found["rules"]] == [["rule", "raised", "cleared", "open"]] * len(RULES)
    assert found["as_of"] == "2026-03-04"
    assert found["open"] == sum(each["open"] for each in found["rules"])


def test_sweep_leaves_one_line_in_the_audit_trail(
    database: TransactionDatabase, session: Session, people: People
) -> None:
    engine.sweep(database, TODAY)
    entries = session.execute(select(ChangeEntry).where(col(ChangeEntry.table_name) == "alert")).scalars().all()
    assert [(entry.actor, entry.row_id) for entry in entries] == [("job:sweep", "many")]


def test_visit_clears_the_alert_in_the_same_transaction(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    for fact in (visit(70), allocated(300)):
        fact(scene)
    about = identity(scene.sky)
    engine.refresh(session, young_person_id=about)
    assert "R27" in open_rules(session, young_person_id=about)
    visit(0)(scene)
    engine.refresh(session, young_person_id=about)
    assert "R27" not in open_rules(session, young_person_id=about)
    cleared = session.execute(select(Alert.__table__).where(col(Alert.rule) == "R27")).one()  # type: ignore[attr-defined]
    assert (cleared.cleared_on, cleared.raised_on) == (TODAY, TODAY)
    assert cleared.cleared_at is not None


def test_what_is_saved_together_is_looked_at_once_at_the_end(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    for fact in (visit(70), allocated(300)):
        fact(scene)
    about = identity(scene.sky)
    with engine.gathered(session):
        engine.refresh(session, young_person_id=about)
        assert open_rules(session, young_person_id=about) == []
        visit(0)(scene)
    assert open_rules(session, young_person_id=about)
    # R27 stood between the two: nobody was told of it, so nothing is kept of it.
    assert session.execute(select(func.count()).select_from(Alert).where(col(Alert.rule) == "R27")).scalar_one() == 0


def test_save_that_fails_leaves_the_next_one_looked_at(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    visit(70)(scene)
    about = identity(scene.sky)
    with pytest.raises(RuntimeError, match="half way"), engine.gathered(session):
        engine.refresh(session, young_person_id=about)
        raise RuntimeError("half way")
    assert open_rules(session, young_person_id=about) == []
    engine.refresh(session, young_person_id=about)
    assert "R27" in open_rules(session, young_person_id=about)


def test_alert_keeps_its_row_when_its_day_moves(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    visit(70)(scene)
    about = identity(scene.sky)
    engine.refresh(session, young_person_id=about)

    def row() -> Any:
        mine = (col(Alert.young_person_id) == about, col(Alert.rule) == "R27")
        return session.execute(select(Alert.__table__).where(*mine)).one()  # type: ignore[attr-defined]

    before = row()
    visit(60)(scene)
    engine.refresh(session, young_person_id=about)
    after = row()
    assert (before.due_on, after.due_on) == (TODAY - timedelta(days=14), TODAY - timedelta(days=4))
    assert (before.id, before.public_id, before.raised_at) == (after.id, after.public_id, after.raised_at)


def test_two_changes_are_two_alerts(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    for fact in (change(30), change(20)):
        fact(scene)
    about = identity(scene.sky)
    engine.refresh(session, young_person_id=about)
    assert Counter(open_rules(session, young_person_id=about))["R11"] == 2
    plan(25)(scene)
    engine.refresh(session, young_person_id=about)
    assert Counter(open_rules(session, young_person_id=about))["R11"] == 1


@pytest.mark.parametrize(
    ("end", "left"), [(known(died_on=day(0)), ["R61"]), (turned(25, 0), [])], ids=["died today", "turned 25 today"]
)
def test_everything_clears_when_the_duty_ends(session: Session, people: People, end: Any, left: list[str]) -> None:
    """Only that others must be told begins with a death."""
    scene = new_scene(session, people)
    about = identity(scene.sky)
    engine.refresh(session, young_person_id=about)
    assert open_rules(session, young_person_id=about)
    end(scene)
    engine.refresh(session, young_person_id=about)
    assert open_rules(session, young_person_id=about) == left


def test_everything_clears_when_support_is_closed(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    about = identity(scene.sky)
    engine.refresh(session, young_person_id=about)
    assert open_rules(session, young_person_id=about)
    scene.sky.closed_on, scene.sky.closure = TODAY, Closure.TRANSFERRED
    engine.refresh(session, young_person_id=about)
    assert open_rules(session, young_person_id=about) == []


def test_disabling_a_worker_shows_whom_they_leave_behind(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    allocated(300)(scene)
    about = identity(scene.sky)
    engine.refresh(session, young_person_id=about)
    assert "R20" not in open_rules(session, young_person_id=about)
    disabled(1)(scene)
    engine.refresh(session, worker_id=identity(scene.amy))
    assert "R20" in open_rules(session, young_person_id=about)
    assert open_rules(session, worker_id=identity(scene.amy)) == []


def test_earlier_of_two_stretches_without_a_worker_is_the_alert(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    for fact in (allocated(300, until=8), allocated(-5, until=-30, to="ivy")):
        fact(scene)
    engine.refresh(session, young_person_id=identity(scene.sky))
    about_worker = session.execute(
        select(Alert.__table__).where(col(Alert.rule) == "R20", col(Alert.young_person_id) == identity(scene.sky))  # type: ignore[attr-defined]
    ).one()
    assert about_worker.due_on == day(8)


@pytest.mark.parametrize("sql", [False, True], ids=["in Python", "in the database"])
def test_rule_that_fails_stops_no_other_and_is_shown(
    database: TransactionDatabase, session: Session, people: People, failing: Any, sql: bool
) -> None:
    failing("R27", sql)
    result = engine.sweep(database, TODAY)
    assert result.failed == ("R27",)
    assert "R30" in open_rules(session, young_person_id=people.id("yas"))
    shown = select(Alert.rule).where(col(Alert.subject_kind) == SubjectKind.SYSTEM, col(Alert.cleared_at).is_(None))
    assert session.execute(shown).scalars().all() == ["R27"]
    engine.sweep(database, TODAY)
    assert session.execute(shown).scalars().all() == ["R27"]
    failing.mend()
    assert engine.sweep(database, TODAY).failed == ()
    assert session.execute(shown).scalars().all() == []
    assert "R27" in open_rules(session, young_person_id=people.id("yas"))


@pytest.mark.parametrize("sql", [False, True], ids=["in Python", "in the database"])
def test_save_goes_on_when_a_rule_fails(session: Session, people: People, failing: Any, sql: bool) -> None:
    scene = new_scene(session, people)
    failing("R27", sql)
    visit(3)(scene)
    engine.refresh(session, young_person_id=identity(scene.sky))
    assert session.execute(select(func.count()).select_from(Contact)).scalar() == 1
    assert "R06" in open_rules(session, young_person_id=identity(scene.sky))
    system = select(Alert.rule).where(col(Alert.subject_kind) == SubjectKind.SYSTEM)
    assert session.execute(system).scalars().all() == ["R27"]


def test_alert_of_a_failing_rule_stays_open(
    database: TransactionDatabase, session: Session, people: People, failing: Any
) -> None:
    engine.sweep(database, TODAY)
    failing("R27")
    engine.sweep(database, TODAY)
    assert "R27" in open_rules(session, young_person_id=people.id("yas"))


def test_two_sweeps_at_once_raise_no_double(peopled: Database) -> None:
    gate, results = threading.Barrier(2), list[engine.Result]()

    def run() -> None:
        gate.wait()
        results.append(engine.sweep(peopled, TODAY))

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with peopled.reading(job("test")) as session:
        alerts = session.execute(select(func.count()).select_from(Alert)).scalar()
        assert len(open_now(session)) == alerts
    assert sorted(result.raised for result in results) == [0, alerts]


def test_sweep_cut_off_in_the_middle_leaves_nothing(peopled: Database) -> None:
    class Killed(BaseException):
        pass

    def cut_off(_session: Session, _result: engine.Result) -> None:
        raise Killed

    with pytest.raises(Killed):
        engine.sweep(peopled, TODAY, settle=cut_off)
    with peopled.reading(job("test")) as session:
        assert open_now(session) == set()
    assert engine.sweep(peopled, TODAY).raised > 100


@pytest.mark.parametrize("whole", ["postgresql"], indirect=True)
def test_what_is_saved_while_a_sweep_runs_is_cleared_after_it(whole: Database) -> None:
    """A save may commit between the sweep's reading and its commit, except on SQLite, where it must wait."""
    with whole.transaction(job("test"), today=TODAY) as session:
        scenes = tell_some(session)
        scene = next(each for each in scenes if each.plans == 0)

    def save_meanwhile(_session: Session, _result: engine.Result) -> None:
        with whole.transaction(job("test"), today=TODAY) as other:
            # Its own recheck cannot see the alert that the sweep has raised but not committed.
            visit(0)(replace(scene, session=other))

    engine.sweep(whole, TODAY, settle=save_meanwhile)
    with whole.reading(job("test")) as session:
        assert "R30" not in open_rules(session, young_person_id=identity(scene.sky))


@pytest.mark.parametrize("whole", ["postgresql"], indirect=True)
def test_what_is_asked_after_each_save_is_planned_once_for_a_connection(whole: Database) -> None:
    """Planning it takes six times as long as asking it. Neither reading nor a refusal makes the connection forget."""
    with whole.transaction(job("test"), today=TODAY) as session:
        about = make_people(session, TODAY).id("yas")
    for _ in range(3):
        with whole.transaction(job("test"), today=TODAY) as session:
            engine.refresh(session, young_person_id=about)
            session.begin_nested().rollback()
        with pytest.raises(Refused), whole.transaction(job("test"), today=TODAY):
            raise Refused("", "No")
        with whole.reading(job("test")) as session:
            assert open_rules(session, young_person_id=about)
    with whole.reading(job("test")) as session:
        plans = text("SELECT generic_plans, custom_plans FROM pg_prepared_statements WHERE statement LIKE '%R99%'")
        assert [tuple(row) for row in session.execute(plans)] == [(3, 0)]
