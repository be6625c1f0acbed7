"""From looked-after periods to a suggestion: small stories, each with the category and why."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleavers.domain.dates import birthday
from careleavers.domain.eligibility import Facts, LookedAfterPeriod, Suggestion, suggest
from careleavers.domain.terms import LegalCategory

C = LegalCategory
BORN = date(2008, 3, 10)


def period(start: date, end: date | None, status: str = "C2", reason: str = "") -> LookedAfterPeriod:
    return LookedAfterPeriod(start, end, status, reason)


LONG = period(date(2019, 5, 1), None)
LEFT_AT_17 = period(date(2019, 5, 1), date(2025, 6, 1))
LEFT_AT_18 = period(date(2019, 5, 1), date(2026, 3, 10))


def on(age: int, days: int = 0) -> date:
    return birthday(BORN, age) + timedelta(days=days)


@pytest.mark.parametrize(
    ("story", "periods", "as_of", "facts", "expected"),
    [
        ("looked after now, long enough", [LONG], on(16, 5), Facts(), C.ELIGIBLE),
        ("left at 17", [LEFT_AT_17], on(17, 200), Facts(), C.RELEVANT),
        ("left at 17, and is 18", [LEFT_AT_17], on(18), Facts(), C.FORMER_RELEVANT),
        ("stayed until 18", [LEFT_AT_18], on(18), Facts(), C.FORMER_RELEVANT),
        ("the day before 21", [LEFT_AT_18], on(21, -1), Facts(), C.FORMER_RELEVANT),
        ("21, has not asked", [LEFT_AT_18], on(21), Facts(), C.NOT_CURRENTLY_SUPPORTED),
        ("21, asked", [LEFT_AT_18], on(22), Facts(asked_for_support_on=on(21, 3)), C.FORMER_RELEVANT_ON_REQUEST),
        ("21, will ask", [LEFT_AT_18], on(22), Facts(asked_for_support_on=on(23)), C.NOT_CURRENTLY_SUPPORTED),
        (
            "21, asked about a course", [LEFT_AT_18], on(22),
            Facts(asked_for_support_on=on(21, 3), asked_about_education=True), C.FORMER_RELEVANT_EDUCATION,
        ),
        ("21, on the course in the plan", [LEFT_AT_18], on(21, 5), Facts(programme_ends_on=on(22)), C.FORMER_RELEVANT),
        ("25", [LEFT_AT_18], on(25), Facts(), C.CLOSED),
        ("200 days at 14 and 15, none later", [period(on(14, 20), on(14, 219))], on(18, 9), Facts(), C.NOT_ELIGIBLE),
        ("a month at 16", [period(on(16, 20), on(16, 50))], on(17), Facts(), C.QUALIFYING),
        ("guardianship", [period(on(14, 20), on(14, 219))], on(17), Facts(special_guardianship=True), C.QUALIFYING),
        ("short breaks only", [period(on(15), on(15, 119), "V3"), period(on(16, 9), on(16, 40), "V4")], on(17), Facts(),
         C.NOT_ELIGIBLE),
        ("adopted", [period(on(13), on(16, 200), "C2", "E11")], on(17), Facts(), C.NOT_ELIGIBLE),
        ("transferred", [period(on(13), on(16, 200), "C2", "E3")], on(17), Facts(), C.CLOSED),
        ("died in care", [period(on(13), on(16, 200), "C2", "E2")], on(17), Facts(), C.CLOSED),
        ("home for five months", [LEFT_AT_17], on(17, 200), Facts(home_with_parent_since=on(17, 50)), C.RELEVANT),
        ("home for six months", [LEFT_AT_17], on(17, 330), Facts(home_with_parent_since=on(17, 84)), C.RETURNED_HOME),
        ("home since 18", [LEFT_AT_18], on(19), Facts(home_with_parent_since=on(18)), C.FORMER_RELEVANT),
        ("nothing recorded", [], on(17), Facts(), C.UNDECIDED),
        ("a care leaver by the return, years not in it", [], on(19), Facts(known_care_leaver=True), C.UNDECIDED),
        ("a care leaver by the return, only part shown", [period(on(17), on(17, 30))], on(18),
         Facts(known_care_leaver=True), C.UNDECIDED),
    ],
)  # fmt: skip
def test_category(
    story: str, periods: list[LookedAfterPeriod], as_of: date, facts: Facts, expected: LegalCategory
) -> None:
    assert suggest(BORN, periods, as_of, facts).category is expected, story


def test_the_published_borderline_is_for_a_manager() -> None:
    found = suggest(date(2008, 3, 10), [period(date(2022, 3, 10), date(2022, 6, 8))], date(2024, 4, 1))
    assert (found.days_counted_inclusive, found.days_counted_exclusive) == (91, 90)
    assert found.needs_decision
    assert "91" in found.why
    assert "90" in found.why


@pytest.mark.parametrize(("days", "asks"), [(87, False), (89, True), (90, True), (91, True), (92, True), (94, False)])
def test_89_to_92_days_ask(days: int, asks: bool) -> None:
    found = suggest(BORN, [period(on(16, 1), on(16, days))], on(17))
    assert found.days_counted_inclusive == days
    assert found.needs_decision is asks


def test_short_breaks_count_no_days() -> None:
    found = suggest(BORN, [period(on(15), on(15, 119), "V3")], on(17))
    assert found.days_counted_inclusive == 0


def test_touching_periods_are_one() -> None:
    apart = [period(on(15), on(15, 49)), period(on(15, 50), on(16, 9))]
    together = [period(on(15), on(16, 9))]
    one, other = suggest(BORN, apart, on(17)), suggest(BORN, together, on(17))
    assert one.days_counted_exclusive == other.days_counted_exclusive
    assert one.category is other.category is C.RELEVANT


def test_duty_begins_at_16_for_somebody_long_in_care_and_is_known_before() -> None:
    found = suggest(BORN, [LONG], on(15, 185))
    assert found.duty_from == on(16)
    assert found.category is C.NOT_ELIGIBLE


def test_duty_begins_when_13_weeks_are_reached_if_later() -> None:
    came = on(15, 330)
    found = suggest(BORN, [period(came, None)], on(15, 340))
    assert found.duty_from == came + timedelta(days=90)
    assert found.duty_from > on(16)


def test_a_care_leaver_nobody_can_compute_is_owed_a_worker_from_16() -> None:
    found = suggest(BORN, [], on(19), Facts(known_care_leaver=True))
    assert found.duty_from == on(16)
    assert found.needs_decision


def test_detained_on_the_16th_birthday_is_for_a_person_to_confirm() -> None:
    found = suggest(BORN, [period(on(14), on(15, 364))], on(16, 30), Facts(detained_on_16th_birthday=True))
    assert found.category is C.RELEVANT
    assert found.needs_decision


_PERIOD = st.tuples(st.integers(0, 1460), st.integers(1, 400)).map(
    lambda pair: period(on(14, pair[0]), on(14, pair[0] + pair[1]))
)


@given(st.lists(_PERIOD, min_size=1, max_size=5), _PERIOD)
def test_more_care_never_takes_the_threshold_away(periods: list[LookedAfterPeriod], more: LookedAfterPeriod) -> None:
    def met(found: Suggestion) -> bool:
        return found.threshold_met_on is not None

    as_of = on(20)
    before, after = suggest(BORN, periods, as_of), suggest(BORN, [*periods, more], as_of)
    assert after.days_counted_inclusive >= before.days_counted_inclusive - 1
    assert met(after) or not met(before)
