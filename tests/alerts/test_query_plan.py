"""No rule reads a big table from end to end: each seeks, through an index made for it, so a sweep stays fast."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.dialects import sqlite

from careleavers.alerts.rules import RULES
from careleavers.alerts.standing import MAKE_STANDING
from careleavers.alerts.statements import Reach, everything_due, statements
from careleavers.db import make_engine
from careleavers.domain.policy import Policy
from careleavers.domain.terms import SubjectKind

# Everything that grows with the years; the rest grows with the number of people or of staff.
GROWING = {
    "contact",
    "review",
    "plan_copy",
    "pathway_plan",
    "change_of_circumstance",
    "allocation",
    "supervision",
    "entitlement_step",
    "referral",
    "referral_step",
    "dash_check",
}


@pytest.fixture
def big(sqlite_model: Path, tmp_path: Path) -> Iterator[Engine]:
    """An empty database that SQLite believes to hold twenty thousand rows in every table."""
    engine = make_engine(f"sqlite:///{shutil.copy(sqlite_model, tmp_path / 'big.sqlite3')}", write=True)
    with engine.begin() as connection:
        connection.exec_driver_sql("ANALYZE")
        connection.exec_driver_sql("DELETE FROM sqlite_stat1")
        connection.exec_driver_sql(
            """INSERT INTO sqlite_stat1 SELECT t.name, i.name, '20000' || (
                SELECT group_concat(' 10', '') FROM pragma_index_info(i.name))
            FROM sqlite_schema t, pragma_index_list(t.name) i WHERE t.type = 'table'"""
        )
    engine.dispose()
    yield engine
    engine.dispose()


def steps(big: Engine, statement: Any) -> list[str]:
    """How SQLite would go about it, one step a line."""
    compiled = statement.compile(dialect=sqlite.dialect())
    with big.connect() as connection:
        connection.execute(MAKE_STANDING)
        values = tuple("2026-03-04" for _ in compiled.positiontup)
        return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {compiled}", values)]


def scanned(lines: list[str]) -> set[str]:
    """The tables that are read from end to end, under whatever name."""
    found = {match.group(1) for line in lines if (match := re.match(r"SCAN (\w+)", line))}
    return {re.sub(r"_\d+$", "", name) for name in found}


@pytest.mark.parametrize("rule_id", RULES)
def test_sweep_seeks(big: Engine, rule_id: str) -> None:
    made = statements(RULES[rule_id], Policy(), "sqlite", Reach.EVERYBODY)
    for statement in (made.work_out, made.clear, made.move, made.raise_):
        assert not scanned(steps(big, statement)) & GROWING


@pytest.mark.parametrize("subject", [SubjectKind.YOUNG_PERSON, SubjectKind.WORKER, SubjectKind.OFFER])
def test_one_person_is_found_without_reading_any_table_through(big: Engine, subject: SubjectKind) -> None:
    with big.connect() as connection:
        tables = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars())
    assert {"contact", "accommodation_spell", "pathway_plan", "young_person", "offer"} < tables
    assert not scanned(steps(big, everything_due(subject, Policy(), Reach.ONE))) & tables


@pytest.mark.parametrize("rule_id", RULES)
def test_open_alerts_are_compared_by_seeks(big: Engine, rule_id: str) -> None:
    """Whatever the sizes: a scan for each open alert once made a sweep of twenty thousand people endless."""
    made = statements(RULES[rule_id], Policy(), "sqlite", Reach.EVERYBODY)
    assert scanned(steps(big, made.clear)) == set()
    assert len(scanned(steps(big, made.move))) <= 1
    assert scanned(steps(big, made.raise_)) == {"standing"}


@pytest.mark.parametrize(
    ("rule_id", "index"), [("R27", "ix_contact_seen"), ("R30", "ix_contact_two_way"), ("R27b", "ix_contact_next_visit")]
)
def test_contacts_are_found_through_the_index_made_for_them(big: Engine, rule_id: str, index: str) -> None:
    lines = steps(big, statements(RULES[rule_id], Policy(), "sqlite", Reach.EVERYBODY).work_out)
    assert any(index in line for line in lines), lines
