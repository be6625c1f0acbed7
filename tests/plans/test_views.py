"""The pages of a plan: what people see, what is kept when something is wrong, who may open what."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlmodel import Session, select

from careleavers.domain.terms import PlanDomain, PlanState, ReviewTrigger
from careleavers.models import PathwayPlan, ReadEntry, Review, ReviewFlagAnswer
from careleavers.plans import queries, service
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import RATIONALE, acting, agreed, approved_plan, fill, good_entry, raise_high, sent_plan

SignIn = Callable[[str], AuditingClient]
MONEY = PlanDomain.MONEY


def at(people: People, plan: PathwayPlan | None = None, more: str = "") -> str:
    """The address of Yas's plan, or of something about one version."""
    root = f"/young-people/{people.yas.public_id}"
    return f"{root}/plans/{plan.public_id}{more}" if plan else f"{root}/plan"


def fresh(session: Session, plan: PathwayPlan) -> PathwayPlan:
    """The plan as the last request left it."""
    session.expire_all()
    return session.exec(select(PathwayPlan).where(PathwayPlan.id == plan.id)).one()


@pytest.fixture
def draft(session: Session, people: People) -> PathwayPlan:
    """A first version with nothing in it."""
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    session.commit()
    return plan


@pytest.fixture
def sent(session: Session, people: People) -> PathwayPlan:
    """A whole version with the manager."""
    plan = sent_plan(session, people)
    session.commit()
    return plan


@pytest.fixture
def approved(session: Session, people: People) -> PathwayPlan:
    """A version that holds."""
    plan = approved_plan(session, people)
    session.commit()
    return plan


def test_without_a_plan_the_page_says_how_to_start(people: People, sign_in: SignIn) -> None:
    page = words(sign_in("amy").get(at(people)))
    assert "No approved plan yet" in page
    assert "Start the plan" in page


def test_starting_leads_to_ten_parts(people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    amy.get(at(people))
    answer = amy.post(f"/young-people/{people.yas.public_id}/plans/start", data={"csrf_token": amy.token})
    page = words(amy.get(answer.location))
    assert answer.status_code == 302
    for domain in PlanDomain:
        assert domain.label in page
    assert "Say how things are now." in page


def test_link_to_start_only_leads_to_the_button(session: Session, people: People, sign_in: SignIn) -> None:
    answer = sign_in("amy").get(f"/young-people/{people.yas.public_id}/plans/start")
    assert answer.location.endswith("/plan")
    assert session.exec(select(PathwayPlan)).all() == []


def test_part_is_saved_and_leads_to_the_next(
    session: Session, people: People, draft: PathwayPlan, sign_in: SignIn
) -> None:
    amy = sign_in("amy")
    answers = good_entry(MONEY, worker_view="Owes his uncle money").model_dump()
    answer = amy.send(at(people, draft, "/domains/money"), answers)
    assert answer.location.endswith("/domains/health")
    page = words(amy.get(at(people, draft, "/domains/money")))
    assert "Owes his uncle money" in page
    assert "Last changed by Amy Worker" in page


def test_stopping_leads_back_to_the_whole(people: People, draft: PathwayPlan, sign_in: SignIn) -> None:
    answers = {**good_entry(MONEY).model_dump(), "onward": "stop"}
    answer = sign_in("amy").send(at(people, draft, "/domains/money"), answers)
    assert answer.location.endswith(draft.public_id)


def test_two_writers_see_both_texts_and_lose_neither(
    session: Session, people: People, draft: PathwayPlan, sign_in: SignIn
) -> None:
    entry = queries.entries(session, draft)[MONEY]
    old_version = entry.version
    session.info["actor"] = acting(people, "tess")
    service.save_entry(
        session, acting(people, "tess"), draft, MONEY, good_entry(MONEY, now="Tess wrote this."), old_version
    )
    session.commit()
    amy = sign_in("amy")
    amy.get(at(people, draft, "/domains/money"))
    typed = {**good_entry(MONEY, now="Amy typed that.").model_dump(), "version": old_version, "csrf_token": amy.token}
    answer = amy.post(at(people, draft, "/domains/money"), data=typed)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 409
    assert "Tess Worker saved this while you were writing" in words(answer)
    assert "Tess wrote this." in words(answer)
    assert page.count("Amy typed that.") == 2  # beside theirs, and still in its box
    assert queries.entries(session, draft)[MONEY].now == "Tess wrote this."
    again = {**typed, "version": queries.entries(session, draft)[MONEY].version}
    assert f'name="version" value="{again["version"]}"' in page
    assert amy.post(at(people, draft, "/domains/money"), data=again).status_code == 302
    session.expire_all()
    assert queries.entries(session, draft)[MONEY].now == "Amy typed that."


def test_visits_saved_over_somebody_else_are_kept_typed(
    session: Session, people: People, draft: PathwayPlan, sign_in: SignIn
) -> None:
    old = draft.version
    service.save_support(session, acting(people, "tess"), draft, agreed(visit_every_days=14), old)
    session.commit()
    amy = sign_in("amy")
    amy.get(at(people, draft, "/support"))
    answer = amy.post(at(people, draft, "/support"), data={
        "csrf_token": amy.token, "version": old, "visit_every_days": "42", "visit_reason": "Six weeks will do.",
        "agreement": "not_asked", "agreement_words": "", "translated": "no",
    })  # fmt: skip
    assert answer.status_code == 409
    assert "Saved now 14 Typed by you 42" in words(answer)
    assert "Six weeks will do." in words(answer)
    assert fresh(session, draft).visit_every_days == 14


def test_frequency_beyond_the_limit_says_what_to_do(people: People, draft: PathwayPlan, sign_in: SignIn) -> None:
    answer = sign_in("amy").send(at(people, draft, "/support"), {
        "visit_every_days": "90", "visit_reason": "They asked for it.", "agreement": "agrees", "translated": "no",
    })  # fmt: skip
    assert answer.status_code == 422
    assert "56 is the longest the council allows" in words(answer)
    assert 'value="90"' in answer.get_data(as_text=True)


def test_check_page_links_every_gap_to_its_box(people: People, draft: PathwayPlan, sign_in: SignIn) -> None:
    page = sign_in("amy").get(at(people, draft, "/check"))
    html = page.get_data(as_text=True)
    assert f"{at(people, draft, '/domains/money')}#first_step" in html
    assert at(people, draft, "/support") in html
    assert "Send to manager" not in words(page)


def test_sending_with_gaps_lists_them_and_sends_nothing(
    session: Session, people: People, draft: PathwayPlan, sign_in: SignIn
) -> None:
    amy = sign_in("amy")
    amy.get(at(people, draft, "/check"))
    answer = amy.post(at(people, draft, "/send"), data={"csrf_token": amy.token})
    assert answer.status_code == 422
    assert "Name the person who will do it." in words(answer)
    assert fresh(session, draft).state is PlanState.DRAFT


def test_whole_plan_is_sent_and_decided(session: Session, people: People, draft: PathwayPlan, sign_in: SignIn) -> None:
    fill(session, people, draft)
    session.commit()
    amy, tess = sign_in("amy"), sign_in("tess")
    assert "Send to manager" in words(amy.get(at(people, draft, "/check")))
    assert amy.post(at(people, draft, "/send"), data={"csrf_token": amy.token}).status_code == 302
    assert people.yas.name in words(tess.get("/approvals"))
    answer = tess.send(at(people, draft, "/decide"), {"decision": "approve", "words": RATIONALE})
    assert answer.status_code == 302
    assert "Approved. Now give the copy" in words(tess.get(answer.location))
    assert fresh(session, draft).state is PlanState.APPROVED


def test_short_rationale_is_refused_and_kept(
    session: Session, people: People, sent: PathwayPlan, sign_in: SignIn
) -> None:
    answer = sign_in("tess").send(at(people, sent, "/decide"), {"decision": "approve", "words": "Seems good"})
    assert answer.status_code == 422
    assert "Write more than one line" in words(answer)
    assert "Seems good" in answer.get_data(as_text=True)
    assert fresh(session, sent).state is PlanState.SENT


def test_returned_plan_shows_its_reasons_to_the_worker(people: People, sent: PathwayPlan, sign_in: SignIn) -> None:
    reasons = "The money part says nothing about the debt that Yas told you of in February. Add it and send again."
    sign_in("tess").send(at(people, sent, "/decide"), {"decision": "return", "words": reasons})
    assert reasons in words(sign_in("amy").get(at(people, sent)))


def test_author_is_told_that_somebody_else_decides(session: Session, people: People, sign_in: SignIn) -> None:
    plan = sent_plan(session, people, by="tess")
    session.commit()
    tess = sign_in("tess")
    page = tess.get(at(people, plan, "/decide"))
    assert "somebody else must decide" in words(page)
    answer = tess.post(at(people, plan, "/decide"), data={
        "csrf_token": tess.token, "version": plan.version, "decision": "approve", "words": RATIONALE,
    })  # fmt: skip
    assert answer.status_code == 422
    assert fresh(session, plan).state is PlanState.SENT


def test_waiting_list_holds_the_team_only_and_the_opening_is_kept(
    session: Session, people: People, sent: PathwayPlan, sign_in: SignIn
) -> None:
    sent.sent_on = TODAY - timedelta(days=9)
    session.commit()
    assert " 7" in words(sign_in("tess").get("/approvals"))
    assert "Nothing is waiting" in words(sign_in("una").get("/approvals"))
    assert people.yas.name in words(sign_in("sam").get("/approvals"))
    entry = session.exec(select(ReadEntry).where(ReadEntry.account_id == people.account("tess").id)).one()
    assert entry.listed_ids == str(people.id("yas"))


def test_approved_plan_reads_whole_and_cannot_be_edited(
    session: Session, people: People, approved: PathwayPlan, sign_in: SignIn
) -> None:
    amy = sign_in("amy")
    page = words(amy.get(at(people)))
    assert "You told me how things are with money" in page
    assert "Every 4 weeks. You asked to meet every four weeks" in page
    assert "has not been given a copy yet" in page
    assert amy.get(at(people, approved)).location.endswith("/read")
    assert amy.get(at(people, approved, "/domains/money")).location.endswith("/read")
    assert words(amy.get(at(people, approved, "/read"))).count(RATIONALE) == 1


def test_writing_in_an_approved_plan_is_refused(
    session: Session, people: People, approved: PathwayPlan, sign_in: SignIn
) -> None:
    amy = sign_in("amy")
    amy.get("/young-people/" + people.yas.public_id + "/reviews/hold")
    answer = amy.post(at(people, approved, "/domains/money"), data={
        **good_entry(MONEY, now="Too late.").model_dump(), "csrf_token": amy.token,
        "version": queries.entries(session, approved)[MONEY].version,
    })  # fmt: skip
    assert answer.status_code == 422
    assert "cannot be changed" in words(answer)
    assert queries.entries(session, approved)[MONEY].now != "Too late."


def test_preview_shows_what_is_left_out(session: Session, people: People, draft: PathwayPlan, sign_in: SignIn) -> None:
    fill(session, people, draft)
    entry = queries.entries(session, draft)[MONEY]
    hidden = good_entry(MONEY, worker_view="Analysis of debt", where_details="Flat 3, Elm Road")
    service.save_entry(session, acting(people, "amy"), draft, MONEY, hidden, entry.version)
    service.send(session, acting(people, "amy"), draft)
    service.approve(session, acting(people, "tess"), draft, RATIONALE, draft.version)
    session.commit()
    page = words(sign_in("amy").get(at(people, draft, "/copy")))
    before, after = page.split("In the copy")
    assert "Money: addresses and places Flat 3, Elm Road" in before
    assert "Analysis of debt" in before
    assert "Elm Road" not in after
    assert "Analysis of debt" not in after
    assert "You told me how things are with money" in after


REVIEW = {
    "held_on-day": "4", "held_on-month": "3", "held_on-year": "2026", "trigger": str(ReviewTrigger.ROUTINE.value),
    "chaired_by": "Rob", "they_took_part": "yes", "risk_answer": "nothing_new",
    "rationale": "Rob asked why the budget was never tried out; we agreed that it was too hard and made it simpler.",
    "decisions": "A simpler budget.", "next_review_on-day": "1", "next_review_on-month": "9",
    "next_review_on-year": "2026", **{f"part_{domain.value}": "stands" for domain in PlanDomain},
}  # fmt: skip


def test_review_asks_about_each_high_risk_by_name(
    session: Session, people: People, approved: PathwayPlan, sign_in: SignIn
) -> None:
    flag = raise_high(session, people)
    session.commit()
    amy, path = sign_in("amy"), f"/young-people/{people.yas.public_id}/reviews/hold"
    page = words(amy.get(path))
    assert "Sexual or criminal exploitation (high): how is it now?" in page
    assert "Seen in a car with older men." in page
    assert "checked" not in amy.get(path).get_data(as_text=True)
    refused = amy.send(path, REVIEW)
    assert refused.status_code == 422
    assert "Say how “Sexual or criminal exploitation” is now" in words(refused)
    assert "we agreed that it was too hard" in words(refused)
    assert session.exec(select(Review)).all() == []
    name = flag.public_id.lower()
    held = amy.send(path, {**REVIEW, f"flag_{name}": "same", f"words_{name}": "Asked him alone; no new cars."})
    assert held.status_code == 302
    assert "Asked him alone; no new cars." in words(amy.get(held.location))
    assert session.exec(select(ReviewFlagAnswer)).one().risk_flag_id == flag.id


def test_review_that_changes_a_part_leads_to_the_next_version(
    people: People, approved: PathwayPlan, sign_in: SignIn
) -> None:
    amy, path = sign_in("amy"), f"/young-people/{people.yas.public_id}/reviews/hold"
    refused = amy.send(path, {**REVIEW, "part_money": "change"})
    assert "Say what needs changing in “Money”, or how it was used" in words(refused)
    told = {
        **REVIEW,
        "part_money": "change",
        "part_money_words": "Call the credit union first.",
        "part_money_step": "2",
    }
    page = words(amy.get(amy.send(path, told).location))
    assert "Version 2 has what it decided" in page
    record = words(amy.get(f"/young-people/{people.yas.public_id}/plan"))
    assert "4 March 2026" in record


def test_new_risk_found_at_a_review_is_raised_next(people: People, approved: PathwayPlan, sign_in: SignIn) -> None:
    path = f"/young-people/{people.yas.public_id}/reviews/hold"
    answers = {**REVIEW, "risk_answer": "new", "risk_words": "He carries a knife to college."}
    answer = sign_in("amy").send(path, answers)
    assert answer.location == f"/young-people/{people.yas.public_id}/risks/raise"


def test_review_sent_twice_is_kept_once(
    session: Session, people: People, approved: PathwayPlan, sign_in: SignIn
) -> None:
    amy, path = sign_in("amy"), f"/young-people/{people.yas.public_id}/reviews/hold"
    key = amy.get(path).get_data(as_text=True).split('name="form_key" value="')[1].split('"')[0]
    answers = {**REVIEW, "csrf_token": amy.token, "form_key": key}
    first, second = amy.post(path, data=answers), amy.post(path, data=answers)
    assert first.status_code == second.status_code == 302
    assert len(session.exec(select(Review)).all()) == 1


def test_version_is_not_started_by_a_page_that_is_not_ours(session: Session, people: People, sign_in: SignIn) -> None:
    answer = sign_in("amy").post(f"/young-people/{people.yas.public_id}/plans/start", data={"csrf_token": "made up"})
    assert answer.location.endswith("/plan")
    assert session.exec(select(PathwayPlan)).all() == []


def test_reviewing_officer_without_allocation_reaches_nothing(
    people: People, approved: PathwayPlan, sign_in: SignIn
) -> None:
    assert sign_in("rob").get(f"/young-people/{people.yas.public_id}/reviews/hold").status_code == 404


@pytest.mark.parametrize("name", ["ivy", "ben", "una", "sol", "rob", "olly"])
@pytest.mark.parametrize("page", ["", "/read"])
def test_plan_out_of_reach_is_not_there(
    people: People, approved: PathwayPlan, sign_in: SignIn, name: str, page: str
) -> None:
    path = at(people, approved, page) if page else at(people)
    assert sign_in(name).get(path).status_code == 404


@pytest.mark.parametrize(
    ("name", "page", "status"),
    [
        ("sam", "/decide", 302), ("amy", "/decide", 403), ("sam", "/check", 403), ("sam", "/copy", 403),
        ("ada", "/read", 403), ("yas", "/read", 403), ("yas", "/copy/file", 403), ("tess", "/copy", 200),
    ],
)  # fmt: skip
def test_each_role_does_its_own_part(
    people: People, approved: PathwayPlan, sign_in: SignIn, name: str, page: str, status: int
) -> None:
    assert sign_in(name).get(at(people, approved, page)).status_code == status


def test_somebody_elses_plan_under_this_name_is_not_there(
    session: Session, people: People, approved: PathwayPlan, sign_in: SignIn
) -> None:
    path = f"/young-people/{people.zak.public_id}/plans/{approved.public_id}/read"
    assert sign_in("ben").get(path).status_code == 404


def test_unknown_part_is_not_there(people: People, draft: PathwayPlan, sign_in: SignIn) -> None:
    assert sign_in("amy").get(at(people, draft, "/domains/secrets")).status_code == 404


def test_action_is_added_with_an_owner_and_a_day(
    session: Session, people: People, draft: PathwayPlan, sign_in: SignIn
) -> None:
    amy, path = sign_in("amy"), at(people, draft, "/domains/money/actions/add")
    wrong = amy.send(path, {"what": "Open a bank account"})
    assert wrong.status_code == 422
    assert "Choose who makes sure it happens" in words(wrong)
    assert "Open a bank account" in words(wrong)
    right = amy.send(path, {
        "what": "Open a bank account", "outcome": "Your money is safe", "owner_id": str(people.id("amy")),
        "with_whom": "you", "due_on-day": "1", "due_on-month": "4", "due_on-year": "2026",
    })  # fmt: skip
    assert right.status_code == 302
    page = words(amy.get(right.location))
    assert "Open a bank account Amy Worker with you, by 1 April 2026" in page
