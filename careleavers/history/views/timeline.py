"""A young person's timeline, on screen and on paper."""

from datetime import date

from flask import render_template, request

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.history.forms import TimelineForm
from careleavers.history.timeline import first_day
from careleavers.history.timeline import timeline as past
from careleavers.history.views.blueprint import blueprint
from careleavers.models import YoungPerson
from careleavers.models.base import identity
from careleavers.web.access import actor, allow, db_session

Page = tuple[str, int]
# As many events as are printed at once, in whole days; the rest is printed from there on.
ON_PAPER = 500


@blueprint.route("/young-people/<young_person>/timeline")
@allow(Permission.SEE_RECORD)
def timeline(young_person: YoungPerson) -> Page:
    """Everything that happened, latest first, in stretches of whole days; of some kinds if asked."""
    form, session, known, before = TimelineForm(), db_session(), identity(young_person), _before()
    good = form.validate()
    stretch = past(session, actor(), known, before, kinds=form.kinds() if good else ())
    page = render_template(
        "history/timeline.html", young_person=young_person, form=form, stretch=stretch, before=before,
        begins=first_day(session, actor(), known), today=today(session),
    )  # fmt: skip
    return page, 200 if good else 422


@blueprint.route("/young-people/<young_person>/timeline/print")
@allow(Permission.SEE_RECORD)
def print_timeline(young_person: YoungPerson) -> Page:
    """The same for paper: every sheet says whose record it is, who printed it and when."""
    form, session, before = TimelineForm(), db_session(), _before()
    good = form.validate()
    stretch = past(session, actor(), identity(young_person), before, kinds=form.kinds() if good else (), least=ON_PAPER)
    page = render_template(
        "history/print_timeline.html", young_person=young_person, form=form, stretch=stretch, before=before,
        today=today(session),
    )  # fmt: skip
    return page, 200 if good else 422


def _before() -> date | None:
    """A day out of an address; None for anything else, which starts at the newest."""
    try:
        return date.fromisoformat(request.args.get("before", ""))
    except ValueError:
        return None
