"""The birthday list: who is asked about now, what is missing, whose job it is, and how long there is."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from careleavers.domain.terms import AllocationRole
from careleavers.exports.birthdays import Asked, BirthdayList, birthday_list
from careleavers.models import Allocation
from tests.client import AuditingClient, words
from tests.exports.lee import Life
from tests.people import People
from tests.plans.writing import acting

SignIn = Callable[[str], AuditingClient]
# 19 on 15 March 2026: asked about until 15 April, 42 days from the day of the tests.
SOON = date(2007, 3, 15)


@pytest.fixture
def soon(life: Life) -> Life:
    """Lee is 19 next week, was looked after until 18, and is Amy's."""
    life.born(SOON, child_id="903010")
    life.lee.team_id = life.people.north.id
    life.in_care(date(2021, 1, 1), date(2025, 3, 14))
    life.add(Allocation, worker_id=life.people.id("amy"), role=AllocationRole.AFTER_CARE_WORKER,
             from_on=date(2024, 1, 1), allocated_by_id=life.people.id("tess"))  # fmt: skip
    return life


def seen_by(life: Life, name: str) -> BirthdayList:
    return birthday_list(life.session, acting(life.people, name))


def lee_in(life: Life, rows: list[Asked]) -> Asked:
    return next(row for row in rows if row.person.id == life.lee.id)


def missing(life: Life, name: str = "amy") -> list[str]:
    return [each.endpoint for each in lee_in(life, seen_by(life, name).now).missing]


def test_who_is_asked_about_with_whose_job_it_is_and_the_days_left(soon: Life) -> None:
    row = lee_in(soon, seen_by(soon, "amy").now)
    assert (row.birthday.age, row.birthday.on, row.days_left, row.worker) == (19, date(2026, 3, 15), 42, "Amy Worker")
    assert missing(soon) == ["contacts.choose"]


def test_each_answer_goes_from_the_list_as_it_is_recorded(soon: Life) -> None:
    soon.spoke(date(2026, 2, 20))
    assert missing(soon) == ["spells.eet", "spells.homes"]
    soon.did("F2", date(2025, 9, 1))
    assert missing(soon) == ["spells.homes"]
    soon.lived("U", date(2025, 3, 14))
    assert missing(soon) == []


@pytest.mark.parametrize(
    ("name", "there"), [("amy", True), ("tess", True), ("sam", True), ("ben", False), ("una", False)]
)
def test_nobody_sees_more_than_their_own(soon: Life, name: str, there: bool) -> None:
    assert (soon.lee.id in seen_by(soon, name).people) is there


@pytest.mark.parametrize(("born", "there"), [(date(2007, 6, 4), True), (date(2007, 6, 5), False)])
def test_list_begins_three_months_before_the_birthday(life: Life, born: date, there: bool) -> None:
    life.born(born, child_id="903011")
    life.in_care(date(2021, 1, 1), date(2025, 3, 14))
    assert (life.lee.id in seen_by(life, "sam").people) is there


def test_still_looked_after_on_the_birthday_is_not_asked_about(life: Life) -> None:
    life.born(date(2008, 3, 15), child_id="903012")
    life.in_care(date(2021, 1, 1), None, "")
    assert life.lee.id not in seen_by(life, "sam").people


def test_passed_and_incomplete_is_only_who_was_in_touch(life: Life) -> None:
    life.born(date(2006, 9, 14), child_id="903013")
    life.in_care()
    assert life.lee.id not in seen_by(life, "sam").people
    life.spoke(date(2025, 9, 20))
    assert [each.words for each in lee_in(life, seen_by(life, "sam").passed).missing] == [
        "What they do", "Where they live, and whether it is suitable",
    ]  # fmt: skip


def test_page_leads_to_where_each_answer_is_recorded(session: Session, soon: Life, sign_in: SignIn) -> None:
    soon.spoke(date(2026, 2, 20))
    session.commit()
    amy = sign_in("amy")
    page = amy.get("/birthdays")
    for part in ("Lee Example 19 on 15 March 2026", "What they do", "Amy Worker", "42"):
        assert part in words(page)
    assert f"/young-people/{soon.lee.public_id}/homes" in page.get_data(as_text=True)
    assert "Nothing incomplete" in words(amy.get("/birthdays?passed=yes"))


def test_page_of_somebody_with_nobody_says_what_would_stand_here(people: People, sign_in: SignIn) -> None:
    assert "Nobody is asked about now" in words(sign_in("ivy").get("/birthdays"))
