"""A manager's decision on a plan. What waits for one stands among the approvals."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.terms import PlanState
from careleavers.models import PathwayPlan, YoungPerson
from careleavers.models.base import identity
from careleavers.plans import add_ons, queries, service
from careleavers.plans.facts import facts_of
from careleavers.plans.forms import DecideForm, Decision
from careleavers.plans.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/young-people/<young_person>/plans/<plan>/decide", methods=["GET", "POST"])
@allow(Permission.APPROVE_PLAN)
def decide(young_person: YoungPerson, plan: PathwayPlan) -> str | Response | tuple[str, int]:
    """Approve the plan with a rationale, or return it with reasons."""
    form = DecideForm(obj=plan)
    if plan.state is not PlanState.SENT and request.method == "GET":
        return redirect(_address("show_version", young_person, plan))
    status = submit(form, lambda: _decide(plan, form), plan)
    if status != SAVED:
        return _page(young_person, plan, form), status
    flash("Approved. Now give the copy" if plan.state is PlanState.APPROVED else "Returned to the worker")
    return redirect(url_for("plans.show_current", young_person=young_person.public_id))


def _decide(plan: PathwayPlan, form: DecideForm) -> PathwayPlan:
    act = service.approve if form.decision.data is Decision.APPROVE else service.return_with_reasons
    return act(db_session(), actor(), plan, form.words.data, form.version.data)


def _address(endpoint: str, young_person: YoungPerson, plan: PathwayPlan) -> str:
    return url_for(f"plans.{endpoint}", young_person=young_person.public_id, plan=plan.public_id)


def _page(young_person: YoungPerson, plan: PathwayPlan, form: DecideForm) -> str:
    session = db_session()
    people = {plan.written_by_id, *(each for each in (plan.sent_by_id,) if each is not None)}
    return render_template(
        "plans/decide.html", young_person=young_person, plan=plan, form=form, entries=queries.entries(session, plan),
        actions=queries.by_domain(queries.open_actions(session, identity(young_person))),
        names=queries.worker_names(session, people), flags=queries.open_high_flags(session, identity(young_person)),
        recorded=facts_of(session, young_person, plan), reasons=queries.gap_reasons(session, plan),
        own=actor().worker_id in queries.authors(session, plan) | add_ons.authors(session, plan),
        today=today(session), additions=add_ons.written(session, plan),
    )  # fmt: skip
