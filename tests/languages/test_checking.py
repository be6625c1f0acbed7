"""A language is offered once the council has had its words checked, and not before."""

from collections.abc import Callable

from sqlmodel import Session

from careleavers.languages import queries
from careleavers.languages.words import words
from tests.client import AuditingClient
from tests.client import words as visible
from tests.people import People

SignIn = Callable[[str], AuditingClient]
ANSWERS = {"checked_by": "Mariam, Northern Interpreters", "checked_on-day": "2", "checked_on-month": "3",
           "checked_on-year": "2026", "in_use": "yes"}  # fmt: skip


def test_only_what_is_sure_is_offered_at_first(session: Session, people: People) -> None:
    assert [each.code for each in queries.in_use(session)] == ["en", "fr"]
    assert queries.language_for(session, "Arabic").code == "en"
    assert queries.language_for(session, "français").code == "fr"


def test_administrator_reads_the_words_and_switches_a_language_on_and_off(
    session: Session, people: People, sign_in: SignIn
) -> None:
    ada = sign_in("ada")
    page = visible(ada.get("/languages/ar"))
    assert words("ar")["goes_wrong"] in page
    assert words("en")["goes_wrong"] in page
    assert ada.send("/languages/ar", ANSWERS).location == "/languages"
    assert "Mariam, Northern Interpreters, 2 March 2026" in visible(ada.get("/languages"))
    session.expire_all()
    assert queries.language_for(session, "Arabic").code == "ar"
    for code, offered in (("ar", ["en", "fr"]), ("fr", ["en"])):
        ada.send(f"/languages/{code}", {**ANSWERS, "in_use": "no"})
        session.expire_all()
        assert [each.code for each in queries.in_use(session)] == offered


def test_a_day_to_come_no_name_and_english_are_refused(session: Session, people: People, sign_in: SignIn) -> None:
    ada = sign_in("ada")
    later = ada.send("/languages/ti", {**ANSWERS, "checked_on-day": "5"})
    assert (later.status_code, "not in the future" in visible(later)) == (422, True)
    nobody = ada.send("/languages/ti", {**ANSWERS, "checked_by": ""})
    assert (nobody.status_code, "Enter who read the words" in visible(nobody)) == (422, True)
    assert [ada.get(f"/languages/{code}").status_code for code in ("en", "xx")] == [404, 404]
    assert sign_in("amy").get("/languages").status_code == 403
    assert queries.checks(session) == {}
