"""Between a page and the folder of files: a file is looked into before anything is written, and given out to be kept.

Looking into a file takes longer than a save may keep others waiting, so it comes before the transaction that writes.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g, make_response, request
from werkzeug.wrappers import Response

from careleavers.config import Settings
from careleavers.documents.files.apart import look_apart
from careleavers.documents.files.kinds import MEDIA, TOO_LARGE, Looked
from careleavers.documents.files.scanner import scan
from careleavers.documents.files.shelf import Shelf, shelf_of
from careleavers.domain.documents import MOST_BYTES
from careleavers.domain.refusals import Refused
from careleavers.models import Document
from careleavers.web.access import begin_writing
from careleavers.web.headers import give_nothing_away
from careleavers.web.requests import opened_thing

View = TypeVar("View", bound=Callable[..., Any])
FIELD = "file"
# A film from a telephone is read to its end, and let go of, so that the page can come back with what was typed.
_LARGEST_REQUEST = 500 * 1024 * 1024
NAME = "document"


def looked_into(view: View) -> View:
    """Declare that a view is handed a file: it is looked into first, and only then is anything written.

    Goes under `@allow` and over `@once`. The view asks for what was found with `handed_in`.
    """

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        if request.method == "POST":
            request.max_content_length = _LARGEST_REQUEST
            g.handed_in = _look()
            begin_writing()
        return view(*args, **kwargs)

    guarded.reads_first = True  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def handed_in() -> Looked:
    """The file of this request, looked through. Raises Refused with what to do instead."""
    found: Looked | Refused | None = g.get("handed_in")
    if isinstance(found, Refused):
        raise found
    if found is None:
        raise Refused(FIELD, "Choose the file")
    return found


def _look() -> Looked | Refused | None:
    file = request.files.get(FIELD)
    if file is None or not file.filename:
        return None
    content = file.stream.read()
    file.stream.seek(0)
    try:
        if len(content) > MOST_BYTES:
            raise Refused(FIELD, TOO_LARGE)
        scan(_settings().virus_scanner, content)
        return look_apart(content)
    except Refused as refusal:
        return refusal


def shelf() -> Shelf:
    """The folder of this installation's files."""
    return shelf_of(_settings())


def _settings() -> Settings:
    settings: Settings = current_app.config["SETTINGS"]
    return settings


def as_attachment(document: Document, content: bytes) -> Response:
    """A document as a file to keep, under a name that says nothing, which no browser runs or shows in our pages."""
    opened_thing(document.public_id)
    give_nothing_away()
    answer = make_response(content)
    answer.headers["Content-Type"] = MEDIA[document.file_kind]
    answer.headers["Content-Disposition"] = f'attachment; filename="{NAME}.{document.file_kind.value}"'
    return answer


__all__ = ["as_attachment", "handed_in", "looked_into", "shelf"]
