"""Rows of the local offer and steps, as services take them and as pages send them."""

from datetime import date
from typing import Any

from careleavers.domain.entitlements import AmountKind, AmountPer, OfferGround, StepKind
from careleavers.domain.terms import LegalCategory
from careleavers.models import OfferDetails, StepDetails
from careleavers.models.entitlements import as_kept
from tests.conftest import TODAY

EVERYBODY = tuple(each for each in LegalCategory if each.value not in ("undecided", "closed", "not_eligible"))


def offered(**more: Any) -> OfferDetails:
    """A row for everybody from 16 until 25, without an amount; `more` replaces answers."""
    facts = {
        "name": "Leisure pass", "what": "Swimming and the gym", "how": "Ask your worker", "age_from": 16,
        "until_age": 25, "categories": as_kept(EVERYBODY), "ground": OfferGround.LOCAL, "source": "The council, 2026",
    }  # fmt: skip
    return OfferDetails(**{**facts, **more})


def money(
    pence: int = 200_000, kind: AmountKind = AmountKind.EXACTLY, per: AmountPer = AmountPer.ONCE
) -> dict[str, Any]:
    """An amount as a row keeps it."""
    return {"amount_pence": pence, "amount_kind": kind, "per": per}


def stepped(kind: StepKind = StepKind.OFFERED, on: date = TODAY, **more: Any) -> StepDetails:
    """What became of an entitlement; `more` replaces answers."""
    return StepDetails(kind=kind, happened_on=on, **more)


def sent_offer(**more: Any) -> dict[str, Any]:
    """A row as the page sends it; an answer of None is left out."""
    answers = {
        "name": "Laptop", "what": "A laptop to study with", "how": "Ask your worker", "age_from": "16",
        "until_age": "25", "categories": ["former_relevant", "relevant"], "condition": "nothing",
        "amount_kind": "up_to", "amount": "450.50", "per": "once", "ground": "local", "source": "Cabinet, May 2025",
        "reminder": "entitled", "certain": "True", **more,
    }  # fmt: skip
    return {name: value for name, value in answers.items() if value is not None}


def day_sent(name: str, day: date) -> dict[str, str]:
    """A day as a page sends it."""
    return {f"{name}-day": str(day.day), f"{name}-month": str(day.month), f"{name}-year": str(day.year)}
