"""Exports for service managers, and their register, which administrators read and decide on without the content."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from careleavers.domain.exporting import ExportState
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused
from careleavers.exports import register, service
from careleavers.exports.birthdays import birthday_list
from careleavers.exports.forms import AskForm, DecideForm
from careleavers.models import ExportRun
from careleavers.web.access import actor, allow, db_session
from careleavers.web.navigation import opens
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("exports", __name__)


@blueprint.route("/exports")
@allow(Permission.SEE_EXPORTS)
def list_exports() -> str:
    """The register, newest first."""
    return render_template(
        "exports/list_exports.html", entries=register.entries(db_session()), may_ask=opens("exports.ask")
    )


@blueprint.route("/exports/new", methods=["GET", "POST"])
@allow(Permission.MAKE_EXPORT)
@once
def ask() -> tuple[str, int] | Answer:
    """Ask for an export."""
    form, made = AskForm(), []
    status = submit(form, lambda: made.append(service.ask(db_session(), actor(), form.details())))
    if status == SAVED:
        return redirect(url_for("exports.show", export_run=made[0].public_id))
    return render_template("exports/ask.html", form=form), status


@blueprint.route("/exports/<export_run>")
@allow(Permission.SEE_EXPORTS)
def show(export_run: ExportRun) -> str:
    """One export: what, why, how many, and what can be done with it now."""
    own = export_run.asked_by_id == actor().worker_id
    entry = register.entry_of(db_session(), export_run)
    return render_template("exports/show.html", entry=entry, own=own, over=service.is_over(export_run))


@blueprint.route("/exports/<export_run>/decide", methods=["GET", "POST"])
@allow(Permission.DECIDE_EXPORT)
@once
def decide(export_run: ExportRun) -> tuple[str, int] | Answer:
    """Let somebody else's export leave, or not."""
    session, form = db_session(), DecideForm(version=export_run.version)
    status = submit(form, lambda: service.decide(session, actor(), export_run, *form.decided()), export_run)
    if status == SAVED:
        flash(f"Export {export_run.state.label.lower()}")
        return redirect(url_for("exports.show", export_run=export_run.public_id))
    asks = export_run.state is ExportState.WAITING and export_run.asked_by_id != actor().worker_id
    entry = register.entry_of(session, export_run)
    return render_template("exports/decide.html", form=form, entry=entry, asks=asks), status


@blueprint.route("/exports/<export_run>/download", methods=["POST"])
@allow(Permission.MAKE_EXPORT)
def download(export_run: ExportRun) -> Answer:
    """The files, written in the register as they leave."""
    try:
        taken = service.take(db_session(), actor(), export_run)
    except Refused as refused:
        flash(refused.sentence, "wrong")
        return redirect(url_for("exports.show", export_run=export_run.public_id))
    opened_list(taken.people)
    headers = {"Content-Disposition": f'attachment; filename="{taken.name}"'}
    return Response(taken.content, mimetype=taken.mimetype, headers=headers)


@blueprint.route("/birthdays")
@allow(Permission.SEE_RECORD)
def birthdays() -> str:
    """Whose answers for the 903 return are asked now, and what is missing."""
    found, passed = birthday_list(db_session(), actor()), request.args.get("passed") == "yes"
    opened_list(found.people)
    return render_template("exports/birthdays.html", list=found, passed=passed, opens=opens)
