"""Codes: whose they are, what ends them, and that every refusal is the same."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select, text
from sqlmodel import Session, col

from careleavers.domain.invitations import InvitationEnding
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Closure
from careleavers.invitations import queries, service
from careleavers.models import Account, ChangeEntry, Invitation, YoungPerson
from careleavers.models.base import now_utc
from tests.conftest import SECRET, TODAY
from tests.people import People, add_young_person
from tests.plans.writing import acting

BORN = date(2006, 9, 14)
WRONG = date(2006, 9, 13)


@pytest.fixture
def people(people: People, session: Session) -> People:
    """With Lou, who has never had a sign-in."""
    add_young_person(session, people, "lou", BORN, people.north)
    return people


def make(session: Session, people: People, name: str = "lou") -> str:
    code, _invitation = service.make_code(session, acting(people, "amy"), people.young_people[name], SECRET)
    session.flush()
    return code


def enter(session: Session, code: str, born_on: date = BORN) -> str | None:
    return service.enter_code(session, SECRET, code, born_on)


def use(session: Session, opened: str | None, name: str = "bluebird", password: str = "hashed") -> Account | None:
    assert opened is not None
    return service.use_code(session, opened, now_utc().timestamp(), name, password)


def last(session: Session, people: People) -> Invitation:
    found = queries.last_invitation(session, people.id("lou"))
    assert found is not None
    return found


def test_code_makes_one_account_once(session: Session, people: People) -> None:
    code = make(session, people)
    opened = enter(session, code)
    account = use(session, opened)
    assert account is not None
    assert (account.sign_in_name, account.young_person_id, account.worker_id, account.active) == (
        "bluebird", people.id("lou"), None, True,
    )  # fmt: skip
    assert use(session, opened, "second") is None
    assert enter(session, code) is None
    assert last(session, people).ending is InvitationEnding.USED


@pytest.mark.parametrize("typed", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\t"])
def test_code_is_known_however_it_is_typed(session: Session, people: People, typed: Callable[[str], str]) -> None:
    assert enter(session, typed(make(session, people)))


def test_code_is_kept_nowhere(session: Session, people: People) -> None:
    code = make(session, people)
    bare = service.as_code(code)
    assert len(bare) == 12
    kept = [
        str(row) for table in ("invitation", "change_entry") for row in session.execute(text(f"SELECT * FROM {table}"))
    ]
    assert kept
    assert not [row for row in kept if code in row or bare in row]


def test_newer_code_ends_the_one_before(session: Session, people: People) -> None:
    first = make(session, people)
    opened = enter(session, first)
    second = make(session, people)
    assert enter(session, first) is None
    assert use(session, opened) is None
    assert enter(session, second)


def test_fifth_wrong_date_of_birth_ends_the_code(session: Session, people: People) -> None:
    code = make(session, people)
    assert [enter(session, code, WRONG) for _ in range(4)] == [None] * 4
    assert last(session, people).ended_at is None
    assert enter(session, code, WRONG) is None
    assert enter(session, code) is None
    assert last(session, people).ending is InvitationEnding.TRIED_OUT


def test_right_date_after_four_wrong_ones_still_opens(session: Session, people: People) -> None:
    code = make(session, people)
    assert [enter(session, code, WRONG) for _ in range(4)] == [None] * 4
    assert enter(session, code)


@pytest.mark.parametrize(("over", "works"), [(timedelta(minutes=-1), True), (timedelta(), False)])
def test_code_works_for_a_day(session: Session, people: People, over: timedelta, works: bool) -> None:
    code = make(session, people)
    invitation = last(session, people)
    assert invitation.expires_at - invitation.made_at == timedelta(hours=24)
    invitation.made_at, invitation.expires_at = invitation.made_at - timedelta(days=1), now_utc() - over
    session.flush()
    assert bool(enter(session, code)) is works


@pytest.mark.parametrize(("minutes", "works"), [(29, True), (31, False), (-5, False)])
def test_half_an_hour_is_left_to_choose(session: Session, people: People, minutes: int, works: bool) -> None:
    opened = enter(session, make(session, people))
    assert opened
    entered_at = (now_utc() - timedelta(minutes=minutes)).timestamp()
    assert bool(service.still_holds(session, opened, entered_at)) is works


def _close(person: YoungPerson) -> None:
    person.closed_on, person.closure = TODAY, Closure.TRANSFERRED


def _die(person: YoungPerson) -> None:
    person.died_on = TODAY


@pytest.mark.parametrize("end", [_close, _die], ids=["closed", "died"])
def test_no_code_for_a_record_that_is_over_and_an_old_one_ends(
    session: Session, people: People, end: Callable[[YoungPerson], None]
) -> None:
    code = make(session, people)
    opened = enter(session, code)
    end(people.lou)
    session.flush()
    assert enter(session, code) is None
    assert use(session, opened) is None
    with pytest.raises(Refused):
        make(session, people)


def test_sign_in_name_that_somebody_has_is_refused_and_the_code_is_still_good(session: Session, people: People) -> None:
    opened = enter(session, make(session, people))
    for name in ("amy", "AMY"):
        with pytest.raises(Refused, match="Somebody has that name") as refused:
            use(session, opened, name.lower())
        assert refused.value.field == "sign_in_name"
    assert use(session, opened, "bluebird")


def test_new_code_gives_the_same_account_a_new_password_and_signs_it_out(session: Session, people: People) -> None:
    first = use(session, enter(session, make(session, people)))
    assert first is not None
    was = first.fs_uniquifier
    again = use(session, enter(session, make(session, people)), "ignored", "another")
    assert again is not None
    assert (again.id, again.sign_in_name, again.password) == (first.id, "bluebird", "another")
    assert again.fs_uniquifier != was


def test_switching_off_ends_account_and_code_until_a_new_code(session: Session, people: People) -> None:
    account = use(session, enter(session, make(session, people)))
    assert account is not None
    was, code = account.fs_uniquifier, make(session, people)
    service.switch_off(session, acting(people, "amy"), people.lou)
    assert (account.active, account.password) == (False, "")
    assert account.fs_uniquifier != was
    assert enter(session, code) is None
    assert last(session, people).ending is InvitationEnding.SWITCHED_OFF
    back = use(session, enter(session, make(session, people)))
    assert back is account
    assert account.active


def test_every_step_is_in_the_audit_trail(session: Session, people: People) -> None:
    use(session, enter(session, make(session, people)))
    session.flush()
    kept = select(ChangeEntry.table_name, ChangeEntry.act).where(
        col(ChangeEntry.young_person_id) == people.id("lou"), col(ChangeEntry.table_name).in_(["invitation", "account"])
    )
    assert {tuple(entry) for entry in session.execute(kept)} == {
        ("invitation", "insert"), ("invitation", "update"), ("account", "insert"),
    }  # fmt: skip
