"""Risks: the registers, and raising, weighing, closing one; proposing that and deciding on it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.actions.queries import workers_to_own
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused
from careleavers.drafts.pages import drafted
from careleavers.models import RiskFlag, RiskProposal, YoungPerson
from careleavers.models.base import identity
from careleavers.risks import checks, proposing, queries, service
from careleavers.risks.forms import CloseForm, DecideForm, LookForm, ProposeForm, RaiseForm
from careleavers.risks.register import read_register
from careleavers.risks.waiting import read_waiting
from careleavers.web.access import actor, allow, db_session
from careleavers.web.forms import VersionedForm
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("risks", __name__)
Page = str | Response | tuple[str, int]


@blueprint.app_context_processor
def words_of_risks() -> dict[str, Any]:
    """Give every template `risks_by_part`: the open risks of somebody by the part of the plan that answers each."""
    return {"risks_by_part": lambda young_person: queries.by_part(db_session(), identity(young_person))}


@blueprint.route("/risks")
@allow(Permission.CLOSE_RISK)
def register() -> str:
    """Every open risk a manager answers for, the worst and longest unseen first."""
    session = db_session()
    found = read_register(session, actor(), today(session), request.args.get("after", ""))
    beside = read_waiting(session, actor(), today(session))
    opened_list(sorted({*found.young_person_ids, *beside.young_person_ids}))
    return render_template("risks/register.html", register=found, beside=beside, today=today(session), acting=actor())


@blueprint.route("/young-people/<young_person>/risks")
@allow(Permission.SEE_RECORD)
def register_of(young_person: YoungPerson) -> str:
    """Every risk, the worst first, with what was said of each."""
    session, known = db_session(), identity(young_person)
    return render_template(
        "risks/register_of.html", young_person=young_person, today=today(session), acting=actor(),
        entries=queries.register_of(session, known), plan=queries.answered_in(session, known),
        needs_two=checks.needs_two,
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/risks/raise", methods=["GET", "POST"])
@allow(Permission.RAISE_RISK)
@drafted("New risk")
@once
def raise_flag(young_person: YoungPerson) -> Page:
    """A new risk."""
    session, form = db_session(), RaiseForm(owner_id=actor().worker)
    form.owner_id.offer(workers_to_own(session, young_person, today(session)))
    status = submit(form, lambda: service.raise_flag(session, actor(), young_person, form.details(today(session))))
    if status == SAVED:
        return _done("Risk raised", young_person)
    page = render_template("risks/raise_flag.html", young_person=young_person, form=form, back=_list(young_person))
    return page, status


@blueprint.route("/young-people/<young_person>/risks/<risk>/review", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("Another look at a risk")
@once
def review(young_person: YoungPerson, risk: RiskFlag) -> Page:
    """One more look at a risk."""
    session, stands = db_session(), ("version", "their_view", "keeps_safe", "safety_plan", "plan_domain", "owner_id")
    form = LookForm(data={name: getattr(risk, name) for name in stands})
    form.fit(risk, manages=actor().may(Permission.CLOSE_RISK))
    form.owner_id.offer(queries.who_may_own(session, young_person, risk, today(session)))
    status = submit(form, lambda: service.review_flag(session, actor(), risk, form.look(), form.version.data), risk)
    if status == SAVED:
        return _done("Look at the risk saved", young_person)
    return _page("review", young_person, risk, form), status


@blueprint.route("/young-people/<young_person>/risks/<risk>/propose", methods=["GET", "POST"])
@allow(Permission.REVIEW_RISK)
@drafted("Proposing to lower or close a risk")
@once
def propose(young_person: YoungPerson, risk: RiskFlag) -> Page:
    """Propose to lower or close a risk; a second person decides."""
    form = ProposeForm(version=risk.version).fit(risk)
    status = submit(
        form, lambda: proposing.propose(db_session(), actor(), risk, form.details(), form.version.data), risk
    )
    if status == SAVED:
        return _done("Proposed. A manager who is somebody else decides", young_person)
    return _page("propose", young_person, risk, form, waiting=queries.waiting_for(db_session(), risk)), status


@blueprint.route("/young-people/<young_person>/risks/proposals/<proposal>/decide", methods=["GET", "POST"])
@allow(Permission.CLOSE_RISK)
@drafted("Deciding on a risk")
@once
def decide(young_person: YoungPerson, proposal: RiskProposal) -> Page:
    """Approve or refuse what somebody else proposed for a risk."""
    session, form = db_session(), DecideForm(version=proposal.version).fit(proposal)
    status = submit(
        form, lambda: proposing.decide(session, actor(), proposal, form.decided(), form.version.data), proposal
    )
    if status == SAVED:
        return _done(f"Proposal {proposal.state.label.lower()}", young_person)
    made = queries.read_proposal(session, proposal)
    own = proposal.proposed_by_id == actor().worker_id
    return _page("decide", young_person, made.flag, form, made=made, own=own), status


@blueprint.route("/young-people/<young_person>/risks/proposals/<proposal>/withdraw", methods=["POST"])
@allow(Permission.REVIEW_RISK)
def withdraw(young_person: YoungPerson, proposal: RiskProposal) -> Response:
    """Take one's own proposal back."""
    try:
        proposing.withdraw(db_session(), actor(), proposal)
    except Refused as refusal:
        return _done(refusal.sentence, young_person)
    return _done("Proposal taken back", young_person)


@blueprint.route("/young-people/<young_person>/risks/<risk>/close", methods=["GET", "POST"])
@allow(Permission.CLOSE_RISK)
@drafted("Closing a risk")
@once
def close(young_person: YoungPerson, risk: RiskFlag) -> Page:
    """Close a risk, with a reason."""
    form = CloseForm(version=risk.version)
    status = submit(
        form,
        lambda: service.close_flag(db_session(), actor(), risk, form.close_reason.data, form.version.data),
        risk,
    )
    if status == SAVED:
        return _done("Risk closed", young_person)
    return _page("close", young_person, risk, form), status


def _list(young_person: YoungPerson) -> str:
    return url_for("risks.register_of", young_person=young_person.public_id)


def _done(words: str, young_person: YoungPerson) -> Response:
    flash(words)
    return redirect(_list(young_person))


def _page(name: str, young_person: YoungPerson, risk: RiskFlag, form: VersionedForm, **more: Any) -> str:
    return render_template(
        f"risks/{name}.html", young_person=young_person, flag=risk, form=form, back=_list(young_person),
        two=checks.needs_two(risk), today=today(db_session()), **more,
    )  # fmt: skip
