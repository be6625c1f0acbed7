"""The pages of emergency access: asking, the one sheet that it opens, and what managers look at."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.accounts.security import signed_in_account
from careleavers.db import policy, today
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.emergency import queries, service
from careleavers.emergency.forms import AskForm, ReviewForm
from careleavers.models import EmergencyAccess
from careleavers.models.base import identity
from careleavers.web.access import actor, allow, begin_writing, db_session, reads_first
from careleavers.web.once import once
from careleavers.web.requests import opened_in_emergency, opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("emergency", __name__)


@blueprint.app_context_processor
def words_of_emergencies() -> dict[str, Any]:
    """Give every template `emergencies_waiting` for managers, and `emergencies_told` for a young person."""
    return {
        "emergencies_waiting": lambda: queries.waiting(db_session(), actor(), today(db_session())),
        "emergencies_told": lambda: queries.may_be_told(db_session(), actor().young_person_id or 0),
    }


@blueprint.route("/emergency", methods=["GET", "POST"])
@allow(Permission.BREAK_GLASS)
@reads_first
def ask() -> Any:
    """Ask for the record of somebody out of reach."""
    form, made, sign_in = AskForm(user=signed_in_account()), [], g.sign_in.public_id
    mail = bool(current_app.config["SETTINGS"].smtp_host)
    status = submit(
        form, lambda: made.append(service.ask(begin_writing(), actor(), form.details(), sign_in, mail=mail))
    )
    if status == SAVED and made[0].until_at is not None:
        return redirect(url_for("emergency.show", emergency=made[0].public_id))
    if status == SAVED:
        flash(service.NOTHING)
        return redirect(url_for("emergency.ask"))
    status = form.status if status not in (200, 409) and form.status == 429 else status
    return _asking(form), status


def _asking(form: AskForm) -> str:
    day = today(db_session())
    running = queries.running(db_session(), actor(), g.sign_in.public_id, day)
    opened_list([identity(person) for _access, person in running])
    return render_template("emergency/ask.html", form=form, running=running, limits=policy(db_session()))


def _of_this_sign_in(access: EmergencyAccess) -> EmergencyAccess:
    return access if access.sign_in == g.sign_in.public_id else abort(404)


@blueprint.route("/emergency/<emergency>")
@allow(Permission.BREAK_GLASS)
def show(emergency: EmergencyAccess) -> str:
    """What keeps somebody safe tonight, and nothing that can be printed, copied or changed from here."""
    sheet = queries.sheet(db_session(), _of_this_sign_in(emergency), today(db_session()))
    opened_in_emergency(sheet.young_person, emergency.public_id)
    return render_template("emergency/show.html", access=emergency, sheet=sheet)


@blueprint.route("/emergency/<emergency>/leave", methods=["POST"])
@allow(Permission.BREAK_GLASS)
def leave(emergency: EmergencyAccess) -> Response:
    """End it before its time is over."""
    service.leave(db_session(), _of_this_sign_in(emergency))
    flash("The record is closed to you again")
    return redirect(url_for("emergency.ask"))


@blueprint.route("/emergency-access")
@allow(Permission.REVIEW_GLASS)
def list_used() -> str:
    """What was opened in an emergency and waits for a manager, and what was looked at lately."""
    day = today(db_session())
    found = queries.used(db_session(), actor(), day)
    opened_list(sorted({identity(each.young_person) for each in found if each.young_person is not None}))
    return render_template("emergency/list_used.html", found=found, today=day)


@blueprint.route("/emergency-access/<emergency_use>", methods=["GET", "POST"])
@allow(Permission.REVIEW_GLASS)
@drafted("Looking at emergency access")
@once
def review(emergency_use: EmergencyAccess) -> Any:
    """Say whether it was needed."""
    form = ReviewForm(obj=emergency_use)
    answers = (form.verdict, form.review_words, form.keep_from_them, form.version)
    status = submit(form, lambda: _review(emergency_use, *answers), emergency_use)
    if status == SAVED:
        flash("Saved")
        return redirect(url_for("emergency.list_used"))
    return _reviewing(form, emergency_use), status


def _review(access: EmergencyAccess, *answers: Any) -> None:
    verdict, words, keep, version = (each.data for each in answers)
    service.review(db_session(), actor(), access, verdict, words, keep or "", version)


def _reviewing(form: ReviewForm, access: EmergencyAccess) -> str:
    found = queries.used(db_session(), actor(), today(db_session()), identity(access))
    opened_list([access.young_person_id] if access.young_person_id is not None else [])
    return render_template("emergency/review.html", form=form, each=found[0] if found else abort(404))
