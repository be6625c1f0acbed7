"""Identity, safe contact and category on the page: what is asked, said, refused, kept and shown."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers.domain.terms import Answer, LegalCategory
from careleavers.models import CategoryDecision, ReadEntry, SafeContact, YoungPerson
from tests.client import AuditingClient, words
from tests.people import People
from tests.young_people.test_record import of

SignIn = Callable[[str], AuditingClient]
ADD = "/young-people/add"
WEIGHED = "Looked after from 2020 without a break, checked against the file and the care order with legal services."


def day(name: str, text: str) -> dict[str, str]:
    return dict(zip([f"{name}-{part}" for part in ("day", "month", "year")], text.split("/"), strict=True))


def identity(**more: str) -> dict[str, str]:
    return {"given_name": "Yas", "family_name": "Example", "sex": "F", **more}


def test_what_nobody_asked_is_visible(people: People, sign_in: SignIn) -> None:
    text = words(sign_in("amy").get(of(people, "/identity")))
    assert "Ethnicity Not asked yet" in text
    assert "Interpreter needed Not asked yet" in text
    assert "Sex Female" in text


def test_worker_saves_what_they_asked(session: Session, people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    answers = identity(
        ethnicity="BAFR", interpreter="yes", upn="a1234 56789012", **day("leave_expires_on", "1/12/2026")
    )
    response = amy.send(of(people, "/identity/edit"), answers)
    assert response.location == of(people, "/identity")
    text = words(amy.get(of(people, "/identity")))
    assert "Identity saved." in text
    assert "Ethnicity African" in text
    assert "Leave ends on 1 December 2026" in text
    session.refresh(people.yas)
    assert (people.yas.upn, people.yas.interpreter) == ("A123456789012", Answer.YES)
    assert people.yas.child_id == "T00001"


def test_worker_is_not_asked_for_the_date_of_birth_and_cannot_smuggle_it_in(
    session: Session, people: People, sign_in: SignIn
) -> None:
    amy = sign_in("amy")
    assert "Date of birth" not in words(amy.get(of(people, "/identity/edit"))).split("Edit identity")[-1]
    response = amy.send(of(people, "/identity/edit"), identity(**day("born_on", "1/1/1999")))
    assert response.status_code == 422
    session.refresh(people.yas)
    assert people.yas.born_on.year == 2006


def test_manager_corrects_the_date_of_birth(session: Session, people: People, sign_in: SignIn) -> None:
    answers = identity(child_id="T00001", **day("born_on", "15/9/2006"))
    assert sign_in("tess").send(of(people, "/identity/edit"), answers).status_code == 302
    session.refresh(people.yas)
    assert people.yas.born_on.day == 15


def test_stale_page_shows_what_the_other_saved_and_keeps_both(
    session: Session, people: People, sign_in: SignIn
) -> None:
    amy, path = sign_in("amy"), of(people, "/identity/edit")
    amy.get(path)
    stale = {"csrf_token": amy.token, "version": str(people.yas.version), **identity(family_name="Mine")}
    people.yas.family_name = "Theirs"
    session.commit()
    response = amy.post(path, data=stale)
    assert response.status_code == 409
    text = words(response)
    assert "Somebody else saved this while you were writing" in text
    assert "Saved now Theirs Typed by you Mine" in text
    assert 'value="Mine"' in response.get_data(as_text=True)
    session.refresh(people.yas)
    assert people.yas.family_name == "Theirs"
    assert session.exec(select(ReadEntry).where(col(ReadEntry.endpoint) == "people.edit_identity")).all()
    again = stale | {"version": str(people.yas.version)}
    assert amy.post(path, data=again).status_code == 302
    session.refresh(people.yas)
    assert people.yas.family_name == "Mine"


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"family_name": "x" * 81}, "“Family name” must be 80 characters or fewer"),
        ({"family_name": "Ex\x00ample"}, "“Family name” had a character that cannot be read"),
        ({"ethnicity": "NOPE"}, "Choose one of the answers to “Ethnicity”"),
        ({"interpreter": "perhaps"}, "Choose one of the answers to “Do they need an interpreter?”"),
        ({"upn": "123"}, "A UPN is a letter and 12 figures"),
        (day("leave_expires_on", "31/2/2026"), "There is no 31 February 2026"),
        ({"version": "x"}, "This page did not say which version it showed"),
        ({"suggested_category": "eligible"}, "does not ask for"),
        ({"given_name": ["Yas", "Zak"]}, "“First name” was sent more than once"),
    ],
)
def test_answers_that_will_not_do_are_named_and_nothing_is_saved(
    session: Session, people: People, sign_in: SignIn, answers: dict[str, Any], said: str
) -> None:
    response = sign_in("amy").send(of(people, "/identity/edit"), identity(preferred_name="Yaz") | answers)
    assert response.status_code == 422
    assert said in words(response)
    assert 'value="Yaz"' in response.get_data(as_text=True)
    session.refresh(people.yas)
    assert people.yas.preferred_name == ""


def test_half_a_character_is_refused_with_a_sentence(people: People, sign_in: SignIn) -> None:
    amy, path = sign_in("amy"), of(people, "/identity/edit")
    amy.get(path)
    body = f"csrf_token={amy.token}&version={people.yas.version}&family_name=a%ED%A0%80b"
    response = amy.post(path, data=body, content_type="application/x-www-form-urlencoded")
    assert response.status_code in (302, 422)
    assert "\ud800" not in response.get_data(as_text=True)


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("/identity/edit", {"amy": 200, "tess": 200, "ben": 404, "olly": 403, "ada": 403, "yas": 403, "rob": 403}),
        ("/safe-contact/record", {"amy": 200, "sam": 200, "ben": 404, "olly": 403, "ada": 403}),
        ("/category/decide", {"amy": 403, "tess": 200, "una": 404, "sam": 200, "olly": 403, "ada": 403}),
        ("/looked-after-periods/add", {"amy": 403, "tess": 200, "una": 404, "ada": 403}),
        ("/category/circumstances", {"amy": 200, "tess": 200, "ben": 404, "ada": 403}),
        ("/close", {"amy": 403, "tess": 200, "una": 404, "ada": 403}),
    ],
)
def test_who_may_change_what(people: People, sign_in: SignIn, page: str, codes: dict[str, int]) -> None:
    assert {name: sign_in(name).get(of(people, page)).status_code for name in codes} == codes


@pytest.mark.parametrize("name", ["amy", "ada", "olly", "yas"])
def test_only_managers_add(sign_in: SignIn, name: str) -> None:
    assert sign_in(name).get(ADD).status_code == 403


def test_team_manager_adds_somebody_and_is_led_to_their_periods(
    session: Session, people: People, sign_in: SignIn
) -> None:
    tess = sign_in("tess")
    assert "Team (optional)" not in words(tess.get(ADD))
    response = tess.send(ADD, {"child_id": "N1", "given_name": "Nia", **day("born_on", "1/4/2010")})
    person = session.exec(select(YoungPerson).where(col(YoungPerson.child_id) == "N1")).one()
    assert response.location == f"/young-people/{person.public_id}/category"
    text = words(tess.get(response.location))
    assert "Nia added." in text
    assert "A manager must decide" in text
    assert "No period in care is recorded" in text


def test_service_manager_is_asked_for_the_team(session: Session, people: People, sign_in: SignIn) -> None:
    answers = {"child_id": "N1", "team": str(people.south.id), **day("born_on", "1/4/2010")}
    assert sign_in("sam").send(ADD, answers).status_code == 302
    person = session.exec(select(YoungPerson).where(col(YoungPerson.child_id) == "N1")).one()
    assert person.team_id == people.south.id


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"child_id": ""}, "Enter the child id of the 903 return"),
        ({"child_id": "t00002"}, "already stands on a record"),
        ({"child_id": "12345678901"}, "must be 10 characters or fewer"),
        (day("born_on", "1/4/2030"), "The date of birth is in the future"),
        (day("born_on", "1/13/2010"), "a month between 1 and 12"),
        ({"born_on-year": ""}, "Enter the date of birth as day, month and year"),
    ],
)
def test_adding_says_what_to_put_right(sign_in: SignIn, answers: dict[str, str], said: str) -> None:
    response = sign_in("tess").send(
        ADD, {"child_id": "N1", "given_name": "Nia", **day("born_on", "1/4/2010")} | answers
    )
    assert response.status_code == 422
    assert said in words(response)
    assert 'value="Nia"' in response.get_data(as_text=True)


def test_manager_decides_and_both_stay_readable(session: Session, people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    short = {"category": "qualifying", "reason": "Agreed.", **day("from_on", "1/3/2026")}
    refused = tess.send(of(people, "/category/decide"), short)
    assert refused.status_code == 422
    assert "Say what you weighed and why" in words(refused)
    assert tess.send(of(people, "/category/decide"), short | {"reason": WEIGHED}).status_code == 302
    text = words(tess.get(of(people, "/category")))
    assert "Counts now Qualifying (decided)" in text
    assert "Suggested that day: Former relevant; 1461 days counting both ends, 1460 counting one." in text
    assert WEIGHED in text
    assert session.exec(select(CategoryDecision)).one().category is LegalCategory.QUALIFYING


def test_period_is_added_and_suggests_afresh(people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    answers = {"legal_status": "V2", **day("started_on", "1/2/2020"), **day("ended_on", "30/4/2020")}
    assert tess.send(of(people, "/looked-after-periods/add"), answers).status_code == 302
    assert "1 February 2020 30 April 2020 V2: accommodated under section 20" in words(tess.get(of(people, "/category")))
    again = tess.send(of(people, "/looked-after-periods/add"), answers)
    assert "A period from this day is recorded already" in words(again)


def test_circumstances_show_what_is_recorded_and_are_saved(session: Session, people: People, sign_in: SignIn) -> None:
    amy, path = sign_in("amy"), of(people, "/category/circumstances")
    answers = {"asked_about_education": "False", **day("home_with_parent_since", "1/2/2026")}
    assert amy.send(path, answers).status_code == 302
    assert "Living with a parent since 1 February 2026" in words(amy.get(of(people, "/category")))
    page = amy.get(path).get_data(as_text=True)
    assert 'name="home_with_parent_since-year"' in page
    assert 'value="2026"' in page


def test_safe_contact_is_agreed_shown_and_kept(session: Session, people: People, sign_in: SignIn) -> None:
    amy, path = sign_in("amy"), of(people, "/safe-contact/record")
    told = {"voicemail": "no", "post": "not_known", "name_to_use": "Amy from college", **day("review_on", "1/9/2026")}
    answers = told | {"channels": ["Call", "Text message"]}
    assert amy.send(path, answers).status_code == 302
    assert amy.send(path, answers | {"channels": ["In person"]}).status_code == 302
    text = words(amy.get(of(people, "/safe-contact")))
    assert (
        text.index("Safe ways In person")
        < text.index("Earlier agreements")
        < text.index("Safe ways Call, Text message")
    )
    assert "In person; no voicemail; no letters" in words(amy.get(of(people)))
    assert len(session.exec(select(SafeContact)).all()) == 2


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"channels": []}, "Choose at least one way that is safe"),
        ({"channels": ["Pigeon"]}, "Choose from the answers"),
        ({"voicemail": ""}, "Say whether you may leave a voicemail"),
        (day("review_on", "1/1/2020"), "Choose a date after today"),
    ],
)
def test_safe_contact_says_what_to_put_right(
    people: People, sign_in: SignIn, answers: dict[str, Any], said: str
) -> None:
    good = {
        "channels": ["Call"],
        "voicemail": "no",
        "post": "no",
        "safe_times": "evenings",
        **day("review_on", "1/9/2026"),
    }
    response = sign_in("amy").send(of(people, "/safe-contact/record"), good | answers)
    assert response.status_code == 422
    assert said in words(response)
    assert 'value="evenings"' in response.get_data(as_text=True)


def test_manager_closes_and_opens_again(session: Session, people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    early = tess.send(of(people, "/close"), {"closure": "not_wanted", **day("closed_on", "4/3/2026")})
    assert early.status_code == 422
    assert "They turn 21 on 14 September 2027" in words(early)
    assert (
        tess.send(of(people, "/close"), {"closure": "transferred", **day("closed_on", "1/3/2026")}).status_code == 302
    )
    text = words(tess.get(of(people)))
    assert "Closed from 1 March 2026: Responsibility moved to another council." in text
    assert "Nothing is late or due" in text
    assert "Open this record again" not in words(sign_in("amy").get(of(people)))
    assert tess.post(of(people, "/reopen"), data={"csrf_token": tess.token}).status_code == 302
    assert "Closed from" not in words(tess.get(of(people)))


def test_closing_cannot_say_an_import_was_undone(people: People, sign_in: SignIn) -> None:
    response = sign_in("tess").send(of(people, "/close"), {"closure": "import_undone", **day("closed_on", "4/3/2026")})
    assert response.status_code == 422


def test_reopening_needs_a_post_a_token_and_a_manager(app: Any, people: People, sign_in: SignIn) -> None:
    assert sign_in("tess").get(of(people, "/reopen")).status_code == 405
    assert sign_in("tess").post(of(people, "/reopen")).status_code == 400
    amy = sign_in("amy")
    amy.get(of(people, "/identity/edit"))
    assert amy.post(of(people, "/reopen"), data={"csrf_token": amy.token}).status_code == 403
