"""Notes about one young person: all of them, one, writing one, and putting one right."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.actions.queries import workers_to_own
from careleavers.db import today
from careleavers.domain.correcting import EDIT_HOURS
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import OversightNote, YoungPerson
from careleavers.models.base import identity, now_utc
from careleavers.oversight import correcting, queries, service
from careleavers.oversight.forms import AddForm, EditNoteForm, NoteForm, StrikeForm
from careleavers.oversight.offers import to_write_about, wanted_now
from careleavers.oversight.views.blueprint import Page, blueprint, done, timeline_of
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/young-people/<young_person>/oversight")
@allow(Permission.SEE_RECORD)
def timeline(young_person: YoungPerson) -> str:
    """Everything managers wrote and agreed, the latest first, and what they must write about now."""
    session, known = db_session(), identity(young_person)
    return render_template(
        "oversight/timeline.html", young_person=young_person, today=today(session),
        wanted=wanted_now(session, young_person), exceptions=queries.exceptions_of(session, known),
        closings=queries.closings_of(session, known),
        stretch=queries.notes_of(session, known, request.args.get("before", "")),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/oversight/write", methods=["GET", "POST"])
@allow(Permission.WRITE_OVERSIGHT)
@drafted("Oversight note")
@once
def write_note(young_person: YoungPerson) -> Page:
    """A new note."""
    session = db_session()
    form = NoteForm().offer(to_write_about(session, young_person))
    form.owner_id.offer(workers_to_own(session, young_person, today(session)))
    status = submit(form, lambda: service.write_note(session, actor(), young_person, form.details()))
    if status == SAVED:
        return done("Oversight note saved", young_person)
    back = timeline_of(young_person)
    return render_template("oversight/write_note.html", young_person=young_person, form=form, back=back), status


@blueprint.route("/young-people/<young_person>/oversight/<note>")
@allow(Permission.SEE_RECORD)
def show_note(young_person: YoungPerson, note: OversightNote) -> str:
    """One note with what it led to and what was added."""
    return render_template(
        "oversight/show_note.html", young_person=young_person, note=note, today=today(db_session()),
        written=queries.written(db_session(), note), edits=queries.edits(db_session(), note),
        may_edit=correcting.may_edit(actor(), note, now_utc()),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/oversight/<note>/edit", methods=["GET", "POST"])
@allow(Permission.WRITE_OVERSIGHT)
@drafted("Changes to an oversight note")
def edit_note(young_person: YoungPerson, note: OversightNote) -> Page:
    """Change the words of a note, within a day of writing it."""
    form, saving = EditNoteForm.of(note), (db_session(), actor(), note)
    status = submit(form, lambda: correcting.edit_note(*saving, form.words(), form.version.data), note)
    if status == SAVED:
        return _back("Note changed", young_person, note)
    may_edit = correcting.may_edit(actor(), note, now_utc())
    page = render_template(
        "oversight/edit_note.html", young_person=young_person, note=note, form=form, may_edit=may_edit,
        hours=EDIT_HOURS,
    )  # fmt: skip
    return page, status


@blueprint.route("/young-people/<young_person>/oversight/<note>/add", methods=["GET", "POST"])
@allow(Permission.WRITE_OVERSIGHT)
@drafted("Words added to an oversight note")
@once
def add_to_note(young_person: YoungPerson, note: OversightNote) -> Page:
    """Add what was not known or not written then."""
    form = AddForm()
    status = submit(form, lambda: correcting.add_to_note(db_session(), actor(), note, form.words.data))
    if status == SAVED:
        return _back("Added", young_person, note)
    return render_template("oversight/add_to_note.html", young_person=young_person, note=note, form=form), status


@blueprint.route("/young-people/<young_person>/oversight/<note>/strike", methods=["GET", "POST"])
@allow(Permission.WRITE_OVERSIGHT)
@drafted("An oversight note recorded in error")
@once
def strike_note(young_person: YoungPerson, note: OversightNote) -> Page:
    """Mark it as recorded in error, with the reason."""
    form, saving = StrikeForm(version=note.version), (db_session(), actor(), note)
    status = submit(form, lambda: correcting.strike_note(*saving, form.reason.data, form.version.data), note)
    if status == SAVED:
        return _back("Marked as recorded in error", young_person, note)
    return render_template("oversight/strike_note.html", young_person=young_person, note=note, form=form), status


def _back(words: str, young_person: YoungPerson, note: OversightNote) -> Response:
    flash(words)
    return redirect(url_for("oversight.show_note", young_person=young_person.public_id, note=note.public_id))
