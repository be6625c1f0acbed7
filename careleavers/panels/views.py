"""The pages of panels: the list of each, and what was said about one young person."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers import striking
from careleavers.actions.queries import workers_to_own
from careleavers.db import today
from careleavers.domain.panels import PanelKind
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import PanelLook, YoungPerson
from careleavers.models.base import identity
from careleavers.panels import queries, service
from careleavers.panels.forms import ActionForm, LookForm, StrikeForm
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("panels", __name__)


@blueprint.app_context_processor
def words_of_panels() -> dict[str, Any]:
    """Give every template `panel_looked`: the last look of a panel at a young person."""
    return {
        "panel_looked": lambda young_person, panel: queries.last_look(
            db_session(), identity(young_person), PanelKind(panel)
        )
    }


@blueprint.route("/panels")
@allow(Permission.SEE_RECORD)
def lists() -> str:
    """Whom a panel is to look at, among those somebody may see."""
    panel = PanelKind.HOUSING if request.args.get("panel") == PanelKind.HOUSING else PanelKind.EET
    stretch = request.args.get("stretch", "")
    number = int(stretch) if stretch.isascii() and stretch.isdigit() and len(stretch) < 5 else 0
    agenda = queries.agenda(db_session(), actor(), panel, number)
    opened_list(sorted(identity(each.young_person) for each in agenda.listed))
    return render_template(
        "panels/lists.html", panel=panel, kinds=list(PanelKind), agenda=agenda, stretch=number,
        today=today(db_session()),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/panels")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson) -> str:
    """What panels said about them, the latest first."""
    may = actor().may
    return render_template(
        "panels/show.html", young_person=young_person, looked=queries.looks_at(db_session(), young_person),
        today=today(db_session()), may_record=may(Permission.REVIEW_RISK), may_strike=may(Permission.STRIKE_CONTACT),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/panels/record", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("What a panel said")
@once
def record(young_person: YoungPerson) -> Any:
    """A panel looked at them."""
    session = db_session()
    form = LookForm().offer(workers_to_own(session, young_person, today(session)))
    saving = (session, actor(), young_person)
    status = submit(form, lambda: service.record_look(*saving, form.details(), form.action()))
    if status == SAVED:
        return _done("Recorded.", young_person)
    return _page("record", young_person, form), status


@blueprint.route("/young-people/<young_person>/panels/<panel_look>/action", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("What a panel decided to do")
@once
def agree_action(young_person: YoungPerson, panel_look: PanelLook) -> Any:
    """Something else it decided to do."""
    session, form = db_session(), ActionForm()
    form.owner_id.offer(workers_to_own(session, young_person, today(session)))
    status = submit(form, lambda: service.agree_action(session, actor(), panel_look, form.details()))
    if status == SAVED:
        return _done("Action recorded.", young_person)
    return _page("agree_action", young_person, form, row=panel_look), status


@blueprint.route("/young-people/<young_person>/panels/<panel_look>/strike", methods=["GET", "POST"])
@allow(Permission.STRIKE_CONTACT)
@drafted("Something recorded in error")
@once
def strike(young_person: YoungPerson, panel_look: PanelLook) -> Any:
    """Mark a look as recorded in error."""
    form, saving = StrikeForm(version=panel_look.version), (db_session(), actor(), panel_look)
    status = submit(form, lambda: striking.strike(*saving, form.reason.data, form.version.data), panel_look)
    if status == SAVED:
        return _done("Marked as recorded in error. It counts nowhere any more.", young_person)
    return _page("strike", young_person, form, row=panel_look), status


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(url_for("panels.show", young_person=young_person.public_id))


def _page(name: str, young_person: YoungPerson, form: Any, **more: Any) -> str:
    back = url_for("panels.show", young_person=young_person.public_id)
    return render_template(f"panels/{name}.html", young_person=young_person, form=form, back=back, **more)
