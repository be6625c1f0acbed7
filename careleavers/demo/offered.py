"""The made-up council's local offer, most of it checked, and what its young people were offered, asked for and paid.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.db import Database
from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.actors import job
from careleavers.domain.dates import DAY
from careleavers.domain.entitlements import AmountPer, Holds, Known, OfferReminder, StepKind
from careleavers.domain.terms import EetCode
from careleavers.models import Offer
from careleavers.models.base import identity

# Laws that had not begun when the table was put together: the made-up council waits as well.
_NOT_BEGUN = ("Staying Close", "More in the council’s local offer", "Nobody says you made yourself homeless")
_SAID = {
    StepKind.OFFERED: "Went through it together, will think about it.",
    StepKind.CLAIMED: "Sent it off together.",
    StepKind.PAID: "Has had it.",
    StepKind.DECLINED: "Not now, thanks.",
    StepKind.NOT_THEIRS: "Asked: it does not fit how they live.",
}


def read_offers(database: Database) -> Sequence[Offer]:
    """The local offer as every installation begins with it."""
    with database.reading(job("demo")) as session:
        offers = session.execute(select(Offer).order_by(col(Offer.id))).scalars().all()
        session.expunge_all()
    return offers


def check_offers(session: Session, manager_id: int, on: date) -> None:
    """The council took the table over a year and a half ago and checks it, some rows later than it should."""
    for offer in session.execute(select(Offer)).scalars():
        offer.added_on = on - timedelta(days=540)
        offer.certain = offer.name not in _NOT_BEGUN
        offer.watched_from_on = offer.added_on if offer.certain else None
        offer.checked_by_id = manager_id
        offer.last_checked_on = on - timedelta(days=200 if identity(offer) % 4 == 3 else 20 + identity(offer) * 5)
    session.flush()


def offer_to_all(tables: Tables, people: Sequence[Person], offers: Sequence[Offer], on: date) -> None:
    """Nearly everybody was offered nearly everything that is theirs; some answered, and some were paid."""
    studies: dict[int, EetCode] = {
        spell["young_person_id"]: spell["code"]
        for spell in tables.rows.get("eet_spell", [])
        if spell["ended_on"] is None
    }
    for person in (each for each in people if has_duty(each, on) and each.worker is not None):
        known = Known(
            person.born_on, person.row["suggested_category"], person.row.get("parent"), studies.get(person.id)
        )
        for offer in offers:
            if offer.name not in _NOT_BEGUN and offer.reminder is not OfferReminder.NEVER:
                _one(tables, person, known, offer, on)


def _one(tables: Tables, person: Person, known: Known, offer: Offer, on: date) -> None:
    holds, number = offer.bounds.holds(known, on), person.id * 7 + identity(offer)
    if holds is Holds.NO or number % (45 if offer.reminder is OfferReminder.BIRTHDAYS else 90) == 0:
        return
    since = max(offer.bounds.begins_on(known), person.duty_from or on)
    if offer.reminder is OfferReminder.BIRTHDAYS:
        since = max([day for day in (known.turns(16), known.turns(18)) if day <= on])
    told = max(since, on - timedelta(days=30 + number % 300))
    _step(tables, person, offer, StepKind.OFFERED, told)
    if holds is Holds.ASK and number % 3 == 0:
        _step(tables, person, offer, StepKind.NOT_THEIRS, told)
    elif number % 11 == 0:
        _step(tables, person, offer, StepKind.DECLINED, min(told + 9 * DAY, on))
    elif number % 4 == 0:
        _step(tables, person, offer, StepKind.CLAIMED, min(told + 12 * DAY, on))
        if number % 8 == 0:
            paid = (
                offer.amount_pence if offer.per is not AmountPer.ONCE or number % 16 else (offer.amount_pence or 0) // 2
            )
            _step(tables, person, offer, StepKind.PAID, min(told + 25 * DAY, on), paid or None)


def _step(tables: Tables, person: Person, offer: Offer, kind: StepKind, day: date, pence: int | None = None) -> None:
    assert person.worker is not None
    tables.add(
        "entitlement_step", young_person_id=person.id, offer_id=identity(offer), kind=kind, happened_on=day,
        amount_pence=pence, words=_SAID[kind], note="", over_reason="", recorded_by_id=person.worker["id"],
        struck_at=None, struck_by_id=None, struck_reason="",
    )  # fmt: skip


__all__ = ["check_offers", "offer_to_all", "read_offers"]
