"""Recording a contact: whom with, the kind, then only the questions that it needs."""

import re

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from careleavers.actions.queries import workers_to_own
from careleavers.contacts import correcting, kinds, queries, service
from careleavers.contacts.correcting_forms import AddForm, StrikeForm, edit_form_for
from careleavers.contacts.following import follow_ons
from careleavers.contacts.forms import ContactForm, form_for
from careleavers.contacts.progress import actions_to_ask
from careleavers.contacts.questions import ACTION_ROWS
from careleavers.db import policy, today
from careleavers.domain.correcting import EDIT_HOURS
from careleavers.domain.permissions import Permission
from careleavers.domain.terms import ContactKind
from careleavers.drafts.pages import answers_sent, drafted
from careleavers.models import Contact, YoungPerson
from careleavers.models.base import identity, now_utc
from careleavers.people.bar import worker_of
from careleavers.people.caseload import caseload
from careleavers.people.forms import CaseloadForm
from careleavers.risks.queries import flags_to_ask
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("contacts", __name__)
Page = str | Response | tuple[str, int]
# What a page says it asked about; more than one young person could have at once is not a page of ours.
_FLAG, _ACTION, _MOST = re.compile(r"flag_([a-z2-7]{26})"), re.compile(r"progress_([a-z2-7]{26})"), 40


@blueprint.route("/contacts/record")
@allow(Permission.RECORD_CONTACT)
def choose_person() -> Page:
    """With whom? For every page that is about nobody in particular."""
    form = CaseloadForm()
    good = form.validate()
    found = caseload(db_session(), actor(), search=form.q.data if good else "", after=request.args.get("after", ""))
    opened_list([identity(row.person) for row in found.rows])
    return render_template("contacts/choose_person.html", form=form, list=found), 200 if good else 422


@blueprint.route("/young-people/<young_person>/contacts/record")
@allow(Permission.RECORD_CONTACT)
def choose(young_person: YoungPerson) -> str:
    """What happened? Six answers, each one tap; how somebody tried is a tap as well."""
    offered = [(kind.label, kinds.MEANS[kind], kinds.address_of(kind)) for kind in ContactKind]
    tried = [(channel.label, channel.value) for channel in kinds.CHANNELS[ContactKind.ATTEMPT]]
    return render_template(
        "contacts/choose.html", young_person=young_person, offered=offered, tried=tried,
        attempt=kinds.address_of(ContactKind.ATTEMPT),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/contacts/record/<kind>", methods=["GET", "POST"])
@allow(Permission.RECORD_CONTACT)
@drafted(kinds.label_at)
@once
def record(young_person: YoungPerson, kind: str) -> Page:
    """Record a contact of one kind."""
    form, made = _form(young_person, kinds.kind_at(kind) or abort(404)), list[Contact]()
    status = submit(form, lambda: made.append(_save(young_person, form)))
    if status == SAVED:
        return _onward(young_person, made[0])
    return render_template("contacts/record.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/contacts/<contact>")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson, contact: Contact) -> str:
    """One contact with everything that was said and agreed at it."""
    whole = queries.whole(db_session(), contact)
    return render_template(
        "contacts/show.html", young_person=young_person, whole=whole, contact=contact, today=today(db_session()),
        may_edit=correcting.may_edit(actor(), contact, now_utc()), following=follow_ons(db_session(), whole),
    )  # fmt: skip


@blueprint.route("/young-people/<young_person>/contacts/<contact>/edit", methods=["GET", "POST"])
@allow(Permission.RECORD_CONTACT)
@drafted("Changes to a contact")
def edit(young_person: YoungPerson, contact: Contact) -> Page:
    """Change what was answered, within a day of recording it."""
    form, saving = edit_form_for(contact), (db_session(), actor(), young_person, contact)
    status = submit(form, lambda: correcting.edit_contact(*saving, form.details(), form.version.data), contact)
    if status == SAVED:
        return _back("Contact changed", young_person, contact)
    may_edit = correcting.may_edit(actor(), contact, now_utc())
    page = render_template(
        "contacts/edit.html", young_person=young_person, contact=contact, form=form, may_edit=may_edit,
        hours=EDIT_HOURS,
    )  # fmt: skip
    return page, status


@blueprint.route("/young-people/<young_person>/contacts/<contact>/add", methods=["GET", "POST"])
@allow(Permission.RECORD_CONTACT)
@drafted("Words added to a contact")
@once
def add_to(young_person: YoungPerson, contact: Contact) -> Page:
    """Add what was not known or not written then."""
    form = AddForm()
    status = submit(form, lambda: correcting.add_addendum(db_session(), actor(), contact, form.words.data))
    if status == SAVED:
        return _back("Added", young_person, contact)
    return render_template("contacts/add_to.html", young_person=young_person, contact=contact, form=form), status


@blueprint.route("/young-people/<young_person>/contacts/<contact>/strike", methods=["GET", "POST"])
@allow(Permission.STRIKE_CONTACT)
@drafted("A contact recorded in error")
@once
def strike(young_person: YoungPerson, contact: Contact) -> Page:
    """Mark it as recorded in error, with the reason."""
    form, saving = StrikeForm(version=contact.version), (db_session(), actor(), contact)
    status = submit(form, lambda: correcting.strike_contact(*saving, form.reason.data, form.version.data), contact)
    if status == SAVED:
        return _back("Marked as recorded in error", young_person, contact)
    return render_template("contacts/strike.html", young_person=young_person, contact=contact, form=form), status


@blueprint.route("/young-people/<young_person>/contacts/<contact>/what-follows")
@allow(Permission.RECORD_CONTACT)
def follow_on(young_person: YoungPerson, contact: Contact) -> str:
    """What came of a contact and is not recorded yet."""
    whole = queries.whole(db_session(), contact)
    return render_template(
        "contacts/follow_on.html", young_person=young_person, contact=contact, whole=whole,
        following=follow_ons(db_session(), whole), review_days=policy(db_session()).change_review_working_days,
    )  # fmt: skip


def _onward(young_person: YoungPerson, contact: Contact) -> Response:
    """To what came of it, or back to the record when nothing did."""
    flash("Contact recorded")
    person = young_person.public_id
    if follow_ons(db_session(), queries.whole(db_session(), contact)):
        return redirect(url_for("contacts.follow_on", young_person=person, contact=contact.public_id))
    return redirect(url_for("people.show", young_person=person))


def _back(words: str, young_person: YoungPerson, contact: Contact) -> Response:
    flash(words)
    return redirect(url_for("contacts.show", young_person=young_person.public_id, contact=contact.public_id))


def _named(asked: re.Pattern[str]) -> list[str]:
    """The public ids that the page says it asked about."""
    return [found[1].upper() for name in answers_sent() if (found := asked.fullmatch(name))][:_MOST]


def _form(young_person: YoungPerson, kind: ContactKind) -> ContactForm:
    """The questions of a kind, those about risks that the page already asked about among them."""
    session = db_session()
    known, spoken = identity(young_person), kinds.is_spoken(kind)
    flags = flags_to_ask(session, known, _named(_FLAG)) if spoken else ()
    to_do = actions_to_ask(session, known, _named(_ACTION)) if spoken else ()
    form = form_for(kind, flags, to_do)
    first = {
        "day": today(session),
        "channel": kinds.channel_at(kind, request.args.get("channel", "")),
        **{f"action_{row}_owner_id": actor().worker for row in ACTION_ROWS},
    }
    late = queries.late_visits(session, known, kind, today(session))
    workers = workers_to_own(session, young_person, today(session))
    return form(**first).fit(today(session), workers, late)


def _save(young_person: YoungPerson, form: ContactForm) -> Contact:
    session, own = db_session(), worker_of(db_session(), identity(young_person), today(db_session()))
    owner_id = identity(own) if own is not None else actor().worker
    return service.record_contact(
        session, actor(), young_person, form.details(), form.flag_answers(), form.change(),
        form.new_risk(owner_id, today(session)), form.actions(), form.progress(),
    )  # fmt: skip
