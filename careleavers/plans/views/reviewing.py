"""Reviews: the old plan beside reality, and what a review said."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.domain.permissions import Permission
from careleavers.domain.terms import ContingencyAnswer, RiskAnswer
from careleavers.drafts.pages import drafted
from careleavers.models import Review, YoungPerson
from careleavers.models.base import identity
from careleavers.plans import queries
from careleavers.plans import reviewing as service
from careleavers.plans.review_form import ReviewForm, flag_question, flag_words, form_for
from careleavers.plans.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/young-people/<young_person>/reviews/hold", methods=["GET", "POST"])
@allow(Permission.HOLD_REVIEW)
@drafted("Review of the plan")
@once
def hold_review(young_person: YoungPerson) -> str | Response | tuple[str, int]:
    """Record a review, with the plan, its actions and each high risk in view."""
    session, held = db_session(), list[Review]()
    form = _form(young_person)
    saving = (session, actor(), young_person)
    status = submit(form, lambda: held.append(service.hold_review(*saving, form.details(), form.flag_answers())))
    if status == SAVED:
        return _after_review(young_person, held[0])
    return _form_page(young_person, form), status


def _after_review(young_person: YoungPerson, review: Review) -> Response:
    """What the review said, or straight to the new risk it found, so that none is left for later."""
    if review.risk_answer is RiskAnswer.NEW and actor().may(Permission.RAISE_RISK):
        flash("Review recorded. Now raise the new risk")
        return redirect(url_for("risks.raise_flag", young_person=young_person.public_id))
    stands = review.contingency_answer is ContingencyAnswer.STANDS
    flash("Review recorded" if stands else "Review recorded. Start a new version to put the changes into the plan")
    return redirect(_address(young_person, review))


def _form(young_person: YoungPerson) -> ReviewForm:
    session, person_id = db_session(), identity(young_person)
    return form_for(queries.open_high_flags(session, person_id), actions=bool(queries.open_actions(session, person_id)))


def _address(young_person: YoungPerson, review: Review) -> str:
    return url_for("plans.show_review", young_person=young_person.public_id, review=review.public_id)


def _form_page(young_person: YoungPerson, form: ReviewForm) -> str:
    session, person_id = db_session(), identity(young_person)
    plan = queries.approved_plan(session, person_id)
    return render_template(
        "plans/hold_review.html", young_person=young_person, form=form, plan=plan,
        entries=queries.entries(session, plan) if plan else {}, actions=queries.open_actions(session, person_id),
        flags=[(flag, form[flag_question(flag)], form[flag_words(flag)]) for flag in form.flags],
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/reviews/<review>")
@allow(Permission.SEE_RECORD)
def show_review(young_person: YoungPerson, review: Review) -> str:
    """What one review said, and who recorded it."""
    session = db_session()
    return render_template(
        "plans/show_review.html", young_person=young_person, review=review,
        answers=queries.flag_answers(session, review), names=queries.worker_names(session, {review.recorded_by_id}),
    )  # fmt: skip
