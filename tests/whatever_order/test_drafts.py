"""In whatever order pages are typed into, opened twice, saved and given up: no words are lost or seen by another."""

# ruff: noqa: D102 - a step's name says what is done

from dataclasses import dataclass

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule

from careleavers.domain.actors import Actor
from careleavers.drafts import queries, service
from careleavers.models import Draft
from careleavers.models.base import new_public_id
from tests.conftest import TODAY, TransactionDatabase
from tests.people import People
from tests.whatever_order.machine import Machine, run

# Few, so that two pages often write to one draft.
WHICH = st.integers(0, 2)
PAGE = "/young-people/yas/contacts/record"


@dataclass
class Tab:
    """One page that is open: which draft it writes to, what of it it has seen, and what stands in it."""

    name: str
    key: str
    seen: int = 0
    words: str = ""
    # Kept, and since then neither saved, given up nor written over by a page that had these words before it.
    standing: bool = False


class Pages(Machine):
    """Amy has several pages open; Ben has none of them."""

    ways, steps = 12, 20

    def __init__(self) -> None:
        """Begin with none open."""
        super().__init__()
        self.tabs: list[Tab] = []
        self.over: set[str] = set()
        self.typed = 0

    @property
    def page(self) -> service.Page:
        return service.Page(PAGE, "Visit at home", self.people.yas.id)

    @property
    def ben(self) -> Actor:
        worker, account = self.people.worker("ben"), self.people.account("ben")
        return Actor(f"account:{account.id}", worker.role, account.id, worker.id, worker.team_id)

    @rule()
    def open_anew(self) -> None:
        self.tabs.append(Tab(new_public_id(), new_public_id()))

    @precondition(lambda self: queries.drafts_of_page(self.session, self.amy, PAGE))
    @rule(which=WHICH)
    def go_on_with(self, which: int) -> None:
        kept = queries.drafts_of_page(self.session, self.amy, PAGE)
        draft = kept[which % len(kept)]
        ((_name, words),) = service.answers_of(draft)
        self.tabs.append(Tab(new_public_id(), draft.public_id, draft.version, words))

    @precondition(lambda self: self.tabs)
    @rule(which=WHICH)
    def type_into(self, which: int) -> None:
        tab = self.tabs[which % len(self.tabs)]
        self.typed += 1
        tab.words = f"{tab.words} word{self.typed}".strip()
        before = queries.own_draft(self.session, self.amy, tab.key)
        covers = before is not None and (before.tab == tab.name or before.version == tab.seen)
        slip = service.Slip(tab.key, tab.name, tab.seen)
        kept = service.keep_draft(self.session, self.amy, self.page, slip, [("analysis", tab.words)]).draft
        self.session.flush()
        if tab.key in self.over:
            assert kept is None
            return
        assert kept is not None
        for other in self.tabs:
            if other is not tab and other.key == kept.public_id:
                assert covers, "words were written over by a page that had not seen them"
                other.standing = False
        tab.key, tab.seen, tab.standing = kept.public_id, kept.version, True

    @precondition(lambda self: self.tabs)
    @rule(which=WHICH)
    def save(self, which: int) -> None:
        tab = self.tabs.pop(which % len(self.tabs))
        service.end_draft(self.session, self.amy, self.page, tab.key)
        self.over.add(tab.key)
        for other in self.tabs:
            if other.key == tab.key:
                other.standing = False

    @invariant()
    def every_word_is_there(self) -> None:
        kept = [service.answers_of(draft) for draft in queries.drafts_of_page(self.session, self.amy, PAGE)]
        for tab in self.tabs:
            if tab.standing:
                assert [("analysis", tab.words)] in kept

    @invariant()
    def what_is_saved_is_gone(self) -> None:
        for row in self.rows(Draft):
            assert (row["public_id"] in self.over) is (row["over_at"] is not None)
            assert row["over_at"] is None or not row["answers"]

    @invariant()
    def nobody_else_sees_any(self) -> None:
        assert not queries.drafts_of_page(self.session, self.ben, PAGE)
        assert not queries.unfinished(self.session, self.ben, TODAY)
        assert all(queries.own_draft(self.session, self.ben, tab.key) is None for tab in self.tabs)


def test_no_words_are_lost(database: TransactionDatabase, people: People) -> None:
    run(Pages, database)


@pytest.mark.soak
def test_no_words_are_lost_in_many_ways(database: TransactionDatabase, people: People) -> None:
    run(Pages, database, many=True)
