"""The page on which somebody does what clears an alert, offered to whoever may open it."""

from flask import url_for

from careleavers.models import Offer, YoungPerson
from careleavers.web.navigation import opens

_BY_CONTACT = ("R20b", "R23", "R24", "R25", "R26", "R27", "R27b", "R29", "R30", "R31", "R33", "R36", "R43")
# Which page does what clears an alert; whatever is not here has none that one person can open.
CLEARED_BY = {
    "contacts.choose": ("Record contact", _BY_CONTACT),
    "plans.hold_review": ("Hold a review", ("R07", "R08", "R09", "R10", "R34", "R36b")),
    "plans.reviews": ("Answer it", ("R08b",)),
    "risks.register_of": ("Look at the risks", ("R41", "R41b")),
    "referrals.record": ("Record the decision", ("R46", "R47", "R49")),
    "referrals.show": ("Open the referrals", ("R48", "R48b", "R48c")),
    "deaths.show": ("Open who was told", ("R61",)),
    "missing.show": ("Open the times missing", ("R44", "R44b", "R45")),
    "panels.show": ("Open what panels said", ("R53", "R53b")),
    "spells.homes": ("Open their homes", ("R50", "R52")),
    "exports.birthdays": ("Open the birthday list", ("R84", "R85")),
    "people.decide_category": ("Decide on the category", ("R19",)),
    "documents.checklist": ("Open the identity papers", ("R56",)),
    "network.show": ("Open health and people", ("R54", "R55")),
    "immigration.record_step": ("Record what was done", ("R57", "R57b", "R57c")),
    "voice.show": ("Open what they say", ("R89", "R89b", "R90", "R90b")),
    "plans.assess_needs": ("Assess needs", ("R01", "R02", "R03", "R04")),
    "plans.show_current": (
        "Open the plan",
        ("R05", "R06", "R11", "R12", "R13", "R14", "R15", "R18", "R28", "R42"),
    ),
    "entitlements.record_step": ("Record what became of it", ("R59", "R59b", "R60")),
    "protection.of_record": ("Open the restriction", ("R98", "R98b")),
    "oversight.write_note": ("Write an oversight note", ("R40", "R51", "R94", "R95", "R96")),
    "oversight.timeline": ("Open the oversight", ("R93", "R93b", "R97")),
    "actions.list_actions": ("Open the actions", ("R17",)),
    "allocations.allocate": ("Allocate a worker", ("R20", "R21", "R22", "R99")),
}


def act_for(rule_id: str, young_person: YoungPerson | None, offer: Offer | None = None) -> tuple[str, str] | None:
    """The words and the address of the page that clears a rule's alert; None where there is none to offer."""
    if offer is not None:
        checks = "entitlements.check_offer"
        return ("Check this row", url_for(checks, offer=offer.public_id)) if opens(checks) else None
    for endpoint, (words, rules) in CLEARED_BY.items():
        if rule_id in rules and young_person is not None and opens(endpoint):
            return words, url_for(endpoint, young_person=young_person.public_id)
    return None


__all__ = ["CLEARED_BY", "act_for"]
