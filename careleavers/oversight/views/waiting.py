"""What waits for a manager's yes or no."""

from flask import render_template

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.oversight.approvals import waiting_for
from careleavers.oversight.views.blueprint import blueprint
from careleavers.web.access import actor, allow, db_session
from careleavers.web.requests import opened_list


@blueprint.route("/approvals")
@allow(Permission.DECIDE_PROPOSAL)
def approvals() -> str:
    """Plans, exceptions and closings that wait, the oldest first."""
    session = db_session()
    found = waiting_for(session, actor(), today(session))
    opened_list(found.young_person_ids)
    return render_template("oversight/approvals.html", approvals=found, today=today(session))
