"""Homes and work: one act ends and starts, nothing overlaps, contradictions are refused in words, history is kept."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers.db import saving
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused, Stale
from careleavers.models import AccommodationSpell, Alert, ChangeEntry, EetSpell
from careleavers.spells import queries, service
from tests.conftest import TODAY
from tests.people import People
from tests.spells.conftest import eet, home

JANUARY, FEBRUARY, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def homes(session: Session, people: People) -> Sequence[AccommodationSpell]:
    return queries.spells_of(session, AccommodationSpell, people.id("yas"))


def dates(session: Session, people: People) -> list[tuple[date, date | None]]:
    return [(each.started_on, each.ended_on) for each in homes(session, people)]


def open_rules(session: Session, people: People) -> set[str]:
    wanted = (col(Alert.young_person_id) == people.yas.id, col(Alert.cleared_at).is_(None))
    return set(session.exec(select(Alert.rule).where(*wanted)))


def test_a_move_is_one_act(session: Session, people: People, amy: Actor) -> None:
    service.start_home(session, amy, people.yas, home(JANUARY))
    service.start_home(session, amy, people.yas, home(FEBRUARY, code="D", provided_by_council=True))
    assert dates(session, people) == [(JANUARY, FEBRUARY), (FEBRUARY, None)]
    first, second = homes(session, people)
    assert first.end_reason == "The next one began"
    assert second.suitability_on == TODAY
    assert {"R24", "R09"} <= open_rules(session, people)
    changed = select(ChangeEntry).where(
        col(ChangeEntry.field) == "ended_on", col(ChangeEntry.table_name) == "accommodation_spell"
    )
    assert [each.after for each in session.exec(changed)] == ['"2026-02-01"']


def test_a_judged_day_is_kept_and_an_unjudged_home_has_none(session: Session, people: People, amy: Actor) -> None:
    judged = service.start_home(session, amy, people.yas, home(JANUARY, suitability_on=FEBRUARY))
    assert judged.suitability_on == FEBRUARY
    unjudged = service.start_home(session, amy, people.yas, home(FEBRUARY, suitability="0"))
    assert unjudged.suitability_on is None


@pytest.mark.parametrize(
    ("details", "field", "words"),
    [
        (home(TODAY + timedelta(days=1)), "started_on", "4 March 2026"),
        (home(date(2006, 9, 13)), "started_on", "born"),
        (home(FEBRUARY, code="S"), "suitability", "never suitable"),
        (home(FEBRUARY, code="X", suitability="0"), "suitability", "never suitable"),
        (home(date(2024, 9, 13), code="T"), "code", "foyer"),
        (home(date(2024, 9, 13), code="Z"), "code", "Staying put"),
        (home(FEBRUARY, suitability="2"), "suitability_reason", "why"),
        (
            home(FEBRUARY, code="X", suitability="2", suitability_reason="Remand", provided_by_council=True),
            "provided_by_council",
            "not provided",
        ),
        (home(FEBRUARY, suitability_on=TODAY + timedelta(days=1)), "suitability_on", "today"),
        (home(FEBRUARY, notice_on=JANUARY), "notice_on", "moved in on 1 February 2026"),
        (home(FEBRUARY, expected_end_on=JANUARY), "expected_end_on", "moved in on 1 February 2026"),
    ],
)
def test_home_that_cannot_be_is_refused(
    session: Session, people: People, amy: Actor, details: Any, field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        service.start_home(session, amy, people.yas, details)
    assert refusal.value.field == field
    assert homes(session, people) == []


@pytest.mark.parametrize("code", ["T", "Z"])
def test_foyer_and_staying_put_begin_on_the_18th_birthday(
    session: Session, people: People, amy: Actor, code: str
) -> None:
    assert service.start_home(session, amy, people.yas, home(date(2024, 9, 14), code=code)).id


def test_nobody_knows_is_an_answer_of_its_own(session: Session, people: People, amy: Actor) -> None:
    service.start_home(session, amy, people.yas, home(FEBRUARY, code="R", suitability="0"))
    service.start_eet(session, amy, people.yas, eet(FEBRUARY, "0"))
    assert homes(session, people)[0].code.label == "Residence not known"


def test_what_runs_must_have_begun_before(session: Session, people: People, amy: Actor) -> None:
    service.start_home(session, amy, people.yas, home(FEBRUARY))
    for day in (FEBRUARY, JANUARY):
        with pytest.raises(Refused, match="What runs now began on 1 February 2026"):
            service.start_home(session, amy, people.yas, home(day))
    assert dates(session, people) == [(FEBRUARY, None)]


def test_earlier_home_fills_a_gap_and_nothing_more(session: Session, people: People, amy: Actor) -> None:
    service.start_home(session, amy, people.yas, home(FEBRUARY))
    with pytest.raises(Refused, match="From 1 February 2026 until now something else is recorded"):
        service.add_earlier_home(session, amy, people.yas, home(JANUARY), FEBRUARY + timedelta(days=1))
    service.add_earlier_home(session, amy, people.yas, home(JANUARY), FEBRUARY)
    with pytest.raises(Refused, match="From 1 January 2026 to 31 January 2026"):
        service.add_earlier_home(session, amy, people.yas, home(date(2025, 12, 1)), JANUARY + timedelta(days=1))
    assert dates(session, people) == [(JANUARY, FEBRUARY), (FEBRUARY, None)]


def test_start_into_days_already_told_is_refused(session: Session, people: People, amy: Actor) -> None:
    service.add_earlier_home(session, amy, people.yas, home(JANUARY), MARCH)
    with pytest.raises(Refused, match="something else is recorded"):
        service.start_home(session, amy, people.yas, home(FEBRUARY))


def test_home_ends_with_a_reason_and_leaves_a_gap(session: Session, people: People, amy: Actor) -> None:
    lived = service.start_home(session, amy, people.yas, home(JANUARY))
    for day, words in ((JANUARY, "later date"), (TODAY + timedelta(days=1), "today")):
        with pytest.raises(Refused, match=words):
            service.end_home(session, people.yas, lived, day, "Evicted", lived.version)
    service.end_home(session, people.yas, lived, FEBRUARY, "Evicted", lived.version)
    assert (lived.ended_on, lived.end_reason) == (FEBRUARY, "Evicted")
    with pytest.raises(Refused, match="ended on 1 February 2026 already"):
        service.end_home(session, people.yas, lived, MARCH, "Again", lived.version)
    told = queries.history(session, AccommodationSpell, people.id("yas"))
    assert told.current is None
    assert [(each.started_on, each.ended_on) for each in told.entries] == [
        (FEBRUARY, TODAY + timedelta(days=1)),
        (JANUARY, FEBRUARY),
    ]


def test_gap_between_two_homes_is_in_its_place(session: Session, people: People, amy: Actor) -> None:
    service.add_earlier_home(session, amy, people.yas, home(JANUARY), JANUARY + timedelta(days=10))
    service.start_home(session, amy, people.yas, home(FEBRUARY))
    told = queries.history(session, AccommodationSpell, people.id("yas"))
    assert told.current.started_on == FEBRUARY
    assert [each.started_on for each in told.entries] == [JANUARY + timedelta(days=10), JANUARY]


def test_correction_keeps_what_it_was(session: Session, people: People, amy: Actor) -> None:
    lived = service.start_home(session, amy, people.yas, home(JANUARY, address="1 Old Road"))
    details = home(JANUARY, address="1 New Road", code="K")
    service.correct_home(session, people.yas, lived, details, None, lived.version)
    assert (lived.code.value, lived.address) == ("K", "1 New Road")
    entry = session.exec(
        select(ChangeEntry).where(col(ChangeEntry.field) == "address", col(ChangeEntry.act) == "update")
    ).one()
    assert (entry.before, entry.after) == ('"1 Old Road"', '"1 New Road"')


@pytest.mark.parametrize("day", [date(2026, 1, 20), date(2026, 2, 20), date(2026, 1, 2), TODAY])
def test_day_of_a_move_is_corrected_for_both_homes(session: Session, people: People, amy: Actor, day: date) -> None:
    service.start_home(session, amy, people.yas, home(JANUARY))
    second = service.start_home(session, amy, people.yas, home(FEBRUARY))
    service.correct_home(session, people.yas, second, home(day), None, second.version)
    assert dates(session, people) == [(JANUARY, day), (day, None)]


def test_ended_home_moves_as_a_whole(session: Session, people: People, amy: Actor) -> None:
    service.add_earlier_home(session, amy, people.yas, home(JANUARY), date(2026, 1, 10))
    lived = homes(session, people)[0]
    service.correct_home(session, people.yas, lived, home(FEBRUARY), MARCH, lived.version)
    assert dates(session, people) == [(FEBRUARY, MARCH)]
    service.correct_home(session, people.yas, lived, home(FEBRUARY), None, lived.version)
    assert dates(session, people) == [(FEBRUARY, None)]


def test_correction_into_another_home_is_refused(session: Session, people: People, amy: Actor) -> None:
    service.start_home(session, amy, people.yas, home(JANUARY))
    second = service.start_home(session, amy, people.yas, home(FEBRUARY))
    with pytest.raises(Refused, match="The one before began on 1 January 2026"):
        service.correct_home(session, people.yas, second, home(JANUARY), None, second.version)
    first = homes(session, people)[0]
    with pytest.raises(Refused, match="something else is recorded"):
        service.correct_home(session, people.yas, first, home(JANUARY), None, first.version)
    with pytest.raises(Stale):
        service.correct_home(session, people.yas, first, home(JANUARY), FEBRUARY, first.version - 1)
    assert dates(session, people) == [(JANUARY, FEBRUARY), (FEBRUARY, None)]


def test_what_two_people_save_at_one_moment_comes_back_as_a_sentence(
    session: Session, people: People, amy: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.start_home(session, amy, people.yas, home(JANUARY))
    # As if the other's home had been committed after this request had looked for it.
    monkeypatch.setattr(queries, "spells_of", lambda *_: [])
    for details in (home(JANUARY), home(FEBRUARY)):
        with pytest.raises(Refused, match="at the same moment"):
            service.start_home(session, amy, people.yas, details)
    monkeypatch.undo()
    assert dates(session, people) == [(JANUARY, None)]


def test_saving_over_somebody_is_told_as_stale(session: Session, people: People, amy: Actor) -> None:
    lived = service.start_home(session, amy, people.yas, home(JANUARY))
    table = AccommodationSpell.__table__  # type: ignore[attr-defined]
    session.connection().execute(table.update().values(version=9))
    with pytest.raises(Stale), saving(session, "", "Too late"):
        lived.address = "Mine"


def test_study_follows_work_and_says_why_not(session: Session, people: People, amy: Actor) -> None:
    service.start_eet(session, amy, people.yas, eet(JANUARY, "P5", weekly_hours=16, provider="A shop"))
    with pytest.raises(Refused, match="why they are not") as refusal:
        service.start_eet(session, amy, people.yas, eet(FEBRUARY, "G5"))
    assert refusal.value.field == "reason"
    with pytest.raises(Refused, match="has no hours"):
        service.start_eet(session, amy, people.yas, eet(FEBRUARY, "G4", weekly_hours=5))
    spell = service.start_eet(session, amy, people.yas, eet(FEBRUARY, "G5", reason="The shop closed"))
    told = queries.history(session, EetSpell, people.id("yas"))
    assert told.current is spell
    assert told.entries[0].ended_on == FEBRUARY
    service.end_eet(session, people.yas, spell, MARCH, "A course begins in April", spell.version)
    service.correct_eet(session, people.yas, spell, eet(FEBRUARY, "G4"), MARCH, spell.version)
    assert spell.code.value == "G4"
    service.add_earlier_eet(session, amy, people.yas, eet(date(2025, 9, 1), "F2"), date(2025, 12, 1))
    assert len(queries.history(session, EetSpell, people.id("yas")).entries) == 5


@pytest.mark.parametrize("started_on", [TODAY + timedelta(days=1), date(2006, 9, 13)])
def test_work_begins_between_birth_and_today(session: Session, people: People, amy: Actor, started_on: date) -> None:
    with pytest.raises(Refused) as refusal:
        service.start_eet(session, amy, people.yas, eet(started_on))
    assert refusal.value.field == "started_on"
