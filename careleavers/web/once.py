"""One click, one effect: a form that is sent twice is saved once, and both answers lead to the same page.

The page carries a random key. The first request to save it keeps the key in its own transaction, so a double
click, a retry after a lost answer or a replay finds the key taken. The same words again lead where the first
led; other words under a used key (somebody went back and changed something) are never dropped and never saved
unasked: the page comes back with them and a fresh key.
"""

import hashlib
import json
import re
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any, TypeVar

from flask import g, redirect, request
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response
from wtforms.validators import ValidationError

from careleavers.models import FormKey
from careleavers.web.access import actor, db_session
from careleavers.web.fields import HiddenField
from careleavers.web.forms import DRAFT, BaseForm

FIELD = "form_key"
# Longer than a draft is kept: one that is gone on with carries the key of the page it was begun on.
KEY_DAYS = 90
KEY = re.compile(r"[A-Za-z0-9_-]{16,40}")
NO_KEY = "This page did not say which page it is. What you typed is still here: save again"
USED = (
    "This page was saved already. What it says now is different and is not saved yet. Save again if it should be"
    " kept as well, or cancel to leave it"
)
View = TypeVar("View", bound=Callable[..., Any])


def new_key() -> str:
    """A key that no other page carries: 128 random bits."""
    return secrets.token_urlsafe(16)


class OnceForm(BaseForm):
    """A form whose view is declared `@once`."""

    form_key = HiddenField(required=NO_KEY, default=new_key)

    def validate(self, extra_validators: Any = None) -> bool:
        """Whether every answer will do and the page was not saved before with other words."""
        answers_good = super().validate(extra_validators)
        spent = g.get("form_key_spent", False)
        if spent:
            self.refuse(USED)
        if spent or self.form_key.errors:
            self.form_key.data, self.form_key.typed = new_key(), None
        return answers_good and not spent

    def validate_form_key(self, field: HiddenField) -> None:
        """A key of the shape that `new_key` makes; any other would not be noticed when it comes again."""
        if not KEY.fullmatch(field.data or ""):
            raise ValidationError(NO_KEY)


def clear_keys(session: Session, now: datetime) -> int:
    """Forget the keys of forms that were saved KEY_DAYS ago or before; no page stays open so long. Safe to run twice.

    `now` carries its zone. Answers how many were forgotten.
    """
    old = select(FormKey).where(col(FormKey.at) < now - timedelta(days=KEY_DAYS))
    found = session.execute(old).scalars().all()
    for row in found:
        session.delete(row)
    session.flush()
    return len(found)


def once(view: View) -> View:
    """Declare that a view saves each page at most once. It goes under `@allow`, nearest to the view."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        key = request.form.get(FIELD, "")
        if request.method != "POST" or not KEY.fullmatch(key):
            return view(*args, **kwargs)
        row = _claim(key)
        if row is None:
            first = _first(key)
            if first.said == _print_of_answers():
                return redirect(first.location)
            g.form_key_spent = True
            return view(*args, **kwargs)
        answer = view(*args, **kwargs)
        if isinstance(answer, Response) and answer.status_code in (302, 303):
            row.location = answer.location
        return answer

    return guarded  # type: ignore[return-value]


def _claim(key: str) -> FormKey | None:
    """The key kept for this request, or None if it is taken; waits for a request that holds it and is not done."""
    session, account_id = db_session(), actor().account_id
    assert account_id is not None, "only somebody signed in reaches a view"
    row = FormKey(key=key, account_id=account_id, said=_print_of_answers())
    try:
        with session.begin_nested():
            session.add(row)
            session.flush()
    except IntegrityError:
        return None
    return row


def _first(key: str) -> FormKey:
    statement = select(FormKey).where(col(FormKey.account_id) == actor().account_id, col(FormKey.key) == key)
    first: FormKey = db_session().execute(statement).scalar_one()
    return first


def _print_of_answers() -> str:
    """A print of the page's address and everything it said and sent, but for its token and where its draft is kept."""
    said = sorted((name, value) for name, value in request.form.items(multi=True) if name not in ("csrf_token", DRAFT))
    said += sorted((name, _print_of_file(file)) for name, file in request.files.items(multi=True))
    return hashlib.sha256(json.dumps([request.path, said]).encode()).hexdigest()


def _print_of_file(file: FileStorage) -> str:
    found = hashlib.sha256(file.stream.read()).hexdigest()
    file.stream.seek(0)
    return found


__all__ = ["OnceForm", "clear_keys", "new_key", "once"]
