"""For administrators: the languages, their words beside the English ones, and whether each is offered."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.blueprints import BlueprintSetupState
from werkzeug.wrappers import Response

from careleavers.domain.permissions import Permission
from careleavers.languages import queries, service
from careleavers.languages.fonts import REMEDY, has_font
from careleavers.languages.forms import CheckLanguageForm
from careleavers.languages.words import ENGLISH, LANGUAGES, words
from careleavers.web.access import allow, db_session
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("languages", __name__)


@blueprint.record_once
def give_words(state: BlueprintSetupState) -> None:
    """Give every template and macro `fixed_words(code)`."""
    state.app.jinja_env.globals["fixed_words"] = words


@blueprint.route("/languages")
@allow(Permission.MANAGE_ACCOUNTS)
def list_languages() -> str:
    """Every language, whether it is offered, and whether PDFs in it can be made on this machine."""
    session = db_session()
    return render_template(
        "languages/list_languages.html", languages=LANGUAGES.values(), in_use=queries.in_use(session),
        checks=queries.checks(session), has_font=has_font, remedy=REMEDY,
    )  # fmt: skip


@blueprint.route("/languages/<language>", methods=["GET", "POST"])
@allow(Permission.MANAGE_ACCOUNTS)
def check_language(language: str) -> str | Response | tuple[str, int]:
    """Read a language's words beside the English ones, and say whether it may be offered."""
    checked = LANGUAGES.get(language)
    if checked is None or checked is ENGLISH:
        abort(404)
    form = CheckLanguageForm.filled(queries.checks(db_session()).get(language))
    status = submit(form, lambda: service.mark_language(db_session(), checked, form.details()))
    if status == SAVED:
        flash(f"{checked.name} saved")
        return redirect(url_for("languages.list_languages"))
    return render_template("languages/check_language.html", form=form, language=checked, english=words("en"),
                           theirs=words(language)), status  # fmt: skip
