"""The web server and the scheduler as the processes they are: started, asked, told to stop, killed."""

import contextlib
import http.client
import os
import re
import select
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest
from sqlalchemy import Engine, text

from careleavers.alerts.calendar import fill_calendar
from careleavers.db import make_engine
from careleavers.migrations import running
from tests.conftest import SECRET

COMMAND = str(Path(sys.executable).parent / "careleavers")
TRIES = 600
Found = TypeVar("Found")
Said = Callable[[], str]


def until(look: Callable[[], Found | None], process: "subprocess.Popen[str]", what: str) -> Found:
    """Look again and again until there is something to see; each look waits a little for the process to end."""
    for _ in range(TRIES):
        found = look()
        if found:
            return found
        if process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.05)
        else:
            break
    raise AssertionError(f"{what}: waited in vain")


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def children(of: int) -> list[int]:
    """The processes that a process has started."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            facts = place.read_text().rpartition(")")[2].split()
            if int(facts[1]) == of and facts[0] != "Z":
                found.append(int(place.parent.name))
    return found


def is_scheduler(process: int) -> bool:
    with contextlib.suppress(OSError):
        return "careleavers.scheduler" in Path(f"/proc/{process}/cmdline").read_text()
    return False


def scheduler_of(process: "subprocess.Popen[str]", but: int = 0) -> int:
    """The scheduler beside a server."""
    return until(
        lambda: next((each for each in children(process.pid) if is_scheduler(each) and each != but), None),
        process,
        "No scheduler was started",
    )


def has_ended(process: int) -> bool:
    """Whether a process ends within half a minute; one whose end nobody has taken note of has ended too."""
    try:
        handle = os.pidfd_open(process)
    except ProcessLookupError:
        return True
    ended = bool(select.select([handle], [], [], 30)[0])
    os.close(handle)
    return ended


@pytest.fixture(scope="module")
def empty_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file that is up to date and has nobody in it, to be copied."""
    file = tmp_path_factory.mktemp("empty") / "careleavers.sqlite3"
    made = make_engine(f"sqlite:///{file}", write=True)
    running.upgrade(made)
    with made.begin() as connection:
        fill_calendar(connection, "ENG")
    made.dispose()
    return file


@pytest.fixture
def place(tmp_path: Path, empty_database: Path) -> dict[str, str]:
    """The environment of an installation with an empty database that is up to date."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CARELEAVERS_")}
    environment |= {
        "CARELEAVERS_INSTANCE": str(tmp_path), "CARELEAVERS_SECRET_KEY": SECRET, "CARELEAVERS_SECURE_COOKIES": "no",
        "CARELEAVERS_TWO_FACTOR_REQUIRED": "no", "PYTHONWARNINGS": "ignore::DeprecationWarning",
    }  # fmt: skip
    shutil.copy(empty_database, tmp_path)
    return environment


@pytest.fixture
def engine(place: dict[str, str]) -> Iterator[Engine]:
    """The installation's database, opened from outside."""
    made = make_engine(f"sqlite:///{place['CARELEAVERS_INSTANCE']}/careleavers.sqlite3", write=True)
    yield made
    made.dispose()


Started = tuple["subprocess.Popen[str]", int]


@pytest.fixture
def start(place: dict[str, str], tmp_path: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """`start("serve", ...)` runs a command in the background; whatever is left of it at the end is killed."""
    started: list[subprocess.Popen[str]] = []

    def begin(*words: str) -> "subprocess.Popen[str]":
        with (tmp_path / "said").open("a") as said:
            process = subprocess.Popen(
                [COMMAND, *words], env=place, cwd=tmp_path, stderr=said, stdout=subprocess.DEVNULL, text=True,
                start_new_session=True,
            )  # fmt: skip
        started.append(process)
        return process

    yield begin
    for process in started:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture
def said(tmp_path: Path) -> Callable[[], str]:
    """What the processes have said so far."""
    return lambda: (tmp_path / "said").read_text()


def ask(port: int, path: str, connection: http.client.HTTPConnection | None = None) -> tuple[int, bytes] | None:
    """The answer to one question, or None while nobody answers."""
    asked = connection or http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        asked.request("GET", path)
        answer = asked.getresponse()
        return answer.status, answer.read()
    except ConnectionError:
        return None
    finally:
        if connection is None:
            asked.close()


def serving(start: Callable[..., "subprocess.Popen[str]"], *more: str) -> Started:
    """A server that answers."""
    port = free_port()
    process = start("serve", "--port", str(port), *more)
    answer = until(lambda: ask(port, "/health/live"), process, "The server does not answer")
    assert answer[0] == 200
    return process, port


def stop(process: "subprocess.Popen[str]", how: int = signal.SIGTERM) -> None:
    """Tell a process to stop. It must end by itself, and well."""
    process.send_signal(how)
    assert process.wait(timeout=60) == 0


def _a_sweep(engine: Engine) -> bool:
    with engine.connect() as connection:
        return connection.execute(text("SELECT 1 FROM sweep WHERE finished_at IS NOT NULL")).first() is not None


def test_a_server_answers_has_a_scheduler_beside_it_and_stops_with_it(start: Any, engine: Engine, said: Said) -> None:
    process, port = serving(start)
    scheduler = scheduler_of(process)
    until(lambda: _a_sweep(engine), process, "The scheduler has done no sweep")
    answer = ask(port, "/sign-in")
    assert answer is not None
    assert b"csrf_token" in answer[1]
    stop(process)
    assert has_ended(scheduler)
    assert ask(port, "/health/live") is None
    assert "scheduler stopped" in said()
    assert "Traceback" not in said()


def _form_of(port: int) -> tuple[dict[str, str], str]:
    """A sign-in form as it is sent back: the headers and the answers."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    connection.request("GET", "/sign-in")
    answer = connection.getresponse()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', answer.read().decode())
    assert token is not None
    cookie = str(answer.headers["Set-Cookie"]).split(";")[0]
    connection.close()
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
    return headers, f"csrf_token={token[1]}&password=a+wrong+pass+phrase&sign_in_name=nobody"


def _taken(port: int) -> int:
    """How many connections to a port a server has accepted, as the system lists them: those have an owner."""
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return sum(row[1].endswith(f":{port:04X}") and row[3] == "01" and row[9] != "0" for row in rows)


@pytest.mark.parametrize("workers", ["1", "2"])
def test_requests_under_way_are_answered_before_the_server_stops(
    start: Any, engine: Engine, said: Said, workers: str
) -> None:
    """Somebody else holds the database for writing, so that no answer can come until after the signal."""
    process, port = serving(start, "--workers", workers)
    scheduler = scheduler_of(process)
    until(lambda: _a_sweep(engine), process, "The scheduler has done no sweep")
    headers, answers = _form_of(port)
    # A browser keeps connections open that it may need; they do not keep the server.
    idle = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    assert ask(port, "/health/live", idle) is not None
    # More than the server's threads, so that some wait for their turn.
    slow = [http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(6)]
    with engine.connect() as connection, connection.begin():
        for number, each in enumerate(slow):
            each.request("POST", "/sign-in", f"{answers}{number}", headers)
        # Under way is what a server has taken from the system's own queue; what it never took it cannot finish.
        until(lambda: _taken(port) >= len(slow), process, "The server does not take the requests")
        process.send_signal(signal.SIGTERM)
        if workers == "1":
            until(lambda: _refuses(port), process, "The server takes new connections while it stops")
        else:
            until(lambda: "Handling signal: term" in said(), process, "The server does not stop")
        assert process.poll() is None, "The server stopped while somebody waited for an answer"
    for each in slow:
        answer = each.getresponse()
        assert answer.status == 422
        assert b"</html>" in answer.read()
        each.close()
    idle.close()
    assert process.wait(timeout=60) == 0
    assert has_ended(scheduler)


def _refuses(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=5):
            return False
    except ConnectionError:
        return True


def test_two_servers_answer_from_one_port_and_stop_together(start: Any) -> None:
    process, port = serving(start, "--workers", "2")
    until(lambda: len(children(process.pid)) == 3, process, "Two workers and a scheduler are wanted")
    family = children(process.pid)
    assert sum(is_scheduler(each) for each in family) == 1
    stop(process)
    assert all(has_ended(each) for each in family)
    assert ask(port, "/health/live") is None


def test_a_server_told_to_stop_while_it_starts_leaves_nothing_behind(start: Any) -> None:
    process = start("serve", "--port", str(free_port()))
    scheduler = scheduler_of(process)
    stop(process)
    assert has_ended(scheduler)


def test_a_scheduler_that_dies_is_started_again_and_one_whose_server_dies_ends(start: Any, said: Said) -> None:
    process, _port = serving(start)
    first = scheduler_of(process)
    os.kill(first, signal.SIGKILL)
    second = scheduler_of(process, but=first)
    assert "scheduler ended and is started again" in said()
    process.kill()
    assert has_ended(second)


def test_a_scheduler_alone_sweeps_and_stops_when_told(start: Any, engine: Engine, said: Said) -> None:
    process = start("scheduler")
    until(lambda: _a_sweep(engine), process, "The scheduler has done no sweep")
    stop(process, signal.SIGINT)
    assert "scheduler stopped" in said()


@pytest.mark.parametrize("command", ["serve", "scheduler"])
def test_neither_starts_on_a_database_that_is_not_ready(start: Any, tmp_path: Path, said: Said, command: str) -> None:
    (tmp_path / "careleavers.sqlite3").unlink()
    assert start(command).wait(timeout=60) == 1
    assert said() == "careleavers: The database is empty. Run: careleavers upgrade\n"


def test_a_port_that_is_taken_is_said_in_one_line(start: Any, said: Said) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert start("serve", "--port", str(port)).wait(timeout=60) == 1
    assert f"careleavers: Port {port} on 127.0.0.1 cannot be used: Address already in use." in said()
    assert "Traceback" not in said()
