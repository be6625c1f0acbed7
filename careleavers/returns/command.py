"""`careleavers import 903`: the import of one folder as one piece of work."""

from datetime import date
from pathlib import Path

from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.returns import service
from careleavers.returns.reading import read_folder
from careleavers.returns.report import Report

ACTOR = job("import")


def import_903(
    database: Database, folder: Path | str, *, apply: bool, year: int | None = None, as_of: date | None = None
) -> Report:
    """Read a folder and say what it would do; with `apply`, do it in one transaction.

    Without `apply` nothing at all is written. Raises ImportRefused for files that cannot be read, Refused for an
    impossible year; both say what to do.
    """
    files = read_folder(folder)
    if not apply:
        with database.reading(ACTOR, today=as_of) as session:
            return service.look(session, files, year=year)
    with database.transaction(ACTOR, today=as_of) as session:
        return service.apply(session, service.stage(session, ACTOR, files, year=year))


def as_words(report: Report) -> str:
    """The report for a person at a terminal: counts, then each refusal with file, row, column, value and remedy."""
    done = "Applied" if report.applied else "Nothing has been written. With --apply this would be done"
    lines = [f"{done}: {report.year_words}."]
    lines += [f"  {name.replace('_', ' '):<14}{count:>7}" for name, count in report.counts.items()]
    lines += [
        f"Child id {each.child_id}: {each.field} from {each.before!r} to {each.after!r}" for each in report.changes
    ]
    for problem in report.problems:
        lines.append(
            f"{problem.place}: {problem.value!r} (child id {problem.child_id}). {problem.says} {problem.remedy}"
        )
    lines += [f"Note: {notice.place}: {notice.says}" for notice in report.notices]
    return "\n".join(lines)
