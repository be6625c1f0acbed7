"""Whoever touches the audit trail is found out: the first batch that is not as it was sealed is named."""

from pathlib import Path

import pytest
from sqlalchemy import Connection, text
from sqlmodel import Session

from careleavers import seal
from careleavers.audit import record_batch
from careleavers.db import Database
from careleavers.domain.actors import job
from careleavers.domain.policy import Policy
from careleavers.models.triggers import PROMISES
from careleavers.security_log import SecurityLog
from tests.conftest import SECRET, TransactionDatabase, every_table
from tests.postgres import another_database


@pytest.fixture
def sink(tmp_path: Path) -> SecurityLog:
    return SecurityLog(tmp_path / "log.jsonl", SECRET)


@pytest.fixture
def sealed(database: TransactionDatabase, monkeypatch: pytest.MonkeyPatch, sink: SecurityLog) -> Session:
    """Six changes in three batches of two, and a session that may do what no trigger would let it."""
    monkeypatch.setattr(seal, "BATCH", 2)
    with database.transaction(job("test")) as session:
        for number in range(6):
            record_batch(session, "team", "insert", f"line {number}")
    assert seal.seal(database, sink) == 6
    _open_the_trail(database.connection)
    return database.session(job("test"), write=False)


def _open_the_trail(connection: Connection) -> None:
    for promise in PROMISES:
        if promise.table in ("change_entry", "audit_seal"):
            for sql in promise.drop(connection.dialect.name):
                connection.execute(text(sql))


def found(session: Session, sink: SecurityLog) -> str:
    return "; ".join(seal.problems(session, sink))


def _ids(session: Session) -> list[int]:
    return list(session.connection().execute(text("SELECT id FROM change_entry ORDER BY id")).scalars())


def do(session: Session, sql: str) -> None:
    first = _ids(session)[0]
    session.connection().execute(text(sql), {f"n{number}": first + number for number in range(9)})


def test_what_nobody_touched_is_as_it_was_sealed(sealed: Session, sink: SecurityLog) -> None:
    assert found(sealed, sink) == ""


def test_sealing_again_adds_only_what_is_new(database: TransactionDatabase, sealed: Session, sink: SecurityLog) -> None:
    assert seal.seal(database, sink) == 0
    with database.transaction(job("test")) as session:
        record_batch(session, "team", "insert", "one more")
    assert seal.seal(database, sink) == 1
    assert found(sealed, sink) == ""


@pytest.mark.parametrize(
    ("sql", "there"),
    [
        ("UPDATE change_entry SET after = 'another word' WHERE id = :n2", 2),
        ("UPDATE change_entry SET worker_id = 7 WHERE id = :n3", 2),
        ("DELETE FROM change_entry WHERE id = :n3", 1),
        ("UPDATE change_entry SET after = CASE id WHEN :n2 THEN 'line 3' ELSE 'line 2' END WHERE id IN (:n2, :n3)", 2),
    ],
    ids=["altered", "given to another", "deleted", "reordered"],
)
def test_touched_line_is_found_and_its_batch_named(sealed: Session, sink: SecurityLog, sql: str, there: int) -> None:
    do(sealed, sql)
    said, first = found(sealed, sink), _ids(sealed)[0]
    assert f"changes: lines {first + 2} to {first + 3} (seal 2" in said
    assert f"2 lines were sealed and {there} are there" in said


def test_line_put_in_between_is_found(sealed: Session, sink: SecurityLog, database: TransactionDatabase) -> None:
    do(sealed, "UPDATE change_entry SET id = :n7 WHERE id = :n5")  # as a rolled-back save leaves a gap
    do(sealed, "DELETE FROM audit_seal WHERE number = 3")
    assert seal.seal(database, sink) == 2
    assert found(sealed, sink) == ""
    do(
        sealed,
        "INSERT INTO change_entry (id, at, actor, act, table_name, row_id, field, request_id)"
        " SELECT :n5, at, actor, act, table_name, row_id, field, request_id FROM change_entry WHERE id = :n0",
    )
    assert "2 lines were sealed and 3 are there" in found(sealed, sink)


def test_missing_seal_is_found(sealed: Session, sink: SecurityLog) -> None:
    do(sealed, "DELETE FROM audit_seal WHERE number = 2")
    assert "seal 2 is missing" in found(sealed, sink)


def test_end_that_was_cut_off_is_known_to_the_second_sink(sealed: Session, sink: SecurityLog) -> None:
    do(sealed, "DELETE FROM change_entry WHERE id >= :n4")
    do(sealed, "DELETE FROM audit_seal WHERE number = 3")
    assert found(sealed, None) == ""
    assert "the second sink knows a seal 3" in found(sealed, sink)


def test_chain_made_anew_is_known_to_the_second_sink(
    database: TransactionDatabase, sealed: Session, sink: SecurityLog
) -> None:
    do(sealed, "UPDATE change_entry SET after = 'another word' WHERE id = :n2")
    do(sealed, "DELETE FROM audit_seal")
    seal.seal(database, None)
    assert found(sealed, None) == ""
    assert "cut off or made anew" in found(sealed, sink)


@pytest.mark.parametrize("act", ["UPDATE audit_seal SET digest = ''", "DELETE FROM audit_seal"])
def test_seals_are_append_only(database: TransactionDatabase, sink: SecurityLog, act: str) -> None:
    with database.transaction(job("test")) as session:
        record_batch(session, "team", "insert", "a line")
    seal.seal(database, sink)
    with pytest.raises(Exception, match="append-only"), database.connection.begin_nested():
        database.connection.execute(text(act))


def test_line_that_is_being_written_is_waited_for(postgresql_url: str, sink: SecurityLog) -> None:
    """It has the lower id, and comes later than the one beside it."""
    with another_database(postgresql_url) as url, every_table(url):
        database = Database(url, Policy())
        slow = database.session(job("slow"), write=True)
        record_batch(slow, "team", "insert", "slow")
        with database.transaction(job("quick")) as session:
            record_batch(session, "team", "insert", "quick")
        assert seal.seal(database, sink) == 0
        slow.commit()
        slow.close()
        assert seal.seal(database, sink) == 2
        with database.reading(job("test")) as session:
            assert found(session, sink) == ""
        database.dispose()
