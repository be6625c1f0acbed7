"""Pages on what somebody does: work, study, or neither."""

from typing import Any

from flask import render_template

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.models import EetSpell, YoungPerson
from careleavers.models.base import identity
from careleavers.spells import queries, service
from careleavers.spells.forms import CorrectEetForm, EarlierEetForm, EetForm, EndForm
from careleavers.spells.views.blueprint import blueprint, done
from careleavers.web.access import actor, allow, db_session
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/young-people/<young_person>/work-and-study")
@allow(Permission.SEE_RECORD)
def eet(young_person: YoungPerson) -> str:
    """What they do today and did before, with the gaps."""
    history = queries.history(db_session(), EetSpell, identity(young_person))
    return render_template("spells/eet.html", young_person=young_person, history=history, as_of=today(db_session()))


@blueprint.route("/young-people/<young_person>/work-and-study/start", methods=["GET", "POST"])
@allow(Permission.CHANGE_EET)
def start_eet(young_person: YoungPerson) -> Any:
    """Something new; what they did before ends the same day."""
    form, saving = EetForm(), (db_session(), actor(), young_person)
    status = submit(form, lambda: service.start_eet(*saving, form.details()))
    if status == SAVED:
        return done("Recorded.", "people.show", young_person)
    current = queries.history(db_session(), EetSpell, identity(young_person)).current
    page = render_template("spells/start_eet.html", young_person=young_person, form=form, current=current)
    return page, status


@blueprint.route("/young-people/<young_person>/work-and-study/add-earlier", methods=["GET", "POST"])
@allow(Permission.CHANGE_EET)
def add_earlier_eet(young_person: YoungPerson) -> Any:
    """Something that is over, to fill a gap."""
    form, saving = EarlierEetForm(), (db_session(), actor(), young_person)
    status = submit(form, lambda: service.add_earlier_eet(*saving, form.details(), form.ended_on.data))
    if status == SAVED:
        return done("Recorded.", "spells.eet", young_person)
    return render_template("spells/add_earlier_eet.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/work-and-study/<eet>/end", methods=["GET", "POST"])
@allow(Permission.CHANGE_EET)
def end_eet(young_person: YoungPerson, eet: EetSpell) -> Any:
    """It ended, and nothing is known to follow."""
    form = EndForm(version=eet.version)
    status = submit(
        form,
        lambda: service.end_eet(
            db_session(), young_person, eet, form.ended_on.data, form.end_reason.data, form.version.data
        ),
        eet,
    )
    if status == SAVED:
        return done("Ended. Record what they do now as soon as you know.", "spells.eet", young_person)
    return render_template("spells/end_eet.html", young_person=young_person, form=form, eet=eet), status


@blueprint.route("/young-people/<young_person>/work-and-study/<eet>/correct", methods=["GET", "POST"])
@allow(Permission.CHANGE_EET)
def correct_eet(young_person: YoungPerson, eet: EetSpell) -> Any:
    """Put right what is recorded; what it was stays in the audit trail."""
    form, saving = CorrectEetForm(obj=eet), (db_session(), young_person, eet)
    status = submit(
        form,
        lambda: service.correct_eet(*saving, form.details(), form.ended_on.data, form.version.data),
        eet,
    )
    if status == SAVED:
        return done("Corrected.", "spells.eet", young_person)
    return render_template("spells/correct_eet.html", young_person=young_person, form=form, eet=eet), status
