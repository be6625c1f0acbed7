"""Reviews: the old plan beside reality, and what a review said."""

from flask import flash, redirect, render_template, url_for
from sqlmodel import Session
from werkzeug.wrappers import Response

from careleavers.actions.touched import touched
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.terms import RiskAnswer
from careleavers.drafts.pages import drafted
from careleavers.models import Review, YoungPerson
from careleavers.models.base import identity
from careleavers.plans import meeting_queries, queries, reviewing
from careleavers.plans.measures import marks
from careleavers.plans.minutes import minutes_of
from careleavers.plans.review_answers import action_question
from careleavers.plans.review_form import ReviewForm, flag_question, flag_words, form_for, invitation_question
from careleavers.plans.views.blueprint import blueprint
from careleavers.voice.queries import said_since_review
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
    status = submit(form, lambda: held.append(_hold(session, young_person, form)))
    if status == SAVED:
        return _after_review(young_person, held[0])
    return _form_page(young_person, form), status


def _hold(session: Session, young_person: YoungPerson, form: ReviewForm) -> Review:
    answers = (form.flag_answers(), form.parts(), form.action_answers(), form.attended())
    return reviewing.hold_review(session, actor(), young_person, form.details(), *answers)


def _after_review(young_person: YoungPerson, review: Review) -> Response:
    """What the review said, or straight to the new risk it found, so that none is left for later."""
    begun = reviewing.begin_next_version(db_session(), actor(), young_person, review)
    if review.risk_answer is RiskAnswer.NEW and actor().may(Permission.RAISE_RISK):
        flash("Review recorded. Now raise the new risk")
        return redirect(url_for("risks.raise_flag", young_person=young_person.public_id))
    if begun is not None and actor().may(Permission.WRITE_PLAN):
        flash(f"Review recorded. Version {begun.number} has what it decided: put the changes into each part")
        return redirect(url_for("plans.edit", young_person=young_person.public_id, plan=begun.public_id))
    changes = reviewing.changes_plan(db_session(), review)
    flash("Review recorded. Their worker now puts the changes into the plan" if changes else "Review recorded")
    return redirect(_address(young_person, review))


def _form(young_person: YoungPerson) -> ReviewForm:
    session, person_id = db_session(), identity(young_person)
    to_do = [action for action, _owner in queries.open_actions(session, person_id)]
    planned = meeting_queries.planned_review(session, person_id)
    invited = meeting_queries.invitations(session, planned) if planned else []
    officer = meeting_queries.reviewing_officer(session, young_person, today(session)) is not None
    return form_for(queries.open_flags(session, person_id), to_do, planned, invited, officer=officer)


def _address(young_person: YoungPerson, review: Review) -> str:
    return url_for("plans.show_review", young_person=young_person.public_id, review=review.public_id)


def _form_page(young_person: YoungPerson, form: ReviewForm) -> str:
    session, person_id = db_session(), identity(young_person)
    plan, to_do = queries.approved_plan(session, person_id), queries.open_actions(session, person_id)
    return render_template(
        "plans/hold_review.html", young_person=young_person, form=form, plan=plan,
        said=said_since_review(session, young_person),
        entries=queries.entries(session, plan) if plan else {},
        actions=[(each, owner, action_question(each)) for each, owner in to_do],
        touched=touched(session, [identity(each) for each, _owner in to_do]),
        trend=marks(session, person_id), came=[form[invitation_question(each)] for each in form.invited],
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
        parts=queries.part_answers(session, review), actions=queries.action_answers(session, review),
        invited=meeting_queries.invitations_to(session, review),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/reviews/<review>/minutes")
@allow(Permission.SEE_RECORD)
def minutes(young_person: YoungPerson, review: Review) -> str:
    """Brief minutes to print and share: made from what is written to be shared, and from nothing else."""
    shared = minutes_of(db_session(), review)
    return render_template("plans/minutes.html", young_person=young_person, review=review, minutes=shared)
