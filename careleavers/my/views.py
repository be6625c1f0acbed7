"""What a young person sees. Templates here are given a copy, names and numbers: never a row."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, g, redirect, render_template, request, session, url_for
from flask_login import logout_user
from werkzeug.wrappers import Response

from careleavers.accounts import sign_ins
from careleavers.accounts.service import sign_out_everywhere
from careleavers.copies.content import Copy, copy_of
from careleavers.copies.files import as_file
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.terms import PlanDomain, Role
from careleavers.languages import queries as languages
from careleavers.models import Account, YoungPerson
from careleavers.models.base import identity
from careleavers.my import asking, drafting, queries, speaking, telling
from careleavers.my.coming import coming
from careleavers.my.speaking import chosen_language
from careleavers.plans.prompts import ADD_ONS, PROMPTS
from careleavers.plans.queries import approved_plan
from careleavers.web.access import actor, allow, db_session, public
from careleavers.web.navigation import Item

blueprint = Blueprint("my", __name__)
drafting.attach(blueprint)
asking.attach(blueprint)
speaking.attach(blueprint)
telling.attach(blueprint)
_MENU = [("my.home", "Home"), ("my.plan", "My plan"), ("my.worker", "My worker")]
_WITHIN_PLAN = ("my.plan", "my.domain", "my.whole_plan")


@blueprint.before_request
def own_record() -> None:
    """Load the one record this account may reach, so that opening it is written down like any other reading."""
    if "actor" not in g or actor().role is not Role.YOUNG_PERSON:
        return
    g.young_person = db_session().get(YoungPerson, actor().young_person_id)
    if g.young_person is None:
        abort(404)


@blueprint.context_processor
def menu() -> dict[str, Any]:
    """The young person's menu, and the drawing of each part of the plan."""
    if "young_person" not in g:
        return {"my_navigation": []}
    here = "my.plan" if request.endpoint in _WITHIN_PLAN else request.endpoint
    items = [Item(name, words, Permission.SEE_OWN_PLAN, name == here) for name, words in _MENU]
    items += drafting.menu_items(request.endpoint)
    items.append(Item("my.review", "My review", Permission.ASK_FOR_REVIEW, request.endpoint == "my.review"))
    items.append(Item("my.messages", "Tell us", Permission.TELL_US, request.endpoint in ("my.messages", "my.tell")))
    return {"my_navigation": items, "drawings": {part: said.drawing for part, said in (PROMPTS | ADD_ONS).items()}}


def _copy() -> Copy | None:
    """Their approved plan as text in the language they chose, if there is one."""
    me: YoungPerson = g.young_person
    plan = approved_plan(db_session(), identity(me))
    return copy_of(db_session(), me, plan, chosen_language(me)) if plan else None


def _page(template: str, **more: Any) -> str:
    """A page about the plan, or a kind word while there is none."""
    copy = _copy()
    if copy is None:
        return render_template("my/no_plan.html", first_name=g.young_person.first_name, answered=_answered())
    return render_template(template, copy=copy, languages=languages.in_use(db_session()), **more)


def _answered() -> date | None:
    return telling.answered_lately(g.young_person)


@blueprint.route("/my/home")
@allow(Permission.SEE_OWN_PLAN)
def home() -> str:
    """Where they land: what happens next, who is alongside them, and when they signed in before."""
    session, day = db_session(), today(db_session())
    before = sign_ins.started_before(session, g.sign_in)
    next_up = coming(session, g.young_person, day)
    return render_template("my/home.html", coming=next_up, as_of=day, signed_in_at=before, answered=_answered())


@blueprint.route("/my/plan")
@allow(Permission.SEE_OWN_PLAN)
def plan() -> str:
    """The plan at a glance: what happens next, what was agreed, and the way to each part."""
    return _page("my/plan.html", answered=_answered())


@blueprint.route("/my/plan/all")
@allow(Permission.SEE_OWN_PLAN)
def whole_plan() -> str:
    """The whole plan on one page."""
    return _page("my/whole_plan.html")


@blueprint.route("/my/plan/<domain>")
@allow(Permission.SEE_OWN_PLAN)
def domain(domain: str) -> str:
    """One part of the plan, with the way to the next."""
    copy = _copy()
    chapters = [] if copy is None else copy.chapters
    place = next((number for number, chapter in enumerate(chapters) if chapter.domain.value == domain), None)
    if place is None and (copy is not None or domain not in set(PlanDomain)):
        abort(404)
    return _page("my/domain.html", place=place)


@blueprint.route("/my/plan.pdf")
@allow(Permission.SEE_OWN_PLAN)
def plan_pdf() -> Response:
    """The same plan as a file to keep."""
    copy = _copy()
    return redirect(url_for("my.plan")) if copy is None else as_file(copy)


@blueprint.route("/my/worker")
@allow(Permission.SEE_OWN_PLAN)
def worker() -> str:
    """Who is alongside them, who answers when nobody is there, and where to turn in danger."""
    people = queries.alongside(db_session(), identity(g.young_person), today(db_session()))
    return render_template("my/worker.html", people=people)


@blueprint.route("/my/leave", methods=["GET", "POST"])
@public
def leave() -> Response:
    """End every session of this account on the server, forget this one, and show a page that says nothing.

    It asks for no token, so that it never fails in a hurry, not even when the sign-in has run out; another
    site cannot send it all the same (`web.tokens`). A mere link to it signs nobody out.
    """
    if request.method == "POST":
        account = db_session().get(Account, actor().account_id) if "actor" in g else None
        if account is not None:
            sign_out_everywhere(db_session(), account)
            logout_user()
        session.clear()
    return redirect(url_for("my.away"), code=303)


@blueprint.route("/away")
@public
def away() -> str:
    """A page that says nothing to whoever looks."""
    return render_template("my/away.html")
