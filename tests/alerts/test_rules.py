"""Every story of every rule, its boundary days, and what the catalogue promises of each rule."""

import re
from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import CTE, Table
from sqlalchemy.sql import visitors
from sqlmodel import Session

from careleavers.alerts.examples import example
from careleavers.alerts.rules import RULES
from careleavers.alerts.statements import Reach, everything_due, untils
from careleavers.domain.policy import Policy
from careleavers.domain.terms import SubjectKind
from careleavers.models.base import identity
from tests.alerts.scene import Scene, new_scene
from tests.alerts.stories import STORIES, Story
from tests.conftest import TODAY
from tests.people import People

POLICY = Policy()
FAR = 4000


def told(session: Session, people: People, story: Story) -> Scene:
    """The scene with every fact of the story saved."""
    scene = new_scene(session, people)
    for fact in story.facts:
        fact(scene)
    session.flush()
    return scene


def rows_of(
    scene: Scene, story: Story, as_of: date = TODAY, days: int | None = FAR, policy: Policy = POLICY
) -> list[Any]:
    """What the story's rule says is due, as of a day; by its own notice where `days` is None."""
    subject = RULES[story.rule].subject
    about = {SubjectKind.WORKER: scene.amy, SubjectKind.OFFER: scene.offer}.get(subject, scene.sky)
    assert about is not None
    only = identity(about)
    statement = everything_due(subject, policy, Reach.ONE, story.rule)
    until = f"until_{story.rule}"
    values = {"as_of": as_of, "only": only, until: untils(policy, as_of, days)[until]}
    return list(scene.session.execute(statement, values))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.rule}: {story.says}")
def test_story(session: Session, people: People, story: Story) -> None:
    scene = told(session, people, story)
    rows = rows_of(scene, story)
    assert [row.due_on for row in rows] == ([] if story.due_on is None else [story.due_on])
    for row in rows:
        rule = RULES[story.rule]
        assert story.basis in (None, row.basis)
        assert story.severity in (None, rule.severity_on(row.due_on, TODAY, row.worse, POLICY))
        assert row.since_on is not None
    if story.due_on is not None:
        _check_boundaries(scene, story, story.due_on)


def _check_boundaries(scene: Scene, story: Story, due_on: date) -> None:
    """Not shown the day before its notice, shown from then, late only the day after the grace has passed."""
    rule = RULES[story.rule]
    one, notice, grace = timedelta(days=1), timedelta(days=rule.notice(POLICY)), timedelta(days=rule.grace(POLICY))

    def shown_on(as_of: date) -> bool:
        return due_on in [row.due_on for row in rows_of(scene, story, as_of, days=None)]

    assert not shown_on(due_on - notice - one)
    assert shown_on(due_on - notice)
    assert shown_on(due_on)
    assert not rule.is_late(due_on, due_on + grace, POLICY)
    assert rule.is_late(due_on, due_on + grace + one, POLICY)


def test_every_rule_has_three_stories_and_one_that_does_not_fire() -> None:
    told_of = Counter(story.rule for story in STORIES)
    silent = {story.rule for story in STORIES if story.due is None}
    assert set(told_of) == set(RULES)
    assert {rule for rule, number in told_of.items() if number < 3} == set()
    assert set(RULES) - silent == set()


def _tables(statement: Any) -> set[str]:
    found: set[str] = set()
    for element in visitors.iterate(statement):
        if isinstance(element, Table):
            found.add(element.name)
        elif isinstance(element, CTE):
            found |= _tables(element.element)
    return found


_ALWAYS = {
    SubjectKind.YOUNG_PERSON: {"young_person", "category_decision"},
    SubjectKind.WORKER: {"worker"},
    SubjectKind.OFFER: {"offer"},
}


@pytest.mark.parametrize("rule_id", RULES)
def test_rule_declares_the_tables_it_reads(rule_id: str) -> None:
    rule = RULES[rule_id]
    always = _ALWAYS[rule.subject]
    assert rule.reads == _tables(rule.select(POLICY)) | always


def test_rule_never_asks_what_day_it_is() -> None:
    for rule in RULES.values():
        sql = str(rule.select(POLICY)).lower()
        assert "current" not in sql
        assert "now" not in sql


@pytest.mark.parametrize("rule_id", RULES)
def test_rule_explains_itself(rule_id: str) -> None:
    rule = RULES[rule_id]
    assert rule.help.endswith(".")
    assert rule.source
    assert rule.clears_when
    assert rule.limit is None or hasattr(POLICY, rule.limit)
    if rule.basis.value == "statutory":
        assert rule.grace(POLICY) == 0


def test_other_choice_for_29_february(session: Session, people: People) -> None:
    scene = new_scene(session, people)
    scene.sky.born_on = date(2008, 2, 29)
    scene.sky.duty_from = date(2024, 2, 29)
    session.flush()
    story = Story("R06", "turns 18 in a common year", (), None)
    for choice, birthday in (("1 March", date(2026, 3, 1)), ("28 February", date(2026, 2, 28))):
        policy = Policy.from_mapping({"leap_day_birthday": choice})
        assert [row.due_on for row in rows_of(scene, story, policy=policy)] == [birthday]


def test_limits_of_the_council_are_the_ones_used(session: Session, people: People) -> None:
    story = next(story for story in STORIES if story.says == "last seen 50 days ago")
    scene = told(session, people, story)
    tighter = Policy(visit_every_days=28)
    assert rows_of(scene, story, policy=tighter)[0].due_on == TODAY - timedelta(days=22)
    assert rows_of(scene, story, policy=tighter)[0].every_days == 28


def test_no_working_days_at_all_means_the_day_itself_even_on_a_sunday(session: Session, people: People) -> None:
    story = next(story for story in STORIES if story.says == "worker left on Sunday: due on Friday")
    at_once = Policy(reallocate_working_days=0)
    assert [row.due_on for row in rows_of(told(session, people, story), story, policy=at_once)] == [date(2026, 3, 1)]


@pytest.mark.parametrize("rule_id", RULES)
def test_catalogue_shows_what_an_alert_reads_like(rule_id: str) -> None:
    made_up = example(RULES[rule_id], POLICY)
    assert made_up.endswith("3 days late.")
    assert not re.search(r"[{}]|None|  |could not be worked out", made_up)
