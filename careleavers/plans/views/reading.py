"""Reading plans: the version that holds, an earlier one, and what the young person was given."""

from flask import abort, render_template, request

from careleavers.domain.permissions import Permission
from careleavers.models import PathwayPlan, YoungPerson
from careleavers.models.base import identity
from careleavers.plans import add_ons, queries
from careleavers.plans.comparing import changes_between
from careleavers.plans.facts import facts_of
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
        additions=add_ons.written(session, plan) if plan else {},
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/plans/<plan>/read")
@allow(Permission.SEE_RECORD)
def show_version(young_person: YoungPerson, plan: PathwayPlan) -> str:
    """One version as staff read it, whatever its state."""
    session = db_session()
    deciders = {plan.written_by_id, *({plan.decided_by_id} if plan.decided_by_id else set())}
    return render_template(
        "plans/show_version.html", young_person=young_person, plan=plan, entries=queries.entries(session, plan),
        names=queries.worker_names(session, deciders), recorded=facts_of(session, young_person, plan),
        others=[each for each in queries.versions(session, identity(young_person)) if each.number != plan.number],
        reasons=queries.gap_reasons(session, plan), additions=add_ons.written(session, plan),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/plans/<plan>/compare")
@allow(Permission.SEE_RECORD)
def compare(young_person: YoungPerson, plan: PathwayPlan) -> str:
    """This version word by word against another, the one before it unless the address names one."""
    session = db_session()
    others = {each.number: each for each in queries.versions(session, identity(young_person)) if each is not plan}
    wanted = request.args.get("with", type=int) or plan.number - 1
    other = others.get(wanted) or next(iter(others.values()), None)
    if other is None:
        abort(404)
    earlier, later = sorted((plan, other), key=lambda each: each.number)
    return render_template(
        "plans/compare.html", young_person=young_person, plan=plan, earlier=earlier, later=later, others=others,
        changes=changes_between(session, earlier, later),
    )  # fmt: skip
