"""Runs the web application on a production server, and the scheduler beside it on the embedded database.

One process serves with waitress; several with gunicorn. Both finish what they are answering when told to stop.
"""

import contextlib
import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import date
from types import FrameType
from typing import Any

import gunicorn.app.base
import waitress.server

from careleavers.app import create_app
from careleavers.config import Settings
from careleavers.web import logs

_THREADS = 4


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


def run_scheduler() -> int:
    """The scheduler as a process in place of this one's work; gives its exit code. Signals are passed on."""
    child = subprocess.Popen([sys.executable, "-m", "careleavers.scheduler"])
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda number, _frame: child.send_signal(number))
    return child.wait()


@contextlib.contextmanager
def scheduler_beside(wanted: bool) -> Iterator[None]:
    """The scheduler as a child process that stops with the server."""
    if not wanted:
        yield
        return
    child = subprocess.Popen([sys.executable, "-m", "careleavers.scheduler"], env=os.environ.copy())
    try:
        yield
    finally:
        child.send_signal(signal.SIGTERM)
        try:
            child.wait(timeout=20)
        except subprocess.TimeoutExpired:
            child.kill()


def serve(settings: Settings, host: str, port: int, workers: int, on: date | None = None) -> None:
    """Answer requests until told to stop by a signal; requests under way are finished first.

    `on` holds the calendar at one day, for demonstrations.
    """
    logs.set_up()
    if workers > 1:
        _Gunicorn(
            settings,
            {"bind": f"{host}:{port}", "workers": workers, "threads": _THREADS, "graceful_timeout": 30,
             "worker_class": "gthread"},
        ).run()  # fmt: skip
        return
    app = create_app(settings, today=(lambda: on) if on is not None else None)
    # What start-up made lives as long as the process: looking through it again and again would only cost time.
    gc.collect()
    gc.freeze()
    server = waitress.server.create_server(
        app, host=host, port=port, threads=_THREADS, ident=None, clear_untrusted_proxy_headers=True
    )
    _stop_on_signals(server)
    with contextlib.suppress(OSError):  # its sockets were closed by the stop
        server.run()


def _stop_on_signals(server: Any) -> None:
    def stop(_signal: int, _frame: FrameType | None) -> None:
        # Closing waits for answers under way, which must not happen inside a signal handler.
        threading.Thread(target=_close, args=(server,)).start()

    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, stop)


def _close(server: Any) -> None:
    """Finish what is being answered, then close the sockets from the server's own loop."""
    server.task_dispatcher.shutdown(cancel_pending=False, timeout=30)
    trigger = getattr(server, "trigger", None)
    if trigger is not None:
        trigger.pull_trigger(server.close)
    else:  # one name, several addresses: each has a loop of its own
        server.close()
