"""The pages on which leave to remain is followed until it is renewed."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers import striking
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.immigration import queries, service
from careleavers.immigration.forms import RecordForm, StrikeForm
from careleavers.models import ImmigrationStep, YoungPerson
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("immigration", __name__)


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(url_for("immigration.show", young_person=young_person.public_id))


@blueprint.route("/young-people/<young_person>/immigration")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson) -> str:
    """When their leave ends, what is to be done before it does, and what was done."""
    session = db_session()
    steps = queries.steps_of(session, young_person)
    return render_template(
        "immigration/show.html", young_person=young_person, steps=steps, today=today(session),
        leave=queries.leave_to_renew(young_person), stages=queries.stages(session, young_person, steps),
        may_record=actor().may(Permission.EDIT_IDENTITY),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/immigration/record", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
@drafted("What was done about leave to remain")
@once
def record_step(young_person: YoungPerson) -> Any:
    """An adviser was seen, or an application made."""
    session = db_session()
    form = RecordForm(version=young_person.version)
    saving = (session, actor(), young_person)
    status = submit(form, lambda: service.record_step(*saving, form.details(), form.version.data), young_person)
    if status == SAVED:
        return _done("Recorded.", young_person)
    leave = queries.leave_to_renew(young_person)
    page = render_template("immigration/record_step.html", young_person=young_person, form=form, leave=leave)
    return page, status


@blueprint.route("/young-people/<young_person>/immigration/<immigration_step>/strike", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
@drafted("Something recorded in error")
@once
def strike_step(young_person: YoungPerson, immigration_step: ImmigrationStep) -> Any:
    """Mark a step as recorded in error."""
    form, step = StrikeForm(version=immigration_step.version), immigration_step
    saving = (db_session(), actor(), step)
    status = submit(form, lambda: striking.strike(*saving, form.reason.data, form.version.data), step)
    if status == SAVED:
        return _done("Marked as recorded in error. It counts nowhere any more.", young_person)
    page = render_template("immigration/strike_step.html", young_person=young_person, form=form, step=step)
    return page, status
