"""The blueprint of this feature, and what its pages share."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from careleavers.models import YoungPerson

blueprint = Blueprint("documents", __name__)
Page = str | Response | tuple[str, int]


def checklist_of(young_person: YoungPerson) -> str:
    """The address of the page that lists everything."""
    return url_for("documents.checklist", young_person=young_person.public_id)


def done(words: str, young_person: YoungPerson, category: str = "message") -> Response:
    """Say what was done, or with the category "wrong" what was not, and go back to the list."""
    flash(words, category)
    return redirect(checklist_of(young_person))
