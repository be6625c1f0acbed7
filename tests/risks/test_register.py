"""The manager's risk register: the worst first, of those the one nobody looked at for longest, and only in scope."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session

from careleavers.domain.terms import Closure, RiskLevel
from careleavers.models import RiskReview
from careleavers.models.base import identity
from careleavers.risks import register
from careleavers.risks.register import read_register
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import raised
from tests.people import People
from tests.risks.test_service import actor

SignIn = Callable[[str], AuditingClient]
L = RiskLevel


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def put(session: Session, people: People, name: str, who: str = "yas", looked: int | None = None, **more: Any) -> None:
    """An open risk told apart by its evidence, looked at so many days ago if at all."""
    flag = raised(people, who, evidence=name, **more)
    session.add(flag)
    session.flush()
    if looked is not None:
        session.add(
            RiskReview.made(
                risk_flag_id=identity(flag), reviewed_on=ago(looked), reviewed_by_id=people.id("amy"),
                level_before=flag.level, level_after=flag.level, words="Weighed again",
            )
        )  # fmt: skip
        session.flush()


def listed(session: Session, people: People, name: str, after: str = "") -> list[str]:
    return [each.flag.evidence for each in read_register(session, actor(people, name), TODAY, after).risks]


@pytest.fixture
def five(session: Session, people: People) -> People:
    """Four open risks of Yas in no order, one of Zak, and one that is closed."""
    put(session, people, "low, forgotten", level=L.LOW, raised_on=ago(400))
    put(session, people, "high, fresh", raised_on=ago(300), looked=2)
    put(session, people, "critical", level=L.CRITICAL, raised_on=ago(3), next_look_on=ago(1))
    put(session, people, "high, stale", raised_on=ago(200), looked=100)
    put(session, people, "zak's", who="zak", by="ben", raised_on=ago(90))
    put(
        session, people, "over", level=L.CRITICAL, closed_on=ago(1), closed_by_id=people.id("tess"), close_reason="Over"
    )
    session.commit()
    return people


def test_the_worst_and_longest_unseen_come_first_and_only_in_scope(session: Session, five: People) -> None:
    norths = ["critical", "high, stale", "high, fresh", "low, forgotten"]
    assert listed(session, five, "tess") == norths
    assert listed(session, five, "una") == ["zak's"]
    assert listed(session, five, "sam") == ["critical", "high, stale", "zak's", "high, fresh", "low, forgotten"]
    found = read_register(session, actor(five, "tess"), TODAY)
    assert (found.by_level, found.in_all, found.late) == ([(L.CRITICAL, 1), (L.HIGH, 2), (L.LOW, 1)], 4, 1)
    looked = {each.flag.evidence: (each.looked_on, each.looked_at) for each in found.risks}
    assert looked["high, stale"] == (ago(100), True)
    assert looked["critical"] == (ago(3), False)


def test_somebody_who_died_is_left_out_and_a_closed_record_stays(session: Session, five: People) -> None:
    with session.no_autoflush:
        five.yas.closure, five.yas.closed_on = Closure.TRANSFERRED, ago(5)
    assert len(listed(session, five, "tess")) == 4
    five.yas.died_on = TODAY
    assert listed(session, five, "tess") == []


def test_pages_follow_on_without_loss_or_repeat(
    session: Session, five: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = listed(session, five, "sam")
    monkeypatch.setattr(register, "PAGE", 2)
    seen, after = [], ""
    for _ in range(3):
        page = read_register(session, actor(five, "sam"), TODAY, after)
        seen += [each.flag.evidence for each in page.risks]
        after = page.after
    assert (seen, after) == (whole, "")
    for nonsense in ("x", "1.2.3", "9.2026-01-01.A", "1.2026-01-01.';--"):
        assert listed(session, five, "sam", nonsense) == whole[:2]


def test_a_manager_reads_it_and_a_worker_may_not(session: Session, sign_in: SignIn, five: People) -> None:
    five.worker("amy").ends_on = ago(1)
    session.commit()
    page = sign_in("una").get("/risks")
    assert "Zak Example" in words(page)
    assert "Yas" not in words(page)
    page = sign_in("tess").get("/risks")
    assert "4 open risks" in words(page)
    assert "1 risk has passed the day of the next look" in words(page)
    assert "No longer here" in words(page)
    assert "Zak" not in words(page)
    assert f"/young-people/{five.yas.public_id}/risks#risk-" in page.get_data(as_text=True)
    assert sign_in("ben").get("/risks").status_code == 403


def test_nobody_at_risk_is_said_in_words(sign_in: SignIn) -> None:
    assert "No risk is open" in words(sign_in("tess").get("/risks"))
