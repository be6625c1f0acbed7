"""`careleavers export`: what leaves the service at a terminal stands in the register before it is on a disk."""

import getpass
import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.exporting import ExportKind
from careleavers.domain.refusals import Refused
from careleavers.exports import annex_a, return_903, service
from careleavers.exports.annex_a import List9
from careleavers.exports.return_903 import Return903
from careleavers.models import ExportDetails

ACTOR = job("export")
WHY = "Not said at the command"


def export_903(database: Database, folder: Path, *, year: int, why: str = WHY) -> Return903:
    """Write the return of a year into a folder, which is made. Raises Refused for a year or folder that cannot be."""
    with database.transaction(ACTOR) as session:
        made = return_903.draw_up(session, year)
        details = ExportDetails(kind=ExportKind.RETURN_903, year=year, why=why)
        service.note_command(session, _who(), details, made)
    write_files(folder, made.files())
    return made


def export_annex_a(database: Database, file: Path, *, on: date, headings_first: bool = False, why: str = WHY) -> List9:
    """Write List 9 as it stood on a day into a workbook. Raises Refused for a day or file that cannot be."""
    with database.transaction(ACTOR) as session:
        made = annex_a.draw_up(session, on)
        details = ExportDetails(kind=ExportKind.LIST_9, on_day=on, headings_first=headings_first, why=why)
        service.note_command(session, _who(), details, made)
    write_files(file.parent, {file.name: made.file(headings_first=headings_first)})
    return made


def _who() -> str:
    """Whoever is signed in to the server, as the register keeps it."""
    try:
        return getpass.getuser()[:80]
    except (KeyError, OSError):
        return "unknown"


def write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files that only their owner may read; each appears under its name once it is whole.

    Raises Refused for a folder that cannot be written, naming it.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            unfinished = folder / f".{name}.unfinished"
            with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as opened:
                opened.write(content)
            unfinished.replace(folder / name)
    except OSError as problem:
        raise Refused("", f"{folder} cannot be written ({problem.strerror}). Name another folder") from problem
