"""Actions: one young person's, one's own, and what became of each."""

from collections.abc import Callable

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.actions import queries, service
from careleavers.actions.forms import DropForm, FinishForm, RedateForm
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.models import Action, YoungPerson
from careleavers.web.access import actor, allow, db_session
from careleavers.web.forms import VersionedForm
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("actions", __name__)
Act = Callable[[], Action]
Page = str | Response | tuple[str, int]


@blueprint.route("/actions")
@allow(Permission.UPDATE_ACTION)
def mine() -> str:
    """Everything one still has to do, the longest overdue first."""
    owned = queries.owned_by(db_session(), actor())
    opened_list(queries.listed_ids(owned))
    return render_template("actions/mine.html", owned=owned, today=today(db_session()))


@blueprint.route("/young-people/<young_person>/actions")
@allow(Permission.SEE_RECORD)
def list_actions(young_person: YoungPerson) -> str:
    """Every action for one young person, from wherever it arose."""
    owned = queries.of_young_person(db_session(), young_person)
    return render_template(
        "actions/list_actions.html", young_person=young_person, owned=owned, today=today(db_session()),
        may_update=actor().may(Permission.UPDATE_ACTION),
    )  # fmt: skip


@blueprint.route("/actions/<action>/finish", methods=["GET", "POST"])
@blueprint.route("/young-people/<young_person>/actions/<action>/finish", methods=["GET", "POST"])
@allow(Permission.UPDATE_ACTION)
@once
def finish(action: Action, young_person: YoungPerson | None = None) -> Page:
    """Mark an action as done, with what shows it."""
    form = FinishForm(version=action.version)
    return _settled(
        "finish", form, action, young_person, "Action done",
        lambda: service.finish_action(db_session(), action, form.evidence.data, form.version.data),
    )  # fmt: skip


@blueprint.route("/actions/<action>/redate", methods=["GET", "POST"])
@blueprint.route("/young-people/<young_person>/actions/<action>/redate", methods=["GET", "POST"])
@allow(Permission.UPDATE_ACTION)
@once
def redate(action: Action, young_person: YoungPerson | None = None) -> Page:
    """Give an action another day, with a reason."""
    form = RedateForm(version=action.version)
    return _settled(
        "redate", form, action, young_person, "New day saved",
        lambda: service.redate_action(
            db_session(), action, form.due_on.data, form.redate_reason.data, form.version.data
        ),
    )  # fmt: skip


@blueprint.route("/actions/<action>/drop", methods=["GET", "POST"])
@blueprint.route("/young-people/<young_person>/actions/<action>/drop", methods=["GET", "POST"])
@allow(Permission.UPDATE_ACTION)
@once
def drop(action: Action, young_person: YoungPerson | None = None) -> Page:
    """Mark an action as no longer needed, with a reason."""
    form = DropForm(version=action.version)
    return _settled(
        "drop", form, action, young_person, "Action marked as no longer needed",
        lambda: service.drop_action(db_session(), action, form.drop_reason.data, form.version.data),
    )  # fmt: skip


def _settled(
    page: str, form: VersionedForm, action: Action, young_person: YoungPerson | None, done: str, act: Act
) -> Page:
    """Draw the page, or do what it asks and go back to the list the action stands on."""
    back, status = _list_of(young_person), submit(form, act, action)
    if status == SAVED:
        flash(done)
        return redirect(back)
    day = today(db_session())
    template = f"actions/{page}.html"
    return render_template(template, young_person=young_person, action=action, form=form, back=back, today=day), status


def _list_of(young_person: YoungPerson | None) -> str:
    if young_person is None:
        return url_for("actions.mine")
    return url_for("actions.list_actions", young_person=young_person.public_id)
