"""A long note survives whatever happens to the sign-in, the network, the tab or the other editor."""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select
from sqlmodel import col

from careleavers.domain.actors import job
from careleavers.domain.terms import ContactKind
from careleavers.models import Account, Draft
from careleavers.models.base import new_public_id
from tests.browser.conftest import Site, Visitor
from tests.contacts.filling import page_of
from tests.people import PASSWORD

NOTE = " ".join(f"word {number}," for number in range(500))


def _kept(page: Page) -> None:
    expect(page.get_by_text("Kept as unfinished at")).to_be_visible()


def _sign_out_everywhere(site: Site) -> None:
    with site.database.transaction(job("test")) as session:
        account = session.execute(select(Account).where(col(Account.sign_in_name) == "amy")).scalar_one()
        account.fs_uniquifier = new_public_id()


def test_a_sign_in_that_ends_in_the_middle_of_a_long_note_loses_no_word(
    site: Site, visitor: Callable[..., Visitor]
) -> None:
    amy = visitor(phone=True)
    amy.signs_in("amy")
    amy.goes_to(page_of(site.people.yas, ContactKind.TWO_WAY))
    box = amy.page.get_by_label("What was it about")
    box.fill("The beginning.")
    box.blur()
    _kept(amy.page)
    assert amy.page.evaluate("localStorage.length + sessionStorage.length") == 0
    # The network goes: the page says so, keeps the words, and goes on when it is back.
    amy.page.context.set_offline(True)
    box.fill(NOTE)
    box.blur()
    amy.reads("Not saved since")
    amy.faults.clear()
    amy.page.context.set_offline(False)
    amy.page.evaluate("window.dispatchEvent(new Event('online'))")
    _kept(amy.page)
    # The sign-in ends.
    _sign_out_everywhere(site)
    box.fill(f"{NOTE} The end.")
    box.blur()
    amy.reads("You have been signed out")
    amy.looks_over()
    with amy.page.context.expect_page() as opened:
        amy.page.get_by_role("link", name="Sign in again in a new tab").click()
    again = Visitor(opened.value, site)
    again.page.get_by_label("Sign-in name").fill("amy")
    again.page.get_by_label("Password", exact=True).fill(PASSWORD)
    again.page.get_by_role("button", name="Sign in").click()
    expect(again.page.get_by_role("link", name="1 unfinished")).to_be_visible()
    # The first tab goes on by itself; it is closed, and the words wait under the young person's name.
    amy.page.evaluate("window.dispatchEvent(new Event('focus'))")
    _kept(amy.page)
    amy.page.close(run_before_unload=False)
    again.follows("1 unfinished")
    again.presses("Carry on")
    expect(again.page.get_by_label("What was it about")).to_have_value(f"{NOTE} The end.")
    again.page.get_by_label("Planned", exact=True).check()
    again.page.get_by_role("group", name="How did you talk?").get_by_label("Call", exact=False).first.check()
    again.page.get_by_label("Nothing new").check()
    again.page.get_by_role("group", name="Has anything big changed?").get_by_label("No", exact=True).check()
    again.presses("Save contact")
    again.reads("Contact recorded")
    with site.database.reading(job("test")) as session:
        left: list[Any] = list(session.execute(select(col(Draft.answers))).scalars())
    assert left == [""]
    again.goes_to(page_of(site.people.yas, ContactKind.TWO_WAY))
    expect(again.page.get_by_text("You began this")).to_have_count(0)
