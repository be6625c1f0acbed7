"""The board: everybody in reach of 15½ or over without an after-care worker, and nobody else."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from careleavers.allocations import queries
from careleavers.domain.actors import Actor
from careleavers.domain.terms import AllocationRole, Closure, LegalCategory
from careleavers.models import Absence, Allocation, CategoryDecision, ReadEntry
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People, add_young_person

SignIn = Callable[[str], AuditingClient]
UNALLOCATED = "/unallocated"


def allocate(session: Session, people: People, name: str, worker: str, from_on: date, **more: object) -> Allocation:
    facts: dict[str, object] = {"role": AllocationRole.AFTER_CARE_WORKER, **more}
    row = Allocation.made(
        young_person_id=people.id(name), worker_id=people.id(worker), from_on=from_on,
        allocated_by_id=people.id("tess"), **facts,
    )  # fmt: skip
    session.add(row)
    session.commit()
    return row


def names(session: Session, people: People, manager: str = "tess") -> list[str]:
    worker = people.worker(manager)
    actor = Actor("test", worker.role, 1, worker.id, worker.team_id)
    return [row.person.given_name for row in queries.board(session, actor).rows]


@pytest.mark.parametrize(
    ("born_on", "listed"),
    [
        (date(2010, 9, 3), True),  # 15½ yesterday
        (date(2010, 9, 4), True),  # today
        (date(2010, 9, 5), False),  # tomorrow
        (date(2010, 3, 4), True),  # 16 today
        (date(2008, 2, 29), True),  # a leap day
        (date(2001, 3, 4), False),  # 25 today
    ],
)
def test_from_fifteen_and_a_half_until_the_duty_ends(
    session: Session, people: People, born_on: date, listed: bool
) -> None:
    more = {"duty_from": date(born_on.year + 16, 3, 1), "suggested_category": LegalCategory.ELIGIBLE}
    if born_on.year < 2008:
        more = {"duty_from": date(2017, 3, 4), "asked_for_support_on": date(2025, 1, 1)}
    add_young_person(session, people, "new", born_on, people.north, **more)
    session.commit()
    assert ("New" in names(session, people)) is listed


@pytest.fixture
def kit(session: Session, people: People) -> People:
    """Kit, 16 and a half, of North, without anybody."""
    add_young_person(session, people, "kit", date(2009, 9, 1), people.north, suggested_category=LegalCategory.ELIGIBLE)
    session.commit()
    return people


def test_with_a_worker_from_today_they_are_off_the_board(session: Session, kit: People) -> None:
    assert names(session, kit) == ["Kit"]
    allocate(session, kit, "kit", "amy", TODAY)
    assert names(session, kit) == []


def test_with_a_worker_from_tomorrow_they_are_still_on_it_and_it_says_so(
    session: Session, kit: People, sign_in: SignIn
) -> None:
    allocate(session, kit, "kit", "amy", TODAY + timedelta(days=1))
    page = words(sign_in("tess").get(UNALLOCATED))
    assert "Kit Example" in page
    assert "Amy Worker begins on 5 March 2026" in page


@pytest.mark.parametrize("role", [AllocationRole.COVER, AllocationRole.SOCIAL_WORKER, AllocationRole.REVIEWING_OFFICER])
def test_cover_and_other_workers_are_not_a_worker_of_their_own(
    session: Session, kit: People, role: AllocationRole
) -> None:
    allocate(session, kit, "kit", "ivy", TODAY - timedelta(days=30), role=role)
    assert names(session, kit) == ["Kit"]


def test_cover_is_named(session: Session, kit: People, sign_in: SignIn) -> None:
    allocate(session, kit, "kit", "ivy", TODAY - timedelta(days=30), role=AllocationRole.COVER)
    assert "Cover only Ivy Worker" in words(sign_in("tess").get(UNALLOCATED))


@pytest.mark.parametrize("how", ["ends_on", "disabled_on", "away", "ended"])
def test_whoever_lost_their_worker_is_on_it(session: Session, people: People, sign_in: SignIn, how: str) -> None:
    assert names(session, people) == []
    day = TODAY - timedelta(days=3)
    if how == "away":
        session.add(Absence.made(worker_id=people.id("amy"), from_on=day, to_on=TODAY + timedelta(days=9)))
    elif how == "ended":
        allocation = queries.in_role(session, people.id("yas"), AllocationRole.AFTER_CARE_WORKER)[0]
        allocation.to_on, allocation.end_reason = day, "Moved on"
    else:
        setattr(people.worker("amy"), how, day)
    session.commit()
    page = words(sign_in("tess").get(UNALLOCATED))
    assert "Yas Example" in page
    assert "since 1 March 2026 (3 days)" in page
    said = {"away": "Amy Worker is away, and nobody covers", "ended": "Amy Worker, until 1 March 2026"}
    assert said.get(how, "Amy Worker, left 1 March 2026") in page


def test_worker_who_leaves_soon_is_seen_coming_and_later_is_not(session: Session, people: People) -> None:
    people.worker("amy").ends_on = TODAY + timedelta(days=60)
    session.commit()
    assert names(session, people) == ["Yas"]
    people.worker("amy").ends_on = TODAY + timedelta(days=61)
    session.commit()
    assert names(session, people) == []


def test_nobody_closed_dead_or_decided_away_is_on_it(session: Session, kit: People) -> None:
    add_young_person(session, kit, "gone", date(2008, 1, 1), kit.north, closed_on=TODAY, closure=Closure.TRANSFERRED)
    add_young_person(session, kit, "none", date(2008, 1, 1), kit.north, suggested_category=LegalCategory.QUALIFYING)
    add_young_person(session, kit, "decided", date(2008, 1, 1), kit.north)
    session.add(
        CategoryDecision.made(
            young_person_id=kit.id("decided"),
            category=LegalCategory.QUALIFYING,
            from_on=TODAY,
            reason="Not 13 weeks",
            suggested_category=LegalCategory.FORMER_RELEVANT,
            decided_by_id=kit.id("tess"),
            decided_on=TODAY,
        )
    )
    session.commit()
    assert names(session, kit) == ["Kit"]


def test_a_manager_sees_their_team_and_whoever_has_none(session: Session, kit: People) -> None:
    add_young_person(session, kit, "lou", date(2009, 9, 1), None)
    add_young_person(session, kit, "moe", date(2009, 9, 1), kit.south)
    session.commit()
    assert sorted(names(session, kit, "tess")) == ["Kit", "Lou"]
    assert sorted(names(session, kit, "una")) == ["Lou", "Moe"]
    assert sorted(names(session, kit, "sam")) == ["Kit", "Lou", "Moe"]


def test_page_says_age_category_since_when_and_team(session: Session, kit: People, sign_in: SignIn) -> None:
    add_young_person(
        session, kit, "ash", date(2010, 5, 3), None, suggested_category=LegalCategory.NOT_ELIGIBLE,
        duty_from=date(2026, 5, 3), given_name="", family_name="",
    )  # fmt: skip
    session.commit()
    page = words(sign_in("tess").get(UNALLOCATED))
    assert "2 young people of 15½ or over" in page
    assert "1 September 2025 (184 days ago)" in page
    assert "since 1 September 2025 (184 days)" in page
    assert "Eligible (suggested)" in page
    assert "3 May 2026 (in 60 days)" in page
    assert "from 3 May 2026 (in 60 days)" in page
    assert "Nobody yet" in page
    assert "No team yet" in page
    assert page.index("Kit Example") < page.index("Name not recorded")


def test_long_board_comes_in_stretches(
    session: Session, people: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    for n, name in enumerate(["one", "two", "three"]):
        add_young_person(session, people, name, date(2009, 9, 1 + n), people.north)
    session.commit()
    tess = sign_in("tess")
    first = tess.get(UNALLOCATED)
    assert "Two" in words(first)
    assert "Three Example" not in words(first)
    assert "3 young people" in words(first)
    more = f"{UNALLOCATED}?after={people.two.public_id}"
    assert more in first.get_data(as_text=True)
    assert "Three Example" in words(tess.get(more))
    assert "One Example" in words(tess.get(f"{UNALLOCATED}?after=nonsense%00"))


def test_empty_board_says_what_would_be_here(people: People, sign_in: SignIn) -> None:
    assert "Everybody has an after-care worker" in words(sign_in("tess").get(UNALLOCATED))


def test_opening_the_board_is_kept(session: Session, kit: People, sign_in: SignIn) -> None:
    sign_in("tess").get(UNALLOCATED)
    entries = session.exec(select(ReadEntry)).all()
    assert [entry.listed_ids for entry in entries] == [str(kit.id("kit"))]


@pytest.mark.parametrize("name", ["amy", "sol", "rob", "ada", "olly", "yas"])
def test_nobody_else_sees_the_board(sign_in: SignIn, people: People, name: str) -> None:
    assert sign_in(name).get(UNALLOCATED).status_code == 403
