"""The search page."""

from typing import Any

from flask import Blueprint, render_template

from careleavers.domain.permissions import Permission
from careleavers.finding import queries
from careleavers.finding.forms import SearchForm
from careleavers.web.access import actor, allow, db_session
from careleavers.web.requests import opened_list

blueprint = Blueprint("finding", __name__)


@blueprint.route("/search")
@allow(Permission.SEE_RECORD)
def search() -> Any:
    """People and notes in reach that have the words; whose were shown is written down like an opened list."""
    form = SearchForm()
    good, found = form.validate(), None
    if good and form.q.data:
        found = queries.search(db_session(), actor(), form.q.data)
        opened_list(found.listed_ids)
    least = queries.LEAST_LETTERS
    return render_template("finding/search.html", form=form, found=found, least=least), 200 if good else 422
