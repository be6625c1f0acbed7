"""The pages of accounts: one's own, signing out, setting a password through a link, and the administrator's list."""

from functools import partial
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, render_template, session, url_for
from flask_security.utils import hash_password, logout_user
from werkzeug.wrappers import Response

from careleavers.accounts import links, queries, service, sessions, sign_ins
from careleavers.accounts.forms import AbsenceForm, AddWorkerForm, ChangeWorkerForm, SetPasswordForm, WorkerQuestions
from careleavers.accounts.security import signed_in_account
from careleavers.db import today
from careleavers.domain.actors import Actor
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused
from careleavers.domain.sign_ins import SignInEnding
from careleavers.models import Account, SignIn, Team, Worker
from careleavers.web.access import actor, allow, begin_writing, db_session, public, reads_first
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("accounts", __name__)


def _secret() -> str:
    secret: str = current_app.config["SECRET_KEY"]
    return secret


@blueprint.route("/account")
@allow(Permission.SEE_OWN_ACCOUNT)
def own() -> str:
    """One's own account: name, role and team, and how one signs in."""
    account = db_session().get(Account, actor().account_id)
    team = db_session().get(Team, actor().team_id) if actor().team_id else None
    return render_template("accounts/own.html", account=account, team=team)


@blueprint.route("/workers/<worker>/away", methods=["GET", "POST"])
@allow(Permission.RECORD_ABSENCE)
def record_absence(worker: Worker) -> Any:
    """Record when oneself, or somebody one manages, is away and who stands in."""
    form, day = AbsenceForm(), today(db_session())
    form.covered_by_id.offer(queries.possible_covers(db_session(), worker, day))
    asked = (form.from_on, form.to_on, form.covered_by_id)
    act = partial(service.record_absence, db_session(), actor(), worker)
    status = submit(form, lambda: act(*(each.data for each in asked)))
    if status == SAVED:
        flash("Saved. Alerts take it into account from now on.")
        return redirect(url_for("accounts.record_absence", worker=worker.public_id))
    known = queries.absences_from(db_session(), worker, day)
    return render_template("accounts/record_absence.html", worker=worker, form=form, known=known), status


@blueprint.route("/sign-out", methods=["POST"])
@allow(Permission.SEE_OWN_ACCOUNT)
def sign_out() -> Response:
    """End this session here and on the server, and have the browser forget what it kept of it."""
    sign_ins.end(g.sign_in, SignInEnding.SIGNED_OUT, sessions.moment())
    logout_user()
    session.clear()
    flash("You have signed out.")
    response = redirect(url_for("security.login"))
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@blueprint.route("/account/sign-ins")
@allow(Permission.SEE_OWN_ACCOUNT)
def own_sign_ins() -> str:
    """Where one is signed in, this device marked."""
    account = signed_in_account()
    found = sign_ins.under_way(db_session(), account, sessions.moment(), *sessions.limits(account))
    return render_template("accounts/own_sign_ins.html", found=found, this=g.sign_in)


@blueprint.route("/account/sign-ins/<sign_in>/end", methods=["POST"])
@allow(Permission.SEE_OWN_ACCOUNT)
def end_sign_in(sign_in: SignIn) -> Response:
    """End one of one's own sign-ins on another device."""
    sign_ins.end(sign_in, SignInEnding.ELSEWHERE, sessions.moment())
    flash(f"{sign_in.device} is signed out.")
    return redirect(url_for("accounts.own_sign_ins"))


@blueprint.route("/account/sign-ins/end-others", methods=["POST"])
@allow(Permission.SEE_OWN_ACCOUNT)
def end_other_sign_ins() -> Response:
    """End one's sign-ins on every other device."""
    sign_ins.end_others(db_session(), g.sign_in, sessions.moment())
    flash("You are signed in on this device only.")
    return redirect(url_for("accounts.own_sign_ins"))


@blueprint.route("/set-password/<word>", methods=["GET", "POST"])
@public
@reads_first
def set_password(word: str) -> Any:
    """Choose a password through a one-time link. The second factor is asked for at the sign-in that follows."""
    account = links.account_for(db_session(), word, _secret())
    form = SetPasswordForm()
    if account is not None and form.validate_on_submit() and form.suits(account):
        hashed = hash_password(form.new_password.data)
        owner = Actor(f"account:{account.id}", account_id=account.id)
        account = service.set_password(begin_writing(owner), word, _secret(), hashed)
        if account is not None:
            flash("Your password is saved. Sign in with it now.")
            return redirect(url_for("security.login"))
    if account is None:
        return render_template("accounts/link_is_over.html"), 404
    page = render_template("accounts/set_password.html", form=form, account=account)
    return page, 422 if form.errors else 200


@blueprint.route("/accounts")
@allow(Permission.MANAGE_ACCOUNTS)
def list_accounts() -> str:
    """Every member of staff with their account; no young person is among them."""
    rows = queries.staff_accounts(db_session())
    return render_template("accounts/list_accounts.html", rows=rows, today=today(db_session()))


def _prepared(form: WorkerQuestions) -> None:
    day = today(db_session())
    form.offer(list(queries.teams(db_session())), list(queries.possible_supervisors(db_session(), day)))


def _team_id(form: WorkerQuestions) -> int | None:
    if form.asks_for_a_new_team:
        return service.add_team(db_session(), actor(), form.new_team.data).id
    chosen: int | None = form.team.data
    return chosen


def _add(form: AddWorkerForm) -> None:
    g.added = service.add_worker(db_session(), actor(), form.details(form.chosen_name, _team_id(form)))


@blueprint.route("/accounts/add", methods=["GET", "POST"])
@allow(Permission.MANAGE_ACCOUNTS)
def add_worker() -> Any:
    """Add a member of staff; the page that follows shows their link, this once."""
    form = AddWorkerForm()
    _prepared(form)
    form.begin(today(db_session()))
    status = submit(form, lambda: _add(form))
    if status == SAVED:
        return _show_link(g.added)
    return render_template("accounts/add_worker.html", form=form), status


def _show_link(account: Account) -> str:
    """The page with a new link. It is answered at once and kept nowhere, so that nobody can look it up again."""
    word = service.give_link(db_session(), actor(), account, _secret(), links.HOURS_FROM_ADMINISTRATOR)
    address = url_for("accounts.set_password", word=word, _external=True)
    worker = db_session().get(Worker, account.worker_id)
    return render_template("accounts/link.html", address=address, worker=worker, hours=links.HOURS_FROM_ADMINISTRATOR)


def _change(form: ChangeWorkerForm, worker: Worker) -> None:
    details = form.details(worker.sign_in_name, _team_id(form))
    service.change_worker(db_session(), actor(), worker, details, form.version.data)


@blueprint.route("/accounts/<account>/change", methods=["GET", "POST"])
@allow(Permission.MANAGE_ACCOUNTS)
def change_worker(account: Account) -> Any:
    """Change name, role, team, supervisor or last day of a member of staff."""
    worker = db_session().get_one(Worker, account.worker_id)
    form = ChangeWorkerForm(obj=worker)
    _prepared(form)
    form.show(worker)
    status = submit(form, lambda: _change(form, worker), row=worker)
    if status == SAVED:
        flash(f"{worker.name}’s account is changed.")
        return redirect(url_for("accounts.list_accounts"))
    return render_template("accounts/change_worker.html", form=form, worker=worker, account=account), status


@blueprint.route("/accounts/<account>/sign-out", methods=["POST"])
@allow(Permission.MANAGE_ACCOUNTS)
def sign_out_everywhere(account: Account) -> Response:
    """End every sign-in of a member of staff, who can sign in again."""
    service.sign_out_everywhere(db_session(), account)
    flash(f"{account.sign_in_name} is signed out everywhere.")
    return redirect(url_for("accounts.list_accounts"))


@blueprint.route("/accounts/<account>/disable", methods=["POST"])
@allow(Permission.MANAGE_ACCOUNTS)
def disable(account: Account) -> Response:
    """Switch an account off at once, everywhere."""
    try:
        service.disable_account(db_session(), actor(), account)
        flash(f"{account.sign_in_name} is switched off and signed out everywhere.")
    except Refused as refusal:
        flash(refusal.sentence, "error")
    return redirect(url_for("accounts.list_accounts"))


@blueprint.route("/accounts/<account>/enable", methods=["POST"])
@allow(Permission.MANAGE_ACCOUNTS)
def enable(account: Account) -> Response:
    """Switch an account on again."""
    try:
        service.enable_account(db_session(), actor(), account)
        flash(f"{account.sign_in_name} is switched on again.")
    except Refused as refusal:
        flash(refusal.sentence, "error")
    return redirect(url_for("accounts.list_accounts"))


@blueprint.route("/accounts/<account>/link", methods=["POST"])
@allow(Permission.MANAGE_ACCOUNTS)
def reset(account: Account) -> str:
    """Give a new link; the old password stops working. The second factor stays."""
    return _show_link(account)


@blueprint.route("/accounts/<account>/second-factor/remove", methods=["POST"])
@allow(Permission.MANAGE_ACCOUNTS)
def remove_second_factor(account: Account) -> Response:
    """Let somebody who has lost their phone set up another app."""
    service.remove_second_factor(db_session(), actor(), account)
    flash(f"{account.sign_in_name} will be asked to set up an app at the next sign-in.")
    return redirect(url_for("accounts.list_accounts"))
