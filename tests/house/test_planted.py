"""A word of its own in every column of one record: each stands only where the table of who may read what lets it."""

import logging
import zlib
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlmodel import Session, SQLModel, col, select
from werkzeug.routing import Rule

from careleavers import models
from careleavers.domain.terms import AllocationRole, Privacy
from careleavers.models import Account, Allocation
from careleavers.models.base import identity
from careleavers.web import addressed
from tests.conftest import Some
from tests.history.living import live
from tests.house.asking import NOBODY, Asker, address, pages
from tests.house.record import MADE_UP, Record
from tests.my.planting import Planting
from tests.people import add_young_person, password_hash

# Pip is 18, of North, and Amy's. None of these may read a word of that record.
OUTSIDERS = (NOBODY, "ben", "ivy", "una", "sol", "rob", "olly", "ada", "kit")
# Those who may read all of it but what is secret.
INSIDERS = ("amy", "tess", "sam")
# What a young person wrote, was told or is called, in columns that are not classed as shared.
THEIR_OWN = {
    ("voice_message", "words"),
    ("voice_message", "answer"),
    ("review_request", "why"),
    ("safe_contact", "name_to_use"),
}
_TABLES = {
    thing.__tablename__: thing
    for thing in vars(models).values()
    if isinstance(thing, type) and issubclass(thing, SQLModel) and hasattr(thing, "__table__")
}


class Planted:
    """Pip's record, the words in it, and the ids that stand in the addresses of its pages."""

    def __init__(self, session: Session, record: Record) -> None:
        people = record.people
        self.pip = add_young_person(session, people, "pip", date(2007, 9, 2), people.north)
        known = identity(self.pip)
        session.add(
            Allocation.made(
                young_person_id=known, worker_id=people.id("amy"), role=AllocationRole.AFTER_CARE_WORKER,
                from_on=date(2025, 9, 2), allocated_by_id=people.id("tess"),
            )
        )  # fmt: skip
        people.accounts["pip"] = Account.made(sign_in_name="pip", young_person_id=known, password=password_hash())
        session.add(people.accounts["pip"])
        session.flush()
        self.words: Planting = live(session, people, "pip")
        session.commit()
        self.ids = {**record.common, "young_person": self.pip.public_id, **dict(self._children(session, known))}

    @staticmethod
    def _children(session: Session, known: int) -> Iterator[tuple[str, str]]:
        for name, model in addressed._OF_A_YOUNG_PERSON.items():
            row: Any = session.exec(select(model).where(col(model.young_person_id) == known)).first()
            yield name, row.public_id if row is not None else MADE_UP

    def address(self, rule: Rule) -> str | None:
        """Where a page about Pip is; None for one whose address names something else that is not Pip's."""
        return address(rule, self.ids) if rule.arguments <= set(self.ids) else None


@pytest.fixture
def planted(session: Session, record: Record) -> Planted:
    """Pip's record with a word in every column."""
    return Planted(session, record)


def privacy(place: tuple[str, str]) -> Privacy:
    """The class of the column in which a word stands."""
    found: Privacy = _TABLES[place[0]].__table__.c[place[1]].info["privacy"]
    return found


def asked(app: Flask, some: Some[Any], planted: Planted) -> list[tuple[str, str]]:
    """Every page with every method, as far as this run goes, and the search for the words."""
    about = [(method, planted.address(rule)) for rule, method in pages(app)]
    # `zq0` stands at the head of a hundred of the words; a whole one would come back in the box of the search.
    searches = [("GET", f"/search?q=zq{digit}") for digit in range(3)]
    return [*some((method, path) for method, path in about if path is not None), *searches]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Drawing a file takes a second; what is in it is looked at in tests/copies."""
    monkeypatch.setattr("careleavers.copies.files.as_pdf", lambda *_args, **_options: b"%PDF-")


def test_the_record_is_full_of_words(planted: Planted) -> None:
    """Every text column of each row that `live` records; tests/history asks it for every table that is told of."""
    sown = set(planted.words.words.values())
    assert len(sown) > 150
    tables = {table for table, _column in sown}
    assert {"contact", "risk_flag", "pathway_plan", "oversight_note", "safe_contact", "missing_episode"} <= tables


@pytest.mark.usefixtures("quick")
def test_no_word_reaches_anybody_outside_nor_any_log(
    app: Flask, planted: Planted, ask: Asker, some: Some[Any], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    seen = []
    # A third of the pages, and a third of those who ask for each, in an order that changes from page to page.
    pairs = [(name, method, path) for method, path in asked(app, some, planted) for name in OUTSIDERS]
    for name, method, path in some(sorted(pairs, key=lambda pair: zlib.crc32(" ".join(pair).encode()))):
        answer = ask(name, method, path)
        words = planted.words.shown_in(answer.get_data(as_text=True) + str(answer.headers))
        seen += [f"{name} reads {place} at {method} {path}" for place in words]
    assert not seen, seen[:10]
    assert not planted.words.shown_in(caplog.text), "a word in a log"


@pytest.mark.usefixtures("quick")
def test_the_young_person_reads_what_is_shared_and_nothing_else(
    app: Flask, planted: Planted, ask: Asker, some: Some[Any]
) -> None:
    seen: dict[tuple[str, str], str] = {}
    for method, path in asked(app, some, planted):
        for place in planted.words.shown_in(ask("pip", method, path).get_data(as_text=True)):
            seen.setdefault(place, f"{method} {path}")
    wrong = {place: where for place, where in seen.items() if privacy(place) is not Privacy.SHARED}
    assert not set(wrong) - THEIR_OWN, wrong


@pytest.mark.usefixtures("quick")
def test_those_who_work_with_somebody_read_the_record_and_no_secret(
    app: Flask, planted: Planted, ask: Asker, some: Some[Any]
) -> None:
    # The page with the most of them is among those asked for, whichever others are.
    timeline = f"/young-people/{planted.pip.public_id}/timeline"
    seen: set[tuple[str, str]] = set(planted.words.shown_in(ask("amy", "GET", timeline).get_data(as_text=True)))
    for method, path in some(asked(app, some, planted)):
        if method == "GET":
            name = INSIDERS[len(path) % 3]
            seen |= planted.words.shown_in(ask(name, method, path).get_data(as_text=True))
    assert len(seen) > 20, "the words are there to be read"
    assert not {place for place in seen if privacy(place) is Privacy.SECRET}
