"""Up, down, up with data; the same schema either way; old or new, never between."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, text
from sqlmodel import Session

from careleavers import audit
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from careleavers.migrations import running
from careleavers.models import metadata
from tests.migrations.schema import described, table_names
from tests.people import make_people

TODAY = date(2026, 3, 4)


def _fill(engine: Engine) -> None:
    session = Session(engine, expire_on_commit=False)
    session.info.update(actor=job("test"), policy=Policy(), today=TODAY, write=True)
    audit.watch(session)
    make_people(session, TODAY)
    session.commit()
    session.close()


def _revisions() -> list[str]:
    scripts = ScriptDirectory.from_config(running._config())
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def test_there_is_one_newest_step() -> None:
    assert len(ScriptDirectory.from_config(running._config()).get_heads()) == 1


def test_migrated_schema_equals_the_models(empty: Callable[[], Engine]) -> None:
    migrated, made = empty(), empty()
    running.upgrade(migrated)
    metadata.create_all(made)
    assert described(migrated) == described(made)
    assert any("trigger" in line for line in described(made))


def test_down_leaves_nothing_and_up_again_works(empty: Callable[[], Engine]) -> None:
    engine = empty()
    running.upgrade(engine)
    before = described(engine)
    running.downgrade(engine)
    assert described(engine) == []
    running.upgrade(engine)
    assert described(engine) == before


def test_each_step_goes_up_with_data_in_place(empty: Callable[[], Engine]) -> None:
    engine = empty()
    running.upgrade(engine)
    _fill(engine)
    steps = _revisions()
    for below in reversed(steps[:-1]):
        running.downgrade(engine, below)
        running.upgrade(engine)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM young_person")).scalar() == 2
    running.downgrade(engine)
    assert table_names(engine) == set()


def test_a_newer_database_is_refused(empty: Callable[[], Engine]) -> None:
    engine = empty()
    running.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for act in (running.assert_current, running.upgrade):
        with pytest.raises(running.SchemaMismatch, match="newer version"):
            act(engine)


def test_an_empty_database_says_what_to_do(empty: Callable[[], Engine]) -> None:
    with pytest.raises(running.SchemaMismatch, match="careleavers upgrade"):
        running.assert_current(empty())


def test_a_migration_that_fails_halfway_leaves_the_old_schema(
    empty: Callable[[], Engine], monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = empty()
    real: Any = command.upgrade

    def fail_at_the_end(config: Any, revision: str) -> None:
        real(config, revision)
        raise RuntimeError("the power went")

    monkeypatch.setattr(command, "upgrade", fail_at_the_end)
    with pytest.raises(RuntimeError, match="the power went"):
        running.upgrade(engine)
    assert table_names(engine) == set()
    monkeypatch.undo()
    running.upgrade(engine)
    running.assert_current(engine)


def test_upgrading_twice_changes_nothing(empty: Callable[[], Engine]) -> None:
    engine = empty()
    running.upgrade(engine)
    before = described(engine)
    running.upgrade(engine)
    assert described(engine) == before
