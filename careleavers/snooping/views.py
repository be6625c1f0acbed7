"""The page of what the nightly look at the trail found."""

from flask import Blueprint, abort, current_app, g, render_template

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.snooping import queries
from careleavers.web.access import actor, allow, db_session
from careleavers.web.requests import opened_list

blueprint = Blueprint("snooping", __name__)


def _reads() -> bool:
    if "session" not in g:
        return False  # an error page, drawn when the request's session is over
    named = current_app.config["SETTINGS"].privacy_officer
    return queries.is_reader(db_session(), g.worker, named, today(db_session()))


@blueprint.route("/unusual-openings")
@allow(Permission.READ_FINDINGS)
def list_findings() -> str:
    """Whom to ask about which records."""
    session, day = db_session(), today(db_session())
    if not _reads():
        abort(404)
    found = queries.findings(session, actor(), day)
    opened_list(sorted({each.young_person.id or 0 for each in found if each.young_person is not None}))
    return render_template("snooping/list_findings.html", found=found, days=queries.SHOWN_DAYS)


# The menu asks this; what a function carries beside its code no type knows of.
list_findings.listed = _reads  # type: ignore[attr-defined]
