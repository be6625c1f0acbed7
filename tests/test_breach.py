"""After a breach: which people, on which pages, seen by whom, and nobody else."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlmodel import Session

from careleavers.alerts.calendar import fill_calendar
from careleavers.breach import who_saw_whom
from careleavers.cli import main
from careleavers.config import Settings
from careleavers.db import database_of
from careleavers.domain.actors import job
from careleavers.domain.dates import today_in_london
from careleavers.domain.refusals import Refused
from careleavers.migrations import running
from tests.client import AuditingClient
from tests.conftest import SECRET, TODAY
from tests.people import People, make_people

REAL_TODAY = today_in_london()
SignIn = Callable[[str], AuditingClient]


def _seen(session: Session, **about: str) -> set[tuple[str, str, str, bool, int]]:
    found = who_saw_whom(session, REAL_TODAY, REAL_TODAY, **about)
    return {(each.child_id, each.sign_in, each.page, each.in_a_list, each.times) for each in found}


@pytest.fixture
def looked(sign_in: SignIn, people: People) -> tuple[str, str]:
    """Amy has opened Yas twice and her own list; Ben has opened Zak. The child ids of Yas and Zak."""
    amy = sign_in("amy")
    for path in (f"/young-people/{people.yas.public_id}", f"/young-people/{people.yas.public_id}", "/due"):
        assert amy.get(path).status_code == 200
    assert sign_in("ben").get(f"/young-people/{people.zak.public_id}").status_code == 200
    return people.yas.child_id, people.zak.child_id


def test_what_one_sign_in_opened(session: Session, looked: tuple[str, str]) -> None:
    seen = _seen(session, sign_in="amy")
    assert (looked[0], "amy", "people.show", False, 2) in seen
    assert any(listed and child == looked[0] for child, _who, _page, listed, _times in seen)
    assert {each[1] for each in seen} == {"amy"}
    assert looked[1] not in {each[0] for each in seen}


def test_who_opened_one_person(session: Session, looked: tuple[str, str]) -> None:
    assert {each[:2] for each in _seen(session, child_id=looked[1])} == {(looked[1], "ben")}


def test_days_before_and_after_are_left_out(session: Session, looked: tuple[str, str]) -> None:
    for day in (REAL_TODAY - timedelta(days=1), REAL_TODAY + timedelta(days=1)):
        assert who_saw_whom(session, day, day, child_id=looked[0]) == []


@pytest.mark.parametrize("about", [{"sign_in": "nobody"}, {"child_id": "none"}])
def test_a_name_that_is_nobodys_is_refused(session: Session, people: People, about: dict[str, str]) -> None:
    with pytest.raises(Refused, match="Nothing was looked for"):
        who_saw_whom(session, REAL_TODAY, REAL_TODAY, **about)


def test_command_asks_for_what_it_needs_and_its_use_is_kept(tmp_path: Path) -> None:
    settings = Settings(instance=tmp_path, secret_key=SECRET)
    database = database_of(settings)
    running.upgrade(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    with database.transaction(job("test"), today=TODAY) as session:
        make_people(session, TODAY)
    days = ["--from", "2026-01-01", "--until", "2026-12-31"]
    given = {"CARELEAVERS_INSTANCE": str(tmp_path), "CARELEAVERS_SECRET_KEY": SECRET}

    def run(*words: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["who-saw", *words], env=given)
        return result.exit_code, result.output

    assert run("--sign-in", "amy", *days) == (0, "Nothing.\n")
    code, output = run("--sign-in", "amy", "--json", *days)
    assert (code, json.loads(output)) == (0, [])
    assert "--child-id" in run(*days)[1]
    assert "Give the earlier day first" in run("--sign-in", "amy", "--from", "2026-02-01", "--until", "2026-01-01")[1]
    with database.reader.connect() as connection:
        kept = connection.exec_driver_sql("SELECT after FROM change_entry WHERE actor = 'job:who-saw'").scalars().all()
    assert ["amy 2026-01-01 to 2026-12-31: 0" in each for each in kept] == [True, True]
    database.dispose()
