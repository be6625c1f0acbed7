"""The folder of files: whole or not there, under names that say nothing, unreadable without the key."""

import errno
import os
import shutil
import stat
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from sqlmodel import Session

from careleavers.documents import service
from careleavers.documents.clearing import missing_files, set_unclaimed_aside
from careleavers.documents.files.judging import judge
from careleavers.documents.files.shelf import FileLost, NoRoom, Shelf
from careleavers.domain.documents import DocumentKind
from careleavers.models import Document, DocumentDetails
from tests.documents import samples
from tests.people import People
from tests.plans.writing import acting

KEY = "5e" * 32
CONTENT = b"%PDF a letter to Yas Example"


@pytest.mark.parametrize("key", ["", KEY])
def test_what_is_put_there_comes_back(folder: Path, key: str) -> None:
    shelf = Shelf(folder, key)
    kept = shelf.put(CONTENT)
    assert shelf.read(kept.name, kept.sha256) == CONTENT
    assert shelf.is_there(kept.name, kept.size)
    assert list(shelf.names()) == [kept.name]


def test_a_file_is_the_services_alone_and_its_name_says_nothing(folder: Path, shelf: Shelf) -> None:
    names = {shelf.put(CONTENT).name for _ in range(5)}
    assert len(names) == 5
    for each in folder.iterdir():
        assert stat.S_IMODE(each.stat().st_mode) == 0o600
        assert each.name in names
        # As it lies there it is no PDF that a browser or a scanner of folders would open.
        assert not each.read_bytes().startswith(b"%PDF")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_sealed_files_show_nothing_and_open_with_their_key_alone(folder: Path) -> None:
    one, two = Shelf(folder, KEY).put(CONTENT), Shelf(folder, KEY).put(CONTENT)
    assert one.sha256 != two.sha256
    assert b"Yas" not in b"".join(each.read_bytes() for each in folder.iterdir())
    for shelf, words in ((Shelf(folder), "database_key is not set"), (Shelf(folder, "6f" * 32), "another key")):
        with pytest.raises(FileLost, match=words):
            shelf.read(one.name, one.sha256)
    # A key that is set later opens what was kept before as well.
    plain = Shelf(folder).put(CONTENT)
    assert Shelf(folder, KEY).read(plain.name, plain.sha256) == CONTENT


def test_a_file_put_in_the_place_of_another_is_noticed(folder: Path) -> None:
    shelf = Shelf(folder, KEY)
    one, two = shelf.put(CONTENT), shelf.put(b"another")
    (folder / one.name).write_bytes((folder / two.name).read_bytes())
    with pytest.raises(FileLost, match="not what was put there"):
        shelf.read(one.name, one.sha256)
    with pytest.raises(FileLost, match="another key"):
        shelf.read(one.name, two.sha256)
    with pytest.raises(FileLost, match="cannot be read"):
        shelf.read("0" * 32, one.sha256)
    with pytest.raises(FileLost, match="no name of a file"):
        shelf.read("../../etc/passwd", one.sha256)


def _full(place: str) -> Any:
    """An act of the disk that fails for want of room, at one place of the writing."""
    real = getattr(os, place)

    def fail(*given: Any) -> Any:
        if threading.current_thread() is threading.main_thread():
            raise OSError(errno.ENOSPC, "No space left on device")
        return real(*given)

    return fail


@pytest.mark.parametrize("place", ["open", "fsync"])
def test_a_full_disk_leaves_nothing_half_kept(
    folder: Path, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    folder.mkdir()
    with monkeypatch.context() as full:
        full.setattr(os, place, _full(place))
        with pytest.raises(NoRoom, match="No space left"):
            shelf.put(CONTENT)
    assert list(folder.iterdir()) == []
    # And it goes on without a restart.
    assert shelf.read((kept := shelf.put(CONTENT)).name, kept.sha256) == CONTENT


def test_the_last_of_the_disk_is_left_to_the_database(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _f: SimpleNamespace(total=1_000_000, free=50_010))
    with pytest.raises(NoRoom, match="nearly full"):
        shelf.put(CONTENT)


def add(session: Session, people: People, shelf: Shelf, title: str = "Passport, the page with the photo") -> Document:
    return service.add_document(
        session, acting(people, "amy"), shelf, people.yas, DocumentDetails(kind=DocumentKind.PASSPORT, title=title),
        judge(samples.png()),
    )  # fmt: skip


def _older(folder: Path, name: str, days: float) -> None:
    then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
    os.utime(folder / name, (then, then))


def test_files_of_nobody_are_set_aside_and_forgotten_after_a_month(
    session: Session, people: People, shelf: Shelf, folder: Path
) -> None:
    document, now = add(session, people, shelf), datetime.now(UTC)
    orphan, fresh = shelf.put(CONTENT), shelf.put(CONTENT)
    (folder / ".making-0").write_bytes(b"half")
    for name in (document.file_name, orphan.name, ".making-0"):
        _older(folder, name, 2)
    assert set_unclaimed_aside(session, shelf, now) == (1, 0)
    assert set_unclaimed_aside(session, shelf, now) == (0, 0)
    assert set(shelf.names()) == {document.file_name, fresh.name}
    assert not (folder / ".making-0").exists()
    assert set_unclaimed_aside(session, shelf, now + timedelta(days=29)) == (1, 0)
    assert (folder / "unclaimed" / orphan.name).exists()
    assert set_unclaimed_aside(session, shelf, now + timedelta(days=31)) == (0, 2)
    assert [each.name for each in (folder / "unclaimed").iterdir()] == []
    assert missing_files(session, shelf) == 0


def test_a_night_on_the_wrong_database_costs_nobody_a_file(
    session: Session, people: People, shelf: Shelf, folder: Path
) -> None:
    document, now = add(session, people, shelf), datetime.now(UTC)
    _older(folder, document.file_name, 400)
    assert shelf.set_aside(set(), now.timestamp(), (now - timedelta(days=30)).timestamp()) == (1, 0)
    assert missing_files(session, shelf) == 1
    assert set_unclaimed_aside(session, shelf, now + timedelta(days=5)) == (0, 0)
    assert missing_files(session, shelf) == 0
    assert shelf.read(document.file_name, document.file_sha256)


def test_a_save_that_is_undone_leaves_a_file_that_nobody_claims(
    session: Session, people: People, shelf: Shelf, folder: Path
) -> None:
    undone = session.begin_nested()
    name = add(session, people, shelf).file_name
    undone.rollback()
    _older(folder, name, 2)
    assert set_unclaimed_aside(session, shelf, datetime.now(UTC)) == (1, 0)


def test_a_night_before_the_first_document_has_nothing_to_do(session: Session, shelf: Shelf) -> None:
    assert set_unclaimed_aside(session, shelf, datetime.now(UTC)) == (0, 0)
    assert list(shelf.names()) == []
