"""Asks the application as one of the people of the tests, and undoes what the answer did."""

import re
import time
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
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


# The columns of the table of who may open what, and who stands for each.
COLUMNS = {
    "nobody": NOBODY,
    "worker": "amy",
    "other": "ben",
    "social": "sol",
    "reviewing": "rob",
    "manager": "tess",
    "elsewhere": "una",
    "service": "sam",
    "auditor": "olly",
    "admin": "ada",
    "young": "kit",
}
TABLE = Path(__file__).with_name("access.txt")


def some_readers(rules: Iterable[tuple[Rule, str]], number: int) -> list[tuple[Rule, str, str]]:
    """Each page with those to ask for it: so many of those to whom it opens, Kit if it does, and one of the others.

    Who opens it is what the reviewed table says; who of them is asked differs from page to page. With everybody at
    every page each test would take as long as the one that makes the table.
    """
    opens = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#") and line.strip() and not line.startswith(" "):
            method, page, *cells = line.split()
            opens[page, method] = dict(zip(COLUMNS.values(), cells, strict=True))
    found = []
    for rule, method in rules:
        cells = opens.get((rule.rule, method), {})
        turn = zlib.crc32(rule.rule.encode())
        within = [name for name, cell in cells.items() if cell == "200" and name not in (NOBODY, "kit")]
        without = [name for name, cell in cells.items() if cell != "200" and name != NOBODY]
        names = [within[(turn + each) % len(within)] for each in range(min(number, len(within)))]
        names += ["kit"] * (cells.get("kit") == "200") + [without[turn % len(without)] for _ in without[:1]]
        found += [(rule, method, name) for name in names]
    return found


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

    def sign_everybody_in(self) -> None:
        """Have everybody signed in, so that no answer counts what signing in writes."""
        for name in COLUMNS.values():
            self._signed_in(name)

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
