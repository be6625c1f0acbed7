"""For whom an entitlement is on a day, what begins with a birthday, and money in words."""

from datetime import date, timedelta

import pytest

from careleavers.domain.dates import LeapDay
from careleavers.domain.entitlements import (
    AmountKind,
    AmountPer,
    Bounds,
    Holds,
    Known,
    OfferCondition,
    Payment,
    amount_in_words,
    comes_on,
    most_within,
    paid_in_words,
)
from careleavers.domain.money import pounds
from careleavers.domain.terms import Answer, EetCode
from careleavers.domain.terms import LegalCategory as C

DAY = timedelta(days=1)
BORN = date(2008, 6, 2)  # 16 on 2 June 2024, 18 on 2 June 2026
IN_CARE, LEFT_CARE = frozenset({C.ELIGIBLE, C.RELEVANT}), frozenset({C.FORMER_RELEVANT})


def bounds(
    age_from: int = 16,
    until_age: int = 25,
    categories: frozenset[C] = IN_CARE | LEFT_CARE,
    condition: OfferCondition = OfferCondition.NOTHING,
    from_on: date | None = None,
    ends_on: date | None = None,
) -> Bounds:
    return Bounds(age_from, until_age, categories, condition, from_on, ends_on)


FIRST_OF_MARCH = Known(date(2008, 2, 29), C.RELEVANT)
LAST_OF_FEBRUARY = Known(date(2008, 2, 29), C.RELEVANT, leap_day=LeapDay.LAST_OF_FEBRUARY)
AT_16, AT_18, AT_25 = date(2024, 6, 2), date(2026, 6, 2), date(2033, 6, 2)
ELIGIBLE, RELEVANT, LEFT = (Known(BORN, category) for category in (C.ELIGIBLE, C.RELEVANT, C.FORMER_RELEVANT))


@pytest.mark.parametrize(
    ("says", "row", "known", "first", "over"),
    [
        ("from 16 until 25", bounds(), RELEVANT, AT_16, AT_25),
        ("the row begins later", bounds(from_on=date(2025, 1, 1)), RELEVANT, date(2025, 1, 1), AT_25),
        ("the row ends", bounds(ends_on=date(2026, 4, 1)), RELEVANT, AT_16, date(2026, 4, 1)),
        ("only in care: it ends at 18", bounds(categories=IN_CARE), ELIGIBLE, AT_16, AT_18),
        ("only after care: it begins at 18", bounds(categories=LEFT_CARE), ELIGIBLE, AT_18, AT_25),
        ("left care, it was theirs before", bounds(), LEFT, AT_16, AT_25),
        ("left care, it was not theirs before", bounds(categories=LEFT_CARE), LEFT, AT_18, AT_25),
        ("29 February, 1 March", bounds(18, 21), FIRST_OF_MARCH, date(2026, 3, 1), date(2029, 3, 1)),
        ("29 February, the day before", bounds(18, 21), LAST_OF_FEBRUARY, date(2026, 2, 28), date(2029, 2, 28)),
    ],
)
def test_it_is_theirs_from_a_birthday_until_a_birthday(
    says: str, row: Bounds, known: Known, first: date, over: date
) -> None:
    assert row.holds(known, first - DAY) is Holds.NO
    assert row.holds(known, first) is Holds.YES
    assert row.holds(known, over - DAY) is Holds.YES
    assert row.holds(known, over) is Holds.NO


@pytest.mark.parametrize(
    ("category", "holds"),
    [
        (C.RELEVANT, Holds.YES),
        (C.UNDECIDED, Holds.YES),
        (C.QUALIFYING, Holds.NO),
        (C.NOT_ELIGIBLE, Holds.NO),
        (C.CLOSED, Holds.NO),
    ],
)
def test_a_category_that_nobody_decided_keeps_nothing_from_anybody(category: C, holds: Holds) -> None:
    assert bounds().holds(Known(BORN, category), date(2025, 1, 1)) is holds


@pytest.mark.parametrize(
    ("condition", "known", "holds"),
    [
        (OfferCondition.PARENT, {"parent": Answer.YES}, Holds.YES),
        (OfferCondition.PARENT, {"parent": Answer.NO}, Holds.NO),
        (OfferCondition.PARENT, {"parent": Answer.NOT_KNOWN}, Holds.ASK),
        (OfferCondition.PARENT, {}, Holds.ASK),
        (OfferCondition.HIGHER_EDUCATION, {"studies": EetCode.F1}, Holds.YES),
        (OfferCondition.HIGHER_EDUCATION, {"studies": EetCode.F2}, Holds.NO),
        (OfferCondition.OTHER_EDUCATION, {"studies": EetCode.P2}, Holds.YES),
        (OfferCondition.EDUCATION, {"studies": EetCode.P1}, Holds.YES),
        (OfferCondition.APPRENTICESHIP, {"studies": EetCode.F4}, Holds.YES),
        (OfferCondition.APPRENTICESHIP, {"studies": EetCode.F5}, Holds.NO),
        (OfferCondition.APPRENTICESHIP, {"studies": EetCode.NOT_KNOWN}, Holds.ASK),
        (OfferCondition.EDUCATION, {}, Holds.ASK),
        (OfferCondition.ASK, {"parent": Answer.YES, "studies": EetCode.F1}, Holds.ASK),
    ],
)
def test_what_the_record_does_not_show_is_asked(
    condition: OfferCondition, known: dict[str, Answer | EetCode], holds: Holds
) -> None:
    somebody = Known(BORN, C.RELEVANT, **known)  # type: ignore[arg-type]
    assert bounds(condition=condition).holds(somebody, date(2025, 1, 1)) is holds


@pytest.mark.parametrize(
    ("row", "category", "on"),
    [
        (bounds(18), C.RELEVANT, date(2026, 6, 2)),
        (bounds(categories=LEFT_CARE), C.ELIGIBLE, date(2026, 6, 2)),
        (bounds(21, categories=LEFT_CARE), C.ELIGIBLE, date(2029, 6, 2)),
        (bounds(from_on=date(2026, 9, 1)), C.RELEVANT, date(2026, 9, 1)),
        (bounds(18, categories=IN_CARE), C.RELEVANT, None),
        (bounds(), C.RELEVANT, None),
        (bounds(18), C.QUALIFYING, None),
        (bounds(18, ends_on=date(2026, 5, 1)), C.RELEVANT, None),
    ],
)
def test_what_begins_with_a_birthday_is_known_before(row: Bounds, category: C, on: date | None) -> None:
    assert comes_on(row, Known(BORN, category), date(2026, 3, 4)) == on


def test_money_is_shown_in_pounds_and_pence() -> None:
    assert [pounds(pence) for pence in (0, 5, 100, 123_450, 300_000_000, -150)] == [
        "£0.00", "£0.05", "£1.00", "£1,234.50", "£3,000,000.00", "-£1.50",
    ]  # fmt: skip


def test_an_amount_says_how_it_is_meant() -> None:
    assert amount_in_words(300_000, AmountKind.AT_LEAST, AmountPer.ONCE) == "at least £3,000.00, once"
    assert amount_in_words(120_000, AmountKind.UP_TO, AmountPer.YEAR) == "up to £1,200.00 a year"
    assert amount_in_words(18_050, AmountKind.EXACTLY, AmountPer.WEEK) == "£180.50 a week"
    assert amount_in_words(None, AmountKind.EXACTLY, AmountPer.ONCE) == ""


def test_what_was_paid_stands_against_the_whole() -> None:
    paid = [Payment(date(2025, 1, 10), 100_000), Payment(date(2026, 2, 1), 50_000)]
    day = date(2026, 3, 4)
    at_least, year, week = (AmountKind.AT_LEAST, AmountPer.ONCE), AmountPer.YEAR, AmountPer.WEEK
    assert paid_in_words(paid, 300_000, *at_least, day) == "£1,500.00 paid of at least £3,000.00"
    assert paid_in_words(paid, None, *at_least, day) == "£1,500.00 paid"
    assert paid_in_words(paid, 120_000, AmountKind.UP_TO, year, day) == (
        "£1,500.00 paid so far, £500.00 of it in the last 12 months; it is up to £1,200.00 a year"
    )
    assert paid_in_words(paid, 18_000, AmountKind.UP_TO, week, day) == (
        "£1,500.00 paid so far; it is up to £180.00 a week"
    )
    assert paid_in_words([], 300_000, *at_least, day) == ""


def test_most_in_any_year_is_found_whatever_order_it_was_recorded_in() -> None:
    before = [Payment(date(2025, 1, 10), 70_000), Payment(date(2025, 12, 1), 60_000)]
    assert most_within(before, Payment(date(2026, 1, 9), 10_000), AmountPer.YEAR) == 140_000
    assert most_within(before, Payment(date(2026, 1, 10), 10_000), AmountPer.YEAR) == 70_000
    assert most_within(before, Payment(date(2025, 6, 1), 10_000), AmountPer.YEAR) == 140_000
    assert most_within(before, Payment(date(2030, 6, 1), 10_000), AmountPer.YEAR) == 10_000
    assert most_within(before, Payment(date(2030, 6, 1), 10_000), AmountPer.ONCE) == 140_000
    assert most_within(before, Payment(date(2025, 12, 7), 10_000), AmountPer.WEEK) == 70_000
    assert most_within(before, Payment(date(2025, 12, 8), 10_000), AmountPer.WEEK) == 10_000
