"""Dated spells and the contradictions the 903 code lists forbid."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from careleavers.domain.spells import Spell, accommodation_problems, gaps, in_touch_problems, overlapping
from careleavers.domain.terms import AccommodationCode, Suitability

D = date(2026, 1, 1)
_SPELL = st.tuples(st.integers(0, 300), st.one_of(st.none(), st.integers(1, 200))).map(
    lambda pair: Spell(D + timedelta(pair[0]), None if pair[1] is None else D + timedelta(pair[0] + pair[1]))
)


def _days(spell: Spell) -> set[int]:
    end = (spell.ended_on - D).days if spell.ended_on else 700
    return set(range((spell.started_on - D).days, end))


@given(_SPELL, _SPELL)
def test_overlap_means_a_day_in_common_whichever_is_asked(one: Spell, other: Spell) -> None:
    assert bool(overlapping([one], other)) == bool(overlapping([other], one)) == bool(_days(one) & _days(other))


@pytest.mark.parametrize(
    ("story", "recorded", "new", "shares"),
    [
        ("the next begins the day the last ended", (0, 10), (10, 20), False),
        ("and goes on", (0, 10), (10, None), False),
        ("begins a day before that", (0, 10), (9, 20), True),
        ("ended the day the recorded one began", (10, 20), (0, 10), False),
        ("ended a day later", (10, 20), (0, 11), True),
        ("begins the day before one that goes on", (10, None), (9, None), True),
        ("ended the day one that goes on began", (10, None), (0, 10), False),
        ("inside", (0, 30), (10, 20), True),
        ("around", (10, 20), (0, 30), True),
    ],
)
def test_the_day_one_ends_is_free_for_the_next(
    story: str, recorded: tuple[int, int | None], new: tuple[int, int | None], shares: bool
) -> None:
    one, other = (Spell(D + timedelta(a), None if b is None else D + timedelta(b)) for a, b in (recorded, new))
    assert overlapping([one], other) == ([one] if shares else []), story


@given(st.lists(_SPELL, max_size=5))
def test_gaps_are_the_days_no_spell_covers(spells: list[Spell]) -> None:
    start, end = D + timedelta(days=50), D + timedelta(days=250)
    covered = set().union(*map(_days, spells))
    found = set().union(*[_days(gap) for gap in gaps(spells, start, end)])
    assert found == set(range(50, 250)) - covered


@pytest.mark.parametrize(
    ("code", "suitability", "age", "fine"),
    [
        ("S", "2", 19, True), ("S", "1", 19, False), ("S", "0", 19, False),
        ("X", "2", 19, True), ("X", "1", 19, False),
        ("Z", "1", 17, False), ("Z", "1", 18, True),
        ("T", "1", 17, False), ("T", "1", 18, True),
        ("U", "0", 16, True), ("W", "2", 18, True),
    ],
)  # fmt: skip
def test_homes_that_contradict_themselves_are_refused(code: str, suitability: str, age: int, fine: bool) -> None:
    assert (accommodation_problems(AccommodationCode(code), Suitability(suitability), age) == []) is fine


@pytest.mark.parametrize(
    ("in_touch", "activity", "accommodation", "age", "columns"),
    [
        ("YES", "F1", "U1", 19, []),
        ("YES", "0", "U1", 19, ["ACTIV"]),
        ("YES", "0", "0", 19, ["ACTIV", "ACCOM"]),
        ("RHOM", "0", "B1", 19, ["ACCOM"]),
        ("DIED", "F1", "0", 19, ["ACTIV"]),
        ("NO", "0", "0", 19, []),
        ("REFU", "0", "U1", 19, []),
        ("YES", "F1", "S1", 19, ["ACCOM"]),
        ("YES", "F1", "X1", 19, ["ACCOM"]),
        ("YES", "F1", "Z1", 17, ["ACCOM"]),
        ("YES", "F1", "T1", 17, ["ACCOM"]),
        ("yes", "F3", "Q9", 19, ["IN_TOUCH", "ACTIV", "ACCOM"]),
    ],
)
def test_the_three_answers(in_touch: str, activity: str, accommodation: str, age: int, columns: list[str]) -> None:
    assert [column for column, _ in in_touch_problems(in_touch, activity, accommodation, age)] == columns
