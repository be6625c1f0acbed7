"""The blueprint of this feature, and what its templates and those of higher features are given."""

from typing import Any

from flask import Blueprint
from sqlmodel import Session

from careleavers.models import YoungPerson
from careleavers.people import bar, links
from careleavers.web.access import db_session
from careleavers.web.navigation import opens

blueprint = Blueprint("people", __name__)


def record_of(young_person: YoungPerson) -> dict[str, Any]:
    """What `people/_bar.html` draws at the head of every page about somebody."""
    session: Session = db_session()
    return {
        "href": links.address("people.show", young_person),
        "facts": bar.facts(session, young_person),
        "action": links.main_act(young_person),
        "tabs": links.tabs(young_person),
    }


@blueprint.app_context_processor
def words_of_the_record() -> dict[str, Any]:
    """Give every template `record_of`, and `opens`: whether somebody may open a page."""
    return {"record_of": record_of, "opens": opens}
