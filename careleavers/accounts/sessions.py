"""How long a sign-in lasts: until it is ended, until nothing was asked for some minutes, never beyond some hours.

Asked of the database for every request. The cookie holds a random word and the moment it was last used, no more.
"""

import logging
import secrets
from datetime import UTC, datetime, timedelta
from time import time
from typing import Any

from flask import Flask, current_app, flash, g, request, session
from flask_login import user_logged_in
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.wrappers import Response

from careleavers.accounts import sign_ins
from careleavers.db import Database
from careleavers.domain.actors import Actor
from careleavers.models import Account, SignIn
from careleavers.models.base import identity
from careleavers.web.access import db_session

log = logging.getLogger("careleavers.accounts")

LONGEST_STAFF_SECONDS = 10 * 3600
LONGEST_YOUNG_PERSON_SECONDS = 3600
_NOTED_EVERY_SECONDS = 10
# In the database less often: a page that is only read then seldom waits for somebody who is saving.
_KEPT_EVERY_SECONDS = 60
_WORD = "sign_in"


def now() -> float:
    """The moment now, in seconds."""
    return time()


def moment() -> datetime:
    """The moment now, as the database keeps it."""
    return datetime.fromtimestamp(now(), UTC)


def begin(_app: Flask, user: Account, **_: Any) -> None:
    """Give the browser a word of its own, start the clocks, and drop the token from before anybody was signed in."""
    session.pop("csrf_token", None)
    g.pop("csrf_token", None)
    session[_WORD] = secrets.token_urlsafe(32)
    session["seen_at"] = int(now())
    g.begun_sign_in = (identity(user), user.fs_uniquifier, session[_WORD], sign_ins.device_of(str(request.user_agent)))


def limits(account: Account) -> tuple[timedelta, timedelta]:
    """How long a sign-in may lie unused, and how long it may last at all."""
    settings = current_app.config["SETTINGS"]
    idle = settings.staff_idle_minutes if account.is_staff else settings.young_person_idle_minutes
    longest = LONGEST_STAFF_SECONDS if account.is_staff else LONGEST_YOUNG_PERSON_SECONDS
    return timedelta(minutes=idle), timedelta(seconds=longest)


def _lasting(account: Account) -> SignIn | None:
    found = sign_ins.lasting(db_session(), account, str(session.get(_WORD, "")))
    if found is None:
        return None
    idle, longest = limits(account)
    seen = max(found.seen_at.timestamp(), session.get("seen_at", 0))
    over = now() - seen > idle.total_seconds() or now() - found.started_at.timestamp() > longest.total_seconds()
    return None if over else found


def still_signed_in(account: Account | None) -> Account | None:
    """The account, with `g.sign_in`, if that still lasts; otherwise nobody, with the session emptied."""
    if account is None:
        return None
    found = _lasting(account)
    if found is None:
        session.clear()
        flash("You were signed out because this page was not used for a while. Sign in to carry on.")
        return None
    g.sign_in = found
    if now() - session.get("seen_at", 0) > _NOTED_EVERY_SECONDS:
        session["seen_at"] = int(now())
    if now() - found.seen_at.timestamp() > _KEPT_EVERY_SECONDS:
        g.seen_sign_in = identity(found)
    return account


def keep(response: Response) -> None:
    """Keep a sign-in that began with this request, and when one was last used, once the request's own work is done."""
    begun, seen = g.pop("begun_sign_in", None), g.pop("seen_sign_in", None)
    database: Database = current_app.extensions["database"]
    if begun is not None and response.status_code < 400:
        with database.transaction(Actor(f"account:{begun[0]}", account_id=begun[0])) as writing:
            account_id, uniquifier, word, device = begun
            sign_ins.begin(writing, account_id, uniquifier, word, device, moment())
    elif seen is not None:
        try:
            with database.transaction(Actor("nobody")) as writing:
                sign_ins.note_seen(writing, seen, moment())
        except SQLAlchemyError:
            # The cookie knows it too; a database that cannot be written to is no reason to refuse a page.
            log.exception("when a sign-in was last used was not kept", extra={"request_id": g.request_id})


def register(app: Flask) -> None:
    """Ask `still_signed_in` whenever an account is loaded from a session; tokens in addresses sign nobody in."""
    manager: Any = app.login_manager  # type: ignore[attr-defined]
    from_session = manager._user_callback
    manager.user_loader(lambda word: still_signed_in(from_session(word)))
    manager.request_loader(lambda _request: None)
    user_logged_in.connect(begin, app)
    app.extensions.setdefault("when_settled", []).append(keep)
