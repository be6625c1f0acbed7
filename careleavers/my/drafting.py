"""The young person's side of a draft: their own boxes and those their worker shared, from their own device."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from careleavers.domain.permissions import Permission
from careleavers.domain.terms import PlanDomain, Step
from careleavers.models import PathwayPlan, PlanEntry
from careleavers.plans import together
from careleavers.plans.prompts import BOX_WORDS
from careleavers.plans.queries import WRITABLE, entries, plan_in_hand
from careleavers.web.access import actor, allow, db_session
from careleavers.web.fields import EnumRadioField, TextAreaField
from careleavers.web.forms import VersionedForm
from careleavers.web.navigation import Item
from careleavers.web.submitting import SAVED, submit

_LONGEST = {"scale_worst": 500, "scale_best": 500, "sign": 2000, "first_step": 2000}


def draft_of_mine() -> PathwayPlan | None:
    """The version they may write in now, if there is one."""
    plan = plan_in_hand(db_session(), actor().young_person_id or 0)
    return plan if plan is not None and plan.state in WRITABLE else None


def menu_items(endpoint: str | None) -> list[Item]:
    """The way to the draft, while there is one."""
    try:
        if draft_of_mine() is None:
            return []
    except SQLAlchemyError:
        return []  # the page that says what is wrong with the database has a menu too
    return [Item("my.draft", "Write it together", Permission.WRITE_OWN_PLAN, endpoint in ("my.draft", "my.draft_part"))]


def form_for(entry: PlanEntry) -> VersionedForm:
    """A question for each box that is open to them, their own first."""
    questions: dict[str, Any] = {
        name: EnumRadioField("Where are you between them today?", terms=Step, mark_optional=False)
        if name == "step"
        else TextAreaField(BOX_WORDS[name], rows=3, max_length=_LONGEST.get(name, 10_000), mark_optional=False)
        for name in together.boxes_open_to_them(entry)
    }
    form: VersionedForm = type("DraftForm", (VersionedForm,), {"merges": True, **questions})(obj=entry)
    return form


@allow(Permission.WRITE_OWN_PLAN)
def draft() -> str | Response:
    """The parts of the plan that is being written, each with the way to their boxes."""
    plan = draft_of_mine()
    if plan is None:
        return redirect(url_for("my.plan"))
    parts = [(domain, entry.shared_on is not None, bool(entry.my_view))
             for domain, entry in entries(db_session(), plan).items()]  # fmt: skip
    return render_template("my/draft.html", parts=parts)


@allow(Permission.WRITE_OWN_PLAN)
def draft_part(domain: str) -> str | Response | tuple[str, int]:
    """Their boxes of one part."""
    plan = draft_of_mine()
    if domain not in set(PlanDomain):
        abort(404)
    if plan is None:
        return redirect(url_for("my.plan"))
    place, session = PlanDomain(domain), db_session()
    entry = entries(session, plan)[place]
    form = form_for(entry)
    status = submit(form, lambda: together.save_own_boxes(
        session, actor(), plan, place, _said(form), form.version.data), entry)  # fmt: skip
    if status == SAVED:
        flash("Saved. Your worker sees it too")
        return redirect(url_for("my.draft"))
    return render_template("my/draft_part.html", domain=place, form=form), status


def _said(form: VersionedForm) -> dict[str, object]:
    return {name: form[name].data for name in together.OWN_BOXES + together.SHARED_BOXES if name in form}


def attach(blueprint: Blueprint) -> None:
    """Give the young person's pages these two."""
    blueprint.add_url_rule("/my/draft", view_func=draft)
    blueprint.add_url_rule("/my/draft/<domain>", view_func=draft_part, methods=["GET", "POST"])


__all__ = ["attach", "draft_of_mine", "menu_items"]
