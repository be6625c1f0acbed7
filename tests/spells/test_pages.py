"""The pages of homes and of work and study: what is asked, shown, refused, and by whom."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from careleavers.models import AccommodationSpell, EetSpell
from tests.client import AuditingClient, words
from tests.people import People

SignIn = Callable[[str], AuditingClient]


def of(people: People, page: str = "", name: str = "yas") -> str:
    return f"/young-people/{people.young_people[name].public_id}{page}"


def day(name: str, text: str) -> dict[str, str]:
    return dict(zip([f"{name}-{part}" for part in ("day", "month", "year")], text.split("/"), strict=True))


def new_home(on: str = "1/2/2026", **more: Any) -> dict[str, Any]:
    told = {"code": "W", "suitability": "2", "suitability_reason": "Strangers on the corridor"}
    return {
        **told,
        "provided_by_council": "True",
        "address": "Room 4",
        "weekly_cost": "35.50",
        **day("started_on", on),
        **more,
    }


def other_home(session: Session, people: People, name: str) -> AccommodationSpell:
    made = AccommodationSpell.made(
        young_person_id=people.id(name), code="U", suitability="1", provided_by_council=False,
        started_on=date(2025, 1, 1), recorded_by_id=people.id("amy"),
    )  # fmt: skip
    session.add(made)
    session.commit()
    return made


def test_empty_pages_say_how_to_start(people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    assert "No home is recorded" in words(amy.get(of(people, "/homes")))
    assert "Nothing is recorded" in words(amy.get(of(people, "/work-and-study")))


def test_worker_records_a_move_ends_it_and_corrects_it(session: Session, people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    assert amy.send(
        of(people, "/homes/start"), new_home("1/1/2026", code="D", suitability="1", suitability_reason="")
    ).location
    assert "Now: Semi-independent" in words(amy.get(of(people, "/homes/start")))
    assert amy.send(of(people, "/homes/start"), new_home()).location == of(people)
    text = words(amy.get(of(people, "/homes")))
    assert "Now: Bed and breakfast 1 February 2026 until now Not suitable Provided by the council" in text
    assert "Why Strangers on the corridor" in text
    assert "They pay a week £35.50" in text
    assert "1 January 2026 until 1 February 2026 Suitable" in text
    now = session.exec(select(AccommodationSpell).where(AccommodationSpell.code == "W")).one()
    path = of(people, f"/homes/{now.public_id}")
    assert 'value="35.50"' in amy.get(f"{path}/correct").get_data(as_text=True)
    assert amy.send(f"{path}/correct", new_home("3/2/2026", weekly_cost="40")).location == of(people, "/homes")
    assert "3 February 2026 until now" in words(amy.get(of(people, "/homes")))
    assert amy.send(f"{path}/end", {"end_reason": "Asked to leave", **day("ended_on", "1/3/2026")}).status_code == 302
    assert "No home is recorded since 1 March 2026 Fill this gap" in words(amy.get(of(people, "/homes")))
    fill = new_home("1/12/2025", code="B", suitability="1", suitability_reason="", **day("ended_on", "20/12/2025"))
    assert amy.send(of(people, "/homes/add-earlier"), fill).status_code == 302
    assert "No home is recorded from 20 December 2025 until 1 January 2026" in words(amy.get(of(people, "/homes")))


def test_worker_records_work_and_study(session: Session, people: People, sign_in: SignIn) -> None:
    amy = sign_in("amy")
    college = {"code": "F2", "provider": "Example College", "weekly_hours": "16", **day("started_on", "3/9/2025")}
    assert amy.send(of(people, "/work-and-study/start"), college).status_code == 302
    spell = session.exec(select(EetSpell)).one()
    path = of(people, f"/work-and-study/{spell.public_id}")
    assert amy.send(f"{path}/correct", college | {"code": "P2"}).status_code == 302
    assert amy.send(f"{path}/end", {"end_reason": "Finished", **day("ended_on", "1/2/2026")}).status_code == 302
    earlier = {"code": "G5", "reason": "No places", **day("started_on", "1/7/2025"), **day("ended_on", "1/9/2025")}
    assert amy.send(of(people, "/work-and-study/add-earlier"), earlier).status_code == 302
    text = words(amy.get(of(people, "/work-and-study")))
    told = ["Nothing is recorded since 1 February 2026", "Part time in other education", "Example College",
            "Nothing is recorded from 1 September 2025 until 3 September 2025", "No places"]  # fmt: skip
    assert [text.index(each) for each in told] == sorted(text.index(each) for each in told)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"code": ""}, "Choose the kind of home"),
        ({"code": "Q"}, "Choose one of the answers to “What kind of home is it?”"),
        ({"suitability": ""}, "Say whether it is suitable"),
        ({"suitability_reason": ""}, "Say why this home is not suitable"),
        ({"provided_by_council": ""}, "Say whether the council provides or pays for it"),
        ({"weekly_cost": "-5"}, "must be an amount in pounds"),
        ({"weekly_cost": "1e9"}, "must be an amount in pounds"),
        (day("started_on", "30/2/2026"), "There is no 30 February 2026"),
        (day("started_on", "5/3/2026"), "This date must be today, 4 March 2026, or earlier"),
        ({"code": "S", "suitability": "1", "suitability_reason": ""}, "is never suitable"),
        ({"tenancy": "x" * 81}, "must be 80 characters or fewer"),
        ({"landlord": "a\x00b"}, "had a character that cannot be read"),
        ({"code": ["W", "U"]}, "was sent more than once"),
        ({"young_person_id": "2"}, "does not ask for"),
        (day("notice_on", "1/1/2026"), "They moved in on 1 February 2026"),
    ],
)
def test_home_says_what_to_put_right_and_keeps_the_words(
    session: Session, people: People, sign_in: SignIn, answers: dict[str, Any], said: str
) -> None:
    response = sign_in("amy").send(of(people, "/homes/start"), new_home() | answers)
    assert response.status_code == 422
    assert said in words(response)
    assert "Room 4" in response.get_data(as_text=True)
    assert session.exec(select(AccommodationSpell)).all() == []


def test_wrong_answer_behind_the_line_that_opens_is_in_the_open(people: People, sign_in: SignIn) -> None:
    amy, path = sign_in("amy"), of(people, "/homes/start")
    assert '<details class="govuk-details">' in amy.get(path).get_data(as_text=True)
    wrong = amy.send(path, new_home(weekly_cost="lots")).get_data(as_text=True)
    assert '<details class="govuk-details" open>' in wrong


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        ({"code": "G5"}, "Say why they are not in work or study"),
        ({"code": "G4", "weekly_hours": "4"}, "has no hours"),
        ({"code": "F5", "weekly_hours": "101"}, "must be 100 or fewer"),
        ({"code": "F5", "weekly_hours": "many"}, "must be a whole number"),
        ({}, "Choose what they do"),
    ],
)
def test_work_says_what_to_put_right(people: People, sign_in: SignIn, answers: dict[str, str], said: str) -> None:
    told = {"barriers": "Bus fares", **day("started_on", "1/2/2026"), **answers}
    response = sign_in("amy").send(of(people, "/work-and-study/start"), told)
    assert response.status_code == 422
    assert said in words(response)
    assert "Bus fares" in response.get_data(as_text=True)


@pytest.mark.parametrize("page", ["end", "correct"])
def test_home_of_another_is_not_there(session: Session, people: People, sign_in: SignIn, page: str) -> None:
    theirs = other_home(session, people, "zak")
    for name in ("amy", "sam"):
        assert sign_in(name).get(of(people, f"/homes/{theirs.public_id}/{page}")).status_code in (403, 404)
    assert sign_in("amy").get(of(people, f"/homes/{theirs.public_id}/{page}")).status_code == 404
    assert sign_in("amy").get(of(people, f"/homes/nothing/{page}")).status_code == 404
    assert sign_in("tess").get(of(people, f"/work-and-study/{theirs.public_id}/{page}")).status_code == 404


def test_stale_correction_shows_what_the_other_saved(session: Session, people: People, sign_in: SignIn) -> None:
    mine = other_home(session, people, "yas")
    amy, path = sign_in("amy"), of(people, f"/homes/{mine.public_id}/correct")
    amy.get(path)
    stale = {"csrf_token": amy.token, "version": str(mine.version)}
    mine.address = "1 Their Road"
    session.commit()
    sent = new_home("1/1/2025", code="U", suitability="1", suitability_reason="", address="1 My Road")
    response = amy.post(path, data=stale | sent)
    assert response.status_code == 409
    assert "Saved now 1 Their Road Typed by you 1 My Road" in words(response)
    assert "1 My Road" in response.get_data(as_text=True)


READS = {"amy": 200, "tess": 200, "sam": 200, "ben": 404, "olly": 404, "ada": 403, "yas": 403}
WRITES = {"amy": 200, "tess": 200, "sam": 403, "ben": 404, "olly": 403, "ada": 403, "yas": 403, "rob": 403}


@pytest.mark.parametrize(
    ("page", "codes"),
    [
        ("/homes", READS),
        ("/work-and-study", READS),
        ("/homes/start", WRITES),
        ("/homes/add-earlier", WRITES),
        ("/work-and-study/start", WRITES),
        ("/work-and-study/add-earlier", WRITES),
    ],
)
def test_pages_by_role(people: People, sign_in: SignIn, page: str, codes: dict[str, int]) -> None:
    assert {name: sign_in(name).get(of(people, page)).status_code for name in codes} == codes
