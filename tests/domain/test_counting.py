"""Days looked after, against a plain count of the calendar: the sum that a young person's rights rest on."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleavers.domain.dates import LeapDay, birthday
from careleavers.domain.eligibility import Facts, suggest
from careleavers.domain.looked_after import DayCount, LookedAfterPeriod, merged
from careleavers.domain.terms import LegalCategory

BORN = [date(2008, 3, 10), date(2008, 2, 29), date(2007, 12, 31)]
_BIRTHS = st.sampled_from(BORN)
_STATUS = st.sampled_from(["C2", "E1", "V2", "J1", "V3", "V4"])
_STRETCH = st.tuples(st.integers(-60, 1500), st.one_of(st.none(), st.integers(0, 260)), _STATUS)


def _periods(born: date, stretches: list[tuple[int, int | None, str]]) -> list[LookedAfterPeriod]:
    """Each (days after the 14th birthday, length in days or None while it goes on, legal status) as a period."""
    fourteen = birthday(born, 14)
    return [
        LookedAfterPeriod(
            fourteen + timedelta(days=start),
            None if length is None else fourteen + timedelta(days=start + length),
            status,
        )
        for start, length, status in stretches
    ]


def _counted_by_hand(born: date, periods: list[LookedAfterPeriod], until: date) -> list[date]:
    """Every day in care from 14 until the day before 18, up to and including `until`, one by one."""
    first, end = birthday(born, 14), birthday(born, 18)
    days = [first + timedelta(days=n) for n in range((end - first).days)]
    counted = [p for p in periods if p.legal_status not in ("V3", "V4")]
    return [
        day
        for day in days
        if day <= until and any(p.started_on <= day and (p.ended_on is None or day <= p.ended_on) for p in counted)
    ]


def _runs(days: list[date]) -> int:
    """How many stretches without a gap the days form."""
    return sum(day - timedelta(days=1) not in set(days) for day in days)


@given(_BIRTHS, st.lists(_STRETCH, max_size=5), st.integers(0, 1700))
def test_both_counts_are_the_calendars(born: date, stretches: list[tuple[int, int | None, str]], day: int) -> None:
    periods, as_of = _periods(born, stretches), birthday(born, 14) + timedelta(days=day)
    found = suggest(born, periods, as_of)
    days = _counted_by_hand(born, periods, as_of)
    assert found.days_counted_inclusive == len(days)
    assert found.days_counted_exclusive == len(days) - _runs(days)


@given(_BIRTHS, st.lists(_STRETCH, max_size=5))
def test_threshold_is_the_91st_day_or_the_first_at_16_whichever_is_later(
    born: date, stretches: list[tuple[int, int | None, str]]
) -> None:
    periods = _periods(born, stretches)
    days = _counted_by_hand(born, periods, date.max)
    at_16 = [day for day in days if day >= birthday(born, 16)]
    expected = max(days[90], at_16[0]) if len(days) >= 91 and at_16 else None
    assert suggest(born, periods, birthday(born, 19)).threshold_met_on == expected


@given(_BIRTHS, st.lists(_STRETCH, max_size=5))
def test_counting_one_end_the_first_day_of_each_stretch_gives_nothing(
    born: date, stretches: list[tuple[int, int | None, str]]
) -> None:
    periods = _periods(born, stretches)
    days = _counted_by_hand(born, periods, date.max)
    given = [day for day in days if day - timedelta(days=1) in days]
    at_16 = [day for day in days if day >= birthday(born, 16)]
    expected = max(given[90], at_16[0]) if len(given) >= 91 and at_16 else None
    found = suggest(born, periods, birthday(born, 19), day_count=DayCount.ONE_END)
    assert found.threshold_met_on == expected


def test_the_published_borderline_falls_on_either_side_and_asks_both_ways() -> None:
    # 91 days counting both ends, 90 counting one; the last of them the 16th birthday.
    born = date(2008, 3, 10)
    stay = [LookedAfterPeriod(date(2023, 12, 11), date(2024, 3, 10), "C2")]
    both = suggest(born, stay, date(2024, 4, 1))
    one = suggest(born, stay, date(2024, 4, 1), day_count=DayCount.ONE_END)
    assert (both.days_counted_inclusive, both.days_counted_exclusive) == (91, 90)
    assert (both.category, one.category) == (LegalCategory.RELEVANT, LegalCategory.QUALIFYING)
    assert (both.duty_from, one.duty_from) == (date(2024, 3, 10), None)
    assert both.needs_decision
    assert one.needs_decision


def test_counting_one_end_a_worker_is_owed_a_day_later() -> None:
    born = date(2008, 3, 10)
    came = [LookedAfterPeriod(date(2024, 2, 9), None, "C2")]
    both, one = (suggest(born, came, date(2024, 3, 1), day_count=count).duty_from for count in DayCount)
    assert (both, one) == (date(2024, 5, 9), date(2024, 5, 10))


def test_counting_one_end_91_days_before_detention_are_not_enough() -> None:
    born, detained = date(2008, 3, 10), Facts(detained_on_16th_birthday=True)
    stay = [LookedAfterPeriod(date(2023, 3, 10), date(2023, 6, 8), "C2")]
    both, one = (suggest(born, stay, date(2024, 4, 1), detained, day_count=count) for count in DayCount)
    assert (both.category, one.category) == (LegalCategory.RELEVANT, LegalCategory.NOT_ELIGIBLE)
    assert both.needs_decision
    assert one.needs_decision


@given(_BIRTHS, st.lists(_STRETCH, min_size=1, max_size=5), _STRETCH)
def test_more_days_in_care_never_take_the_threshold_away(
    born: date, stretches: list[tuple[int, int | None, str]], more: tuple[int, int | None, str]
) -> None:
    as_of = birthday(born, 20)
    before = suggest(born, _periods(born, stretches), as_of)
    after = suggest(born, _periods(born, [*stretches, more]), as_of)
    assert after.days_counted_inclusive >= before.days_counted_inclusive
    assert after.days_counted_exclusive >= before.days_counted_exclusive
    if before.threshold_met_on is not None:
        assert after.threshold_met_on is not None
        assert after.threshold_met_on <= before.threshold_met_on


@given(_BIRTHS, st.lists(_STRETCH, min_size=1, max_size=4), st.data())
def test_a_period_cut_in_two_that_touch_is_the_same_time_in_care(
    born: date, stretches: list[tuple[int, int | None, str]], data: st.DataObject
) -> None:
    periods = _periods(born, stretches)
    cut = data.draw(st.sampled_from(periods))
    length = 300 if cut.ended_on is None else (cut.ended_on - cut.started_on).days
    at = cut.started_on + timedelta(days=data.draw(st.integers(0, max(0, length - 1))))
    if at == cut.ended_on:
        return
    halves = [
        LookedAfterPeriod(cut.started_on, at, cut.legal_status),
        LookedAfterPeriod(at + timedelta(days=1), cut.ended_on, cut.legal_status),
    ]
    others = [period for period in periods if period is not cut]
    as_of = birthday(born, 17)
    assert suggest(born, [*others, *halves], as_of) == suggest(born, periods, as_of)


@given(_BIRTHS, st.lists(_STRETCH, max_size=4), st.randoms(use_true_random=False))
def test_the_order_in_which_periods_were_recorded_does_not_matter(
    born: date, stretches: list[tuple[int, int | None, str]], random: object
) -> None:
    periods = _periods(born, stretches)
    shuffled = list(periods)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert suggest(born, shuffled, birthday(born, 17)) == suggest(born, periods, birthday(born, 17))


def test_episodes_that_share_a_day_or_touch_are_one_stretch() -> None:
    first, last = date(2023, 1, 1), date(2023, 12, 31)
    shared = [LookedAfterPeriod(first, date(2023, 6, 1), "C2"), LookedAfterPeriod(date(2023, 6, 1), last, "E1")]
    inside = [LookedAfterPeriod(first, last, "C2"), LookedAfterPeriod(date(2023, 3, 1), date(2023, 4, 1), "E1")]
    for periods in (shared, inside):
        assert [(stretch.first, stretch.last) for stretch in merged(periods)] == [(first, last)]


def test_a_day_between_makes_two_stretches() -> None:
    apart = [
        LookedAfterPeriod(date(2023, 1, 1), date(2023, 6, 1), "C2"),
        LookedAfterPeriod(date(2023, 6, 3), date(2023, 12, 31), "C2"),
    ]
    assert len(merged(apart)) == 2


@pytest.mark.parametrize("born", BORN)
@pytest.mark.parametrize("leap_day", LeapDay)
def test_the_first_and_the_last_day_that_count(born: date, leap_day: LeapDay) -> None:
    day = timedelta(days=1)
    fourteen, eighteen = birthday(born, 14, leap_day), birthday(born, 18, leap_day)
    whole = suggest(born, [LookedAfterPeriod(date(2019, 1, 1), date(2029, 1, 1), "C2")], eighteen, leap_day=leap_day)
    assert whole.days_counted_inclusive == (eighteen - fourteen).days
    for outside in ((fourteen - 9 * day, fourteen - day), (eighteen, eighteen + 9 * day)):
        found = suggest(born, [LookedAfterPeriod(*outside, "C2")], birthday(born, 19), leap_day=leap_day)
        assert found.days_counted_inclusive == 0


def test_many_short_periods_ask_when_the_two_ways_of_counting_disagree() -> None:
    # Twelve stays of eight days: 96 days counting both ends, 84 counting one; the limit lies between.
    starts = [birthday(BORN[0], 16) + timedelta(days=20 * n) for n in range(12)]
    stays = [LookedAfterPeriod(start, start + timedelta(days=7), "V2") for start in starts]
    found = suggest(BORN[0], stays, birthday(BORN[0], 17, LeapDay.FIRST_OF_MARCH))
    assert (found.days_counted_inclusive, found.days_counted_exclusive) == (96, 84)
    assert found.needs_decision
    assert found.category is LegalCategory.RELEVANT


def test_the_count_is_said_in_the_reason() -> None:
    found = suggest(BORN[0], _periods(BORN[0], [(740, 40, "C2")]), birthday(BORN[0], 17))
    assert "41 days" in found.why
    assert "40 counting one" in found.why
    assert suggest(BORN[0], [], birthday(BORN[0], 17), Facts()).why.endswith("looked after.")
