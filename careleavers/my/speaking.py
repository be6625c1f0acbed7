"""The language in which a young person reads their plan: what they chose on this device, or else their own."""

from flask import Blueprint, abort, redirect, request, session, url_for
from werkzeug.wrappers import Response

from careleavers.domain.permissions import Permission
from careleavers.languages import queries
from careleavers.languages.words import Language
from careleavers.models import YoungPerson
from careleavers.web.access import allow, db_session

_KEPT = "plan_language"


def chosen_language(me: YoungPerson) -> Language:
    """The language chosen here while it is still offered, or the one on record where that is, or English."""
    chosen = queries.offered(db_session(), session.get(_KEPT, ""))
    return chosen or queries.language_for(db_session(), me.language)


@allow(Permission.SEE_OWN_PLAN)
def choose_language() -> Response:
    """Keep the choice on this device, until they sign out. 404 for a language that is not offered."""
    language = queries.offered(db_session(), request.form.get("language", "")) or abort(404)
    session[_KEPT] = language.code
    return redirect(url_for("my.plan"))


def attach(blueprint: Blueprint) -> None:
    """Give the young person's pages this one."""
    blueprint.add_url_rule("/my/language", view_func=choose_language, methods=["POST"])


__all__ = ["attach", "chosen_language"]
