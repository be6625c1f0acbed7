"""Before the plan: the assessment of needs and the record of readiness."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.domain.permissions import Permission
from careleavers.domain.terms import Skill
from careleavers.models import YoungPerson
from careleavers.models.base import identity
from careleavers.plans import preparing, queries
from careleavers.plans.preparing_forms import assessment_form, readiness_form
from careleavers.plans.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

Page = str | Response | tuple[str, int]


@blueprint.route("/young-people/<young_person>/getting-ready")
@allow(Permission.SEE_RECORD)
def getting_ready(young_person: YoungPerson) -> str:
    """The last assessment, and readiness over time from both sides."""
    session, person_id = db_session(), identity(young_person)
    assessment = preparing.last_assessment(session, person_id)
    return render_template(
        "plans/getting_ready.html", young_person=young_person, assessment=assessment, skills=list(Skill),
        needs=preparing.needs_found(session, assessment), readiness=preparing.readiness(session, person_id),
        in_hand=queries.plan_in_hand(session, person_id),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/needs/assess", methods=["GET", "POST"])
@allow(Permission.WRITE_PLAN)
@once
def assess_needs(young_person: YoungPerson) -> Page:
    """Record a finished assessment of needs."""
    form, session = assessment_form(), db_session()
    status = submit(
        form, lambda: preparing.finish_assessment(session, actor(), young_person, form.details(), form.needs())
    )
    if status != SAVED:
        return render_template("plans/assess_needs.html", young_person=young_person, form=form), status
    flash("Assessment recorded. The first plan begins with what it found")
    return _back(young_person)


@blueprint.route("/young-people/<young_person>/readiness/record", methods=["GET", "POST"])
@allow(Permission.WRITE_PLAN)
@once
def record_readiness(young_person: YoungPerson) -> Page:
    """Record readiness today, the young person's view beside the worker's."""
    form, session = readiness_form(), db_session()
    status = submit(form, lambda: preparing.record_readiness(session, actor(), young_person, form.answers()))
    if status != SAVED:
        return render_template("plans/record_readiness.html", young_person=young_person, form=form), status
    flash("Readiness recorded")
    return _back(young_person)


def _back(young_person: YoungPerson) -> Response:
    return redirect(url_for("plans.getting_ready", young_person=young_person.public_id))
