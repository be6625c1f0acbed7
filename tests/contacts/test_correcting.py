"""Putting a contact right: changed within a day, added to later, marked as recorded in error."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.terms import ActionState, ContactKind
from careleavers.models import Action, ChangeOfCircumstance, Contact, RiskFlag
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.contacts.filling import LATE, as_drawn, page_of, sent
from tests.people import People

K = ContactKind
SignIn = Callable[[str], AuditingClient]
WHY = "This was Zak and not Yas: the two were mixed up on the phone.\nIt is recorded in his record now."


def recorded(session: Session, client: AuditingClient, people: People, **more: str) -> tuple[Contact, str]:
    """A home visit of today and its page."""
    path = page_of(people.yas, K.HOME_VISIT)
    answer = client.post(path, data={**as_drawn(client.get(path)), **sent(K.HOME_VISIT), **more})
    assert answer.status_code == 302, words(answer)
    session.expire_all()
    contact = session.execute(select(Contact).order_by(col(Contact.id).desc())).scalars().first()
    assert contact is not None
    return contact, f"/young-people/{people.yas.public_id}/contacts/{contact.public_id}"


def test_the_author_changes_it_and_what_stood_there_is_kept(session: Session, sign_in: SignIn, people: People) -> None:
    amy = sign_in("amy")
    _, page = recorded(session, amy, people)
    answers = {**as_drawn(amy.get(f"{page}/edit")), "purpose": "Look at the lease together", "seen_alone": "no"}
    assert amy.post(f"{page}/edit", data=answers).status_code == 302
    said = words(amy.get(page))
    assert "Look at the lease together" in said
    assert "Changed by Amy Worker" in said
    assert "Look at the tenancy offer" in said  # what it said before
    # Two windows: the second sees both texts, and keeps its own.
    late = amy.post(f"{page}/edit", data={**answers, "purpose": "Talk about the lease"})
    assert late.status_code == 409
    assert "Saved now Look at the lease together Typed by you Talk about the lease" in words(late)
    assert "You saved this from another page" in words(late)
    assert as_drawn(late)["purpose"] == "Talk about the lease"


def test_the_reason_of_a_late_visit_is_changed_but_neither_added_nor_taken_away(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy = sign_in("amy")
    _, in_time = recorded(session, amy, people)
    answers = as_drawn(amy.get(f"{in_time}/edit"))
    assert "why_late" not in answers
    assert amy.post(f"{in_time}/edit", data={**answers, "why_late": LATE}).status_code == 422
    contact, late = recorded(session, amy, people)
    contact.why_late = LATE
    session.commit()
    answers = as_drawn(amy.get(f"{late}/edit"))
    assert "Say why this visit was late" in words(amy.post(f"{late}/edit", data={**answers, "why_late": ""}))
    assert amy.post(f"{late}/edit", data={**answers, "why_late": "The bus broke down"}).status_code == 302
    assert "The bus broke down" in words(amy.get(late))


@pytest.mark.parametrize(("who", "hours", "good"), [("amy", 23, True), ("amy", 25, False), ("tess", 1, False)])
def test_only_the_author_and_only_for_a_day(
    session: Session, sign_in: SignIn, people: People, who: str, hours: int, good: bool
) -> None:
    amy = sign_in("amy")
    contact, page = recorded(session, amy, people)
    before = as_drawn(amy.get(f"{page}/edit"))
    contact.recorded_at -= timedelta(hours=hours)
    session.commit()
    client = sign_in(who)
    assert ("Change it" in words(client.get(page))) is good
    client.get(page)
    version = str(contact.version)
    answers = {**before, "csrf_token": client.token, "draft": "", "version": version, "purpose": "Something else"}
    answer = client.post(f"{page}/edit", data=answers)
    assert answer.status_code == (302 if good else 422)
    assert ("Add to it instead" in words(answer)) is not good
    if not good:
        assert client.send(f"{page}/add", {"words": "She rang later and told me more"}).status_code == 302
        assert "She rang later and told me more" in words(client.get(page))


def test_what_was_recorded_in_error_stays_struck_through_and_counts_nowhere(
    session: Session, sign_in: SignIn, people: People
) -> None:
    amy, record = sign_in("amy"), f"/young-people/{people.yas.public_id}"
    assert "Visit due" in words(amy.get(record))
    contact, page = recorded(
        session, amy, people, big_change="yes", change_kind="lost_eet", change_words="The college stopped her place",
        risk_answer="new", risk_type="debt", risk_level="medium", risk_evidence="Letters", risk_keeps_safe="Her aunt",
        action_1_what="Ring the college", **{
            "change_happened_on-day": "3", "change_happened_on-month": "2", "change_happened_on-year": "2026",
            "action_1_due_on-day": "9", "action_1_due_on-month": "3", "action_1_due_on-year": "2026",
        },
    )  # fmt: skip
    assert "Visit due" not in words(amy.get(record))
    # Told today, but it was a month ago: what it owes is late already.
    assert "Plan not updated after a big change" in words(amy.get(record))
    assert amy.get(f"{page}/strike").status_code == 403
    tess = sign_in("tess")
    assert tess.send(f"{page}/strike", {"reason": "wrong"}).status_code == 422
    assert tess.send(f"{page}/strike", {"reason": WHY}).status_code == 302
    said = tess.get(page)
    assert "Recorded in error." in words(said)
    assert "mixed up on the phone" in words(said)
    assert "facts contact struck" in said.get_data(as_text=True)
    assert "I like it here now" in words(said)
    now = words(amy.get(record))
    assert "Visit due" in now
    assert "Never seen in person" in now
    assert "after a big change" not in now
    assert "(recorded in error)" in words(amy.get(f"{record}/timeline"))
    session.expire_all()
    assert [each.state for each in session.execute(select(Action)).scalars()] == [ActionState.DROPPED]
    assert [each.struck_at is None for each in session.execute(select(ChangeOfCircumstance)).scalars()] == [False]
    # Whether somebody is in danger is decided on the risk itself.
    assert [each.closed_on for each in session.execute(select(RiskFlag)).scalars()] == [None]
    again = tess.send(f"{page}/strike", {"reason": WHY})
    assert "already" in words(again)
    for act, answers in (("edit", {"purpose": "Other"}), ("add", {"words": "More of it"})):
        assert amy.send(f"{page}/{act}", answers).status_code == 422
    assert contact.happened_on == TODAY
