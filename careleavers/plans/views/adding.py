"""One short addition of the version in hand."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.domain.add_ons import AddOn
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import PathwayPlan, YoungPerson
from careleavers.plans import add_ons, queries
from careleavers.plans.forms import AddOnForm
from careleavers.plans.views.blueprint import add_on_named, blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.submitting import SAVED, submit

Page = str | Response | tuple[str, int]


@blueprint.route("/young-people/<young_person>/plans/<plan>/additions/<add_on>", methods=["GET", "POST"])
@allow(Permission.WRITE_PLAN)
@drafted(lambda address: f"Plan: {add_on_named(address['add_on']).label}")
def edit_add_on(young_person: YoungPerson, plan: PathwayPlan, add_on: str) -> Page:
    """What the version says in one addition."""
    place, session = add_on_named(add_on), db_session()
    if plan.state not in queries.WRITABLE and request.method == "GET":
        return redirect(_address("show_version", young_person, plan))
    row = add_ons.written(session, plan).get(place)
    form = AddOnForm(obj=row, version=row.version if row else 0).fit(place)
    saving = (session, actor(), plan, place)
    status = submit(form, lambda: add_ons.save_add_on(*saving, form.details(), form.version.data), row)
    if status == SAVED:
        flash(f"Saved: {place.label}")
        return redirect(_address("edit", young_person, plan))
    return _page(young_person, plan, place, form), status


def _address(endpoint: str, young_person: YoungPerson, plan: PathwayPlan) -> str:
    return url_for(f"plans.{endpoint}", young_person=young_person.public_id, plan=plan.public_id)


def _page(young_person: YoungPerson, plan: PathwayPlan, add_on: AddOn, form: AddOnForm) -> str:
    return render_template("plans/edit_add_on.html", young_person=young_person, plan=plan, add_on=add_on, form=form,
                           back=_address("edit", young_person, plan))  # fmt: skip
