"""A young person reads their own plan in the language that is theirs, or that they choose."""

from collections.abc import Callable

from sqlmodel import Session

from careleavers.languages.words import words as fixed
from careleavers.models import LanguageCheck, PathwayPlan
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import approved_plan

SignIn = Callable[[str], AuditingClient]


def _approved(session: Session, people: People, language: str = "") -> PathwayPlan:
    people.yas.language = language
    session.add(LanguageCheck.made(language="ar", checked_by="Mariam", checked_on=TODAY, in_use=True))
    plan = approved_plan(session, people)
    session.commit()
    return plan


def test_own_language_from_the_right_with_english_marked(session: Session, people: People, sign_in: SignIn) -> None:
    _approved(session, people, "Arabic")
    yas, ar = sign_in("yas"), fixed("ar")
    for path in ("/my/plan", "/my/plan/all", "/my/plan/money"):
        page = yas.get(path)
        assert 'lang="ar" dir="rtl"' in page.text, path
        assert ar["money"] in words(page), path
    part = yas.get("/my/plan/money")
    assert 'lang="en" dir="ltr"' in part.text
    assert ar["goes_wrong"] in words(part)
    assert ar.say("go_on", part=ar["health"]) in words(part)


def test_choice_holds_on_this_device_and_only_for_what_is_offered(
    session: Session, people: People, sign_in: SignIn
) -> None:
    _approved(session, people)
    yas = sign_in("yas")
    assert "My support and visits" in words(yas.get("/my/plan"))
    assert "العربية" in words(yas.get("/my/plan"))
    assert yas.post("/my/language", data={"csrf_token": yas.token, "language": "ti"}).status_code == 404
    assert yas.post("/my/language", data={"csrf_token": yas.token, "language": "fr"}).status_code == 302
    assert fixed("fr")["parts"] in words(yas.get("/my/plan"))
    assert fixed("fr")["parts"] not in words(sign_in("yas").get("/my/plan"))
