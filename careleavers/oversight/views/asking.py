"""What somebody asks of a manager, and the answer: exceptions until a day, and closing a record."""

from flask import render_template

from careleavers.db import policy, today
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import AgreedException, ClosingProposal, YoungPerson
from careleavers.oversight import proposals
from careleavers.oversight.forms import AnswerForm, ClosingForm, EndForm, ExceptionForm
from careleavers.oversight.queries import asked_of
from careleavers.oversight.views.blueprint import Page, blueprint, done, timeline_of
from careleavers.web.access import actor, allow, db_session
from careleavers.web.forms import BaseForm
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/young-people/<young_person>/exceptions/ask", methods=["GET", "POST"])
@allow(Permission.ASK_MANAGER)
@drafted("Asking for an exception")
@once
def ask_exception(young_person: YoungPerson) -> Page:
    """Ask a manager to agree that something is not done until a day."""
    form = ExceptionForm()
    status = submit(
        form, lambda: proposals.ask_exception(db_session(), actor(), young_person, form.details())
    )  # fmt: skip
    if status == SAVED:
        return done("Asked. Nothing is agreed until a manager answers", young_person)
    return _page("ask_exception", young_person, form, longest=policy(db_session()).exception_longest_days), status


@blueprint.route("/young-people/<young_person>/exceptions/<exception>/answer", methods=["GET", "POST"])
@allow(Permission.DECIDE_PROPOSAL)
@drafted("Answer about an exception")
@once
def answer_exception(young_person: YoungPerson, exception: AgreedException) -> Page:
    """Agree to an exception, or not."""
    form, saving = AnswerForm(version=exception.version), (db_session(), actor(), exception)
    status = submit(
        form, lambda: proposals.answer_exception(*saving, form.answered(), form.version.data), exception
    )  # fmt: skip
    if status == SAVED:
        return done("Answer saved", young_person)
    return _page("answer_exception", young_person, form, asked=asked_of(db_session(), exception)), status


@blueprint.route("/young-people/<young_person>/exceptions/<exception>/end", methods=["GET", "POST"])
@allow(Permission.DECIDE_PROPOSAL)
@drafted("The end of an exception")
@once
def end_exception(young_person: YoungPerson, exception: AgreedException) -> Page:
    """Say what happens from now on."""
    form, saving = EndForm(version=exception.version), (db_session(), actor(), exception)
    status = submit(
        form, lambda: proposals.end_exception(*saving, form.end_words.data, form.version.data), exception
    )  # fmt: skip
    if status == SAVED:
        return done("The exception is over", young_person)
    return _page("end_exception", young_person, form, asked=asked_of(db_session(), exception)), status


@blueprint.route("/young-people/<young_person>/closings/propose", methods=["GET", "POST"])
@allow(Permission.ASK_MANAGER)
@drafted("Proposing to close a record")
@once
def propose_closing(young_person: YoungPerson) -> Page:
    """Ask a manager to close the record."""
    form = ClosingForm()
    status = submit(
        form, lambda: proposals.propose_closing(db_session(), actor(), young_person, form.details())
    )  # fmt: skip
    if status == SAVED:
        return done("Proposed. Every duty runs until a manager closes the record", young_person)
    return _page("propose_closing", young_person, form), status


@blueprint.route("/young-people/<young_person>/closings/<closing>/answer", methods=["GET", "POST"])
@allow(Permission.DECIDE_PROPOSAL)
@drafted("Answer about closing a record")
@once
def answer_closing(young_person: YoungPerson, closing: ClosingProposal) -> Page:
    """Close the record as proposed, or say why not."""
    form, saving = AnswerForm(version=closing.version), (db_session(), actor(), young_person, closing)
    status = submit(form, lambda: proposals.answer_closing(*saving, form.answered(), form.version.data), closing)
    if status == SAVED:
        return done("Answer saved", young_person)
    return _page("answer_closing", young_person, form, asked=asked_of(db_session(), closing)), status


def _page(name: str, young_person: YoungPerson, form: BaseForm, **more: object) -> str:
    return render_template(
        f"oversight/{name}.html", young_person=young_person, form=form, back=timeline_of(young_person),
        today=today(db_session()), **more,
    )  # fmt: skip
