"""Nothing leaves without its row in the register, and nothing with many people in it by one person alone."""

import io
import json
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from careleavers.domain.exporting import ExportKind, ExportState
from careleavers.domain.refusals import Refused, Stale
from careleavers.exports import command, service
from careleavers.models import ExportDetails, ExportRun
from tests.conftest import TODAY, TransactionDatabase
from tests.exports.lee import Life
from tests.people import People
from tests.plans.writing import acting

RETURN = ExportDetails(kind=ExportKind.RETURN_903, year=2026, why="Sent to the department")
LIST = ExportDetails(kind=ExportKind.LIST_9, on_day=TODAY, why="Inspection")


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if more than one person were too many for one to take out alone."""
    monkeypatch.setattr(service, "MOST_ALONE", 1)


def test_few_people_are_ready_at_once_and_leave_with_their_row(life: Life) -> None:
    life.settled()
    sam = acting(life.people, "sam")
    run = service.ask(life.session, sam, RETURN)
    assert (run.state, run.people, run.times_left, run.why) == (ExportState.READY, 3, 0, "Sent to the department")
    taken = service.take(life.session, sam, run)
    assert (run.times_left, run.left_at is not None) == (1, True)
    assert taken.name == "903-2026.zip"
    assert life.lee.id in taken.people
    with zipfile.ZipFile(io.BytesIO(taken.content)) as packed:
        assert packed.namelist() == ["header.csv", "oc3.csv", "trace.json"]
        assert b"903001,14/09/2006,YES,F2,U1" in packed.read("oc3.csv")
        assert json.loads(packed.read("trace.json"))["people"] == 3


def test_list_leaves_as_a_workbook(life: Life) -> None:
    life.settled()
    sam = acting(life.people, "sam")
    taken = service.take(life.session, sam, service.ask(life.session, sam, LIST))
    assert taken.name == "annex-a-list-9-2026-03-04.xlsx"
    assert taken.content.startswith(b"PK")


@pytest.mark.usefixtures("many")
def test_many_people_wait_for_somebody_else(life: Life) -> None:
    life.settled()
    sam, ada = acting(life.people, "sam"), acting(life.people, "ada")
    run = service.ask(life.session, sam, RETURN)
    assert (run.state, run.ready_until) == (ExportState.WAITING, None)
    with pytest.raises(Refused, match="cannot be downloaded: waiting for a second person"):
        service.take(life.session, sam, run)
    with pytest.raises(Refused, match="You asked for this export"):
        service.decide(life.session, sam, run, True, "Looks right", run.version)
    service.decide(life.session, ada, run, True, "The department asked for it", run.version)
    with pytest.raises(Refused, match="Only whoever asked"):
        service.take(life.session, ada, run)
    assert service.take(life.session, sam, run).people
    assert run.times_left == 1
    with pytest.raises(Refused, match="waits no more: approved"):
        service.decide(life.session, ada, run, False, "Too late", run.version)


@pytest.mark.usefixtures("many")
def test_what_was_refused_never_leaves(life: Life) -> None:
    life.settled()
    sam, ada = acting(life.people, "sam"), acting(life.people, "ada")
    run = service.ask(life.session, sam, RETURN)
    with pytest.raises(Stale):
        service.decide(life.session, ada, run, False, "Not needed", run.version + 1)
    service.decide(life.session, ada, run, False, "Not needed", run.version)
    with pytest.raises(Refused, match="cannot be downloaded: refused"):
        service.take(life.session, sam, run)
    assert (run.times_left, run.left_at) == (0, None)


def test_time_to_download_ends_after_a_day(life: Life) -> None:
    life.settled()
    sam = acting(life.people, "sam")
    run = service.ask(life.session, sam, RETURN)
    assert run.ready_until is not None
    service.take(life.session, sam, run, now=run.ready_until)
    with pytest.raises(Refused, match="these are over"):
        service.take(life.session, sam, run, now=run.ready_until + timedelta(seconds=1))
    assert run.times_left == 1


@pytest.mark.usefixtures("many")
def test_more_people_than_were_agreed_to_do_not_leave(life: Life) -> None:
    life.settled()
    sam, ada = acting(life.people, "sam"), acting(life.people, "ada")
    run = service.ask(life.session, sam, RETURN)
    service.decide(life.session, ada, run, True, "The department asked for it", run.version)
    life.born(life.lee.born_on, child_id="903009")
    life.in_care()
    with pytest.raises(Refused, match="There are 4 people in it now, more than were agreed to"):
        service.take(life.session, sam, run)


def test_database_itself_lets_nobody_take_many_out_alone(life: Life) -> None:
    life.settled()
    sam = acting(life.people, "sam")
    run = service.ask(life.session, sam, RETURN)
    run.people, run.times_left, run.left_at = 51, 1, run.asked_at
    with pytest.raises(IntegrityError):
        life.session.flush()


def test_database_itself_lets_nobody_approve_their_own(life: Life) -> None:
    life.settled()
    run = service.ask(life.session, acting(life.people, "sam"), RETURN)
    run.state, run.decided_by_id, run.decided_at, run.decision_words = (
        ExportState.APPROVED, run.asked_by_id, run.asked_at, "Myself",
    )  # fmt: skip
    with pytest.raises(IntegrityError):
        life.session.flush()


def test_command_stands_in_the_register_too(database: TransactionDatabase, people: People, tmp_path: Path) -> None:
    command.export_903(database, tmp_path / "out", year=2026, why="Sent to the department")
    command.export_annex_a(database, tmp_path / "list.xlsx", on=TODAY)
    with database.reading(command.ACTOR) as session:
        runs = session.exec(select(ExportRun)).all()
        assert [(run.kind, run.why, run.times_left, run.asked_by_id) for run in runs] == [
            (ExportKind.RETURN_903, "Sent to the department", 1, None),
            (ExportKind.LIST_9, "Not said at the command", 1, None),
        ]


def test_nothing_is_written_where_the_register_cannot_be(
    database: TransactionDatabase, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cannot(session: Session, *_: object) -> None:
        raise Refused("", "The register cannot be written")

    monkeypatch.setattr(service, "note_command", cannot)
    with pytest.raises(Refused):
        command.export_903(database, tmp_path / "out", year=2026)
    assert not (tmp_path / "out").exists()
