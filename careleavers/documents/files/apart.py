"""Files are looked into in a process of its own, which may take only so much time and memory and write nothing.

What reads pictures and PDFs is large and meets files that were made to break it; whatever becomes of that process,
the service goes on. `python -m careleavers.documents.files.apart` reads a file and answers with what it is.
"""

import json
import logging
import os
import resource
import subprocess
import sys

from careleavers.documents.files.kinds import Looked
from careleavers.domain.documents import FileKind
from careleavers.domain.refusals import Refused

log = logging.getLogger("careleavers.documents")

_SECONDS = 8  # of the processor's time
_PATIENCE = 60.0  # of ours, on a machine that is busy
_MEMORY = 1_500_000_000
UNREADABLE = (
    "This file could not be looked into, so it was not taken. Print it to a new PDF, or take a photograph of it, and"
    " choose that"
)


def look_apart(content: bytes) -> Looked:
    """What a file is and its content as it may be kept. Raises Refused with what to do instead."""
    # No variables of this process: the key of the files is among them.
    known = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    places = {"PYTHONPATH": os.pathsep.join(each for each in sys.path if each), "PYTHONDONTWRITEBYTECODE": "1"}
    program = [sys.executable, "-P", "-m", __name__]
    try:
        done = subprocess.run(
            program, input=content, capture_output=True, timeout=_PATIENCE, check=False, env=known | places
        )
    except (subprocess.TimeoutExpired, OSError) as problem:
        log.warning("a file could not be looked into: %s", type(problem).__name__)
        raise Refused("file", UNREADABLE) from problem
    head, _, kept = done.stdout.partition(b"\n")
    if done.returncode or not head:
        log.warning("looking into a file ended with %d", done.returncode)
        raise Refused("file", UNREADABLE)
    said = json.loads(head)
    if "refused" in said:
        raise Refused("file", said["refused"])
    return Looked(FileKind(said["kind"]), kept)


def _confine() -> None:
    for what, most in (
        (resource.RLIMIT_CPU, _SECONDS),
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))


def main() -> None:
    """Read a file from standard input; write one line of what was found, then the content as it may be kept."""
    from careleavers.documents.files.judging import judge

    content = sys.stdin.buffer.read()
    _confine()
    try:
        looked = judge(content)
    except Refused as refusal:
        sys.stdout.buffer.write(json.dumps({"refused": refusal.sentence}).encode() + b"\n")
        return
    sys.stdout.buffer.write(json.dumps({"kind": looked.kind.value}).encode() + b"\n" + looked.content)


if __name__ == "__main__":
    main()

__all__ = ["look_apart"]
