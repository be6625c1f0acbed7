"""Finds every form that somebody can open, as a page draws it, and fills it in."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import html5lib

from tests.conftest import TODAY
from tests.house.asking import NOBODY, Asker, address, pages

_PARTS_OF_A_DAY = {"-day": str(TODAY.day), "-month": str(TODAY.month), "-year": str(TODAY.year)}
# Not typed by anybody and not to be shown again.
_NEVER_SHOWN = ("hidden", "password", "radio", "checkbox", "file", "submit")


@dataclass(frozen=True)
class Field:
    """One name a form sends: what an ordinary person would answer, and whether the answer is typed."""

    name: str
    ordinary: str
    typed: bool


@dataclass(frozen=True)
class Form:
    """A form, who opened it and where it is sent."""

    who: str
    path: str
    fields: tuple[Field, ...]

    def answers(self) -> dict[str, Any]:
        """Everything as an ordinary person would send it."""
        return {field.name: field.ordinary for field in self.fields}


def _ordinary(name: str, element: ElementTree.Element) -> str:
    given = element.get("value") or (element.text if element.tag == "textarea" else None)
    if given:
        return given
    for ending, part in _PARTS_OF_A_DAY.items():
        if name.endswith(ending):
            return part
    if element.tag == "select":
        return next((option.get("value") or "" for option in element.iter("option") if option.get("value")), "")
    if element.get("type") == "date":
        return TODAY.isoformat()
    return "28" if element.get("inputmode") == "numeric" else "As they said it themselves on the way home that day"


def fields_of(form: ElementTree.Element) -> tuple[Field, ...]:
    found: dict[str, Field] = {}
    for element in form.iter():
        name, kind = element.get("name"), element.get("type") or "text"
        if element.tag not in ("input", "select", "textarea") or not name or name == "csrf_token":
            continue
        if kind != "file" and name not in found:
            typed = element.tag == "textarea" or (element.tag == "input" and kind not in _NEVER_SHOWN)
            found[name] = Field(name, _ordinary(name, element), typed)
    return tuple(found.values())


def _on(page: str, who: str, path: str, *, whole: bool) -> Iterator[Form]:
    # What stands round the main part is the same on every page.
    part = page if whole else page[page.index("<main") : page.index("</main>")]
    # Reading a page as a browser does is dear, and most have no form.
    forms = html5lib.parse(part, namespaceHTMLElements=False).iter("form") if "<form" in part else ()
    for form in forms:
        if (form.get("method") or "get").lower() == "post":
            yield Form(who, urlsplit(form.get("action") or path).path, fields_of(form))


def find_forms(ask: Asker) -> dict[tuple[str, frozenset[str]], Form]:
    """Each form once, by the page that takes it and the names it sends, as the first who can opens it.

    A page that two people have opened is not looked at through the eyes of a third.
    """
    found: dict[tuple[str, frozenset[str]], Form] = {}
    takes, opened, seen = ask.app.url_map.bind("localhost"), Counter[str](), set[str]()
    for who in ("amy", "tess", "sam", "ada", "kit", "lou", NOBODY):
        for rule, method in pages(ask.app):
            path = address(rule, ask.record.ids(rule, "lou" if rule.endpoint == "plans.decide" else "kit"))
            drawn = method == "GET" and rule.endpoint != "static" and not path.endswith((".pdf", ".csv"))
            page = ask(who, "GET", path) if drawn and opened[rule.rule] < 2 else None
            if page is None or page.status_code != 200 or page.mimetype != "text/html":
                continue
            opened[rule.rule] += 1
            for form in _on(page.get_data(as_text=True), who, path, whole=who not in seen):
                endpoint = str(takes.match(form.path, "POST")[0])
                found.setdefault((endpoint, frozenset(field.name for field in form.fields)), form)
            seen.add(who)
    return found
