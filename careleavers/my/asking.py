"""The young person asks for a review, reads what was answered and when it will be, and can take it back."""

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.models import ReviewRequest, ReviewRequestDetails, YoungPerson
from careleavers.models.base import identity
from careleavers.plans import meeting_queries, meetings
from careleavers.plans.sharing import shared
from careleavers.web.access import actor, allow, db_session
from careleavers.web.fields import TextAreaField
from careleavers.web.forms import BaseForm
from careleavers.web.once import OnceForm, once
from careleavers.web.submitting import SAVED, submit

_PLANNED = ("planned_for", "at_time", "place", "chaired_by", "other_ways")
_ASKED = ("asked_on", "why", "wishes", "answered_on", "answer")


class AskForm(OnceForm):
    """Why they want their plan looked at again, and how they would like it."""

    why = TextAreaField("What do you want to talk about?", rows=4, required="Say what you want to talk about",
                        hint="For example something that was promised and not done, or something new.")  # fmt: skip
    wishes = TextAreaField("How would you like it?", rows=3, max_length=2000,
                           hint="The day and time, the place, who leads it, who you want there.")  # fmt: skip


def _own_request() -> ReviewRequest | None:
    """What they asked for themselves and has not been held yet."""
    waiting = meeting_queries.open_requests(db_session(), identity(g.young_person))
    return next((each for each in waiting if each.worker_id is None), None)


@allow(Permission.ASK_FOR_REVIEW)
@once
def review() -> str | Response | tuple[str, int]:
    """The review that is planned, what they asked for, and the way to ask."""
    form, session, me = AskForm(), db_session(), g.young_person
    status = submit(form, lambda: meetings.ask_for_review(session, actor(), me, _details(form), theirs=True))
    if status == SAVED:
        flash("Sent. Your worker will answer you")
        return redirect(url_for("my.review"))
    return _page(me, form), status


def _details(form: AskForm) -> ReviewRequestDetails:
    return ReviewRequestDetails(asked_on=today(db_session()), why=form.why.data, wishes=form.wishes.data)


def _page(me: YoungPerson, form: AskForm) -> str:
    """Text only, from what is classed as shared."""
    planned, asked = meeting_queries.planned_review(db_session(), identity(me)), _own_request()
    return render_template(
        "my/review.html", form=form,
        planned={name: shared(planned, name) for name in _PLANNED} if planned else None,
        asked={name: shared(asked, name) for name in _ASKED} if asked else None,
    )  # fmt: skip


@allow(Permission.ASK_FOR_REVIEW)
def take_back() -> Response:
    """Take back what they asked for."""
    request = _own_request() or abort(404)
    if submit(BaseForm(), lambda: meetings.take_back(db_session(), actor(), request)) == SAVED:
        flash("Taken back. You can ask again at any time")
    return redirect(url_for("my.review"))


def attach(blueprint: Blueprint) -> None:
    """Give the young person's pages these two."""
    blueprint.add_url_rule("/my/review", view_func=review, methods=["GET", "POST"])
    blueprint.add_url_rule("/my/review/take-back", view_func=take_back, methods=["POST"])


__all__ = ["attach"]
