"""Nothing typed is lost, and nothing typed is seen by anybody else."""

import json
import logging
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.contacts import service as contacts_service
from careleavers.domain.terms import ContactKind
from careleavers.drafts import service
from careleavers.models import ChangeEntry, Contact, Draft
from careleavers.models.base import now_utc
from tests.client import AuditingClient, words
from tests.contacts.filling import as_drawn, page_of, raised, sent
from tests.people import People

K = ContactKind
SignIn = Callable[[str], AuditingClient]
TYPED = {"analysis": "She slept at a friend’s, and the door was kicked in"}


def drafts(session: Session) -> list[Draft]:
    session.expire_all()
    return list(session.execute(select(Draft).order_by(col(Draft.id))).scalars())


def keep(client: AuditingClient, path: str, drawn: dict[str, str], **more: str) -> Any:
    """What the script sends while somebody types: the answers of the page as they stand."""
    hidden = {name: drawn[name] for name in ("csrf_token", "draft")}
    answers = {name: value for name, value in drawn.items() if name not in hidden}
    return client.post("/unfinished", data={**hidden, "page": path, "answers": urlencode(answers), **more})


def test_what_is_typed_is_kept_and_comes_back_whole_and_is_gone_once_saved(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.HOME_VISIT)
    drawn = as_drawn(amy.get(path))
    long = " ".join(f"word{number}" for number in range(800))
    answers = {**drawn, **sent(K.HOME_VISIT, own_words=long, analysis="\x00line\r\nline ☕")}
    first = keep(amy, path, answers)
    assert first.status_code == 200
    assert first.json["at"]
    assert "1 unfinished" in words(amy.get("/young-people"))
    assert "Visit at home, Yas Example" in words(amy.get("/unfinished"))
    # A new form begins empty and offers the old one; that one opens with every word.
    new = amy.get(path)
    assert "You began this and did not save it" in words(new)
    assert not as_drawn(new)["own_words"]
    back = as_drawn(amy.get(f"{path}?draft={drafts(session)[0].public_id}"))
    assert back["own_words"] == long
    assert back["form_key"] == drawn["form_key"]
    assert back["seen_alone"] == "yes"
    saved = amy.post(path, data={**back, "analysis": "She is settling"})
    assert saved.status_code == 302, words(saved)
    assert [(each.answers, each.over_at is None) for each in drafts(session)] == [("", False)]
    assert "unfinished" not in words(amy.get("/young-people"))
    assert "You began this" not in words(amy.get(path))
    # A keeping of the saved page that arrives late brings nothing back.
    late = keep(amy, path, answers)
    assert late.status_code == 409
    assert late.json["over"]
    assert "You began this" not in words(amy.get(path))
    assert len(session.execute(select(Contact)).all()) == 1


def test_a_saved_page_that_was_never_kept_leaves_nothing_for_a_late_keeping(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.ATTEMPT)
    answers = {**as_drawn(amy.get(path)), **sent(K.ATTEMPT)}
    assert amy.post(path, data=answers).status_code == 302
    assert keep(amy, path, answers).json["over"]
    assert "You began this" not in words(amy.get(path))


@pytest.mark.parametrize("fault", ["refused", "conflict", "crash"])
def test_a_form_that_did_not_save_is_kept_without_any_script(
    session: Session, app: Flask, sign_in: SignIn, people: People, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    amy = sign_in("amy")
    path, answers, status = page_of(people.yas, K.TWO_WAY), sent(K.TWO_WAY, channel=None) | TYPED, 422
    if fault == "crash":
        monkeypatch.setattr(contacts_service, "record_contact", _crash)
        monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)
        answers, status = sent(K.TWO_WAY) | TYPED, 500
    elif fault == "conflict":
        flag = raised(people)
        session.add(flag)
        session.commit()
        path, status = f"/young-people/{people.yas.public_id}/risks/{flag.public_id}/review", 409
        answers = {"words": TYPED["analysis"], "level": "high", "keeps_safe": "Her aunt", "version": "9",
                   "next_look_on-day": "5", "next_look_on-month": "3", "next_look_on-year": "2026"}  # fmt: skip
    drawn = as_drawn(amy.get(path))
    assert amy.post(path, data={**drawn, **answers}).status_code == status
    [draft] = drafts(session)
    assert TYPED["analysis"] in words(amy.get(f"{path}?draft={draft.public_id}"))
    assert "csrf_token" not in draft.answers


def _crash(*_args: Any) -> None:
    raise ZeroDivisionError


def test_nobody_else_sees_or_ends_a_draft(session: Session, sign_in: SignIn, people: People) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    keep(amy, path, {**as_drawn(amy.get(path)), **TYPED})
    [draft] = drafts(session)
    for name in ("tess", "sam", "ada", "ben", "olly"):
        other = sign_in(name)
        assert "Nothing is unfinished" in words(other.get("/unfinished")), name
        gone = other.post(f"/unfinished/{draft.public_id}/delete", data={"csrf_token": other.token})
        assert gone.status_code == 404, name
        if name in ("tess", "sam"):
            assert "unfinished" not in words(other.get("/young-people")), name
    tess = sign_in("tess")
    page = words(tess.get(f"{path}?draft={draft.public_id}"))
    assert "You began this" not in page
    assert TYPED["analysis"] not in page
    # Nor does it reach the audit trail.
    said = [entry.after or "" for entry in session.execute(select(ChangeEntry)).scalars()]
    assert not [each for each in said if "kicked in" in each]


def test_a_page_of_somebody_signed_in_before_keeps_and_saves_nothing_under_my_name(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    tess = sign_in("tess")
    hers = {**as_drawn(amy.get(path)), **sent(K.TWO_WAY)}
    token = as_drawn(tess.get(path))["csrf_token"]
    kept = keep(tess, path, {**hers, "csrf_token": token})
    assert (kept.status_code, kept.json["stop"]) == (409, True)
    answer = tess.post(path, data={**hers, "csrf_token": token})
    assert answer.status_code == 409
    assert "nothing was saved under your name" in words(answer)
    assert drafts(session) == []
    assert session.execute(select(Contact)).all() == []


def test_a_tab_about_somebody_else_cannot_save_into_this_record(
    session: Session, sign_in: SignIn, people: People
) -> None:
    tess = sign_in("tess")
    people.zak.team_id = people.yas.team_id
    session.add(people.zak)
    session.commit()
    right, wrong = page_of(people.yas, K.TWO_WAY), page_of(people.zak, K.TWO_WAY)
    answers = {**as_drawn(tess.get(right)), **sent(K.TWO_WAY), **TYPED}
    assert keep(tess, wrong, answers).json["stop"]
    answer = tess.post(wrong, data=answers)
    assert answer.status_code == 409
    assert "Yas Example" in words(answer)
    assert "Zak Example" in words(answer)
    assert session.execute(select(Contact)).all() == []
    # What was typed waits where it belongs.
    [draft] = drafts(session)
    assert (draft.young_person_id, draft.path) == (people.yas.id, right)
    assert TYPED["analysis"] in words(tess.get(f"{right}?draft={draft.public_id}"))


def test_two_tabs_with_one_draft_never_overwrite_each_other(session: Session, sign_in: SignIn, people: People) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    keep(amy, path, {**as_drawn(amy.get(path)), "analysis": "one"})
    [draft] = drafts(session)
    tabs = [as_drawn(amy.get(f"{path}?draft={draft.public_id}")) for _ in range(2)]
    slip = keep(amy, path, {**tabs[0], "analysis": "one and left"}).json["draft"]
    keep(amy, path, {**tabs[1], "analysis": "one and right"})
    # The answer to a keeping may be lost on the way: the same tab keeps again, in the same draft.
    keep(amy, path, {**tabs[0], "analysis": "one and left and more"})
    keep(amy, path, {**tabs[0], "draft": slip, "analysis": "one and left and most"})
    held = [dict(json.loads(each.answers))["analysis"] for each in drafts(session)]
    assert held == ["one and left and most", "one and right"]


@pytest.mark.parametrize(
    ("name", "change", "status"),
    [
        ("amy", {"page": "/young-people"}, 409),
        ("amy", {"page": "/young-people/NOBODY/contacts/record/two-way"}, 409),
        ("amy", {"page": "https://elsewhere.example/"}, 409),
        ("amy", {"draft": "no slip"}, 400),
        ("amy", {"csrf_token": "old"}, 400),
        ("amy", {"answers": "&".join(["a=b"] * 2001)}, 400),
    ],
)
def test_what_is_no_page_of_mine_is_not_kept(
    session: Session, sign_in: SignIn, people: People, name: str, change: dict[str, str], status: int
) -> None:
    client, path = sign_in(name), page_of(people.yas, K.TWO_WAY)
    answer = keep(client, path, {**as_drawn(client.get(path)), **TYPED}, **change)
    assert answer.status_code == status
    assert drafts(session) == []
    # An old token is answered with one that will do, so that a page open across a sign-in goes on being kept.
    if "csrf_token" in change:
        drawn = {**as_drawn(client.get(path)), **TYPED}
        assert keep(client, path, drawn, csrf_token=answer.json["token"]).status_code == 200


def test_a_draft_of_some_days_ago_keeps_the_day_it_was_about(session: Session, sign_in: SignIn, people: People) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    keep(amy, path, {**as_drawn(amy.get(path)), **sent(K.TWO_WAY), "day": "2026-02-27"})
    page = amy.get(f"{path}?draft={drafts(session)[0].public_id}")
    assert "27 February 2026" in words(page)
    assert amy.post(path, data=as_drawn(page)).status_code == 302
    assert [str(each.happened_on) for each in session.execute(select(Contact)).scalars()] == ["2026-02-27"]


def test_signed_out_is_said_as_such(app: Flask, sign_in: SignIn, people: People) -> None:
    drawn = as_drawn(sign_in("amy").get(page_of(people.yas, K.TWO_WAY)))
    nobody: Any = app.test_client()
    assert keep(nobody, page_of(people.yas, K.TWO_WAY), drawn).status_code == 401


def test_deleting_one(session: Session, sign_in: SignIn, people: People) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    drawn = {**as_drawn(amy.get(path)), **TYPED}
    keep(amy, path, drawn)
    [draft] = drafts(session)
    amy.get("/unfinished")
    assert amy.post(f"/unfinished/{draft.public_id}/delete", data={"csrf_token": amy.token}).status_code == 302
    assert "Nothing is unfinished" in words(amy.get("/unfinished"))
    assert "kicked in" not in drafts(session)[0].answers
    # A page that is still open and written in goes on in a draft of its own.
    again = keep(amy, path, drawn).json
    assert keep(amy, path, {**drawn, "draft": again["draft"]}).status_code == 200
    assert "1 unfinished" in words(amy.get("/young-people"))


def test_too_many_is_said_and_not_kept(
    session: Session, sign_in: SignIn, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "MOST", 2)
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    statuses = [keep(amy, path, {**as_drawn(amy.get(path)), **TYPED}).status_code for _ in range(3)]
    assert statuses == [200, 200, 409]


def test_drafts_are_cleared_after_their_time(session: Session, sign_in: SignIn, people: People) -> None:
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    for _ in range(3):
        keep(amy, path, {**as_drawn(amy.get(path)), **TYPED})
    old, young, over = drafts(session)
    now = now_utc()
    old.saved_at = now - timedelta(days=service.KEPT_DAYS, minutes=1)
    young.saved_at = now - timedelta(days=service.KEPT_DAYS, minutes=-1)
    over.over_at = now - timedelta(days=8)
    session.commit()
    assert service.clear_drafts(session, now) == 2
    assert [each.id for each in drafts(session)] == [young.id]
    assert service.clear_drafts(session, now) == 0


def test_no_word_of_a_draft_reaches_a_log(
    sign_in: SignIn, people: People, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    amy, path = sign_in("amy"), page_of(people.yas, K.TWO_WAY)
    drawn = {**as_drawn(amy.get(path)), **TYPED}
    monkeypatch.setattr(service, "MOST", 0)
    keep(amy, path, drawn)
    amy.post(path, data=drawn)
    assert "not kept" in caplog.text
    assert "kicked in" not in caplog.text
