"""One young person's entitlements: what is theirs, what they had, and recording what happened."""

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers import striking
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.entitlements import queries, service
from careleavers.entitlements.forms import RecordForm, StrikeForm
from careleavers.entitlements.picture import picture_of, to_record
from careleavers.entitlements.views.blueprint import Page, blueprint
from careleavers.models import EntitlementStep, YoungPerson
from careleavers.models.base import identity
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/young-people/<young_person>/entitlements")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson) -> str:
    """What they are entitled to now and at the next birthdays, and everything they had."""
    session, may = db_session(), actor().may
    return render_template(
        "entitlements/show.html", young_person=young_person, today=today(session),
        picture=picture_of(session, young_person, today(session)),
        steps=queries.steps_of(session, identity(young_person)),
        may_record=may(Permission.RECORD_ENTITLEMENT), may_strike=may(Permission.STRIKE_ENTITLEMENT),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/entitlements/record", methods=["GET", "POST"])
@allow(Permission.RECORD_ENTITLEMENT)
@drafted("What became of an entitlement")
@once
def record_step(young_person: YoungPerson) -> Page:
    """One thing that happened with one entitlement or several."""
    session = db_session()
    offered = to_record(picture_of(session, young_person, today(session)))
    form = RecordForm(happened_on=today(session), offers=request.args.getlist("offer")).fit(offered)
    status = submit(
        form,
        lambda: service.record_step(session, actor(), young_person, form.details(), form.chosen(offered)),
    )
    if status == SAVED:
        return _done("Recorded", young_person)
    page = render_template("entitlements/record_step.html", young_person=young_person, form=form, offered=offered)
    return page, status


@blueprint.route("/young-people/<young_person>/entitlements/<step>/strike", methods=["GET", "POST"])
@allow(Permission.STRIKE_ENTITLEMENT)
@drafted("Something recorded in error")
@once
def strike_step(young_person: YoungPerson, step: EntitlementStep) -> Page:
    """Mark a step as recorded in error."""
    form = StrikeForm(version=step.version)
    status = submit(
        form,
        lambda: striking.strike(db_session(), actor(), step, form.reason.data, form.version.data),
        step,
    )
    if status == SAVED:
        return _done("Marked as recorded in error. It counts nowhere any more", young_person)
    offer = queries.offer_of(db_session(), step)
    page = render_template(
        "entitlements/strike_step.html", young_person=young_person, form=form, step=step, offer=offer
    )
    return page, status


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(url_for("entitlements.show", young_person=young_person.public_id))
