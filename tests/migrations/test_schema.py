"""The migrations make what the models say, and can be taken back, with people in the database too."""

from typing import Any

from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from careleavers.config import Settings
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from careleavers.migrations import running
from careleavers.models import metadata
from tests.conftest import TODAY
from tests.migrations.conftest import NewDatabase
from tests.migrations.schema import described, difference
from tests.people import make_people

HOW = (
    "The models and the migrations differ. Every installation is made by the migrations, so write one more step for"
    " what you changed (or, before the first release, make the first step afresh), with its triggers and CHECKs:\n"
)


def _steps() -> list[str]:
    """Every step from the first to the newest."""
    scripts = ScriptDirectory.from_config(running._config())
    return [script.revision for script in reversed(list(scripts.walk_revisions()))]


def _fill(engine: Engine) -> None:
    """People with accounts, allocations and periods, saved as the product saves, so with an audit trail."""
    database = Database(str(engine.url.render_as_string(hide_password=False)), Policy())
    with database.transaction(job("test"), today=TODAY) as session:
        make_people(session, TODAY)
    database.dispose()


def _rows(engine: Engine) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table of the models."""
    with engine.connect() as connection:
        return {
            table.name: [
                dict(row) for row in connection.execute(table.select().order_by(*table.primary_key)).mappings()
            ]
            for table in metadata.sorted_tables
        }


def test_there_is_one_newest_step() -> None:
    heads = ScriptDirectory.from_config(running._config()).get_heads()
    assert heads == [running.head()], f"Two steps follow the same one: {heads}. Put one of them after the other."


def test_the_migrations_make_what_the_models_say(new_database: NewDatabase) -> None:
    migrated, made = new_database(), new_database()
    running.upgrade(migrated)
    metadata.create_all(made)
    found = described(migrated)
    assert not (faults := difference(found, described(made))), HOW + "\n".join(faults)
    assert len(found) > 100
    running.assert_current(migrated)


def test_down_leaves_nothing_and_up_again_everything(empty: Engine) -> None:
    running.upgrade(empty)
    whole = described(empty)
    running.downgrade(empty)
    assert described(empty) == {}
    assert running.current(empty) is None
    running.upgrade(empty)
    assert difference(described(empty), whole) == []


def test_one_step_down_and_up_keeps_every_row(empty: Engine) -> None:
    steps = _steps()
    running.upgrade(empty)
    _fill(empty)
    before = _rows(empty)
    assert sum(map(len, before.values())) > 100
    if len(steps) > 1:
        running.downgrade(empty, steps[-2])
    running.upgrade(empty)
    assert _rows(empty) == before
    assert running.current(empty) == steps[-1]


def test_what_was_migrated_serves_the_product(empty: Engine, settings: Settings) -> None:
    running.upgrade(empty)
    _fill(empty)
    database = Database(str(empty.url.render_as_string(hide_password=False)), settings.policy)
    with database.reading(job("test"), TODAY) as session:
        people = session.execute(metadata.tables["young_person"].select()).all()
        trail = session.execute(metadata.tables["change_entry"].select()).all()
    database.dispose()
    assert {person.given_name for person in people} == {"Yas", "Zak"}
    assert {entry.actor for entry in trail} == {"job:test"}
