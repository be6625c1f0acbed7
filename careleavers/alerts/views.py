"""The queue, what is due, acknowledging, the catalogue of rules, and what a monitor asks of the service."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col
from werkzeug.wrappers import Response

from careleavers.alerts import calendars, digests, fortnight, heartbeat, missed, offers, outbox, queries, service, since
from careleavers.alerts import queue as listing
from careleavers.alerts.acts import act_for
from careleavers.alerts.escalation import managers_on
from careleavers.alerts.forms import AcknowledgeForm, MessagesForm, MissedForm, QueueForm, SnoozeForm
from careleavers.alerts.own import read_own
from careleavers.config import Settings
from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.models import Alert
from careleavers.models.base import now_utc
from careleavers.web.access import actor, allow, db_session, public
from careleavers.web.once import once
from careleavers.web.requests import opened_list
from careleavers.web.submitting import SAVED, submit

blueprint = Blueprint("alerts", __name__)
Page = str | Response | tuple[str, int]


def _health() -> heartbeat.Health:
    settings: Settings = current_app.config["SETTINGS"]
    session = db_session()
    return heartbeat.health(session, now_utc(), settings.sweep_stale_hours, today(session))


def _problem() -> str:
    """What is wrong with the sweeps, in words; empty if nothing is."""
    try:
        return _health().problem
    except SQLAlchemyError:
        return "the database cannot be read"


@blueprint.app_context_processor
def words_of_the_sweep() -> dict[str, Any]:
    """Give every template `sweep_problem`, to say when what it shows may be out of date, and `act_for`."""
    return {"sweep_problem": _problem, "act_for": act_for}


@blueprint.route("/alerts")
@allow(Permission.SEE_QUEUE)
def queue() -> Page:
    """Everybody with something late or coming, worst harm first."""
    session, form = db_session(), QueueForm()
    form.offer(*offers.workers_and_teams(session, actor()))
    good = form.validate()
    filters = form.filters() if good else listing.Filters()
    found = listing.read_queue(session, actor(), filters, request.args.get("after", ""))
    opened_list(found.young_person_ids)
    page = render_template(
        "alerts/queue.html", form=form, queue=found, chosen=form.chosen() if good else {}, as_of=today(session),
        managers=managers_on(session, today(session)), since=since.last_look(session, actor(), now_utc()),
    )  # fmt: skip
    return page, 200 if good else 422


@blueprint.route("/alerts/changes")
@allow(Permission.SEE_QUEUE)
def changes() -> Page:
    """What came and what went since whoever is signed in last opened the queue."""
    found = since.changed_since(db_session(), actor(), now_utc())
    opened_list(found.young_person_ids)
    return render_template("alerts/changes.html", since=found)


@blueprint.route("/alerts/calendar")
@allow(Permission.SEE_QUEUE)
def calendar() -> Page:
    """The next fourteen days of everybody in reach."""
    days = fortnight.read_fortnight(db_session(), actor(), own=False)
    opened_list(fortnight.young_person_ids(days))
    return render_template("alerts/calendar.html", days=days, own=False)


@blueprint.route("/due/calendar")
@allow(Permission.SEE_OWN_ALERTS)
def own_calendar() -> Page:
    """The next fourteen days of those allocated to whoever is signed in."""
    days = fortnight.read_fortnight(db_session(), actor(), own=True)
    opened_list(fortnight.young_person_ids(days))
    return render_template(
        "alerts/calendar.html", days=days, own=True, known=calendars.address_of(db_session(), actor())
    )


@blueprint.route("/due/calendar/address", methods=["POST"])
@allow(Permission.SEE_OWN_ALERTS)
def make_calendar_address() -> Page:
    """Make an address for one's own calendar and show it, once."""
    word = service.make_calendar_address(db_session(), actor())
    return render_template("alerts/make_calendar_address.html", word=word)


@blueprint.route("/due/calendar/stop", methods=["POST"])
@allow(Permission.SEE_OWN_ALERTS)
def stop_calendar_address() -> Page:
    """Stop the address of one's own calendar."""
    service.stop_calendar_address(db_session(), actor())
    flash("The address has stopped. A calendar that used it will show nothing new.")
    return redirect(url_for("alerts.own_calendar"))


@blueprint.route("/calendar/<word>.ics")
@public
def calendar_file(word: str) -> Page:
    """Somebody's own two weeks for a calendar program, without names, at an address only they know."""
    found = calendars.file_for(db_session(), word)
    return abort(404) if found is None else Response(found, mimetype="text/calendar")


@blueprint.route("/due")
@allow(Permission.SEE_OWN_ALERTS)
def mine() -> Page:
    """What is due for those allocated to whoever is signed in."""
    own = read_own(db_session(), actor())
    opened_list(own.young_person_ids)
    return render_template("alerts/mine.html", own=own, as_of=today(db_session()))


@blueprint.route("/alerts/<alert>/acknowledge", methods=["GET", "POST"])
@allow(Permission.ACKNOWLEDGE_ALERT)
@once
def acknowledge(alert: Alert) -> Page:
    """Decide something about an alert, by a day."""
    said = "Decision saved. The alert stays until what is missing is recorded."
    return _decided(alert, AcknowledgeForm(), said, "alerts/acknowledge.html")


@blueprint.route("/alerts/<alert>/snooze", methods=["GET", "POST"])
@allow(Permission.ACKNOWLEDGE_ALERT)
@once
def snooze(alert: Alert) -> Page:
    """Put an alert off until a day, with a reason; never beyond what the law requires."""
    said = "Put off. It stays on the list, after everything else, and comes back on the day after."
    return _decided(alert, SnoozeForm(), said, "alerts/snooze.html")


def _decided(alert: Alert, form: AcknowledgeForm | SnoozeForm, said: str, template: str) -> Page:
    """Keep what a form says of an alert and go back to the queue, or show the form with the alert above it."""
    session = db_session()
    opened_list([alert.young_person_id] if alert.young_person_id else [])
    status = submit(form, lambda: service.acknowledge_alert(session, actor(), alert, form.details()))
    if status == SAVED:
        flash(said)
        return redirect(url_for("alerts.queue"))
    shown = queries.open_alerts(session, today(session), col(Alert.id) == alert.id)
    return render_template(template, form=form, alert=next(iter(shown), None), as_of=today(session)), status


@blueprint.route("/alerts/rules")
@allow(Permission.SEE_RULES)
def rules() -> Page:
    """Every rule in plain words: the limit in force, what stands behind it, what clears it, how many are open."""
    return render_template("alerts/rules.html", entries=offers.catalogue(db_session(), actor()))


@blueprint.route("/alerts/missed")
@allow(Permission.SEE_QUEUE)
def missed_dates() -> Page:
    """How many due dates passed without what was due, by rule, team and month."""
    session, form = db_session(), MissedForm()
    this_year = today(session).year
    form.offer(this_year, offers.workers_and_teams(session, actor())[1])
    good = form.validate()
    year, rule, team = (form[name].data or None if good else None for name in ("year", "rule", "team"))
    found = missed.figures(session, actor(), int(year or this_year), rule, team)
    chosen = {name: value for name, value in (("year", year), ("rule", rule), ("team", team)) if value}
    page = render_template("alerts/missed_dates.html", form=form, figures=found, chosen=chosen)
    return page, 200 if good else 422


@blueprint.route("/messages", methods=["GET", "POST"])
@allow(Permission.CHOOSE_MESSAGES)
def choose_messages() -> Page:
    """Choose how often, and from which hour, one is told what is on one's list."""
    session = db_session()
    form = MessagesForm(obj=digests.choice_of(session, actor().worker))
    status = submit(form, lambda: service.choose_messages(session, actor(), form.often.data, form.hour.data))
    if status == SAVED:
        flash("Saved. It holds from the next message on.")
        return redirect(url_for("accounts.own"))
    return render_template("alerts/choose_messages.html", form=form), status


@blueprint.route("/service")
@allow(Permission.SEE_SERVICE_HEALTH)
def service_health() -> Page:
    """The ledger of checks, and what was sent to staff and what could not be."""
    session = db_session()
    sweeps, messages = heartbeat.sweeps_done(session), outbox.latest_messages(session)
    return render_template("alerts/service_health.html", sweeps=sweeps, messages=messages)


@blueprint.route("/health/live")
@public
def live() -> Response:
    """That the server answers at all."""
    return Response("alive", mimetype="text/plain")


@blueprint.route("/health/ready")
@public
def ready() -> Response:
    """That alerts can be relied on: 503 if the last sweep is too old, a rule failed in it, or the database is away."""
    words = _problem()
    return Response(words or "ready", status=503 if words else 200, mimetype="text/plain")
