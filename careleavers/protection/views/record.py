"""What is done from somebody's record: restricting it, and keeping somebody apart from it."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.actions.queries import workers_to_own
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import YoungPerson
from careleavers.models.base import identity
from careleavers.people.links import address
from careleavers.protection import queries, service
from careleavers.protection.forms import ApartForm, RestrictForm
from careleavers.protection.views.blueprint import Page, back_to, blueprint, done
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/young-people/<young_person>/restrict", methods=["GET", "POST"])
@allow(Permission.RESTRICT)
@drafted("Restricting a record")
@once
def restrict(young_person: YoungPerson) -> Page:
    """Close the record to everybody but those named."""
    session, day = db_session(), today(db_session())
    form = RestrictForm().offer(workers_to_own(session, young_person, day))
    kept = []
    status = submit(
        form,
        lambda: kept.append(service.restrict(session, actor(), young_person, form.details(), form.kept())),
    )
    if status == SAVED:
        return done("Restricted. Everybody else has lost access", kept[0])
    return render_template("protection/restrict.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/restriction")
@allow(Permission.RESTRICT)
def of_record(young_person: YoungPerson) -> Response:
    """The restriction on the record, or the page that begins one."""
    restriction = queries.open_restriction(db_session(), identity(young_person))
    if restriction is None:
        return redirect(address("protection.restrict", young_person))
    return redirect(back_to(restriction))


@blueprint.route("/young-people/<young_person>/keep-apart", methods=["GET", "POST"])
@allow(Permission.KEEP_APART)
@drafted("Somebody who must be kept apart")
@once
def keep_apart(young_person: YoungPerson) -> Page:
    """Say that you, or somebody else, must not open this record."""
    session, day = db_session(), today(db_session())
    own = None if actor().may(Permission.RESTRICT) else actor().worker_id
    form = ApartForm().offer(queries.staff_for(session, young_person, day), own)
    name = young_person.name
    status = submit(form, lambda: service.keep_apart(session, actor(), young_person, *form.named()))
    if status == SAVED:
        return _kept_apart(young_person, name, themselves=form.worker_id.data == actor().worker_id)
    return render_template("protection/keep_apart.html", young_person=young_person, form=form, own=own), status


def _kept_apart(young_person: YoungPerson, name: str, *, themselves: bool) -> Response:
    if themselves:
        flash(f"Thank you for saying so. You cannot open the record of {name} any more; a manager is told")
        return redirect(url_for("people.my_young_people"))
    flash("Noted. For them this record is not there any more")
    return redirect(address("people.show", young_person))
