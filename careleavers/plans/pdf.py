"""The copy as a file: tagged for screen readers (PDF/UA-1), our fonts, nothing fetched, a name that says nothing."""

from io import BytesIO
from pathlib import Path

from flask import Response, current_app, render_template
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from careleavers.plans.copies import Copy

FILE_NAME = "my-plan.pdf"
TITLE = "My plan"
_OURS = "own:"
_KINDS = {".woff2": "font/woff2", ".css": "text/css"}


class Fetched(ValueError):
    """The file asked for something that is not one of our own; nothing was fetched."""


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]
    """Gives WeasyPrint our fonts by name (`own:NotoSans-Regular.woff2`) and refuses every other address."""

    def __init__(self, folder: Path) -> None:
        """Take the folder of the fonts."""
        super().__init__(allowed_protocols=(), allow_redirects=False, fail_on_errors=True)
        self._folder = folder

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:  # noqa: ARG002
        """The bytes of one of our fonts. Raises Fetched for anything else."""
        file = self._folder / Path(url.removeprefix(_OURS)).name
        if not url.startswith(_OURS) or file.suffix not in _KINDS or not file.is_file():
            raise Fetched("A copy of a plan may only use our own fonts.")
        return URLFetcherResponse(url, BytesIO(file.read_bytes()), {"Content-Type": _KINDS[file.suffix]})


def as_pdf(copy: Copy) -> bytes:
    """The whole copy as a PDF of A4 pages. Needs an application context, for the template."""
    page = render_template("plans/copy.html", copy=copy, title=TITLE)
    fetcher = OwnFilesOnly(Path(str(current_app.static_folder)) / "fonts")
    document = HTML(string=page, base_url="own:", url_fetcher=fetcher)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1", font_config=FontConfiguration())
    return made


def as_file(copy: Copy) -> Response:
    """The PDF as a download with a name that says nothing of whose it is or what it is about."""
    answer = Response(as_pdf(copy), mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}"'
    return answer
