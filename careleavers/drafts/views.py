"""One's own unfinished forms: the list, keeping one, and taking one away."""

from typing import Any, cast
from urllib.parse import parse_qsl

from flask import Blueprint, Flask, flash, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import generate_csrf, validate_csrf
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused, Stale
from careleavers.drafts import pages, queries, service, slips
from careleavers.drafts.service import Page, Slip
from careleavers.models import Draft
from careleavers.web.access import actor, allow, db_session
from careleavers.web.filters import clock_time
from careleavers.web.forms import BaseForm
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("drafts", __name__)
blueprint.record(lambda state: pages.register(cast(Flask, state.app)))
Said = tuple[dict[str, Any], int]
_MOST_ANSWERS = 2000
ANOTHER_WRITER = "Somebody else has signed in on this device. What you type now is not kept: sign in again as yourself"
NOT_YOURS = "You can no longer write in this record, so what you type now is not kept. Copy it, and ask your manager"
NO_SLIP = "This page did not say which page it is. Open it again"
OVER = "This page was saved already. What you change now is kept as a new one"


@blueprint.route("/unfinished", methods=["GET", "POST"])
@allow(Permission.KEEP_DRAFTS)
def mine() -> Any:
    """What one has begun and not saved; a page that is being written in posts here what stands in it."""
    if request.method == "POST":
        said, status = _keep()
        return jsonify(said), status
    found = queries.unfinished(db_session(), actor(), today(db_session()))
    opened_list([each.draft.young_person_id for each in found if each.draft.young_person_id is not None])
    return render_template("drafts/mine.html", found=found, kept_days=service.KEPT_DAYS)


@blueprint.route("/unfinished/<draft>/delete", methods=["POST"])
@allow(Permission.KEEP_DRAFTS)
def delete(draft: Draft) -> Response:
    """Take one away for good."""
    page = Page(draft.path, draft.title, draft.young_person_id)
    if submit(BaseForm(), lambda: service.end_draft(db_session(), actor(), page, draft.public_id)) == SAVED:
        flash("Unfinished form deleted")
    return redirect(url_for("drafts.mine"))


def _keep() -> Said:
    """Keep what stands in a form now: 200 when it is kept, otherwise what to tell the person who is typing."""
    sent = slips.read(request.form.get(slips.FIELD, ""))
    if sent is None:
        return {"say": NO_SLIP}, 400
    if sent.writer != slips.writer():
        return {"say": ANOTHER_WRITER, "stop": True}, 409
    try:
        validate_csrf(request.form.get("csrf_token"))
        answers = parse_qsl(request.form.get("answers", ""), keep_blank_values=True, max_num_fields=_MOST_ANSWERS)
    except (ValidationError, ValueError):
        # The sign-in is another than when the page was drawn, and its writer the same: a token that will do now.
        return {"again": True, "token": generate_csrf()}, 400
    found = pages.page_at(request.form.get("page", ""))
    if found is None or sent.about != (found[1].public_id if found[1] else ""):
        return {"say": NOT_YOURS, "stop": True}, 409
    return _kept(found[0], sent.slip, answers, sent.about)


def _kept(page: Page, slip: Slip, answers: list[tuple[str, str]], about: str) -> Said:
    try:
        draft = service.keep_draft(db_session(), actor(), page, slip, answers).draft
    except Refused as refusal:
        return {"say": refusal.sentence}, 409
    except Stale:
        return {"again": True}, 409
    if draft is None:
        fresh = Slip(slips.fresh().key, slip.tab, 0)
        return {"over": True, "say": OVER, "draft": slips.write(fresh, about)}, 409
    seen = Slip(draft.public_id, slip.tab, draft.version)
    return {"at": clock_time(draft.saved_at), "draft": slips.write(seen, about)}, 200
