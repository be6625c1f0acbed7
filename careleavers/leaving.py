"""`careleavers export`: the statutory return and the inspection list."""

from datetime import datetime
from pathlib import Path

import click

from careleavers.config import load_settings
from careleavers.domain.refusals import Refused
from careleavers.exports import command
from careleavers.terminal import AS_JSON, open_database, plainly, show

_WHY = click.option("--why", default=command.WHY, show_default=True, help="What it is for.")


@click.group(name="export")
def export_group() -> None:
    """Take out a statutory return or an inspection list."""


@export_group.command(name="903")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.option("--year", required=True, type=int, help="The return's year: 2026 for the year ending March 2026.")
@_WHY
@AS_JSON
@plainly
def export_903(folder: Path, year: int, why: str, as_json: bool) -> None:
    """Write the Header and OC3 files of a 903 return into FOLDER, with the records behind each row in trace.json."""
    made = command.export_903(open_database(load_settings()), folder, year=year, why=why)
    if as_json:
        show(made.as_json())
    else:
        click.echo(made.as_words())


@export_group.command(name="annex-a")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--on", "on", required=True, type=click.DateTime(formats=["%Y-%m-%d"]), help="The day (YYYY-MM-DD).")
@click.option(
    "--headings-on-row-1", is_flag=True, help="As regional tools want it; without it as in the official template."
)
@_WHY
@AS_JSON
@plainly
def export_annex_a(file: Path, on: datetime, headings_on_row_1: bool, why: str, as_json: bool) -> None:
    """Write Annex A, List 9 as it stood on a day into the workbook FILE."""
    if file.suffix.lower() != ".xlsx":
        raise Refused("", f"{file} must end in .xlsx: it is a workbook")
    database = open_database(load_settings())
    made = command.export_annex_a(database, file, on=on.date(), headings_first=headings_on_row_1, why=why)
    if as_json:
        show(made.as_json())
    else:
        click.echo(made.as_words())


__all__ = ["export_group"]
