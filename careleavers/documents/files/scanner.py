"""Asks the council's virus scanner about a file, where one is set up: ClamAV's own way of talking (clamd, INSTREAM)."""

import logging
import socket
from contextlib import closing

from careleavers.domain.refusals import Refused

log = logging.getLogger("careleavers.documents")

_SECONDS = 60.0
_AT_A_TIME = 64 * 1024
FOUND = "The virus scanner stopped this file, so it was not taken. Tell whoever looks after your computers"
SILENT = (
    "Files cannot be checked for viruses just now, so none is taken. Try again later; if it stays so, tell whoever"
    " looks after the service"
)


def scan(scanner: str, content: bytes) -> None:
    """Ask the scanner at an address (a socket's path, or host:port); "" asks nobody.

    Raises Refused for a file it stops, and when it does not answer: a scanner that is down must not let files through.
    """
    if not scanner:
        return
    try:
        said = _asked(scanner, content)
    except (OSError, ValueError) as problem:
        log.exception("the virus scanner did not answer")
        raise Refused("file", SILENT) from problem
    if said.endswith(b"FOUND"):
        raise Refused("file", FOUND)
    if not said.endswith(b"OK"):
        log.error("the virus scanner gave no clear answer")
        raise Refused("file", SILENT)


def answers(scanner: str) -> bool:
    """Whether the scanner at an address is there."""
    try:
        return _say(scanner, b"zPING\0") == b"PONG"
    except (OSError, ValueError):
        return False


def _asked(scanner: str, content: bytes) -> bytes:
    parts = [content[start : start + _AT_A_TIME] for start in range(0, len(content), _AT_A_TIME)]
    sized = b"".join(len(part).to_bytes(4, "big") + part for part in [*parts, b""])
    return _say(scanner, b"zINSTREAM\0" + sized)


def _say(scanner: str, words: bytes) -> bytes:
    with closing(_line_to(scanner)) as line:
        line.sendall(words)
        said = b""
        while not said.endswith(b"\0") and (more := line.recv(1024)):
            said += more
    return said.rstrip(b"\0\n")


def _line_to(scanner: str) -> socket.socket:
    if not scanner.startswith("/"):
        host, _, port = scanner.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), _SECONDS)
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        line.settimeout(_SECONDS)
        line.connect(scanner)
    except OSError:
        line.close()
        raise
    return line


__all__ = ["answers", "scan"]
