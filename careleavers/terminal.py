"""What every sub-command shares: problems said in one line, JSON for machines, the database opened and checked."""

import json
import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from careleavers import serving
from careleavers.config import Settings, SettingsError
from careleavers.db import Database, DatabaseRefused, assert_settings, database_of
from careleavers.demo import running as demonstration
from careleavers.domain.refusals import Refused
from careleavers.migrations import running
from careleavers.recovery.backups import NoBackup
from careleavers.recovery.copying import CopyDiffers
from careleavers.returns.findings import ImportRefused
from careleavers.security_log import SecurityLogUnwritable

_PROBLEMS = (
    SettingsError,
    DatabaseRefused,
    running.SchemaMismatch,
    NoBackup,
    CopyDiffers,
    SecurityLogUnwritable,
    ImportRefused,
    Refused,
    demonstration.NotADemonstration,
    serving.CannotServe,
)
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Answer in JSON for a machine to read.")


def plainly(command: Callable[..., Any]) -> Callable[..., Any]:
    """Turn a problem that a person can mend into one clear line and exit code 1."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except _PROBLEMS as problem:
            click.echo(f"careleavers: {problem}", err=True)
            sys.exit(1)

    return run


def open_database(settings: Settings, *, check_schema: bool = True) -> Database:
    """The installation's database, after its settings and its schema have been checked. Raises what they raise."""
    database = database_of(settings)
    assert_settings(database.writer)
    if check_schema:
        running.assert_current(database.writer)
    return database


def show(answer: Any) -> None:
    """Print an answer for a machine."""
    click.echo(json.dumps(answer, indent=2, default=str, ensure_ascii=False))


__all__ = ["AS_JSON", "open_database", "plainly", "show"]
