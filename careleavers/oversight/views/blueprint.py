"""The blueprint of this feature, and the ways back that its pages share."""

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response

from careleavers.models import YoungPerson

blueprint = Blueprint("oversight", __name__)
Page = str | Response | tuple[str, int]


def timeline_of(young_person: YoungPerson) -> str:
    """The address of somebody's oversight."""
    return url_for("oversight.timeline", young_person=young_person.public_id)


def done(words: str, young_person: YoungPerson) -> Response:
    """Say that something is saved, on the page of somebody's oversight."""
    flash(words)
    return redirect(timeline_of(young_person))
