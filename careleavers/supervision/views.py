"""Pages on supervision: the team, recording, reading and signing a session, and one's own."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused, Stale
from careleavers.drafts.pages import drafted
from careleavers.models import DiscussionDetails, Supervision, Worker
from careleavers.models.base import identity
from careleavers.supervision import queries, service
from careleavers.supervision.forms import (
    ChangeSupervisionForm,
    RecordSupervisionForm,
    made_for,
)
from careleavers.supervision.sheet import prepare
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("supervision", __name__)


@blueprint.route("/supervision")
@allow(Permission.RECORD_SUPERVISION)
def team() -> str:
    """Whom one supervises: when each was last, when the next is due, and what waits for a signature."""
    rows = queries.supervisees(db_session(), actor())
    mine = queries.sessions_of(db_session(), actor())
    return render_template("supervision/team.html", rows=rows, mine=mine, today=today(db_session()))


@blueprint.route("/supervision/mine")
@allow(Permission.SEE_OWN_SUPERVISION)
def mine() -> str:
    """One's own sessions, to read and to sign."""
    sessions = queries.sessions_of(db_session(), actor())
    due = queries.next_due(db_session(), [actor().worker])
    return render_template(
        "supervision/mine.html", sessions=sessions, due=due[0] if due else None, today=today(db_session())
    )  # fmt: skip


@blueprint.route("/workers/<worker>/supervision")
@allow(Permission.RECORD_SUPERVISION)
def sessions(worker: Worker) -> str:
    """The sessions one held with a member of staff."""
    _supervisable(worker)
    held = queries.sessions_of(db_session(), actor(), worker)
    return render_template("supervision/sessions.html", worker=worker, sessions=held)


def _supervisable(worker: Worker) -> None:
    """Not oneself, and nobody whose role has no supervision here."""
    if worker.id == actor().worker_id or worker.role not in queries.SUPERVISED:
        abort(404)


def _two(worker: Worker) -> list[Worker]:
    return [worker, db_session().get_one(Worker, actor().worker)]


@blueprint.route("/workers/<worker>/supervision/record", methods=["GET", "POST"])
@allow(Permission.RECORD_SUPERVISION)
@drafted("Supervision session")
@once
def record(worker: Worker) -> Any:
    """Record a session with a member of staff."""
    _supervisable(worker)
    people = queries.caseload(db_session(), actor(), worker)
    opened_list([identity(person) for person in people])
    form = made_for(RecordSupervisionForm, people, _two(worker))
    made: list[Supervision] = []
    status = submit(form, lambda: made.append(_record(form, worker)))
    if status == SAVED:
        flash("Session recorded. It counts when you have both signed it.")
        return redirect(url_for("supervision.show", supervision=made[0].public_id))
    last, sheet = queries.last_time(db_session(), actor(), worker), prepare(db_session(), actor(), people)
    return render_template("supervision/record.html", form=form, worker=worker, last=last, sheet=sheet), status


def _record(form: RecordSupervisionForm, worker: Worker) -> Supervision:
    return service.record_supervision(
        db_session(), actor(), worker, form.details(), form.discussions(), form.actions()
    )  # fmt: skip


@blueprint.route("/supervision/<supervision>")
@allow(Permission.SEE_OWN_SUPERVISION)
def show(supervision: Supervision) -> str:
    """One session, for the two who sat down together."""
    discussed = queries.discussions_of(db_session(), actor(), supervision)
    opened_list([identity(each.person) for each in discussed if each.person is not None])
    return render_template(
        "supervision/show.html",
        supervision=supervision,
        worker=db_session().get_one(Worker, supervision.worker_id),
        supervisor=db_session().get_one(Worker, supervision.supervisor_id),
        discussed=discussed,
        actions=queries.actions_of(db_session(), supervision),
        today=today(db_session()),
    )


def _change_form(supervision: Supervision, worker: Worker) -> ChangeSupervisionForm:
    """The form with what is written down; somebody talked about stays on it when they are allocated no more."""
    said = queries.discussions_of(db_session(), actor(), supervision)
    people = {identity(person): person for person in queries.caseload(db_session(), actor(), worker)}
    people |= {identity(each.person): each.person for each in said if each.person is not None}
    opened_list(list(people))
    spoken = [each.discussion for each in said if each.person is not None]
    given: dict[str, Any] = {"discussed": [each.young_person_id for each in spoken]}
    for each in spoken:
        given |= {f"{name}_{each.young_person_id}": getattr(each, name) for name in DiscussionDetails.model_fields}
    return made_for(ChangeSupervisionForm, list(people.values()), _two(worker), obj=supervision, data=given)


@blueprint.route("/supervision/<supervision>/change", methods=["GET", "POST"])
@allow(Permission.RECORD_SUPERVISION)
@drafted("Changes to a supervision session")
def change(supervision: Supervision) -> Any:
    """Change a session, or add actions to it, until both have signed."""
    if supervision.supervisor_id != actor().worker_id:
        abort(404)
    worker = db_session().get_one(Worker, supervision.worker_id)
    form = _change_form(supervision, worker)
    status = submit(form, lambda: _change(form, supervision), row=supervision)
    if status == SAVED:
        flash("Session saved. Read it once more, then sign it.")
        return redirect(url_for("supervision.show", supervision=supervision.public_id))
    agreed = queries.actions_of(db_session(), supervision)
    return render_template(
        "supervision/change.html", form=form, worker=worker, supervision=supervision, agreed=agreed
    ), status  # fmt: skip


def _change(form: ChangeSupervisionForm, supervision: Supervision) -> None:
    answers = form.details(), form.discussions(), form.actions()
    service.change_supervision(db_session(), actor(), supervision, *answers, form.version.data)


@blueprint.route("/supervision/<supervision>/sign", methods=["POST"])
@allow(Permission.SEE_OWN_SUPERVISION)
def sign(supervision: Supervision) -> Response:
    """Sign for oneself."""
    typed = request.form.get("version", "")
    try:
        version = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else 0
        service.sign_supervision(db_session(), actor(), supervision, version)
        both = supervision.signed_on is not None
        flash("You have both signed. The session counts." if both else "You have signed. It counts when you both have.")
    except Refused as refusal:
        flash(refusal.sentence, "error")
    except Stale:
        flash("This session was changed since you opened it. Read it again before you sign.", "error")
    return redirect(url_for("supervision.show", supervision=supervision.public_id))
