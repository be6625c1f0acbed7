"""Packs for partners: the ledger, making one, its file, and taking it back."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.copies import packs
from careleavers.copies.content import copy_of
from careleavers.copies.files import pack_file
from careleavers.copies.forms import WithdrawForm, pack_form
from careleavers.copies.views.blueprint import blueprint, only_frozen
from careleavers.domain.permissions import Permission
from careleavers.models import PartnerPack, PathwayPlan, YoungPerson
from careleavers.models.base import identity
from careleavers.web.access import actor, allow, db_session
from careleavers.web.forms import BaseForm
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

Page = str | Response | tuple[str, int]


@blueprint.route("/young-people/<young_person>/packs")
@allow(Permission.GIVE_COPY)
def list_packs(young_person: YoungPerson) -> str:
    """Every pack about somebody: who got what, why, until when, and how often its file was made."""
    given = packs.packs_of(db_session(), identity(young_person))
    return render_template("copies/list_packs.html", young_person=young_person, packs=given)


@blueprint.route("/young-people/<young_person>/plans/<plan>/packs/make", methods=["GET", "POST"])
@allow(Permission.GIVE_COPY)
@once
def make_pack(young_person: YoungPerson, plan: PathwayPlan) -> Page:
    """Choose the parts for one partner."""
    only_frozen(plan)
    offered = packs.sections_of(copy_of(db_session(), young_person, plan))
    form = pack_form(offered)
    words = [word for word, _label in offered]
    status = submit(form, lambda: packs.make_pack(db_session(), actor(), plan, form.details(), words))
    if status == SAVED:
        flash("Pack made. Now download its file and give it to nobody else")
        return redirect(_list(young_person))
    return render_template("copies/make_pack.html", young_person=young_person, plan=plan, form=form), status


@blueprint.route("/young-people/<young_person>/packs/<pack>/file", methods=["POST"])
@allow(Permission.GIVE_COPY)
def open_pack(young_person: YoungPerson, pack: PartnerPack) -> Response:
    """The file of one pack; each time is kept."""
    form, made = BaseForm(), list[packs.Pack]()
    if submit(form, lambda: made.append(packs.open_file(db_session(), actor(), young_person, pack))) == SAVED:
        return pack_file(made[0])
    for problem in form.form_errors:
        flash(problem, "error")
    return redirect(_list(young_person))


@blueprint.route("/young-people/<young_person>/packs/<pack>/withdraw", methods=["GET", "POST"])
@allow(Permission.GIVE_COPY)
@once
def withdraw_pack(young_person: YoungPerson, pack: PartnerPack) -> Page:
    """Take a pack back, with the reason."""
    form = WithdrawForm(version=pack.version)
    status = submit(
        form, lambda: packs.withdraw_pack(db_session(), pack, form.withdrawn_why.data, form.version.data), pack
    )
    if status == SAVED:
        flash("Pack withdrawn. Tell the partner to destroy what they have")
        return redirect(_list(young_person))
    return render_template("copies/withdraw_pack.html", young_person=young_person, pack=pack, form=form,
                           back=_list(young_person)), status  # fmt: skip


def _list(young_person: YoungPerson) -> str:
    return url_for("copies.list_packs", young_person=young_person.public_id)
