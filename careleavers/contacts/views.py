"""Recording a contact: the kind first, then only the questions that it needs."""

import re

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.actions.queries import workers_to_own
from careleavers.contacts import kinds, queries, service
from careleavers.contacts.forms import ContactForm, form_for
from careleavers.contacts.questions import ACTION_ROWS
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.domain.terms import ContactKind
from careleavers.drafts.pages import answers_sent, drafted
from careleavers.models import Contact, YoungPerson
from careleavers.models.base import identity
from careleavers.people.bar import worker_of
from careleavers.risks.queries import flags_to_ask
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("contacts", __name__)
# What a page says it asked about; more than one young person could have at once is not a page of ours.
_FLAG, _MOST_FLAGS = re.compile(r"flag_([a-z2-7]{26})"), 40


@blueprint.route("/young-people/<young_person>/contacts/record")
@allow(Permission.RECORD_CONTACT)
def choose(young_person: YoungPerson) -> str:
    """What happened? Six answers, each one tap."""
    offered = [(kind.label, kinds.MEANS[kind], kinds.address_of(kind)) for kind in ContactKind]
    return render_template("contacts/choose.html", young_person=young_person, offered=offered)


@blueprint.route("/young-people/<young_person>/contacts/record/<kind>", methods=["GET", "POST"])
@allow(Permission.RECORD_CONTACT)
@drafted(kinds.label_at)
@once
def record(young_person: YoungPerson, kind: str) -> str | Response | tuple[str, int]:
    """Record a contact of one kind."""
    form = _form(young_person, kinds.kind_at(kind) or abort(404))
    status = submit(form, lambda: _save(young_person, form))
    if status == SAVED:
        flash("Contact recorded")
        return redirect(url_for("people.show", young_person=young_person.public_id))
    return render_template("contacts/record.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/contacts/<contact>")
@allow(Permission.SEE_RECORD)
def show(young_person: YoungPerson, contact: Contact) -> str:
    """One contact with everything that was said and agreed at it."""
    whole = queries.whole(db_session(), contact)
    return render_template(
        "contacts/show.html", young_person=young_person, whole=whole, contact=contact, today=today(db_session())
    )


def _form(young_person: YoungPerson, kind: ContactKind) -> ContactForm:
    """The questions of a kind, those about risks that the page already asked about among them."""
    session = db_session()
    named = [found[1].upper() for name in answers_sent() if (found := _FLAG.fullmatch(name))][:_MOST_FLAGS]
    flags = flags_to_ask(session, identity(young_person), named) if kinds.is_spoken(kind) else ()
    form = form_for(kind, flags)
    first = {"day": today(session), **{f"action_{row}_owner_id": actor().worker for row in ACTION_ROWS}}
    late = queries.late_visits(session, identity(young_person), kind, today(session))
    workers = workers_to_own(session, young_person, today(session))
    return form(**first).fit(today(session), workers, late)


def _save(young_person: YoungPerson, form: ContactForm) -> Contact:
    session, own = db_session(), worker_of(db_session(), identity(young_person), today(db_session()))
    owner_id = identity(own) if own is not None else actor().worker
    return service.record_contact(
        session, actor(), young_person, form.details(), form.flag_answers(), form.change(),
        form.new_risk(owner_id, today(session)), form.actions(),
    )  # fmt: skip
