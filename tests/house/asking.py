"""Asks the application as one of the people of the tests, and undoes what the answer did."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from flask import Flask, session
from flask.testing import FlaskClient
from flask_wtf.csrf import generate_csrf
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.conftest import TransactionDatabase
from tests.house.record import Record
from tests.people import People

NOBODY = "nobody"
Answers = Mapping[str, Any] | Sequence[tuple[str, Any]]
# What differs from one answer to the next by design: the random word of the content policy, and tokens.
_BY_CHANCE = re.compile(r'(nonce|value)="[^"]*"')


def body(response: TestResponse) -> str:
    """What was answered, without what is drawn by lot for each answer."""
    return _BY_CHANCE.sub("", response.get_data(as_text=True))


def is_sign_in(response: TestResponse) -> bool:
    """Whether the answer is: sign in first."""
    sent_there = response.status_code == 302 and response.location.split("?")[0].endswith("/sign-in")
    return sent_there or response.status_code == 401


def address(rule: Rule, ids: Mapping[str, str]) -> str:
    """The address of a page with these ids in it."""
    built = rule.build(dict(ids), append_unknown=False)
    assert built is not None
    return built[1]


def pages(app: Flask) -> list[tuple[Rule, str]]:
    """Every page with every method it takes, in the order of their addresses."""
    found = [
        (rule, method)
        for rule in app.url_map.iter_rules()
        for method in sorted(rule.methods & {"GET", "POST"})  # type: ignore[operator]
    ]
    return sorted(found, key=lambda page: (page[0].rule, page[1]))


@dataclass
class Asker:
    """Sends one request at a time, each as if nothing had happened before."""

    app: Flask
    database: TransactionDatabase
    people: People
    record: Record
    _kept: dict[str, tuple[str, str]] = field(default_factory=dict)

    def _signed_in(self, name: str) -> tuple[str, str]:
        """Somebody's session cookie and a token that goes with it, made once."""
        if name not in self._kept:
            client = self.app.test_client()
            if name != NOBODY:
                client.enter(self.people.account(name))  # type: ignore[attr-defined]
            with self.app.test_request_context():
                token, secret = generate_csrf(), session["csrf_token"]
            with client.session_transaction() as kept:
                kept["csrf_token"], kept["fs_paa"] = secret, time.time()
            cookie = client.get_cookie("session")
            assert cookie is not None
            self._kept[name] = (cookie.value, token)
        return self._kept[name]

    @contextmanager
    def asking(
        self,
        name: str,
        method: str,
        path: str,
        data: Answers = (),
        *,
        token: bool = True,
        kind: str = "application/x-www-form-urlencoded",
        headers: Mapping[str, str] | None = None,
        keep: bool = False,
    ) -> Iterator[TestResponse]:
        """The answer to one request of somebody's, while what it did stands; afterwards nothing of it is kept.

        With `keep` it stands until whoever asks undoes it.

        A POST sends a form, with a good token unless `token` says otherwise. Bytes are sent as they are, and so are
        characters that no browser would send.
        """
        cookie, good = self._signed_in(name)
        client = FlaskClient(self.app, self.app.response_class)
        client.set_cookie("session", cookie)
        answers = list(data.items() if isinstance(data, Mapping) else data)
        form = urlencode([("csrf_token", good)] * token + answers, errors="surrogatepass") if method == "POST" else None
        undone = self.database.connection.begin_nested()
        try:
            yield client.open(path, method=method, data=form, content_type=kind, headers=headers, buffered=True)
        finally:
            undone.commit() if keep else undone.rollback()

    def __call__(self, name: str, method: str, path: str, data: Answers = (), **how: Any) -> Any:
        """The answer to one request of somebody's, and nothing of it kept."""
        with self.asking(name, method, path, data, **how) as response:
            return response
