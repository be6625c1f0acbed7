"""The copy as a file: PDFs tagged for screen readers (PDF/UA-1), nothing fetched, names that say nothing.

Latin, Greek and Cyrillic letters are in our own font. Arabic and Ethiopic letters and the accents of Vietnamese
come from the fonts of the machine (package fonts-noto-core); without them no PDF is made rather than an empty one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, current_app, render_template

from careleavers.copies.content import Copy
from careleavers.copies.packs import Pack
from careleavers.copies.plain import as_text
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import CopyForm
from careleavers.languages.fonts import REMEDY, has_font

if TYPE_CHECKING:
    from weasyprint.document import Document

FILE_NAME, PACK_NAME = "my-plan", "pack"
FILES = (CopyForm.PDF, CopyForm.LARGE_PRINT, CopyForm.SUMMARY, CopyForm.TEXT)
# The steps a summary shows: as many of the soonest as fit on its one page.
_STEPS_ON_A_PAGE = (8, 6, 4, 3, 2, 1, 0)


def _document(copy: Copy, template: str, **more: object) -> Document:
    # Starting WeasyPrint takes over a second: only who prints waits for it, not every command and every server.
    from careleavers.copies import printing

    page = render_template(template, copy=copy, w=copy.w, **more)
    return printing.document(page, Path(str(current_app.static_folder)) / "fonts")


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
