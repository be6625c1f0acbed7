"""List 9 of Annex A: its headings and values to the letter, who is on it, and cells that nothing runs."""

from datetime import date
from typing import Any

import pytest

from careleavers.domain.refusals import Refused
from careleavers.domain.terms import (
    AllocationRole,
    Answer,
    Closure,
    ContingencyAnswer,
    LegalCategory,
    PlanState,
    ReviewTrigger,
    RiskAnswer,
    Role,
)
from careleavers.exports import annex_a, list_9_words
from careleavers.exports.annex_a import List9
from careleavers.models import Allocation, CategoryDecision, Oc3Answer, PathwayPlan, Review
from tests.conftest import TODAY
from tests.exports.lee import Life
from tests.exports.sheets import read_sheet
from tests.people import add_worker
from tests.returns.files import DATA

DAYS = frozenset({3, 11, 13})
SAMPLE = DATA / "annex_a" / "list_9_2026.xlsx"


def list_9(life: Life, on: date = TODAY) -> List9:
    return annex_a.draw_up(life.session, on)


def row(life: Life, on: date = TODAY) -> dict[str, Any]:
    """Lee's row by heading."""
    found = next(each for each in list_9(life, on).rows if each[0] == life.lee.child_id)
    return dict(zip(list_9_words.HEADINGS, found, strict=True))


def lee_today(life: Life) -> None:
    """In care to 18, in touch last week, at college, a place of their own, a plan and a worker."""
    life.in_care()
    life.lee.team_id, life.lee.uasc, life.lee.disability = life.people.north.id, Answer.NO, Answer.YES
    life.spoke(date(2026, 2, 25))
    life.did("F2", date(2024, 9, 1))
    life.lived("U", date(2024, 9, 13))
    life.add(Allocation, worker_id=life.people.id("amy"), role=AllocationRole.AFTER_CARE_WORKER,
             from_on=date(2024, 1, 1), allocated_by_id=life.people.id("tess"))  # fmt: skip
    life.add(PathwayPlan, number=1, state=PlanState.APPROVED, written_by_id=life.people.id("amy"),
             started_on=date(2025, 6, 1), approved_on=date(2025, 7, 1), decided_by_id=life.people.id("tess"),
             )  # fmt: skip
    life.session.flush()


def test_headings_and_values_are_those_that_inspectors_and_tools_expect() -> None:
    name, rows = read_sheet(SAMPLE.read_bytes())
    assert name == "List_9"
    assert tuple(rows[0]) == list_9_words.HEADINGS
    ours = {
        1: list_9_words.GENDERS, 2: list_9_words.ETHNICITIES, 10: list_9_words.CATEGORIES,
        12: list_9_words.IN_TOUCH, 14: list_9_words.HOMES, 15: list_9_words.SUITABILITY, 16: list_9_words.WORK,
    }  # fmt: skip
    for column, values in ours.items():
        assert {each[column] for each in rows[1:]} - {None} <= set(values.values()), list_9_words.HEADINGS[column]
    assert [len(values) for values in ours.values()] == [3, 20, 8, 6, 16, 2, 11]


def test_every_column_is_filled_from_the_record(life: Life) -> None:
    lee_today(life)
    assert list(row(life).values()) == [
        "903001", "b) Female", "a) WBRI", date(2006, 9, 14), 19, "b) No", "a) Yes", "North", "Amy Worker", "Amy Worker",
        "b) Former relevant child", date(2025, 7, 1), "a) Yes", date(2026, 2, 25), "U: Independent living",
        "a) Suitable", "F2: Full time in education other than higher",
    ]  # fmt: skip
    assert [gap for gap in list_9(life).gaps if gap.child_id == "903001"] == []


@pytest.mark.parametrize(("first", "sheet", "at"), [(False, "List_9", 1), (True, "List 9", 0)])
def test_headings_stand_on_the_row_each_reader_wants(life: Life, first: bool, sheet: str, at: int) -> None:
    lee_today(life)
    name, rows = read_sheet(list_9(life).file(headings_first=first), DAYS)
    assert name == sheet
    assert tuple(rows[at]) == list_9_words.HEADINGS
    assert rows[at + 1][0] == "903001"
    assert (rows[at + 1][3], rows[at + 1][4]) == (date(2006, 9, 14), 19)


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "-2", "@SUM(A1)", "\tx", "＝1"])
def test_no_cell_is_run_by_a_spreadsheet(life: Life, name: str) -> None:
    lee_today(life)
    life.people.north.name = name
    life.session.flush()
    rows = read_sheet(list_9(life).file(headings_first=True))[1]
    assert rows[1][7] == f"'{name}"


def test_letters_that_no_sheet_holds_do_not_break_the_file(life: Life) -> None:
    lee_today(life)
    life.people.north.name = "No\x01rth <&> “x” \ufffe"
    life.session.flush()
    assert read_sheet(list_9(life).file(headings_first=True))[1][1][7] == "North <&> “x” "


@pytest.mark.parametrize(
    ("spoke", "said", "contact", "suitable"),
    [
        (date(2025, 12, 4), "a) Yes", date(2025, 12, 4), "a) Suitable"),
        (date(2025, 12, 3), "b) No", None, None),
    ],
)
def test_in_touch_means_reached_within_three_months(
    life: Life, spoke: date, said: str, contact: date | None, suitable: str | None
) -> None:
    life.in_care()
    life.spoke(spoke)
    life.lived("U", date(2024, 9, 13))
    found = row(life)
    assert found["LA in Touch"] == said
    assert (found["Latest Date of Contact"], found["Suitability of Accommodation"]) == (contact, suitable)


def test_why_somebody_is_not_in_touch_is_what_the_last_return_said(life: Life) -> None:
    life.in_care()
    life.add(Oc3Answer, year=2025, in_touch="REFU", activity="0", accommodation="0", import_id=life.add_import())
    assert row(life)["LA in Touch"] == "d) Refu"


def test_list_is_as_it_stood_on_the_day(life: Life) -> None:
    lee_today(life)
    life.add(Review, held_on=date(2026, 1, 10), trigger=ReviewTrigger.ROUTINE, recorded_by_id=life.people.id("amy"),
             chaired_by="Tess", who_came="Lee", they_took_part=True, risk_answer=RiskAnswer.NOTHING_NEW,
             contingency_answer=ContingencyAnswer.STANDS, what_changed="",
             rationale="It fits", decisions="None", next_review_on=date(2026, 7, 10))  # fmt: skip
    assert row(life, date(2026, 1, 9))["Latest Pathway Plan Review Date"] == date(2025, 7, 1)
    assert row(life, date(2026, 1, 10))["Latest Pathway Plan Review Date"] == date(2026, 1, 10)
    assert row(life, date(2026, 2, 24))["LA in Touch"] == "b) No"


def test_social_worker_comes_first_while_there_is_one(life: Life) -> None:
    lee_today(life)
    sol = add_worker(life.session, life.people, "sal", Role.SOCIAL_WORKER, life.people.north)
    life.add(Allocation, worker_id=sol.id, role=AllocationRole.SOCIAL_WORKER, from_on=date(2024, 1, 1),
             allocated_by_id=life.people.id("tess"))  # fmt: skip
    assert (row(life)["Allocated Worker"], row(life)["Allocated Personal Advisor"]) == ("Sal Worker", "Amy Worker")


@pytest.mark.parametrize(
    ("category", "said"),
    [
        (LegalCategory.QUALIFYING, "c) Qualifying care leaver"),
        (LegalCategory.ELIGIBLE, "d) Eligible child"),
        (LegalCategory.RELEVANT, "a) Relevant child"),
        (LegalCategory.FORMER_RELEVANT_ON_REQUEST, "b) Former relevant child"),
    ],
)
def test_category_is_the_one_a_manager_decided(life: Life, category: LegalCategory, said: str) -> None:
    life.add(CategoryDecision, category=category, from_on=date(2025, 1, 1), reason="Seen on paper",
             suggested_category=LegalCategory.UNDECIDED, decided_by_id=life.people.id("tess"),
             decided_on=date(2025, 1, 1))  # fmt: skip
    assert row(life)["Eligibility Category"] == said


def test_what_cannot_be_worked_out_is_listed_blank_and_named(life: Life) -> None:
    found = row(life)
    assert (found["Eligibility Category"], found["Allocated Personal Advisor"]) == ("", "Unallocated")
    gaps = {gap.column: gap.remedy for gap in list_9(life).gaps if gap.child_id == "903001"}
    assert gaps["Eligibility Category"] == "A manager decides on the category."
    assert gaps["Allocated Personal Advisor"] == "Allocate an after-care worker."


def test_closed_records_and_those_not_entitled_are_not_listed(life: Life) -> None:
    lee_today(life)
    life.add(CategoryDecision, category=LegalCategory.NOT_ELIGIBLE, from_on=date(2026, 1, 1), reason="Seen on paper",
             suggested_category=LegalCategory.UNDECIDED, decided_by_id=life.people.id("tess"),
             decided_on=date(2026, 1, 1))  # fmt: skip
    assert ("903001", "Not entitled to leaving-care support") in list_9(life).left_out
    life.lee.closure, life.lee.closed_on = Closure.TRANSFERRED, date(2025, 12, 31)
    life.session.flush()
    assert "903001" not in [each[0] for each in list_9(life).rows]
    assert row(life, date(2025, 12, 30))["LA in Touch"] == "b) No"


def test_day_that_has_not_come_is_refused(life: Life) -> None:
    with pytest.raises(Refused, match="has not come"):
        list_9(life, date(2026, 3, 5))
