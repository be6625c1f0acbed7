"""Reading plans: the version that holds, an earlier one, and what the young person was given."""

from flask import render_template

from careleavers.domain.permissions import Permission
from careleavers.models import PathwayPlan, YoungPerson
from careleavers.models.base import identity
from careleavers.plans import queries
from careleavers.plans.views.blueprint import blueprint
from careleavers.web.access import allow, db_session


@blueprint.route("/young-people/<young_person>/plan")
@allow(Permission.SEE_RECORD)
def show_current(young_person: YoungPerson) -> str:
    """The plan that holds now as staff read it, the version in hand, the reviews and the ledger of copies."""
    session, person_id = db_session(), identity(young_person)
    versions = queries.versions(session, person_id)
    plan = queries.approved_plan(session, person_id)
    return render_template(
        "plans/show_current.html", young_person=young_person, plan=plan, versions=versions,
        in_hand=queries.plan_in_hand(session, person_id), reviews=queries.reviews(session, person_id),
        entries=queries.entries(session, plan) if plan else {},
        actions=queries.by_domain(queries.open_actions(session, person_id)),
        copies=queries.copies(session, [identity(version) for version in versions]),
        names=queries.worker_names(session, {v.written_by_id for v in versions}),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/plans/<plan>/read")
@allow(Permission.SEE_RECORD)
def show_version(young_person: YoungPerson, plan: PathwayPlan) -> str:
    """One version as staff read it, whatever its state."""
    session = db_session()
    deciders = {plan.written_by_id, *({plan.decided_by_id} if plan.decided_by_id else set())}
    return render_template(
        "plans/show_version.html", young_person=young_person, plan=plan, entries=queries.entries(session, plan),
        names=queries.worker_names(session, deciders),
    )  # fmt: skip
