"""What the database itself keeps, tried with raw SQL on both."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from careleavers.audit import record_read
from careleavers.domain.actors import Actor
from careleavers.domain.terms import (
    AccommodationCode,
    EetCode,
    PlanDomain,
    PlanState,
    Role,
    Suitability,
    ViewBasis,
)
from careleavers.models import AccommodationSpell, EetSpell, PathwayPlan, PlanEntry, metadata
from careleavers.models.base import identity
from careleavers.models.triggers import FROZEN_COLUMNS
from tests.people import People

_COLUMNS = set(metadata.tables["pathway_plan"].columns.keys())


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


def _another(plan: PathwayPlan, column: str, people: People) -> Any:
    """A value that this column could hold and does not."""
    known = {"young_person_id": people.id("zak"), "agreement": "agrees", "visit_every_days": 77}
    if column.endswith("_by_id"):
        return people.id("una")
    if column.endswith("_on"):
        return date(2024, 2, 29)
    if column.endswith("_at"):
        return datetime(2024, 2, 29, 12, tzinfo=UTC)
    value = getattr(plan, column)
    return known.get(column, not value if isinstance(value, bool) else 77 if isinstance(value, int) else "another")


@pytest.mark.parametrize("state", ["approved", "superseded"])
@pytest.mark.parametrize("column", sorted(_COLUMNS - {"state", "version"}))
def test_no_part_of_an_approved_plan_can_change(
    session: Session, people: People, approved: int, column: str, state: str
) -> None:
    session.connection().execute(text(f"UPDATE pathway_plan SET state = '{state}' WHERE id = {approved}"))
    everything = text("SELECT * FROM pathway_plan")
    before = session.connection().execute(everything).all()
    other = _another(session.get_one(PathwayPlan, approved), column, people)
    statement = text(f"UPDATE pathway_plan SET {column} = :other WHERE id = {approved}").bindparams(other=other)
    with pytest.raises(DatabaseError, match="an approved plan cannot change"), session.begin_nested():
        session.connection().execute(statement)
    assert session.connection().execute(everything).all() == before


def test_every_column_of_a_plan_is_frozen_but_its_state_and_version() -> None:
    assert _COLUMNS - set(FROZEN_COLUMNS) == {"state", "version"}, (
        "A column of pathway_plan that is not in FROZEN_COLUMNS could be changed after approval. Add it there, and"
        " a migration that makes the trigger afresh."
    )


def test_no_entry_is_moved_out_of_or_into_an_approved_plan(session: Session, people: People, approved: int) -> None:
    draft = PathwayPlan.made(
        young_person_id=people.id("yas"), number=2, written_by_id=people.id("amy"), started_on=date(2026, 2, 5)
    )
    session.add(draft)
    session.flush()
    mine = PlanEntry.made(plan_id=draft.id, domain=PlanDomain.HEALTH, edited_by_id=people.id("amy"))
    session.add(mine)
    session.flush()
    for sql in (
        f"UPDATE plan_entry SET plan_id = {draft.id} WHERE plan_id = {approved}",
        f"UPDATE plan_entry SET plan_id = {approved} WHERE id = {mine.id}",
    ):
        _refused(session, sql, "an approved plan cannot change")
    session.connection().execute(text(f"UPDATE plan_entry SET now = 'A draft goes on' WHERE id = {mine.id}"))


def test_an_approved_plan_is_not_replaced_on_sqlite(session: Session, people: People, approved: int) -> None:
    if session.connection().dialect.name != "sqlite":
        return
    session.add(
        PathwayPlan.made(
            young_person_id=people.id("yas"), number=2, written_by_id=people.id("amy"), started_on=date(2026, 2, 5)
        )
    )
    session.flush()
    for sql in (
        "INSERT OR REPLACE INTO pathway_plan SELECT * FROM pathway_plan",
        "INSERT OR REPLACE INTO plan_entry SELECT * FROM plan_entry",
        "UPDATE OR REPLACE pathway_plan SET number = 1 WHERE number = 2",
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


@pytest.mark.parametrize("table", ["change_entry", "read_entry"])
@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE {} SET request_id = 'x'", "DELETE FROM {}", "DELETE FROM {} WHERE id = (SELECT min(id) FROM {})",
        "INSERT OR REPLACE INTO {} SELECT * FROM {} LIMIT 1", "UPDATE OR IGNORE {} SET request_id = 'x'",
        "TRUNCATE {}", "INSERT INTO {} SELECT * FROM {} ON CONFLICT (id) DO UPDATE SET request_id = 'x'",
    ],
)  # fmt: skip
def test_the_audit_trail_is_append_only(session: Session, people: People, table: str, sql: str) -> None:
    on_sqlite = session.connection().dialect.name == "sqlite"
    if ("OR " in sql and not on_sqlite) or ("TRUNCATE" in sql and on_sqlite) or ("ON CONFLICT" in sql and on_sqlite):
        return  # the other database has no such statement
    amy = Actor("account:1", Role.AFTER_CARE_WORKER, account_id=1)
    record_read(session, amy, ViewBasis.ALLOCATED, "people.show", young_person_id=people.id("yas"))
    before = session.connection().execute(text(f"SELECT * FROM {table} ORDER BY id")).all()
    assert before
    _refused(session, sql.format(table, table), "append-only")
    assert session.connection().execute(text(f"SELECT * FROM {table} ORDER BY id")).all() == before


def _home(people: People, start: date, end: date | None) -> AccommodationSpell:
    return AccommodationSpell.made(
        young_person_id=people.id("yas"), code=AccommodationCode.INDEPENDENT, suitability=Suitability.SUITABLE,
        provided_by_council=False, started_on=start, ended_on=end, recorded_by_id=people.id("amy"),
    )  # fmt: skip


def _work(people: People, start: date, end: date | None) -> EetSpell:
    return EetSpell.made(
        young_person_id=people.id("yas"),
        code=EetCode.F5,
        started_on=start,
        ended_on=end,
        recorded_by_id=people.id("amy"),
    )


@pytest.mark.parametrize("made", [_home, _work])
@pytest.mark.parametrize(
    ("start", "end", "fits"),
    [
        (date(2024, 12, 1), date(2025, 1, 1), True),  # ends where the first begins
        (date(2024, 12, 1), date(2025, 1, 2), False),  # one day too long
        (date(2025, 2, 1), date(2025, 3, 1), False),  # inside
        (date(2024, 1, 1), date(2026, 1, 1), False),  # round both
        (date(2025, 6, 1), date(2025, 9, 1), True),  # between the two
        (date(2025, 5, 31), date(2025, 9, 1), False),  # one day too early
        (date(2025, 8, 1), date(2025, 9, 2), False),  # into the one that goes on
        (date(2026, 1, 1), date(2026, 2, 1), False),  # while the last goes on
    ],
)
def test_spells_cannot_overlap(session: Session, people: People, made: Any, start: date, end: date, fits: bool) -> None:
    session.add_all([made(people, date(2025, 1, 1), date(2025, 6, 1)), made(people, date(2025, 9, 1), None)])
    session.flush()
    if fits:
        session.add(made(people, start, end))
        session.flush()
        return
    with pytest.raises(DatabaseError, match="spells overlap"), session.begin_nested():
        session.add(made(people, start, end))
        session.flush()


def test_a_spell_cannot_be_moved_over_another_or_over_to_somebody_else(session: Session, people: People) -> None:
    yas, zak = people.id("yas"), people.id("zak")
    first, his = _home(people, date(2025, 1, 1), date(2025, 6, 1)), _home(people, date(2025, 3, 1), None)
    his.young_person_id = zak
    session.add_all([first, _home(people, date(2025, 6, 1), None), his])
    session.flush()
    for sql in (
        f"UPDATE accommodation_spell SET ended_on = '2025-06-02' WHERE id = {first.id}",
        f"UPDATE accommodation_spell SET young_person_id = {yas}, ended_on = '2025-04-01' WHERE id = {his.id}",
    ):
        _refused(session, sql, "spells overlap")


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
