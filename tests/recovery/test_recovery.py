"""A backup brings the records back and not the past; each kind of database, keyed and not."""

import contextlib
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, select

from careleavers import health, seal
from careleavers.accounts.sign_ins import end
from careleavers.alerts.calendar import fill_calendar
from careleavers.config import Settings
from careleavers.db import Database, database_of
from careleavers.domain.actors import Actor, job
from careleavers.domain.invitations import InvitationEnding
from careleavers.domain.protection import RestrictionGround
from careleavers.domain.sign_ins import SignInEnding
from careleavers.domain.terms import AccommodationCode, Answer, Role, Suitability
from careleavers.invitations.service import enter_code, make_code
from careleavers.migrations import running
from careleavers.models import (
    AccommodationDetails,
    AccommodationSpell,
    Account,
    Allocation,
    Conflict,
    Invitation,
    Restriction,
    RestrictionDetails,
    SafeContact,
    SafeContactDetails,
    SignIn,
    Team,
    Worker,
    YoungPerson,
)
from careleavers.models.base import now_utc
from careleavers.people.service import record_safe_contact
from careleavers.protection.service import keep_apart, restrict
from careleavers.recovery import command
from careleavers.recovery.backups import NoBackup, make_backup, manifest_path, verify_backup
from careleavers.recovery.restoring import restore
from careleavers.security_log import SecurityLog, SecurityLogUnwritable
from careleavers.spells.service import start_home
from tests.conftest import SECRET, TODAY
from tests.house.record import make_record
from tests.people import make_people
from tests.postgres import another_database, copy_over

KEY = "5e" * 32
Fill = Callable[[Settings], Database]


def _filled(settings: Settings) -> Database:
    """A database as `careleavers upgrade` makes it, with the people and one row of each kind of record."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    database = database_of(settings)
    running.upgrade(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    with database.transaction(job("test"), today=TODAY) as session:
        make_record(session, make_people(session, TODAY), settings)
    return database


@pytest.fixture(scope="module")
def fill(tmp_path_factory: pytest.TempPathFactory, postgresql_url: str) -> Iterator[Fill]:
    """Fills a place with a copy of what was filled before, which takes a tenth of the time."""
    filled: dict[tuple[str, bool], Settings] = {}

    def fill(settings: Settings) -> Database:
        kind = (settings.database_key, bool(settings.database_url))
        if kind not in filled:
            folder = tmp_path_factory.mktemp("filled")
            url = stack.enter_context(another_database(postgresql_url)) if settings.database_url else ""
            log = str(folder / "second-sink.jsonl")
            filled[kind] = replace(settings, instance=folder, security_log=log, database_url=url)
            _filled(filled[kind]).dispose()
        shutil.copytree(filled[kind].instance, settings.instance)
        (settings.instance / "second-sink.jsonl").rename(settings.security_log_path)
        if settings.database_url:
            copy_over(postgresql_url, filled[kind].database_url, settings.database_url)
        return database_of(settings)

    with contextlib.ExitStack() as stack:
        yield fill


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(instance=tmp_path / "here", secret_key=SECRET, security_log=str(tmp_path / "second-sink.jsonl"))


@pytest.fixture(params=["plain", "keyed", "postgresql"])
def place(request: pytest.FixtureRequest, settings: Settings) -> Iterator[tuple[Settings, Settings]]:
    """The settings of an installation in use, and of an empty place to come back to."""
    key = KEY if request.param == "keyed" else ""
    settings = replace(settings, database_key=key)
    there = replace(settings, instance=settings.instance.parent / "there")
    if request.param != "postgresql":
        yield settings, there
        return
    server = request.getfixturevalue("postgresql_url")
    with another_database(server) as one, another_database(server) as other:
        yield replace(settings, database_url=one), replace(there, database_url=other)


def _rows(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    from careleavers.models import metadata

    with database.reader.connect() as connection:
        return {
            table.name: [tuple(row) for row in connection.execute(table.select().order_by(*table.primary_key.columns))]
            for table in metadata.sorted_tables
        }


def _of(session: Session, table: Any, **facts: Any) -> Any:
    return session.exec(select(table).filter_by(**facts)).one()


def test_every_row_comes_back_and_the_promises_still_hold(
    fill: Fill, place: tuple[Settings, Settings], tmp_path: Path
) -> None:
    here, there = place
    database = fill(here)
    with database.transaction(job("test"), today=TODAY) as session:
        end(_of(session, SignIn), SignInEnding.SIGNED_OUT, now_utc())
    made = command.back_up(here, database, tmp_path / "backup")
    assert made["encrypted"] is bool(here.database_key)
    came = restore(there, tmp_path / "backup")
    assert came.manifest.rows["young_person"] == 6
    back = database_of(there)
    assert _rows(back) == _rows(database)
    running.assert_current(back.writer)
    with pytest.raises(Exception, match="approved plan cannot change"), back.writer.begin() as connection:
        connection.execute(text("UPDATE plan_entry SET version = version + 1"))
    with back.transaction(job("test"), today=TODAY) as session:
        session.add(Team.made(name="The first team made after"))
    back.dispose()
    database.dispose()


def test_codes_and_sign_ins_that_were_under_way_have_ended(
    fill: Fill, place: tuple[Settings, Settings], tmp_path: Path
) -> None:
    here, there = place
    database = fill(here)
    with database.transaction(Actor("test", worker_id=1), today=TODAY) as session:
        code, _made = make_code(
            session, Actor("test", worker_id=1), _of(session, YoungPerson, given_name="Yas"), SECRET
        )
    command.back_up(here, database, tmp_path / "backup")
    command.restore(there, tmp_path / "backup")
    back = database_of(there)
    with back.transaction(job("test"), today=TODAY) as session:
        assert {row.ending for row in session.exec(select(SignIn))} == {SignInEnding.RESTORED}
        assert {row.ending for row in session.exec(select(Invitation))} == {InvitationEnding.RESTORED}
        assert enter_code(session, SECRET, code, date(2006, 9, 14)) is None
    back.dispose()
    database.dispose()


def test_what_protects_somebody_is_not_undone(fill: Fill, place: tuple[Settings, Settings], tmp_path: Path) -> None:
    here, there = place
    database = fill(here)
    with database.transaction(Actor("test", worker_id=1), today=TODAY) as session:
        kit, yas = _of(session, YoungPerson, given_name="Kit"), _of(session, YoungPerson, given_name="Yas")
        start_home(session, Actor("test", worker_id=1), yas, _home("1 Old Road", date(2025, 12, 1)))
        record_safe_contact(session, Actor("test", worker_id=1), kit, _by_text())
    command.back_up(here, database, tmp_path / "backup")
    with database.transaction(Actor("test", worker_id=1), today=TODAY) as session:
        _of(session, Account, sign_in_name="ben").active = False
        _of(session, Account, sign_in_name="ivy").password = "changed"
        _of(session, Worker, sign_in_name="una").role = Role.AFTER_CARE_WORKER
        amy = _of(session, Worker, sign_in_name="amy")
        session.exec(select(Allocation).where(Allocation.worker_id == amy.id)).first().to_on = TODAY  # type: ignore[union-attr]
        yas, kit = _of(session, YoungPerson, given_name="Yas"), _of(session, YoungPerson, given_name="Kit")
        start_home(session, Actor("test", worker_id=1), yas, _home("2 New Road", date(2026, 3, 1)))
        record_safe_contact(session, Actor("test", worker_id=1), kit, _by_text())
        allocation = session.exec(select(Allocation).where(Allocation.to_on == TODAY)).first()
        ended = allocation.public_id if allocation else ""
    old_password = _password(database, "tess")
    restore(there, tmp_path / "backup")
    back = database_of(there)
    with back.reading(job("test")) as session:
        assert not _of(session, Account, sign_in_name="ben").active
        assert _of(session, Account, sign_in_name="ivy").password == ""
        assert _of(session, Account, sign_in_name="tess").password == old_password
        assert _of(session, Worker, sign_in_name="una").role is Role.AFTER_CARE_WORKER
        assert _of(session, Allocation, public_id=ended).to_on == TODAY
        home = session.exec(select(AccommodationSpell).where(AccommodationSpell.address == "1 Old Road")).one()
        assert home.ended_on == date(2026, 3, 1)
        newest = session.exec(select(SafeContact).order_by(col(SafeContact.id).desc())).first()
        assert newest is not None
        assert newest.channels == ""
        assert newest.post is Answer.NO
    back.dispose()
    database.dispose()


def test_who_was_shut_out_after_the_backup_stays_shut_out(
    fill: Fill, place: tuple[Settings, Settings], tmp_path: Path
) -> None:
    here, there = place
    database = fill(here)
    tess = Actor("test", worker_id=4)
    command.back_up(here, database, tmp_path / "backup")
    with database.transaction(tess, today=TODAY) as session:
        yas, kit = _of(session, YoungPerson, given_name="Yas"), _of(session, YoungPerson, given_name="Kit")
        una, sam = _of(session, Worker, sign_in_name="una"), _of(session, Worker, sign_in_name="sam")
        keep_apart(session, tess, kit, una.id, "They are sisters")
        why = RestrictionDetails(ground=RestrictionGround.LOCATION, reason="A former partner asks where she lives")
        restrict(session, tess, yas, why, [sam.id])
    restore(there, tmp_path / "backup")
    back = database_of(there)
    with back.reading(job("test")) as session:
        yas, kit = _of(session, YoungPerson, given_name="Yas"), _of(session, YoungPerson, given_name="Kit")
        conflict, restriction = (_of(session, Conflict, young_person_id=kit.id),
                                 _of(session, Restriction, young_person_id=yas.id))  # fmt: skip
        assert conflict.worker_id == _of(session, Worker, sign_in_name="una").id
        assert restriction.ground is RestrictionGround.LOCATION
    back.dispose()
    database.dispose()


def _password(database: Database, name: str) -> str:
    with database.reading(job("test")) as session:
        return str(_of(session, Account, sign_in_name=name).password)


def _home(address: str, on: date) -> AccommodationDetails:
    return AccommodationDetails(
        code=AccommodationCode.INDEPENDENT, suitability=Suitability.SUITABLE, provided_by_council=False,
        address=address, started_on=on,
    )  # fmt: skip


def _by_text() -> SafeContactDetails:
    return SafeContactDetails(channels="text", voicemail=Answer.YES, post=Answer.YES, review_on=date(2026, 6, 1))


@pytest.mark.parametrize("sealed_before", [True, False])
def test_seals_go_on_from_what_came_back(
    fill: Fill, settings: Settings, tmp_path: Path, *, sealed_before: bool
) -> None:
    """What was sealed after the backup is lost with it, and is not taken for a trail that was cut off."""
    here, there = settings, replace(settings, instance=tmp_path / "there")
    database, log = fill(here), SecurityLog(settings.security_log_path, SECRET)
    if sealed_before:
        assert seal.seal(database, log) > 0
    command.back_up(here, database, tmp_path / "one")
    assert (seal.seal(database, log) > 0) is not sealed_before
    with database.transaction(job("test"), today=TODAY) as session:
        _of(session, Team, name="North").name = "Far north"
    assert seal.seal(database, log) == 1
    database.dispose()
    command.restore(there, tmp_path / "one")
    back = database_of(there)
    with back.reading(job("test")) as session:
        assert list(seal.problems(session, log)) == []
    assert seal.seal(back, log) > 0
    with back.reading(job("test")) as session:
        assert list(seal.problems(session, log)) == []
    back.dispose()


def test_a_backup_is_whole_while_others_save(fill: Fill, settings: Settings, tmp_path: Path) -> None:
    database = fill(settings)
    stop, failed = threading.Event(), []

    def save() -> None:
        number = 0
        while not stop.is_set():
            number += 1
            try:
                with database.transaction(job("test"), today=TODAY) as session:
                    session.add(Team.made(name=f"Team {number}"))
                    session.flush()
                    session.add(Team.made(name=f"Its pair {number}"))
            except Exception as problem:
                failed.append(problem)
                return

    saving = threading.Thread(target=save)
    saving.start()
    made = [make_backup(settings, database.reader, tmp_path / f"backup{number}") for number in range(5)]
    stop.set()
    saving.join(30)
    assert not failed
    # North and South, and pairs: never one of a pair without the other.
    assert all(each.rows["team"] % 2 == 0 for each in made)
    assert made[-1].rows["team"] > made[0].rows["team"]
    database.dispose()


def _change_a_byte(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 255
    path.write_bytes(content)


def _damaged_and_declared_whole(path: Path) -> None:
    import hashlib

    content = bytearray(path.read_bytes())
    content[4096:8192] = b"\x00" * 4096
    path.write_bytes(content)
    said = json.loads(manifest_path(path).read_text())
    manifest_path(path).write_text(json.dumps(said | {"sha256": hashlib.sha256(content).hexdigest()}))


def _fewer_rows_said(path: Path) -> None:
    said = json.loads(manifest_path(path).read_text())
    said["rows"]["young_person"] += 1
    manifest_path(path).write_text(json.dumps(said))


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (_change_a_byte, "is not the file that was made"),
        (_damaged_and_declared_whole, "does not open|damaged|holds no records|does not hold"),
        (_fewer_rows_said, "does not hold what its manifest says"),
        (lambda path: manifest_path(path).unlink(), "missing or cannot be read"),
        (lambda path: path.unlink(), "There is no backup"),
    ],
)
def test_a_spoilt_backup_is_refused_and_the_place_stays_empty(
    fill: Fill, settings: Settings, tmp_path: Path, spoil: Any, words: str
) -> None:
    path, there = tmp_path / "backup", replace(settings, instance=tmp_path / "there")
    database = fill(settings)
    make_backup(settings, database.reader, path)
    verify_backup(path, "")
    database.dispose()
    spoil(path)
    with pytest.raises(NoBackup, match=words):
        restore(there, path)
    assert not (tmp_path / "there").exists()


def test_records_are_never_written_over(fill: Fill, settings: Settings, tmp_path: Path) -> None:
    database = fill(settings)
    make_backup(settings, database.reader, tmp_path / "backup")
    before = _rows(database)
    with pytest.raises(NoBackup, match="Move it away first"):
        restore(settings, tmp_path / "backup")
    with pytest.raises(NoBackup, match="never replaces another"):
        make_backup(settings, database.reader, tmp_path / "backup")
    assert _rows(database) == before
    database.dispose()


def test_a_wrong_key_is_a_clear_refusal_and_the_file_shows_nothing(
    fill: Fill, settings: Settings, tmp_path: Path
) -> None:
    keyed = replace(settings, database_key=KEY)
    database = fill(keyed)
    make_backup(keyed, database.reader, tmp_path / "backup")
    database.dispose()
    assert b"Example" not in (tmp_path / "backup").read_bytes()
    for key, words in [("6f" * 32, "not its key"), ("", "Set database_key")]:
        with pytest.raises(NoBackup, match=words):
            restore(replace(keyed, database_key=key, instance=tmp_path / "there"), tmp_path / "backup")


def test_a_drill_compares_every_row_and_leaves_nothing(fill: Fill, settings: Settings) -> None:
    database = fill(settings)
    log = Path(settings.security_log).read_text()
    found = command.drill(settings, database)
    assert found["ok"]
    assert found["rows"] > 100
    assert Path(settings.security_log).read_text() == log
    assert not (settings.instance / "last-backup.json").exists()
    database.dispose()


def test_an_upgrade_that_changes_the_schema_is_backed_up_first(settings: Settings) -> None:
    settings.instance.mkdir(parents=True)
    database = database_of(settings)
    assert command.back_up_before_upgrade(settings, database) is None
    running.upgrade(database.writer, "0002")
    kept = command.back_up_before_upgrade(settings, database)
    assert kept is not None
    assert verify_backup(kept, "").step == "0002"
    running.upgrade(database.writer)
    assert command.back_up_before_upgrade(settings, database) is None
    database.dispose()


def test_check_says_when_the_last_backup_is_too_old(fill: Fill, settings: Settings, tmp_path: Path) -> None:
    database = fill(settings)

    def said() -> dict[str, Any]:
        return next(each for each in health.report(settings)["checks"] if each["name"] == "backup")

    assert not said()["ok"]
    assert "careleavers backup" in said()["words"]
    make_backup(settings, database.reader, tmp_path / "backup")
    assert said()["ok"]
    (settings.instance / "last-backup.json").write_text('{"at": "2026-01-01T00:00:00+00:00"}')
    assert not said()["ok"]
    assert "Make one now" in said()["words"]
    database.dispose()


def test_nothing_is_saved_that_the_second_sink_cannot_keep(fill: Fill, settings: Settings) -> None:
    database = fill(settings)
    broken = Database(settings.url, settings.policy, security_log=SecurityLog(settings.instance, SECRET))
    with pytest.raises(SecurityLogUnwritable), broken.transaction(job("test")) as session:
        _of(session, Account, sign_in_name="ben").active = False
    with database.reading(job("test")) as session:
        assert _of(session, Account, sign_in_name="ben").active
    broken.dispose()
    database.dispose()


def test_the_second_sink_holds_neither_names_nor_addresses(fill: Fill, settings: Settings) -> None:
    database = fill(settings)
    with database.transaction(Actor("test", worker_id=1), today=TODAY) as session:
        yas = _of(session, YoungPerson, given_name="Yas")
        start_home(session, Actor("test", worker_id=1), yas, _home("1 Unspoken Road", date(2025, 12, 1)))
    written = Path(settings.security_log).read_text()
    assert '"accommodation_spell"' in written
    assert not [word for word in ("Unspoken", "Yas", "Example", "Worker", "argon2") if word in written]
    database.dispose()
