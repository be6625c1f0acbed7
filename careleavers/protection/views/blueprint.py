"""The blueprint of this feature, and the way back that its pages share."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from careleavers.models import Restriction, YoungPerson
from careleavers.models.base import identity
from careleavers.protection.queries import open_restriction
from careleavers.web.access import db_session

blueprint = Blueprint("protection", __name__)
Page = str | Response | tuple[str, int]


@blueprint.app_context_processor
def words_of_restrictions() -> dict[str, Any]:
    """Give every template `is_restricted`: whether only named people open somebody's record."""
    return {"is_restricted": _is_restricted}


def _is_restricted(young_person: YoungPerson) -> bool:
    return open_restriction(db_session(), identity(young_person)) is not None


def back_to(restriction: Restriction) -> str:
    """The address of a restriction."""
    return url_for("protection.show", restriction=restriction.public_id)


def done(words: str, restriction: Restriction) -> Response:
    """Say that something is saved, on the page of a restriction."""
    flash(words)
    return redirect(back_to(restriction))
