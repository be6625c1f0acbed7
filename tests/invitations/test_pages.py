"""A code from the worker, and what a young person does with it."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session, col, select

from careleavers.domain.protection import RestrictionGround
from careleavers.domain.terms import AllocationRole, Closure
from careleavers.models import Account, Allocation, Invitation, RestrictionDetails, YoungPerson
from careleavers.protection.service import restrict
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People, add_young_person
from tests.plans.writing import acting

PASSWORD = "seven green bicycles"


BORN = {"born_on-day": "14", "born_on-month": "9", "born_on-year": "2006"}
WRONG = {**BORN, "born_on-day": "13"}
HOSTILE = ["<script>alert(1)</script>", "a\x00b", "\u202ereversed", "x" * 20_000, "{{ 7 * 7 }}"]
SignIn = Callable[[str], AuditingClient]
Browser = Callable[[], AuditingClient]


@pytest.fixture
def lou(session: Session, people: People) -> YoungPerson:
    """Somebody of Amy's who has never had a sign-in."""
    person = add_young_person(session, people, "lou", date(2006, 9, 14), people.north)
    facts = {"role": AllocationRole.AFTER_CARE_WORKER, "from_on": date(2026, 1, 5)}
    who = {"worker_id": people.id("amy"), "young_person_id": person.id, "allocated_by_id": people.id("tess")}
    session.add(Allocation.made(**who, **facts))
    session.commit()
    return person


@pytest.fixture
def code(lou: YoungPerson, sign_in: SignIn) -> str:
    """A code that Amy has made for Lou."""
    return code_on(sign_in("amy"), lou)


@pytest.fixture
def phone(new_browser: Browser) -> AuditingClient:
    """A browser that nobody has signed in on."""
    return new_browser()


def code_on(worker: AuditingClient, person: YoungPerson) -> str:
    page = f"/young-people/{person.public_id}/their-sign-in"
    assert worker.get(page).status_code == 200
    shown = worker.post(f"{page}/code", data={"csrf_token": worker.token}).get_data(as_text=True)
    found = re.search(r'slip__code">([^<]+)<', shown)
    assert found is not None
    return found[1]


def chosen(name: str = "bluebird") -> dict[str, str]:
    return {"sign_in_name": name, "new_password": PASSWORD, "again": PASSWORD}


def test_from_a_code_to_their_own_space(phone: AuditingClient, code: str) -> None:
    assert phone.send("/start", {"code": code, **BORN}).location == "/start/read"
    assert "Read this first" in words(phone.get("/start/read"))
    assert phone.send("/start/choose", chosen()).location == "/sign-in"
    assert phone.send("/sign-in", {"sign_in_name": "bluebird", "password": PASSWORD}).status_code == 302
    assert "plan" in words(phone.get("/my/plan"))


def test_somebody_with_a_sign_in_name_keeps_it(
    phone: AuditingClient, people: People, sign_in: SignIn, new_browser: Browser
) -> None:
    code = code_on(sign_in("amy"), people.yas)
    assert phone.send("/start", {"code": code, **BORN}).location == "/start/read"
    assert "Your sign-in name is yas" in words(phone.get("/start/choose"))
    assert phone.send("/start/choose", {"new_password": PASSWORD, "again": PASSWORD}).location == "/sign-in"
    assert phone.send("/sign-in", {"sign_in_name": "yas", "password": PASSWORD}).status_code == 302


def test_every_refusal_is_the_same(
    new_browser: Browser, people: People, lou: YoungPerson, sign_in: SignIn, session: Session
) -> None:
    """Whether a code is wrong, too old, used, ended or somebody else's, or the day is wrong, nobody can tell."""

    def refused(code: str, born: dict[str, str]) -> tuple[int, str]:
        client = new_browser()
        answer = client.send("/start", {"code": code, **born}, environ_overrides={"REMOTE_ADDR": next(addresses)})
        page = re.sub(r'(nonce|value)="[^"]*"', "", answer.get_data(as_text=True))
        return answer.status_code, page

    addresses = (f"10.0.0.{number}" for number in range(1, 100))
    amy = sign_in("amy")
    found = [refused("ABCD-EFGH-JKMN", BORN), refused(code_on(amy, lou), WRONG)]
    replaced = code_on(amy, lou)
    too_old = code_on(amy, lou)
    found.append(refused(replaced, BORN))
    invitation = session.exec(select(Invitation).where(col(Invitation.ended_at).is_(None))).one()
    invitation.expires_at = invitation.made_at
    session.commit()
    found.append(refused(too_old, BORN))
    off = code_on(amy, lou)
    amy.send(f"/young-people/{lou.public_id}/their-sign-in/switch-off")
    found.append(refused(off, BORN))
    over = code_on(amy, lou)
    lou.closed_on, lou.closure, lou.died_on = TODAY, Closure.DIED, TODAY
    session.commit()
    found.append(refused(over, BORN))
    assert {status for status, _page in found} == {422}
    assert len({page for _status, page in found}) == 1
    assert "That did not work" in found[0][1]


def test_guessing_is_slowed_down(phone: AuditingClient) -> None:
    answers = [phone.send("/start", {"code": "ABCD-EFGH-JKMN", **BORN}).status_code for _ in range(6)]
    assert answers == [422] * 5 + [429]


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (chosen("amy"), "Somebody has that name. Pick another"),
        (chosen("x y"), "Pick a name of 3 to 80 letters and numbers"),
        ({**chosen(), "again": "seven green tricycles"}, "same"),
        ({**chosen(), "new_password": "short", "again": "short"}, "12"),
        ({**chosen(), "sign_in_name": ""}, "Pick a sign-in name"),
    ],
    ids=["taken", "not a name", "not alike", "too short", "no name"],
)
def test_choice_that_will_not_do_keeps_the_name_and_the_code(
    phone: AuditingClient, code: str, answers: dict[str, str], said: str
) -> None:
    phone.send("/start", {"code": code, **BORN})
    answer = phone.send("/start/choose", answers)
    assert answer.status_code == 422
    assert said in words(answer)
    assert f'value="{answers["sign_in_name"]}"' in answer.get_data(as_text=True) or not answers["sign_in_name"]
    assert PASSWORD not in answer.get_data(as_text=True)
    assert phone.send("/start/choose", chosen()).location == "/sign-in"


def test_code_entered_on_two_phones_makes_one_account(phone: AuditingClient, new_browser: Browser, code: str) -> None:
    other = new_browser()
    assert phone.send("/start", {"code": code, **BORN}).location == "/start/read"
    assert other.send("/start", {"code": code, **BORN}).location == "/start/read"
    phone.get("/start/choose")
    other.get("/start/choose")
    first = phone.post("/start/choose", data={"csrf_token": phone.token, **chosen()})
    second = other.post("/start/choose", data={"csrf_token": other.token, **chosen("redkite")})
    assert (first.location, second.location) == ("/sign-in", "/start")
    assert "Type your code again, or ask your worker for a new one" in words(other.get("/start"))


@pytest.mark.parametrize("page", ["/start/read", "/start/choose"])
def test_pages_behind_the_code_are_shut_without_it(phone: AuditingClient, page: str) -> None:
    assert phone.get(page).location == "/start"


@pytest.mark.parametrize(
    ("name", "status"),
    [("amy", 200), ("ivy", 404), ("ben", 404), ("tess", 403), ("sam", 403), ("ada", 403), ("yas", 403)],
)
def test_who_makes_codes(sign_in: SignIn, people: People, name: str, status: int) -> None:
    assert sign_in(name).get(f"/young-people/{people.yas.public_id}/their-sign-in").status_code == status


def test_restricted_record_gives_no_code_to_those_kept_out(sign_in: SignIn, people: People, session: Session) -> None:
    details = RestrictionDetails(ground=RestrictionGround.STAFF, reason="Her aunt works in the same corridor here.")
    restrict(session, acting(people, "tess"), people.yas, details, [people.id("tess")])
    session.commit()
    page = f"/young-people/{people.yas.public_id}/their-sign-in"
    amy = sign_in("amy")
    assert amy.get(page).status_code == 404
    assert amy.post(f"{page}/code", data={"csrf_token": amy.token}).status_code == 404


def test_page_says_how_things_stand(
    sign_in: SignIn, lou: YoungPerson, phone: AuditingClient, new_browser: Browser
) -> None:
    amy, page = sign_in("amy"), f"/young-people/{lou.public_id}/their-sign-in"
    assert "Not yet: they have never chosen a password" in words(amy.get(page))
    code = code_on(amy, lou)
    assert "Not used yet" in words(amy.get(page))
    phone.send("/start", {"code": code, **BORN})
    phone.send("/start/choose", chosen())
    assert "Yes" in words(amy.get(page))
    phone.send("/sign-in", {"sign_in_name": "bluebird", "password": PASSWORD})
    amy.send(f"{page}/switch-off")
    assert "No: access is switched off" in words(amy.get(page))
    assert phone.get("/my/plan").status_code == 302
    again = new_browser()
    assert again.send("/sign-in", {"sign_in_name": "bluebird", "password": PASSWORD}).status_code == 422


def test_code_is_shown_once_and_in_no_address(sign_in: SignIn, lou: YoungPerson) -> None:
    amy = sign_in("amy")
    code = code_on(amy, lou)
    page = f"/young-people/{lou.public_id}/their-sign-in"
    assert code not in amy.get(page).get_data(as_text=True)
    assert amy.get(f"{page}/code").status_code in (404, 405)


def test_nothing_is_chosen_without_the_token_of_the_page(phone: AuditingClient, code: str, session: Session) -> None:
    phone.send("/start", {"code": code, **BORN})
    answer = phone.post("/start/choose", data=chosen())
    assert answer.status_code in (400, 422)
    assert session.exec(select(Account).where(col(Account.sign_in_name) == "bluebird")).first() is None


@pytest.mark.parametrize("sent", HOSTILE, ids=range(len(HOSTILE)))
def test_nothing_strange_that_is_chosen_breaks_the_page(phone: AuditingClient, code: str, sent: str) -> None:
    phone.send("/start", {"code": code, **BORN})
    for answers in (chosen(sent), {**chosen(), "new_password": sent, "again": sent}):
        answer = phone.send("/start/choose", answers)
        # A strange password is a good one.
        assert answer.status_code in (302, 422)
        assert "<script>" not in answer.get_data(as_text=True)
