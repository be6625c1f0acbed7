"""The restrictions a manager looks after: why, who has access until when, and what waits for a second manager."""

from flask import abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.db import policy, today
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.models import AccessLoan, Conflict, Restriction, YoungPerson
from careleavers.models.base import identity
from careleavers.protection import queries, service
from careleavers.protection.forms import AnswerEndForm, AnswerForm, AnswerLoanForm, EndForm, LendForm, LookForm
from careleavers.protection.views.blueprint import Page, back_to, blueprint, done
from careleavers.web.access import actor, allow, db_session
from careleavers.web.forms import BaseForm, VersionedForm
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/protected")
@allow(Permission.RESTRICT)
def overview() -> str:
    """Every restriction a manager looks after, and for a service manager who is kept apart from whom."""
    session, day = db_session(), today(db_session())
    found = queries.restricted(session, actor(), day, policy(session).restriction_look_days)
    apart = queries.conflicts(session, actor(), day)
    people = [each.young_person for each in found] + [each.young_person for each in apart]
    opened_list(sorted({identity(person) for person in people}))
    return render_template("protection/overview.html", found=found, apart=apart, today=day)


@blueprint.route("/protected/<restriction>")
@allow(Permission.RESTRICT)
def show(restriction: Restriction) -> str:
    """One restriction. It says who may open the record, and nothing that stands in it."""
    return _page("show", restriction)


@blueprint.route("/protected/<restriction>/look", methods=["GET", "POST"])
@allow(Permission.RESTRICT)
@drafted("Why a record stays restricted")
@once
def look(restriction: Restriction) -> Page:
    """Say why it stays restricted."""
    form, saving = LookForm(version=restriction.version), (db_session(), actor(), restriction)
    status = submit(form, lambda: service.look_again(*saving, form.words.data, form.version.data), restriction)
    if status == SAVED:
        return done("Saved. The record stays restricted", restriction)
    return _page("look", restriction, form), status


@blueprint.route("/protected/<restriction>/lend", methods=["GET", "POST"])
@allow(Permission.RESTRICT)
@drafted("Access to a restricted record")
@once
def lend(restriction: Restriction) -> Page:
    """Ask that somebody may open the record."""
    form, session = LendForm(), db_session()
    person = session.get_one(YoungPerson, restriction.young_person_id)
    form.worker_id.offer(queries.staff_for(session, person, today(session)))
    status = submit(form, lambda: service.ask_loan(session, actor(), restriction, form.details()))
    if status == SAVED:
        return done("Asked. They can open the record when a second manager agrees", restriction)
    return _page("lend", restriction, form), status


@blueprint.route("/protected/<restriction>/end", methods=["GET", "POST"])
@allow(Permission.RESTRICT)
@drafted("Ending a restriction")
@once
def end(restriction: Restriction) -> Page:
    """Ask that the record be opened again, or answer whoever asked."""
    asked = restriction.end_asked_on is not None
    form = AnswerEndForm(version=restriction.version) if asked else EndForm(version=restriction.version)
    status = submit(form, lambda: _end(form, restriction), restriction)
    if status != SAVED:
        return _page("end", restriction, form, asked=asked), status
    if restriction.ended_on is None:
        return done("Saved. The record is still restricted", restriction)
    flash("The record is open again to everybody who works with them")
    return redirect(url_for("protection.overview"))


def _end(form: AnswerForm | EndForm, restriction: Restriction) -> None:
    saving = (db_session(), actor(), restriction)
    if isinstance(form, AnswerForm):
        service.answer_end(*saving, agreed=form.is_yes, version=form.version.data)
    else:
        service.ask_end(*saving, form.reason.data, form.version.data)


@blueprint.route("/protected/loans/<loan>/answer", methods=["GET", "POST"])
@allow(Permission.RESTRICT)
@once
def answer_loan(loan: AccessLoan) -> Page:
    """Agree that access is lent, or not."""
    form, session = AnswerLoanForm(version=loan.version), db_session()
    restriction = session.get_one(Restriction, loan.restriction_id)
    status = submit(
        form,
        lambda: service.answer_loan(session, actor(), loan, agreed=form.is_yes, version=form.version.data),
        loan,
    )
    if status == SAVED:
        return done("Answer saved", restriction)
    return _page("answer_loan", restriction, form, loan=loan), status


@blueprint.route("/protected/loans/<loan>/end", methods=["POST"])
@allow(Permission.RESTRICT)
def end_loan(loan: AccessLoan) -> Response:
    """End somebody's access at once."""
    form, restriction = VersionedForm(version=loan.version), db_session().get_one(Restriction, loan.restriction_id)
    if submit(form, lambda: service.end_loan(db_session(), actor(), loan, form.version.data), loan) == SAVED:
        return done("Their access has ended", restriction)
    flash("Nothing was changed. Look at who has access now, then try again")
    return redirect(back_to(restriction))


@blueprint.route("/protected/conflicts/<conflict>/end", methods=["GET", "POST"])
@allow(Permission.RESTRICT)
@drafted("Ending a conflict")
@once
def end_conflict(conflict: Conflict) -> Page:
    """Say that two people need not be kept apart any more."""
    form, saving = EndForm(version=conflict.version), (db_session(), actor(), conflict)
    status = submit(form, lambda: service.end_conflict(*saving, form.reason.data, form.version.data), conflict)
    opened_list([conflict.young_person_id])
    if status == SAVED:
        flash("Saved. They are not kept apart any more")
        return redirect(url_for("protection.overview"))
    found = [each for each in queries.conflicts(*saving[:2], today(db_session())) if each.conflict.id == conflict.id]
    return render_template("protection/end_conflict.html", form=form, each=found[0] if found else None), status


def _page(name: str, restriction: Restriction, form: BaseForm | None = None, **more: object) -> str:
    session, day = db_session(), today(db_session())
    opened_list([restriction.young_person_id])
    limit = policy(session).restriction_look_days
    found = queries.restricted(session, actor(), day, limit, identity(restriction))
    return render_template(
        f"protection/{name}.html", each=found[0] if found else abort(404), form=form, back=back_to(restriction),
        today=day, **more,
    )  # fmt: skip
