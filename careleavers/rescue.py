"""The sub-commands `backup`, `restore` and `drill`."""

import sys
from pathlib import Path

import click

from careleavers.config import load_settings
from careleavers.recovery import command as recovery
from careleavers.terminal import AS_JSON, open_database, plainly, show


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@AS_JSON
@plainly
def backup(path: Path, as_json: bool) -> None:
    """Copy the database and the files handed in to PATH while people work, and open it; encrypted if a key is set.

    The exit code is 1 if documents are without their file; the backup holds everything else then.
    """
    settings = load_settings()
    made = recovery.back_up(settings, open_database(settings), path)
    show(made) if as_json else click.echo(recovery.made_words(path, made))
    sys.exit(1 if made["missing_files"] else 0)


@click.command()
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False))
@AS_JSON
@plainly
def restore(path: Path, as_json: bool) -> None:
    """Put the backup at PATH into the empty place the settings name; who was shut out since then stays out."""
    came = recovery.restore(load_settings(), path)
    show(came) if as_json else click.echo(recovery.restored_words(came))


@click.command()
@AS_JSON
@plainly
def drill(as_json: bool) -> None:
    """Make a backup, restore it to a place of its own, compare every row and file and throw both away."""
    settings = load_settings()
    found = recovery.drill(settings, open_database(settings))
    show(found) if as_json else click.echo(recovery.drill_words(found))
    sys.exit(0 if found["ok"] else 1)


__all__ = ["backup", "drill", "restore"]
