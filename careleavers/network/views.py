"""The pages of somebody's support network."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers import striking
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import CloseOne, HealthContact, YoungPerson
from careleavers.models.base import identity
from careleavers.network import queries, service
from careleavers.network.forms import AddCloseForm, ChangeCloseForm, ChangeHealthForm, RecordHealthForm, StrikeForm
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("network", __name__)
_STRUCK = "Marked as recorded in error. It counts nowhere any more."


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(url_for("network.show", young_person=young_person.public_id))


def _page(young_person: YoungPerson, form: Any, title: str, **more: Any) -> str:
    name = str(request.endpoint).partition(".")[2]
    return render_template(f"network/{name}.html", young_person=young_person, form=form, title=title, **more)


@blueprint.route("/young-people/<young_person>/people")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson) -> str:
    """Who looks after their health, who matters to them, and what is over."""
    network = queries.network_of(db_session(), identity(young_person))
    may = actor().may(Permission.EDIT_IDENTITY)
    return render_template("network/show.html", young_person=young_person, network=network, may_record=may)


@blueprint.route("/young-people/<young_person>/people/health/record", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
@drafted("Who looks after their health")
@once
def record_health(young_person: YoungPerson) -> Any:
    """A doctor, dentist, optician or specialist, or the copy of their health history."""
    session, form = db_session(), RecordHealthForm()
    status = submit(form, lambda: service.record_health(session, actor(), young_person, form.details()))
    if status == SAVED:
        return _done("Recorded.", young_person)
    return _page(young_person, form, "Record who looks after their health"), status


@blueprint.route("/young-people/<young_person>/people/health/<health_contact>/change", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
@drafted("Who looks after their health")
def change_health(young_person: YoungPerson, health_contact: HealthContact) -> Any:
    """How it is now, or when it ended."""
    row, form = health_contact, ChangeHealthForm(obj=health_contact)
    saving = (db_session(), young_person, row)
    status = submit(
        form, lambda: service.change_health(*saving, form.details(row.kind), form.version.data), row
    )  # fmt: skip
    if status == SAVED:
        return _done("Changed.", young_person)
    return _page(young_person, form, f"Change {row.name or row.kind.label.lower()}", row=row), status


@blueprint.route("/young-people/<young_person>/people/health/<health_contact>/strike", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
@drafted("Something recorded in error")
@once
def strike_health(young_person: YoungPerson, health_contact: HealthContact) -> Any:
    """Mark it as recorded in error."""
    return _strike(young_person, health_contact, health_contact.name or health_contact.kind.label)


@blueprint.route("/young-people/<young_person>/people/add", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
@drafted("Somebody who matters to them")
@once
def add_close(young_person: YoungPerson) -> Any:
    """Somebody who matters to them."""
    session, form = db_session(), AddCloseForm()
    status = submit(form, lambda: service.add_close(session, actor(), young_person, form.details()))
    if status == SAVED:
        return _done("Recorded.", young_person)
    return _page(young_person, form, "Record somebody who matters"), status


@blueprint.route("/young-people/<young_person>/people/<close_one>/change", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
@drafted("Somebody who matters to them")
def change_close(young_person: YoungPerson, close_one: CloseOne) -> Any:
    """How things are with them now."""
    form, saving = ChangeCloseForm(obj=close_one), (db_session(), young_person, close_one)
    status = submit(
        form, lambda: service.change_close(*saving, form.details(), form.version.data), close_one
    )  # fmt: skip
    if status == SAVED:
        return _done("Changed.", young_person)
    return _page(young_person, form, f"Change {close_one.name}", row=close_one), status


@blueprint.route("/young-people/<young_person>/people/<close_one>/strike", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
@drafted("Something recorded in error")
@once
def strike_close(young_person: YoungPerson, close_one: CloseOne) -> Any:
    """Mark it as recorded in error."""
    return _strike(young_person, close_one, close_one.name)


def _strike(young_person: YoungPerson, row: HealthContact | CloseOne, name: str) -> Any:
    form, session = StrikeForm(version=row.version), db_session()
    status = submit(form, lambda: striking.strike(session, actor(), row, form.reason.data, form.version.data), row)
    if status == SAVED:
        return _done(_STRUCK, young_person)
    return _page(young_person, form, "Recorded in error", row=row, about=name), status
