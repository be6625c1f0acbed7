"""What is written of a young person, what is refused and with which words, and what follows from it at once."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlmodel import Session, col, select

from careleavers.domain.actors import Actor, job
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Answer, Closure, LegalCategory
from careleavers.models import (
    Alert,
    CategoryDecision,
    ChangeEntry,
    LookedAfterPeriod,
    SafeContact,
    SafeContactDetails,
    YoungPerson,
    YoungPersonDetails,
)
from careleavers.people import service
from careleavers.people.details import CategoryChoice, Circumstances, Closing, Period
from tests.conftest import TODAY
from tests.people import People

Acting = Callable[[str], Actor]
WEIGHED = "Looked after from 2020 without a break, checked against the file and the care order with legal services."


def newcomer(**more: object) -> YoungPersonDetails:
    return YoungPersonDetails.model_validate({"child_id": "N00001", "born_on": date(2010, 4, 1), **more})


def recorded(person: YoungPerson) -> YoungPersonDetails:
    return YoungPersonDetails(**{name: getattr(person, name) for name in YoungPersonDetails.model_fields})


def open_rules(session: Session, person: YoungPerson) -> set[str]:
    statement = select(Alert.rule).where(col(Alert.young_person_id) == person.id, col(Alert.cleared_at).is_(None))
    return set(session.exec(statement))


# Adding


def test_who_is_added_by_a_team_manager_belongs_to_the_team_and_awaits_a_decision(
    session: Session, people: People, acting: Acting
) -> None:
    person = service.add_young_person(session, acting("tess"), newcomer(), team_id=people.south.id)
    assert person.team_id == people.north.id
    assert person.suggested_category is LegalCategory.UNDECIDED
    assert person.needs_decision
    assert person.duty_from == date(2026, 4, 1)
    assert "R20" in open_rules(session, person)
    entries = session.exec(select(ChangeEntry.field).where(col(ChangeEntry.young_person_id) == person.id)).all()
    assert {"child_id", "born_on"} <= set(entries)


def test_service_manager_chooses_the_team(session: Session, people: People, acting: Acting) -> None:
    assert (
        service.add_young_person(session, acting("sam"), newcomer(), team_id=people.south.id).team_id == people.south.id
    )
    other = newcomer(child_id="N00002")
    assert service.add_young_person(session, acting("sam"), other).team_id is None


@pytest.mark.parametrize(
    ("born_on", "words"),
    [
        (TODAY + timedelta(days=1), "future"),
        (date(1939, 1, 1), "too long ago"),
        (date(2010, 9, 5), "15 and a half"),
        (date(2001, 3, 4), "end at 25"),
    ],
)
def test_birth_that_cannot_be_is_refused(session: Session, acting: Acting, born_on: date, words: str) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        service.add_young_person(session, acting("tess"), newcomer(born_on=born_on))
    assert refusal.value.field == "born_on"


@pytest.mark.parametrize("born_on", [date(2010, 9, 4), date(2001, 3, 5)])
def test_the_last_days_of_the_range_are_in_it(session: Session, acting: Acting, born_on: date) -> None:
    assert service.add_young_person(session, acting("tess"), newcomer(born_on=born_on)).id


def test_child_id_is_taken_whatever_its_letters(session: Session, people: People, acting: Acting) -> None:
    with pytest.raises(Refused, match="already stands on a record"):
        service.add_young_person(session, acting("tess"), newcomer(child_id=people.yas.child_id.lower()))


# Identity


def test_identity_is_corrected_and_both_values_are_kept(session: Session, people: People, acting: Acting) -> None:
    details = recorded(people.yas).model_copy(update={"preferred_name": "Yaz", "interpreter": Answer.YES})
    service.edit_identity(session, acting("amy"), people.yas, details, people.yas.version)
    assert (people.yas.preferred_name, people.yas.interpreter) == ("Yaz", Answer.YES)
    entry = session.exec(
        select(ChangeEntry).where(col(ChangeEntry.field) == "preferred_name", col(ChangeEntry.act) == "update")
    ).one()
    assert (entry.before, entry.after) == ('""', '"Yaz"')


def test_stale_page_overwrites_nothing(session: Session, people: People, acting: Acting) -> None:
    details = recorded(people.yas).model_copy(update={"preferred_name": "Yaz"})
    with pytest.raises(Stale):
        service.edit_identity(session, acting("amy"), people.yas, details, people.yas.version - 1)
    assert people.yas.preferred_name == ""


@pytest.mark.parametrize("change", [{"born_on": date(2006, 9, 15)}, {"child_id": "OTHER"}])
def test_only_a_manager_or_a_return_changes_what_the_category_rests_on(
    session: Session, people: People, acting: Acting, change: dict[str, object]
) -> None:
    details = recorded(people.yas).model_copy(update=change)
    with pytest.raises(Refused, match="Only a manager"):
        service.edit_identity(session, acting("amy"), people.yas, details, people.yas.version)
    service.edit_identity(session, job("import"), people.yas, details, people.yas.version)
    assert getattr(people.yas, next(iter(change))) == next(iter(change.values()))


def test_birth_after_what_happened_is_refused(session: Session, people: People, acting: Acting) -> None:
    details = recorded(people.yas).model_copy(update={"born_on": date(2020, 5, 2)})
    with pytest.raises(Refused, match="1 May 2020"):
        service.edit_identity(session, acting("tess"), people.yas, details, people.yas.version)


def test_another_date_of_birth_suggests_afresh(session: Session, people: People, acting: Acting) -> None:
    details = recorded(people.yas).model_copy(update={"born_on": date(2008, 4, 1)})
    service.edit_identity(session, acting("tess"), people.yas, details, people.yas.version)
    assert people.yas.suggested_category is LegalCategory.RELEVANT
    assert people.yas.duty_from == date(2024, 4, 1)


# Category


def test_decision_stands_beside_the_suggestion_and_the_earlier_ones(
    session: Session, people: People, acting: Acting
) -> None:
    for category, day in [(LegalCategory.QUALIFYING, 3), (LegalCategory.FORMER_RELEVANT, 4)]:
        choice = CategoryChoice(category, date(2026, 3, day), WEIGHED)
        service.decide_category(session, acting("tess"), people.yas, choice)
    kept = session.exec(select(CategoryDecision).order_by(col(CategoryDecision.id))).all()
    assert [each.category for each in kept] == [LegalCategory.QUALIFYING, LegalCategory.FORMER_RELEVANT]
    assert kept[0].suggested_category is LegalCategory.FORMER_RELEVANT
    assert kept[0].days_inclusive == 1461
    assert kept[0].decided_by_id == people.id("tess")
    assert people.yas.suggested_category is LegalCategory.FORMER_RELEVANT


@pytest.mark.parametrize("reason", ["Agreed", "n/a", "Clear from the file, see above", "x " * 40])
def test_reason_of_a_line_is_refused(session: Session, people: People, acting: Acting, reason: str) -> None:
    with pytest.raises(Refused, match="what you weighed and why") as refusal:
        service.decide_category(
            session, acting("tess"), people.yas, CategoryChoice(LegalCategory.FORMER_RELEVANT, TODAY, reason)
        )
    assert refusal.value.field == "reason"


@pytest.mark.parametrize(
    ("category", "from_on", "field"),
    [
        (LegalCategory.ELIGIBLE, TODAY, "category"),
        (LegalCategory.FORMER_RELEVANT, date(2024, 9, 13), "category"),
        (LegalCategory.NOT_CURRENTLY_SUPPORTED, TODAY, "category"),
        (LegalCategory.UNDECIDED, TODAY, "category"),
        (LegalCategory.CLOSED, TODAY, "category"),
        (LegalCategory.FORMER_RELEVANT, TODAY + timedelta(days=1), "from_on"),
    ],
)
def test_category_the_law_does_not_know_at_that_age_is_refused(
    session: Session, people: People, acting: Acting, category: LegalCategory, from_on: date, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        service.decide_category(session, acting("tess"), people.yas, CategoryChoice(category, from_on, WEIGHED))
    assert refusal.value.field == field


def test_category_holds_from_the_birthday_itself(session: Session, people: People, acting: Acting) -> None:
    choice = CategoryChoice(LegalCategory.FORMER_RELEVANT, date(2024, 9, 14), WEIGHED)
    assert service.decide_category(session, acting("tess"), people.yas, choice).id


def test_decision_that_owes_support_starts_the_clocks_though_the_days_do_not(
    session: Session, people: People, acting: Acting
) -> None:
    person = service.add_young_person(session, acting("tess"), newcomer(born_on=date(2008, 1, 1)))
    service.add_looked_after_period(session, person, Period(date(2024, 6, 1), date(2024, 6, 20), "V2"))
    assert person.suggested_category is LegalCategory.QUALIFYING
    assert person.duty_from is None
    assert not open_rules(session, person)
    # Tess knows of an earlier stretch in another council's care, which no period here shows.
    service.decide_category(
        session, acting("tess"), person, CategoryChoice(LegalCategory.FORMER_RELEVANT, TODAY, WEIGHED)
    )
    assert person.duty_from == TODAY
    assert "R22" in open_rules(session, person)


def test_decision_ends_the_asking_until_the_suggestion_changes(
    session: Session, people: People, acting: Acting
) -> None:
    person = service.add_young_person(session, acting("tess"), newcomer(born_on=date(2009, 3, 10)))
    assert person.needs_decision
    service.decide_category(session, acting("tess"), person, CategoryChoice(LegalCategory.RELEVANT, TODAY, WEIGHED))
    assert not person.needs_decision
    service.add_looked_after_period(session, person, Period(date(2025, 1, 1), None, "C2"))
    assert person.suggested_category is LegalCategory.ELIGIBLE
    assert person.needs_decision


@pytest.mark.parametrize(
    ("days", "category", "decide"),
    [
        (88, LegalCategory.QUALIFYING, False),
        (89, LegalCategory.QUALIFYING, True),
        (91, LegalCategory.RELEVANT, True),
        (92, LegalCategory.RELEVANT, True),
        (94, LegalCategory.RELEVANT, False),
    ],
)
def test_days_near_the_threshold_ask_a_manager(
    session: Session, acting: Acting, days: int, category: LegalCategory, decide: bool
) -> None:
    person = service.add_young_person(session, acting("tess"), newcomer(born_on=date(2009, 1, 1)))
    last = date(2025, 1, 1) + timedelta(days=days - 1)
    service.add_looked_after_period(session, person, Period(date(2025, 1, 1), last, "V2"))
    assert (person.suggested_category, person.needs_decision) == (category, decide)
    assert (person.days_inclusive, person.days_exclusive) == (days, days - 1)


def test_short_breaks_count_for_nothing(session: Session, acting: Acting) -> None:
    person = service.add_young_person(session, acting("tess"), newcomer(born_on=date(2009, 1, 1)))
    service.add_looked_after_period(session, person, Period(date(2025, 1, 1), date(2025, 6, 1), "V4"))
    assert person.days_inclusive == 0
    assert person.suggested_category is LegalCategory.NOT_ELIGIBLE


@pytest.mark.parametrize(
    ("started_on", "ended_on", "field"),
    [
        (date(2020, 5, 1), None, "started_on"),
        (TODAY + timedelta(days=1), None, "started_on"),
        (date(2006, 9, 13), None, "started_on"),
        (date(2025, 5, 1), TODAY + timedelta(days=1), "ended_on"),
        (date(2025, 5, 1), date(2025, 4, 30), "ended_on"),
    ],
)
def test_period_that_cannot_be_is_refused(
    session: Session, people: People, started_on: date, ended_on: date | None, field: str
) -> None:
    with pytest.raises(Refused) as refusal:
        service.add_looked_after_period(session, people.yas, Period(started_on, ended_on, "C2"))
    assert refusal.value.field == field
    assert len(session.exec(select(LookedAfterPeriod)).all()) == 2


def test_asking_for_support_after_21_counts_from_21(session: Session, people: People) -> None:
    people.yas.born_on = date(2004, 9, 14)
    session.flush()
    early = Circumstances(asked_for_support_on=date(2025, 9, 13))
    with pytest.raises(Refused, match="14 September 2025"):
        service.record_circumstances(session, people.yas, early, people.yas.version)
    asked = Circumstances(asked_for_support_on=date(2025, 9, 14), asked_about_education=True)
    service.record_circumstances(session, people.yas, asked, people.yas.version)
    assert people.yas.suggested_category is LegalCategory.FORMER_RELEVANT_EDUCATION


def test_nightly_look_writes_only_what_changed(session: Session, people: People, acting: Acting) -> None:
    service.refresh_suggestions(session, TODAY)
    assert service.refresh_suggestions(session, TODAY) == 0
    # A day in care more says nothing new once the threshold is far behind; the 18th birthday does.
    zak = people.zak
    service.add_looked_after_period(session, zak, Period(date(2024, 10, 1), None, "C2"))
    version = zak.version
    assert service.refresh_suggestions(session, TODAY + timedelta(days=1)) == 0
    assert zak.version == version
    assert service.refresh_suggestions(session, date(2026, 6, 2)) == 1
    assert zak.suggested_category is LegalCategory.FORMER_RELEVANT


# Safe contact


def test_newest_agreement_on_safe_contact_counts_and_the_older_stays(
    session: Session, people: People, acting: Acting
) -> None:
    for channels in ("Call", "In person"):
        details = SafeContactDetails(channels=channels, review_on=date(2026, 9, 1))
        service.record_safe_contact(session, acting("amy"), people.yas, details)
    kept = session.exec(select(SafeContact).order_by(col(SafeContact.id))).all()
    assert [each.channels for each in kept] == ["Call", "In person"]
    assert {each.agreed_on for each in kept} == {TODAY}


@pytest.mark.parametrize("review_on", [TODAY, date(2027, 3, 5)])
def test_safe_contact_is_checked_again_within_a_year(
    session: Session, people: People, acting: Acting, review_on: date
) -> None:
    with pytest.raises(Refused, match="4 March 2027"):
        service.record_safe_contact(session, acting("amy"), people.yas, SafeContactDetails(review_on=review_on))


# Closing


def test_closing_stops_every_alert_and_opening_again_brings_them_back(session: Session, people: People) -> None:
    service.refresh_suggestion(session, people.yas, TODAY)
    service.close_record(session, people.yas, Closing(Closure.TRANSFERRED, TODAY))
    assert (people.yas.closure, people.yas.closed_on) == (Closure.TRANSFERRED, TODAY)
    assert not open_rules(session, people.yas)
    with pytest.raises(Refused, match="closed on 4 March 2026"):
        service.close_record(session, people.yas, Closing(Closure.TRANSFERRED, TODAY))
    service.reopen_record(session, people.yas)
    assert people.yas.closed_on is None
    assert "R06" in open_rules(session, people.yas)
    with pytest.raises(Refused, match="open already"):
        service.reopen_record(session, people.yas)


def test_death_is_dated(session: Session, people: People) -> None:
    service.close_record(session, people.yas, Closing(Closure.DIED, date(2026, 3, 1)))
    assert people.yas.died_on == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("closing", "field", "words"),
    [
        (Closing(Closure.DIED, TODAY + timedelta(days=1)), "closed_on", "today"),
        (Closing(Closure.TRANSFERRED, date(2006, 9, 13)), "closed_on", "born"),
        (Closing(Closure.AGED_OUT, TODAY), "closed_on", "14 September 2031"),
        (Closing(Closure.NOT_WANTED, TODAY), "closed_on", "14 September 2027"),
        (Closing(Closure.RETURNED_HOME, TODAY), "home_with_parent_since", "since when"),
        (Closing(Closure.RETURNED_HOME, TODAY, date(2025, 9, 5)), "closed_on", "5 March 2026"),
    ],
)
def test_record_stays_open_while_support_is_owed(
    session: Session, people: People, closing: Closing, field: str, words: str
) -> None:
    with pytest.raises(Refused, match=words) as refusal:
        service.close_record(session, people.yas, closing)
    assert refusal.value.field == field
    assert people.yas.closed_on is None


def test_six_months_at_home_to_the_day_are_enough(session: Session, people: People) -> None:
    service.close_record(session, people.yas, Closing(Closure.RETURNED_HOME, TODAY, date(2025, 9, 4)))
    assert people.yas.home_with_parent_since == date(2025, 9, 4)
