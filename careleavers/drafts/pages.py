"""The page's side of drafts: which forms keep them, the hidden slip, and what a request that failed leaves behind.

@blueprint.route(...)
@allow(Permission.RAISE_RISK)
@drafted("New risk")
@once
def raise_flag(...): ...
"""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar

from flask import Flask, abort, current_app, g, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.wrappers import Response

from careleavers import scope
from careleavers.db import Database, today
from careleavers.domain.refusals import Refused, Stale
from careleavers.drafts import queries, service, slips
from careleavers.drafts.service import Page, Slip
from careleavers.models import Draft, YoungPerson
from careleavers.models.base import identity, now_utc
from careleavers.web.access import actor, db_session

log = logging.getLogger("careleavers.drafts")
View = TypeVar("View", bound=Callable[..., Any])
Title = str | Callable[[dict[str, Any]], str]
# An address that a database can be asked for; ours hold nothing else.
_ADDRESS = re.compile(r"[!-~]{1,500}")
# A request refused for these was no form of ours that somebody had filled in.
_NOTHING_TYPED = (400, 401, 403, 404, 405)


@dataclass
class OnPage:
    """What the template of a form needs: the slip it carries, the draft that is open in it and those it offers."""

    page: Page
    slip: Slip
    opened: Draft | None = None
    offered: list[Draft] = field(default_factory=list)
    failed: bool = False
    opened_at: datetime = field(default_factory=now_utc)

    @property
    def written(self) -> str:
        """The slip as the hidden field carries it."""
        return slips.write(self.slip, _public_id())


def drafted(title: Title) -> Callable[[View], View]:
    """Declare that a form keeps drafts: `title`, or what it makes of the arguments in the address, names it in lists.

    Goes under `@allow` and over `@once`. A redirect after a POST means that the form was saved.
    """

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            g.draft = _on_page(title_of(guarded, request.view_args or {}))
            wrong = _wrong_page() if request.method == "POST" else None
            if wrong is not None:
                return wrong
            g.draft.failed = request.method == "POST"
            answer = view(*args, **kwargs)
            if request.method == "POST" and isinstance(answer, Response) and answer.status_code in (302, 303):
                g.draft.failed = False
                service.end_draft(db_session(), actor(), g.draft.page, g.draft.slip.key)
            return answer

        guarded.draft_title = title  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def title_of(view: Any, arguments: dict[str, Any]) -> str:
    """What a drafted view calls its form, for these arguments of its address."""
    title: Title = view.draft_title
    return title if isinstance(title, str) else title(arguments)


def answers_sent() -> Iterable[str]:
    """The names of what the form says: as sent, or as kept in the draft that is opened."""
    found: Iterable[str] = g.get("answers_kept") or request.form
    return found


def _public_id() -> str:
    person: YoungPerson | None = g.get("young_person")
    return person.public_id if person is not None else ""


def _on_page(title: str) -> OnPage:
    if not _ADDRESS.fullmatch(request.path):
        abort(404)
    person: YoungPerson | None = g.get("young_person")
    page = Page(request.path, title, identity(person) if person is not None else None)
    if request.method == "POST":
        sent = slips.read(request.form.get(slips.FIELD, ""))
        return OnPage(page, sent.slip if sent is not None else slips.fresh())
    offered = list(queries.drafts_of_page(db_session(), actor(), page.path))
    opened = next((each for each in offered if each.public_id == request.args.get("draft")), None)
    if opened is None:
        return OnPage(page, slips.fresh(), None, offered)
    g.answers_kept = MultiDict(service.answers_of(opened))
    return OnPage(page, slips.fresh(opened.public_id, opened.version), opened, [d for d in offered if d is not opened])


def _wrong_page() -> tuple[str, int] | None:
    """A page that somebody else opened, or that is about somebody else, is not saved here: 409 says so."""
    sent = slips.read(request.form.get(slips.FIELD, ""))
    if sent is None or (sent.about == _public_id() and sent.writer == slips.writer()):
        return None
    if sent.writer != slips.writer():
        return render_template("drafts/another_writer.html"), 409
    meant = scope.find_young_person(db_session(), actor(), sent.about, today(db_session()))
    if meant is not None:
        g.draft.page = Page(_address_for(meant), g.draft.page.title, identity(meant))
        g.draft.failed = True
    return render_template("drafts/wrong_record.html", here=g.young_person, meant=meant, draft=g.draft), 409


def _address_for(meant: YoungPerson) -> str:
    """The same form for the young person whom the page was about."""
    return request.path.replace(_public_id(), meant.public_id)


def keep_what_failed(response: Response) -> None:
    """Keep what was sent to a form that did not save it, in a transaction of its own; runs when the request is over."""
    on_page: OnPage | None = g.get("draft")
    if on_page is None or not on_page.failed or response.status_code < 400 or response.status_code in _NOTHING_TYPED:
        return
    try:
        answers = list(request.form.items(multi=True))
        database: Database = current_app.extensions["database"]
        with database.transaction(actor(), today=current_app.config["TODAY"]()) as session:
            service.keep_draft(session, actor(), on_page.page, on_page.slip, answers)
    except (SQLAlchemyError, Refused, Stale, RequestEntityTooLarge):
        log.exception("a draft was not kept", extra={"request_id": g.request_id})


def page_at(path: str) -> tuple[Page, YoungPerson | None] | None:
    """The drafted form at an address, if the actor may use it for that young person; None otherwise."""
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint, arguments = adapter.match(path, method="POST") if adapter is not None else ("", {})
    except HTTPException:
        return None
    view: Any = current_app.view_functions.get(endpoint)
    if not hasattr(view, "draft_title") or not _ADDRESS.fullmatch(path) or not actor().may(view.permission):
        return None
    person = None
    if "young_person" in arguments:
        person = scope.find_young_person(db_session(), actor(), arguments["young_person"], today(db_session()))
        if person is None:
            return None
    return Page(path, title_of(view, dict(arguments)), identity(person) if person is not None else None), person


def register(app: Flask) -> None:
    """Keep what a failed request was sent, once the request's own work is undone."""
    app.extensions.setdefault("when_settled", []).append(keep_what_failed)


__all__ = ["OnPage", "answers_sent", "drafted", "page_at", "register"]
