"""The blueprint of this feature, and what its templates are given."""

from typing import Any

from flask import Blueprint, current_app, url_for

from careleavers.history.events import Page
from careleavers.models import YoungPerson
from careleavers.web.navigation import opens

blueprint = Blueprint("history", __name__)


def address_of(page: Page | None, young_person: YoungPerson) -> str | None:
    """The address of the page on which an event stands; None where there is none that whoever reads may open."""
    if page is None or not opens(page.endpoint):
        return None
    taken = set().union(*(rule.arguments for rule in current_app.url_map.iter_rules(page.endpoint)))
    takes: dict[str, Any] = dict(page.takes)
    if "young_person" in taken:
        takes["young_person"] = young_person.public_id
    return url_for(page.endpoint, **takes)


@blueprint.app_context_processor
def words_of_events() -> dict[str, Any]:
    """Give every template `address_of`, for a young person's events wherever they are drawn."""
    return {"address_of": address_of}
