"""Risks are raised by anybody who works with somebody, and lowered or closed only with care."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import PlanDomain, RiskLevel, RiskType
from careleavers.models import ChangeEntry, RiskFlag, RiskFlagDetails, RiskReview
from careleavers.risks import service
from careleavers.risks.details import Look
from tests.conftest import TODAY
from tests.people import People
from tests.risks.deciding import WHY

L = RiskLevel


def actor(people: People, name: str) -> Actor:
    worker = people.worker(name)
    return Actor(f"account:{name}", worker.role, 1, worker.id, worker.team_id)


def flag_details(people: People, level: RiskLevel = L.HIGH, **more: Any) -> RiskFlagDetails:
    facts: dict[str, Any] = {
        "type": RiskType.EXPLOITATION,
        "level": level,
        "evidence": "Two new phones and a car outside",
        "keeps_safe": "Her aunt rings every evening",
        "owner_id": people.id("amy"),
        "raised_on": TODAY,
        "next_look_on": TODAY + timedelta(days=28),
    }
    return RiskFlagDetails(**{**facts, **more})


def raise_by(session: Session, people: People, name: str, level: RiskLevel = L.HIGH, **more: Any) -> RiskFlag:
    return service.raise_flag(session, actor(people, name), people.yas, flag_details(people, level, **more))


def look(level: RiskLevel, words: str = WHY, **more: Any) -> Look:
    facts = {
        "level": level,
        "words": words,
        "keeps_safe": "Her aunt, and a new number",
        "next_look_on": TODAY + timedelta(days=14),
    }
    return Look(**{**facts, **more})


def test_a_worker_raises_a_risk_that_no_manager_has_seen_yet(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy")
    assert (flag.raised_by_id, flag.manager_looked_on, flag.closed_on) == (people.id("amy"), None, None)


def test_a_manager_who_raises_one_has_looked(session: Session, people: People) -> None:
    assert raise_by(session, people, "tess").manager_looked_on == TODAY


@pytest.mark.parametrize(("level", "latest"), [(L.CRITICAL, 28), (L.HIGH, 28), (L.MEDIUM, 56), (L.LOW, 182)])
def test_the_next_look_may_wait_only_as_long_as_its_level_allows(
    session: Session, people: People, level: RiskLevel, latest: int
) -> None:
    raise_by(session, people, "amy", level, next_look_on=TODAY + timedelta(days=latest))
    for days in (latest + 1, 0, -1):
        with pytest.raises(Refused) as refusal:
            raise_by(session, people, "amy", level, next_look_on=TODAY + timedelta(days=days))
        assert refusal.value.field == "next_look_on"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("evidence", "n/a"),
        ("keeps_safe", "tbc"),
        ("raised_on", TODAY + timedelta(days=1)),
        ("raised_on", date(2006, 9, 13)),
        ("owner_id", 999_999),
    ],
)
def test_what_will_not_do_names_its_answer(session: Session, people: People, field: str, value: Any) -> None:
    with pytest.raises(Refused) as refusal:
        raise_by(session, people, "amy", **{field: value})
    assert refusal.value.field == field
    assert session.execute(select(RiskFlag)).first() is None


def test_a_worker_raises_the_level_and_the_history_is_kept(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy", L.MEDIUM)
    service.review_flag(session, actor(people, "amy"), flag, look(L.CRITICAL, "He hit her"), flag.version)
    service.review_flag(
        session, actor(people, "tess"), flag, look(L.CRITICAL, "Police told, she is safe"), flag.version
    )
    kept = session.execute(select(RiskReview).order_by(col(RiskReview.id))).scalars().all()
    assert [(each.level_before, each.level_after, each.words, each.reviewed_by_id) for each in kept] == [
        (L.MEDIUM, L.CRITICAL, "He hit her", people.id("amy")),
        (L.CRITICAL, L.CRITICAL, "Police told, she is safe", people.id("tess")),
    ]
    assert (flag.level, flag.manager_looked_on) == (L.CRITICAL, TODAY)
    assert (flag.keeps_safe, flag.next_look_on) == ("Her aunt, and a new number", TODAY + timedelta(days=14))


def test_a_workers_look_is_not_a_managers(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy")
    service.review_flag(session, actor(people, "amy"), flag, look(L.HIGH), flag.version)
    assert flag.manager_looked_on is None


def test_only_a_manager_lowers_and_with_more_than_a_line(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy", L.MEDIUM)
    with pytest.raises(Refused, match="Only a manager can lower"):
        service.review_flag(session, actor(people, "amy"), flag, look(L.LOW), flag.version)
    with pytest.raises(Refused, match="more than one line") as refusal:
        service.review_flag(session, actor(people, "tess"), flag, look(L.LOW, "Calmer now"), flag.version)
    assert refusal.value.field == "words"
    assert flag.level is L.MEDIUM
    service.review_flag(session, actor(people, "tess"), flag, look(L.LOW), flag.version)
    assert flag.level is L.LOW


def test_closing_needs_a_manager_and_a_reason(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy", L.MEDIUM)
    with pytest.raises(Refused, match="Only a manager"):
        service.close_flag(session, actor(people, "amy"), flag, WHY, flag.version)
    with pytest.raises(Refused, match="more than one line") as refusal:
        service.close_flag(session, actor(people, "tess"), flag, "It is over.", flag.version)
    assert refusal.value.field == "close_reason"
    service.close_flag(session, actor(people, "tess"), flag, WHY, flag.version)
    assert (flag.closed_on, flag.closed_by_id, flag.close_reason) == (TODAY, people.id("tess"), WHY)
    entry = session.execute(
        select(ChangeEntry).where(col(ChangeEntry.field) == "closed_on", col(ChangeEntry.table_name) == "risk_flag")
    ).scalar_one()
    assert (entry.before, entry.after, entry.young_person_id) == (None, '"2026-03-04"', people.yas.id)


@pytest.mark.parametrize("level", [L.HIGH, L.CRITICAL])
def test_no_manager_lowers_or_closes_a_high_risk_alone(session: Session, people: People, level: RiskLevel) -> None:
    flag = raise_by(session, people, "amy", level)
    for act in (
        lambda: service.close_flag(session, actor(people, "sam"), flag, WHY, flag.version),
        lambda: service.review_flag(session, actor(people, "sam"), flag, look(L.LOW), flag.version),
    ):
        with pytest.raises(Refused, match="two people decide"):
            act()
    assert (flag.level, flag.closed_on) == (level, None)


def test_a_look_keeps_what_stood_there_until_then_and_may_hand_the_risk_on(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy", their_view="I can look after myself", safety_plan="Ring me")
    other = look(L.HIGH, their_view="I am scared of him", safety_plan="", owner_id=people.id("tess"),
                 plan_domain=PlanDomain.HEALTH)  # fmt: skip
    review = service.review_flag(session, actor(people, "amy"), flag, other, flag.version)
    assert (review.their_view_before, review.keeps_safe_before, review.safety_plan_before) == (
        "I can look after myself", "Her aunt rings every evening", "Ring me",
    )  # fmt: skip
    assert (flag.their_view, flag.safety_plan, flag.owner_id) == ("I am scared of him", "", people.id("tess"))
    assert flag.plan_domain is PlanDomain.HEALTH
    with pytest.raises(Refused) as refusal:
        service.review_flag(session, actor(people, "amy"), flag, look(L.HIGH, owner_id=999_999), flag.version)
    assert refusal.value.field == "owner_id"


def test_a_closed_risk_stays_closed(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy", L.MEDIUM)
    service.close_flag(session, actor(people, "tess"), flag, WHY, flag.version)
    with pytest.raises(Refused, match="was closed on 4 March 2026"):
        service.review_flag(session, actor(people, "tess"), flag, look(L.HIGH), flag.version)
    with pytest.raises(Refused, match="was closed on 4 March 2026"):
        service.close_flag(session, actor(people, "sam"), flag, WHY, flag.version)


def test_what_somebody_else_saved_is_not_overwritten(session: Session, people: People) -> None:
    flag = raise_by(session, people, "amy")
    shown = flag.version
    service.review_flag(session, actor(people, "tess"), flag, look(L.CRITICAL), shown)
    with pytest.raises(Stale):
        service.review_flag(session, actor(people, "amy"), flag, look(L.HIGH), shown)
    with pytest.raises(Stale):
        service.close_flag(session, actor(people, "tess"), flag, WHY, shown)
    assert flag.level is L.CRITICAL
