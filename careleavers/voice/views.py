"""The pages on which staff read what a young person says, write it down with them, and answer."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.voice import VoiceKind
from careleavers.drafts.pages import drafted
from careleavers.models import VoiceMessage, YoungPerson
from careleavers.voice import queries, service
from careleavers.voice.forms import AnswerForm, SafeAnswerForm, SpokenForm
from careleavers.web.access import actor, allow, db_session
from careleavers.web.forms import BaseForm
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("voice", __name__)


def _back(young_person: YoungPerson) -> str:
    return url_for("voice.show", young_person=young_person.public_id)


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(_back(young_person))


@blueprint.route("/young-people/<young_person>/messages")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson) -> str:
    """Everything they said, and what they were answered."""
    said = queries.said_by(db_session(), young_person)
    kept_from = {each.message.public_id: queries.kept_from(actor(), each.message) for each in said}
    return render_template(
        "voice/show.html", young_person=young_person, said=said, kept_from=kept_from, today=today(db_session()),
        may=actor().may(Permission.ANSWER_MESSAGE),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/messages/record", methods=["GET", "POST"])
@allow(Permission.ANSWER_MESSAGE)
@drafted("What they said")
@once
def record(young_person: YoungPerson) -> Any:
    """Write down what they said, as spoken."""
    session = db_session()
    form = SpokenForm(sent_on=today(session))
    form.about.offer(queries.works_with(session, young_person))
    status = submit(form, lambda: service.tell(session, actor(), young_person, form.details()))
    if status == SAVED:
        return _done("Written down. They see it on their own page too.", young_person)
    return render_template("voice/record.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/messages/<voice_message>/answer", methods=["GET", "POST"])
@allow(Permission.ANSWER_MESSAGE)
@drafted("Answer to them")
@once
def answer(young_person: YoungPerson, voice_message: VoiceMessage) -> Any:
    """Answer one thing they said."""
    message = voice_message
    ask = SafeAnswerForm if message.kind is VoiceKind.NOT_SAFE else AnswerForm
    form = ask(obj=message)
    saving = (db_session(), actor(), message)
    status = submit(form, lambda: service.answer(*saving, form.details(), form.version.data), message)
    if status == SAVED:
        return _done("Answered. They read it on their own page.", young_person)
    barred = queries.kept_from(actor(), message)
    page = render_template("voice/answer.html", young_person=young_person, form=form, message=message, barred=barred)
    return page, status


@blueprint.route("/young-people/<young_person>/messages/<voice_message>/seen", methods=["POST"])
@allow(Permission.ANSWER_MESSAGE)
def mark_seen(young_person: YoungPerson, voice_message: VoiceMessage) -> Response:
    """Tell them that it was read."""
    form = BaseForm()
    if submit(form, lambda: service.mark_seen(db_session(), actor(), voice_message)) == SAVED:
        return _done("They are told that you have read it.", young_person)
    for problem in form.form_errors:
        flash(problem, "error")
    return redirect(_back(young_person))
