"""The pages of referrals: what was decided, sent, chased and answered; and the checklist of domestic abuse."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import DashCheck, Referral, ReferralStep, RiskFlag, YoungPerson
from careleavers.referrals import checks, queries, service
from careleavers.referrals.forms import DashForm, RecordForm, StepForm
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.striking import StrikeForm
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("referrals", __name__)
ERROR = "Marked as recorded in error. It counts nowhere any more."


@blueprint.app_context_processor
def words_of_referrals() -> dict[str, Any]:
    """Give every template `referrals_of` and `dash_checks_of` a young person."""
    return {
        "referrals_of": lambda young_person: queries.referrals_of(db_session(), young_person),
        "dash_checks_of": lambda young_person: queries.dash_checks(db_session(), young_person),
    }


def _done(words: str, young_person: YoungPerson, endpoint: str = "referrals.show", part: str | None = None) -> Response:
    flash(words)
    return redirect(url_for(endpoint, young_person=young_person.public_id, _anchor=part))


@blueprint.route("/young-people/<young_person>/referrals")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson) -> str:
    """Every referral, the latest decision first, with what happened since."""
    return render_template(
        "referrals/show.html", young_person=young_person, may_record=actor().may(Permission.REVIEW_RISK),
        told=queries.referrals_of(db_session(), young_person),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/referrals/record", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("New referral")
@once
def record(young_person: YoungPerson) -> Any:
    """A decision to refer, or not to; from the page of a risk that risk is chosen already."""
    session, flags = db_session(), queries.risks_to_link(db_session(), young_person)
    asked = next((flag.id for flag in flags if flag.public_id == request.args.get("risk")), None)
    age = checks.age_of(session, young_person, today(session))
    form = RecordForm(risk_flag_id=asked).fit(flags, age)
    saving = (session, actor(), young_person)
    status = submit(form, lambda: service.record_referral(*saving, form.details(), form.sent()))
    if status == SAVED:
        return _done("Referral recorded.", young_person)
    page = render_template("referrals/record.html", young_person=young_person, form=form, age=age)
    return page, status


@blueprint.route("/young-people/<young_person>/referrals/<referral>/record", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("What happened to a referral")
@once
def record_step(young_person: YoungPerson, referral: Referral) -> Any:
    """A referral was sent, chased, answered or taken back."""
    form = StepForm().fit(queries.kinds_to_come(db_session(), referral))
    saving = (db_session(), actor(), young_person, referral)
    status = submit(form, lambda: service.record_step(*saving, form.details()))
    if status == SAVED:
        return _done("Recorded.", young_person)
    page = render_template("referrals/record_step.html", young_person=young_person, form=form, referral=referral)
    return page, status


@blueprint.route("/young-people/<young_person>/risks/<risk>/dash", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("Domestic abuse checklist")
@once
def record_dash(young_person: YoungPerson, risk: RiskFlag) -> Any:
    """The checklist was gone through about a risk of domestic abuse."""
    form = DashForm()
    saving = (db_session(), actor(), young_person, risk)
    status = submit(form, lambda: service.record_dash(*saving, form.details()))
    if status == SAVED:
        return _done("Checklist recorded.", young_person, "risks.register_of", f"risk-{risk.public_id.lower()}")
    page = render_template("referrals/record_dash.html", young_person=young_person, form=form, flag=risk)
    return page, status


@blueprint.route("/young-people/<young_person>/referrals/<referral>/strike", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("Something recorded in error")
@once
def strike(young_person: YoungPerson, referral: Referral) -> Any:
    """Mark a referral, with all that happened to it, as recorded in error."""
    return _strike(young_person, referral, referral.where_to, "referrals.show")


@blueprint.route("/young-people/<young_person>/referrals/steps/<referral_step>/strike", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("Something recorded in error")
@once
def strike_step(young_person: YoungPerson, referral_step: ReferralStep) -> Any:
    """Mark one thing that happened to a referral as recorded in error."""
    return _strike(young_person, referral_step, referral_step.kind.label, "referrals.show")


@blueprint.route("/young-people/<young_person>/risks/dash/<dash_check>/strike", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("Something recorded in error")
@once
def strike_dash(young_person: YoungPerson, dash_check: DashCheck) -> Any:
    """Mark a checklist as recorded in error."""
    return _strike(young_person, dash_check, "Domestic abuse checklist", "risks.register_of")


def _strike(young_person: YoungPerson, row: Referral | ReferralStep | DashCheck, what: str, back: str) -> Any:
    form = StrikeForm(version=row.version)
    saving = (db_session(), actor(), row)
    status = submit(form, lambda: service.strike(*saving, form.reason.data, form.version.data), row)
    if status == SAVED:
        return _done(ERROR, young_person, back)
    address = url_for(back, young_person=young_person.public_id)
    page = render_template(
        "referrals/strike.html", young_person=young_person, form=form, row=row, what=what, back=address
    )
    return page, status
