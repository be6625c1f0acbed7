"""A migration leaves the old schema or the new one, never between; a program refuses a schema that is not its own."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from careleavers.migrations import running
from tests.migrations.schema import described, difference
from tests.migrations.test_schema import _fill, _rows

STEP = '''"""A step for tests."""

import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{after}"
branch_labels = depends_on = None


def upgrade() -> None:
    op.create_table("made_for_a_test", sa.Column("id", sa.Integer, primary_key=True))
    with op.batch_alter_table("team") as batch:
        batch.add_column(sa.Column("colour", sa.String(20), nullable=False, server_default="green"))
    {then}


def downgrade() -> None:
    with op.batch_alter_table("team") as batch:
        batch.drop_column("colour")
    op.drop_table("made_for_a_test")
'''
_ORPHAN = (
    "INSERT INTO form_key (id, key, account_id, said, location, at)"
    " VALUES (1, 'a-key-of-sixteen', 4711, '', '', '2026-03-04 12:00:00')"
)
Later = Callable[[str], None]


@pytest.fixture
def later_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Later:
    """`later_program(then)`: from now on the program knows one more step, which ends with `then`."""

    def become(then: str) -> None:
        own, copy = Path(running.__file__).parent, tmp_path / "migrations"
        shutil.copytree(own, copy, ignore=shutil.ignore_patterns("__pycache__"))
        (copy / "versions" / "9999_for_a_test.py").write_text(STEP.format(after=running.head(), then=then))
        monkeypatch.setattr(running, "__file__", str(copy / "running.py"))

    return become


def _run(engine: Engine, sql: str) -> list[Any]:
    with engine.begin() as connection:
        result = connection.exec_driver_sql(sql)
        return list(result.fetchall()) if result.returns_rows else []


def test_an_empty_database_is_told_how_to_begin(empty: Engine) -> None:
    with pytest.raises(running.SchemaMismatch, match=r"empty\. Run: careleavers upgrade"):
        running.assert_current(empty)


def test_an_older_database_is_told_how_to_go_on(empty: Engine, later_program: Later) -> None:
    running.upgrade(empty)
    later_program("")
    with pytest.raises(running.SchemaMismatch, match=r"older version\. Run: careleavers upgrade"):
        running.assert_current(empty)
    running.upgrade(empty)
    running.assert_current(empty)


def test_a_newer_database_is_left_alone(empty: Engine) -> None:
    running.upgrade(empty)
    _run(empty, "UPDATE alembic_version SET version_num = '9999'")
    before = described(empty)
    for act in (running.assert_current, running.upgrade):
        with pytest.raises(running.SchemaMismatch, match=r"newer version of this program\. Install that version"):
            act(empty)
    assert described(empty) == before
    assert running.current(empty) == "9999"


def test_a_step_that_fails_half_way_leaves_the_old_schema_and_every_row(empty: Engine, later_program: Later) -> None:
    running.upgrade(empty)
    _fill(empty)
    schema, rows, at = described(empty), _rows(empty), running.current(empty)
    later_program("raise RuntimeError('the machine went off')")
    with pytest.raises(RuntimeError, match=r"the machine went off"):
        running.upgrade(empty)
    assert difference(described(empty), schema) == []
    assert (running.current(empty), _rows(empty)) == (at, rows)


def test_a_step_with_people_in_the_database_keeps_them_up_and_down(empty: Engine, later_program: Later) -> None:
    running.upgrade(empty)
    _fill(empty)
    schema, rows, at = described(empty), _rows(empty), running.current(empty)
    later_program("")
    running.upgrade(empty)
    assert _run(empty, "SELECT DISTINCT colour FROM team") == [("green",)]
    # On SQLite the table was rebuilt under the rows that point to it; they must all be there.
    assert _rows(empty) == rows
    running.downgrade(empty, str(at))
    assert difference(described(empty), schema) == []
    assert _rows(empty) == rows


def test_a_step_that_leaves_rows_without_their_parent_is_undone(empty: Engine, later_program: Later) -> None:
    running.upgrade(empty)
    _fill(empty)
    rows = _rows(empty)
    later_program('op.execute("DELETE FROM team")')
    with pytest.raises(Exception, match=r"without their parent|violates foreign key"):
        running.upgrade(empty)
    assert _rows(empty) == rows


def test_foreign_keys_are_checked_again_after_a_migration(empty: Engine) -> None:
    running.upgrade(empty)
    with pytest.raises(Exception, match=r"(?i)foreign key"):
        _run(empty, _ORPHAN)
    assert _run(empty, "SELECT count(*) FROM form_key") == [(0,)]


def test_two_programs_that_start_at_once_make_one_schema(empty: Engine) -> None:
    code = (
        "import sys; from careleavers.db import make_engine; from careleavers.migrations import running;"
        "running.upgrade(make_engine(sys.argv[1], write=True))"
    )
    url = empty.url.render_as_string(hide_password=False)
    started = [subprocess.Popen([sys.executable, "-c", code, url], stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [each.communicate(timeout=60)[1] for each in started]
    assert [each.returncode for each in started] == [0, 0], said
    running.assert_current(empty)
