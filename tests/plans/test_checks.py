"""What the checks find before a plan is sent, what is kept with it, and how two versions compare."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from careleavers.domain.plan_checks import Happening, Task, Written, plan_checks
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import AccommodationCode, PlanDomain, PlanState, Step, Suitability
from careleavers.domain.wording import jargon, speaks_about_them
from careleavers.models import AccommodationSpell, PathwayPlan, PlanFact
from careleavers.plans import queries, service
from careleavers.plans.comparing import word_by_word
from careleavers.plans.completeness import gaps_in, hard_to_read
from careleavers.plans.facts import facts_of
from careleavers.plans.measures import marks
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import RATIONALE, acting, agreed, approved_plan, explain, fill, good_entry, raise_high

SignIn = Callable[[str], AuditingClient]
MONEY, HOME = PlanDomain.MONEY, PlanDomain.ACCOMMODATION
TOLD = Written("You want to save up.", "You would have money left.", "I hate bills.", TODAY)


@pytest.fixture
def draft(session: Session, people: People) -> PathwayPlan:
    """A whole first version, with a reason for each gap that may stay."""
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    fill(session, people, plan)
    return plan


def live_at(session: Session, people: People, **more: object) -> AccommodationSpell:
    """Where Yas lives."""
    home = AccommodationSpell.made(
        young_person_id=people.id("yas"), code=AccommodationCode.SEMI_INDEPENDENT, suitability=Suitability.SUITABLE,
        provided_by_council=True, address="4 Cedar Walk", started_on=TODAY - timedelta(days=30),
        recorded_by_id=people.id("amy"),
    )  # fmt: skip
    for name, value in more.items():
        setattr(home, name, value)
    session.add(home)
    session.flush()
    return home


def written_at(session: Session, plan: PathwayPlan, day: date) -> None:
    """Have every part last written on a day."""
    for entry in queries.entries(session, plan).values():
        entry.edited_at = datetime.combine(day, time(12), UTC)
    session.flush()


@pytest.mark.parametrize(
    ("part", "tasks", "happenings", "place", "blocking"),
    [
        (TOLD, [], [], "plan_actions", False),
        (Written("You want to save.", "", "Mine.", TODAY), [], [], "plan_better", False),
        (Written("", "", "", TODAY), [], [], "plan_my_view", False),
        (TOLD, [Task("Call the bank", MONEY, TODAY - timedelta(days=1), True)], [], "late_actions", False),
        (TOLD, [Task("Call the bank", MONEY, TODAY, False)], [], "owner_0", True),
        (TOLD, [], [Happening("risk_x", MONEY, TODAY + timedelta(days=1), "Debt was raised.")], "risk_x", False),
    ],
)
def test_each_check_finds_its_gap(
    part: Written, tasks: list[Task], happenings: list[Happening], place: str, blocking: bool
) -> None:
    found = {gap.place: gap for gap in plan_checks({MONEY: part}, tasks, happenings, TODAY)}
    assert found[place].blocking is blocking


def test_nothing_is_found_where_all_is_said() -> None:
    known = Happening("risk_x", MONEY, TODAY, "Debt was raised.")
    assert plan_checks({MONEY: TOLD}, [Task("Call the bank", MONEY, TODAY, True)], [known], TODAY) == []


def test_wording_is_pointed_out_with_a_plain_alternative() -> None:
    assert speaks_about_them("The client says he has no money. You told me.") == ["The client", "he has"]
    assert speaks_about_them("You told me that the clinic is far.") == []
    assert [(each.found, each.instead) for each in jargon("Your Placement ended; no replacement yet.")] == [
        ("Placement", "home")
    ]


def test_boxes_say_what_is_hard_to_read(session: Session, people: People, draft: PathwayPlan) -> None:
    entry = queries.entries(session, draft)[MONEY]
    now = "He is in receipt of benefits."
    entry = service.save_entry(session, acting(people, "amy"), draft, MONEY, good_entry(MONEY, now=now), entry.version)
    remarks = hard_to_read(entry)
    assert "“How things are now” speaks about them: “He is”. Say “you”." in remarks
    assert "“How things are now” says “in receipt of”. Plainer: “getting”." in remarks


def test_gap_that_may_stay_needs_a_reason_which_the_manager_reads(
    session: Session, people: People, draft: PathwayPlan, sign_in: SignIn
) -> None:
    raise_high(session, people)
    written_at(session, draft, TODAY - timedelta(days=1))
    flag_gap = next(gap for gap in gaps_in(session, draft) if gap.place.startswith("risk_"))
    assert flag_gap.domain is PlanDomain.RELATIONSHIPS
    with pytest.raises(Refused, match="say why the plan can go without it"):
        service.send(session, acting(people, "amy"), draft)
    session.commit()
    amy = sign_in("amy")
    address = f"/young-people/{people.yas.public_id}/plans/{draft.public_id}"
    amy.get(f"{address}/check")
    box = f"why_{flag_gap.place}"
    refused = amy.post(f"{address}/send", data={"csrf_token": amy.token, box: "n/a"})
    assert refused.status_code == 422
    assert "Fill this gap, or say why the plan can go without it." in words(refused)
    why = "The police asked us to leave this out until Friday."
    assert amy.post(f"{address}/send", data={"csrf_token": amy.token, box: why}).status_code == 302
    assert why in words(sign_in("tess").get(f"{address}/decide"))


def test_address_in_a_box_of_the_copy_stops_the_plan_a_postcode_asks_why(
    session: Session, people: People, draft: PathwayPlan
) -> None:
    live_at(session, people)
    for said, place, blocking in (
        ("You moved to 4 cedar walk and like it.", "money_now_address", True),
        ("You sign on at NR5 9ZZ on Mondays.", "money_now_postcode", False),
        ("You walk past four cedars on the way.", None, None),
    ):
        entry = queries.entries(session, draft)[MONEY]
        details = good_entry(MONEY, now=said, where_details="4 Cedar Walk, NR5 9ZZ")
        service.save_entry(session, acting(people, "amy"), draft, MONEY, details, entry.version)
        found = [(gap.place, gap.blocking) for gap in gaps_in(session, draft) if gap.place.startswith("money_now_")]
        assert found == ([(place, blocking)] if place else [])


def test_part_written_before_a_move_is_stale(session: Session, people: People, draft: PathwayPlan) -> None:
    home = live_at(session, people)
    for written, found in ((home.started_on, []), (home.started_on - timedelta(days=1), [HOME])):
        written_at(session, draft, written)
        assert [gap.domain for gap in gaps_in(session, draft) if gap.place == "home_moved"] == found


def test_facts_are_live_in_a_draft_and_kept_on_approval(session: Session, people: People, draft: PathwayPlan) -> None:
    home = live_at(session, people)
    assert "4 Cedar Walk" in {fact.words for fact in facts_of(session, people.yas, draft)[HOME]}
    home.address = "9 Birch Row"
    session.flush()
    assert "9 Birch Row" in {fact.words for fact in facts_of(session, people.yas, draft)[HOME]}
    service.send(session, acting(people, "amy"), draft)
    service.approve(session, acting(people, "tess"), draft, RATIONALE, draft.version)
    home.address = "1 Ash Court"
    session.flush()
    shown = {fact.words for fact in facts_of(session, people.yas, draft)[HOME]}
    assert "9 Birch Row" in shown
    assert "1 Ash Court" not in shown


@pytest.mark.parametrize(
    "statement", ["UPDATE plan_fact SET words = 'Other'", "DELETE FROM plan_fact", "DELETE FROM plan_gap_reason"]
)
def test_database_keeps_what_a_version_was_approved_with(session: Session, people: People, statement: str) -> None:
    approved_plan(session, people)
    assert session.exec(select(PlanFact)).all()
    with pytest.raises(DBAPIError, match="an approved plan cannot change"), session.begin_nested():
        session.connection().execute(text(statement))


def test_two_texts_compare_word_by_word() -> None:
    pieces = word_by_word("You live with Jo.", "You live alone.")
    assert [(piece.kind, piece.words) for piece in pieces] == [
        ("same", "You live "), ("out", "with Jo."), ("in", "alone."),
    ]  # fmt: skip


def test_a_text_that_was_written_anew_is_shown_as_a_whole() -> None:
    before, after = "This is the bit I care about most.", "It is okay as it is, but the rent is late."
    assert [(piece.kind, piece.words) for piece in word_by_word(before, after)] == [("out", before), ("in", after)]


def test_versions_one_and_three_compare_by_part(session: Session, people: People, sign_in: SignIn) -> None:
    amy = acting(people, "amy")
    first = approved_plan(session, people)
    for number in (2, 3):
        plan = service.start_version(session, amy, people.yas)
        entry = queries.entries(session, plan)[MONEY]
        said = good_entry(MONEY, now=f"You have saved {number}00 pounds by now.", step=Step(str(number)))
        service.save_entry(session, amy, plan, MONEY, said, entry.version)
        fill_support(session, people, plan)
        service.send(session, amy, plan)
        service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    third = queries.approved_plan(session, people.id("yas"))
    assert third is not None
    assert [mark.step.value for mark in marks(session, people.id("yas"))[MONEY]] == ["2", "3"]
    assert first.state is PlanState.SUPERSEDED
    session.commit()
    address = f"/young-people/{people.yas.public_id}/plans/{third.public_id}/compare"
    client = sign_in("amy")
    page = client.get(f"{address}?with=1")
    assert "Versions 1 and 3 compared" in words(page)
    assert "<ins>" in page.text
    assert "300" in words(page)
    assert "Versions 2 and 3 compared" in words(client.get(f"{address}?with=2"))
    assert "Versions 2 and 3 compared" in words(client.get(f"{address}?with=rubbish"))


def fill_support(session: Session, people: People, plan: PathwayPlan) -> None:
    """Agree on visits again, and explain what is left."""
    service.save_support(session, acting(people, "amy"), plan, agreed(), plan.version)
    explain(session, people, plan)
