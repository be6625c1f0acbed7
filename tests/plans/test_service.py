"""Writing, sending and deciding: who may, what is refused, what can never change."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select

from careleavers.copies.service import give_copy
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import Agreement, PlanDomain, PlanState, Role
from careleavers.models import Alert, ChangeEntry, CopyDetails, PathwayPlan, PlanEntry
from careleavers.plans import queries, service
from careleavers.plans.service import Incomplete
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import RATIONALE, acting, agreed, approved_plan, explain, fill, good_entry, sent_plan

MONEY = PlanDomain.MONEY


def test_first_version_has_ten_empty_parts(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    entries = queries.entries(session, plan)
    assert (plan.number, plan.state) == (1, PlanState.DRAFT)
    assert list(entries) == list(PlanDomain)
    assert {entry.now for entry in entries.values()} == {""}


def test_next_version_begins_with_everything_the_last_one_said(session: Session, people: People) -> None:
    first = approved_plan(session, people)
    second = service.start_version(session, acting(people, "tess"), people.yas)
    before, after = queries.entries(session, first), queries.entries(session, second)
    assert second.number == 2
    assert (second.visit_every_days, second.visit_reason) == (28, first.visit_reason)
    for domain in PlanDomain:
        for name in ("now", "want_soon", "want_later", "sign", "first_step", "person", "number"):
            assert getattr(after[domain], name) == getattr(before[domain], name) != ""
        assert after[domain].edited_by_id == people.id("amy")


def test_agreement_is_asked_again_for_each_version(session: Session, people: People) -> None:
    assert approved_plan(session, people).agreement is Agreement.AGREES
    second = service.start_version(session, acting(people, "amy"), people.yas)
    assert (second.agreement, second.agreement_words) == (Agreement.NOT_ASKED, "")


@pytest.mark.parametrize("send", [False, True])
def test_only_one_version_is_in_hand(session: Session, people: People, send: bool) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    if send:
        fill(session, people, plan)
        service.send(session, acting(people, "amy"), plan)
    with pytest.raises(Refused, match="already in hand"):
        service.start_version(session, acting(people, "tess"), people.yas)


def test_saved_words_are_kept_with_their_author(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    entry = queries.entries(session, plan)[MONEY]
    service.save_entry(
        session, acting(people, "tess"), plan, MONEY, good_entry(MONEY, my_view="I am skint"), entry.version
    )
    kept = queries.entries(session, plan)[MONEY]
    assert (kept.my_view, kept.edited_by_id) == ("I am skint", people.id("tess"))
    changed = session.exec(
        select(ChangeEntry).where(col(ChangeEntry.field) == "my_view", col(ChangeEntry.act) == "update")
    )
    assert changed.one().after == '"I am skint"'


def test_second_of_two_writers_is_stopped(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    seen = queries.entries(session, plan)[MONEY].version
    service.save_entry(session, acting(people, "amy"), plan, MONEY, good_entry(MONEY, now="Amy was first here."), seen)
    with pytest.raises(Stale):
        service.save_entry(
            session, acting(people, "tess"), plan, MONEY, good_entry(MONEY, now="Tess came second."), seen
        )
    assert queries.entries(session, plan)[MONEY].now == "Amy was first here."


def test_visits_and_agreement_are_kept(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    service.save_support(session, acting(people, "amy"), plan, agreed(translated=True), plan.version)
    assert (plan.visit_every_days, plan.translated, plan.agreement) == (28, True, Agreement.AGREES)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"visit_every_days": 57}, "visit_every_days"),
        ({"visit_every_days": 0}, "visit_every_days"),
        ({"visit_reason": "n/a"}, "visit_reason"),
        ({"agreement": Agreement.DISAGREES, "agreement_words": ""}, "agreement_words"),
        ({"agreement": Agreement.AGREES_WITH_CHANGES, "agreement_words": ""}, "agreement_words"),
    ],
)
def test_visits_and_agreement_refused(session: Session, people: People, given: dict[str, object], field: str) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    with pytest.raises(Refused) as refusal:
        service.save_support(session, acting(people, "amy"), plan, agreed(**given), plan.version)
    assert refusal.value.field == field
    assert plan.visit_every_days is None


def test_frequency_at_the_limit_is_allowed(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    service.save_support(session, acting(people, "amy"), plan, agreed(visit_every_days=56), plan.version)
    assert plan.visit_every_days == 56


def test_plan_with_gaps_is_not_sent_and_every_gap_is_named(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    fill(session, people, plan)
    entry = queries.entries(session, plan)[MONEY]
    service.save_entry(
        session, acting(people, "amy"), plan, MONEY, good_entry(MONEY, sign="tbc", person="the team"), entry.version
    )
    with pytest.raises(Incomplete) as refusal:
        service.send(session, acting(people, "amy"), plan)
    assert [(gap.domain, gap.field) for gap in refusal.value.gaps] == [(MONEY, "sign"), (MONEY, "person")]
    assert "Money: Say what would be the first sign" in refusal.value.sentence
    assert plan.state is PlanState.DRAFT


@pytest.mark.parametrize("stand_in", ["n/a", "TBC", "see above", "...", "xx", "To be confirmed."])
def test_placeholder_contingency_is_refused(session: Session, people: People, stand_in: str) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    fill(session, people, plan)
    entry = queries.entries(session, plan)[MONEY]
    service.save_entry(
        session, acting(people, "amy"), plan, MONEY, good_entry(MONEY, first_step=stand_in), entry.version
    )
    with pytest.raises(Incomplete, match="Say what happens first"):
        service.send(session, acting(people, "amy"), plan)


def test_same_words_in_every_box_are_refused(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    fill(session, people, plan)
    for domain, entry in queries.entries(session, plan).items():
        same = good_entry(domain, sign="Things start to go wrong for you")
        service.save_entry(session, acting(people, "amy"), plan, domain, same, entry.version)
    with pytest.raises(Incomplete, match="same words stand under another heading"):
        service.send(session, acting(people, "amy"), plan)


def test_sent_plan_cannot_be_written_in(session: Session, people: People) -> None:
    plan = sent_plan(session, people)
    entry = queries.entries(session, plan)[MONEY]
    with pytest.raises(Refused, match="Ask the manager to return it"):
        service.save_entry(session, acting(people, "amy"), plan, MONEY, good_entry(MONEY), entry.version)
    with pytest.raises(Refused, match="Ask the manager to return it"):
        service.save_support(session, acting(people, "amy"), plan, agreed(), plan.version)
    with pytest.raises(Refused):
        service.send(session, acting(people, "amy"), plan)


def test_returned_plan_is_mended_and_sent_again(session: Session, people: People) -> None:
    plan = sent_plan(session, people)
    service.return_with_reasons(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    assert (plan.state, plan.decision_words) == (PlanState.RETURNED, RATIONALE)
    entry = queries.entries(session, plan)[MONEY]
    service.save_entry(
        session, acting(people, "amy"), plan, MONEY, good_entry(MONEY, now="Better words on money now."), entry.version
    )
    assert service.send(session, acting(people, "amy"), plan).state is PlanState.SENT


def test_approval_is_recorded_and_replaces_the_version_before(session: Session, people: People) -> None:
    first = approved_plan(session, people)
    second = approved_plan(session, people)
    assert (first.state, second.state) == (PlanState.SUPERSEDED, PlanState.APPROVED)
    assert (second.approved_on, second.decided_by_id, second.decision_words) == (TODAY, people.id("tess"), RATIONALE)
    assert queries.approved_plan(session, people.id("yas")) is second


@pytest.mark.parametrize("decide", [service.approve, service.return_with_reasons])
@pytest.mark.parametrize("words", ["Fine.", "Looks good to me, approved", "ok " * 7, "\n\n \n"])
def test_one_line_is_no_decision(session: Session, people: People, decide: object, words: str) -> None:
    plan = sent_plan(session, people)
    with pytest.raises(Refused, match="more than one line") as refusal:
        decide(session, acting(people, "tess"), plan, words, plan.version)  # type: ignore[operator]
    assert refusal.value.field == "words"
    assert plan.state is PlanState.SENT


def test_author_never_approves_wherever_they_work_now(session: Session, people: People) -> None:
    plan = sent_plan(session, people, by="tess")
    amy = people.worker("tess")
    amy.team_id, amy.role = people.south.id, Role.SERVICE_MANAGER
    session.flush()
    with pytest.raises(Refused, match="Somebody else must decide"):
        service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    assert service.approve(session, acting(people, "sam"), plan, RATIONALE, plan.version).state is PlanState.APPROVED


def test_whoever_sent_it_never_approves(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    fill(session, people, plan)
    service.send(session, acting(people, "tess"), plan)
    with pytest.raises(Refused, match="Somebody else must decide"):
        service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)


def test_whoever_wrote_one_part_never_approves_but_may_the_next_version(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    fill(session, people, plan)
    entry = queries.entries(session, plan)[MONEY]
    service.save_entry(
        session, acting(people, "tess"), plan, MONEY, good_entry(MONEY, now="Tess wrote this part."), entry.version
    )
    service.send(session, acting(people, "amy"), plan)
    with pytest.raises(Refused, match="Somebody else must decide"):
        service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    service.approve(session, acting(people, "sam"), plan, RATIONALE, plan.version)
    following = service.start_version(session, acting(people, "amy"), people.yas)
    service.save_support(session, acting(people, "amy"), following, agreed(), following.version)
    explain(session, people, following)
    service.send(session, acting(people, "amy"), following)
    assert (
        service.approve(session, acting(people, "tess"), following, RATIONALE, following.version).state
        is PlanState.APPROVED
    )


def test_plan_is_approved_as_it_was_read(session: Session, people: People) -> None:
    plan = sent_plan(session, people)
    read = plan.version
    service.return_with_reasons(session, acting(people, "sam"), plan, RATIONALE, read)
    service.send(session, acting(people, "amy"), plan)
    with pytest.raises(Stale):
        service.approve(session, acting(people, "tess"), plan, RATIONALE, read)


def test_draft_is_not_approved(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    with pytest.raises(Refused, match="nothing to decide"):
        service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE plan_entry SET now = 'Changed behind their back' WHERE plan_id = :id",
        "DELETE FROM plan_entry WHERE plan_id = :id",
        "UPDATE pathway_plan SET visit_reason = 'Changed' WHERE id = :id",
        "UPDATE pathway_plan SET visit_every_days = 7 WHERE id = :id",
        "UPDATE pathway_plan SET state = 'draft' WHERE id = :id",
        "UPDATE pathway_plan SET decision_words = 'Changed' WHERE id = :id",
        "UPDATE pathway_plan SET agreement_words = 'They never said this' WHERE id = :id",
        "UPDATE pathway_plan SET agreement = 'disagrees' WHERE id = :id",
        "DELETE FROM pathway_plan WHERE id = :id",
    ],
)
def test_database_itself_keeps_an_approved_plan(session: Session, people: People, statement: str) -> None:
    plan = approved_plan(session, people)
    with pytest.raises(DBAPIError, match="an approved plan cannot change"), session.begin_nested():
        session.connection().execute(text(statement), {"id": plan.id})


def test_database_takes_no_late_entry_into_an_approved_plan(session: Session, people: People) -> None:
    plan = approved_plan(session, people)
    entry = queries.entries(session, plan)[MONEY]
    late = "INSERT INTO plan_entry SELECT * FROM plan_entry WHERE id = :id"
    with pytest.raises(DBAPIError, match="an approved plan cannot change"), session.begin_nested():
        session.connection().execute(text(late), {"id": entry.id})


def test_draft_can_be_changed_in_the_database(session: Session, people: People) -> None:
    plan = service.start_version(session, acting(people, "amy"), people.yas)
    changed = session.connection().execute(text("UPDATE plan_entry SET now = 'x' WHERE plan_id = :id"), {"id": plan.id})
    assert changed.rowcount == 10


def _open_rules(session: Session, people: People) -> set[str]:
    found = session.exec(
        select(Alert).where(col(Alert.young_person_id) == people.id("yas"), col(Alert.cleared_on).is_(None))
    )
    return {alert.rule for alert in found}


def test_approval_clears_no_plan_at_18_and_the_copy_clears_its_own(session: Session, people: People) -> None:
    plan = sent_plan(session, people)
    assert "R06" in _open_rules(session, people)
    session.info["today"] = TODAY - timedelta(days=30)
    service.approve(session, acting(people, "tess"), plan, RATIONALE, plan.version)
    session.info["today"] = TODAY
    service.start_version(session, acting(people, "amy"), people.yas)  # anything saved rechecks
    assert "R06" not in _open_rules(session, people)
    assert "R13" in _open_rules(session, people)
    give_copy(session, acting(people, "amy"), plan, CopyDetails(given_on=TODAY, form="paper"))
    assert "R13" not in _open_rules(session, people)


def test_every_version_has_its_ten_entries(session: Session, people: People) -> None:
    approved_plan(session, people)
    approved_plan(session, people)
    assert len(session.exec(select(PathwayPlan)).all()) == 2
    assert len(session.exec(select(PlanEntry)).all()) == 20
