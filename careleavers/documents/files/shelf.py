"""The folder in which files are kept: random names, whole or not there, and unreadable without the key if one is set.

A file is on the disk before its row is committed, so no row is ever without its file. A file whose row was never
committed belongs to nobody and is set aside by the night's job.
"""

import hashlib
import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from careleavers.config import Settings

# How a kept file begins, so that it is opened rightly whatever was set when it was written.
_PLAIN, _SEALED = b"careleavers file\0", b"careleavers seal\0"
_NONCE = 12
_NAME = re.compile(r"[0-9a-f]{32}")
_ASIDE = "unclaimed"
# Less of the disk than this is left to the database: a visit that cannot be saved is worse than a file that cannot.
LEAST_FREE = 0.05


class NoRoom(RuntimeError):
    """The folder cannot be written to, or the disk is nearly full; nothing was kept."""


class FileLost(RuntimeError):
    """A file is not there, is not what was put there, or was sealed with another key; the message says which."""


@dataclass(frozen=True)
class Kept:
    """A file in the folder: its name, and the length and print of the bytes as they lie there."""

    name: str
    size: int
    sha256: str


class Shelf:
    """The folder of an installation's files and the key they are sealed with, if there is one."""

    def __init__(self, folder: Path, key: str = "") -> None:
        """Stand for a folder, which need not be there yet; `key` is 64 hexadecimal digits or nothing."""
        self.folder, self.least_free = folder, LEAST_FREE
        self._seal = AESGCM(_derived(key)) if key else None

    def put(self, content: bytes) -> Kept:
        """Keep a file under a random name, on the disk for certain when this returns. Raises NoRoom."""
        name = secrets.token_hex(16)
        if self._seal is None:
            stored = _PLAIN + content
        else:
            nonce = secrets.token_bytes(_NONCE)
            stored = _SEALED + nonce + self._seal.encrypt(nonce, content, name.encode())
        self.put_stored(name, stored)
        return Kept(name, len(stored), hashlib.sha256(stored).hexdigest())

    def put_stored(self, name: str, stored: bytes) -> None:
        """Put bytes back as they once lay there, or keep new ones. Raises NoRoom."""
        making = self.folder / f".making-{name}"
        try:
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            usage = shutil.disk_usage(self.folder)
            if usage.free - len(stored) < self.least_free * usage.total:
                raise NoRoom("The disk is nearly full.")
            with os.fdopen(os.open(making, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(stored)
                file.flush()
                os.fsync(file.fileno())
            making.rename(self.folder / name)
            _onto_disk(self.folder)
        except OSError as problem:
            making.unlink(missing_ok=True)
            raise NoRoom(f"The folder of files cannot be written to: {problem.strerror}.") from problem

    def stored(self, name: str, sha256: str) -> bytes:
        """The bytes as they lie there. Raises FileLost for a file that is not there or is not what was put there."""
        try:
            found = self._place(name).read_bytes()
        except OSError as problem:
            raise FileLost(f"{name} cannot be read: {problem.strerror}.") from problem
        if hashlib.sha256(found).hexdigest() != sha256:
            raise FileLost(f"{name} is not what was put there.")
        return found

    def read(self, name: str, sha256: str) -> bytes:
        """What was handed in. Raises FileLost as `stored` does, and for a file sealed with another key."""
        found = self.stored(name, sha256)
        if found.startswith(_PLAIN):
            return found.removeprefix(_PLAIN)
        sealed = found.removeprefix(_SEALED)
        if self._seal is None:
            raise FileLost(f"{name} is sealed, and database_key is not set.")
        try:
            return self._seal.decrypt(sealed[:_NONCE], sealed[_NONCE:], name.encode())
        except InvalidTag as problem:
            raise FileLost(f"{name} was sealed with another key than database_key.") from problem

    def has(self, name: str) -> bool:
        """Whether a file of this name lies there, whatever it holds."""
        return self._place(name).exists()

    def is_there(self, name: str, size: int) -> bool:
        """Whether a file of this length lies there, without reading it."""
        try:
            return self._place(name).stat().st_size == size
        except OSError:
            return False

    def names(self) -> Iterator[str]:
        """The names of the files that lie there."""
        return (each.name for each in self._files(self.folder))

    def forget(self, names: Iterable[str]) -> None:
        """Delete files, for a demonstration that makes room for another."""
        for name in names:
            self._place(name).unlink(missing_ok=True)

    def set_aside(self, claimed: set[str], before: float, forget_before: float) -> tuple[int, int]:
        """Move away files that nobody claims, put back those that somebody does, and delete those long set aside.

        `before` and `forget_before` are moments as the disk keeps them: younger files may be on their way. Deleting
        waits, so that a service started on another database by mistake costs nobody their files. Answers how many were
        set aside and how many deleted. Safe to run twice.
        """
        aside, moved, gone = self.folder / _ASIDE, 0, 0
        for each in list(self._files(aside)):
            if each.name in claimed:
                each.rename(self.folder / each.name)
            elif each.stat().st_mtime < forget_before:
                each.unlink()
                gone += 1
        for each in list(self._files(self.folder)):
            if each.name not in claimed and each.stat().st_mtime < before:
                aside.mkdir(exist_ok=True, mode=0o700)
                each.rename(aside / each.name)
                os.utime(aside / each.name)
                moved += 1
        for each in self.folder.glob(".making-*"):
            if each.stat().st_mtime < before:
                each.unlink()
        return moved, gone

    def _place(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise FileLost("This is no name of a file.")
        return self.folder / name

    @staticmethod
    def _files(folder: Path) -> Iterator[Path]:
        return (each for each in (folder.iterdir() if folder.exists() else ()) if _NAME.fullmatch(each.name))


def shelf_of(settings: Settings) -> Shelf:
    """The files of an installation, as its settings say."""
    return Shelf(settings.documents_path, settings.database_key)


def _derived(key: str) -> bytes:
    """A key of its own for files, so that none seals two kinds of thing."""
    return HKDF(SHA256(), 32, None, b"careleavers files").derive(bytes.fromhex(key))


def _onto_disk(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


__all__ = ["LEAST_FREE", "FileLost", "Kept", "NoRoom", "Shelf", "shelf_of"]
