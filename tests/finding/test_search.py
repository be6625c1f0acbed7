"""What is found by a name, a child id or words, what is not, and that nobody out of reach is told of."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import Session, col, select

from careleavers.domain.actors import Actor
from careleavers.domain.terms import ContactKind, RiskAnswer, Role
from careleavers.finding import queries
from careleavers.finding.queries import Findings, excerpt, search
from careleavers.models import Contact, ReadEntry
from careleavers.models.base import identity, now_utc
from tests.client import AuditingClient
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import approved_plan


def noted(session: Session, people: People, name: str, words: str, days_ago: int = 3, **more: object) -> Contact:
    worker = people.id("ben" if name == "zak" else "amy")
    contact = Contact.made(
        young_person_id=people.id(name), worker_id=worker, kind=ContactKind.TWO_WAY, analysis=words,
        happened_on=TODAY - timedelta(days=days_ago), risk_answer=RiskAnswer.NOTHING_NEW, **more,
    )  # fmt: skip
    session.add(contact)
    session.flush()
    return contact


def acting(people: People, name: str) -> Actor:
    worker = people.worker(name)
    return Actor(f"account:{identity(people.account(name))}", worker.role, 1, identity(worker), worker.team_id)


def names(found: Findings) -> list[str]:
    return [person.given_name for person in found.people]


def written(found: Findings) -> list[str]:
    return ["".join(part for part, _ in note.excerpt) for note in found.notes]


@pytest.mark.parametrize("words", ["Yas", "yas ex", "Yaz Exampel", "YÁS", "t00001", "T0000"])
def test_somebody_is_found_as_their_name_was_heard(session: Session, people: People, words: str) -> None:
    people.yas.given_name = "Yasmin" if words == "Yaz Exampel" else "Yas"
    people.yas.given_name = "Yaz" if words == "Yaz Exampel" else people.yas.given_name
    session.flush()
    assert people.yas in search(session, acting(people, "amy"), words).people


def test_words_are_found_in_any_order_and_newest_first(session: Session, people: People) -> None:
    noted(session, people, "yas", "Talked about the blue bicycle and the new lock.", 9)
    noted(session, people, "yas", "The LOCK of the Bicycle is broken.", 2)
    noted(session, people, "yas", "A bicycle, but nothing else.", 1)
    found = search(session, acting(people, "amy"), "lock bicycle")
    assert written(found) == ["The LOCK of the Bicycle is broken.", "Talked about the blue bicycle and the new lock."]
    assert [part for part, meant in found.notes[0].excerpt if meant] == ["LOCK", "Bicycle"]
    assert not found.more_notes


def test_nothing_out_of_reach_is_found_or_counted(session: Session, people: People) -> None:
    noted(session, people, "zak", "A secret hiding place under the viaduct.")
    for who in ("amy", "tess", "olly", "ada"):
        found = search(session, acting(people, who), "viaduct")
        assert not found.notes, who
        assert not found.people, who
        assert not search(session, acting(people, who), "Zak").people
    for who in ("ben", "una", "sam"):
        assert len(search(session, acting(people, who), "viaduct").notes) == 1, who


def test_a_contact_recorded_in_error_is_found_and_says_so(session: Session, people: People) -> None:
    noted(session, people, "yas", "Wrong marmalade.", struck_at=now_utc())
    assert [note.in_error for note in search(session, acting(people, "amy"), "marmalade").notes] == [True]


def test_what_is_changed_is_not_found_by_its_old_words(session: Session, people: People) -> None:
    contact = noted(session, people, "yas", "The word was marmalade.")
    contact.analysis = "The word was jam."
    session.flush()
    assert not search(session, acting(people, "amy"), "marmalade").notes
    assert search(session, acting(people, "amy"), "jam").notes


def test_every_kind_of_note_is_read_and_leads_to_a_page(session: Session, people: People) -> None:
    approved_plan(session, people)
    found = search(session, acting(people, "amy"), "you")
    assert {note.page for note in found.notes} == {"plans.show_version"}
    assert all(set(note.argument) == {"plan"} for note in found.notes)


def test_more_than_a_page_of_notes_is_said_and_not_counted(
    session: Session, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "MOST", 3)
    for day in range(4):
        noted(session, people, "yas", f"Marmalade on day {day}.", day)
    found = search(session, acting(people, "amy"), "marmalade")
    assert (len(found.notes), found.more_notes) == (3, True)
    assert written(found)[0] == "Marmalade on day 0."


@pytest.mark.parametrize(
    "words",
    [
        "%",
        "_",
        "\\",
        "a\\",
        "'; --",
        '"yas"',
        "yas* OR",
        "NEAR(a b)",
        "((",
        "-",
        "É" * 100,
        "ab",
        "x " * 60,
        "²",
        "İstanbul",
    ],
)
def test_no_search_breaks(session: Session, people: People, words: str) -> None:
    noted(session, people, "yas", "100% sure_thing, İstanbul.")
    found = search(session, acting(people, "amy"), words)
    if words in {"%", "_", "\\", "ab"}:
        assert not found.notes


def test_a_sign_of_the_language_of_searches_is_only_itself(session: Session, people: People) -> None:
    noted(session, people, "yas", "Paid 100% of it.")
    noted(session, people, "yas", "Paid 1000 of it.")
    assert written(search(session, acting(people, "amy"), "100%")) == ["Paid 100% of it."]


def test_an_excerpt_shows_what_is_around_the_first_word() -> None:
    text = f"{'before ' * 60}the needle {'after ' * 60}"
    parts = excerpt([text], ["needle"])
    assert [part for part, meant in parts if meant] == ["needle"]
    whole = "".join(part for part, _ in parts)
    assert whole.startswith("… ")
    assert whole.endswith(" …")
    assert 100 < len(whole) < 300


def test_a_letter_that_grows_when_made_small_moves_no_mark() -> None:
    assert excerpt(["İİİ needle"], ["needle"]) == [("İİİ needle", False)]


def test_a_search_asks_as_many_questions_whatever_it_finds(session: Session, people: People) -> None:
    for day in range(30):
        noted(session, people, "yas", "Marmalade again.", day)
    asked: list[str] = []
    bind = session.get_bind()

    def count(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        asked.append(statement)

    event.listen(bind, "before_cursor_execute", count)
    try:
        assert len(search(session, acting(people, "amy"), "marmalade").notes) == 30
    finally:
        event.remove(bind, "before_cursor_execute", count)
    assert len(asked) <= len(queries.SOURCES) + 3


def test_the_page_shows_what_was_found_and_keeps_whose_was_shown(
    session: Session, people: People, sign_in: Callable[[str], AuditingClient]
) -> None:
    contact = noted(session, people, "yas", "Some <b>marmalade</b> on toast.")
    session.commit()
    amy = sign_in("amy")
    page = amy.get("/search?q=marmalade").get_data(as_text=True)
    assert "Some &lt;b&gt;<mark>marmalade</mark>&lt;/b&gt; on toast." in page
    assert f"/contacts/{contact.public_id}" in page
    kept = session.execute(select(ReadEntry).where(col(ReadEntry.endpoint) == "finding.search")).scalars().all()
    assert [entry.listed_ids for entry in kept] == [str(people.id("yas"))]


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("/search", 200, "Nothing looked for yet"),
        ("/search?q=", 200, "Nothing looked for yet"),
        ("/search?q=quagmire", 200, "Nothing found"),
        (f"/search?q={'a' * 121}", 422, "120 characters"),
        ("/search?q=a%00b", 422, "a character that cannot be read"),
    ],
)
def test_what_the_page_says_when_there_is_nothing(
    people: People, sign_in: Callable[[str], AuditingClient], address: str, status: int, says: str
) -> None:
    answer = sign_in("amy").get(address)
    assert answer.status_code == status
    assert says in answer.get_data(as_text=True)


def test_who_has_no_young_people_has_no_search(people: People, sign_in: Callable[[str], AuditingClient]) -> None:
    assert sign_in("ada").get("/search?q=Yas").status_code == 403
    assert sign_in("yas").get("/search?q=Yas").status_code == 403


def test_an_actor_without_a_record_of_their_own_finds_nobody(session: Session, people: People) -> None:
    assert not search(session, Actor("account:9", Role.AUDITOR, 9, people.id("olly")), "Yas").people
