"""What happens if this goes wrong: words somebody could act on, or the box counts as empty."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleavers.domain.plans import CONTINGENCY, Entry, contingency_problem, is_placeholder, plan_gaps
from careleavers.domain.terms import PlanDomain
from tests.domain.test_plans import complete, gaps


@pytest.mark.parametrize(
    "text",
    [
        "none at the moment", "None at present.", "N/A for now", "To be confirmed at the next review", "TBC at review",
        "not applicable at this time", "Nothing yet", "later", "for now", "see plan", "As discussed",
        "no contingency plan",
        "No contingency plan needed", "blah blah blah", "asdf", "?!?!", "…", "  \n\t ", "n.a.", "N / A", "0000",
        "same as above", "not known yet",
    ],
)  # fmt: skip
def test_stand_ins_count_as_empty(text: str) -> None:
    assert is_placeholder(text)
    for field in CONTINGENCY:
        assert contingency_problem(field, text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "None of your friends has heard from you.", "You say nothing at all for a week.", "We agree the next review.",
        "You need somewhere else tonight.", "Rent is late", "Nan", "You test the plan with Amy.",
    ],
)  # fmt: skip
def test_plain_short_words_are_no_stand_in(text: str) -> None:
    assert not is_placeholder(text)


@pytest.mark.parametrize(
    "person",
    [
        "The team", "leaving care team", "Leaving Care Team Manager", "the after-care service", "your PA",
        "duty officer",
        "whoever is on duty", "Social worker", "my key worker", "out of hours", "the Council", "you",
        "Me and my worker",
        "Crisis team", "anyone on the team", "young person", "personal advisor",
        "Duty team 0161 496 0000", "EDT", "whoever answers", "CAMHS", "a friend", "my doctor", "GP",
        "your probation officer", "see worker", "same person",
    ],
)  # fmt: skip
def test_a_team_a_role_or_nobody_is_no_person(person: str) -> None:
    assert contingency_problem("person", person) == (
        "Name one person. A team, a role or the young person alone is not enough."
    )


@pytest.mark.parametrize("person", ["0161 496 0000", "07700 900123", "12345", "no", "ok", "Na", "N.A."])
def test_a_number_or_a_shrug_is_no_person(person: str) -> None:
    assert contingency_problem("person", person) == "Name the person who will do it."


@pytest.mark.parametrize(
    "person",
    [
        "Amy Worker", "Amy from the duty team", "Mum", "Your nan", "Mr Young", "Dr Patel", "Ngọc", "Zoë O’Neill",
        "Li Na", "Jo", "Bo", "李娜", "Amy Friend", "Sam Doctor 0161 496 0000",
    ],
)  # fmt: skip
def test_a_person_by_any_name_will_do(person: str) -> None:
    assert contingency_problem("person", person) is None


@pytest.mark.parametrize(
    "number",
    ["999", "111", "0161 496 0000", "(0161) 496-0000", "+44 7700 900123", "07700 900123 or 0161 496 0000", "Text 85258",
     "101 then choose 2", "116 123", "116-123", "0161.496.0000", "01.61.49.60.00", "0161 496 0000 until 31/03/2026"],
)  # fmt: skip
def test_numbers_people_can_call(number: str) -> None:
    assert contingency_problem("number", number) is None


@pytest.mark.parametrize(
    "number",
    [
        "", "ask Amy", "12", "in my phone", "000", "00000 000000", "flat 2, 17 High St", "²³¹",
        "12/03/2026", "3.3.2026", "2026-03-01", "by 1/4/26.", "12/03/2026 or 2026-03-01",
    ],
)  # fmt: skip
def test_words_noughts_and_dates_are_no_number(number: str) -> None:
    assert contingency_problem("number", number) == "Give a phone number, for example 999, 111 or 0161 496 0000."


@pytest.mark.parametrize(
    "text",
    [
        "I don't know", "I don’t know yet", "dont know yet", "We will see.", "not sure at the moment",
        "to be decided", "To be discussed at review", "to be completed", "TBC by manager", "tbc (Amy)",
        "N/A for this young person", "Not applicable to this young person", "to be arranged with nan",
        "see section 4", "See other section", "see the plan", "As per plan", "as above as before", "same as before",
        "same as housing", "Please refer to previous page",
    ],
)  # fmt: skip
def test_nothing_thought_of_yet_and_look_elsewhere_count_as_empty(text: str) -> None:
    for field in ("sign", "first_step", "person"):
        assert contingency_problem(field, text) is not None
    assert "word or two" not in (contingency_problem("sign", text) or "")


@pytest.mark.parametrize(
    "text",
    [
        "See Amy at the office.", "See your nan before school.", "As soon as it happens, call Amy.",
        "As in your safety plan, you call Nan and go there", "You say you don't know where you will sleep.",
        "Same day: we go to the housing office", "You see nobody for a week", "Not turning up to work twice",
        "To be safe you go to Nan's", "We will see each other that day", "No shopping left and days to go",
    ],
)  # fmt: skip
def test_words_somebody_can_act_on_are_taken(text: str) -> None:
    assert contingency_problem("first_step", text) is None
    assert contingency_problem("sign", text) is None


@pytest.mark.parametrize("field", ["sign", "first_step"])
def test_a_word_or_two_is_not_enough(field: str) -> None:
    assert "word or two" in (contingency_problem(field, "Call Amy") or "")
    assert contingency_problem(field, "We call Amy") is None


@pytest.mark.parametrize("field", ["now", "sign", "first_step"])
def test_the_same_words_under_two_headings_are_refused_under_both(field: str) -> None:
    entries = complete()
    for domain, text in (
        (PlanDomain.MONEY, "We look at it together."),
        (PlanDomain.HEALTH, " we look at it, together"),
    ):
        entries[domain] = replace(entries[domain], **{field: text})
    assert gaps(entries) == [(PlanDomain.MONEY, field), (PlanDomain.HEALTH, field)]


def test_the_same_words_in_two_boxes_of_one_heading_are_refused() -> None:
    entries = complete()
    same = "You are short of money again."
    entries[PlanDomain.MONEY] = replace(entries[PlanDomain.MONEY], now=same, sign=same, first_step=same)
    assert gaps(entries) == [(PlanDomain.MONEY, field) for field in ("now", "sign", "first_step")]


def test_a_plan_with_nothing_in_it_lacks_every_part_of_every_domain() -> None:
    found = gaps({})
    assert found == [
        *((domain, field) for domain in PlanDomain for field in ("now", *CONTINGENCY)),
        (None, "want_later"),
    ]


def test_each_gap_says_what_to_do() -> None:
    for gap in plan_gaps({PlanDomain.MONEY: Entry(person="the team", sign="n/a")}):
        assert gap.sentence.endswith((".", "?"))
        assert len(gap.sentence.split()) >= 4


@given(st.sampled_from(sorted(PlanDomain)), st.sampled_from(["now", *CONTINGENCY]))
def test_one_empty_box_anywhere_stops_the_plan(domain: PlanDomain, field: str) -> None:
    entries = complete()
    entries[domain] = replace(entries[domain], **{field: ""})
    assert gaps(entries) == [(domain, field)]


@given(st.text(max_size=300), st.sampled_from(CONTINGENCY))
def test_no_text_breaks_the_check(text: str, field: str) -> None:
    problem = contingency_problem(field, text)
    assert problem is None or problem.endswith(".")
    if not any(character.isalnum() for character in text):
        assert problem is not None
