"""Keeping the council's local offer. The only place that makes its rows.

A row is never rewritten: what changes is a new row from a day on, and the old one ends that day. Only whether it is
certain, and when it was checked last, stand on the row itself. Every function flushes; none commits.
"""

from datetime import date

from sqlmodel import Session

from careleavers.alerts.engine import refresh
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused, Stale
from careleavers.entitlements import checks
from careleavers.entitlements.details import Found
from careleavers.models import Offer, OfferDetails
from careleavers.models.base import identity

STALE = "Somebody else saved this row meanwhile"


def add_offer(session: Session, actor: Actor, details: OfferDetails, *, certain: bool) -> Offer:
    """A new offer. Workers are asked about it from today if it is certain.

    Raises Refused, with the field's own name, for ages in the wrong order or a question for them that is not there.
    """
    checks.offer_makes_sense(details)
    offer = _made(session, actor, details, certain=certain)
    session.add(offer)
    session.flush()
    offer.series_id, offer.began_on = identity(offer), offer.from_on
    return _settled(session, offer)


def replace_offer(
    session: Session, actor: Actor, old: Offer, details: OfferDetails, version: int, *, certain: bool
) -> Offer:
    """A row with what is different from a day on, in place of another that ends that day; its name stays.

    Raises Refused for a row that has ended, a day that leaves a gap, or what `add_offer` refuses; Stale when the old
    row was saved since `version`.
    """
    checks.not_over(session, old)
    if details.from_on is None:
        raise Refused("from_on", "Enter the day from which this is so")
    checks.offer_makes_sense(details)
    checks.replacing(old, details.from_on)
    _in_hand(old, version)
    with saving(session, "", STALE):
        old.ends_on, old.end_reason = details.from_on, "Replaced"
    offer = _made(session, actor, details, certain=certain)
    offer.series_id, offer.began_on = old.series_id, old.began_on
    if certain and old.watched_from_on is not None:
        offer.watched_from_on = old.watched_from_on
    with saving(session, "", STALE):
        session.add(offer)
    refresh(session, offer_id=identity(old))
    return _settled(session, offer)


def end_offer(session: Session, offer: Offer, ends_on: date, reason: str, version: int) -> Offer:
    """It no longer applies from a day on, and nothing replaces it.

    Raises Refused for a row that has ended, a day before it began, or without a reason; Stale when it was saved since
    `version`.
    """
    checks.not_over(session, offer)
    checks.ends(offer, ends_on, reason)
    _in_hand(offer, version)
    with saving(session, "", STALE):
        offer.ends_on, offer.end_reason = ends_on, reason
    return _settled(session, offer)


def check_offer(session: Session, actor: Actor, offer: Offer, found: Found, version: int) -> Offer:
    """Somebody held it against its source today. Found right, workers are asked about it from now on.

    Raises Refused for a row that has ended, Stale when it was saved since `version`.
    """
    checks.not_over(session, offer)
    _in_hand(offer, version)
    with saving(session, "", STALE):
        offer.last_checked_on, offer.checked_by_id = today(session), actor.worker
        offer.certain = found is Found.RIGHT
        offer.watched_from_on = (offer.watched_from_on or today(session)) if offer.certain else None
    return _settled(session, offer)


def _made(session: Session, actor: Actor, details: OfferDetails, *, certain: bool) -> Offer:
    return Offer.made(
        details, certain=certain, watched_from_on=today(session) if certain else None, added_on=today(session),
        last_checked_on=today(session), checked_by_id=actor.worker,
    )  # fmt: skip


def _in_hand(offer: Offer, version: int) -> None:
    if offer.version != version:
        raise Stale(STALE)


def _settled(session: Session, offer: Offer) -> Offer:
    session.flush()
    refresh(session, offer_id=identity(offer))
    return offer


__all__ = ["add_offer", "check_offer", "end_offer", "replace_offer"]
