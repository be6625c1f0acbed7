"""A translator's words, box by box: in the copy where they are kept, English and marked where they are not."""

import re
from collections.abc import Callable

import pytest
from sqlmodel import Session, select

from careleavers.copies.boxes import boxes
from careleavers.copies.content import copy_of
from careleavers.copies.plain import as_text
from careleavers.copies.service import save_translation
from careleavers.domain.refusals import Refused
from careleavers.languages.words import ENGLISH, LANGUAGES
from careleavers.models import Action, PathwayPlan, Translation
from tests.client import AuditingClient
from tests.client import words as visible
from tests.copies.conftest import HIDDEN, at
from tests.people import People
from tests.plans.writing import acting

SignIn = Callable[[str], AuditingClient]
ARABIC = LANGUAGES["ar"]
BANK = "افتح حسابًا مصرفيًا"


def arabic(session: Session, people: People, plan: PathwayPlan) -> str:
    """The copy in Arabic as plain text."""
    session.expire_all()
    text = as_text(copy_of(session, people.yas, plan, ARABIC))
    return re.sub("[\u2066-\u2069]", "", text)


def test_words_are_entered_beside_english_and_stand_in_the_copy(
    session: Session, people: People, planted: PathwayPlan, sign_in: SignIn
) -> None:
    amy, page = sign_in("amy"), at(people, planted, "/copy/ar/words")
    shown = visible(amy.get(page))
    assert "Open a bank account" in shown
    assert [word for word in HIDDEN if word in shown] == []
    action = session.exec(select(Action)).one()
    refused = amy.send(page, {f"action__{action.id}__what": BANK})
    assert refused.status_code == 422
    assert "Enter who translated it" in visible(refused)
    assert BANK in visible(refused)
    assert "Open a bank account (مكتوب باللغة English)" in arabic(session, people, planted)
    assert amy.send(page, {f"action__{action.id}__what": BANK, "translator": "Mariam"}).status_code == 302
    text = arabic(session, people, planted)
    assert BANK in text
    assert "Open a bank account" not in text
    assert "Your money is safe (مكتوب باللغة English)" in text
    assert "Open a bank account" in as_text(copy_of(session, people.yas, planted))


def test_words_for_a_text_that_has_changed_are_not_shown_and_an_emptied_box_is_english_again(
    session: Session, people: People, planted: PathwayPlan
) -> None:
    amy, action = acting(people, "amy"), session.exec(select(Action)).one()
    asked = boxes(copy_of(session, people.yas, planted))
    name = f"action.{action.id}.what"
    assert save_translation(session, amy, planted, ARABIC, "Mariam", asked, {name: BANK}) == 1
    assert save_translation(session, amy, planted, ARABIC, "Mariam", asked, {name: BANK}) == 0
    action.what = "Close the bank account"
    session.flush()
    assert BANK not in arabic(session, people, planted)
    action.what = "Open a bank account"
    session.flush()
    assert BANK in arabic(session, people, planted)
    assert save_translation(session, amy, planted, ARABIC, "Mariam", asked, {}) == 1
    assert session.exec(select(Translation)).all() == []


def test_english_is_nobodys_translation(
    session: Session, people: People, planted: PathwayPlan, sign_in: SignIn
) -> None:
    with pytest.raises(Refused, match="English already"):
        save_translation(session, acting(people, "amy"), planted, ENGLISH, "Mariam", [], {})
    assert [sign_in("amy").get(at(people, planted, f"/copy/{code}/words")).status_code for code in ("en", "xx")] == [
        404, 404,
    ]  # fmt: skip
