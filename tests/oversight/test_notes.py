"""A note is a look at what it names: it clears what asked for it, and says enough to be one."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import Session, col, select

from careleavers.alerts import engine
from careleavers.domain.oversight import OversightTopic
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import ActionSource, ActionState, PlanState, RiskLevel, Role
from careleavers.models import Action, Alert, OversightDetails, OversightNote, OversightSubject, PathwayPlan, Review
from careleavers.models.base import identity
from careleavers.oversight import correcting, queries
from careleavers.oversight.offers import to_write_about
from tests.conftest import TODAY
from tests.oversight.filling import SAID, a_note, high_risk, keys, poor_home, task, write
from tests.people import People, add_worker
from tests.plans.writing import acting

RULES = ("R40", "R51", "R94", "R95", "R96")


def alerts(session: Session, people: People) -> set[str]:
    """The rules about oversight that are open for Yas."""
    engine.refresh(session, young_person_id=people.id("yas"))
    open_ones = select(Alert).where(col(Alert.cleared_at).is_(None), col(Alert.young_person_id) == people.id("yas"))
    return {alert.rule for alert in session.exec(open_ones) if alert.rule in RULES}


def refused(session: Session, people: People, *about: str, by: str = "tess", **more: Any) -> str:
    """The question that a note is refused for."""
    with pytest.raises(Refused) as refusal:
        write(session, people, *about, by=by, **more)
    return refusal.value.field


def key_of(session: Session, people: People, topic: str) -> str:
    """The key under which something is offered."""
    return next(each.key for each in to_write_about(session, people.yas) if each.key.startswith(topic))


def test_a_note_that_names_a_risk_is_a_look_and_clears_the_alert(session: Session, people: People) -> None:
    flag = high_risk(session, people)
    assert "R40" in alerts(session, people)
    note = write(session, people, f"risk-{flag.public_id}")
    assert "R40" not in alerts(session, people)
    assert (note.written_on, note.written_by_id, note.keeps_safe) == (TODAY, people.id("tess"), SAID["keeps_safe"])
    named = session.exec(select(OversightSubject)).one()
    assert (named.topic, named.risk_flag_id) == (OversightTopic.HIGH_RISK, flag.id)
    action = session.exec(select(Action).where(col(Action.oversight_id) == note.id)).one()
    assert (action.source, action.young_person_id, action.state) == (ActionSource.OVERSIGHT, people.yas.id, "open")


def test_a_note_that_names_one_risk_is_no_look_at_another(session: Session, people: People) -> None:
    one, other = high_risk(session, people), high_risk(session, people, RiskLevel.CRITICAL)
    write(session, people, f"risk-{one.public_id}")
    open_ones = select(Alert).where(col(Alert.rule) == "R40", col(Alert.cleared_at).is_(None))
    assert [alert.about_id for alert in session.exec(open_ones)] == [other.id]


def test_a_note_about_a_home_clears_it_for_a_week(session: Session, people: People) -> None:
    home = poor_home(session, people)
    assert "R51" in alerts(session, people)
    write(session, people, f"home-{home.public_id}")
    assert "R51" not in alerts(session, people)


def test_a_missed_date_is_explained_once(session: Session, people: People) -> None:
    assert "R95" in alerts(session, people)  # no plan at 18
    write(session, people, key_of(session, people, "missed-R06"))
    assert "R95" not in alerts(session, people)
    assert "missed" in keys(to_write_about(session, people.yas))  # it is still missed, and may be written about again


def test_a_returned_plan_is_explained(session: Session, people: People) -> None:
    plan = PathwayPlan.made(
        young_person_id=people.id("yas"), number=1, written_by_id=people.id("amy"), state=PlanState.RETURNED,
        started_on=TODAY - timedelta(days=40), sent_on=TODAY - timedelta(days=30), sent_by_id=people.id("amy"),
    )  # fmt: skip
    session.add(plan)
    assert "R94" in alerts(session, people)
    write(session, people, f"plan-{plan.public_id}")
    assert "R94" not in alerts(session, people)


def test_the_end_of_support_is_offered_when_it_is_near(session: Session, people: People) -> None:
    assert "ending" not in keys(to_write_about(session, people.yas))
    people.yas.born_on = people.yas.born_on.replace(year=2005, month=3, day=10)
    assert "R96" in alerts(session, people)
    write(session, people, "ending")
    assert "R96" not in alerts(session, people)


def test_only_what_is_open_today_can_be_named(session: Session, people: People) -> None:
    medium = high_risk(session, people, RiskLevel.MEDIUM)
    closed = high_risk(session, people, closed_on=TODAY, closed_by_id=people.id("tess"), close_reason="Over")
    of_zak = high_risk(session, people, who="zak")
    for flag in (medium, closed, of_zak):
        assert refused(session, people, f"risk-{flag.public_id}") == "about"
    assert refused(session, people, "missed-R07-2020-01-01") == "about"
    assert session.exec(select(OversightNote)).first() is None


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"decision": "Noted"}, "decision"),
        ({"reason": "She is at risk"}, "reason"),
        ({"evidence": "The file"}, "evidence"),
        ({"keeps_safe": "tbc"}, "keeps_safe"),
        ({"action": False}, "what"),
    ],
)
def test_one_line_is_refused_with_what_is_missing(
    session: Session, people: People, words: dict[str, Any], field: str
) -> None:
    flag = high_risk(session, people)
    assert refused(session, people, f"risk-{flag.public_id}", **words) == field


def test_drift_without_an_action_is_not_saved(session: Session, people: People) -> None:
    assert refused(session, people, drift=True, action=False) == "what"
    assert session.exec(select(OversightNote)).first() is None
    assert write(session, people, drift=True).drift is True


def test_a_note_in_general_needs_no_action(session: Session, people: People) -> None:
    note = write(session, people, action=False, keeps_safe="")
    assert queries.written(session, note).actions == []


def test_an_action_is_refused_like_any_other(session: Session, people: People) -> None:
    new = a_note(people)
    for owner, day, field in ((999_999, TODAY, "owner_id"), (people.id("amy"), TODAY - timedelta(days=1), "due_on")):
        action = task(people, owner_id=owner, due_on=day)
        with pytest.raises(Refused) as refusal:
            write_with(session, people, new.details, action)
        assert refusal.value.field == field


def write_with(session: Session, people: People, details: OversightDetails, action: Any) -> None:
    from careleavers.oversight.details import NewNote
    from careleavers.oversight.service import write_note

    write_note(session, acting(people, "tess"), people.yas, NewNote(details, (), action))


def test_the_author_changes_the_words_for_a_day_and_nobody_after(session: Session, people: People) -> None:
    flag = high_risk(session, people)
    note = write(session, people, f"risk-{flag.public_id}")
    details = OversightDetails(**{**SAID, "decision": "Amy visits twice a week until May."})
    correcting.edit_note(session, acting(people, "tess"), note, details, note.version)
    assert note.decision == details.decision
    with pytest.raises(Refused) as refusal:
        correcting.edit_note(session, acting(people, "sam"), note, details, note.version)
    assert "Add to it" in refusal.value.sentence
    note.recorded_at -= timedelta(hours=25)
    with pytest.raises(Refused):
        correcting.edit_note(session, acting(people, "tess"), note, details, note.version)


def test_changed_words_are_held_to_the_same_rules(session: Session, people: People) -> None:
    flag, tess = high_risk(session, people), acting(people, "tess")
    note = write(session, people, f"risk-{flag.public_id}")
    for words, field in (({"keeps_safe": ""}, "keeps_safe"), ({"reason": "Because"}, "reason")):
        with pytest.raises(Refused) as refusal:
            correcting.edit_note(session, tess, note, OversightDetails(**{**SAID, **words}), note.version)
        assert refusal.value.field == field
    general = write(session, people, action=False)
    with pytest.raises(Refused) as refusal:
        correcting.edit_note(session, tess, general, OversightDetails(**SAID, drift=True), general.version)
    assert refusal.value.field == "drift"
    with pytest.raises(Stale):
        correcting.edit_note(session, tess, general, OversightDetails(**SAID), general.version - 1)


def test_anything_later_is_an_addendum(session: Session, people: People) -> None:
    note = write(session, people)
    correcting.add_to_note(session, acting(people, "sam"), note, "The panel said yes on Thursday.")
    added = queries.written(session, note).added
    assert [(each.words, by) for each, by in added] == [("The panel said yes on Thursday.", "Sam Worker")]
    with pytest.raises(Refused):
        correcting.add_to_note(session, acting(people, "sam"), note, "n/a")


def test_a_note_in_error_is_no_look_any_more(session: Session, people: People) -> None:
    flag, tess = high_risk(session, people), acting(people, "tess")
    note = write(session, people, f"risk-{flag.public_id}")
    with pytest.raises(Refused):
        correcting.strike_note(session, tess, note, "Wrong", note.version)
    why = "This belongs to another young person, and stands in their record now."
    correcting.strike_note(session, tess, note, why, note.version)
    assert "R40" in alerts(session, people)
    found = queries.written(session, note)
    assert found.in_error is not None
    assert (found.in_error[0].words, found.actions[0][0].state) == (why, ActionState.OPEN)
    for act in (
        lambda: correcting.add_to_note(session, tess, note, "More words"),
        lambda: correcting.strike_note(session, tess, note, why, note.version),
        lambda: correcting.edit_note(session, tess, note, OversightDetails(**SAID), note.version),
    ):
        with pytest.raises(Refused):
            act()


def test_notes_are_read_a_page_at_a_time_the_latest_first(
    session: Session, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 2)
    notes = [write(session, people, action=False) for _ in range(queries.PAGE + 2)]
    first = queries.notes_of(session, people.id("yas"))
    rest = queries.notes_of(session, people.id("yas"), first.before or "")
    read = [each.note.id for each in (*first.notes, *rest.notes)]
    assert read == [note.id for note in reversed(notes)]
    assert rest.before is None
    assert queries.notes_of(session, people.id("yas"), "a\x00b").notes == first.notes
    elsewhere = queries.notes_of(session, people.id("zak"), notes[0].public_id)
    assert elsewhere.notes == []


def test_a_note_says_in_words_what_it_is_about(session: Session, people: People) -> None:
    flag, home = high_risk(session, people), poor_home(session, people)
    missed = key_of(session, people, "missed-R06")
    note = write(session, people, f"risk-{flag.public_id}", f"home-{home.public_id}", missed)
    assert queries.written(session, note).about == [
        "Risk: sexual or criminal exploitation", "Unsuitable home: bed and breakfast",
        "Missed date: no pathway plan at 18, 14 September 2024",
    ]  # fmt: skip


def test_a_review_that_is_held_late_still_leaves_the_note(session: Session, people: People) -> None:
    plan = PathwayPlan.made(
        young_person_id=people.id("yas"), number=1, written_by_id=people.id("amy"), state=PlanState.APPROVED,
        started_on=TODAY, approved_on=TODAY - timedelta(days=300), decided_by_id=people.id("tess"),
    )  # fmt: skip
    session.add(plan)
    session.flush()
    assert {key.key[:10] for key in to_write_about(session, people.yas)} == {"missed-R07"}
    write(session, people, key_of(session, people, "missed-R07"))
    assert "R95" not in alerts(session, people)
    assert session.exec(select(Review)).first() is None


def test_a_manager_elsewhere_may_own_nothing_here(session: Session, people: People) -> None:
    away = add_worker(session, people, "max", Role.TEAM_MANAGER, people.south)
    away.ends_on = TODAY
    session.flush()
    with pytest.raises(Refused) as refusal:
        write_with(session, people, a_note(people).details, task(people, "max"))
    assert refusal.value.field == "owner_id"
    assert identity(away)
