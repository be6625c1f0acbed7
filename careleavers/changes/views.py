"""Pages on changes of circumstance."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for

from careleavers.changes import queries, service
from careleavers.changes.forms import ChangeForm
from careleavers.db import policy
from careleavers.domain.permissions import Permission
from careleavers.models import YoungPerson
from careleavers.models.base import identity
from careleavers.web.access import actor, allow, db_session
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("changes", __name__)


@blueprint.route("/young-people/<young_person>/changes")
@allow(Permission.SEE_RECORD)
def list_changes(young_person: YoungPerson) -> str:
    """Every change, latest first."""
    changes = queries.changes_of(db_session(), identity(young_person))
    return render_template("changes/list_changes.html", young_person=young_person, changes=changes)


@blueprint.route("/young-people/<young_person>/changes/record", methods=["GET", "POST"])
@allow(Permission.RECORD_CHANGE)
def record(young_person: YoungPerson) -> Any:
    """Record one."""
    form = ChangeForm()
    status = submit(form, lambda: service.record_change(db_session(), actor(), young_person, form.details()))
    if status == SAVED:
        days = policy(db_session()).change_review_working_days
        flash(f"Change recorded. The plan must answer it: hold a review within {days} working days.")
        return redirect(url_for("people.show", young_person=young_person.public_id))
    return render_template("changes/record.html", young_person=young_person, form=form), status
