"""Documents: handing one in, opening it, correcting what is said of it, and marking it as recorded in error."""

import logging

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from careleavers.documents import service
from careleavers.documents.files.kinds import ALLOWED
from careleavers.documents.files.shelf import FileLost
from careleavers.documents.forms import AddForm, ChangeForm, StrikeForm
from careleavers.documents.receiving import as_attachment, handed_in, looked_into, shelf
from careleavers.documents.views.blueprint import Page, blueprint, checklist_of, done
from careleavers.domain.documents import DocumentKind
from careleavers.domain.permissions import Permission
from careleavers.models import Document, YoungPerson
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

log = logging.getLogger("careleavers.documents")
LOST = "This file cannot be opened just now. Tell whoever looks after the service: the reason is in its log"


@blueprint.route("/young-people/<young_person>/documents/add", methods=["GET", "POST"])
@allow(Permission.KEEP_DOCUMENTS)
@looked_into
@once
def add_document(young_person: YoungPerson) -> Page:
    """Hand in a document."""
    form = AddForm(kind=next((kind for kind in DocumentKind if kind == request.args.get("kind")), None))
    session = db_session()
    status = submit(
        form, lambda: service.add_document(session, actor(), shelf(), young_person, form.details(), handed_in())
    )
    if status == SAVED:
        return done("Document saved", young_person)
    form.ask_for_the_file_again()
    return _page("add_document", young_person, form=form, allowed=ALLOWED), status


@blueprint.route("/young-people/<young_person>/documents/<document>/file")
@allow(Permission.SEE_RECORD)
def open_document(young_person: YoungPerson, document: Document) -> Response:
    """What was handed in, as a file to keep. One recorded in error opens to managers alone."""
    if document.struck_at is not None and not actor().may(Permission.STRIKE_DOCUMENT):
        abort(404)
    try:
        return as_attachment(document, shelf().read(document.file_name, document.file_sha256))
    except FileLost:
        log.exception("a document cannot be opened")
        return done(LOST, young_person, "wrong")


@blueprint.route("/young-people/<young_person>/documents/<document>/change", methods=["GET", "POST"])
@allow(Permission.KEEP_DOCUMENTS)
def change_document(young_person: YoungPerson, document: Document) -> Page:
    """Put right what is said of a document; the file stays as it is."""
    form = ChangeForm(document)
    status = submit(
        form, lambda: service.change_document(db_session(), document, form.details(), form.version.data), document
    )
    if status == SAVED:
        return done("Document saved", young_person)
    return _page("change_document", young_person, form=form, document=document), status


@blueprint.route("/young-people/<young_person>/documents/<document>/in-error", methods=["GET", "POST"])
@allow(Permission.STRIKE_DOCUMENT)
def strike_document(young_person: YoungPerson, document: Document) -> Page:
    """Mark a document as recorded in error, with a reason."""
    form = StrikeForm(version=document.version)
    status = submit(
        form,
        lambda: service.strike_document(db_session(), actor(), document, form.reason.data, form.version.data),
        document,
    )
    if status == SAVED:
        return done("Document marked as recorded in error", young_person)
    return _page("strike_document", young_person, form=form, document=document), status


def _page(name: str, young_person: YoungPerson, **more: object) -> str:
    return render_template(f"documents/{name}.html", young_person=young_person, back=checklist_of(young_person), **more)
