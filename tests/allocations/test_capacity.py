"""What each worker carries, whom the board suggests and why, and how often somebody's worker changed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from careleavers.allocations import capacity, queries
from careleavers.domain.actors import Actor
from careleavers.domain.terms import (
    AccommodationCode,
    AllocationRole,
    Answer,
    LegalCategory,
    RiskLevel,
    RiskType,
    Suitability,
)
from careleavers.models import Absence, AccommodationSpell, RiskFlag
from careleavers.people.alongside import changes_of_worker
from tests.allocations.test_board import UNALLOCATED, allocate
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People, add_young_person

SignIn = Callable[[str], AuditingClient]


def manager(people: People, name: str = "tess") -> Actor:
    worker = people.worker(name)
    return Actor("test", worker.role, 1, worker.id, worker.team_id)


def load_of(session: Session, people: People, name: str, reader: str = "tess") -> capacity.Load:
    return next(each for each in capacity.loads(session, manager(people, reader)) if each.worker.sign_in_name == name)


def suggested(session: Session, people: People) -> dict[str, tuple[str, str]]:
    actor = manager(people)
    rows = queries.board(session, actor).rows
    found = capacity.suggestions(rows, capacity.loads(session, actor), TODAY)
    names = {row.person.id: row.person.given_name for row in rows}
    return {names[known]: (each.worker.given_name, each.why) for known, each in found.items()}


@pytest.fixture
def kit(session: Session, people: People) -> People:
    """Kit, 16 and a half, of North, without anybody."""
    add_young_person(session, people, "kit", date(2009, 9, 1), people.north, suggested_category=LegalCategory.ELIGIBLE)
    session.commit()
    return people


def flag(people: People, name: str, level: RiskLevel, **more: object) -> RiskFlag:
    facts: dict[str, object] = {
        "type": RiskType.EXPLOITATION, "evidence": "Said so.", "owner_id": people.id("amy"), "next_look_on": TODAY,
        "raised_on": TODAY, "raised_by_id": people.id("amy"), **more,
    }  # fmt: skip
    return RiskFlag.made(young_person_id=people.id(name), level=level, **facts)


def test_each_thing_that_asks_more_of_a_worker_adds_its_weight(session: Session, kit: People) -> None:
    assert (load_of(session, kit, "amy").points, load_of(session, kit, "amy").why) == (4, {})
    kit.yas.parent = Answer.YES
    session.add(flag(kit, "yas", RiskLevel.MEDIUM))
    session.add(
        AccommodationSpell.made(
            young_person_id=kit.id("yas"), code=AccommodationCode.CUSTODY, suitability=Suitability.UNSUITABLE,
            provided_by_council=False, started_on=TODAY - timedelta(days=9), recorded_by_id=kit.id("amy"),
        )
    )  # fmt: skip
    allocate(session, kit, "kit", "amy", TODAY - timedelta(days=83))
    load = load_of(session, kit, "amy")
    # 4 and 4, custody 2, parent 1, under 18 1, new 1; a medium risk adds nothing.
    assert (load.points, load.held) == (13, 2)
    assert load.why == {"in custody": 1, "with children": 1, "under 18": 1, "new": 1}
    session.add(flag(kit, "yas", RiskLevel.HIGH))
    session.commit()
    assert load_of(session, kit, "amy").points == 16


def test_the_day_somebody_is_new_no_longer(session: Session, kit: People) -> None:
    allocate(session, kit, "kit", "amy", TODAY - timedelta(days=84))
    assert "new" not in load_of(session, kit, "amy").why


def test_cover_weighs_too_and_closed_or_ended_do_not(session: Session, kit: People) -> None:
    allocate(session, kit, "kit", "ivy", TODAY, role=AllocationRole.COVER)
    ivy = load_of(session, kit, "ivy")
    assert (ivy.held, ivy.covered, ivy.points) == (0, 1, 6)
    queries.in_role(session, kit.id("kit"), AllocationRole.COVER)[0].to_on = TODAY
    session.commit()
    assert load_of(session, kit, "ivy").points == 0


def test_nobody_reads_the_load_of_another_team(session: Session, people: People) -> None:
    seen = {each.worker.sign_in_name for each in capacity.loads(session, manager(people))}
    assert seen == {"amy", "ivy"}
    assert {each.worker.sign_in_name for each in capacity.loads(session, manager(people, "sam"))} == {
        "amy", "ivy", "ben",
    }  # fmt: skip


def test_an_earlier_relationship_comes_before_room(session: Session, kit: People) -> None:
    assert suggested(session, kit)["Kit"] == ("Ivy", "has the most room: 0 of 100 points")
    was = allocate(session, kit, "kit", "amy", TODAY - timedelta(days=300))
    was.to_on = TODAY - timedelta(days=100)
    session.commit()
    assert suggested(session, kit)["Kit"] == ("Amy", "was their worker until 24 November 2025")


@pytest.mark.parametrize(
    ("how", "still"),
    [
        ("away until today", False),
        ("away until yesterday", True),
        ("leaves in 60 days", False),
        ("leaves in 61 days", True),
        ("disabled today", False),
    ],
)
def test_whoever_is_away_or_leaves_is_not_suggested(session: Session, kit: People, how: str, still: bool) -> None:
    ivy, day = kit.worker("ivy"), timedelta(days=1)
    if how.startswith("away"):
        last = TODAY if how.endswith("today") else TODAY - day
        session.add(Absence.made(worker_id=ivy.id, from_on=TODAY - 5 * day, to_on=last))
    elif how.startswith("leaves"):
        ivy.ends_on = TODAY + int(how.split()[2]) * day
    else:
        ivy.disabled_on = TODAY
    session.commit()
    assert (suggested(session, kit)["Kit"][0] == "Ivy") is still


def test_nobody_is_suggested_when_the_next_worker_is_chosen(session: Session, kit: People) -> None:
    allocate(session, kit, "kit", "amy", TODAY + timedelta(days=1))
    assert suggested(session, kit) == {}


def test_the_board_says_it_all_and_leads_to_handing_over(session: Session, kit: People, sign_in: SignIn) -> None:
    kit.worker("amy").ends_on = TODAY + timedelta(days=30)
    session.add(flag(kit, "kit", RiskLevel.CRITICAL))
    session.commit()
    tess = sign_in("tess")
    response = tess.get(UNALLOCATED)
    page = words(response)
    assert "Kit Example" in page
    assert "Very high" in page
    assert "Ivy Worker has the most room: 0 of 100 points" in page
    assert "Leaves 3 April 2026" in page
    assert "Ben Worker" not in page
    link = f"/allocate-several?who={kit.yas.public_id}"
    assert link in response.text
    assert "Yas Example" in words(tess.get(link))


@pytest.mark.parametrize(
    ("began", "expected"),
    [
        ([], (1, 0, 0)),
        ([("ivy", 365)], (2, 1, 1)),
        ([("ivy", 366)], (2, 1, 0)),
        ([("ivy", 300), ("ivy", 200)], (2, 1, 1)),
        ([("ivy", 300), ("amy", 200), ("ivy", 100)], (2, 3, 3)),
        ([("ivy", -1)], (1, 0, 0)),
    ],
)
def test_changes_of_worker_are_counted_and_shown(
    session: Session, people: People, sign_in: SignIn, began: list[tuple[str, int]], expected: tuple[int, int, int]
) -> None:
    for name, days_ago in began:
        before = queries.in_role(session, people.id("yas"), AllocationRole.AFTER_CARE_WORKER)[0]
        before.to_on = TODAY - timedelta(days=days_ago)
        session.flush()
        allocate(session, people, "yas", name, before.to_on)
    held = queries.history(session, [people.id("yas")])[people.id("yas")]
    found = changes_of_worker([each.allocation for each in held], TODAY)
    assert (found.workers, found.in_all, found.in_a_year) == expected
    if expected[2] == 3:
        reader, record = sign_in("ivy"), f"/young-people/{people.yas.public_id}"
        page = words(reader.get(f"{record}/allocations"))
        assert "2 after-care workers so far; changed 3 times, 3 times in the last 12 months. Too many changes" in page
        assert "Changed 3 times, 3 in the last 12 months" in words(reader.get(record))
