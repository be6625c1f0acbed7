"""A test client that looks over every page it fetches: valid HTML, one heading, unique ids, protected forms."""

import secrets
from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from careleavers.accounts.sign_ins import begin
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.models import Account
from careleavers.models.base import identity

_FOR_EVER = datetime(9000, 1, 1, tzinfo=UTC)
# What html5lib reports and every current browser accepts in HTML written by the design system's macros.
_ACCEPTED = {"non-void-element-with-trailing-slash"}


class PageFault(AssertionError):
    """A page was fetched that no page should be like."""


def look_over(html: str, where: str) -> ElementTree.Element:
    """Parse a page strictly and check what every page owes. Raises PageFault naming the page and the fault."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree: ElementTree.Element = parser.parse(html)
    faults = [f"{code} {values} at {place}" for place, code, values in parser.errors if code not in _ACCEPTED]
    if faults:
        raise PageFault(f"{where}: not valid HTML: {faults[:3]}")
    headings = tree.findall(".//h1")
    if len(headings) != 1:
        raise PageFault(f"{where}: {len(headings)} main headings; a page has one.")
    title = "".join(tree.find(".//title").itertext()).strip()  # type: ignore[union-attr]
    if not title:
        raise PageFault(f"{where}: no title.")
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    doubled = {name for name in ids if ids.count(name) > 1}
    if doubled:
        raise PageFault(f"{where}: the ids {sorted(doubled)} stand more than once.")
    for form in tree.findall(".//form"):
        fields = [element.get("name") for element in form.iter("input")]
        if (form.get("method") or "get").lower() == "post" and "csrf_token" not in fields:
            raise PageFault(f"{where}: a form that posts has no token.")
    for element in tree.iter():
        if element.get("style") or any(name.startswith("on") for name in element.attrib):
            raise PageFault(f"{where}: <{element.tag}> carries inline style or script, which the content policy stops.")
    return tree


class AuditingClient(FlaskClient):
    """Fetches pages as a browser without scripts would, sending back the token of the form it saw last."""

    token: str = ""
    page: ElementTree.Element

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch, then look over what came if it is a page."""
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html" and response.status_code not in (301, 302, 303, 307, 308):
            tree = look_over(response.get_data(as_text=True), f"{response.request.method} {response.request.path}")
            self.page = tree
            tokens = [e.get("value") for e in tree.iter("input") if e.get("name") == "csrf_token"]
            self.token = tokens[0] or "" if tokens else self.token
        return response

    def enter(self, account: Account) -> None:
        """Be signed in as somebody, without asking for the password each time."""
        word = secrets.token_urlsafe(32)
        database: Database = self.application.extensions["database"]
        with database.transaction(job("test")) as writing:
            begin(writing, identity(account), account.fs_uniquifier, word, "Computer, Chrome", _FOR_EVER)
        with self.session_transaction() as kept:
            kept["sign_in"] = word
            kept["_user_id"] = account.fs_uniquifier
            kept["_fresh"] = True
            kept["fs_cc"] = "set"
            kept["fs_paa"] = 10**12
            kept["seen_at"] = 10**12

    def send(self, path: str, answers: dict[str, Any] | None = None, **kwargs: Any) -> TestResponse:
        """Open the page, fill in its form and send it: the form's token and hidden fields go along."""
        page = self.get(path)
        hidden = {}
        if page.status_code == 200 and page.mimetype == "text/html":
            for form in self.page.findall(".//main//form"):
                for field in form.iter("input"):
                    if field.get("type") == "hidden" and field.get("name"):
                        hidden[field.get("name")] = field.get("value") or ""
        return self.post(path, data={"csrf_token": self.token, **hidden, **(answers or {})}, **kwargs)


def words(response: TestResponse) -> str:
    """The text a person reads on a page, white space folded."""
    tree = html5lib.parse(response.get_data(as_text=True), namespaceHTMLElements=False)
    for element in list(tree.iter()):
        for child in list(element):
            if child.tag in ("script", "style"):
                element.remove(child)
    return " ".join(" ".join(tree.itertext()).split())
