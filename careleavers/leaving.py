"""`careleavers export`: the statutory files."""

from pathlib import Path

import click

from careleavers.config import load_settings
from careleavers.exports import command
from careleavers.terminal import AS_JSON, open_database, plainly, show


@click.group(name="export")
def export_group() -> None:
    """Take out a statutory return."""


@export_group.command(name="903")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--year", required=True, type=int, help="The return's year: 2026 for the year ending March 2026.")
@AS_JSON
@plainly
def export_903(folder: Path, year: int, as_json: bool) -> None:
    """Write the Header and OC3 files of a 903 return into FOLDER, with the records behind each row in trace.json."""
    made = command.export_903(open_database(load_settings()), folder, year=year)
    if as_json:
        show(made.as_json())
    else:
        click.echo(made.as_words())


__all__ = ["export_group"]
