"""Where everybody lands, the list of young people, and one young person's record."""

from typing import Any

from flask import g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.terms import Role
from careleavers.history.timeline import timeline
from careleavers.models import YoungPerson
from careleavers.models.base import identity
from careleavers.people import links, matters
from careleavers.people.caseload import caseload
from careleavers.people.forms import CaseloadForm
from careleavers.people.messages import waiting_by_person
from careleavers.people.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session, public
from careleavers.web.requests import opened_list

# Where somebody lands after signing in; everybody else on their young people.
_LANDING = {
    Role.TEAM_MANAGER: "alerts.queue",
    Role.SERVICE_MANAGER: "alerts.queue",
    Role.ADMINISTRATOR: "accounts.list_accounts",
    Role.YOUNG_PERSON: "my.home",
}
_RECENT = 6


@blueprint.route("/")
@public
def home() -> Response:
    """Go to what one's role works with first; to the sign-in page when nobody is signed in."""
    acting = g.get("actor")
    if acting is None:
        return redirect(url_for("security.login"))
    return redirect(url_for(_LANDING.get(acting.role, "people.my_young_people")))


@blueprint.route("/young-people")
@allow(Permission.SEE_RECORD)
def my_young_people() -> Any:
    """Those in reach, with what is due; found by the beginning of a name or a child id."""
    form = CaseloadForm()
    good = form.validate()
    found = caseload(
        db_session(),
        actor(),
        search=form.q.data if good else "",
        closed=form.show.data == "closed",
        after=request.args.get("after", ""),
    )
    opened_list([identity(row.person) for row in found.rows])
    page = render_template("people/my_young_people.html", form=form, list=found, as_of=today(db_session()))
    return page, 200 if good else 422


@blueprint.route("/young-people/<young_person>")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson) -> str:
    """The record: what matters now, how things stand, and what happened last."""
    session = db_session()
    return render_template(
        "people/show.html",
        young_person=young_person,
        now=matters.now(session, young_person),
        recent=timeline(session, actor(), identity(young_person), least=_RECENT),
        acts=links.acts(young_person),
        said=waiting_by_person(session, [identity(young_person)]).get(identity(young_person), 0),
        as_of=today(session),
    )
