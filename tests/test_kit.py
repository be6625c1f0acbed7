"""The shared ground itself: sessions that only read cannot write, and nothing is saved without an actor."""

import pytest
from sqlmodel import Session, col, select

from careleavers.audit import ReadOnly
from careleavers.domain.actors import job
from careleavers.models import ChangeEntry, Team
from tests.conftest import TransactionDatabase
from tests.people import People


def test_reading_session_refuses_to_save(database: TransactionDatabase) -> None:
    with database.reading(job("test")) as session:
        session.add(Team.made(name="Nowhere"))
        with pytest.raises(ReadOnly):
            session.flush()


def test_change_is_written_down_with_both_values(session: Session, people: People) -> None:
    people.yas.preferred_name = "Yaz"
    session.flush()
    entry = session.exec(
        select(ChangeEntry).where(col(ChangeEntry.field) == "preferred_name", col(ChangeEntry.act) == "update")
    ).one()
    assert (entry.actor, entry.before, entry.after) == ("job:test", '""', '"Yaz"')
    assert entry.young_person_id == people.yas.id


def test_secrets_are_not_written_down(session: Session, people: People) -> None:
    entries = session.exec(select(ChangeEntry).where(col(ChangeEntry.field) == "password")).all()
    assert entries
    assert {entry.after for entry in entries} == {'"(secret)"'}
