"""A virus scanner that is set up must pass every file, and one that is down lets none through."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import Session

from careleavers import health
from careleavers.config import Settings, SettingsError, load_settings
from careleavers.documents.files import scanner
from careleavers.domain.refusals import Refused
from tests.client import AuditingClient, words
from tests.documents import samples
from tests.documents.test_documents import documents, hand_in
from tests.people import People


def _heard(line: socket.socket) -> bytes:
    """What was asked: the command, or the whole of the file that follows it."""
    said = b""
    while not said.endswith(b"\0"):
        said += line.recv(1)
    if said != b"zINSTREAM\0":
        return said
    content = b""
    while size := int.from_bytes(line.recv(4, socket.MSG_WAITALL), "big"):
        content += line.recv(size, socket.MSG_WAITALL)
    return content


@contextmanager
def scanning(place: str | tuple[str, int], answer: Callable[[bytes], bytes]) -> Iterator[str]:
    """A scanner that answers so; gives its address."""
    family = socket.AF_UNIX if isinstance(place, str) else socket.AF_INET
    with socket.socket(family) as listening:
        listening.bind(place)
        listening.listen()

        def serve() -> None:
            while True:
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                with line:
                    line.sendall(answer(_heard(line)))

        threading.Thread(target=serve, daemon=True).start()
        name = listening.getsockname()
        yield name if isinstance(name, str) else f"{name[0]}:{name[1]}"
        listening.shutdown(socket.SHUT_RDWR)


def _clam(asked: bytes) -> bytes:
    if asked == b"zPING\0":
        return b"PONG\0"
    return b"stream: Eicar-Test-Signature FOUND\0" if b"EICAR" in asked else b"stream: OK\0"


@pytest.mark.parametrize("by", ["socket", "port"])
def test_a_scanner_is_asked_about_the_whole_file(tmp_path: Path, by: str) -> None:
    with scanning(str(tmp_path / "clamd") if by == "socket" else ("127.0.0.1", 0), _clam) as address:
        scanner.scan(address, b"a" * 200_000)
        with pytest.raises(Refused, match="scanner stopped this file"):
            scanner.scan(address, b"a" * 200_000 + b"EICAR")
        assert scanner.answers(address)


@pytest.mark.parametrize("answer", [b"", b"stream: something ERROR\0", b"\0"])
def test_no_clear_answer_lets_no_file_through(tmp_path: Path, answer: bytes) -> None:
    with (
        scanning(str(tmp_path / "clamd"), lambda _asked: answer) as address,
        pytest.raises(Refused, match="cannot be checked for viruses"),
    ):
        scanner.scan(address, b"a letter")


def test_a_scanner_that_is_down_lets_no_file_through(tmp_path: Path) -> None:
    for address in (str(tmp_path / "nobody"), "127.0.0.1:1", "nonsense"):
        with pytest.raises(Refused, match="cannot be checked for viruses"):
            scanner.scan(address, b"a letter")
        assert not scanner.answers(address)
    scanner.scan("", b"a letter")


def test_a_page_says_that_the_scanner_is_down_and_keeps_what_was_typed(
    app: Flask, session: Session, sign_in: Callable[[str], AuditingClient], people: People, own_folder: Path
) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], virus_scanner=str(own_folder / "nobody"))
    answer = hand_in(sign_in("amy"), people, samples.pdf(), title="Her passport")
    assert answer.status_code == 422
    assert "cannot be checked for viruses" in words(answer)
    assert "Her passport" in answer.get_data(as_text=True)
    assert documents(session) == []


def test_an_address_that_can_be_none_is_refused_at_the_start() -> None:
    for address in ("clamd", "host:", "/a b"):
        with pytest.raises(SettingsError, match="path of a socket"):
            load_settings(Path("none"), {"CARELEAVERS_VIRUS_SCANNER": address})
    assert load_settings(Path("none"), {"CARELEAVERS_VIRUS_SCANNER": "127.0.0.1:3310"}).virus_scanner


def test_the_check_says_when_the_scanner_or_a_file_is_missing(
    database: object, settings: Settings, people: People, tmp_path: Path
) -> None:
    found = health._documents(database, replace(settings, virus_scanner=str(tmp_path / "nobody")))  # type: ignore[arg-type]
    assert not found["ok"]
    assert "scanner does not answer" in found["words"]
    assert health._documents(database, settings)["ok"]  # type: ignore[arg-type]
