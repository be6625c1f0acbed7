"""The blueprint of this feature, and what its pages share."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from careleavers.models import YoungPerson

blueprint = Blueprint("spells", __name__)


def done(words: str, endpoint: str, young_person: YoungPerson) -> Response:
    """Say what was done and go back to the list."""
    flash(words)
    return redirect(url_for(endpoint, young_person=young_person.public_id))
