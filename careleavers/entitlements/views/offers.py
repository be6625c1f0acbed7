"""The council's local offer: read by all staff, kept by service managers."""

from flask import flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from careleavers.db import today
from careleavers.domain.permissions import Permission
from careleavers.drafts.pages import drafted
from careleavers.entitlements import queries, table
from careleavers.entitlements.forms import CheckForm, EndOfferForm, OfferForm, ReplaceForm
from careleavers.entitlements.listing import read_table
from careleavers.entitlements.views.blueprint import Page, blueprint
from careleavers.models import Offer
from careleavers.web.access import actor, allow, db_session
from careleavers.web.once import once
from careleavers.web.submitting import SAVED, submit


@blueprint.route("/local-offer")
@allow(Permission.SEE_OFFERS)
def list_offers() -> str:
    """What there is now, what is to be checked, what is to come and what was."""
    session = db_session()
    return render_template("entitlements/list_offers.html", table=read_table(session), today=today(session))


@blueprint.route("/local-offer/<offer>")
@allow(Permission.SEE_OFFERS)
def show_offer(offer: Offer) -> str:
    """One row in full, and the rows before and after it."""
    session = db_session()
    return render_template(
        "entitlements/show_offer.html", offer=offer, series=queries.series_of(session, offer), today=today(session),
        checkers=queries.checkers(session), due=queries.checks_due(session, [offer]),
    )  # fmt: skip


@blueprint.route("/local-offer/add", methods=["GET", "POST"])
@allow(Permission.MANAGE_OFFERS)
@drafted("New row of the local offer")
@once
def add_offer() -> Page:
    """A new offer."""
    form = OfferForm()
    status = submit(
        form, lambda: table.add_offer(db_session(), actor(), form.details(form["name"].data), certain=form.certain.data)
    )
    if status == SAVED:
        flash("Added to the local offer")
        return redirect(url_for("entitlements.list_offers"))
    return render_template("entitlements/add_offer.html", form=form), status


@blueprint.route("/local-offer/<offer>/replace", methods=["GET", "POST"])
@allow(Permission.MANAGE_OFFERS)
@drafted("Change of the local offer")
@once
def replace_offer(offer: Offer) -> Page:
    """The same offer with something different from a day on."""
    form = ReplaceForm.of(offer)
    status = submit(
        form,
        lambda: table.replace_offer(
            db_session(), actor(), offer, form.details(offer.name), form.version.data, certain=form.certain.data
        ),
        offer,
    )
    if status == SAVED:
        return _done("Saved as a new row. What was offered and paid before stays as it was", offer)
    return render_template("entitlements/replace_offer.html", form=form, offer=offer, today=today(db_session())), status


@blueprint.route("/local-offer/<offer>/end", methods=["GET", "POST"])
@allow(Permission.MANAGE_OFFERS)
@drafted("End of an offer")
@once
def end_offer(offer: Offer) -> Page:
    """It no longer applies from a day on."""
    form = EndOfferForm(version=offer.version)
    status = submit(
        form,
        lambda: table.end_offer(db_session(), offer, form.ends_on.data, form.reason.data, form.version.data),
        offer,
    )
    if status == SAVED:
        return _done("Its end is recorded. Alerts about it go with tonight’s check", offer)
    return render_template("entitlements/end_offer.html", form=form, offer=offer, today=today(db_session())), status


@blueprint.route("/local-offer/<offer>/check", methods=["GET", "POST"])
@allow(Permission.MANAGE_OFFERS)
@drafted("Check of an offer")
@once
def check_offer(offer: Offer) -> Page:
    """Say that it was held against its source today."""
    form = CheckForm(version=offer.version)
    status = submit(
        form, lambda: table.check_offer(db_session(), actor(), offer, form.found.data, form.version.data), offer
    )
    if status == SAVED:
        flash("Checked today")
        return redirect(url_for("entitlements.list_offers", _anchor="check"))
    return render_template("entitlements/check_offer.html", form=form, offer=offer, today=today(db_session())), status


def _done(words: str, offer: Offer) -> Response:
    flash(words)
    return redirect(url_for("entitlements.show_offer", offer=offer.public_id))
