"""What the administrator's guide tells people to type is there, and does what it says."""

import re

import click
import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import ProgrammingError

from careleavers import seal
from careleavers.alerts import engine
from careleavers.audit import record_batch
from careleavers.cli import main
from careleavers.config import NAMES
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from tests.conftest import TODAY, every_table
from tests.house.places import ROOT
from tests.people import make_people
from tests.postgres import another_database

GUIDE = (ROOT / "ADMINISTRATION.md").read_text(encoding="utf-8")
RIGHTS = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)


def test_every_command_in_the_guide_is_there_with_its_options() -> None:
    typed = re.findall(r"careleavers ([a-z-]+)((?:[^`\n]*)?)", GUIDE)
    used = [(name, more) for name, more in typed if name in main.commands]
    assert {"upgrade", "serve", "scheduler", "backup", "restore", "drill", "check", "who-saw", "add-worker"} <= {
        name for name, _more in used
    }
    for name, more in used:
        known = {
            option for each in main.commands[name].params if isinstance(each, click.Option) for option in each.opts
        }
        assert set(re.findall(r"(?<= )--[a-z-]+", more)) <= known, name


def test_every_setting_in_the_guide_is_there() -> None:
    named = {name.lower() for name in re.findall(r"CARELEAVERS_([A-Z_]+)", GUIDE)}
    named |= set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", GUIDE)) - {"careleavers_app"}
    assert {"secret_key", "database_key", "trusted_hosts", "public_url", "security_log", "ping_url"} <= named
    assert named <= set(NAMES)


def test_the_services_own_role_can_do_its_work_and_not_touch_the_trail(postgresql_url: str) -> None:
    with another_database(postgresql_url) as url, every_table(url):
        owner = create_engine(url, isolation_level="AUTOCOMMIT")
        with owner.connect() as connection:
            connection.execute(text("CREATE TABLE alembic_version (version_num text)"))
            connection.execute(text("CREATE ROLE careleavers_app LOGIN"))
            for statement in "".join(RIGHTS).split(";"):
                if statement.strip():
                    connection.execute(text(statement))
        address = make_url(url).set(username="careleavers_app").render_as_string(hide_password=False)
        service = Database(address, Policy())
        try:
            with service.transaction(job("test"), today=TODAY) as session:
                make_people(session, TODAY)
                record_batch(session, "team", "insert", "a line")
            assert engine.sweep(service, TODAY).open > 0
            assert seal.seal(service, None) > 0
            for act in ("UPDATE change_entry SET after = ''", "DELETE FROM read_entry", "TRUNCATE audit_seal"):
                with pytest.raises(ProgrammingError, match="permission denied"), service.writer.begin() as connection:
                    connection.execute(text(act))
        finally:
            service.dispose()
            with owner.connect() as connection:
                connection.execute(text("DROP OWNED BY careleavers_app"))
                connection.execute(text("DROP ROLE careleavers_app"))
            owner.dispose()
