"""Questions answered with a file."""

from pathlib import PurePath
from typing import Any

from markupsafe import Markup
from werkzeug.datastructures import FileStorage

from careleavers.web.fields.question import Question


class FileField(Question):
    """One file. `accepts` lists the endings allowed, with their dots; `picks` what a browser offers, refusing nothing.

    `data` is a FileStorage or None. What is in the file is for the service to judge: a name proves nothing.
    """

    several = False

    def __init__(self, label: str, *, accepts: tuple[str, ...] = (), picks: str = "", **question: Any) -> None:
        super().__init__(label, **question)
        self.accepts, self.picks = accepts, picks or ",".join(accepts)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the file; a second one, a name without a file, or another kind of file is refused."""
        files = [each for each in valuelist if isinstance(each, FileStorage) and each.filename]
        self.data, self.answered = self.held(files), bool(files)
        if any(isinstance(each, str) and each for each in valuelist):
            raise ValueError(f"The file for “{self.title}” did not arrive. Choose it again")
        if len(files) > 1 and not self.several:
            raise ValueError(f"Choose one file for “{self.title}”")
        if self.accepts and any(PurePath(str(each.filename)).suffix.lower() not in self.accepts for each in files):
            raise ValueError(f"“{self.title}” must be a {' or '.join(self.accepts)} file")

    def held(self, files: list[FileStorage]) -> Any:
        """What `data` is for the files that came."""
        return files[0] if files else None

    def drawn(self, **options: Any) -> Markup:
        """Label and file input."""
        accept = {"attributes": {"accept": self.picks}} if self.picks else {}
        return self.component(
            "file-upload",
            "govukFileUpload",
            label=self.caption("label"),
            multiple=self.several or None,
            **accept,
            **options,
        )


class FilesField(FileField):
    """Several files at once. `data` is a list of FileStorage."""

    several = True

    def nothing(self) -> list[FileStorage]:
        """No files."""
        return []

    def held(self, files: list[FileStorage]) -> list[FileStorage]:
        """All of them."""
        return files
