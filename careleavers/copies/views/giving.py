"""The young person's copy: what will be in it, what is left out, its files, translators' words, and the ledger."""

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.copies import boxes, service
from careleavers.copies.content import Copy, copy_of, left_out
from careleavers.copies.files import FILES, as_file
from careleavers.copies.forms import GiveCopyForm, translation_form
from careleavers.copies.queries import opened
from careleavers.copies.translations import translations
from careleavers.copies.views.blueprint import blueprint, only_frozen
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import CopyForm
from careleavers.languages import queries as languages
from careleavers.languages.words import ENGLISH, Language, language_named
from careleavers.models import PathwayPlan, YoungPerson
from careleavers.models.base import identity
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit


def _language(young_person: YoungPerson) -> Language:
    """The language asked for, or else the young person's own where it is offered. 404 for one that is not offered."""
    asked = request.args.get("language")
    if asked is None:
        return languages.language_for(db_session(), young_person.language)
    found = languages.offered(db_session(), asked)
    return found or abort(404)


def _copy(young_person: YoungPerson, plan: PathwayPlan) -> Copy:
    only_frozen(plan)
    return copy_of(db_session(), young_person, plan, _language(young_person))


@blueprint.route("/young-people/<young_person>/plans/<plan>/copy")
@allow(Permission.GIVE_COPY)
def preview(young_person: YoungPerson, plan: PathwayPlan) -> str:
    """Exactly what the young person will read in one language, and exactly what is left out of it."""
    session, named = db_session(), language_named(young_person.language)
    offered = languages.in_use(session)
    return render_template(
        "copies/preview.html", young_person=young_person, plan=plan, copy=_copy(young_person, plan), files=FILES,
        left_out=left_out(session, plan), opened=opened(session, plan), offered=offered, english=ENGLISH,
        not_offered=named if named is not None and named not in offered else None,
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/plans/<plan>/copy/file")
@allow(Permission.GIVE_COPY)
def download(young_person: YoungPerson, plan: PathwayPlan) -> Response:
    """One form of the copy: PDF, large print, one-page summary or plain text."""
    forms = {form.value: form for form in FILES}
    copy = _copy(young_person, plan)
    try:
        return as_file(copy, forms.get(request.args.get("form", CopyForm.PDF.value)) or abort(404))
    except Refused as refusal:
        flash(refusal.sentence, "error")
        return redirect(url_for("copies.preview", young_person=young_person.public_id, plan=plan.public_id))


@blueprint.route("/young-people/<young_person>/plans/<plan>/copies/give", methods=["GET", "POST"])
@allow(Permission.GIVE_COPY)
@once
def give(young_person: YoungPerson, plan: PathwayPlan) -> str | Response | tuple[str, int]:
    """Enter in the ledger what came of offering the copy."""
    only_frozen(plan)
    form = GiveCopyForm(language=young_person.language or "English")
    status = submit(form, lambda: service.give_copy(db_session(), actor(), plan, form.details()))
    if status == SAVED:
        flash("Copy recorded")
        return redirect(url_for("plans.show_current", young_person=young_person.public_id))
    return render_template("copies/give.html", young_person=young_person, plan=plan, form=form,
                           left_out=left_out(db_session(), plan)), status  # fmt: skip


@blueprint.route("/young-people/<young_person>/plans/<plan>/copy/<language>/words", methods=["GET", "POST"])
@allow(Permission.GIVE_COPY)
def translate(young_person: YoungPerson, plan: PathwayPlan, language: str) -> str | Response | tuple[str, int]:
    """A translator's words for the copy, box by box, beside the English ones."""
    only_frozen(plan)
    session, into = db_session(), languages.translatable(language) or abort(404)
    asked = boxes.boxes(copy_of(session, young_person, plan))
    form = translation_form(asked, translations(session, identity(plan), into.code))
    status = submit(form, lambda: service.save_translation(
        session, actor(), plan, into, form.translator.data, asked, form.words()))  # fmt: skip
    if status == SAVED:
        flash(f"Words in {into.name} saved")
        return redirect(url_for("copies.preview", young_person=young_person.public_id, plan=plan.public_id))
    return render_template(
        "copies/translate.html", young_person=young_person, plan=plan, form=form, language=into
    ), status
