"""Emergency access, as workers, managers and young people meet it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlmodel import Session, select

from careleavers.domain.emergency import EmergencyOutcome, ExceptionalGround
from careleavers.domain.protection import RestrictionGround
from careleavers.domain.terms import AccommodationCode, RiskLevel, RiskType, Suitability
from careleavers.models import (
    AccommodationSpell,
    Conflict,
    EmergencyAccess,
    Message,
    ReadEntry,
    RestrictionDetails,
    RiskFlag,
    SafeContact,
)
from careleavers.models.base import identity, now_utc
from careleavers.protection.service import restrict
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import PASSWORD, People
from tests.plans.writing import acting

SignIn = Callable[[str], AuditingClient]
WHY = "The police found her at the station and ask where she can go tonight"
YAS = {"name": "yas  EXAMPLE", "born_on-day": "14", "born_on-month": "9", "born_on-year": "2006"}
NOTHING = "No record was opened. Ring the duty manager"
STREET = "14 Quiet Street"


def asked(who: AuditingClient, about: dict[str, str] | None = None, **other: str) -> tuple[int, str, str]:
    """Ask, and what the answer is: status, where it leads, and the words of the page it ends on."""
    sent = {**(YAS if about is None else about), "kind": "harm", "reason": WHY, "password": PASSWORD, **other}
    answer = who.send("/emergency", sent)
    led = answer.location or ""
    return answer.status_code, led, words(who.get(led) if led else answer)


def rows(session: Session) -> list[EmergencyAccess]:
    statement = select(EmergencyAccess).order_by(EmergencyAccess.id).execution_options(populate_existing=True)
    return list(session.exec(statement))


@pytest.fixture
def filled(session: Session, people: People) -> None:
    """Yas has a home, a risk, and somebody she must not be spoken of to."""
    amy, yas = people.id("amy"), people.id("yas")
    by = {"young_person_id": yas}
    session.add(
        AccommodationSpell.made(
            code=AccommodationCode.INDEPENDENT, suitability=Suitability.SUITABLE, provided_by_council=False,
            address=STREET, started_on=TODAY - timedelta(days=90), recorded_by_id=amy, **by,
        )
    )  # fmt: skip
    session.add(
        RiskFlag.made(
            type=RiskType.EXPLOITATION, level=RiskLevel.HIGH, evidence="Two men wait outside", safety_plan="Call 999",
            owner_id=amy, next_look_on=TODAY, raised_on=TODAY, raised_by_id=amy, **by,
        )
    )  # fmt: skip
    session.add(
        SafeContact.made(
            channels="Call", never_speak_to="Her brother", review_on=TODAY, agreed_on=TODAY, recorded_by_id=amy, **by
        )
    )
    session.flush()


@pytest.mark.usefixtures("filled")
def test_a_worker_out_of_reach_reads_what_keeps_somebody_safe_and_each_read_has_its_ground(
    session: Session, people: People, sign_in: SignIn
) -> None:
    ben = sign_in("ben")
    assert ben.get(f"/young-people/{people.yas.public_id}").status_code == 404
    status, led, page = asked(ben)
    assert status == 302
    for shown in ("Yas Example", "Emergency access until", STREET, "Two men wait outside", "Her brother", "Amy Worker"):
        assert shown in page, shown
    [made] = rows(session)
    assert made.until_at is not None
    assert timedelta(minutes=59) < made.until_at - now_utc() <= timedelta(minutes=60)
    [read] = session.exec(select(ReadEntry).where(ReadEntry.endpoint == "emergency.show")).all()
    assert (read.young_person_id, read.exceptional) == (people.id("yas"), ExceptionalGround.EMERGENCY)
    assert read.about == made.public_id
    assert "Emergency access" in words(sign_in("tess").get(f"/young-people/{people.yas.public_id}/viewers"))
    assert led == f"/emergency/{made.public_id}"
    # It opens one page: neither the record, nor search, nor a list, nor anything that could be sent.
    for path in ("", "/timeline", "/plan", "/identity", "/homes"):
        assert ben.get(f"/young-people/{people.yas.public_id}{path}").status_code == 404, path
    assert "Yas Example" not in words(ben.get("/search?q=Yas"))
    assert "Yas Example" not in words(ben.get("/young-people"))
    assert sign_in("ivy").get(led).status_code == 404


def test_it_ends_with_its_time_with_leaving_and_with_the_sign_in(
    session: Session, people: People, sign_in: SignIn
) -> None:
    ben = sign_in("ben")
    _status, led, _page = asked(ben)
    elsewhere = sign_in("ben")
    assert elsewhere.get(led).status_code == 404, "another sign-in of the same worker"
    assert "Yas Example" not in words(elsewhere.get("/emergency"))
    assert "Yas Example" in words(ben.get("/emergency"))
    assert ben.get(led).status_code == 200
    assert ben.post(f"{led}/leave", data={"csrf_token": ben.token}).status_code == 302
    assert ben.get(led).status_code == 404
    _status, led, _page = asked(ben)
    latest = rows(session)[-1]
    latest.until_at = now_utc() - timedelta(seconds=1)
    session.flush()
    assert ben.get(led).status_code == 404


def test_a_conflict_is_never_overridden_and_reads_like_nobody(
    session: Session, people: People, sign_in: SignIn
) -> None:
    session.add(
        Conflict.made(
            worker_id=people.id("ben"), young_person_id=people.id("yas"), reason="He lives next door",
            noted_by_id=people.id("tess"), noted_on=TODAY,
        )
    )  # fmt: skip
    session.flush()
    ben = sign_in("ben")
    apart, nobody = asked(ben), asked(ben, {**YAS, "name": "Nobody Example"})
    assert apart == nobody
    assert NOTHING in apart[2]
    assert [each.outcome for each in rows(session)] == [EmergencyOutcome.KEPT_APART, EmergencyOutcome.NOBODY]
    assert "Kept apart" in words(sign_in("sam").get("/emergency-access"))
    assert "Ben Worker" not in words(sign_in("tess").get("/emergency-access")), "the line is not told"


def test_a_conflict_noted_meanwhile_closes_the_page(session: Session, people: People, sign_in: SignIn) -> None:
    ben = sign_in("ben")
    _status, led, _page = asked(ben)
    apart = {"worker_id": people.id("ben"), "young_person_id": people.id("yas")}
    session.add(Conflict.made(reason="Cousins", noted_by_id=people.id("tess"), noted_on=TODAY, **apart))
    session.flush()
    assert ben.get(led).status_code == 404


@pytest.mark.usefixtures("filled")
def test_of_a_restricted_record_nothing_shows_where_they_live(
    session: Session, people: People, sign_in: SignIn
) -> None:
    why = RestrictionDetails(ground=RestrictionGround.LOCATION, reason="Her father asks where she lives")
    restrict(session, acting(people, "tess"), people.yas, why, [people.id("tess")])
    amy = sign_in("amy")
    assert amy.get(f"/young-people/{people.yas.public_id}").status_code == 404
    status, _led, page = asked(amy)
    assert status == 302
    assert "Where they live is not shown here" in page
    assert "Two men wait outside" in page
    assert STREET not in page
    assert "Her father asks" not in page
    sign_in("tess").get(f"/young-people/{people.yas.public_id}")
    read = session.exec(select(ReadEntry).where(ReadEntry.endpoint == "people.show")).all()[-1]
    assert read.exceptional is ExceptionalGround.LENT


def test_without_reason_or_password_nothing_is_looked_up(session: Session, people: People, sign_in: SignIn) -> None:
    ben = sign_in("ben")
    wrong = asked(ben, password="not my password at all")
    same = asked(ben, {**YAS, "name": "Nobody Example"}, password="not my password at all")
    assert (wrong[0], same[0]) == (422, 422)
    assert "That is not your password" in wrong[2]
    assert wrong[2].replace("yas EXAMPLE", "") == same[2].replace("Nobody Example", "")
    short = asked(ben, reason="Urgent, please")
    assert (short[0], "20 letters or more" in short[2]) == (422, True)
    for missing, said in (({"name": "Yas Example"}, "Enter their day of birth"), ({}, "full name and day of birth")):
        answer = asked(ben, missing)
        assert (answer[0], said in answer[2]) == (422, True)
    assert not rows(session)
    assert WHY in ben.send("/emergency", {**YAS, "kind": "harm", "reason": WHY, "password": "x" * 12}).text
    assert asked(ben, {"child_id": people.yas.child_id.lower()})[0] == 302
    reached = asked(sign_in("amy"))
    assert (reached[0], "without this" in reached[2]) == (422, True)


def test_three_in_seven_days_are_all_there_is(session: Session, people: People, sign_in: SignIn) -> None:
    ben = sign_in("ben")
    for _ in range(3):
        _status, led, _page = asked(ben)
        ben.get(led)
        ben.post(f"{led}/leave", data={"csrf_token": ben.token})
    status, _led, page = asked(ben)
    assert (status, "as often as is allowed" in page) == (422, True)
    for each in rows(session):
        each.asked_on = TODAY - timedelta(days=6)
    session.flush()
    assert asked(ben)[0] == 422, "the seventh day counts"
    rows(session)[0].asked_on = TODAY - timedelta(days=7)
    session.flush()
    assert asked(ben)[0] == 302


def test_pressed_twice_it_is_one(session: Session, sign_in: SignIn) -> None:
    ben = sign_in("ben")
    assert asked(ben)[1] == asked(ben)[1]
    assert len(rows(session)) == 1


def test_managers_are_told_without_a_name_and_one_who_is_somebody_else_looks(
    session: Session, app: Flask, people: People, sign_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SETTINGS", replace(app.config["SETTINGS"], smtp_host="mail.example"))
    for name in ("tess", "una", "sam"):
        people.worker(name).email = f"{name}@council.example"
    session.flush()
    asked(sign_in("ben"))
    [made] = rows(session)
    assert made.review_by == date(2026, 3, 6), "two working days"
    sent = session.exec(select(Message)).all()
    assert {each.worker_id for each in sent} == {people.id("tess"), people.id("sam")}
    for each in sent:
        assert made.public_id[:8] in each.body
        assert not {"Yas", "Example", "Ben"} & set(f"{each.subject} {each.body}".replace(".", " ").split())
    tess = sign_in("tess")
    assert "1 emergency access to look at" in words(tess.get("/alerts"))
    path = f"/emergency-access/{made.public_id}"
    assert sign_in("una").get(path).status_code == 404
    assert sign_in("ben").get("/emergency-access").status_code == 403
    assert WHY in words(tess.get(path))
    said = {"verdict": "needed", "review_words": "I rang the police and Ben: it was right"}
    assert tess.send(path, said).status_code == 302
    [made] = rows(session)
    assert (made.reviewed_by_id, made.reviewed_on) == (people.id("tess"), TODAY)
    assert "it was right" in words(sign_in("sam").get(path))
    assert "emergency access to look at" not in words(tess.get("/alerts"))


def test_nobody_looks_at_their_own_nor_at_their_own_managers(session: Session, people: People, sign_in: SignIn) -> None:
    zak = {"child_id": people.zak.child_id}
    asked(sign_in("tess"), zak)
    why = RestrictionDetails(ground=RestrictionGround.KNOWN, reason="She was on television last year")
    restrict(session, acting(people, "tess"), people.yas, why, [people.id("tess")])
    asked(sign_in("sam"))
    of_tess, of_sam = rows(session)
    assert sign_in("tess").get(f"/emergency-access/{of_tess.public_id}").status_code == 404
    assert sign_in("tess").get(f"/emergency-access/{of_sam.public_id}").status_code == 404, "Sam is her manager"
    assert sign_in("sam").get(f"/emergency-access/{of_sam.public_id}").status_code == 404
    assert sign_in("sam").get(f"/emergency-access/{of_tess.public_id}").status_code == 200
    assert sign_in("una").get(f"/emergency-access/{of_tess.public_id}").status_code == 200, "her team's record"


def test_what_is_late_says_so_and_stays(session: Session, people: People, sign_in: SignIn) -> None:
    asked(sign_in("ben"))
    [made] = rows(session)
    made.review_by = TODAY
    session.flush()
    assert "Late" not in words(sign_in("sam").get("/emergency-access"))
    made.review_by = TODAY - timedelta(days=1)
    session.flush()
    assert "Late" in words(sign_in("sam").get("/emergency-access"))


def test_the_young_person_sees_that_it_happened_unless_that_is_not_safe(
    session: Session, people: People, sign_in: SignIn
) -> None:
    happened = "They said it was an emergency"
    asked(sign_in("ben"), keep_from_them="Her partner reads her phone")
    assert happened not in words(sign_in("yas").get("/account"))
    [made] = rows(session)
    tess = sign_in("tess")
    said = {"verdict": "needed", "review_words": "I rang Ben: it was right to look", "keep_from_them": ""}
    assert tess.send(f"/emergency-access/{made.public_id}", said).status_code == 302
    page = words(sign_in("yas").get("/account"))
    assert happened in page
    assert "A manager has checked" in page
    assert "Ben" not in page
    assert identity(people.yas) == made.young_person_id
