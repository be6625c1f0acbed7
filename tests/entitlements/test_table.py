"""Keeping the local offer: rows are added, replaced from a day on, ended and checked; none is rewritten."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.entitlements import OfferCondition
from careleavers.domain.refusals import Refused, Stale
from careleavers.entitlements import queries, table
from careleavers.entitlements.details import Found
from careleavers.entitlements.listing import read_table
from careleavers.models import Alert, ChangeEntry, Offer
from tests.conftest import TODAY
from tests.entitlements.filling import money, offered
from tests.people import People
from tests.plans.writing import acting

DAY = timedelta(days=1)


def added(session: Session, people: People, *, certain: bool = True, **more: Any) -> Offer:
    return table.add_offer(session, acting(people, "sam"), offered(**more), certain=certain)


def replaced(session: Session, people: People, old: Offer, *, certain: bool = True, **more: Any) -> Offer:
    return table.replace_offer(session, acting(people, "sam"), old, offered(**more), old.version, certain=certain)


def test_whoever_adds_a_row_has_checked_it_and_workers_are_asked_from_today(session: Session, people: People) -> None:
    offer = added(session, people)
    assert (offer.last_checked_on, offer.checked_by_id, offer.added_on) == (TODAY, people.id("sam"), TODAY)
    assert (offer.series_id, offer.watched_from_on) == (offer.id, TODAY)


def test_nobody_is_asked_about_what_is_not_confirmed(session: Session, people: People) -> None:
    assert added(session, people, certain=False).watched_from_on is None


@pytest.mark.parametrize(
    ("more", "field", "says"),
    [
        ({"age_from": 21, "until_age": 21}, "until_age", "Enter a later birthday, 22 or more"),
        ({"condition": OfferCondition.ASK}, "condition_words", "Write what to ask them"),
    ],
)
def test_a_row_that_makes_no_sense_is_refused(
    session: Session, people: People, more: dict[str, Any], field: str, says: str
) -> None:
    with pytest.raises(Refused, match=says) as refusal:
        added(session, people, **more)
    assert refusal.value.field == field
    assert session.execute(select(Offer)).all() == []


def test_another_amount_is_a_new_row_and_the_old_one_stays_as_it_was(session: Session, people: People) -> None:
    old = added(session, people, from_on=date(2023, 4, 1), **money(200_000))
    new = replaced(session, people, old, from_on=date(2026, 4, 1), **money(300_000))
    assert (old.amount_pence, old.from_on, old.ends_on) == (200_000, date(2023, 4, 1), date(2026, 4, 1))
    assert (new.amount_pence, new.from_on, new.ends_on) == (300_000, date(2026, 4, 1), None)
    assert (new.series_id, new.began_on, new.watched_from_on) == (old.id, date(2023, 4, 1), TODAY)
    rows = queries.every_offer(session)
    assert queries.row_in_force(rows, old.series_id, date(2026, 3, 31)) is old
    assert queries.row_in_force(rows, old.series_id, date(2026, 4, 1)) is new
    assert queries.row_in_force(rows, old.series_id, date(2023, 3, 31)) is None
    assert list(queries.series_of(session, old)) == [new, old]


def test_a_mistake_is_put_right_by_a_row_from_the_same_day(session: Session, people: People) -> None:
    wrong = added(session, people, from_on=date(2026, 1, 1), **money(20_000))
    right = replaced(session, people, wrong, from_on=date(2026, 1, 1), **money(200_000))
    assert [row.runs_on(TODAY) for row in (wrong, right)] == [False, True]
    assert wrong.amount_pence == 20_000


@pytest.mark.parametrize(
    ("from_on", "says"),
    [
        (None, "Enter the day from which this is so"),
        (date(2025, 12, 31), "began on 1 January 2026. Enter that day or a later one"),
        (date(2026, 9, 2), "ends on 1 September 2026. Enter that day or an earlier one"),
    ],
)
def test_a_new_row_leaves_no_gap_and_does_not_begin_before_the_old_one(
    session: Session, people: People, from_on: date | None, says: str
) -> None:
    old = added(session, people, from_on=date(2026, 1, 1))
    table.end_offer(session, old, date(2026, 9, 1), "The budget ends", old.version)
    with pytest.raises(Refused, match=says) as refusal:
        replaced(session, people, old, from_on=from_on)
    assert refusal.value.field == "from_on"
    assert old.ends_on == date(2026, 9, 1)


def test_a_row_ends_on_a_day_with_a_reason(session: Session, people: People) -> None:
    offer = added(session, people, from_on=date(2026, 1, 1))
    for ends_on, reason, field in ((date(2025, 12, 31), "No money", "ends_on"), (TODAY, "n/a", "reason")):
        with pytest.raises(Refused) as refusal:
            table.end_offer(session, offer, ends_on, reason, offer.version)
        assert refusal.value.field == field
    table.end_offer(session, offer, TODAY, "The budget ended", offer.version)
    assert (offer.runs_on(TODAY - DAY), offer.runs_on(TODAY)) == (True, False)


def test_a_row_that_has_ended_is_not_touched_any_more(session: Session, people: People) -> None:
    offer = added(session, people)
    table.end_offer(session, offer, TODAY, "The budget ended", offer.version)
    sam = acting(people, "sam")
    for act in (
        lambda: table.end_offer(session, offer, TODAY, "The budget ended", offer.version),
        lambda: table.check_offer(session, sam, offer, Found.RIGHT, offer.version),
        lambda: replaced(session, people, offer, from_on=TODAY),
    ):
        with pytest.raises(Refused, match="This row ended on 4 March 2026"):
            act()


def test_two_people_at_one_row(session: Session, people: People) -> None:
    offer, sam = added(session, people), acting(people, "sam")
    seen = offer.version
    table.check_offer(session, sam, offer, Found.NOT_CERTAIN, seen)
    for act in (
        lambda: table.check_offer(session, sam, offer, Found.RIGHT, seen),
        lambda: table.end_offer(session, offer, TODAY, "The budget ended", seen),
        lambda: table.replace_offer(session, sam, offer, offered(from_on=TODAY), seen, certain=True),
    ):
        with pytest.raises(Stale):
            act()
    assert offer.ends_on is None


def test_a_check_confirms_or_takes_the_confirmation_away_and_who_did_is_kept(session: Session, people: People) -> None:
    offer, sam = added(session, people, certain=False), acting(people, "sam")
    table.check_offer(session, sam, offer, Found.RIGHT, offer.version)
    assert (offer.certain, offer.watched_from_on) == (True, TODAY)
    table.check_offer(session, sam, offer, Found.NOT_CERTAIN, offer.version)
    assert (offer.certain, offer.watched_from_on, offer.checked_by_id) == (False, None, people.id("sam"))
    wanted = (col(ChangeEntry.table_name) == "offer", col(ChangeEntry.field) == "certain")
    kept = session.execute(select(ChangeEntry.before, ChangeEntry.after).where(*wanted).order_by(col(ChangeEntry.id)))  # type: ignore[call-overload]
    assert [tuple(row) for row in kept][-2:] == [("false", "true"), ("true", "false")]


def _old(session: Session, people: People, **more: Any) -> Offer:
    """A row that was checked nine months ago, or came with the program."""
    offer = Offer.made(
        offered(), added_on=date(2025, 1, 1), last_checked_on=date(2025, 6, 1), checked_by_id=people.id("sam"), **more
    )
    session.add(offer)
    session.flush()
    offer.series_id = offer.id
    session.flush()
    return offer


def _open(session: Session) -> list[tuple[str, int | None, date]]:
    wanted = select(Alert).where(col(Alert.cleared_at).is_(None), col(Alert.rule) == "R92")
    return [(row.subject_kind.value, row.offer_id, row.due_on) for row in session.execute(wanted).scalars()]


def test_the_alert_about_a_row_goes_with_its_check(session: Session, people: People) -> None:
    from careleavers.alerts.engine import refresh

    offer = _old(session, people)
    refresh(session, offer_id=offer.id)
    assert _open(session) == [("offer", offer.id, date(2025, 12, 1))]
    table.check_offer(session, acting(people, "sam"), offer, Found.RIGHT, offer.version)
    assert _open(session) == []


def test_the_page_lists_each_row_once_and_what_is_to_be_checked(session: Session, people: People) -> None:
    late = _old(session, people)
    fresh = added(session, people, name="Bus travel")
    coming = added(session, people, name="Gym", from_on=TODAY + DAY)
    over = added(session, people, name="Zoo", from_on=date(2020, 1, 1))
    table.end_offer(session, over, TODAY, "The budget ended", over.version)
    found = read_table(session)
    assert (found.now, found.coming, found.past) == ([fresh, late], [coming], [over])
    assert found.to_check == [late]
    assert found.due[fresh.id or 0] == date(2026, 4, 1)
    assert over.id not in found.due
    assert found.unwatched == 1
