"""Risks: the register of one young person, and raising, weighing and closing one."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.actions.queries import workers_to_own
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import RiskFlag, YoungPerson
from careleavers.models.base import identity
from careleavers.risks import checks, queries, service
from careleavers.risks.forms import CloseForm, LookForm, RaiseForm
from careleavers.risks.register import read_register
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("risks", __name__)
Page = str | Response | tuple[str, int]


@blueprint.route("/risks")
@allow(Permission.CLOSE_RISK)
def register() -> str:
    """Every open risk a manager answers for, the worst and longest unseen first."""
    session = db_session()
    found = read_register(session, actor(), today(session), request.args.get("after", ""))
    opened_list(found.young_person_ids)
    return render_template("risks/register.html", register=found, today=today(session))


@blueprint.route("/young-people/<young_person>/risks")
@allow(Permission.SEE_RECORD)
def register_of(young_person: YoungPerson) -> str:
    """Every risk, the worst first, with what was said of each."""
    may = actor().may
    return render_template(
        "risks/register_of.html", young_person=young_person, today=today(db_session()),
        entries=queries.register_of(db_session(), identity(young_person)), may_raise=may(Permission.RAISE_RISK),
        may_review=may(Permission.REVIEW_RISK), may_close=may(Permission.CLOSE_RISK),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/risks/raise", methods=["GET", "POST"])
@allow(Permission.RAISE_RISK)
@drafted("New risk")
@once
def raise_flag(young_person: YoungPerson) -> Page:
    """A new risk."""
    session, form = db_session(), RaiseForm(owner_id=actor().worker)
    form.owner_id.offer(workers_to_own(session, young_person, today(session)))
    status = submit(form, lambda: service.raise_flag(session, actor(), young_person, form.details(today(session))))
    if status == SAVED:
        return _done("Risk raised", young_person)
    page = render_template("risks/raise_flag.html", young_person=young_person, form=form, back=_list(young_person))
    return page, status


@blueprint.route("/young-people/<young_person>/risks/<risk>/review", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("Another look at a risk")
@once
def review(young_person: YoungPerson, risk: RiskFlag) -> Page:
    """One more look at a risk."""
    form = LookForm(version=risk.version, keeps_safe=risk.keeps_safe)
    form.fit(risk, may_lower=actor().may(Permission.CLOSE_RISK))
    status = submit(
        form, lambda: service.review_flag(db_session(), actor(), risk, form.look(), form.version.data), risk
    )
    if status == SAVED:
        return _done("Look at the risk saved", young_person)
    return _page("review", young_person, risk, form), status


@blueprint.route("/young-people/<young_person>/risks/<risk>/close", methods=["GET", "POST"])
@allow(Permission.CLOSE_RISK)
@drafted("Closing a risk")
@once
def close(young_person: YoungPerson, risk: RiskFlag) -> Page:
    """Close a risk, with a reason."""
    form = CloseForm(version=risk.version)
    status = submit(
        form,
        lambda: service.close_flag(db_session(), actor(), risk, form.close_reason.data, form.version.data),
        risk,
    )
    if status == SAVED:
        return _done("Risk closed", young_person)
    return _page("close", young_person, risk, form), status


def _list(young_person: YoungPerson) -> str:
    return url_for("risks.register_of", young_person=young_person.public_id)


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(_list(young_person))


def _page(name: str, young_person: YoungPerson, risk: RiskFlag, form: LookForm | CloseForm) -> str:
    return render_template(
        f"risks/{name}.html", young_person=young_person, flag=risk, form=form, back=_list(young_person),
        own_high=checks.own_high(actor(), risk), today=today(db_session()),
    )  # fmt: skip
