"""A whole database of its own, for what one rolled-back transaction cannot show: two at once, a kill, a lease."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlmodel import Session

from careleavers.alerts.calendar import fill_calendar
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from careleavers.models import metadata
from tests.alerts.scene import Scene, new_scene
from tests.alerts.stories import STORIES
from tests.conftest import TODAY
from tests.people import make_people

_number = itertools.count()


def _new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'whole.sqlite3'}"
    url: str = request.getfixturevalue("postgresql_url")
    name = f"whole_{next(_number)}"
    server = create_engine(url, isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    server.dispose()
    return url.replace("/postgres?", f"/{name}?")


@pytest.fixture(params=["sqlite", "postgresql"])
def whole(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database whose commits are commits, with the tables and the calendar, and nobody in it."""
    made = Database(_new_url(request, tmp_path), Policy())
    metadata.create_all(made.writer)
    with made.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    yield made
    made.dispose()


@pytest.fixture
def peopled(whole: Database) -> Database:
    """The same with some stories told, committed."""
    with whole.transaction(job("test"), today=TODAY) as session:
        tell_some(session)
    return whole


def tell_some(session: Session) -> list[Scene]:
    """Of each rule one story that fires and one that does not, each about somebody of its own."""
    people = make_people(session, TODAY)
    firing = {story.rule: story for story in STORIES if story.due is not None}
    silent = {story.rule: story for story in STORIES if story.due is None}
    scenes = []
    for number, story in enumerate([*firing.values(), *silent.values()]):
        scene = new_scene(session, people, f"sky{number}")
        for fact in story.facts:
            fact(scene)
        scenes.append(scene)
    session.flush()
    return scenes
