"""The young person asks and tells, in their own words; reads what happens next, and what they were answered."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.db import today
from careleavers.domain.dates import DAY, long_date
from careleavers.domain.permissions import Permission
from careleavers.domain.voice import FOR_A_MANAGER, IN_THEIR_WORDS, VoiceChange, VoiceKind
from careleavers.models import VoiceDetails, YoungPerson
from careleavers.plans.sharing import shared
from careleavers.voice import queries, service
from careleavers.web.access import actor, allow, db_session
from careleavers.web.fields import EnumRadioField, TextAreaField, WorkerSelect
from careleavers.web.once import OnceForm, once
from careleavers.web.submitting import SAVED, submit

_SHOWN = ("kind", "change", "words", "sent_on", "seen_on", "answered_on", "answer")
NEWS_DAYS = 14
NOTHING = "Write something first. A few words are enough"


def form_for(me: YoungPerson, kind: VoiceKind) -> OnceForm:
    """The questions of one kind: the words always, what changed and who it is about where that matters."""
    questions: dict[str, Any] = {}
    if kind is VoiceKind.CHANGE:
        questions["change"] = EnumRadioField("What changed?", terms=VoiceChange, required="Choose what changed")
    if kind is VoiceKind.COMPLAINT:
        questions["about"] = WorkerSelect("Who is it about?", prompt="Nobody, or I would rather not say")
    free = kind is VoiceKind.NOT_SAFE
    hint = "You can send it with no words at all." if free else "Nobody changes what you write."
    questions["words"] = TextAreaField(
        "Say it in your own words", rows=5, hint=hint, required=None if free else NOTHING
    )
    form: OnceForm = type("TellForm", (OnceForm,), questions)()
    if "about" in form:
        form["about"].offer(queries.works_with(db_session(), me))
    return form


def _details(form: OnceForm, kind: VoiceKind) -> VoiceDetails:
    said = {name: form[name].data for name in ("change", "words") if name in form}
    about = form["about"].data if "about" in form else None
    return VoiceDetails(kind=kind, about_id=about, sent_on=today(db_session()), **said)


def _told(each: queries.Said) -> dict[str, Any]:
    """One thing they said, as text only."""
    names = {"seen_by": each.seen_by, "answered_by": each.answered_by, "written_by": each.written_by}
    said = {name: shared(each.message, name) for name in _SHOWN} | names
    return said | {"title": IN_THEIR_WORDS[each.message.kind][0], "promised": each.promised}


def answered_lately(me: YoungPerson) -> date | None:
    """The day of the latest answer they had in the last two weeks."""
    since = today(db_session()) - NEWS_DAYS * DAY
    days = [each.message.answered_on for each in queries.said_by(db_session(), me)]
    return max((day for day in days if day is not None and day >= since), default=None)


@allow(Permission.TELL_US)
def messages() -> str:
    """Everything they can ask and tell, and everything they said with its answer."""
    said = [_told(each) for each in queries.said_by(db_session(), g.young_person)]
    return render_template("my/messages.html", kinds=IN_THEIR_WORDS, said=said, today=today(db_session()))


@allow(Permission.TELL_US)
@once
def tell(voice_kind: str) -> str | Response | tuple[str, int]:
    """Ask or tell one thing."""
    if voice_kind not in set(VoiceKind):
        abort(404)
    kind, session, me = VoiceKind(voice_kind), db_session(), g.young_person
    form = form_for(me, kind)
    status = submit(form, lambda: service.tell(session, actor(), me, _details(form, kind)))
    if status == SAVED:
        flash(_sent(kind))
        return redirect(url_for("my.messages"))
    return _page(kind, form), status


def _page(kind: VoiceKind, form: OnceForm) -> str:
    day, session = today(db_session()), db_session()
    return render_template(
        "my/tell.html", form=form, kind=kind.value, today=day, title=IN_THEIR_WORDS[kind][0],
        for_manager=kind in FOR_A_MANAGER, promised=queries.promised(session, kind, day),
    )  # fmt: skip


def _sent(kind: VoiceKind) -> str:
    """What happens next, said at once."""
    if kind is VoiceKind.THANKS:
        return "Sent. Thank you for saying so"
    if kind is VoiceKind.NOT_SAFE:
        return "Sent. If you are in danger now, do not wait for us: call 999"
    promise = queries.promised(db_session(), kind, today(db_session()))
    return f"Sent. You will have an answer by {long_date(promise.answer_by or today(db_session()))}"


def attach(blueprint: Blueprint) -> None:
    """Give the young person's pages these two."""
    blueprint.add_url_rule("/my/messages", view_func=messages)
    blueprint.add_url_rule("/my/messages/<voice_kind>", view_func=tell, methods=["GET", "POST"])


__all__ = ["answered_lately", "attach"]
