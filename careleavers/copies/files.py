"""The copy as a file: PDFs tagged for screen readers (PDF/UA-1), nothing fetched, names that say nothing.

Latin, Greek and Cyrillic letters are in our own font. Arabic and Ethiopic letters and the accents of Vietnamese
come from the fonts of the machine (package fonts-noto-core); without them no PDF is made rather than an empty one.
"""

from io import BytesIO
from pathlib import Path

from flask import Response, current_app, render_template
from weasyprint import HTML
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

from careleavers.copies.content import Copy
from careleavers.copies.packs import Pack
from careleavers.copies.plain import as_text
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import CopyForm
from careleavers.languages.fonts import REMEDY, has_font

FILE_NAME, PACK_NAME = "my-plan", "pack"
FILES = (CopyForm.PDF, CopyForm.LARGE_PRINT, CopyForm.SUMMARY, CopyForm.TEXT)
_OURS = "own:"
_KINDS = {".woff2": "font/woff2", ".css": "text/css"}
# The steps a summary shows: as many of the soonest as fit on its one page.
_STEPS_ON_A_PAGE = (8, 6, 4, 3, 2, 1, 0)


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


def _document(copy: Copy, template: str, **more: object) -> Document:
    page = render_template(template, copy=copy, w=copy.w, **more)
    fetcher = OwnFilesOnly(Path(str(current_app.static_folder)) / "fonts")
    html = HTML(string=page, base_url="own:", url_fetcher=fetcher)
    return html.render(pdf_variant="pdf/ua-1", font_config=FontConfiguration())


def _summary(copy: Copy) -> Document:
    """One page: as it stands now, and as many of the next steps as fit."""
    for steps in _STEPS_ON_A_PAGE:
        document = _document(copy, "copies/_summary.html", steps=copy.steps[:steps])
        if len(document.pages) == 1:
            break
    return document


def as_pdf(copy: Copy, form: CopyForm = CopyForm.PDF) -> bytes:
    """The copy as a PDF of A4 pages: whole, in large print, or one page of what is now and next.

    Needs an application context, for the templates. Raises Refused where this machine lacks the letters.
    """
    if not has_font(copy.w.language):
        raise Refused("language", f"This server has no letters for {copy.w.language.name}. {REMEDY}")
    if form is CopyForm.SUMMARY:
        document = _summary(copy)
    else:
        document = _document(copy, "copies/_file.html", large=form is CopyForm.LARGE_PRINT)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    return made


def pack_file(pack: Pack) -> Response:
    """A pack for a partner as a PDF, under a name that says nothing."""
    document = _document(pack.copy, "copies/_pack.html", pack=pack)
    made: bytes = document.write_pdf(pdf_variant="pdf/ua-1")
    answer = Response(made, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{PACK_NAME}.pdf"'
    return answer


def as_file(copy: Copy, form: CopyForm = CopyForm.PDF) -> Response:
    """One form as a download with a name that says nothing of whose it is or what it is about."""
    if form is CopyForm.TEXT:
        answer, ending = Response(as_text(copy), mimetype="text/plain"), "txt"
    else:
        answer, ending = Response(as_pdf(copy, form), mimetype="application/pdf"), "pdf"
    answer.headers["Content-Disposition"] = f'attachment; filename="{FILE_NAME}.{ending}"'
    return answer
