"""Answers for each kind of contact, as a service takes them and as a page sends them."""

from datetime import date, timedelta
from typing import Any

import html5lib
from werkzeug.test import TestResponse

from careleavers.contacts.kinds import ASKED, address_of
from careleavers.domain.terms import Answer, Channel, ContactKind, RiskAnswer, RiskLevel, RiskType
from careleavers.models import ContactDetails, RiskFlag, YoungPerson
from tests.conftest import TODAY
from tests.people import People

_GIVEN: dict[str, Any] = {
    "planned": True,
    "channel": Channel.CALL,
    "place": "The library café",
    "source": "Her aunt, by phone",
    "seen_alone": Answer.YES,
    "home_seen": Answer.YES,
    "bedroom_seen": Answer.NO,
    "still_suitable": Answer.NOT_KNOWN,
    "feels_safe": Answer.YES,
    "purpose": "Look at the tenancy offer",
    "own_words": "I like it here now",
    "analysis": "She is settling, and eats with the others",
    "signs": "none",
    "risk_answer": RiskAnswer.NOTHING_NEW,
    "big_change": False,
}
_SENT = {
    "planned": "planned",
    "channel": "call",
    "place": "The library café",
    "source": "Her aunt, by phone",
    "seen_alone": "yes",
    "home_seen": "yes",
    "bedroom_seen": "no",
    "still_suitable": "not_known",
    "feels_safe": "yes",
    "purpose": "Look at the tenancy offer",
    "own_words": "I like it here now",
    "analysis": "She is settling, and eats with the others",
    "signs": "none",
    "risk_answer": "nothing_new",
    "big_change": "no",
}


# A reason for what came too late; a visit in time is refused with one.
LATE = "I was ill and nobody covered"


def details(kind: ContactKind, on: date = TODAY, **more: Any) -> ContactDetails:
    """A whole contact of a kind; `more` replaces answers."""
    return ContactDetails(kind=kind, happened_on=on, **{name: _GIVEN[name] for name in ASKED[kind].needs} | more)


def sent(kind: ContactKind, **more: Any) -> dict[str, Any]:
    """The same as a page sends it; an answer of None is left out."""
    answers = {"day": TODAY.isoformat(), **{name: _SENT[name] for name in ASKED[kind].needs}, **more}
    return {name: value for name, value in answers.items() if value is not None}


def page_of(young_person: YoungPerson, kind: ContactKind) -> str:
    """Where a contact of a kind is recorded."""
    return f"/young-people/{young_person.public_id}/contacts/record/{address_of(kind)}"


def raised(
    people: People, who: str = "yas", level: RiskLevel = RiskLevel.HIGH, by: str = "amy", **more: Any
) -> RiskFlag:
    """A risk of theirs, open unless `more` says otherwise, not saved yet."""
    facts: dict[str, Any] = {
        "type": RiskType.EXPLOITATION,
        "evidence": "Two new phones and a car that waits outside",
        "keeps_safe": "Her aunt rings every evening",
        "owner_id": people.id(by),
        "raised_on": TODAY - timedelta(days=20),
        "next_look_on": TODAY + timedelta(days=10),
        "raised_by_id": people.id(by),
    }
    return RiskFlag.made(level=level, young_person_id=people.id(who), **{**facts, **more})


def inputs(response: TestResponse) -> list[Any]:
    """Every input, list and text box of the page's form."""
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    return [each for each in tree.find(".//main").iter() if each.tag in ("input", "select", "textarea")]


def as_drawn(response: TestResponse) -> dict[str, str]:
    """What a browser would send if nobody touched the page: everything hidden, typed or chosen already."""
    found: dict[str, str] = {}
    for each in inputs(response):
        name, kind = each.get("name"), each.get("type", "text")
        if each.tag == "select":
            chosen = [option for option in each.iter("option") if option.get("selected") is not None]
            found[name] = (chosen[0].get("value") or "") if chosen else ""
        elif each.tag == "textarea":
            found[name] = each.text or ""
        elif kind not in ("radio", "checkbox") or each.get("checked") is not None:
            found[name] = each.get("value") or ""
    return found
