"""A phone outside a flat: an attempt, a visit with a move and a new risk, two editors, a double click, a search."""

import re
from collections.abc import Callable

from playwright.sync_api import expect
from sqlmodel import Session, col, func, select

from careleavers.domain.actors import job
from careleavers.domain.terms import ChangeKind, ContactKind
from careleavers.models import Account, ChangeOfCircumstance, Contact, RiskFlag
from careleavers.models.base import new_public_id
from tests.browser.conftest import Site, Visitor
from tests.browser.hands import Finger, Keys, Step, clicks
from tests.contacts.filling import page_of
from tests.people import PASSWORD

SAVE = "main form[method=post] button[type=submit]"
SAID = "The lock is broken and they come in."
SEEN: list[Step] = [
    ("choose", "planned", "planned"),
    ("write", "why_late", "She did not open the door until today"),
    ("choose", "seen_alone", "yes"),
    ("choose", "home_seen", "yes"),
    ("choose", "bedroom_seen", "no"),
    ("choose", "still_suitable", "no"),
    ("choose", "feels_safe", "no"),
    ("write", "purpose", "To see the new room"),
    ("write", "own_words", SAID),
    ("choose", "signs", "none"),
    ("write", "analysis", "She is frightened at night and has told nobody else."),
]
NEW_RISK: list[Step] = [
    ("choose", "risk_answer", "new"),
    ("pick", "risk_type", "exploitation"),
    ("choose", "risk_level", "high"),
    ("write", "risk_evidence", "Two men she does not know have a key"),
    ("write", "risk_keeps_safe", "Her aunt, where she sleeps this week"),
]
MOVE: list[Step] = [
    ("choose", "big_change", "yes"),
    ("pick", "change_kind", ChangeKind.MOVED.value),
    ("write", "change_happened_on-day", "2"),
    ("write", "change_happened_on-month", "3"),
    ("write", "change_happened_on-year", "2026"),
    ("write", "change_words", "She moved to a room in a shared house"),
]
VISIT = [*SEEN, *NEW_RISK, *MOVE]


def _told(site: Site) -> tuple[int, int, int]:
    """How many contacts, open risks and changes there are."""

    def count(session: Session, model: type) -> int:
        return session.exec(select(func.count()).select_from(model)).one()

    with site.database.reading(job("test")) as session:
        return count(session, Contact), count(session, RiskFlag), count(session, ChangeOfCircumstance)


def _records_an_attempt(amy: Visitor, record: str, hand: Finger | Keys) -> None:
    """From the list of her young people: whom, how, save."""
    before = _told(amy.site)
    hand.follow(f'main a[href="{record}/contacts/record"]')
    hand.follow('main a[href$="attempt?channel=call"]')
    hand.follow(SAVE)
    amy.reads("Contact recorded")
    assert _told(amy.site) == (before[0] + 1, before[1], before[2])


def _records_a_visit(amy: Visitor, record: str, hand: Finger | Keys, *, looks_over: bool = False) -> None:
    """A home visit at which a move and a new risk come out, in one flow."""
    before = _told(amy.site)
    hand.follow(f'main a[href="{record}/contacts/record"]')
    hand.follow('main a[href$="/home-visit"]')
    hand.fill(VISIT)
    if looks_over:
        amy.looks_over()
    hand.follow(SAVE)
    amy.reads("Contact recorded")
    amy.reads("What follows")
    assert _told(amy.site) == (before[0] + 1, before[1] + 1, before[2] + 1)


def _each_page_on_the_way_is_looked_over(amy: Visitor, record: str) -> None:
    for page in (f"{record}/contacts/record", f"{record}/contacts/record/attempt?channel=call"):
        amy.goes_to(page)


def _and_the_new_home_is_recorded_on_the_spot(amy: Visitor) -> None:
    amy.looks_over()
    amy.presses("Record where they live now", "link")
    hand = Finger(amy.page)
    hand.fill([
        ("pick", "code", "K"), ("write", "started_on-day", "2"), ("write", "started_on-month", "3"),
        ("write", "started_on-year", "2026"), ("choose", "suitability", "0"),
        ("choose", "provided_by_council", "False"),
    ])  # fmt: skip
    hand.follow(SAVE)
    amy.reads("New home recorded")
    amy.looks_over()


def _two_people_look_at_one_risk(amy: Visitor, tess: Visitor, record: str) -> None:
    tess.signs_in("tess")
    for each in (amy, tess):
        each.page.goto(f"{each.site.address}{record}/risks")
        clicks(each.page.get_by_role("link", name="Record a look").first)
    for each, words in ((tess, "Tess changed the lock"), (amy, "Amy asked the aunt")):
        page = each.page
        page.get_by_label("What did you find?").fill("It is as it was a week ago, and the police know.")
        page.get_by_role("group", name="How serious is it now?").get_by_label("High", exact=True).check()
        page.get_by_label("What keeps them safe now?").fill(words)
        for part, value in (("Day", "20"), ("Month", "3"), ("Year", "2026")):
            page.get_by_label(part).fill(value)
        clicks(page.get_by_role("button", name="Save").first)
    amy.reads("Tess Worker saved this while you were writing")
    amy.looks_over()
    both = amy.page.locator("#both-texts")
    expect(both.get_by_text("Tess changed the lock")).to_be_visible()
    expect(both.get_by_text("Amy asked the aunt")).to_be_visible()
    expect(amy.page.get_by_label("What keeps them safe now?")).to_have_value("Amy asked the aunt")
    clicks(amy.page.get_by_role("button", name="Save").first)
    amy.reads("Look at the risk saved")


def _a_double_click_is_one_contact(amy: Visitor, record: str) -> None:
    before = _told(amy.site)
    amy.page.goto(f"{amy.site.address}{record}/contacts/record/attempt?channel=message")
    amy.page.get_by_role("button", name="Save contact").dblclick()
    amy.reads("Contact recorded")
    assert _told(amy.site) == (before[0] + 1, before[1], before[2])


def _a_search_tells_nothing_out_of_reach(amy: Visitor, ben: Visitor) -> None:
    ben.signs_in("ben")
    for words in ("Yas", "frightened"):
        amy.page.goto(f"{amy.site.address}/search?q={words}")
        expect(amy.page.get_by_role("main").get_by_role("link", name=re.compile("Yas Example"))).not_to_have_count(0)
        ben.page.goto(f"{ben.site.address}/search?q={words}")
        main = ben.page.get_by_role("main")
        expect(main.get_by_text("Nothing found")).to_be_visible()
        expect(main.get_by_role("link")).to_have_count(0)
        assert not re.search(r"\d+ (notes?|people)|Yas Example", main.inner_text())
    amy.looks_over()
    ben.looks_over()


def test_recording_on_a_phone(site: Site, visitor: Callable[..., Visitor]) -> None:
    record = f"/young-people/{site.people.yas.public_id}"
    amy = visitor(phone=True)
    amy.signs_in("amy")
    amy.goes_to("/young-people")
    attempt = Finger(amy.page)
    _records_an_attempt(amy, record, attempt)
    assert attempt.taps == 3
    _each_page_on_the_way_is_looked_over(amy, record)
    amy.page.goto(f"{site.address}/young-people")
    visit = Finger(amy.page)
    _records_a_visit(amy, record, visit, looks_over=True)
    assert visit.taps <= 30
    _and_the_new_home_is_recorded_on_the_spot(amy)
    _two_people_look_at_one_risk(amy, visitor(), record)
    _a_double_click_is_one_contact(amy, record)
    _a_search_tells_nothing_out_of_reach(amy, visitor(phone=True))


def test_recording_by_keyboard_alone(site: Site, visitor: Callable[..., Visitor]) -> None:
    record = f"/young-people/{site.people.yas.public_id}"
    amy = visitor(phone=True)
    amy.page.goto(f"{site.address}/sign-in")
    hand = Keys(amy.page)
    hand.fill([("write", "sign_in_name", "amy"), ("write", "password", PASSWORD)])
    hand.follow(SAVE)
    for records in (_records_an_attempt, _records_a_visit):
        amy.page.goto(f"{site.address}/young-people")
        records(amy, record, hand)


def _signs_in(amy: Visitor) -> None:
    hand = Finger(amy.page)
    hand.fill([("write", "sign_in_name", "amy"), ("write", "password", PASSWORD)])
    hand.follow(SAVE)


def _the_sign_in_ends(site: Site) -> None:
    with site.database.transaction(job("test")) as session:
        account = session.exec(select(Account).where(col(Account.sign_in_name) == "amy")).one()
        account.fs_uniquifier = new_public_id()


def test_recording_without_scripts(site: Site, visitor: Callable[..., Visitor]) -> None:
    record = f"/young-people/{site.people.yas.public_id}"
    amy = visitor(phone=True, scripts=False)
    amy.page.goto(f"{site.address}/sign-in")
    _signs_in(amy)
    for records in (_records_an_attempt, _records_a_visit):
        amy.page.goto(f"{site.address}/young-people")
        records(amy, record, Finger(amy.page))
    # The sign-in ends in the middle of a long note, and nothing has been kept on the way: saving keeps it.
    note = " ".join(f"word {number}," for number in range(500))
    amy.page.goto(site.address + page_of(site.people.yas, ContactKind.TWO_WAY))
    hand = Finger(amy.page)
    hand.fill([("choose", "planned", "planned"), ("choose", "channel", "call"), ("write", "analysis", note)])
    _the_sign_in_ends(site)
    hand.follow(SAVE)
    amy.reads("You have been signed out")
    with amy.page.context.expect_page() as opened:
        amy.page.get_by_role("link", name="Sign in again").click()
    _signs_in(Visitor(opened.value, site))
    clicks(amy.page.get_by_role("button", name="Carry on"))
    expect(amy.page.locator("[name=analysis]")).to_have_value(note)
    raised = amy.page.locator('[name^="flag_"]').first.get_attribute("name") or ""
    hand.fill([("choose", raised, "same"), ("choose", "risk_answer", "nothing_new"), ("choose", "big_change", "no")])
    hand.follow(SAVE)
    amy.reads("Contact recorded")
