"""Reviews before they are held: what calls for one, requests, the one that is planned, who is invited."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.models import PlannedReview, ReviewRequest, YoungPerson
from careleavers.models.base import identity
from careleavers.people import due
from careleavers.plans import meeting_queries, meetings, queries
from careleavers.plans.meeting_forms import AnswerForm, AskForm, CallOffForm, InviteForm, PlannedForm, invited_form
from careleavers.plans.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.forms import BaseForm
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

Page = str | Response | tuple[str, int]
# The rules that a review answers.
REVIEW_RULES = ("R07", "R08", "R08b", "R09", "R10", "R34", "R36b")


@blueprint.route("/young-people/<young_person>/reviews")
@allow(Permission.SEE_RECORD)
def reviews(young_person: YoungPerson) -> str:
    """Why a review is due and when, who asked for one, the one that is planned, and those held."""
    session, known = db_session(), identity(young_person)
    owed = due.everything(session, [known]).get(known, [])
    planned = meeting_queries.planned_review(session, known)
    return render_template(
        "plans/reviews.html", young_person=young_person, today=today(session), planned=planned,
        owed=[each for each in owed if each.rule.id in REVIEW_RULES], held=queries.reviews(session, known),
        asked=meeting_queries.asked_for(session, known), plan=queries.approved_plan(session, known),
        invited=meeting_queries.invitations(session, planned) if planned else [],
        officer=meeting_queries.reviewing_officer(session, young_person, today(session)),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/reviews/ask", methods=["GET", "POST"])
@allow(Permission.HOLD_REVIEW)
@once
def ask_for_review(young_person: YoungPerson) -> Page:
    """Write down that a review is wanted, by them or by oneself."""
    form, session = AskForm(asked_on=today(db_session())), db_session()
    status = submit(
        form,
        lambda: meetings.ask_for_review(session, actor(), young_person, form.details(), theirs=form.theirs),
    )
    if status == SAVED:
        return _done("Request for a review recorded", young_person)
    return _form_page("ask_for_review", young_person, form), status


@blueprint.route("/young-people/<young_person>/reviews/requests/<request>/answer", methods=["GET", "POST"])
@allow(Permission.HOLD_REVIEW)
@once
def answer_request(young_person: YoungPerson, request: ReviewRequest) -> Page:
    """Tell whoever asked what happens now."""
    form, session = AnswerForm(obj=request), db_session()
    status = submit(
        form,
        lambda: meetings.answer_request(session, actor(), request, form.answer.data, form.version.data),
        request,
    )
    if status == SAVED:
        return _done("Answered", young_person)
    return _form_page("answer_request", young_person, form, request), status


@blueprint.route("/young-people/<young_person>/reviews/requests/<request>/take-back", methods=["POST"])
@allow(Permission.HOLD_REVIEW)
def take_request_back(young_person: YoungPerson, request: ReviewRequest) -> Response:
    """Take back what one asked for oneself."""
    form = BaseForm()
    if submit(form, lambda: meetings.take_back(db_session(), actor(), request)) == SAVED:
        return _done("Request taken back", young_person)
    for problem in form.form_errors:
        flash(problem, "error")
    return redirect(_list(young_person))


@blueprint.route("/young-people/<young_person>/reviews/plan", methods=["GET", "POST"])
@allow(Permission.HOLD_REVIEW)
@once
def plan_review(young_person: YoungPerson) -> Page:
    """Plan the next review with them."""
    form, session = PlannedForm(version=1), db_session()
    status = submit(form, lambda: meetings.plan_review(session, actor(), young_person, form.details()))
    if status == SAVED:
        return _done("Review planned. Now invite everybody", young_person)
    return _form_page("plan_review", young_person, form), status


@blueprint.route("/young-people/<young_person>/reviews/planned/<planned>/change", methods=["GET", "POST"])
@allow(Permission.HOLD_REVIEW)
@once
def change_planned(young_person: YoungPerson, planned: PlannedReview) -> Page:
    """Change when, where or who leads."""
    form, session = PlannedForm(obj=planned), db_session()
    status = submit(form, lambda: meetings.change_plan(session, planned, form.details(), form.version.data), planned)
    if status == SAVED:
        return _done("Review changed", young_person)
    return _form_page("change_planned", young_person, form), status


@blueprint.route("/young-people/<young_person>/reviews/planned/<planned>/call-off", methods=["GET", "POST"])
@allow(Permission.HOLD_REVIEW)
@once
def call_off(young_person: YoungPerson, planned: PlannedReview) -> Page:
    """Call a planned review off, with the reason."""
    form, session = CallOffForm(version=planned.version), db_session()
    status = submit(
        form,
        lambda: meetings.call_off(session, planned, form.called_off_why.data, form.version.data),
        planned,
    )
    if status == SAVED:
        return _done("Review called off. Plan another one: what is due stays due", young_person)
    return _form_page("call_off", young_person, form), status


@blueprint.route("/young-people/<young_person>/reviews/planned/<planned>/invite", methods=["GET", "POST"])
@allow(Permission.HOLD_REVIEW)
@once
def invite(young_person: YoungPerson, planned: PlannedReview) -> Page:
    """Put one more person down."""
    form = InviteForm()
    status = submit(form, lambda: meetings.invite(db_session(), actor(), planned, form.details()))
    if status == SAVED:
        return _done("Invited", young_person)
    return _form_page("invite", young_person, form), status


@blueprint.route("/young-people/<young_person>/reviews/planned/<planned>/invited", methods=["GET", "POST"])
@allow(Permission.HOLD_REVIEW)
def note_invited(young_person: YoungPerson, planned: PlannedReview) -> Page:
    """Keep how and when each of them was invited."""
    session = db_session()
    form = invited_form(meeting_queries.invitations(session, planned), planned.version)
    status = submit(form, lambda: meetings.note_invited(session, planned, form.said(), form.version.data), planned)
    if status == SAVED:
        return _done("Invitations saved", young_person)
    return _form_page("note_invited", young_person, form), status


def _list(young_person: YoungPerson) -> str:
    return url_for("plans.reviews", young_person=young_person.public_id)


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(_list(young_person))


def _form_page(name: str, young_person: YoungPerson, form: BaseForm, request: ReviewRequest | None = None) -> str:
    return render_template(
        f"plans/{name}.html", young_person=young_person, form=form, back=_list(young_person), asked=request
    )
