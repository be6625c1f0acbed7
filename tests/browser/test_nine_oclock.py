"""Nine o'clock: a manager with over two hundred open alerts finds the worst, decides, hands over, looks ahead."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from careleavers.alerts import ledger
from careleavers.domain.actors import job
from careleavers.domain.terms import AllocationRole, ContactKind, RiskAnswer
from careleavers.models import Allocation, Contact
from careleavers.models.base import identity
from tests.browser.conftest import Site, Visitor
from tests.conftest import TODAY
from tests.people import add_young_person

PEOPLE = 84
GIVEN = ("Ada", "Bea", "Cal", "Dot", "Eli", "Fay", "Gus")


def _given_a_team_that_has_fallen_behind(site: Site) -> None:
    """Some were never seen, some long ago, some last month; Amy has most of them, Ivy a few, some have nobody."""
    with site.database.transaction(job("test"), today=TODAY) as session:
        for number in range(PEOPLE):
            born_on = TODAY - timedelta(days=365 * 17 + 15 * number)
            name = f"{GIVEN[number % 7]} {number // 7 + 1}"
            person = add_young_person(session, site.people, name, born_on, site.people.north)
            about = {"young_person_id": identity(person), "worker_id": site.people.id("ivy" if number % 6 else "amy")}
            if number % 9:
                from_on = TODAY - timedelta(days=300)
                role = AllocationRole.AFTER_CARE_WORKER
                session.add(
                    Allocation.made(**about, role=role, from_on=from_on, allocated_by_id=site.people.id("tess"))
                )
            if number % 3:
                seen_on = TODAY - timedelta(days=20 + number)
                session.add(
                    Contact.made(
                        **about, kind=ContactKind.FACE_TO_FACE, happened_on=seen_on, risk_answer=RiskAnswer.NOTHING_NEW
                    )
                )
    ledger.sweep_now(site.database, TODAY, "test", today=TODAY)


def _tally(tess: Visitor) -> tuple[int, int]:
    """How many people and alerts the page says there are."""
    words = tess.page.locator(".tally b").first.inner_text()
    people, alerts = (int(part.split()[0]) for part in words.rstrip(":").split(", "))
    return people, alerts


def _when_she_decides_about_the_worst_by_keyboard(tess: Visitor) -> None:
    page = tess.page
    expect(page.get_by_text("Keys, once you are in the list")).to_be_visible()
    rows = page.locator("[data-keys] tbody tr")
    rows.nth(0).locator("a").first.focus()
    page.keyboard.press("n")
    expect(rows.nth(1).locator("[data-key=o]")).to_be_focused()
    page.keyboard.press("p")
    expect(rows.nth(0).locator("[data-key=o]")).to_be_focused()
    page.keyboard.press("a")
    page.wait_for_url("**/acknowledge")
    tess.looks_over()
    page.get_by_label("What did you decide?").fill("Amy rings today, and calls at the flat tomorrow if nobody answers.")
    for part, value in (("Day", "6"), ("Month", "3"), ("Year", "2026")):
        page.get_by_label(part).fill(value)
    tess.presses("Save decision", look=False)
    tess.reads("Decision saved")
    tess.reads("Tess Worker decided on 4 March 2026")


def _and_narrows_the_list_to_what_nobody_decided(tess: Visitor, alerts: int) -> None:
    page = tess.page
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("State").select_option(label="Acknowledged")
    tess.presses("Show", look=False)
    assert _tally(tess) == (1, 1)
    page.get_by_label("State").select_option(label="Late")
    page.get_by_label("Late by").select_option(label="12 weeks")
    tess.presses("Show", look=False)
    assert "state=overdue" in page.url
    assert "late_by=12_weeks" in page.url
    assert 0 < _tally(tess)[1] < alerts


def _and_hands_two_of_them_over(tess: Visitor) -> None:
    page = tess.page
    page.goto(tess.site.address + "/alerts?worker=nobody")
    people = _tally(tess)[0]
    for box in page.get_by_role("checkbox").all()[:2]:
        box.check()
    tess.presses("Allocate the chosen to another worker")
    tess.reads("2 young people come to one worker")
    page.get_by_role("group", name="Part").get_by_label("After-care worker", exact=True).first.check()
    choice = page.get_by_label("Worker", exact=True)
    choice.select_option(label=choice.locator("option", has_text="Ivy Worker").inner_text())
    tess.presses("Allocate all", look=False)
    tess.reads("Ivy Worker is allocated to 2 young people")
    page.goto(tess.site.address + "/alerts?worker=nobody")
    assert _tally(tess)[0] == people - 2


def test_nine_oclock_for_a_manager_who_is_behind(site: Site, visitor: Callable[..., Visitor]) -> None:
    _given_a_team_that_has_fallen_behind(site)
    tess = visitor()
    tess.signs_in("tess")
    tess.goes_to("/alerts")
    people, alerts = _tally(tess)
    assert alerts > 200
    assert people > 50
    expect(tess.page.get_by_role("link", name="Show more")).to_be_visible()
    _when_she_decides_about_the_worst_by_keyboard(tess)
    assert _tally(tess) == (people, alerts)
    _and_narrows_the_list_to_what_nobody_decided(tess, alerts)
    _and_hands_two_of_them_over(tess)
    tess.goes_to("/alerts/calendar")
    tess.reads("Wednesday")
    on_the_bus = visitor(phone=True, scripts=False)
    on_the_bus.page.context.add_cookies(tess.page.context.cookies())
    on_the_bus.page.goto(site.address + "/alerts")
    on_the_bus.reads("Alerts")
    expect(on_the_bus.page.get_by_text("Keys, once you are in the list")).to_be_hidden()
