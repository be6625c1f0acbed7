"""Somebody is found by a name as it was heard, and never out of reach."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import Session

from careleavers.domain.terms import Closure
from careleavers.people.alike import alike, folded
from careleavers.people.caseload import caseload
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.people import People, add_young_person
from tests.risks.test_service import actor

SignIn = Callable[[str], AuditingClient]
KNOWN = [
    (1, "Zoë", "", "Nuñez"), (2, "Siobhán", "Shiv", "O’Brien"), (3, "Mustafa", "", "Yıldız"),
    (4, "Anne-Marie", "", "Łukasz"), (5, "Zara", "", "Nunn"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("zoe", [1]),
        ("NUNEZ zoe", [1]),
        ("Siobahn", [2]),
        ("shiv obrien", [2]),
        ("O'Brian", [2]),
        ("mustapha", [3]),
        ("yildiz", [3]),
        ("anne marie", [4]),
        ("lukas", [4]),
        ("z", [1, 5]),
        ("zo nunn", []),
        ("Siobhan Nunez", []),
        ("zxqwy", []),
        ("--", []),
        ("  ", []),
    ],
)
def test_accents_and_a_wrong_letter_are_forgiven(search: str, found: list[int]) -> None:
    assert alike(search, KNOWN) == found


def test_letters_are_folded_to_plain_ones() -> None:
    assert folded("  Ægir  D’ARCY-Bjørnsdóttir ") == "aegir darcy bjornsdottir"


def test_the_list_finds_them_in_reach_only_and_in_the_list_asked_for(session: Session, people: People) -> None:
    add_young_person(session, people, "zoë", date(2007, 1, 1), people.north)
    add_young_person(session, people, "zoe", date(2007, 1, 1), people.south)
    over = add_young_person(
        session, people, "zoé", date(2007, 1, 1), people.north, closure=Closure.TRANSFERRED, closed_on=TODAY
    )

    def found(name: str, search: str, *, closed: bool = False) -> list[str]:
        rows = caseload(session, actor(people, name), search=search, closed=closed).rows
        return sorted(row.person.given_name for row in rows)

    assert found("tess", "ZOE") == ["Zoë"]
    assert found("una", "zoé exampel") == ["Zoe"]
    assert found("sam", "zoe") == ["Zoe", "Zoë"]
    assert found("tess", "zoe", closed=True) == [over.given_name]
    assert found("tess", "zeo") == []
    assert found("amy", "zoe") == []
    assert found("tess", people.young_people["zoe"].child_id) == []


def test_the_page_forgives_a_misspelling(sign_in: SignIn) -> None:
    assert "Yas Example" in words(sign_in("amy").get("/young-people?q=exmaple"))
    assert "Nobody found" in words(sign_in("amy").get("/young-people?q=Zak"))
