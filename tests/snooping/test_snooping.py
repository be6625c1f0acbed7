"""Twenty curious looks planted among five thousand openings are found, and those who only work are not asked."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, select

from careleavers.audit import load_rows
from careleavers.domain.dates import LONDON
from careleavers.domain.emergency import ExceptionalGround
from careleavers.domain.snooping import Found, Look, Pattern, SnoopingLimits, Stretch, Trail, find
from careleavers.domain.terms import AllocationRole, Role, ViewBasis
from careleavers.models import Allocation, Message, ReadEntry, SnoopingFinding
from careleavers.models.base import identity
from careleavers.snooping.queries import readers
from careleavers.snooping.service import look_through
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People, add_worker, add_young_person

SignIn = Callable[[str], AuditingClient]
YESTERDAY = TODAY - timedelta(days=1)
LIMITS = SnoopingLimits()
NAMES = ("Ahmed", "Baker", "Clarke", "Davies", "Evans", "Foster", "Green", "Hughes", "Iqbal", "Jones")


def at(ago: int, hour: int, minute: int = 0) -> datetime:
    """A moment in London so many days before today."""
    day = TODAY - timedelta(days=ago)
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


class Council:
    """Twenty workers with ten young people each, four managers, and an hour-by-hour trail of openings."""

    def __init__(self, session: Session, people: People) -> None:
        self.session, self.people, self.reads, self.planted = session, people, [], set[tuple[Any, ...]]()
        self.staff = [
            add_worker(session, people, f"work{number}", Role.AFTER_CARE_WORKER, people.north, family_name=name)
            for number, name in enumerate(NAMES * 2)
        ]
        self.managers = [
            add_worker(session, people, f"boss{number}", role, None if number > 1 else people.north, family_name="Boss")
            for number, role in enumerate([Role.TEAM_MANAGER] * 2 + [Role.SERVICE_MANAGER] * 12)
        ]
        self.young = [
            add_young_person(
                session, people, f"y{number}", date(2007, 1, 1) + timedelta(days=number), people.north,
                family_name=NAMES[(number * 7 + number // 10) % 10],
            )
            for number in range(200)
        ]  # fmt: skip
        for number, person in enumerate(self.young):
            self.allocate(number // 10, number, ended=None)
            assert person.id
        session.flush()

    def allocate(self, worker: int, young: int, ended: date | None) -> None:
        """Somebody works with somebody, until a day."""
        self.session.add(
            Allocation.made(
                young_person_id=identity(self.young[young]), worker_id=identity(self.staff[worker]),
                role=AllocationRole.COVER if ended else AllocationRole.AFTER_CARE_WORKER, to_on=ended,
                from_on=TODAY - timedelta(days=300), allocated_by_id=self.people.id("tess"),
            )
        )  # fmt: skip

    def opens(self, worker: Any, young: int, when: datetime, endpoint: str = "people.show") -> None:
        """A line of the trail."""
        known = identity(self.young[young])
        alone = {"young_person_id": None, "listed_ids": str(known)} if endpoint == "finding.search" else {}
        self.reads.append(
            {"id": 100_000 + len(self.reads), "at": when,
             "account_id": identity(self.people.account(worker.sign_in_name)),
             "role": worker.role, "basis": ViewBasis.ALLOCATED, "endpoint": endpoint, "young_person_id": known,
             "listed_ids": "", "about": None, "request_id": "", "exceptional": None, **alone}
        )  # fmt: skip

    def works(self) -> None:
        """Five thousand openings of ordinary work: everybody their own, in the day, managers their team's."""
        for turn in range(4600):
            worker = turn % 20
            ago = 1 + (turn // 20) % 36
            self.opens(self.staff[worker], worker * 10 + turn // 20 % 10, at(ago, 9 + turn % 8, turn % 60))
        for turn in range(400):
            self.opens(self.managers[turn % 4], turn * 13 % 200, at(1 + turn % 36, 10 + turn % 6, turn % 60))

    def plants(self, pattern: Pattern, worker: Any, young: int | None) -> None:
        """What is to be found."""
        self.planted.add((pattern, worker.id, None if young is None else self.young[young].id))

    def kept(self) -> None:
        """Write the trail."""
        load_rows(self.session, ReadEntry, self.reads, "the trail of the test")


def plant_all(council: Council) -> None:
    """Three of each pattern, and two who leave."""
    for number in range(3):
        boss = council.managers[4 + number]
        council.plants(Pattern.MANY, boss, None)
        for young in range(30):
            council.opens(boss, young + number * 30, at(1, 14, young))
        searcher = council.managers[7 + number]
        council.plants(Pattern.SEARCHED, searcher, 100 + number)
        for ago in (5, 3, 2):
            council.opens(searcher, 100 + number, at(ago, 11), "finding.search")
        namesake = council.managers[10 + number]
        namesake.family_name = council.young[110 + number].family_name.upper()
        council.plants(Pattern.SAME_NAME, namesake, 110 + number)
        council.opens(namesake, 110 + number, at(1 + number, 12))
        curious = council.staff[number]
        council.plants(Pattern.NO_GROUND, curious, 150 + number)
        council.opens(curious, 150 + number, at(1 + number, 12))
        awake = council.staff[4 + number]
        council.plants(Pattern.NIGHT, awake, None)
        council.opens(awake, (4 + number) * 10, at(1 + number, 3))
        former = council.staff[8 + number]
        council.allocate(8 + number, 180 + number, ended=TODAY - timedelta(days=10))
        council.plants(Pattern.HANDED_OVER, former, 180 + number)
        for ago in (6, 4, 2):
            council.opens(former, 180 + number, at(ago, 15))
    for number in range(2):
        leaver = council.managers[2 + number]
        leaver.ends_on = TODAY + timedelta(days=3)
        council.plants(Pattern.LEAVING, leaver, None)
        for young in range(130):
            council.opens(leaver, young, at(1 + young % 9, 9 + young % 7, young % 60))
    council.session.flush()


def test_twenty_planted_among_five_thousand_are_found_and_nothing_else(session: Session, people: People) -> None:
    council = Council(session, people)
    council.works()
    assert len(council.reads) == 5000
    plant_all(council)
    assert len(council.planted) == 20
    council.kept()
    found = look_through(session, "", YESTERDAY, datetime.now(UTC), mail=False)
    keys = {(each.pattern, each.worker_id, each.young_person_id) for each in found}
    assert council.planted - keys == set(), "planted and not found"
    # The days before the third after a hand-over are without a ground as well, between the same two people.
    about = {(worker, young) for _pattern, worker, young in council.planted}
    wrong = {key for key in keys if key[1:] not in about}
    assert wrong == set(), "work that was taken for curiosity"
    assert len(session.exec(select(SnoopingFinding)).all()) == len(found)
    assert look_through(session, "", YESTERDAY, datetime.now(UTC), mail=False) == [], "found a second time"


def one(*looks: Look, **more: Any) -> set[Pattern]:
    """The patterns of yesterday in these looks by worker 1."""
    trail = Trail(list(looks), more.pop("stretches", []), {1: "khan", 2: "lee"}, {5: "khan", 6: "lee"}, **more)
    return {each.pattern for each in find(trail, LIMITS, YESTERDAY)}


def managed(young: int = 6, when: datetime | None = None, **more: Any) -> Look:
    return Look(1, young, when or at(1, 12), by_allocation=False, **more)


def many(count: int, ago: int = 1, hour: int = 12) -> Iterator[Look]:
    return (managed(100 + number, at(ago, hour, number)) for number in range(count))


def test_each_pattern_has_its_edge() -> None:
    own = [Stretch(1, 5, TODAY - timedelta(days=90), None)]
    assert one(managed(5)) == {Pattern.SAME_NAME}
    assert one(managed(5), stretches=own) == set(), "their own worker"
    assert one(Look(1, 5, at(1, 12), exceptional=True)) == set(), "emergency access has its own review"
    assert one(Look(1, 6, at(1, 12))) == {Pattern.NO_GROUND}
    assert one(Look(1, 6, at(1, 12)), stand_ins=[(1, YESTERDAY, YESTERDAY)]) == set()
    assert one(Look(1, 6, at(2, 12))) == set(), "another day"
    assert one(*many(25)) == set()
    assert one(*many(26)) == {Pattern.MANY}
    assert one(*many(28), *many(9, 3)) == {Pattern.MANY}
    assert one(*many(27), *many(9, 3)) == set(), "three times what is usual for them"
    searches = [managed(6, at(ago, 12), searched=True) for ago in (7, 4, 1)]
    assert one(*searches) == {Pattern.SEARCHED}
    assert one(*searches[1:]) == set()
    assert one(managed(6, at(8, 12), searched=True), *searches[1:]) == set(), "eight days ago"
    assert one(*searches, manages={1: 3}, teams={6: 3}) == set(), "somebody of their own team"


def test_the_night_and_leaving_and_a_hand_over_have_theirs() -> None:
    own = [Stretch(1, 5, TODAY - timedelta(days=90), None)]
    days = [Look(1, 5, at(2 + number, 10)) for number in range(20)]
    assert one(*days, Look(1, 5, at(1, 22)), stretches=own) == {Pattern.NIGHT}
    assert one(*days, Look(1, 5, at(1, 21, 59)), stretches=own) == set()
    assert one(*days[1:], Look(1, 5, at(1, 22)), stretches=own) == set(), "too little to know what is usual"
    assert one(*days, Look(1, 5, at(9, 22)), Look(1, 5, at(1, 22)), stretches=own) == set(), "usual for them"
    late = [look for ago in (1, 2) for look in many(13, ago, 9 + ago)]
    spread = [replace(look, young_person_id=look.young_person_id + 50 * (look.local.hour == 11)) for look in late]
    assert one(*spread, leaves={1: TODAY}) == {Pattern.LEAVING}
    assert one(*spread, leaves={1: TODAY + timedelta(days=14)}) == set(), "more than two weeks before"
    assert one(*late, leaves={1: TODAY}) == set(), "the same thirteen twice"
    over = [Stretch(1, 6, TODAY - timedelta(days=90), TODAY - timedelta(days=5))]
    after = [managed(6, at(ago, 12)) for ago in (5, 3, 1)]
    assert one(*after, stretches=over) == {Pattern.HANDED_OVER}
    assert one(*after[1:], stretches=over) == set()
    assert one(managed(6, at(6, 12)), *after[1:], stretches=over) == set(), "the last day was theirs"


def finding(session: Session, people: People, worker: str, young: str | None = "yas") -> None:
    known = people.id(young) if young else None
    session.add(
        SnoopingFinding.made(
            pattern=Pattern.SAME_NAME, worker_id=people.id(worker), young_person_id=known, found_on=YESTERDAY, times=1
        )
    )
    session.flush()


def test_the_named_reader_reads_them_and_nobody_about_themselves(
    session: Session, app: Flask, people: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding(session, people, "amy")
    finding(session, people, "sam", "zak")
    finding(session, people, "olly", None)
    page = words(sign_in("sam").get("/unusual-openings"))
    assert "Amy Worker" in page
    assert "Sam Worker Zak" not in page
    assert "Unusual openings" not in words(sign_in("olly").get("/", follow_redirects=True))
    assert sign_in("olly").get("/unusual-openings").status_code == 404
    for name in ("amy", "tess", "ada"):
        assert sign_in(name).get("/unusual-openings").status_code == 403, name
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], privacy_officer="olly"))
    page = words(sign_in("olly").get("/unusual-openings"))
    assert "Sam Worker Zak" in page
    assert "Several" not in page, "about Olly"
    assert sign_in("sam").get("/unusual-openings").status_code == 404
    assert "Unusual openings" not in words(sign_in("sam").get("/alerts"))
    [read] = session.exec(select(ReadEntry).where(ReadEntry.account_id == people.account("olly").id)).all()
    assert read.listed_ids == " ".join(str(each) for each in sorted((people.id("yas"), people.id("zak"))))


def test_an_administrator_named_as_reader_is_not_one(session: Session, people: People) -> None:
    assert [each.sign_in_name for each in readers(session, "ada", TODAY)] == ["sam"]
    assert [each.sign_in_name for each in readers(session, "olly", TODAY)] == ["olly"]
    people.worker("olly").ends_on = TODAY
    session.flush()
    assert [each.sign_in_name for each in readers(session, "olly", TODAY)] == ["sam"], "they have left"


def test_the_reader_is_told_by_message_without_a_name(session: Session, people: People) -> None:
    people.worker("sam").email = "sam@council.example"
    people.worker("sam").family_name = "Example"
    load_rows(
        session, ReadEntry,
        [{"id": 900, "at": at(1, 12), "account_id": people.account("ben").id, "role": Role.AFTER_CARE_WORKER,
          "basis": ViewBasis.ALLOCATED, "endpoint": "people.show", "young_person_id": people.id("yas"),
          "listed_ids": "", "about": None, "request_id": "", "exceptional": None},
         {"id": 901, "at": at(1, 13), "account_id": people.account("ivy").id, "role": Role.AFTER_CARE_WORKER,
          "basis": ViewBasis.ALLOCATED, "endpoint": "emergency.show", "young_person_id": people.id("yas"),
          "listed_ids": "", "about": None, "request_id": "", "exceptional": ExceptionalGround.EMERGENCY}],
        "two looks",
    )  # fmt: skip
    found = look_through(session, "", YESTERDAY, datetime.now(UTC), mail=True)
    assert found == [Found(Pattern.NO_GROUND, people.id("ben"), people.id("yas"), YESTERDAY, 1)]
    [sent] = session.exec(select(Message)).all()
    assert sent.worker_id == people.id("sam")
    assert not {"Yas", "Ben"} & set(sent.body.split())
