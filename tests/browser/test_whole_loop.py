"""The main job from end to end, as the people who do it: import, allocate, visit, plan, approve, review, read."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from sqlmodel import col, select

from careleavers.domain.actors import job
from careleavers.domain.terms import PlanDomain
from careleavers.models import YoungPerson
from tests.browser.conftest import Site, Visitor
from tests.browser.hands import clicks
from tests.people import PASSWORD

RETURN = Path(__file__).parent.parent / "data" / "903_2026" / "this"
CHILD = "410199"  # sixteen and a half, looked after, and in nobody's caseload


def _fill_date(page: Page, question: str, day: int, month: int, year: int) -> None:
    group = page.get_by_role("group", name=question)
    for part, value in (("Day", day), ("Month", month), ("Year", year)):
        group.get_by_label(part).fill(str(value))


def _choose(page: Page, question: str, answer: str) -> None:
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).first.check()


def _given_the_return_is_imported(sam: Visitor) -> None:
    sam.signs_in("sam")
    sam.goes_to("/imports/new")
    sam.page.get_by_label("Files of the return").set_input_files(sorted(RETURN.glob("*.csv")))
    sam.presses("Check the files")
    sam.presses("Apply")
    sam.reads("Applied")


def _when_the_manager_allocates_a_worker(tess: Visitor) -> None:
    tess.signs_in("tess")
    tess.goes_to("/alerts")
    tess.reads(f"Name not recorded ({CHILD})")
    tess.follows("Unallocated")
    tess.follows(f"a worker to Name not recorded ({CHILD})")
    _choose(tess.page, "Part", "After-care worker")
    choice = tess.page.get_by_label("Worker", exact=True)
    choice.select_option(label=choice.locator("option", has_text="Amy Worker").inner_text())
    tess.presses("Allocate")
    tess.goes_to("/unallocated")
    expect(tess.page.get_by_text(CHILD)).to_have_count(0)


def _and_the_worker_records_a_visit(amy: Visitor, record: str) -> None:
    amy.signs_in("amy")
    amy.goes_to(record)
    amy.reads("Has not met their after-care worker")
    clicks(amy.page.get_by_role("link", name="Record contact").last)
    amy.follows("Face to face somewhere else")
    page = amy.page
    _choose(page, "Was it planned?", "Planned")
    _choose(page, "Did you see them alone?", "Yes")
    page.get_by_label("None of these").check()
    page.get_by_label("What was it for?").fill("To meet, and to hear what matters to them.")
    page.get_by_label("What did they say, in their own words?").fill("“I want to stay at this college.”")
    page.get_by_label("What do you make of it?").fill("Settled, and worried about money for the bus.")
    page.get_by_label("Where").first.fill("The café by the college")
    page.get_by_label("Why was this visit late?").fill("Nobody had been allocated until today.")
    _choose(page, "Risk: is anything different?", "Nothing new")
    _choose(page, "Has anything big changed?", "No")
    amy.presses("Save contact")
    amy.reads("Contact recorded")
    expect(page.get_by_text("Has not met their after-care worker")).to_have_count(0)


def _and_writes_a_plan(amy: Visitor, record: str) -> None:
    amy.goes_to(f"{record}/plan")
    amy.presses("Start")
    plan, page = amy.page.url, amy.page
    for domain in PlanDomain:
        page.goto(f"{plan}/domains/{domain.value}")
        page.get_by_label("How things are now").fill(f"You told us how {domain.label.lower()} is going.")
        page.get_by_label("What you want later on").fill("Something of your own by the time you are 21.")
        page.get_by_label("The first sign").fill(f"You would notice trouble with {domain.label.lower()}.")
        page.get_by_label("What happens first").fill(f"We talk that day about {domain.label.lower()}.")
        page.get_by_label("Who does it").fill("Amy Worker")
        page.get_by_label("The number to call").fill("07700 900123")
        page.get_by_label("Addresses and places").fill("Flat 9, Hidden House")
        page.get_by_label("Others’ views").fill("A neighbour called Whisper said so")
        clicks(page.get_by_role("button", name="Save").last)
    amy.goes_to(f"{plan.removeprefix(amy.site.address)}/support")
    page.get_by_label("How often will you meet in person?").fill("28")
    page.get_by_label("Why is this right for them?").fill("We agreed on once a month to begin with.")
    _choose(page, "What do they say of this plan?", "I agree")
    _choose(page, "Will their copy be translated?", "No")
    amy.presses("Save")
    amy.goes_to(f"{plan.removeprefix(amy.site.address)}/check")
    for box in amy.page.get_by_label("Why can it go without this?").all():
        box.fill("We agreed to come back to this at the next visit.")
    amy.presses("Send to manager")


def _and_the_manager_approves_it(tess: Visitor) -> None:
    tess.goes_to("/approvals")
    clicks(tess.page.locator("main table a").first)
    tess.looks_over()
    tess.page.get_by_label("Approve it").check()
    tess.page.get_by_label("Why?").fill("It is written to them, and says what happens when each part goes wrong.")
    tess.presses("Save decision")


def _and_a_review_is_held(amy: Visitor, record: str) -> None:
    amy.goes_to(f"{record}/reviews/hold")
    page = amy.page
    _fill_date(page, "When was the review?", 4, 3, 2026)
    _choose(page, "Why was it held?", "Asked for")
    page.get_by_label("Who chaired it?").fill("Somebody they chose")
    _choose(page, "Did the young person take part?", "Yes")
    for answer in page.get_by_label("Still right").all():
        answer.check()
    page.get_by_label("What did the review weigh").fill("Whether the bus money lasts, and who helps if it does not.")
    decided = page.get_by_label("What was decided for the plan as a whole?")
    decided.fill("Ask the college for a travel grant by the end of the month.")
    _fill_date(page, "When will the plan be looked at again?", 1, 9, 2026)
    _choose(page, "Risk: what is different?", "Nothing new")
    amy.presses("Save review")


def _and_gives_a_code(amy: Visitor, record: str) -> str:
    amy.goes_to(f"{record}/identity")
    amy.presses("Their own sign-in")
    amy.presses("Make a code")
    amy.page.emulate_media(media="print")
    expect(amy.page.get_by_role("heading", name="A code for")).to_be_hidden()
    shown = amy.page.locator(".slip__code").inner_text()
    amy.page.emulate_media(media="screen")
    return shown


def _and_the_young_person_chooses_how_to_sign_in(site: Site, young: Visitor, code: str) -> None:
    with site.database.reading(job("test")) as session:
        born = session.exec(select(col(YoungPerson.born_on)).where(col(YoungPerson.child_id) == CHILD)).one()
    young.goes_to("/sign-in")
    young.follows("type your code")
    young.page.get_by_label("Your code").fill(code.lower())
    _fill_date(young.page, "When were you born?", born.day, born.month, born.year)
    young.presses("Go on")
    young.reads("Read this first")
    young.presses("I have read this")
    young.page.get_by_label("Sign-in name").fill("river")
    young.page.get_by_label("Password", exact=True).fill(PASSWORD)
    young.page.get_by_label("Password again").fill(PASSWORD)
    young.presses("Save")
    young.reads("Your password is saved.")


def _then_the_young_person_reads_the_copy(young: Visitor) -> None:
    young.signs_in("river")
    young.reads("What happens next")
    young.goes_to("/my/plan")
    young.reads("My support and visits")
    young.goes_to("/my/plan/all")
    young.reads("We talk that day about money.")
    shown = young.page.content()
    assert "Hidden House" not in shown
    assert "Whisper" not in shown
    young.follows("My worker")
    young.reads("Amy Worker")
    young.goes_to("/my/messages/not_safe")
    young.reads("This is not an emergency service.")
    young.goes_to("/my/messages/complaint")
    young.goes_to("/my/messages")
    young.follows("I have a question")
    young.page.get_by_label("Say it in your own words").fill("When do we meet?")
    young.presses("Send")
    young.reads("Nobody has read it yet")


def _and_the_worker_answers_a_question(amy: Visitor, record: str) -> None:
    amy.goes_to(record)
    amy.follows("1 thing they said waits for an answer")
    clicks(amy.page.get_by_role("button", name="Answer", exact=True))
    amy.looks_over()
    amy.page.get_by_label("Your answer to them").fill("On Friday at two.")
    amy.presses("Send the answer")
    amy.reads("On Friday at two.")


def _and_the_answer_is_read_before_leaving(young: Visitor) -> None:
    young.goes_to("/my/messages")
    young.reads("On Friday at two.")
    young.goes_to("/my/plan")
    young.reads("You have an answer")
    young.presses("Leave this page now")
    young.page.go_back()
    expect(young.page.get_by_text("My support and visits")).to_have_count(0)


def test_from_a_return_to_a_plan_in_the_young_persons_hands(site: Site, visitor: Callable[..., Visitor]) -> None:
    _given_the_return_is_imported(visitor())
    with site.database.reading(job("test")) as session:
        found = session.exec(select(col(YoungPerson.public_id)).where(col(YoungPerson.child_id) == CHILD)).one()
    record = f"/young-people/{found}"
    tess, amy = visitor(), visitor(phone=True)
    _when_the_manager_allocates_a_worker(tess)
    _and_the_worker_records_a_visit(amy, record)
    _and_writes_a_plan(amy, record)
    _and_the_manager_approves_it(tess)
    _and_a_review_is_held(amy, record)
    young = visitor(phone=True)
    _and_the_young_person_chooses_how_to_sign_in(site, young, _and_gives_a_code(amy, record))
    _then_the_young_person_reads_the_copy(young)
    _and_the_worker_answers_a_question(amy, record)
    _and_the_answer_is_read_before_leaving(young)
