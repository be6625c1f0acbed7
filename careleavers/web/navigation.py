"""The main menu: the pages that somebody's role lets them open, and which one they are on."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request

from careleavers.domain.permissions import Permission


@dataclass(frozen=True)
class Item:
    """One entry of the menu. `current` is true for every page of the same feature; `count` may be shown beside it."""

    endpoint: str
    label: str
    permission: Permission
    current: bool = False
    count: int | None = None


_MENU = [
    Item("people.my_young_people", "Young people", Permission.SEE_RECORD),
    Item("finding.search", "Search", Permission.SEE_RECORD),
    Item("contacts.choose_person", "Record contact", Permission.RECORD_CONTACT),
    Item("alerts.mine", "What is due", Permission.SEE_OWN_ALERTS),
    Item("exports.birthdays", "Birthdays", Permission.SEE_RECORD),
    Item("actions.mine", "My actions", Permission.UPDATE_ACTION),
    Item("alerts.queue", "Alerts", Permission.SEE_QUEUE),
    Item("risks.register", "Risks", Permission.CLOSE_RISK),
    Item("allocations.unallocated", "Unallocated", Permission.ALLOCATE),
    Item("oversight.approvals", "Approvals", Permission.DECIDE_PROPOSAL),
    Item("protection.overview", "Protected", Permission.RESTRICT),
    Item("emergency.list_used", "Emergency access", Permission.REVIEW_GLASS),
    Item("emergency.ask", "Emergency access", Permission.BREAK_GLASS),
    Item("snooping.list_findings", "Unusual openings", Permission.READ_FINDINGS),
    Item("supervision.team", "Supervision", Permission.RECORD_SUPERVISION),
    Item("supervision.mine", "Supervision", Permission.SEE_OWN_SUPERVISION),
    Item("entitlements.list_offers", "Local offer", Permission.SEE_OFFERS),
    Item("returns.imports", "Imports", Permission.IMPORT_RETURN),
    Item("exports.list_exports", "Exports", Permission.SEE_EXPORTS),
    Item("accounts.list_accounts", "Accounts", Permission.MANAGE_ACCOUNTS),
    Item("alerts.service_health", "Service", Permission.SEE_SERVICE_HEALTH),
    Item("languages.list_languages", "Languages", Permission.MANAGE_ACCOUNTS),
]


def opens(endpoint: str) -> bool:
    """Whether there is such a page and whoever is signed in may open it."""
    view = current_app.view_functions.get(endpoint)
    permission = getattr(view, "permission", None)
    return view is not None and (permission is None or g.actor.may(permission))


def _is_listed(endpoint: str) -> bool:
    """Whether there is such a page; one that only some of a role read says itself who they are."""
    view = current_app.view_functions.get(endpoint)
    listed = getattr(view, "listed", None)
    return view is not None and (listed is None or bool(listed()))


def menu() -> list[Item]:
    """The entries for whoever is signed in; empty for nobody and for a young person, who has their own.

    Of two entries with the same words the first that may be opened is shown.
    """
    acting = g.get("actor")
    if acting is None:
        return []
    shown: dict[str, Item] = {}
    for item in _MENU:
        if acting.may(item.permission) and _is_listed(item.endpoint):
            here = request.endpoint == item.endpoint
            shown.setdefault(item.label, Item(item.endpoint, item.label, item.permission, here))
    return list(shown.values())


def register(app: Flask) -> None:
    """Give every template its `navigation`."""
    app.context_processor(lambda: {"navigation": menu()})
