"""Adding somebody, who they are, and how to reach them safely."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for

from careleavers.domain.permissions import Permission
from careleavers.models import YoungPerson
from careleavers.models import base as models
from careleavers.people import links, queries, service
from careleavers.people.forms import AddForm, EditIdentityForm, SafeContactForm
from careleavers.people.viewers import openings
from careleavers.people.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.submitting import SAVED, submit


def _add_form() -> AddForm:
    """A team manager adds to their own team and is not asked which."""
    form = AddForm()
    if actor().team_id is not None:
        del form.team
    else:
        form.team.choices = [(team.id, team.name) for team in queries.teams(db_session())]
    return form


@blueprint.route("/young-people/add", methods=["GET", "POST"])
@allow(Permission.ADD_YOUNG_PERSON)
def add() -> Any:
    """Add a young person by hand; those who come in a return are imported."""
    form, added = _add_form(), list[YoungPerson]()
    team_id = form.team.data if "team" in form else None
    saving = (db_session(), actor())
    status = submit(form, lambda: added.append(service.add_young_person(*saving, form.details(), team_id=team_id)))
    if status == SAVED:
        flash(f"{added[0].name} added. Record when they were looked after, so that their category can be worked out.")
        return redirect(url_for("people.category", young_person=added[0].public_id))
    return render_template("people/add.html", form=form), status


@blueprint.route("/young-people/<young_person>/identity")
@allow(Permission.SEE_RECORD)
def identity(young_person: YoungPerson) -> str:
    """Everything recorded of who they are; what nobody has asked yet is visible."""
    agreed = queries.newest_safe_contact(db_session(), models.identity(young_person))
    return render_template("people/identity.html", young_person=young_person, agreed=agreed)


def _edit_form(young_person: YoungPerson) -> EditIdentityForm:
    """Those who may not decide the category are not asked for what it rests on."""
    form = EditIdentityForm(obj=young_person)
    if not actor().may(Permission.DECIDE_CATEGORY):
        del form.child_id, form.born_on
    return form


@blueprint.route("/young-people/<young_person>/identity/edit", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
def edit_identity(young_person: YoungPerson) -> Any:
    """Correct or complete who they are."""
    form = _edit_form(young_person)
    saving = (db_session(), actor(), young_person)
    status = submit(
        form, lambda: service.edit_identity(*saving, form.details_for(young_person), form.version.data), young_person
    )
    if status == SAVED:
        flash("Identity saved.")
        return redirect(url_for("people.identity", young_person=young_person.public_id))
    return render_template("people/edit_identity.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/safe-contact")
@allow(Permission.SEE_RECORD)
def safe_contacts(young_person: YoungPerson) -> str:
    """How to reach them safely, and every earlier agreement."""
    known = models.identity(young_person)
    agreed = queries.newest_safe_contact(db_session(), known)
    older = queries.older_safe_contacts(db_session(), known)
    return render_template("people/safe_contacts.html", young_person=young_person, agreed=agreed, older=older)


@blueprint.route("/young-people/<young_person>/safe-contact/record", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
def safe_contact(young_person: YoungPerson) -> Any:
    """Agree anew how to reach them safely."""
    form = SafeContactForm()
    status = submit(form, lambda: service.record_safe_contact(db_session(), actor(), young_person, form.details()))
    if status == SAVED:
        flash("Safe contact saved.")
        return redirect(url_for("people.safe_contacts", young_person=young_person.public_id))
    return render_template("people/safe_contact.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/viewers")
@allow(Permission.SEE_VIEWERS)
def viewers(young_person: YoungPerson) -> str:
    """Who opened this record, when and on what ground."""
    before = request.args.get("before", "")
    older_than = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None
    shown, more = openings(db_session(), models.identity(young_person), older_than)
    return render_template(
        "people/viewers.html", young_person=young_person, openings=shown, next=more, page_names=links.page_names()
    )
