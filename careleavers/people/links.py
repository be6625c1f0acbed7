"""Pages about one young person, wherever they live: each is offered only to whoever may open it."""

from dataclasses import dataclass

from flask import request, url_for

from careleavers.models import YoungPerson
from careleavers.web.navigation import opens


@dataclass(frozen=True)
class Page:
    """A page of the record: its endpoint, its words, and the other pages that count as the same tab."""

    endpoint: str
    label: str
    within: tuple[str, ...] = ()


TABS = [
    Page("people.show", "Now", ("voice.show",)),
    Page("history.timeline", "Timeline", ("history.print_timeline",)),
    Page("plans.show_current", "Plan", ("plans.show_version", "plans.show_review")),
    Page("risks.register_of", "Risks", ("referrals.show", "missing.show")),
    Page("oversight.timeline", "Oversight", ("oversight.show_note",)),
    Page("spells.homes", "Homes"),
    Page("spells.eet", "Work and study", ("panels.show",)),
    Page("network.show", "People"),
    Page("entitlements.show", "Entitlements"),
    Page("changes.list_changes", "Changes"),
    Page("actions.list_actions", "Actions"),
    Page("allocations.history", "Workers", ("allocations.end",)),
    Page("documents.checklist", "Documents"),
    Page(
        "people.identity",
        "Identity",
        (
            "people.category",
            "people.safe_contacts",
            "people.viewers",
            "invitations.show",
            "immigration.show",
            "deaths.show",
            "protection.restrict",
            "protection.keep_apart",
        ),
    ),
]
ACTS = [
    Page("risks.raise_flag", "Raise a risk"),
    Page("referrals.record", "Record a referral"),
    Page("missing.record", "Record them missing"),
    Page("changes.record", "Record a change"),
    Page("spells.start_home", "Record a new home"),
    Page("spells.start_eet", "Record work or study"),
    Page("panels.record", "Record what a panel said"),
    Page("plans.hold_review", "Hold a review"),
]


def page_names() -> dict[str, str]:
    """What each page of the record is called, by its endpoint; a page within a tab has the tab's name."""
    named = {within: page.label for page in TABS for within in page.within}
    return named | {page.endpoint: page.label for page in (*TABS, *ACTS)} | {"people.viewers": "Who opened it"}


def address(endpoint: str, young_person: YoungPerson) -> str:
    """The address of a page about this young person."""
    return url_for(endpoint, young_person=young_person.public_id)


def tabs(young_person: YoungPerson) -> list[tuple[str, str, bool]]:
    """The tabs of the record as (words, address, whether it is this page)."""
    return [
        (page.label, address(page.endpoint, young_person), request.endpoint in (page.endpoint, *page.within))
        for page in TABS
        if opens(page.endpoint)
    ]


def acts(young_person: YoungPerson) -> list[tuple[str, str]]:
    """What can be recorded from the record's own page, as (words, address)."""
    return [(page.label, address(page.endpoint, young_person)) for page in ACTS if opens(page.endpoint)]


def main_act(young_person: YoungPerson) -> tuple[str, str] | None:
    """The one thing done most often: recording a contact; None for whoever may not."""
    endpoint = "contacts.choose"
    return ("Record contact", address(endpoint, young_person)) if opens(endpoint) else None
