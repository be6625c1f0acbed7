"""What cannot be recorded of the local offer and of entitlements, each refused with a sentence that says what to do."""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session

from careleavers.db import today
from careleavers.domain.dates import long_date
from careleavers.domain.entitlements import AmountKind, OfferCondition, Payment, StepKind, amount_in_words, most_within
from careleavers.domain.money import pounds
from careleavers.domain.plans import is_placeholder
from careleavers.domain.refusals import Refused
from careleavers.entitlements.queries import payments_in
from careleavers.models import EntitlementStep, Offer, OfferDetails, StepDetails, YoungPerson

ENDED = "This row ended on {day}. Add the offer again if it is back"
_PER = {"once": "in all", "year": "in 12 months", "week": "in 7 days"}


def when(session: Session, young_person: YoungPerson, day: date) -> None:
    """Refuse a step on a day to come or before birth."""
    if day > today(session):
        raise Refused("happened_on", f"Enter today, {long_date(today(session))}, or an earlier day")
    if day < young_person.born_on:
        raise Refused("happened_on", f"They were born on {long_date(young_person.born_on)}. Enter a later day")


def what(details: StepDetails, chosen: Sequence[Offer]) -> None:
    """Refuse a step of nothing, money for several entitlements at once or for none, and what says too little."""
    if not chosen:
        raise Refused("offers", "Choose what this is about")
    if details.kind is StepKind.PAID:
        if len(chosen) > 1:
            raise Refused("offers", "Choose one: what was paid or given is recorded for one entitlement at a time")
        if details.amount_pence is None and chosen[0].amount_pence is not None:
            raise Refused("amount", f"Enter how much was paid. This offer is {chosen[0].amount_words}")
    elif details.amount_pence is not None:
        raise Refused("amount", "An amount is only recorded for what was paid. Choose “Paid or given”, or clear it")
    if details.kind is StepKind.NOT_THEIRS and is_placeholder(details.words):
        raise Refused("words", "Say why it does not apply to them, so that nobody has to ask again")


def in_force(row: Offer | None, chosen: Offer, day: date) -> Offer:
    """The row of the table that was in force on a day. Refuses a day on which there was none."""
    if row is None:
        began = (
            f" It is offered from {long_date(chosen.began_on)}." if chosen.began_on and day < chosen.began_on else ""
        )
        raise Refused("happened_on", f"“{chosen.name}” was not on offer on {long_date(day)}.{began} Check the day")
    return row


def not_too_much(offer: Offer, details: StepDetails, before: Iterable[EntitlementStep]) -> None:
    """Refuse money beyond what the offer is, unless somebody says why. What is “at least” so much has no end."""
    paid, most = details.amount_pence, offer.amount_pence
    if paid is None or most is None or offer.amount_kind is AmountKind.AT_LEAST:
        return
    total = most_within(payments_in(before), Payment(details.happened_on, paid), offer.per)
    if total > most and is_placeholder(details.over_reason):
        whole = amount_in_words(most, offer.amount_kind, offer.per)
        raise Refused(
            "over_reason",
            f"With this {pounds(total)} would be paid {_PER[offer.per.value]}, and the offer is {whole}."
            " Say why, or correct the amount",
        )


def offer_makes_sense(details: OfferDetails) -> None:
    """Refuse ages in the wrong order, a question for them that is not there, and half an amount."""
    if details.until_age <= details.age_from:
        raise Refused(
            "until_age", f"It begins at {details.age_from}. Enter a later birthday, {details.age_from + 1} or more"
        )
    if details.condition is OfferCondition.ASK and is_placeholder(details.condition_words):
        raise Refused("condition_words", "Write what to ask them, for example “You are moving into a home of your own”")


def replacing(old: Offer, from_on: date) -> None:
    """Refuse a row that would leave a gap, or begin before the one it replaces."""
    if old.from_on is not None and from_on < old.from_on:
        raise Refused(
            "from_on", f"The row it replaces began on {long_date(old.from_on)}. Enter that day or a later one"
        )
    if old.ends_on is not None and from_on > old.ends_on:
        raise Refused(
            "from_on", f"The row it replaces ends on {long_date(old.ends_on)}. Enter that day or an earlier one"
        )


def not_over(session: Session, offer: Offer) -> None:
    """Refuse to touch a row that has ended."""
    if offer.ends_on is not None and offer.ends_on <= today(session):
        raise Refused("", ENDED.format(day=long_date(offer.ends_on)))


def ends(offer: Offer, ends_on: date, reason: str) -> None:
    """Refuse an end before the beginning, or without a reason."""
    if offer.from_on is not None and ends_on < offer.from_on:
        raise Refused("ends_on", f"It began on {long_date(offer.from_on)}. Enter that day or a later one")
    if is_placeholder(reason):
        raise Refused("reason", "Say why it ends, and what there is instead if there is anything")
