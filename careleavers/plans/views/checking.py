"""Check before you send: every gap with the way to its box, a reason for each that may stay, then sent."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.domain.permissions import Permission
from careleavers.domain.plans import Gap
from careleavers.domain.refusals import Refused
from careleavers.models import PathwayPlan, YoungPerson
from careleavers.plans import queries, service
from careleavers.plans.completeness import gaps_in, hard_to_read
from careleavers.plans.forms import CheckForm, check_form
from careleavers.plans.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/young-people/<young_person>/plans/<plan>/check")
@allow(Permission.WRITE_PLAN)
def check(young_person: YoungPerson, plan: PathwayPlan) -> str:
    """Every gap with a link to where it is mended."""
    gaps = gaps_in(db_session(), plan)
    return _page(young_person, plan, gaps, _form(plan, gaps))


def _form(plan: PathwayPlan, gaps: list[Gap]) -> CheckForm:
    said = {place: row.words for place, row in queries.gap_reasons(db_session(), plan).items()}
    return check_form(gaps, said)


def _page(young_person: YoungPerson, plan: PathwayPlan, gaps: list[Gap], form: CheckForm) -> str:
    entries = queries.entries(db_session(), plan)
    return render_template(
        "plans/check.html", young_person=young_person, plan=plan, gaps=gaps, form=form,
        hard={domain: found for domain, entry in entries.items() if (found := hard_to_read(entry))},
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/plans/<plan>/send", methods=["POST"])
@allow(Permission.WRITE_PLAN)
def send(young_person: YoungPerson, plan: PathwayPlan) -> str | Response | tuple[str, int]:
    """Send the version to the manager, with the reasons for what is left open."""
    gaps = gaps_in(db_session(), plan)
    form = _form(plan, gaps)
    status = submit(form, lambda: _send(plan, form))
    if status != SAVED:
        return _page(young_person, plan, gaps, form), status
    flash("Sent to the manager")
    return redirect(url_for("plans.show_current", young_person=young_person.public_id))


def _send(plan: PathwayPlan, form: CheckForm) -> None:
    try:
        service.send(db_session(), actor(), plan, form.reasons())
    except service.Incomplete:
        raise Refused("", "Fill the gaps below first.") from None
