"""Who may open which page: declared on the view, checked once, before the view runs.

The guard asks in this order: signed in? does the role hold the permission? is the record in
scope? It then puts the record itself in place of the id from the address, so a view never
loads a young person, and cannot forget to check.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, redirect, request, url_for
from flask_login import current_user, logout_user
from sqlmodel import Session
from werkzeug.wrappers import Response

from careleavers import scope
from careleavers.db import Database
from careleavers.domain.actors import Actor, in_force
from careleavers.domain.permissions import Permission
from careleavers.domain.terms import Role
from careleavers.models import Account, Worker, YoungPerson
from careleavers.web import addressed
from careleavers.web.signed_out import keep_words
from careleavers.web.tokens import checks_its_own_form

View = TypeVar("View", bound=Callable[..., Any])


def allow(permission: Permission) -> Callable[[View], View]:
    """Declare the permission that a view needs."""

    def declare(view: View) -> View:
        view.permission = permission  # type: ignore[attr-defined]
        return view

    return declare


def public(view: View) -> View:
    """Declare that a view may be opened by anybody, signed in or not."""
    view.permission = None  # type: ignore[attr-defined]
    return view


def reads_first(view: View) -> View:
    """Declare that a view that is posted to only reads until it calls `begin_writing`.

    For views that hash a password: that takes a tenth of a second, too long to keep others from writing.
    """
    view.reads_first = True  # type: ignore[attr-defined]
    return view


class UndeclaredEndpoint(RuntimeError):
    """An endpoint says neither what permission it needs nor that it is public."""


def assert_declared(app: Flask) -> None:
    """Refuse to start while any endpoint is undeclared. Raises UndeclaredEndpoint naming it and the remedy."""
    for rule in app.url_map.iter_rules():
        if not hasattr(app.view_functions[rule.endpoint], "permission"):
            raise UndeclaredEndpoint(f"{rule.endpoint}: add @allow(Permission...) or @public to its view.")


def _may_write() -> bool:
    return request.method not in ("GET", "HEAD", "OPTIONS")


def _open_session(*, write: bool, acting: Actor | None = None) -> Session:
    database: Database = current_app.extensions["database"]
    session = database.session(
        acting or g.get("actor") or Actor("nobody"),
        write=write,
        today=current_app.config["TODAY"](),
        request_id=g.request_id,
    )
    g.session = session
    return session


def db_session() -> Session:
    """The one session of this request: it can write only for a POST."""
    if "session" not in g:
        view = current_app.view_functions.get(request.endpoint or "")
        return _open_session(write=_may_write() and not hasattr(view, "reads_first"))
    session: Session = g.session
    return session


def begin_writing(acting: Actor | None = None) -> Session:
    """The session of this request, from now on one that writes, as whoever is signed in or as `acting`.

    Rows that a view declared `reads_first` has read let go of their session: add them to this one to change
    them. Raises RuntimeError for a GET.
    """
    if not _may_write():
        raise RuntimeError("A page that only reads tried to begin writing.")
    session = db_session()
    if session.info["write"]:
        return session
    session.close()
    return _open_session(write=True, acting=acting)


@contextmanager
def in_own_transaction() -> Iterator[Session]:
    """A short transaction that is kept whatever becomes of the request, for a view declared `reads_first`.

    What the request has read so far lets go of its session. Raises RuntimeError once the request is writing.
    """
    session = g.pop("session", None)
    if session is not None:
        if session.info["write"]:
            raise RuntimeError("The request is writing already; its own session must be used.")
        session.close()
    database: Database = current_app.extensions["database"]
    with database.transaction(g.get("actor") or Actor("nobody"), today=current_app.config["TODAY"]()) as own:
        yield own


def actor() -> Actor:
    """Who is signed in, as read from the database for this request."""
    acting: Actor = g.actor
    return acting


def actor_of(account: Account) -> Actor | None:
    """The actor of an account, or None for a worker who has not started, has left or was disabled.

    And for a young person who has died.
    """
    name = f"account:{account.id}"
    if not account.is_staff:
        person = db_session().get(YoungPerson, account.young_person_id)
        if person is None or person.died_on is not None:
            return None  # nobody reads on with the phone of somebody who has died
        return Actor(name, Role.YOUNG_PERSON, account.id, young_person_id=account.young_person_id)
    worker = db_session().get(Worker, account.worker_id)
    day = current_app.config["TODAY"]()
    if worker is None or worker.disabled_on is not None or not in_force(worker.started_on, worker.ends_on, day):
        return None
    return Actor(name, worker.role, account.id, worker.id, worker.team_id)


def _put_records_in_place() -> None:
    arguments: dict[str, Any] = request.view_args or {}
    person, day = None, current_app.config["TODAY"]()
    ids = [arguments[name] for name in arguments if name in addressed.NAMES]
    if not all(scope.PUBLIC_ID.fullmatch(each) for each in ids):
        # Not everything that an address can say can be asked of a database.
        abort(404)
    if "young_person" in arguments:
        person = scope.find_young_person(db_session(), actor(), arguments["young_person"], day)
        if person is None:
            abort(404)
        arguments["young_person"] = g.young_person = person
    for name in [name for name in arguments if name in addressed.NAMES and name != "young_person"]:
        arguments[name] = addressed.load(db_session(), actor(), day, name, arguments[name], person)
        if arguments[name] is None:
            abort(404)


def _permission() -> Permission | None:
    view: Any = current_app.view_functions[request.endpoint or ""]
    permission: Permission | None = view.permission
    return permission


def _ask_to_sign_in() -> Response:
    if request.method == "POST" and checks_its_own_form():
        return keep_words()
    target = request.full_path if request.method == "GET" and request.query_string else request.path
    return redirect(url_for("security.login", next=target if request.method == "GET" else None))


def guard() -> Response | None:
    """The one check before every request. Answers with a sign-in page, 403 or 404, or lets the view run."""
    if request.endpoint in (None, "static"):
        return None
    permission = _permission()
    if current_user.is_authenticated:
        acting = actor_of(current_user._get_current_object())
        if acting is None:
            logout_user()
            return None if permission is None else _ask_to_sign_in()
        g.actor = db_session().info["actor"] = acting
        if acting.worker_id is not None:
            g.worker = db_session().get(Worker, acting.worker_id)
    if permission is None:
        return None
    if "actor" not in g:
        return _ask_to_sign_in()
    if not actor().may(permission):
        abort(403)
    _put_records_in_place()
    return None
