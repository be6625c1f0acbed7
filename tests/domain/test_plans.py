"""What a complete plan is: words in every domain, and a contingency somebody could act on."""

from dataclasses import replace

import pytest

from careleavers.domain.plans import Entry, contingency_problem, is_placeholder, plan_gaps
from careleavers.domain.reading import long_sentences, one_line, reading_age
from careleavers.domain.terms import PlanDomain


def complete() -> dict[PlanDomain, Entry]:
    """A plan with nothing missing."""
    return {
        domain: Entry(
            now=f"How {domain.value} is now, in a few words.",
            want_later="A home of my own by 21." if domain is PlanDomain.ACCOMMODATION else "",
            sign=f"You would notice that {domain.value} is slipping.",
            first_step=f"We ring each other about {domain.value} that day.",
            person="Amy Worker",
            number="07700 900123",
        )
        for domain in PlanDomain
    }


def gaps(entries: dict[PlanDomain, Entry]) -> list[tuple[PlanDomain | None, str]]:
    return [(gap.domain, gap.field) for gap in plan_gaps(entries, visit_every_days=28, visit_reason="We agreed this.")]


def test_a_complete_plan_has_no_gaps() -> None:
    assert gaps(complete()) == []


@pytest.mark.parametrize("field", ["now", "sign", "first_step", "person", "number"])
@pytest.mark.parametrize(
    "text", ["", "n/a", "N/A.", "none", "TBC", "to be confirmed", "see above", "x", "-", "....", "aaaa"]
)
def test_empty_boxes_and_placeholders_are_gaps(field: str, text: str) -> None:
    entries = complete()
    entries[PlanDomain.MONEY] = replace(entries[PlanDomain.MONEY], **{field: text})
    assert gaps(entries) == [(PlanDomain.MONEY, field)]


def test_the_same_text_in_every_box_is_refused() -> None:
    entries = {d: replace(e, first_step="We will call  a meeting about it.") for d, e in complete().items()}
    entries[PlanDomain.HEALTH] = replace(entries[PlanDomain.HEALTH], first_step="we will call a meeting about it")
    assert gaps(entries) == [(domain, "first_step") for domain in PlanDomain]


def test_the_same_person_and_number_may_recur() -> None:
    assert len({entry.person for entry in complete().values()}) == 1
    assert gaps(complete()) == []


@pytest.mark.parametrize("person", ["the team", "The Leaving Care Team", "my worker", "duty", "you", "Someone"])
def test_a_person_is_named(person: str) -> None:
    assert contingency_problem("person", person) is not None


@pytest.mark.parametrize(("number", "fine"), [("999", True), ("111", True), ("116 123", True), ("0161 496 0000", True),
                                              ("+44 7700 900123", True), ("ask me", False), ("12", False)])  # fmt: skip
def test_a_number_can_be_called(number: str, fine: bool) -> None:
    assert (contingency_problem("number", number) is None) is fine


def test_missing_frequency_and_ambition_are_gaps() -> None:
    entries = {domain: replace(entry, want_later="") for domain, entry in complete().items()}
    found = {(gap.field, gap.blocking) for gap in plan_gaps(entries, their_view=False)}
    assert found == {("want_later", True), ("visits", True), ("agreement", False)}


def test_a_real_sentence_is_no_placeholder() -> None:
    assert not is_placeholder("You sleep at your nan's on Fridays.")


@pytest.mark.parametrize("text", ["I don't know", "OK for now", "We will see", "No, not yet"])
def test_a_short_true_answer_about_how_things_are_is_no_placeholder(text: str) -> None:
    assert not is_placeholder(text)


def test_reading_age_rises_with_harder_words() -> None:
    plain = "You see your worker at home. You can call or text her too. She will help you with the form."
    hard = (
        "Accommodation sustainability necessitates comprehensive multi-agency coordination regarding "
        "tenancy obligations and independent-living competencies across statutory organisations."
    )
    easy, difficult = reading_age(plain), reading_age(hard)
    assert easy is not None
    assert difficult is not None
    assert easy <= 9 < 16 <= difficult
    assert reading_age("Too short.") is None


def test_long_sentences_are_found() -> None:
    long = " ".join(["word"] * 26) + ". Short one."
    assert long_sentences(long) == [" ".join(["word"] * 26)]


@pytest.mark.parametrize(
    ("text", "thin"),
    [
        ("ok", True),
        ("Agreed, looks fine to me now", True),
        ("The plan says what happens next and who does each thing", False),
    ],
)
def test_a_reason_is_more_than_a_line(text: str, thin: bool) -> None:
    assert one_line(text) is thin
