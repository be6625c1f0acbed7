"""What the database itself keeps, tried with raw SQL on both."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from careleavers.domain.terms import AccommodationCode, PlanDomain, PlanState, Suitability
from careleavers.models import AccommodationSpell, PathwayPlan, PlanEntry
from careleavers.models.base import identity
from tests.people import People


def _refused(session: Session, sql: str, words: str) -> None:
    with pytest.raises(DatabaseError, match=words), session.begin_nested():
        session.connection().execute(text(sql))


@pytest.fixture
def approved(session: Session, people: People) -> int:
    """The id of an approved plan with one entry."""
    plan = PathwayPlan.made(
        young_person_id=people.id("yas"), number=1, written_by_id=people.id("amy"), started_on=date(2026, 1, 5)
    )
    session.add(plan)
    session.flush()
    session.add(
        PlanEntry.made(plan_id=plan.id, domain=PlanDomain.MONEY, now="As approved", edited_by_id=people.id("amy"))
    )
    session.flush()
    plan.decided_by_id, plan.approved_on, plan.decision_words = people.id("tess"), date(2026, 1, 9), "Because."
    plan.state = PlanState.APPROVED
    session.flush()
    return identity(plan)


def test_an_approved_plan_cannot_change(session: Session, approved: int) -> None:
    for sql in (
        f"UPDATE pathway_plan SET decision_words = 'other' WHERE id = {approved}",
        f"UPDATE pathway_plan SET state = 'draft' WHERE id = {approved}",
        f"UPDATE pathway_plan SET visit_every_days = 3 WHERE id = {approved}",
        f"DELETE FROM pathway_plan WHERE id = {approved}",
        f"UPDATE plan_entry SET now = 'other' WHERE plan_id = {approved}",
        f"DELETE FROM plan_entry WHERE plan_id = {approved}",
    ):
        _refused(session, sql, "an approved plan cannot change")


def test_no_entry_is_added_to_an_approved_plan(session: Session, people: People, approved: int) -> None:
    _refused(
        session,
        "INSERT INTO plan_entry (plan_id, domain, edited_by_id, edited_at, public_id, version, now, want_soon,"
        " want_later, better, my_view, worker_view, others_view, where_details, sign, first_step, person, number)"
        f" SELECT plan_id, 'health', edited_by_id, edited_at, 'x', 1, now, '', '', '', '', '', '', '', '', '', '', ''"
        f" FROM plan_entry WHERE plan_id = {approved}",
        "an approved plan cannot change",
    )


def test_an_approved_plan_may_be_superseded(session: Session, approved: int) -> None:
    session.connection().execute(text(f"UPDATE pathway_plan SET state = 'superseded' WHERE id = {approved}"))
    _refused(session, f"UPDATE pathway_plan SET state = 'approved' WHERE id = {approved}", "cannot change")


@pytest.mark.parametrize("sql", ["UPDATE change_entry SET after = 'x'", "DELETE FROM change_entry"])
def test_the_audit_trail_is_append_only(session: Session, people: People, sql: str) -> None:
    _refused(session, sql, "append-only")


def test_replacing_an_audit_row_is_refused_on_sqlite(session: Session, people: People) -> None:
    if session.connection().dialect.name == "sqlite":
        _refused(session, "INSERT OR REPLACE INTO change_entry SELECT * FROM change_entry LIMIT 1", "append-only")


def _home(people: People, start: date, end: date | None) -> AccommodationSpell:
    return AccommodationSpell.made(
        young_person_id=people.id("yas"), code=AccommodationCode.INDEPENDENT, suitability=Suitability.SUITABLE,
        provided_by_council=False, started_on=start, ended_on=end, recorded_by_id=people.id("amy"),
    )  # fmt: skip


def test_spells_cannot_overlap(session: Session, people: People) -> None:
    session.add(_home(people, date(2025, 1, 1), date(2025, 6, 1)))
    session.add(_home(people, date(2025, 6, 1), None))
    session.flush()
    with pytest.raises(DatabaseError, match="spells overlap"), session.begin_nested():
        session.add(_home(people, date(2024, 12, 1), date(2025, 1, 2)))
        session.flush()


def test_custody_and_homelessness_are_never_suitable(session: Session, people: People) -> None:
    with pytest.raises(DatabaseError, match="never_suitable"), session.begin_nested():
        home = _home(people, date(2025, 1, 1), None)
        home.code = AccommodationCode.CUSTODY
        session.add(home)
        session.flush()


def test_a_plan_is_not_approved_by_its_author(session: Session, people: People, approved: int) -> None:
    session.connection().execute(text(f"UPDATE pathway_plan SET state = 'superseded' WHERE id = {approved}"))
    amy = people.id("amy")
    with pytest.raises(DatabaseError, match="not_by_author"), session.begin_nested():
        session.add(
            PathwayPlan.made(
                young_person_id=people.id("yas"), number=2, written_by_id=amy, started_on=date(2026, 2, 1),
                state=PlanState.APPROVED, decided_by_id=amy, approved_on=date(2026, 2, 2), decision_words="Mine.",
            )
        )  # fmt: skip
        session.flush()
