"""A plan as the people in it live it: assessed, written by two, returned, approved, read in two languages, reviewed."""

from collections.abc import Callable
from functools import partial
from io import BytesIO

from playwright.sync_api import Page, expect
from pypdf import PdfReader
from sqlmodel import Session

from careleavers.domain.actors import job
from careleavers.domain.terms import PlanDomain
from careleavers.languages.words import words
from careleavers.models import LanguageCheck, PathwayPlan
from careleavers.models.base import identity
from careleavers.plans import queries, service
from tests.browser.conftest import Site, Visitor
from tests.browser.hands import clicks
from tests.conftest import TODAY
from tests.plans.writing import RATIONALE, acting, agreed, approved_plan, explain, good_entry

HIDDEN = ["Elmrowan", "NR5 9ZZ", "Bertilda", "Disbelieving"]
STAFF_ONLY = {
    "where_details": "Flat 3, 19 Elmrowan Road, NR5 9ZZ",
    "others_view": "The cousin Bertilda drinks again",
    "worker_view": "Disbelieving analysis",
}
RETURNED = "Money says what happens, but not who rings the bank. Put a name to it and send it back to me."


def _opens(visitor: Visitor, path: str) -> None:
    """Open a page that was looked over before."""
    visitor.page.goto(visitor.site.address + path)


def _choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).first.check()


def _fill_date(page: Page, question: str, day: int, month: int, year: int) -> None:
    group = page.get_by_role("group", name=question)
    for part, value in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(part).fill(str(value))


def _in_hand(site: Site, session: Session) -> PathwayPlan:
    plan = queries.plan_in_hand(session, identity(site.people.yas))
    assert plan is not None
    return plan


def _given_needs_are_assessed(amy: Visitor, record: str) -> None:
    amy.goes_to(f"{record}/needs/assess")
    page = amy.page
    _fill_date(page, "When was it finished?", 4, 3, 2026)
    page.get_by_label("Who took part, and how?").fill("Yas, Amy and the college")
    page.get_by_label("What information did you have?").fill("The care plan and the school report")
    for box in page.get_by_label("what do they need?").all():
        box.fill("You told us what you need here, and we wrote it down as you said it.")
    page.get_by_label("What was weighed").fill(
        "College wanted mornings; Yas said that afternoons are better, and they are."
    )
    page.get_by_label("What came out of it?").fill("You get help with the bank first.")
    amy.presses("Save assessment", look=False)
    amy.reads("The first plan begins with what it found")


def _when_most_of_the_plan_is_written(site: Site) -> str:
    """All parts but money, which two people write; as the assessment's words may not stand in every part, new ones."""
    with site.database.transaction(job("test"), today=TODAY) as session:
        plan, amy = _in_hand(site, session), acting(site.people, "amy")
        entries = queries.entries(session, plan)
        assert {entry.now for entry in entries.values()} == {
            "You told us what you need here, and we wrote it down as you said it."
        }
        for domain, entry in entries.items():
            said = (
                good_entry(domain, **STAFF_ONLY) if domain is not PlanDomain.MONEY else good_entry(domain, my_view="")
            )
            service.save_entry(session, amy, plan, domain, said, entry.version)
        service.save_support(session, amy, plan, agreed(), plan.version)
        explain(session, site.people, plan)
        return plan.public_id


def _and_two_people_write_in_one_box(amy: Visitor, yas: Visitor, plan: str) -> None:
    amy.goes_to(f"{plan}/domains/money")
    yas.signs_in("yas")
    yas.goes_to("/my/draft/money")
    yas.page.get_by_label("What you say").fill("I want my own card.")
    amy.page.get_by_label("What you say").fill("Yas would like a card.")
    amy.presses("Save and stop here", look=False)
    yas.presses("Save")
    yas.reads("saved this while you were writing")
    yas.reads("Yas would like a card.")
    yas.reads("Typed by you")
    yas.presses("Save", look=False)
    yas.reads("Saved. Your worker sees it too")
    _opens(amy, f"{plan}/domains/money")
    expect(amy.page.get_by_label("What you say")).to_have_value("I want my own card.")


def _sends(amy: Visitor, plan: str) -> None:
    _opens(amy, f"{plan}/check")
    for box in amy.page.get_by_label("Why can it go without this?").all():
        box.fill("We agreed to come back to this at the next visit.")
    amy.presses("Send to manager", look=False)


def _decides(tess: Visitor, plan: str, decision: str, why: str) -> None:
    _opens(tess, f"{plan}/decide")
    tess.page.get_by_label(decision).check()
    tess.page.get_by_label("Why?").fill(why)
    tess.presses("Save decision", look=False)


def _and_it_is_returned_mended_and_approved(amy: Visitor, tess: Visitor, plan: str) -> None:
    _sends(amy, plan)
    _decides(tess, plan, "Return it with reasons", "Mend money.")
    tess.reads("Write more than one line")
    tess.page.get_by_label("Why?").fill(RETURNED)
    tess.presses("Save decision")
    _opens(amy, plan)
    amy.reads("Put a name to it and send it back to me.")
    _opens(amy, f"{plan}/domains/money")
    amy.page.get_by_label("Who does it").fill("Amy Worker, who rings the bank")
    amy.presses("Save and stop here", look=False)
    _sends(amy, plan)
    _decides(tess, plan, "Approve it", RATIONALE)
    tess.reads("Approved. Now give the copy")


def _text_of(amy: Visitor, address: str) -> str:
    answer = amy.page.request.get(amy.site.address + address)
    assert answer.ok, address
    data = answer.body()
    if not data.startswith(b"%PDF"):
        return data.decode()
    reader = PdfReader(BytesIO(data))
    pages = " ".join(page.extract_text() for page in reader.pages)
    return f"{pages} {reader.metadata} {answer.headers['content-disposition']}"


def _then_the_copy_says_all_in_two_languages_and_nothing_hidden(amy: Visitor, plan: str) -> None:
    for language, forms in (("en", ("pdf", "text")), ("ar", ("summary", "text"))):
        (amy.goes_to if language == "ar" else partial(_opens, amy))(f"{plan}/copy?language={language}")
        shown = amy.page.get_by_role("heading", name="In the copy").locator("xpath=..").inner_text()
        assert words(language)["what_if"] in shown
        told = [shown, *(_text_of(amy, f"{plan}/copy/file?form={form}&language={language}") for form in forms)]
        assert [word for word in HIDDEN for text in told if word.lower() in text.lower()] == []
        assert "I want my own card." in shown


def _and_the_young_person_reads_it_from_the_right(yas: Visitor) -> None:
    _opens(yas, "/my/plan")
    yas.presses("العربية")
    heading = yas.page.get_by_role("heading", name=words("ar")["title"]).first
    assert heading.evaluate("each => getComputedStyle(each).direction") == "rtl"
    yas.goes_to("/my/plan/money")
    yas.reads(words("ar")["goes_wrong"])
    yas.reads("I want my own card.")
    assert [word for word in HIDDEN if word in yas.page.content()] == []


def test_from_an_assessment_to_a_copy_in_two_languages(site: Site, visitor: Callable[..., Visitor]) -> None:
    with site.database.transaction(job("test"), today=TODAY) as session:
        session.add(LanguageCheck.made(language="ar", checked_by="Mariam", checked_on=TODAY, in_use=True))
    record = f"/young-people/{site.people.yas.public_id}"
    amy, tess, yas = visitor(), visitor(), visitor(phone=True)
    amy.signs_in("amy")
    tess.signs_in("tess")
    _given_needs_are_assessed(amy, record)
    _opens(amy, f"{record}/plan")
    amy.presses("Start the plan", look=False)
    plan = f"{record}/plans/{_when_most_of_the_plan_is_written(site)}"
    _and_two_people_write_in_one_box(amy, yas, plan)
    _and_it_is_returned_mended_and_approved(amy, tess, plan)
    _then_the_copy_says_all_in_two_languages_and_nothing_hidden(amy, plan)
    _and_the_young_person_reads_it_from_the_right(yas)


def _given_two_versions(site: Site) -> None:
    with site.database.transaction(job("test"), today=TODAY) as session:
        approved_plan(session, site.people)
        plan = service.start_version(session, acting(site.people, "amy"), site.people.yas)
        entry = queries.entries(session, plan)[PlanDomain.MONEY]
        said = good_entry(PlanDomain.MONEY, now="You have saved a hundred pounds.")
        service.save_entry(session, acting(site.people, "amy"), plan, PlanDomain.MONEY, said, entry.version)
        service.save_support(session, acting(site.people, "amy"), plan, agreed(), plan.version)
        explain(session, site.people, plan)
        service.send(session, acting(site.people, "amy"), plan)
        service.approve(session, acting(site.people, "tess"), plan, RATIONALE, plan.version)


def _when_a_review_is_planned_and_held(amy: Visitor, record: str) -> None:
    amy.goes_to(f"{record}/reviews/plan")
    page = amy.page
    _choose(page, "Why will it be held?", "Asked for")
    _fill_date(page, "When will it be?", 4, 3, 2026)
    page.get_by_label("Where, or how?").fill("The library, as Yas chose")
    page.get_by_label("Who will lead it?").fill("Rob Worker")
    _choose(page, "Who chose the day", "They chose")
    amy.presses("Save")
    amy.presses("Record a review")
    expect(page.get_by_label("Who chaired it?")).to_have_value("Rob Worker")
    _choose(page, "Did Yas take part?", "Came")
    _choose(page, "Did Amy Worker take part?", "Came")
    for answer in page.get_by_label("Still right").all():
        answer.check()
    _choose(page, "Money: would this still work?", "It was used")
    page.get_by_label("What needs changing, or how was it used?").locator("visible=true").first.fill(
        "The grant, in May."
    )
    page.get_by_label("Money: what was decided?").fill("You open a savings account by June.")
    page.get_by_label("Who challenged what").fill("Yas: nobody had rung the bank.")
    page.get_by_label("What did the review weigh").fill("Whether the money lasts, and who helps Yas when it does not.")
    page.get_by_label("What was decided for the plan").fill("Carry on, with a savings account.")
    _fill_date(page, "When will the plan be looked at again?", 1, 9, 2026)
    _choose(page, "Risk: what is different?", "Nothing new")
    amy.presses("Save review", look=False)
    amy.reads("Version 3 has what it decided")


def _then_the_third_version_is_written_from_it(amy: Visitor, tess: Visitor, record: str) -> None:
    plan = amy.page.url.removeprefix(amy.site.address)
    _opens(amy, f"{plan}/domains/money")
    amy.reads("decided: You open a savings account by June.")
    amy.page.get_by_label("How things are now").fill("You have two hundred pounds and a savings account.")
    amy.presses("Save and stop here", look=False)
    _opens(amy, f"{plan}/support")
    _choose(amy.page, "What do they say of this plan?", "I agree")
    amy.presses("Save", look=False)
    _sends(amy, plan)
    _decides(tess, plan, "Approve it", RATIONALE)
    tess.goes_to(f"{plan}/compare?with=1")
    tess.reads("Versions 1 and 3 compared")
    expect(tess.page.locator("ins", has_text="savings account").first).to_be_visible()
    expect(tess.page.locator("del").first).to_be_visible()
    _opens(tess, f"{record}/reviews")
    clicks(tess.page.locator("main table a").first)
    tess.looks_over()
    tess.reads("Yas: nobody had rung the bank.")


def test_a_review_rewrites_the_plan(site: Site, visitor: Callable[..., Visitor]) -> None:
    record = f"/young-people/{site.people.yas.public_id}"
    amy, tess = visitor(phone=True), visitor()
    _given_two_versions(site)
    amy.signs_in("amy")
    tess.signs_in("tess")
    _when_a_review_is_planned_and_held(amy, record)
    _then_the_third_version_is_written_from_it(amy, tess, record)
