"""Everything that is recorded is told, latest first: by kind, in whole days that miss nothing, and on paper."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, literal, select
from sqlmodel import Session

from careleavers.audit import load_rows
from careleavers.domain.dates import today_in_london
from careleavers.domain.terms import ChangeKind, ContactKind
from careleavers.domain.timeline import EventKind
from careleavers.history.sources import BY_KEY, SOURCES
from careleavers.history.timeline import first_day, timeline
from careleavers.models import ChangeOfCircumstance, Contact, Supervision, metadata
from careleavers.models.base import now_utc
from careleavers.models.sql import london_day
from tests.client import AuditingClient, words
from tests.conftest import TODAY
from tests.history.living import live
from tests.people import People, add_young_person
from tests.plans.writing import acting
from tests.young_people.test_record import high_risk, of, visit

SignIn = Callable[[str], AuditingClient]
# Tables about a young person whose rows are no event of their own, each with the reason.
NOT_TOLD = {
    "account": "about signing in",
    "alert": "worked out from the facts; what was decided about one is told",
    "change_entry": "read where somebody asks for the history of changes",
    "contact_flag_answer": "part of its contact",
    "emergency_access": "read by managers; who opened the record is on the page of that",
    "snooping_finding": "about who opened a record, for its named reader alone",
    "draft": "not recorded yet, and its writer's alone",
    "invitation": "about signing in",
    "oc3_answer": "a return's answers about a year, not a day",
    "oversight_subject": "part of its note",
    "access_loan": "read on the page of the restriction",
    "conflict": "who is kept apart is for a service manager alone",
    "restriction": "stands above every page of the record, and on a page of its own",
    "read_entry": "who looked, on a page for managers",
}


def test_every_table_about_a_young_person_is_told() -> None:
    told = {source.row.__tablename__ for source in SOURCES}
    about = {name for name, table in metadata.tables.items() if "young_person_id" in table.columns}
    missing = about - told - set(NOT_TOLD)
    assert not missing, (
        "What is recorded of somebody stands in their timeline. Add a Source for these to a module in"
        f" careleavers/history/sources, or say in NOT_TOLD why they are no event: {sorted(missing)}"
    )
    assert len(BY_KEY) == len(SOURCES), "Two sources have one key."


def test_a_life_is_told_whole(session: Session, people: People) -> None:
    live(session, people)
    stretch = timeline(session, acting(people, "tess"), people.id("yas"), least=500)
    told = {each.source.key for each in stretch.told}
    assert told == set(BY_KEY), f"Not told: {set(BY_KEY) - told}"
    days = [each.event.on for each in stretch.told]
    assert days == sorted(days, reverse=True)
    assert stretch.earlier_than is None
    assert first_day(session, acting(people, "tess"), people.id("yas")) == min(days) == date(2020, 5, 1)
    assert sum(each.source.key == "readiness" for each in stretch.told) == 1


@pytest.mark.parametrize("kind", list(EventKind))
def test_a_kind_shows_its_own_events_alone(session: Session, people: People, kind: EventKind) -> None:
    live(session, people)
    stretch = timeline(session, acting(people, "tess"), people.id("yas"), kinds=[kind], least=500)
    assert {each.source.kind for each in stretch.told} == {kind}
    assert {each.source.key for each in stretch.told} == {s.key for s in SOURCES if s.kind is kind}


def test_what_supervision_said_of_them_is_told_to_the_two_alone_until_both_have_signed(
    session: Session, people: People
) -> None:
    live(session, people)

    def told(name: str) -> set[str]:
        stretch = timeline(session, acting(people, name), people.id("yas"), least=500)
        return {each.source.key for each in stretch.told}

    assert "supervision" in told("amy") & told("tess")
    assert "supervision" not in told("sam") | told("ivy")
    held = session.execute(select(Supervision)).scalar_one()
    held.reflection, held.challenge = "Well", "Why"
    held.signed_on = held.worker_signed_on = held.supervisor_signed_on = TODAY
    session.flush()
    assert "supervision" in told("sam")
    stretch = timeline(session, acting(people, "sam"), people.id("yas"), least=500)
    assert "Well" not in str([each.event for each in stretch.told])


@pytest.mark.parametrize("zone_change", [date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2026, 7, 1)])
def test_the_database_knows_the_day_in_london(session: Session, zone_change: date) -> None:
    start = datetime.combine(zone_change, datetime.min.time(), UTC) - timedelta(hours=3)
    moments = [start + timedelta(minutes=30 * step) for step in range(60)]
    found = session.execute(select(*(london_day(literal(moment)) for moment in moments))).one()
    assert list(found) == [today_in_london(moment) for moment in moments]


def watch_statements(session: Session, asked: list[str]) -> Callable[[], None]:
    """Write down every statement from now on; call what is given back to stop."""
    seen = session.get_bind(), "before_cursor_execute", lambda *told: asked.append(told[2])
    event.listen(*seen)
    return lambda: event.remove(*seen)


def test_two_thousand_contacts_ask_no_more_questions_than_twenty(
    session: Session, people: People, request: pytest.FixtureRequest
) -> None:
    asked: list[str] = []
    request.addfinalizer(watch_statements(session, asked))

    def questions(**how: object) -> int:
        asked.clear()
        stretch = timeline(session, acting(people, "amy"), people.id("yas"), **how)  # type: ignore[arg-type]
        assert stretch.told
        return len(asked)

    row = {"young_person_id": people.id("yas"), "worker_id": people.id("amy"), "kind": ContactKind.ATTEMPT}
    defaults = {
        name: info.default for name, info in Contact.model_fields.items() if isinstance(info.default, str | bool)
    }

    def contacts(first: int, last: int) -> list[dict[str, object]]:
        return [
            defaults | row | {"id": 10_000 + n, "happened_on": TODAY - timedelta(days=n // 2)}
            for n in range(first, last)
        ]

    load_rows(session, Contact, contacts(0, 60), "a test")
    few = questions(), questions(before=TODAY - timedelta(days=5)), questions(least=6)
    load_rows(session, Contact, contacts(60, 2000), "a test")
    many = questions(), questions(before=TODAY - timedelta(days=5)), questions(least=6)
    assert few == many
    assert max(many) <= len(SOURCES) + 4
    assert len(timeline(session, acting(people, "amy"), people.id("yas")).told) < 30


# The page


def test_timeline_merges_what_happened_latest_first(session: Session, people: People, sign_in: SignIn) -> None:
    visit(session, people, date(2026, 2, 1), own_words="I like the course")
    session.add(ChangeOfCircumstance.made(
        young_person_id=people.yas.id, kind=ChangeKind.LOST_EET, happened_on=date(2026, 2, 10), words="The firm closed",
        recorded_by_id=people.id("amy"),
    ))  # fmt: skip
    high_risk(session, people)
    session.commit()
    text = words(sign_in("amy").get(of(people, "/timeline"))).split("Timeline Filter")[1]
    told = ["Risk raised", "Lost a job or a course", "The firm closed", "Visit at home", "I like the course",
            "Amy Worker became their after-care worker", "Last day in care", "Came into care"]  # fmt: skip
    assert [text.index(each) for each in told] == sorted(text.index(each) for each in told)


def test_every_event_of_a_life_leads_to_a_page_that_opens(session: Session, people: People, sign_in: SignIn) -> None:
    live(session, people)
    session.commit()
    tess, links = sign_in("tess"), set[str | None]()
    for kind in EventKind:
        assert tess.get(of(people, f"/timeline?kind={kind.value}")).status_code == 200
        links |= {link.get("href") for link in tess.page.findall(".//ol[@class='timeline']//a")}
    assert len(links) >= 13
    assert {link: status for link in links if (status := tess.get(link).status_code) != 200} == {}


def test_timeline_comes_in_whole_days_and_misses_nothing(session: Session, people: People, sign_in: SignIn) -> None:
    for number in range(60):
        visit(session, people, date(2025, 1, 1) + timedelta(days=number // 3), own_words=f"told {number:02}.")
    session.commit()
    amy, seen, path = sign_in("amy"), list[str](), of(people, "/timeline?kind=contact")
    for _ in range(5):
        seen += re.findall(r"told (\d\d)\.", words(amy.get(path)))
        more = [link.get("href") for link in amy.page.findall(".//nav[@class='more']//a")]
        if not more:
            break
        path = more[-1]
    assert sorted(seen) == [f"{n:02}" for n in range(60)]


@pytest.mark.parametrize("before", ["yesterday", "2026-02-30", "", "\x00"])
def test_timeline_from_a_day_that_is_none_starts_at_the_newest(
    session: Session, people: People, sign_in: SignIn, before: str
) -> None:
    visit(session, people, TODAY)
    session.commit()
    page = sign_in("amy").get(of(people, "/timeline"), query_string={"before": before})
    assert "Visit at home" in words(page)


def test_a_narrowed_timeline_says_what_it_shows_and_how_to_see_all(
    session: Session, people: People, sign_in: SignIn
) -> None:
    visit(session, people, TODAY)
    session.commit()
    amy = sign_in("amy")
    text = words(amy.get(of(people, "/timeline?kind=contact&kind=risk")))
    assert "Visit at home" in text
    assert "became their after-care worker" not in text
    chosen = {
        box.get("value") for box in amy.page.findall(".//input[@type='checkbox']") if box.get("checked") is not None
    }
    assert chosen == {"contact", "risk"}
    assert "Nothing of this kind is recorded" in words(amy.get(of(people, "/timeline?kind=home&kind=risk")))
    assert "Homes and Risks" in words(amy.get(of(people, "/timeline?kind=home&kind=risk")))
    wrong = amy.get(of(people, "/timeline?kind=gossip"))
    assert wrong.status_code == 422
    assert "Choose from the answers" in words(wrong)
    assert "Visit at home" in words(wrong)


def test_empty_timeline_says_what_will_be_there(session: Session, people: People, sign_in: SignIn) -> None:
    add_young_person(session, people, "new", date(2009, 1, 1), people.north)
    session.commit()
    tess = sign_in("tess")
    assert "Nothing is recorded yet" in words(tess.get(of(people, "/timeline", "new")))
    assert "Nothing happened before that day" in words(tess.get(of(people, "/timeline?before=2010-01-01", "new")))
    assert "There is nothing to print" in words(tess.get(of(people, "/timeline/print", "new")))


def test_on_paper_it_says_whose_record_who_printed_it_and_when_and_names_nobody(
    session: Session, people: People, sign_in: SignIn
) -> None:
    visit(session, people, TODAY, purpose="Look at the <b>flat</b>", struck_at=now_utc())
    session.commit()
    amy = sign_in("amy")
    page = amy.get(of(people, "/timeline/print?kind=contact"))
    head = " ".join("".join(amy.page.find(".//thead").itertext()).split())  # type: ignore[union-attr]
    assert head.startswith("Record T00001. Printed by Amy Worker on 4 March 2026.")
    text = words(page)
    assert "Yas Example" not in text
    assert "Visit at home (recorded in error)" in text
    assert "<s>Look at the &lt;b&gt;flat&lt;/b&gt;</s>" in page.get_data(as_text=True)
    assert "became their" not in text
    assert sign_in("una").get(of(people, "/timeline/print")).status_code == 404
