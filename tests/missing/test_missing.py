"""Times missing: what is refused, what the alerts make of them, and the pages. TODAY is 4 March 2026; Zak is 17."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from careleavers.domain.missing import AbsenceKind, InterviewOutcome, MissingStepKind, clock_time, interview_by
from careleavers.domain.refusals import Refused
from careleavers.finding.queries import search
from careleavers.missing import service
from careleavers.models import MissingEpisode, MissingEpisodeDetails, MissingStep, MissingStepDetails
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.entitlements.filling import day_sent
from tests.people import People
from tests.plans.writing import acting

SignIn = Callable[[str], AuditingClient]
YESTERDAY = TODAY - timedelta(days=1)
GONE: dict[str, Any] = {"absence": "missing", "last_seen_at": "21.30", "harmed": "not_known",
                        **day_sent("last_seen_on", YESTERDAY)}  # fmt: skip


def gone(**more: Any) -> MissingEpisodeDetails:
    facts = {"absence": AbsenceKind.MISSING, "last_seen_on": YESTERDAY, "last_seen_at": "21:30"}
    return MissingEpisodeDetails(**{**facts, **more})


def offered(outcome: InterviewOutcome | None, **more: Any) -> MissingStepDetails:
    facts = {
        "kind": MissingStepKind.INTERVIEW,
        "happened_on": TODAY,
        "by_whom": "Northshire Missing",
        "outcome": outcome,
    }
    return MissingStepDetails(**{**facts, **more})


def page(people: People, more: str = "/missing") -> str:
    return f"/young-people/{people.zak.public_id}{more}"


@pytest.mark.parametrize(
    ("returned", "clock", "due"),
    [
        (date(2026, 3, 1), "14:30", datetime(2026, 3, 4, 14, 30)),  # noqa: DTZ001 - compared as a clock on the wall
        (date(2026, 3, 28), "23:30", datetime(2026, 3, 31, 23, 30)),  # noqa: DTZ001 - the night of 28 March is short
        (date(2026, 10, 24), "00:30", datetime(2026, 10, 27, 0, 30)),  # noqa: DTZ001 - that of 24 October is long
    ],
    ids=["an ordinary week", "the clocks go forward", "the clocks go back"],
)
def test_72_hours_are_the_same_time_three_days_later_in_london(returned: date, clock: str, due: datetime) -> None:
    assert interview_by(returned, clock, 3).replace(tzinfo=None) == due


def test_two_who_record_it_at_one_moment_make_one(
    session: Session, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither saw what the other was saving: the database keeps the second from being one more."""
    monkeypatch.setattr(service.checks, "episode", lambda *_: None)
    service.record_episode(session, acting(people, "ben"), people.zak, gone())
    with pytest.raises(Refused, match="at the same moment"):
        service.record_episode(session, acting(people, "ben"), people.zak, gone())


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("9.30", "09:30"), ("21:05", "21:05"), (" 0:00 ", "00:00"), ("24:00", ""), ("9", ""), ("9:3", ""), ("²1:00", "")],
)
def test_times_of_day_are_read_as_people_write_them(typed: str, kept: str) -> None:
    assert clock_time(typed) == kept


@pytest.mark.parametrize(
    ("details", "field"),
    [
        (gone(last_seen_on=TODAY + timedelta(days=1)), "last_seen_on"),
        (gone(last_seen_at="late"), "last_seen_at"),
        (gone(returned_on=YESTERDAY, returned_at="20:00"), "returned_on"),
        (gone(police_on=YESTERDAY, police_at="20:00"), "police_on"),
        (gone(returned_on=TODAY, returned_at="01:00", harmed="yes"), "harm"),
    ],
    ids=["tomorrow", "no time of day", "back before", "police before", "harm without words"],
)
def test_what_cannot_be_is_refused(session: Session, people: People, details: Any, field: str) -> None:
    with pytest.raises(Refused) as refused:
        service.record_episode(session, acting(people, "ben"), people.zak, details)
    assert refused.value.field == field


def test_nobody_is_missing_twice_at_once(session: Session, people: People) -> None:
    ben = acting(people, "ben")
    first = service.record_episode(session, ben, people.zak, gone())
    with pytest.raises(Refused, match="Record first that they are back"):
        service.record_episode(session, ben, people.zak, gone(last_seen_on=TODAY, last_seen_at="00:30"))
    back = gone(returned_on=TODAY, returned_at="00:10")
    service.change_episode(session, people.zak, first, back, first.version)
    service.record_episode(session, ben, people.zak, gone(last_seen_on=TODAY, last_seen_at="00:30"))


def test_an_interview_is_for_who_is_back_and_says_what_was_learnt(session: Session, people: People) -> None:
    ben = acting(people, "ben")
    still = service.record_episode(session, ben, people.zak, gone())
    with pytest.raises(Refused, match="Record first that they are back"):
        service.record_step(session, ben, still, offered(InterviewOutcome.REFUSED))
    service.change_episode(session, people.zak, still, gone(returned_on=TODAY, returned_at="00:10"), still.version)
    for outcome, more, field in (
        (None, {}, "outcome"), (InterviewOutcome.NOT_OFFERED, {}, "words"), (InterviewOutcome.HELD, {}, "words"),
        (InterviewOutcome.HELD, {"words": "Friends and noise", "held_on": TODAY}, "acted"),
        (InterviewOutcome.REFUSED, {"happened_on": YESTERDAY}, "happened_on"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            service.record_step(session, ben, still, offered(outcome, **more))
        assert refused.value.field == field
    with pytest.raises(Refused, match="manager"):
        look = MissingStepDetails(kind=MissingStepKind.LOOK, happened_on=TODAY, by_whom="Ben", words="Looked at it")
        service.record_step(session, ben, still, look)
    with pytest.raises(Refused, match="Ask a manager"):
        service.strike(session, ben, still, "Somebody else", still.version)


def test_who_is_missing_cannot_be_overlooked_and_is_talked_to_when_back(
    session: Session, sign_in: SignIn, people: People
) -> None:
    ben, una = sign_in("ben"), sign_in("una")
    assert "No time missing is recorded" in words(ben.get(page(people)))
    refused = ben.send(page(people, "/missing/record"), {**GONE, "last_seen_at": "late", "factors": "Noise"})
    assert refused.status_code == 422
    assert "Enter a time of day, such as 21:30" in words(refused)
    assert "Noise" in words(refused)
    assert ben.send(page(people, "/missing/record"), GONE).status_code == 302
    for opened in (ben.get(page(people, "")), ben.get(page(people, "/plan"))):
        assert "Missing now: last seen on 3 March 2026 at 21:30" in words(opened)
    assert "Missing now" in words(ben.get("/young-people"))
    register = words(una.get("/risks"))
    assert "last seen on 3 March 2026 at 21:30. The police are not recorded as told" in register
    now = words(una.get(page(people, "")))
    assert "last looked at by a manager, on 3 March 2026" in now
    row = session.exec(select(MissingEpisode)).one()
    back = {**GONE, **day_sent("returned_on", TODAY), "returned_at": "00:20", "found_where": "At a friend’s",
            "version": str(row.version)}  # fmt: skip
    assert ben.send(page(people, f"/missing/{row.public_id}/change"), back).status_code == 302
    assert "Missing now" not in words(ben.get(page(people, "")))
    shown = words(ben.get(page(people)))
    assert "Return interview by 7 March 2026 at 00:20" in shown
    answer = {"kind": "interview", "by_whom": "Northshire", "independent": "True", "outcome": "refused",
              **day_sent("happened_on", TODAY)}  # fmt: skip
    step = page(people, f"/missing/{row.public_id}/record")
    assert ben.send(step, answer).status_code == 302
    assert "Return interview by" in words(ben.get(page(people)))
    assert ben.send(step, answer).status_code == 302
    assert "Return interview by" not in words(ben.get(page(people)))
    offers = session.exec(select(MissingStep)).all()
    strike = page(people, f"/missing/steps/{offers[0].public_id}/strike")
    assert ben.get(strike).status_code in (403, 404)
    assert una.send(strike, {"reason": "It was their brother"}).status_code == 302
    shown = words(ben.get(page(people)))
    assert "It was their brother" in shown
    assert "Return interview by" in shown


def test_where_they_were_is_in_no_timeline_and_no_search(session: Session, sign_in: SignIn, people: People) -> None:
    ben = sign_in("ben")
    ben.send(page(people, "/missing/record"), {**GONE, "last_seen_where": "Zebrastrasse", "factors": "Yodelling"})
    assert "Zebrastrasse" in words(ben.get(page(people)))
    timeline = words(ben.get(page(people, "/timeline")))
    assert "Yodelling" in timeline
    assert "Zebrastrasse" not in timeline
    assert search(session, acting(people, "ben"), "Yodelling").notes
    assert not search(session, acting(people, "ben"), "Zebrastrasse").notes
