"""The worker's page about somebody's sign-in, and the three pages on which a young person gets into their own space."""

import time
from datetime import date
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, session, url_for
from flask_security.utils import hash_password
from werkzeug.wrappers import Response

from careleavers.domain.actors import Actor
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused
from careleavers.invitations import queries, service
from careleavers.invitations.forms import ChooseForm, StartForm
from careleavers.models import Invitation, YoungPerson
from careleavers.models.base import identity, now_utc
from careleavers.web.access import actor, allow, begin_writing, db_session, in_own_transaction, public, reads_first

blueprint = Blueprint("invitations", __name__)
# In the signed session, between the code and the password: which invitation, and when its code was entered.
_ENTERED = "entered"
_TOO_LATE = "That took too long, or the code was used. Type your code again, or ask your worker for a new one."


@blueprint.route("/young-people/<young_person>/their-sign-in")
@allow(Permission.INVITE)
def show(young_person: YoungPerson) -> str:
    """Whether somebody can sign in, what became of the last code, and the way to a new one."""
    person_id = identity(young_person)
    return render_template(
        "invitations/show.html",
        young_person=young_person,
        account=queries.access_of(db_session(), person_id),
        last=queries.last_invitation(db_session(), person_id),
        now=now_utc(),
    )


@blueprint.route("/young-people/<young_person>/their-sign-in/code", methods=["POST"])
@allow(Permission.INVITE)
def give_code(young_person: YoungPerson) -> Any:
    """Make a code and show it, this once: the answer is kept nowhere, so that nobody can look it up again."""
    try:
        code, made = service.make_code(db_session(), actor(), young_person, current_app.config["SECRET_KEY"])
    except Refused as refusal:
        flash(refusal.sentence, "error")
        return redirect(url_for("invitations.show", young_person=young_person.public_id))
    address = url_for("invitations.start", _external=True)
    return render_template(
        "invitations/give_code.html", young_person=young_person, code=code, made=made, address=address
    )


@blueprint.route("/young-people/<young_person>/their-sign-in/switch-off", methods=["POST"])
@allow(Permission.INVITE)
def switch_off(young_person: YoungPerson) -> Response:
    """End somebody's access at once, as when their phone is in other hands."""
    service.switch_off(db_session(), actor(), young_person)
    flash("Their access is switched off. They are signed out everywhere.")
    return redirect(url_for("invitations.show", young_person=young_person.public_id))


@blueprint.route("/start", methods=["GET", "POST"])
@public
@reads_first
def start() -> Any:
    """The code and the date of birth: a page that says nothing about what lies behind it."""
    form = StartForm()
    opened = form.opens(_enter) if form.validate_on_submit() else None
    if opened is not None:
        session[_ENTERED] = [opened, int(time.time())]
        return redirect(url_for("invitations.read"))
    return render_template("invitations/start.html", form=form), form.status if form.errors else 200


def _enter(code: str, born_on: date) -> str | None:
    # Kept whatever becomes of the request: a wrong day is counted.
    with in_own_transaction() as own:
        return service.enter_code(own, current_app.config["SECRET_KEY"], code, born_on)


def _entered() -> Invitation | None:
    """The invitation whose code was entered in this session, while it holds."""
    public_id, entered_at = session.get(_ENTERED) or ("", 0)
    return service.still_holds(db_session(), public_id, entered_at)


def _too_late() -> Response:
    if session.pop(_ENTERED, None) is not None:
        flash(_TOO_LATE, "error")
    return redirect(url_for("invitations.start"))


@blueprint.route("/start/read")
@public
def read() -> Any:
    """What others may see, and how to stay safe; before anything is chosen."""
    return render_template("invitations/read.html") if _entered() else _too_late()


@blueprint.route("/start/choose", methods=["GET", "POST"])
@public
@reads_first
def choose() -> Any:
    """Pick a sign-in name, if there is none yet, and a password. Signing in with them follows."""
    invitation = _entered()
    if invitation is None:
        return _too_late()
    account = queries.access_of(db_session(), invitation.young_person_id)
    name = account.sign_in_name if account else None
    form = ChooseForm()
    if name:
        del form.sign_in_name
    if form.validate_on_submit() and form.suits(chosen := name or form.chosen_name):
        done = _save(form, chosen)
        if done is not None:
            return done
    return render_template("invitations/choose.html", form=form, name=name), 422 if form.errors else 200


def _save(form: ChooseForm, name: str) -> Response | None:
    """Where to go once the choice is kept; None when the form must be shown again."""
    public_id, entered_at = session[_ENTERED]
    hashed = hash_password(form.new_password.data)
    writing = begin_writing(Actor(f"invitation:{public_id}"))
    try:
        account = service.use_code(writing, public_id, entered_at, name, hashed)
    except Refused as refusal:
        form.refuse(refusal.sentence, refusal.field)
        return None
    if account is None:
        return _too_late()
    # Whoever else was signed in on this device is not any more: the next page is the young person's.
    session.clear()
    flash("Your password is saved. Now sign in with it.")
    return redirect(url_for("security.login"))
