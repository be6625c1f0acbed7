"""Writing a plan: start a version, fill it domain by domain, see what is missing, send it."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.actions import service as actions
from careleavers.actions.queries import workers_to_own
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.terms import ActionSource, Answer, PlanDomain, PlanState
from careleavers.drafts.pages import drafted
from careleavers.models import PathwayPlan, YoungPerson
from careleavers.models.base import identity
from careleavers.plans import add_ons, queries, service, together
from careleavers.plans.completeness import gaps_in, hard_to_read, in_domain
from careleavers.plans.facts import facts_of
from careleavers.plans.forms import EntryForm, PlanActionForm, SupportForm
from careleavers.plans.measures import marks
from careleavers.plans.preparing import readiness
from careleavers.plans.views.blueprint import blueprint, domain_named
from careleavers.web.access import actor, allow, db_session
from careleavers.web.forms import BaseForm
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

Page = str | Response | tuple[str, int]
WRITABLE = (PlanState.DRAFT, PlanState.RETURNED)


def _address(endpoint: str, plan: PathwayPlan, young_person: YoungPerson, **more: Any) -> str:
    return url_for(f"plans.{endpoint}", young_person=young_person.public_id, plan=plan.public_id, **more)


@blueprint.route("/young-people/<young_person>/plans/start", methods=["GET", "POST"])
@allow(Permission.WRITE_PLAN)
def start(young_person: YoungPerson) -> Response:
    """Begin a version from the last one, or go on with the one in hand; a link leads to the button."""
    session, started = db_session(), list[PathwayPlan]()
    in_hand = queries.plan_in_hand(session, identity(young_person))
    form = BaseForm()
    status = submit(form, lambda: started.append(in_hand or service.start_version(session, actor(), young_person)))
    if status == SAVED:
        return redirect(_address("edit", started[0], young_person))
    for problem in form.form_errors:
        flash(problem, "error")
    return redirect(url_for("plans.show_current", young_person=young_person.public_id))


@blueprint.route("/young-people/<young_person>/plans/<plan>")
@allow(Permission.WRITE_PLAN)
def edit(young_person: YoungPerson, plan: PathwayPlan) -> Page:
    """The version in hand at a glance: each domain, what it lacks, what is hard to read."""
    if plan.state not in queries.IN_HAND:
        return redirect(_address("show_version", plan, young_person))
    session = db_session()
    entries, gaps = queries.entries(session, plan), gaps_in(session, plan)
    return render_template(
        "plans/edit.html", young_person=young_person, plan=plan, entries=entries, writable=plan.state in WRITABLE,
        missing={domain: in_domain(gaps, domain) for domain in [*PlanDomain, None]}, gaps=gaps,
        hard={domain: hard_to_read(entry) for domain, entry in entries.items()},
        actions=queries.by_domain(queries.open_actions(session, identity(young_person))),
        additions=add_ons.offered(session, young_person, plan),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/plans/<plan>/domains/<domain>", methods=["GET", "POST"])
@allow(Permission.WRITE_PLAN)
@drafted(lambda address: f"Plan: {domain_named(address['domain']).label}")
def edit_entry(young_person: YoungPerson, plan: PathwayPlan, domain: str) -> Page:
    """One domain of the version in hand."""
    place, session = domain_named(domain), db_session()
    if plan.state not in WRITABLE and request.method == "GET":
        return redirect(_address("show_version", plan, young_person))
    entry = queries.entries(session, plan)[place]
    form, saving = EntryForm(obj=entry).fit(place), (session, actor(), plan, place)
    status = submit(form, lambda: service.save_entry(*saving, form.details(), form.version.data), entry)
    if status == SAVED:
        return redirect(_after_entry(young_person, plan, place))
    return _entry_page(young_person, plan, place, form), status


def _after_entry(young_person: YoungPerson, plan: PathwayPlan, domain: PlanDomain) -> str:
    """The next domain, or the overview after the last one or when that was asked for."""
    onward = _neighbours(domain)[1]
    flash(f"Saved: {domain.label}")
    if request.form.get("onward") == "stop" or onward is None:
        return _address("edit", plan, young_person)
    return _address("edit_entry", plan, young_person, domain=onward)


def _neighbours(domain: PlanDomain) -> tuple[PlanDomain | None, PlanDomain | None]:
    order = list(PlanDomain)
    place = order.index(domain)
    return (order[place - 1] if place else None, order[place + 1] if place + 1 < len(order) else None)


def _entry_page(young_person: YoungPerson, plan: PathwayPlan, domain: PlanDomain, form: EntryForm) -> str:
    session = db_session()
    entry, gaps = queries.entries(session, plan)[domain], gaps_in(session, plan)
    before, after = _neighbours(domain)
    return render_template(
        "plans/edit_entry.html", young_person=young_person, plan=plan, domain=domain, form=form, entry=entry,
        before=before, after=after, gaps=in_domain(gaps, domain), hard=hard_to_read(entry),
        lacking={each: sum(gap.blocking for gap in in_domain(gaps, each)) for each in PlanDomain},
        actions=queries.by_domain(queries.open_actions(session, identity(young_person))).get(domain, []),
        names=queries.worker_names(session, {entry.edited_by_id}),
        recorded=facts_of(session, young_person, plan).get(domain, []),
        box_authors=together.authors_of_boxes(session, plan, domain),
        trend=marks(session, identity(young_person)).get(domain, []),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/plans/<plan>/domains/<domain>/share", methods=["POST"])
@allow(Permission.WRITE_PLAN)
def share(young_person: YoungPerson, plan: PathwayPlan, domain: str) -> Page:
    """Open a part to the young person's own device, or close it again."""
    place, session, form = domain_named(domain), db_session(), BaseForm()
    shared = queries.entries(session, plan)[place].shared_on is None
    if submit(form, lambda: together.share_part(session, plan, place, shared)) != SAVED:
        for problem in form.form_errors:
            flash(problem, "error")
    else:
        flash(f"Opened to {young_person.first_name}" if shared else f"Closed to {young_person.first_name}")
    return redirect(_address("edit_entry", plan, young_person, domain=place))


@blueprint.route("/young-people/<young_person>/plans/<plan>/support", methods=["GET", "POST"])
@allow(Permission.WRITE_PLAN)
def edit_support(young_person: YoungPerson, plan: PathwayPlan) -> Page:
    """How often to meet and why, and what the young person says of the plan."""
    form = SupportForm(obj=plan, translated=_translated(plan))
    saving = (db_session(), actor(), plan)
    status = submit(form, lambda: service.save_support(*saving, form.details(), form.version.data), plan)
    if status == SAVED:
        flash("Saved: visits and agreement")
        return redirect(_address("edit", plan, young_person))
    return render_template("plans/edit_support.html", young_person=young_person, plan=plan, form=form), status


def _translated(plan: PathwayPlan) -> Answer | None:
    """What was answered before; nothing is chosen on a page that nobody has saved yet."""
    if plan.visit_every_days is None:
        return None
    return Answer.YES if plan.translated else Answer.NO


def _from_readiness(young_person: YoungPerson) -> dict[str, str]:
    """What the action begins with where the link came from a skill: its next step, and what it is for."""
    last = next(iter(readiness(db_session(), identity(young_person)).values()), {})
    mark = next((mark for skill, mark in last.items() if skill.value == request.args.get("skill")), None)
    return {"what": mark.next_step, "outcome": mark.skill.label} if mark is not None else {}


@blueprint.route("/young-people/<young_person>/plans/<plan>/domains/<domain>/actions/add", methods=["GET", "POST"])
@allow(Permission.WRITE_PLAN)
@once
def add_action(young_person: YoungPerson, plan: PathwayPlan, domain: str) -> Page:
    """Something that somebody will do, with an owner and a day."""
    place, session, form = domain_named(domain), db_session(), PlanActionForm(data=_from_readiness(young_person))
    form.owner_id.offer(workers_to_own(session, young_person, today(session)))
    about: dict[str, Any] = {
        "source": ActionSource.PLAN, "domain": place, "young_person_id": young_person.id, "plan_id": plan.id,
    }  # fmt: skip
    status = submit(form, lambda: actions.add_action(session, actor(), form.details(), **about))
    if status == SAVED:
        flash("Action added")
        return redirect(_address("edit_entry", plan, young_person, domain=place))
    return render_template("plans/add_action.html", young_person=young_person, plan=plan, domain=place,
                           form=form), status  # fmt: skip
