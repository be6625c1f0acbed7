"""The life of one request: its id, its session, its commit, its read audit.

After a successful POST the work is committed; everything else is undone. Then, before the
response leaves, whoever opened a record is written down; if that cannot be done the page
is refused.
"""

import logging
import secrets
from typing import Any

from flask import Flask, Response, current_app, g, render_template, request
from sqlalchemy import inspect

from careleavers import governed, scope
from careleavers.audit import record_read
from careleavers.db import Database
from careleavers.domain.emergency import ExceptionalGround
from careleavers.models import YoungPerson
from careleavers.web.access import guard

log = logging.getLogger("careleavers.web")


def opened_list(ids: list[int]) -> None:
    """Say which young people a page lists, so that opening the list is kept like opening a record."""
    g.listed_ids = ids


def opened_thing(public_id: str) -> None:
    """Say which one thing a page gives out, such as a document, so that it is kept which of them was opened."""
    g.opened_thing = public_id


def opened_in_emergency(young_person: YoungPerson, access: str) -> None:
    """Say that a page shows somebody's record on the ground of emergency access, by the public id of that."""
    g.young_person, g.opened_thing, g.exceptional = young_person, access, ExceptionalGround.EMERGENCY


def _begin() -> None:
    g.request_id = secrets.token_hex(8)
    if request.mimetype == "application/x-www-form-urlencoded":
        # Such a form is held in memory as a whole, so what its fields may hold together is the limit for all of it.
        request.max_content_length = request.max_form_memory_size


def _settle(response: Response) -> None:
    """Commit a POST that succeeded, undo everything else, and give the connection back."""
    session = g.pop("session", None)
    if session is None:
        return
    try:
        if session.info["write"] and response.status_code < 400:
            session.commit()
        else:
            session.rollback()
    finally:
        session.close()


def _write_read_audit(response: Response) -> None:
    person, listed = g.get("young_person"), g.get("listed_ids", [])
    shown = response.status_code in (200, 409, 422)
    if "actor" not in g or not shown or not (person is not None or listed):
        return
    database: Database = current_app.extensions["database"]
    # The session is over and may have been rolled back; the identity outlives it, the columns do not.
    about = inspect(person).identity[0] if person is not None else None
    with database.transaction(g.actor) as session:
        lent = governed.exceptional_ground(session, g.actor, about, current_app.config["TODAY"]())
        record_read(
            session,
            g.actor,
            scope.ground(g.actor),
            request.endpoint or "",
            young_person_id=about,
            listed_ids=listed,
            about=g.get("opened_thing"),
            request_id=g.request_id,
            exceptional=g.get("exceptional") or lent,
        )


def _finish(response: Response) -> Response:
    _settle(response)
    for act in current_app.extensions.get("when_settled", ()):
        act(response)
    try:
        _write_read_audit(response)
    except Exception:
        # No audit row, no page. The reason goes to the log by request id, never to the screen.
        log.exception("read audit failed", extra={"request_id": g.request_id})
        return Response(render_template("errors/503.html"), status=503)
    log.info(
        "request",
        extra={"request_id": g.request_id, "endpoint": request.endpoint, "status": response.status_code,
               "method": request.method},
    )  # fmt: skip
    return response


def _close(_error: BaseException | None) -> None:
    session: Any = g.pop("session", None)
    if session is not None:
        session.rollback()
        session.close()


def register(app: Flask) -> None:
    """Put the guard, the commit and the read audit round every request."""
    app.before_request(_begin)
    app.before_request(guard)
    app.after_request(_finish)
    app.teardown_request(_close)
