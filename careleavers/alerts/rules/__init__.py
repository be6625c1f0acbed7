"""The rules, one file per family; importing this package files them all, in the order they are applied.

May import: models. Three words to know: *duty* (who is owed something, from when until when), *due*
(the columns every rule selects) and *catalogue* (the one list of rules).
"""

from careleavers.alerts.rules import (
    allocation,
    asked,
    assessments,
    birthdays,
    caseloads,
    contact,
    curiosity,
    custody,
    deaths,
    entitlements,
    explained,
    health,
    housing,
    immigration,
    missing,
    oversight,
    panels,
    papers,
    plan_words,
    plans,
    proposals,
    protection,
    referral_answers,
    referrals,
    reviews,
    risk_records,
    standing,
    supervision,
    visits,
    voice,
)
from careleavers.alerts.rules.catalogue import RULES, Rule

# Always the same order: two processes that take locks in one order cannot wait for each other.
IN_ORDER: tuple[Rule, ...] = tuple(RULES[id] for id in sorted(RULES))

__all__ = [
    "IN_ORDER", "RULES", "Rule", "allocation", "asked", "assessments", "birthdays", "caseloads", "contact", "curiosity",
    "custody", "deaths", "entitlements", "explained", "health", "housing", "immigration", "missing", "oversight",
    "panels", "papers", "plan_words", "plans", "proposals", "protection", "referral_answers", "referrals", "reviews",
    "risk_records", "standing", "supervision", "visits", "voice",
]  # fmt: skip
