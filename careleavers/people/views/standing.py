"""Somebody's standing in law: periods in care, category, and the end of support."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.domain.dates import long_date
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused
from careleavers.models import YoungPerson
from careleavers.models.base import identity
from careleavers.people import bar, queries, service
from careleavers.people.forms import LEGAL_STATUSES, CircumstancesForm, CloseForm, DecideCategoryForm, PeriodForm
from careleavers.people.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.submitting import SAVED, submit


def _done(words: str, endpoint: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(url_for(endpoint, young_person=young_person.public_id))


@blueprint.route("/young-people/<young_person>/category")
@allow(Permission.SEE_RECORD)
def category(young_person: YoungPerson) -> str:
    """What is suggested and why, what it rests on, and every decision."""
    session, known = db_session(), identity(young_person)
    return render_template(
        "people/category.html",
        young_person=young_person,
        standing=bar.standing(session, young_person),
        decisions=queries.decisions(session, known),
        periods=queries.periods_of(session, known),
        legal_statuses=LEGAL_STATUSES,
    )


@blueprint.route("/young-people/<young_person>/category/decide", methods=["GET", "POST"])
@allow(Permission.DECIDE_CATEGORY)
def decide_category(young_person: YoungPerson) -> Any:
    """A manager decides beside the suggestion."""
    form = DecideCategoryForm()
    status = submit(form, lambda: service.decide_category(db_session(), actor(), young_person, form.details()))
    if status == SAVED:
        return _done("Decision recorded.", "people.category", young_person)
    return render_template("people/decide_category.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/category/circumstances", methods=["GET", "POST"])
@allow(Permission.EDIT_IDENTITY)
def record_circumstances(young_person: YoungPerson) -> Any:
    """Going home, asking for support after 21, a programme that runs on."""
    form, session = CircumstancesForm(obj=young_person), db_session()
    status = submit(
        form,
        lambda: service.record_circumstances(session, young_person, form.details(), form.version.data),
        young_person,
    )
    if status == SAVED:
        return _done("Saved. The suggested category was worked out again.", "people.category", young_person)
    return render_template("people/record_circumstances.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/looked-after-periods/add", methods=["GET", "POST"])
@allow(Permission.DECIDE_CATEGORY)
def add_period(young_person: YoungPerson) -> Any:
    """Add a period in care that no return brought."""
    form = PeriodForm()
    status = submit(form, lambda: service.add_looked_after_period(db_session(), young_person, form.details()))
    if status == SAVED:
        return _done("Period added. The suggested category was worked out again.", "people.category", young_person)
    return render_template("people/add_period.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/close", methods=["GET", "POST"])
@allow(Permission.DECIDE_CATEGORY)
def close(young_person: YoungPerson) -> Any:
    """End support, when the law lets it end."""
    form = CloseForm()
    status = submit(form, lambda: service.close_record(db_session(), young_person, form.details()))
    if status == SAVED:
        return _done(f"Record closed from {long_date(form.closed_on.data)}.", "people.show", young_person)
    return render_template("people/close.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/reopen", methods=["POST"])
@allow(Permission.DECIDE_CATEGORY)
def reopen(young_person: YoungPerson) -> Response:
    """Take support up again."""
    try:
        service.reopen_record(db_session(), young_person)
    except Refused as refusal:
        return _done(refusal.sentence, "people.show", young_person)
    return _done("Record open again. What is due counts from the facts.", "people.show", young_person)
