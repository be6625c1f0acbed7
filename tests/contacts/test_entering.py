"""Recording a contact begins anywhere: with whom, what happened, and for an attempt how, one tap each."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlmodel import Session

from careleavers.domain.terms import Channel, ContactKind
from careleavers.models import Contact
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import as_drawn, page_of
from tests.people import People

SignIn = Callable[[str], AuditingClient]


def links(client: AuditingClient) -> dict[str, str]:
    """Where each link of the page leads, by its words."""
    found = {}
    for link in client.page.iter("a"):
        found[" ".join("".join(link.itertext()).split())] = link.get("href") or ""
    return found


def test_an_attempt_is_three_taps_from_the_list_of_young_people(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    amy.get("/young-people")
    amy.get(links(amy)["Record contact with Yas Example"])  # one
    called = links(amy)["Called"]
    page = amy.get(called)  # two
    assert amy.post(called, data=as_drawn(page)).status_code == 302  # three
    made = session.execute(select(Contact)).scalar_one()
    assert (made.kind, made.channel, made.happened_on) == (ContactKind.ATTEMPT, Channel.CALL, TODAY)


@pytest.mark.parametrize("page", ["/young-people", "/due", "/actions", "/supervision/mine", "/unfinished", "/messages"])
def test_every_page_leads_to_recording_a_contact(sign_in: SignIn, people: People, page: str) -> None:
    amy = sign_in("amy")
    assert amy.get(page).status_code == 200
    assert amy.get(links(amy)["Record contact"]).status_code == 200
    assert f"/young-people/{people.yas.public_id}/contacts/record" in links(amy).values()
    assert people.zak.public_id not in "".join(links(amy).values())


def test_who_is_due_leads_to_recording_a_contact_as_well(session: Session, sign_in: SignIn, people: People) -> None:
    amy = sign_in("amy")
    amy.send(page_of(people.yas, ContactKind.ATTEMPT), {"day": TODAY.isoformat(), "channel": "call"})
    amy.get("/due")
    assert any(words.startswith("Record contact: ") for words in links(amy))


def test_somebody_is_found_by_a_name_and_nobody_out_of_reach(sign_in: SignIn, people: People) -> None:
    sam = sign_in("tess")
    assert "Yas Example" in words(sam.get("/contacts/record?q=yas"))
    assert "Nobody found" in words(sam.get("/contacts/record?q=zak"))
    assert sam.get("/contacts/record?q=" + "x" * 90).status_code == 422


def test_who_has_nobody_is_told_so(sign_in: SignIn, people: People) -> None:
    assert "None of the young people is yours yet" in words(sign_in("ivy").get("/contacts/record"))


@pytest.mark.parametrize("name", ["sam", "olly", "ada", "yas"])
def test_who_may_not_record_is_not_led_there(sign_in: SignIn, people: People, name: str) -> None:
    client = sign_in(name)
    assert client.get("/contacts/record").status_code == 403
    client.get("/", follow_redirects=True)
    assert "Record contact" not in links(client)


@pytest.mark.parametrize("way", ["post", "CALL", "at_the_door; DROP", "%00", ""])
def test_a_way_there_is_not_is_not_chosen(sign_in: SignIn, people: People, way: str) -> None:
    page = sign_in("amy").get(f"{page_of(people.yas, ContactKind.ATTEMPT)}?channel={way}")
    assert page.status_code == 200
    assert "channel" not in as_drawn(page)


def test_only_an_attempt_has_its_way_chosen_by_the_tap_before(sign_in: SignIn, people: People) -> None:
    page = sign_in("amy").get(f"{page_of(people.yas, ContactKind.TWO_WAY)}?channel=call")
    assert "channel" not in as_drawn(page)
