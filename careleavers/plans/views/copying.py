"""The young person's copy: what will be in it, what is left out, the file, and the ledger."""

from flask import Response as FlaskResponse
from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.domain.permissions import Permission
from careleavers.models import PathwayPlan, YoungPerson
from careleavers.plans import queries, service
from careleavers.plans.copies import copy_of, left_out
from careleavers.plans.forms import GiveCopyForm
from careleavers.plans.pdf import as_file
from careleavers.plans.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit


def _frozen(plan: PathwayPlan) -> None:
    """404 for a version that was never approved: there is no copy of it."""
    if plan.state not in queries.FROZEN:
        abort(404)


@blueprint.route("/young-people/<young_person>/plans/<plan>/copy")
@allow(Permission.GIVE_COPY)
def preview_copy(young_person: YoungPerson, plan: PathwayPlan) -> str:
    """Exactly what the young person will read, and exactly what is left out of it."""
    _frozen(plan)
    session = db_session()
    return render_template(
        "plans/preview_copy.html", young_person=young_person, plan=plan,
        copy=copy_of(session, young_person, plan), left_out=left_out(session, plan),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/plans/<plan>/copy.pdf")
@allow(Permission.GIVE_COPY)
def copy_pdf(young_person: YoungPerson, plan: PathwayPlan) -> FlaskResponse:
    """The same file that the young person can download."""
    _frozen(plan)
    return as_file(copy_of(db_session(), young_person, plan))


@blueprint.route("/young-people/<young_person>/plans/<plan>/copies/give", methods=["GET", "POST"])
@allow(Permission.GIVE_COPY)
@once
def give_copy(young_person: YoungPerson, plan: PathwayPlan) -> str | Response | tuple[str, int]:
    """Enter in the ledger that the copy was given."""
    _frozen(plan)
    form = GiveCopyForm(language=young_person.language or "English")
    status = submit(form, lambda: service.give_copy(db_session(), actor(), plan, form.details()))
    if status == SAVED:
        flash("Copy recorded")
        return redirect(url_for("plans.show_current", young_person=young_person.public_id))
    return render_template("plans/give_copy.html", young_person=young_person, plan=plan, form=form), status
