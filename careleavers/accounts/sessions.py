"""How long a sign-in lasts: until nothing was asked for some minutes, and never beyond some hours.

The moments are kept in the signed session and checked here, on the server, for every request.
"""

import time
from typing import Any

from flask import Flask, current_app, flash, g, session
from flask_login import user_logged_in

from careleavers.models import Account

LONGEST_STAFF_SECONDS = 10 * 3600
LONGEST_YOUNG_PERSON_SECONDS = 3600
_NOTED_EVERY_SECONDS = 10


def now() -> float:
    """The moment now, in seconds."""
    return time.time()


def begin(_app: Flask, **_: Any) -> None:
    """Start the clocks, and drop the token that was given out before anybody was signed in."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    session["began_at"] = session["seen_at"] = int(now())


def _has_ended(account: Account) -> bool:
    settings = current_app.config["SETTINGS"]
    idle = settings.staff_idle_minutes if account.is_staff else settings.young_person_idle_minutes
    longest = LONGEST_STAFF_SECONDS if account.is_staff else LONGEST_YOUNG_PERSON_SECONDS
    return bool(now() - session.get("seen_at", 0) > idle * 60 or now() - session.get("began_at", 0) > longest)


def still_signed_in(account: Account | None) -> Account | None:
    """The account, if its sign-in still lasts; otherwise nobody, with the session emptied."""
    if account is None:
        return None
    if _has_ended(account):
        session.clear()
        flash("You were signed out because this page was not used for a while. Sign in to carry on.")
        return None
    if now() - session["seen_at"] > _NOTED_EVERY_SECONDS:
        session["seen_at"] = int(now())
    return account


def register(app: Flask) -> None:
    """Ask `still_signed_in` whenever an account is loaded from a session; tokens in addresses sign nobody in."""
    manager: Any = app.login_manager  # type: ignore[attr-defined]
    from_session = manager._user_callback
    manager.user_loader(lambda word: still_signed_in(from_session(word)))
    manager.request_loader(lambda _request: None)
    user_logged_in.connect(begin, app)
