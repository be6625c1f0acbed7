"""What is asked before an import, and how its report is narrowed."""

from collections.abc import Iterator
from contextlib import ExitStack

from careleavers.returns.findings import ImportRefused, Problem, shown
from careleavers.web.fields import FilesField, IntegerField, TextField
from careleavers.web.forms import BaseForm, FilterForm

MOST_BYTES = 10 * 1024 * 1024
_MOST_SHOWN = 20


class UploadForm(BaseForm):
    """The three files of a return, and which year's it is."""

    year = IntegerField(
        "In which year does the return end?",
        minimum=2000,
        maximum=2100,
        required="Enter the year in which the return ends, for example 2026",
        hint="The return for 1 April 2025 to 31 March 2026 ends in 2026",
    )
    files = FilesField(
        "Files of the return",
        required="Choose the files Header, Episodes and OC3",
        hint="Header, Episodes and OC3 as CSV files, chosen together, up to 10 MB each. They may have any names",
    )

    def contents(self) -> Iterator[tuple[str, bytes]]:
        """Each file's name and what is in it. Raises ImportRefused for one that is too large."""
        with ExitStack() as opened:
            for each in self.files.data:
                opened.callback(each.close)
            for each in self.files.data:
                content = each.stream.read(MOST_BYTES + 1)
                if len(content) > MOST_BYTES:
                    remedy = "Give one year's return at a time, or ask for it to be imported by command."
                    raise ImportRefused([Problem(shown(each.filename or ""), "is larger than 10 MB.", remedy)])
                yield each.filename or "", content

    def show(self, refused: ImportRefused) -> None:
        """Put every reason on the page, or the first of very many."""
        for problem in refused.problems[:_MOST_SHOWN]:
            self.refuse(problem.sentence)
        more = len(refused.problems) - _MOST_SHOWN
        if more > 0:
            self.refuse(f"There are {more:,} more problems of this kind. Put these right first")


class ReportFilter(FilterForm):
    """Whose rows of the report to show."""

    child_id = TextField("Child id", max_length=10, mark_optional=False)
