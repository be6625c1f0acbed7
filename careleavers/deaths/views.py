"""The pages of a death: recorded, told to those who must know, taken back when it was recorded in error."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers import striking
from careleavers.db import policy
from careleavers.deaths import queries, service
from careleavers.deaths.forms import NoticeForm, RecordForm, StrikeForm, UndoForm
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import DeathNotice, YoungPerson
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("deaths", __name__)


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(url_for("deaths.show", young_person=young_person.public_id))


def _page(name: str, young_person: YoungPerson, form: Any, **more: Any) -> str:
    back = url_for("deaths.show", young_person=young_person.public_id)
    return render_template(f"deaths/{name}.html", young_person=young_person, form=form, back=back, **more)


@blueprint.route("/young-people/<young_person>/death")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson) -> str:
    """That they died, when it became known, who was told, and who still has to be."""
    session = db_session()
    return render_template(
        "deaths/show.html", young_person=young_person, deaths=queries.deaths_of(session, young_person),
        days=policy(session).death_notice_working_days, may_record=actor().may(Permission.DECIDE_CATEGORY),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/death/record", methods=["GET", "POST"])
@allow(Permission.DECIDE_CATEGORY)
@drafted("A death")
@once
def record(young_person: YoungPerson) -> Any:
    """Record that they have died."""
    form = RecordForm(died_on=young_person.died_on)
    saving = (db_session(), actor(), young_person)
    status = submit(form, lambda: service.record_death(*saving, form.details()))
    if status == SAVED:
        return _done("Recorded. Nothing goes to them any more, and their own sign-in is closed.", young_person)
    return _page("record", young_person, form), status


@blueprint.route("/young-people/<young_person>/death/notify", methods=["GET", "POST"])
@allow(Permission.DECIDE_CATEGORY)
@drafted("Who was told of a death")
@once
def notify(young_person: YoungPerson) -> Any:
    """Record that somebody was told."""
    form = NoticeForm()
    saving = (db_session(), actor(), young_person)
    status = submit(form, lambda: service.record_notice(*saving, form.details()))
    if status == SAVED:
        return _done("Recorded.", young_person)
    return _page("notify", young_person, form), status


@blueprint.route("/young-people/<young_person>/death/undo", methods=["GET", "POST"])
@allow(Permission.DECIDE_CATEGORY)
@drafted("A death recorded in error")
@once
def undo(young_person: YoungPerson) -> Any:
    """Take back a death that was recorded in error."""
    form = UndoForm(version=young_person.version)
    saving = (db_session(), actor(), young_person)
    status = submit(form, lambda: service.undo_death(*saving, form.reason.data, form.version.data), young_person)
    if status == SAVED:
        return _done("Taken back. The record is open again, and what is due counts from the facts.", young_person)
    return _page("undo", young_person, form), status


@blueprint.route("/young-people/<young_person>/death/notices/<death_notice>/strike", methods=["GET", "POST"])
@allow(Permission.DECIDE_CATEGORY)
@drafted("Something recorded in error")
@once
def strike(young_person: YoungPerson, death_notice: DeathNotice) -> Any:
    """Mark a notice as recorded in error."""
    form = StrikeForm(version=death_notice.version)
    saving = (db_session(), actor(), death_notice)
    status = submit(form, lambda: striking.strike(*saving, form.reason.data, form.version.data), death_notice)
    if status == SAVED:
        return _done("Marked as recorded in error. It counts nowhere any more.", young_person)
    return _page("strike", young_person, form, notice=death_notice), status
