"""What is read from open alerts: severity in SQL as in Python, why in words, the queue in order and its counts."""

# ruff: noqa: E501 - sentences are quoted whole, on one line

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts import engine, own, queries, queue, upcoming
from careleavers.alerts.queue import Filters, read_queue
from careleavers.alerts.rules import RULES
from careleavers.alerts.severity import is_late, rank_on
from careleavers.alerts.whose import whose
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.policy import Policy
from careleavers.domain.terms import AlertState, AllocationRole, Basis, Role, Severity, SubjectKind
from careleavers.models import Acknowledgement, Alert, Allocation
from careleavers.models.base import identity
from tests.alerts.conftest import swept
from tests.alerts.scene import (
    allocated,
    attempt,
    call,
    change,
    day,
    home,
    home_visit,
    in_post,
    new_scene,
    papers,
    plan,
    review,
    supervised,
    turned,
    visit,
)
from tests.alerts.stories import ALL_FOUR
from tests.conftest import TODAY, Kept, TransactionDatabase, filled, undone
from tests.people import People, find_people, make_people

POLICY = Policy()


def service_manager(people: People) -> Actor:
    return Actor("account:1", Role.SERVICE_MANAGER, 1, people.id("sam"))


def team_manager(people: People) -> Actor:
    return Actor("account:2", Role.TEAM_MANAGER, 2, people.id("tess"), people.north.id)


@pytest.fixture
def database(kept: Kept, request: pytest.FixtureRequest) -> Iterator[TransactionDatabase]:
    """Undone at the end of the test; with the stories in it, and swept, if the test asks for what was told."""
    if "told" in request.fixturenames:
        chosen = kept.engine("swept", swept)
    else:
        chosen = kept.engine("peopled", filled(lambda session: make_people(session, TODAY)))
    with undone(chosen) as connection:
        yield TransactionDatabase(connection)


@pytest.fixture
def told(session: Session, monkeypatch: pytest.MonkeyPatch) -> People:
    """Some of every rule's stories, swept, and all of them on one page."""
    monkeypatch.setattr(queue, "PAGE", 1000)
    return find_people(session)


@pytest.mark.parametrize("days", [0, 20, 60, 100])
def test_severity_and_lateness_are_the_same_in_sql_as_in_python(session: Session, told: People, days: int) -> None:
    as_of = TODAY + timedelta(days=days)
    rows = session.execute(select(Alert, rank_on(POLICY, as_of), is_late(POLICY, as_of)))
    for alert, rank, late in rows:
        rule = RULES[alert.rule]
        assert rank == rule.severity_on(alert.due_on, as_of, alert.worse, POLICY).rank, alert.rule
        assert bool(late) is rule.is_late(alert.due_on, as_of, POLICY), alert.rule


SENTENCES: list[tuple[str, tuple[Any, ...], str]] = [
    (
        "R27",
        (visit(date(2026, 1, 1)), plan(200, every=28), *[attempt(n) for n in (3, 10, 20)]),
        "Last seen 1 January 2026; agreed every 28 days; due 29 January 2026; 34 days late; 3 attempts since.",
    ),
    (
        "R27",
        (turned(16, 56),),
        "Not seen since support began on 7 January 2026; every 56 days; due 4 March 2026; due today.",
    ),
    ("R30", (call(28),), "Last contact both ways 4 February 2026; every 28 days; due 4 March 2026; due today."),
    ("R20", (allocated(300, until=3),), "The last worker who counts stopped on 1 March 2026; 3 days late."),
    ("R20", (turned(16, -40),), "No after-care worker from 13 April 2026; due in 40 days."),
    ("R06", (turned(18, 1),), "No pathway plan approved; 18 on 3 March 2026; 1 day late."),
    (
        "R07",
        (plan(date(2025, 9, 4)),),
        "Approved 4 September 2025, not reviewed since; every 6 months; due 4 March 2026; due today.",
    ),
    (
        "R07",
        (plan(400), review(date(2025, 9, 5))),
        "Last approved or reviewed 5 September 2025; every 6 months; due 5 March 2026; due tomorrow.",
    ),
    (
        "R11",
        (change(date(2026, 2, 18)),),
        "Lost a job or a course on 18 February 2026, no version of the plan approved since; due 4 March 2026; due today.",
    ),
    (
        "R13",
        (plan(7, copy=None),),
        "Version 1 approved 25 February 2026, no copy given yet; due 4 March 2026; due today.",
    ),
    (
        "R14",
        (plan(20, copy=6, view=""),),
        "Version 1 given on 18 February 2026, not gone through together yet, or their view not kept; due 4 March 2026;"
        " due today.",
    ),
    (
        "R24",
        (home(5),),
        "Moved 27 February 2026, not visited at the new home yet; due 6 March 2026; due in 2 days.",
    ),
    (
        "R26",
        (home(200), home_visit(60)),
        "Last visited at home 3 January 2026; every 56 days; due 28 February 2026; 4 days late.",
    ),
    (
        "R27b",
        (visit(40, next_in=-30), call(20, next_in=-5)),
        "A visit was planned for 27 February 2026, nothing recorded; due 2 March 2026; 2 days late;"
        " an open high risk, or the second in a row.",
    ),
]


@pytest.mark.parametrize(
    ("rule", "facts", "sentence"), SENTENCES, ids=lambda value: value if isinstance(value, str) else ""
)
def test_why_in_one_sentence(
    session: Session, people: People, rule: str, facts: tuple[Any, ...], sentence: str
) -> None:
    scene = new_scene(session, people)
    for fact in facts:
        fact(scene)
    engine.refresh(session, young_person_id=identity(scene.sky))
    mine = (col(Alert.young_person_id) == scene.sky.id, col(Alert.rule) == rule)
    assert [each.why for each in queries.open_alerts(session, TODAY, *mine)] == [sentence]


def test_why_for_a_worker(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    for fact in (in_post(400), supervised(40)):
        fact(scene)
    engine.refresh(session, worker_id=identity(scene.amy))
    [alert] = queries.open_alerts(session, TODAY, col(Alert.worker_id) == scene.amy.id)
    assert alert.why == "Last signed supervision 23 January 2026; every 28 days; due 20 February 2026; 12 days late."


def test_every_alert_says_why_without_gaps(session: Session, told: People) -> None:
    rows = queries.alerts_as_json(session, TODAY, due_within=60)
    for row in rows:
        assert not re.search(r"[{}]|None|  |^;|; ;|^ ", row["why"]), row
        assert row["why"].endswith(".")
    assert {row["rule"] for row in rows} == set(RULES)


def test_json_has_the_keys_that_were_promised(session: Session, told: People) -> None:
    rows = queries.alerts_as_json(session, TODAY)
    assert {tuple(row) for row in rows} == {
        ("rule", "title", "subject_type", "subject", "worker", "team", "due_on", "days_late", "severity", "basis",
         "state", "why")
    }  # fmt: skip
    yas = [row for row in rows if row["subject"] == told.yas.child_id]
    assert {(row["team"], row["worker"]) for row in yas} == {("North", "amy")}
    ben = [row for row in rows if row["subject"] == "ben"]
    assert {(row["rule"], row["team"], row["worker"]) for row in ben} == {("R70", "South", "una")}
    assert {row["subject_type"] for row in rows} == {"young_person", "worker", "offer"}
    late = [row for row in rows if row["state"] == "overdue"]
    assert all(row["days_late"] > 0 for row in late)


def test_json_with_due_within_adds_what_comes_and_doubles_nothing(session: Session, told: People) -> None:
    now, later = queries.alerts_as_json(session, TODAY), queries.alerts_as_json(session, TODAY, due_within=60)
    assert later[: len(now)] == now
    added = later[len(now) :]
    assert added
    assert {row["state"] for row in added} == {"coming"}
    assert all(0 <= -row["days_late"] <= 60 for row in added)
    # Several things may be due by one rule; the sentence names each of them.
    told = {(row["rule"], row["subject"], row["due_on"], row["why"].split(":")[0]) for row in now}
    assert not told & {(row["rule"], row["subject"], row["due_on"], row["why"].split(":")[0]) for row in added}


def test_rules_as_json(session: Session) -> None:
    rows = queries.rules_as_json(Policy(visit_every_days=28))
    assert [row["id"] for row in rows] == sorted(RULES)
    visit_due = next(row for row in rows if row["id"] == "R27")
    assert list(visit_due) == ["id", "name", "severity", "basis", "source", "limit", "default", "unit", "clears_when"]
    assert (visit_due["limit"], visit_due["default"], visit_due["unit"]) == (28, 56, "days")
    assert next(row for row in rows if row["id"] == "R06")["limit"] is None


def test_next_visit_is_read_from_the_rule_itself(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    for fact in (visit(10), allocated(300), plan(30), papers(**ALL_FOUR)):
        fact(scene)
    found = {each.rule.id: each.due_on for each in upcoming.due_for(session, scene.sky, TODAY)}
    assert found == {
        "R30": TODAY + timedelta(days=18),
        "R27": TODAY + timedelta(days=46),
        "R07": date(2026, 8, 2),
        "R84": date(2027, 3, 1),
        "R85": date(2026, 7, 1),
        "R55": date(2024, 6, 1),
        "R71": date(2022, 8, 24),
    }


def test_queue_is_worst_first_and_pages_by_key(session: Session, told: People, monkeypatch: pytest.MonkeyPatch) -> None:
    actor = service_manager(told)
    whole = read_queue(session, actor, Filters())
    monkeypatch.setattr(queue, "PAGE", 7)
    after, found, pages = "", list[str](), 0
    while True:
        page = read_queue(session, actor, Filters(), after)
        found += [subject.first.alert.public_id for subject in page.subjects]
        pages += 1
        if not page.after:
            break
        after = page.after
    assert found == [subject.first.alert.public_id for subject in whole.subjects]
    assert pages == -(-len(found) // 7)
    weights = [
        (subject.first.late, subject.first.severity.rank, subject.first.young_person is not None)
        for subject in whole.subjects
    ]
    assert weights == sorted(weights, reverse=True)
    for subject in whole.subjects:
        inside = [(each.late, each.severity.rank) for each in subject.alerts]
        assert inside == sorted(inside, reverse=True)


def test_counts_agree_with_the_list(session: Session, told: People) -> None:
    actor = service_manager(told)
    for filters in (
        Filters(), Filters(severity=Severity.HIGH), Filters(rule="R27"), Filters(basis=Basis.GUIDANCE),
        Filters(state=AlertState.COMING), Filters(state=AlertState.OVERDUE, rule="R30"),
        Filters(team=told.south.public_id), Filters(worker=queue.NOBODY), Filters(worker=told.workers["amy"].public_id),
    ):  # fmt: skip
        found = read_queue(session, actor, filters)
        alerts = [each for subject in found.subjects for each in subject.alerts]
        assert found.subjects_in_all == len(found.subjects) > 0, filters
        assert found.alerts_in_all == len(alerts), filters
        for each in alerts:
            assert filters.severity in (None, each.severity)
            assert filters.rule in (None, each.alert.rule)
            assert filters.basis in (None, each.alert.basis)
            assert filters.state in (None, each.state)
        counted = {level: sum(each.severity is level for each in alerts) for level, _ in found.by_severity}
        assert dict(found.by_severity) == counted


@pytest.mark.parametrize(
    "cursor", ["", "x", "1.2.3", "12.2026-03-04", "9999.2026-03-04.A", "1.2026-03-04.'; --", "1.0.é"]
)
def test_page_that_is_none_is_the_first(session: Session, told: People, cursor: str) -> None:
    actor = service_manager(told)
    first, found = read_queue(session, actor, Filters()), read_queue(session, actor, Filters(), cursor)
    assert [each.first.alert.id for each in found.subjects] == [each.first.alert.id for each in first.subjects]


def test_queue_shows_nobody_out_of_scope(session: Session, told: People) -> None:
    found = read_queue(session, team_manager(told), Filters())
    seen = {subject.first.young_person.given_name for subject in found.subjects if subject.first.young_person}
    assert "Yas" in seen
    assert "Zak" not in seen
    workers = {subject.first.subject.sign_in_name for subject in found.subjects if subject.first.subject}
    assert "amy" in workers
    assert "ben" not in workers


@pytest.mark.parametrize(
    ("begins_in", "ends_in", "answers"),
    [(None, None, "amy"), (0, 1, "ivy"), (-20, None, "ivy"), (1, 5, "amy"), (-5, 0, "amy")],
)
def test_alerts_are_those_of_the_after_care_worker_and_of_cover_while_it_lasts(
    session: Session, people: People, begins_in: int | None, ends_in: int | None, answers: str
) -> None:
    if begins_in is not None:
        session.add(
            Allocation.made(
                young_person_id=people.id("yas"), worker_id=people.id("ivy"), role=AllocationRole.COVER,
                from_on=TODAY + timedelta(days=begins_in), allocated_by_id=people.id("tess"),
                to_on=None if ends_in is None else TODAY + timedelta(days=ends_in),
            )
        )  # fmt: skip
    engine.refresh(session, young_person_id=people.id("yas"))
    [alert, *_] = queries.open_alerts(session, TODAY, col(Alert.young_person_id) == people.id("yas"))
    assert (alert.worker and alert.worker.sign_in_name, alert.team and alert.team.name) == (answers, "North")
    of_yas = whose(session, SubjectKind.YOUNG_PERSON, [people.id("yas")], TODAY)[people.id("yas")]
    assert (of_yas.worker, of_yas.team) == (answers, "North")


def test_own_list_is_of_those_allocated(session: Session, people: People) -> None:
    for name in ("yas", "zak"):
        engine.refresh(session, young_person_id=people.id(name))
    for name in ("amy", "ben"):
        engine.refresh(session, worker_id=people.id(name))
    amy = Actor("account:4", Role.AFTER_CARE_WORKER, 4, people.id("amy"), people.north.id)
    found = own.read_own(session, amy)
    assert {subject.first.young_person.given_name for subject in found.subjects if subject.first.young_person} == {
        "Yas"
    }
    assert {subject.first.alert.worker_id for subject in found.subjects} == {None, people.id("amy")}
    assert found.young_person_ids == [people.id("yas")]
    ivy = Actor("account:5", Role.AFTER_CARE_WORKER, 5, people.id("ivy"), people.north.id)
    assert own.read_own(session, ivy).subjects == []


def test_own_list_says_what_falls_due_soon(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    for fact in (visit(16), allocated(300), plan(30)):
        fact(scene)
    engine.refresh(session, young_person_id=identity(scene.sky))
    amy = Actor("account:4", Role.AFTER_CARE_WORKER, 4, scene.amy.id, people.north.id)
    found = own.read_own(session, amy)
    assert [(person.given_name, each.rule.id) for person, each in found.soon] == [("Sky", "R30")]


def test_acknowledged_until_its_day_and_then_no_longer(session: Session, people: People) -> None:
    engine.refresh(session, young_person_id=people.id("yas"))
    alert = session.execute(select(Alert).where(col(Alert.rule) == "R27")).scalars().one()
    session.add(
        Acknowledgement.made(
            alert_id=alert.id, worker_id=people.id("tess"), decision="Amy visits on Friday, Tess if she cannot",
            act_by_on=day(-2), recorded_on=TODAY,
        )
    )  # fmt: skip
    session.flush()
    states = {
        as_of: queries.open_alerts(session, as_of, col(Alert.id) == alert.id)[0].state for as_of in (day(-2), day(-3))
    }
    assert states == {day(-2): AlertState.ACKNOWLEDGED, day(-3): AlertState.OVERDUE}


def test_failed_rule_is_shown_to_the_service_manager_alone(session: Session, people: People) -> None:
    run = engine.Run(session.connection(), POLICY, TODAY, engine.now_utc())
    run.report(["R27"])
    found = read_queue(session, service_manager(people), Filters())
    assert [(each.first.title, each.first.severity) for each in found.subjects] == [
        ("Not worked out: Visit due", Severity.CRITICAL)
    ]
    assert read_queue(session, team_manager(people), Filters()).subjects == []
    assert queries.alerts_as_json(session, TODAY)[0]["rule"] == "SYS"
    assert found.subjects[0].first.alert.subject_kind is SubjectKind.SYSTEM
    assert today(session) == TODAY
