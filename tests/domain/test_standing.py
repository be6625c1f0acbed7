"""The suggested category at its edges: the day before, the day itself, and facts that contradict each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleavers.domain.dates import LeapDay, birthday
from careleavers.domain.eligibility import Facts, LookedAfterPeriod, suggest
from careleavers.domain.terms import LegalCategory as C

BORN = date(2008, 3, 10)


def on(age: int, days: int = 0) -> date:
    return birthday(BORN, age) + timedelta(days=days)


def period(start: date, end: date | None, reason: str = "", status: str = "C2") -> LookedAfterPeriod:
    return LookedAfterPeriod(start, end, status, reason)


LONG = period(on(11), None)
UNTIL_17 = period(on(11), on(17, 9), "E8")
UNTIL_18 = period(on(11), on(18, -1), "E8")
HELD = Facts(home_with_parent_since=on(17, 10))


@pytest.mark.parametrize(
    ("story", "periods", "as_of", "facts", "expected"),
    [
        ("15, in care for years: not yet", [LONG], on(16, -1), Facts(), C.NOT_ELIGIBLE),
        ("16 today, in care for years", [LONG], on(16), Facts(), C.ELIGIBLE),
        ("the last day in care", [UNTIL_17], on(17, 9), Facts(), C.ELIGIBLE),
        ("the day after it", [UNTIL_17], on(17, 10), Facts(), C.RELEVANT),
        ("the day before 18", [UNTIL_18], on(18, -1), Facts(), C.ELIGIBLE),
        ("left on the 16th birthday", [period(on(11), on(16))], on(16, 5), Facts(), C.RELEVANT),
        ("left the day before 16", [period(on(11), on(16, -1))], on(16, 5), Facts(), C.NOT_ELIGIBLE),
        ("came at 15 years 11 months, 90th day", [period(on(16, -30), None)], on(16, 59), Facts(), C.NOT_ELIGIBLE),
        ("and the 91st", [period(on(16, -30), None)], on(16, 60), Facts(), C.ELIGIBLE),
        ("came too late for 13 weeks before 18", [period(on(18, -60), on(18))], on(18, 9), Facts(), C.QUALIFYING),
        ("qualifying until the day before 21", [period(on(17), on(17, 30))], on(21, -1), Facts(), C.QUALIFYING),
        ("and at 21 no longer", [period(on(17), on(17, 30))], on(21), Facts(), C.NOT_ELIGIBLE),
        ("the day before 25, not asked", [UNTIL_18], on(25, -1), Facts(), C.NOT_CURRENTLY_SUPPORTED),
        ("the day before 25, asked", [UNTIL_18], on(25, -1), Facts(asked_for_support_on=on(25, -1)),
         C.FORMER_RELEVANT_ON_REQUEST),
        ("25, asked", [UNTIL_18], on(25), Facts(asked_for_support_on=on(24)), C.CLOSED),
        ("25, nothing known", [], on(25), Facts(known_care_leaver=True), C.CLOSED),
        ("the last day of the course", [UNTIL_18], on(22), Facts(programme_ends_on=on(22)), C.FORMER_RELEVANT),
        ("the day after it", [UNTIL_18], on(22), Facts(programme_ends_on=on(22, -1)), C.NOT_CURRENTLY_SUPPORTED),
        ("home: the day before six months", [UNTIL_17], date(2025, 9, 19), HELD, C.RELEVANT),
        ("home: six months", [UNTIL_17], date(2025, 9, 20), HELD, C.RETURNED_HOME),
        ("home for six months at 18, now 19", [UNTIL_17], on(19), HELD, C.RETURNED_HOME),
        ("home for six months only after 18", [UNTIL_17], on(19), Facts(home_with_parent_since=on(18, -90)),
         C.FORMER_RELEVANT),
        ("home, then back in care", [UNTIL_17, period(on(17, 250), None)], on(17, 260), HELD, C.ELIGIBLE),
        ("home, back in care until 18, home date never taken out", [UNTIL_17, period(on(17, 250), on(18, -1))], on(19),
         HELD, C.FORMER_RELEVANT),
        ("transferred: still here on the day", [period(on(11), on(16, 50), "E3")], on(16, 50), Facts(), C.ELIGIBLE),
        ("transferred: the day after", [period(on(11), on(16, 50), "E3")], on(16, 51), Facts(), C.CLOSED),
        ("transferred, and back in our care", [period(on(11), on(16, 50), "E3"), period(on(16, 90), None)], on(16, 99),
         Facts(), C.ELIGIBLE),
        ("left for another reason, will be transferred later",
         [period(on(11), on(16, 50), "E8"), period(on(17), on(17, 60), "E3")], on(16, 60), Facts(), C.RELEVANT),
        ("transferred, then a short break with us",
         [period(on(11), on(16, 50), "E3"), period(on(16, 90), on(16, 92), "E4A", "V4")], on(17), Facts(), C.CLOSED),
        ("adopted, then a short break", [period(on(11), on(16, 50), "E12"), period(on(16, 90), on(16, 92), "", "V3")],
         on(17), Facts(), C.NOT_ELIGIBLE),
        ("adopted, and the adoption broke down", [period(on(11), on(14, 50), "E11"), period(on(15), None)], on(16, 9),
         Facts(), C.ELIGIBLE),
        ("died on this day", [period(on(11), on(16, 50), "E2")], on(16, 50), Facts(), C.CLOSED),
        ("died in a short break", [period(on(16), on(16, 50), "E2", "V4")], on(17), Facts(), C.CLOSED),
        ("guardian at 15: not yet", [period(on(13), on(15))], on(16, -1), Facts(special_guardianship=True),
         C.NOT_ELIGIBLE),
        ("guardian, 16", [period(on(13), on(15))], on(16), Facts(special_guardianship=True), C.QUALIFYING),
        ("guardian, the day before 21", [period(on(13), on(15))], on(21, -1), Facts(special_guardianship=True),
         C.QUALIFYING),
        ("guardian, but eligible before", [UNTIL_17], on(17, 90), Facts(special_guardianship=True), C.RELEVANT),
        ("detained on the 16th birthday, 90 days before", [period(on(15), on(15, 89))], on(16, 9),
         Facts(detained_on_16th_birthday=True), C.NOT_ELIGIBLE),
        ("detained, 91 days before", [period(on(15), on(15, 90))], on(16, 9), Facts(detained_on_16th_birthday=True),
         C.RELEVANT),
        ("detained at 16, now 18", [period(on(15), on(15, 200))], on(18), Facts(detained_on_16th_birthday=True),
         C.FORMER_RELEVANT),
        ("years not here, went on from one before", [period(on(17, 40), on(17, 60))], on(18),
         Facts(earlier_periods_missing=True), C.UNDECIDED),
        ("years not here, but enough shown", [period(on(15), on(17, 60))], on(18), Facts(earlier_periods_missing=True),
         C.FORMER_RELEVANT),
        ("a care leaver by the return, short breaks only", [period(on(16), on(16, 120), "", "V4")], on(18),
         Facts(known_care_leaver=True), C.UNDECIDED),
    ],
)  # fmt: skip
def test_category(story: str, periods: list[LookedAfterPeriod], as_of: date, facts: Facts, expected: C) -> None:
    found = suggest(BORN, periods, as_of, facts)
    assert found.category is expected, f"{story}: {found.why}"
    assert found.why


@pytest.mark.parametrize(
    ("periods", "as_of", "facts"),
    [
        ([UNTIL_17], on(17, 300), HELD),
        ([period(on(15), on(15, 200))], on(16, 9), Facts(detained_on_16th_birthday=True)),
        ([], on(17), Facts()),
        ([], on(19), Facts(known_care_leaver=True)),
    ],
)
def test_what_dates_cannot_show_is_asked(periods: list[LookedAfterPeriod], as_of: date, facts: Facts) -> None:
    assert suggest(BORN, periods, as_of, facts).needs_decision


def test_someone_still_adding_days_before_16_is_not_asked_about() -> None:
    assert not suggest(BORN, [period(on(15), None)], on(15, 90)).needs_decision
    assert suggest(BORN, [period(on(15), on(15, 89))], on(15, 300)).needs_decision


@pytest.mark.parametrize(
    ("story", "periods", "as_of", "expected"),
    [
        ("15½, long in care: the 16th birthday", [LONG], on(15, 182), on(16)),
        ("came at 15 years 11 months: the day of 13 weeks", [period(on(16, -30), None)], on(16, -10), on(16, 60)),
        ("and the same once it has come", [period(on(16, -30), None)], on(16, 61), on(16, 60)),
        (
            "in care again after enough days at 14",
            [period(on(14), on(14, 200)), period(on(17), None)],
            on(17, 1),
            on(17),
        ),
        ("will leave before 16", [period(on(11), on(15, 300))], on(15, 200), None),
        ("left for good at 15", [period(on(11), on(15))], on(15, 182), None),
        ("too late for 13 weeks", [period(on(17, 350), None)], on(17, 360), None),
        ("qualifying", [period(on(16), on(16, 50))], on(17), None),
    ],
)
def test_when_a_worker_is_owed_from(
    story: str, periods: list[LookedAfterPeriod], as_of: date, expected: date | None
) -> None:
    assert suggest(BORN, periods, as_of).duty_from == expected, story


def test_nobody_who_cannot_be_worked_out_waits_for_a_worker_later_than_16() -> None:
    for facts in (Facts(), Facts(known_care_leaver=True), Facts(earlier_periods_missing=True)):
        found = suggest(BORN, [period(on(17), on(17, 20))] if facts != Facts() else [], on(18, 50), facts)
        assert (found.category, found.duty_from) == (C.UNDECIDED, on(16))


def test_a_leap_day_birthday_moves_with_the_councils_setting() -> None:
    born = date(2010, 2, 28) - timedelta(days=730)
    assert born == date(2008, 2, 29)
    in_care = [LookedAfterPeriod(date(2015, 1, 1), None, "C2")]
    day = date(2026, 2, 28)
    assert suggest(born, in_care, day).category is C.ELIGIBLE
    assert suggest(born, in_care, day, leap_day=LeapDay.LAST_OF_FEBRUARY).category is C.FORMER_RELEVANT


_ANY_PERIODS = st.lists(
    st.tuples(st.integers(-2000, 1500), st.one_of(st.none(), st.integers(0, 900)),
              st.sampled_from(["", "E2", "E3", "E8", "E11", "X1"]), st.sampled_from(["C2", "V2", "V3", "V4"])).map(
        lambda t: period(on(14, t[0]), None if t[1] is None else on(14, t[0] + t[1]), t[2], t[3])),
    max_size=5,
)  # fmt: skip
_MAYBE_A_DAY = st.one_of(st.none(), st.integers(-400, 4000).map(lambda n: on(14, n)))
_ANY_FACTS = st.builds(
    Facts, home_with_parent_since=_MAYBE_A_DAY, detained_on_16th_birthday=st.booleans(),
    special_guardianship=st.booleans(), asked_for_support_on=_MAYBE_A_DAY, asked_about_education=st.booleans(),
    programme_ends_on=_MAYBE_A_DAY, known_care_leaver=st.booleans(), earlier_periods_missing=st.booleans(),
)  # fmt: skip
# The ladder of domain law: at which ages each category can be suggested at all (the last year not included).
_AGES = {
    C.ELIGIBLE: (16, 18), C.RELEVANT: (16, 18), C.RETURNED_HOME: (16, 25), C.FORMER_RELEVANT: (18, 25),
    C.FORMER_RELEVANT_EDUCATION: (21, 25), C.FORMER_RELEVANT_ON_REQUEST: (21, 25), C.QUALIFYING: (16, 21),
    C.NOT_CURRENTLY_SUPPORTED: (21, 25), C.NOT_ELIGIBLE: (0, 25), C.UNDECIDED: (0, 25), C.CLOSED: (0, 99),
}  # fmt: skip
_OWED = {
    C.ELIGIBLE, C.RELEVANT, C.RETURNED_HOME, C.FORMER_RELEVANT, C.FORMER_RELEVANT_EDUCATION, C.UNDECIDED,
    C.FORMER_RELEVANT_ON_REQUEST, C.NOT_CURRENTLY_SUPPORTED,
}  # fmt: skip


@given(_ANY_PERIODS, _ANY_FACTS, st.integers(0, 4600))
def test_whatever_is_recorded_the_answer_fits_the_age(periods: list[LookedAfterPeriod], facts: Facts, day: int) -> None:
    as_of = on(14, day)
    found = suggest(BORN, periods, as_of, facts)
    first, end = _AGES[found.category]
    assert birthday(BORN, first) <= as_of < birthday(BORN, end)
    assert found.why
    if found.category in _OWED:
        assert found.duty_from is not None
        assert found.duty_from >= on(16)
        assert found.category is C.UNDECIDED or found.duty_from <= as_of
    if found.category is C.NOT_ELIGIBLE and found.duty_from is not None:
        assert found.duty_from > as_of
