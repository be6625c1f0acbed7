"""Pages on where somebody lives."""

from decimal import Decimal
from typing import Any

from flask import render_template

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.models import AccommodationSpell, YoungPerson
from careleavers.models.base import identity
from careleavers.spells import queries, service
from careleavers.spells.forms import CorrectHomeForm, EarlierHomeForm, EndForm, HomeForm
from careleavers.spells.views.blueprint import blueprint, done
from careleavers.web.access import actor, allow, db_session
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/young-people/<young_person>/homes")
@allow(Permission.SEE_RECORD)
def homes(young_person: YoungPerson) -> str:
    """The home of today and every earlier one, with the gaps."""
    history = queries.history(db_session(), AccommodationSpell, identity(young_person))
    return render_template("spells/homes.html", young_person=young_person, history=history, as_of=today(db_session()))


@blueprint.route("/young-people/<young_person>/homes/start", methods=["GET", "POST"])
@allow(Permission.CHANGE_HOME)
def start_home(young_person: YoungPerson) -> Any:
    """A new home; the one before ends the same day."""
    form, saving = HomeForm(), (db_session(), actor(), young_person)
    status = submit(form, lambda: service.start_home(*saving, form.details()))
    if status == SAVED:
        return done("New home recorded. Visit it soon: what is due is on their page.", "people.show", young_person)
    current = queries.history(db_session(), AccommodationSpell, identity(young_person)).current
    page = render_template("spells/start_home.html", young_person=young_person, form=form, current=current)
    return page, status


@blueprint.route("/young-people/<young_person>/homes/add-earlier", methods=["GET", "POST"])
@allow(Permission.CHANGE_HOME)
def add_earlier_home(young_person: YoungPerson) -> Any:
    """A home that is over, to fill a gap."""
    form, saving = EarlierHomeForm(), (db_session(), actor(), young_person)
    status = submit(form, lambda: service.add_earlier_home(*saving, form.details(), form.ended_on.data))
    if status == SAVED:
        return done("Earlier home recorded.", "spells.homes", young_person)
    return render_template("spells/add_earlier_home.html", young_person=young_person, form=form), status


@blueprint.route("/young-people/<young_person>/homes/<home>/end", methods=["GET", "POST"])
@allow(Permission.CHANGE_HOME)
def end_home(young_person: YoungPerson, home: AccommodationSpell) -> Any:
    """They left, and nothing is known to follow."""
    form = EndForm(version=home.version)
    status = submit(
        form,
        lambda: service.end_home(
            db_session(), young_person, home, form.ended_on.data, form.end_reason.data, form.version.data
        ),
        home,
    )
    if status == SAVED:
        return done("Home ended. Record where they are now as soon as you know.", "spells.homes", young_person)
    return render_template("spells/end_home.html", young_person=young_person, form=form, home=home), status


@blueprint.route("/young-people/<young_person>/homes/<home>/correct", methods=["GET", "POST"])
@allow(Permission.CHANGE_HOME)
def correct_home(young_person: YoungPerson, home: AccommodationSpell) -> Any:
    """Put right what is recorded; what it was stays in the audit trail."""
    pence = home.weekly_cost_pence
    form = CorrectHomeForm(obj=home, weekly_cost=None if pence is None else Decimal(pence).scaleb(-2))
    saving = (db_session(), young_person, home)
    status = submit(
        form,
        lambda: service.correct_home(*saving, form.details(), form.ended_on.data, form.version.data),
        home,
    )
    if status == SAVED:
        return done("Home corrected.", "spells.homes", young_person)
    return render_template("spells/correct_home.html", young_person=young_person, form=form, home=home), status
