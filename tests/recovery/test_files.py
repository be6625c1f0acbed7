"""What people handed in comes back with a backup, file by file, on each kind of database, keyed and not."""

import errno
import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import inspect, text
from sqlmodel import col, select

from careleavers import cli, health
from careleavers.alerts.calendar import fill_calendar
from careleavers.config import Settings
from careleavers.db import Database, database_of, make_engine
from careleavers.documents import service
from careleavers.documents.clearing import missing_files
from careleavers.documents.files.judging import judge
from careleavers.documents.files.shelf import NoRoom, Shelf, shelf_of
from careleavers.domain.actors import job
from careleavers.domain.documents import DocumentKind
from careleavers.migrations import running
from careleavers.models import Document, DocumentDetails
from careleavers.recovery import command
from careleavers.recovery.backups import NoBackup, last_backup, make_backup, manifest_path, verify_backup
from careleavers.recovery.restoring import restore
from tests.conftest import SECRET, TODAY
from tests.people import make_people
from tests.plans.writing import acting
from tests.postgres import another_database

KEY = "5e" * 32
LETTERS = [b"Dear Yas, your bed is ready", b"Dear Zak, so is yours", b"Dear both"]


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(total=2 * 10**9, free=10**9))


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(instance=tmp_path / "here", secret_key=SECRET, security_log=str(tmp_path / "second-sink.jsonl"))


# A keyed PostgreSQL is the one place where the seal of the files is all that hides them.
@pytest.fixture(params=["plain", "keyed", "keyed postgresql"])
def place(request: pytest.FixtureRequest, settings: Settings) -> Iterator[tuple[Settings, Settings]]:
    """The settings of an installation in use, and of an empty place to come back to."""
    settings = replace(settings, database_key=KEY if "keyed" in request.param else "")
    there = replace(settings, instance=settings.instance.parent / "there")
    if "postgresql" not in request.param:
        yield settings, there
        return
    server = request.getfixturevalue("postgresql_url")
    with another_database(server) as one, another_database(server) as other:
        yield replace(settings, database_url=one), replace(there, database_url=other)


def filled(settings: Settings) -> Database:
    """An installation with the people and three letters, the last of them recorded in error."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    database = database_of(settings)
    running.upgrade(database.writer)
    with database.writer.begin() as connection:
        fill_calendar(connection, "ENG")
    with database.transaction(job("test"), today=TODAY) as session:
        people = make_people(session, TODAY)
        for letter in LETTERS:
            details = DocumentDetails(kind=DocumentKind.LETTER, title="A letter")
            amy, shelf = acting(people, "amy"), shelf_of(settings)
            last = service.add_document(session, amy, shelf, people.yas, details, judge(letter))
        reason = "This belongs to her sister, and is in her sister's record by now."
        service.strike_document(session, acting(people, "tess"), last, reason, last.version)
    return database


@pytest.fixture(scope="module")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of an installation that is not keyed: making one takes longer than most of these tests."""
    folder = tmp_path_factory.mktemp("once")
    patch = pytest.MonkeyPatch()
    patch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(total=2 * 10**9, free=10**9))
    filled(Settings(instance=folder, secret_key=SECRET, security_log=str(folder / "log"))).dispose()
    patch.undo()
    return folder


@pytest.fixture
def database(made_once: Path, settings: Settings) -> Iterator[Database]:
    """A copy of that installation, at the place of `settings`."""
    shutil.copytree(made_once, settings.instance)
    made = database_of(settings)
    yield made
    made.dispose()


def read(settings: Settings, database: Database) -> list[bytes]:
    """What every document says, in the order in which they were handed in."""
    with database.reading(job("test")) as session:
        rows = session.exec(select(Document).order_by(col(Document.id))).all()
        return [shelf_of(settings).read(row.file_name, row.file_sha256) for row in rows]


def test_every_file_comes_back_as_it_was(place: tuple[Settings, Settings], tmp_path: Path) -> None:
    here, there = place
    database = filled(here)
    made = command.back_up(here, database, tmp_path / "backup")
    assert (made["files"], made["missing_files"]) == (3, 0)
    if here.database_key:
        assert b"Dear" not in (tmp_path / "backup").read_bytes()
    came = command.restore(there, tmp_path / "backup")
    assert came["files"] == 3
    assert came["rows"] == made["rows"]
    assert "and 3 files as they were" in command.restored_words(came)
    back = database_of(there)
    assert read(there, back) == LETTERS
    with back.reading(job("test")) as session:
        assert missing_files(session, shelf_of(there)) == 0
    # The rows and the files are apart again: nothing of a backup is left in the database.
    assert "stored_file" not in inspect(back.reader).get_table_names()
    assert {each.stat().st_mode & 0o777 for each in there.documents_path.iterdir()} == {0o600}
    # And the next backup of it is like the first.
    again = command.back_up(there, back, tmp_path / "again")
    assert (again["files"], again["rows"] - made["rows"]) == (3, 0)
    back.dispose()
    database.dispose()


def test_a_drill_compares_the_files_too(settings: Settings, database: Database) -> None:
    found = command.drill(settings, database)
    assert (found["ok"], found["files"], found["files_differ"]) == (True, 3, 0)
    assert "and 3 files in" in command.drill_words(found)
    _first(settings, database).write_bytes(b"spoilt")
    found = command.drill(settings, database)
    assert (found["ok"], found["files_differ"]) == (False, 1)
    assert "1 document did not come back with its file" in command.drill_words(found)


def _first(settings: Settings, database: Database) -> Path:
    with database.reading(job("test")) as session:
        return settings.documents_path / str(
            session.exec(select(Document.file_name).order_by(col(Document.id))).first()
        )


def test_a_lost_or_spoilt_file_does_not_keep_the_rest_from_being_saved_and_is_said_aloud(
    settings: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _first(settings, database)
    first.write_bytes(first.read_bytes()[:-1] + b"!")
    assert make_backup(settings, database.reader, tmp_path / "spoilt").missing_files == 1
    first.unlink()
    made = command.back_up(settings, database, tmp_path / "backup")
    assert (made["files"], made["missing_files"]) == (2, 1)
    assert "WRONG: 1 document is without its file" in command.made_words(tmp_path / "backup", made)
    report = next(each for each in health.report(settings)["checks"] if each["name"] == "documents")
    assert not report["ok"]
    assert "1 without their file" in report["words"]
    there = replace(settings, instance=tmp_path / "there")
    assert restore(there, tmp_path / "backup").manifest.missing_files == 1
    # The command fails, so that whoever waits for it hears of it; the backup is there all the same.
    monkeypatch.setenv("CARELEAVERS_INSTANCE", str(settings.instance))
    monkeypatch.setenv("CARELEAVERS_SECRET_KEY", SECRET)
    result = CliRunner().invoke(cli.main, ["backup", str(tmp_path / "third"), "--json"])
    assert result.exit_code == 1
    assert json.loads(result.output)["missing_files"] == 1
    assert verify_backup(tmp_path / "third", "").file_count == 2


def test_a_file_that_was_recorded_in_error_is_not_missed(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    with database.reading(job("test")) as session:
        struck = session.exec(select(Document.file_name).where(col(Document.struck_at).is_not(None))).one()
    (settings.documents_path / struck).unlink()
    made = make_backup(settings, database.reader, tmp_path / "backup")
    assert (made.file_count, made.missing_files) == (2, 0)
    assert verify_backup(tmp_path / "backup", "") == made


def test_a_backup_whose_files_were_changed_is_refused(settings: Settings, database: Database, tmp_path: Path) -> None:
    path = tmp_path / "backup"
    make_backup(settings, database.reader, path)
    writer = make_engine(f"sqlite:///{path}", write=True)
    with writer.begin() as connection:
        connection.execute(text("UPDATE stored_file SET content = 'another letter' WHERE rowid = 1"))
    writer.dispose()
    said = json.loads(manifest_path(path).read_text())
    print_of_it = hashlib.sha256(path.read_bytes()).hexdigest()
    manifest_path(path).write_text(json.dumps(said | {"sha256": print_of_it}))
    with pytest.raises(NoBackup, match="is damaged \\(the file"):
        restore(replace(settings, instance=tmp_path / "there"), path)
    assert not (tmp_path / "there").exists()


def test_files_are_never_written_over(settings: Settings, database: Database, tmp_path: Path) -> None:
    make_backup(settings, database.reader, tmp_path / "backup")
    there = replace(settings, instance=tmp_path / "there", documents_folder=str(settings.documents_path))
    second = sorted(settings.documents_path.iterdir())[1]
    second.write_bytes(b"another letter")
    before = {each.name: each.read_bytes() for each in settings.documents_path.iterdir()}
    with pytest.raises(NoBackup, match=f"{second.name} lies there already and is not the one of the backup"):
        restore(there, tmp_path / "backup")
    assert {each.name: each.read_bytes() for each in settings.documents_path.iterdir()} == before
    assert list(there.instance.iterdir()) == []


def test_files_that_survived_stay_and_those_that_did_not_come_back(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    make_backup(settings, database.reader, tmp_path / "backup")
    survived = shelf_of(settings).put(b"handed in after the backup")
    _first(settings, database).unlink()
    database.dispose()
    Path(settings.url.removeprefix("sqlite:///")).unlink()
    restore(settings, tmp_path / "backup")
    back = database_of(settings)
    assert read(settings, back) == LETTERS
    assert shelf_of(settings).has(survived.name)
    back.dispose()


@pytest.mark.parametrize("place", ["_copy_file", "_add_files"])
def test_a_backup_that_finds_no_room_says_so_and_leaves_nothing(
    settings: Settings, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    driver: Any = database.reader.dialect.loaded_dbapi

    def full(*_given: object) -> None:
        raise driver.OperationalError("database or disk is full")

    (tmp_path / "kept").mkdir()
    monkeypatch.setattr(f"careleavers.recovery.backups.{place}", full)
    with pytest.raises(NoBackup, match=r"database or disk is full\). Is there room"):
        make_backup(settings, database.reader, tmp_path / "kept" / "backup")
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.parametrize(
    ("place", "fails"),
    [("plain", "the second file"), ("plain", "the rows"), ("postgresql", "the rows")], indirect=["place"],
)  # fmt: skip
def test_a_restore_that_finds_no_room_leaves_the_place_as_it_was(
    place: tuple[Settings, Settings], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    here, there = place
    database = filled(here)
    make_backup(here, database.reader, tmp_path / "backup")
    database.dispose()
    put, names = Shelf.put_stored, []

    def full(self: Shelf, name: str, stored: bytes) -> None:
        names.append(name)
        if fails == "the second file" and len(names) == 2:
            raise NoRoom("No space left on device.")
        put(self, name, stored)

    def broken(*_given: Any, **_more: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as disk:
        disk.setattr(Shelf, "put_stored", full)
        if fails == "the rows":
            disk.setattr("careleavers.recovery.files.take_table_away", broken)
            disk.setattr("careleavers.recovery.copying.copy_rows", broken)
        with pytest.raises((NoBackup, OSError), match="No space left"):
            restore(there, tmp_path / "backup")
    assert list(shelf_of(there).names()) == []
    # With room again the same restore works.
    assert restore(there, tmp_path / "backup").manifest.file_count == 3


def test_going_back_to_before_an_upgrade_leaves_the_files_where_they_are(
    settings: Settings, database: Database, tmp_path: Path
) -> None:
    make_backup(settings, database.reader, tmp_path / "before", with_files=False)
    assert last_backup(settings) is None
    expected = read(settings, database)
    database.dispose()
    Path(settings.url.removeprefix("sqlite:///")).rename(tmp_path / "moved away")
    assert restore(settings, tmp_path / "before").manifest.file_count == 0
    back = database_of(settings)
    assert read(settings, back) == expected
    back.dispose()


def test_a_backup_of_the_time_before_documents_comes_back(settings: Settings, tmp_path: Path) -> None:
    settings.instance.mkdir(parents=True)
    database = database_of(settings)
    running.upgrade(database.writer, "0006")
    made = make_backup(settings, database.reader, tmp_path / "old")
    assert (made.file_count, made.missing_files) == (0, 0)
    database.dispose()
    # Its manifest did not speak of files yet.
    said = json.loads(manifest_path(tmp_path / "old").read_text())
    old = {name: said[name] for name in ("made_at", "step", "encrypted", "rows", "sha256")}
    manifest_path(tmp_path / "old").write_text(json.dumps(old))
    there = replace(settings, instance=tmp_path / "there")
    restore(there, tmp_path / "old")
    back = database_of(there)
    running.assert_current(back.writer)
    back.dispose()
