"""A throw-away PostgreSQL server for the tests: socket only, no sync, gone when the tests end.

Works as root too: the server's processes then run as the `postgres` user.
"""

import contextlib
import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg


def find_programs() -> Path | None:
    """The folder with `initdb` and `postgres`, or None where PostgreSQL is not installed."""
    folders = [Path(found).parent for found in [shutil.which("initdb")] if found]
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    for folder in [*folders, *reversed(versions)]:
        if all((folder / program).exists() for program in ("initdb", "postgres", "pg_isready")):
            return folder
    return None


def _as_ordinary_user(folder: Path) -> dict[str, Any]:
    """Options for a child process that may not be root, who owns the folder."""
    if os.geteuid() != 0:
        return {}
    owner = pwd.getpwnam("postgres")
    os.chown(folder, owner.pw_uid, owner.pw_gid)
    return {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}


def _wait_until_ready(programs: Path, folder: Path, server: "subprocess.Popen[bytes]") -> None:
    """Ask until the server answers; each question waits up to a second by itself."""
    for _ in range(300):
        if server.poll() is not None:
            break
        asked = subprocess.run([programs / "pg_isready", "-q", "-h", folder, "-t", "1"], check=False)
        if asked.returncode == 0:
            return
    raise RuntimeError(f"PostgreSQL did not start: {(folder / 'log').read_text()[-2000:]}")


_numbers = itertools.count(1)


@contextlib.contextmanager
def another_database(server: str) -> Iterator[str]:
    """The address of a new empty database beside the one named, dropped at the end."""
    name = f"another_{next(_numbers)}"
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield server.replace("/postgres?", f"/{name}?")
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def copy_over(server: str, model: str, empty: str) -> None:
    """Put a copy of one database, which nobody uses, in the place of an empty one. All are named by their addresses."""
    source, target = (psycopg.conninfo.conninfo_to_dict(_plain(url))["dbname"] for url in (model, empty))
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {target}")
        connection.execute(f"CREATE DATABASE {target} TEMPLATE {source}")


def _plain(url: str) -> str:
    return url.replace("postgresql+psycopg", "postgresql")


@contextlib.contextmanager
def running_server() -> Iterator[str]:
    """Start a server and give the address of its database; stop it at the end."""
    programs = find_programs()
    if programs is None:
        raise RuntimeError("PostgreSQL is not installed. Install the package postgresql and run the tests again.")
    folder = Path(tempfile.mkdtemp(prefix="careleavers-pg-"))
    options = _as_ordinary_user(folder)
    try:
        initdb = [
            programs / "initdb",
            "-D",
            folder / "data",
            "-U",
            "test",
            "-A",
            "trust",
            "--no-sync",
            "--locale=C.UTF-8",
        ]
        subprocess.run(initdb, cwd="/", check=True, stdout=subprocess.DEVNULL, **options)
        settings = [
            "listen_addresses=",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=50",
        ]
        command = [programs / "postgres", "-D", folder / "data", "-k", folder]
        for setting in settings:
            command += ["-c", setting]
        with (folder / "log").open("wb") as log:
            server = subprocess.Popen(command, cwd="/", stdout=log, stderr=log, **options)
            try:
                _wait_until_ready(programs, folder, server)
                yield f"postgresql+psycopg://test@/postgres?host={folder}"
            finally:
                server.send_signal(signal.SIGINT)
                server.wait(timeout=30)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
