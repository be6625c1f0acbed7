"""Runs the web application on a production server, and the scheduler beside it on the embedded database.

One process serves with waitress; several with gunicorn. Both finish what they are answering when told to stop.
"""

import contextlib
import gc
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from types import FrameType
from typing import Any, NoReturn

import gunicorn.app.base
import waitress.server
from waitress.channel import HTTPChannel
from waitress.wasyncore import dispatcher

from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.web import logs

log = logging.getLogger("careleavers.serving")

_THREADS = 4
_SCHEDULER = [sys.executable, "-m", "careleavers.scheduler"]
# How long somebody may still wait for an answer once the server was told to stop.
_PATIENCE_SECONDS = 30.0
_LAST_SECONDS = 5
_LOOK_EVERY_SECONDS = 0.05
# A scheduler that cannot live is started again without keeping the machine busy.
_PAUSE_SECONDS = 5.0


class CannotServe(RuntimeError):
    """The address cannot be served on; the message says which and what to do."""


class _Gunicorn(gunicorn.app.base.BaseApplication):
    """Gunicorn with options given in code; each worker makes its own application and database connections."""

    def __init__(self, settings: Settings, options: dict[str, Any]) -> None:
        self.settings, self.options = settings, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        return create_app(self.settings)


def run_scheduler() -> NoReturn:
    """Become the scheduler: it takes this process's place, so that signals reach it and its exit code is ours."""
    os.execv(_SCHEDULER[0], _SCHEDULER)  # noqa: S606 - fixed words


class _Beside:
    """The scheduler as a child process. It is started again when it dies, and dies when this process does."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._child = self._start()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def _start(self) -> "subprocess.Popen[bytes]":
        # Nothing is ever sent: the pipe ends when this process does, however it ends, and the scheduler sees that.
        return subprocess.Popen([*_SCHEDULER, "--until-input-ends"], stdin=subprocess.PIPE)

    def _watch(self) -> None:
        code = self._child.wait()
        while not self._stopping.is_set():
            log.error("scheduler ended and is started again", extra={"count": code})
            self._child = self._start()
            code = self._child.wait()
            self._stopping.wait(_PAUSE_SECONDS)

    def stop(self) -> None:
        """Let a sweep that is running finish, within reason."""
        self._stopping.set()
        while self._watcher.is_alive():
            child = self._child
            child.send_signal(signal.SIGTERM)
            try:
                child.wait(timeout=20)
            except subprocess.TimeoutExpired:
                child.kill()
            self._watcher.join(_LOOK_EVERY_SECONDS)


@contextlib.contextmanager
def scheduler_beside(wanted: bool) -> Iterator[None]:
    """The scheduler as a child process that lives as long as the server."""
    # Until the server says otherwise a signal ends this block in order, and the scheduler with it.
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, _leave)
    beside, here = _Beside() if wanted else None, os.getpid()
    try:
        yield
    finally:
        # A worker process that was forked off meanwhile leaves this block too, and must not end what is not its own.
        if beside is not None and os.getpid() == here:
            beside.stop()


def _leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    raise SystemExit(0)


def serve(settings: Settings, host: str, port: int, workers: int, on: date | None = None) -> None:
    """Answer requests until told to stop by a signal; requests under way are finished first.

    `on` holds the calendar at one day, for demonstrations. Raises CannotServe for an address that is in use.
    """
    logs.set_up()
    if workers > 1:
        _Gunicorn(
            settings,
            {"bind": f"{host}:{port}", "workers": workers, "threads": _THREADS, "worker_class": "gthread",
             "graceful_timeout": int(_PATIENCE_SECONDS)},
        ).run()  # fmt: skip
        return
    app = create_app(settings, today=(lambda: on) if on is not None else None)
    # What start-up made lives as long as the process: looking through it again and again would only cost time.
    gc.collect()
    gc.freeze()
    sockets: dict[int, Any] = {}
    alone = not settings.proxies
    try:
        server = waitress.server.create_server(
            app, sockets, host=host, port=port, threads=_THREADS, ident=None, clear_untrusted_proxy_headers=alone
        )
    except OSError as problem:
        remedy = "Choose another with --host and --port."
        raise CannotServe(f"Port {port} on {host} cannot be used: {problem.strerror}. {remedy}") from problem
    _stop_on_signals(sockets)
    server.run()


def _stop_on_signals(sockets: dict[int, Any]) -> None:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        # Waiting for answers under way must not happen inside a signal handler.
        threading.Thread(target=_finish, args=(sockets,), daemon=True).start()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)


def _finish(sockets: dict[int, Any]) -> None:
    """Take no more connections, answer what was asked and send it, then let the server's loop end.

    `sockets` is what the loop looks at. Everything is closed by the loop itself, between two looks.
    """
    servers: list[Any] = [each for each in _all(sockets) if isinstance(each, waitress.server.BaseWSGIServer)]
    until = time.monotonic() + _PATIENCE_SECONDS
    for server in servers:
        server.trigger.pull_trigger(partial(_take_no_more, sockets, server))
    _wait_while(lambda: any(each.requests or each.request for each in _channels(sockets)), until)
    for channel in _channels(sockets):
        channel.close_when_flushed = True
    for server in servers:
        server.pull_trigger()
    _wait_while(lambda: bool(_channels(sockets)), until)
    for server in servers:
        server.task_dispatcher.shutdown(cancel_pending=False, timeout=_LAST_SECONDS)
        server.trigger.pull_trigger(partial(_end, sockets, server))


def _take_no_more(sockets: dict[int, Any], server: Any) -> None:
    """Close the door behind those who are through it and whom the system has not yet announced."""
    before = -1
    while len(sockets) != before:
        before = len(sockets)
        server.handle_accept()
    dispatcher.close(server)


def _all(sockets: dict[int, Any]) -> list[Any]:
    return list(sockets.values())


def _channels(sockets: dict[int, Any]) -> list[HTTPChannel]:
    return [each for each in _all(sockets) if isinstance(each, HTTPChannel)]


def _wait_while(true: Callable[[], bool], until: float) -> None:
    waiting = threading.Event()
    while true() and time.monotonic() < until:
        waiting.wait(_LOOK_EVERY_SECONDS)


def _end(sockets: dict[int, Any], server: Any) -> None:
    for channel in _channels(sockets):
        channel.handle_close()
    server.trigger.close()
