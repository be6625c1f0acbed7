"""What an import leaves on record, and what it leaves alone."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import func
from sqlmodel import Session, col, select

from careleavers.domain.actors import Actor, job
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import Answer, Closure, Ethnicity, LegalCategory, Role, Sex
from careleavers.models import Alert, ChangeEntry, ImportRun, LookedAfterPeriod, Oc3Answer, YoungPerson
from careleavers.returns import service
from careleavers.returns.command import import_903
from careleavers.returns.reading import Files, read_folder
from careleavers.returns.report import Report
from tests.conftest import TransactionDatabase
from tests.people import People
from tests.returns.files import DATA, LEFT, episode, header, made, oc3, read

IMPORT = job("import")
YEAR_END = date(2026, 3, 31)


def take(session: Session, files: Files, year: int = 2026, as_of: date = YEAR_END) -> Report:
    """Stage and apply."""
    session.info["today"] = as_of
    return service.apply(session, service.stage(session, IMPORT, files, year=year))


def person(session: Session, child_id: str = "700001") -> YoungPerson:
    return session.exec(select(YoungPerson).where(col(YoungPerson.child_id) == child_id)).one()


def periods(session: Session, child: YoungPerson) -> list[tuple[date, date | None, str]]:
    found = session.exec(
        select(LookedAfterPeriod)
        .where(col(LookedAfterPeriod.young_person_id) == child.id)
        .order_by(col(LookedAfterPeriod.started_on))
    )
    return [(each.started_on, each.ended_on, each.reason_ended) for each in found]


def counts(report: Report) -> tuple[int, ...]:
    """Added, changed, unchanged, refused, out of scope."""
    return tuple(report.counts[name] for name in ("added", "changed", "unchanged", "refused", "out_of_scope"))


def everything(session: Session) -> list[int]:
    tables = (YoungPerson, LookedAfterPeriod, Oc3Answer, ChangeEntry, Alert, ImportRun)
    return [session.exec(select(func.count()).select_from(table)).one() for table in tables]


def by_hand(session: Session, child: YoungPerson, **facts: object) -> None:
    """Somebody at a desk changes the record, a day after the import."""
    session.info["actor"] = Actor("account:1", Role.SERVICE_MANAGER, 1, 1)
    for name, value in facts.items():
        setattr(child, name, value)
    session.flush()
    session.info["actor"] = IMPORT


def test_this_years_return_is_taken_whole(session: Session) -> None:
    report = take(session, read_folder(DATA / "903_2026" / "this"))
    assert report.applied
    assert counts(report) == (26, 0, 0, 0, 3)
    assert report.problems == []
    assert report.files == [
        {"file": "episodes.csv", "kind": "Episodes", "rows": 5},
        {"file": "header.csv", "kind": "Header", "rows": 29},
        {"file": "oc3.csv", "kind": "OC3", "rows": 24},
    ]
    first = person(session, "410104")
    assert (first.born_on, first.sex, first.ethnicity, first.upn) == (
        date(2008, 9, 10), Sex.FEMALE, Ethnicity.MWAS, "K752772040560",
    )  # fmt: skip
    assert (first.name, first.team_id) == ("Name not recorded (410104)", None)
    answer = session.exec(select(Oc3Answer).where(col(Oc3Answer.young_person_id) == first.id)).one()
    assert (answer.year, answer.in_touch, answer.activity, answer.accommodation) == (2026, "YES", "G4", "Y1")


def test_last_years_return_and_then_this_years(session: Session) -> None:
    assert counts(take(session, read_folder(DATA / "903_2026" / "last"), 2025, date(2025, 3, 31)))[3] == 0
    report = take(session, read_folder(DATA / "903_2026" / "this"))
    assert report.counts["refused"] == 0
    leaver = person(session, "410120")
    assert periods(session, leaver) == [(date(2021, 3, 6), date(2024, 10, 8), "E5")]
    assert leaver.suggested_category is LegalCategory.FORMER_RELEVANT


def test_twice_the_same_is_no_change(session: Session) -> None:
    files = read_folder(DATA / "903_2026" / "this")
    take(session, files)
    before = everything(session)[:3]
    report = take(session, files)
    assert counts(report) == (0, 0, 26, 0, 3)
    assert report.changes == []
    assert everything(session)[:3] == before


def test_return_of_an_older_year_has_every_refusal_explained(session: Session) -> None:
    report = take(session, read_folder(DATA / "903_fake"), 2018, date(2018, 3, 31))
    assert counts(report) == (125, 0, 0, 202, 2348)
    assert {child for child, kind in report.outcomes.items() if kind == "refused"} == {
        problem.child_id for problem in report.problems
    }
    for problem in report.problems:
        assert problem.file
        assert problem.row
        assert problem.column
        assert problem.says.endswith(".")
        assert problem.remedy.endswith(".")
    assert session.exec(select(func.count()).select_from(YoungPerson)).one() == 125


def test_looking_writes_nothing(database: TransactionDatabase, people: People) -> None:
    with database.reading(IMPORT) as session:
        before = everything(session)
        report = service.look(session, read([header()], [LEFT], [oc3()]), year=2026, as_of=YEAR_END)
        assert (counts(report), report.applied) == ((1, 0, 0, 0, 0), False)
        assert everything(session) == before


@pytest.mark.parametrize("apply", [False, True])
def test_command_writes_only_when_told(database: TransactionDatabase, tmp_path: Path, apply: bool) -> None:
    for name, content in made([header()], [LEFT], [oc3()]).items():
        (tmp_path / name).write_bytes(content)
    report = import_903(database, tmp_path, apply=apply, as_of=YEAR_END)
    assert (report.year, report.applied, report.counts["added"]) == (2026, apply, 1)
    with database.reading(IMPORT) as session:
        assert everything(session)[0] == int(apply)
        assert everything(session)[5] == int(apply)


@pytest.mark.parametrize(("as_of", "year"), [(date(2026, 3, 30), 2025), (YEAR_END, 2026), (date(2026, 12, 31), 2026)])
def test_year_is_the_latest_complete_one_unless_given(session: Session, as_of: date, year: int) -> None:
    assert service.look(session, read([header()]), as_of=as_of).year == year


@pytest.mark.parametrize("year", [1999, 2028])
def test_impossible_year_is_refused(session: Session, year: int) -> None:
    with pytest.raises(Refused, match="The year must be 2000 to 2027"):
        service.look(session, read([header()]), year=year, as_of=YEAR_END)


def test_blank_never_erases_and_names_stay(session: Session) -> None:
    take(session, read([header(UPN="K752772040560", MOTHER="1")], [LEFT], [oc3()]))
    child = person(session)
    by_hand(session, child, given_name="Ada", family_name="Example")
    blank = header(SEX="", ETHNIC="", UPN="", MOTHER="")
    report = take(session, read([blank], [episode(start="01/03/2021")], [oc3()]))
    assert counts(report) == (0, 0, 1, 0, 0)
    assert (child.sex, child.ethnicity, child.upn) == (Sex.FEMALE, Ethnicity.WBRI, "K752772040560")
    assert (child.parent, child.name) == (Answer.YES, "Ada Example")
    assert periods(session, child) == [(date(2021, 3, 1), date(2025, 7, 9), "E5")]


def test_what_differs_is_changed_and_reported_from_and_to(session: Session) -> None:
    take(session, read([header()], [episode(start="01/03/2021")], [oc3()]))
    report = take(session, read([header(ETHNIC="MWAS")], [LEFT], [oc3(answers="NO,0,0")]))
    assert counts(report) == (0, 1, 0, 0, 0)
    assert [tuple(change.as_dict().values()) for change in report.changes] == [
        ("700001", "ethnicity", "WBRI", "MWAS"),
        ("700001", "looked after from 2021-03-01: ended_on", "", "2025-07-09"),
        ("700001", "looked after from 2021-03-01: reason_ended", "", "E5"),
        ("700001", "OC3 2026: in_touch", "YES", "NO"),
        ("700001", "OC3 2026: activity", "F2", "0"),
        ("700001", "OC3 2026: accommodation", "D1", "0"),
    ]
    assert person(session).ethnicity is Ethnicity.MWAS


def test_what_somebody_corrected_here_is_not_undone(session: Session) -> None:
    files = read([header()], [LEFT], [oc3()])
    take(session, files)
    child = person(session)
    by_hand(session, child, ethnicity=Ethnicity.BAFR)
    report = take(session, files)
    assert counts(report) == (0, 0, 1, 0, 0)
    assert child.ethnicity is Ethnicity.BAFR
    assert [(notice.column, notice.value) for notice in report.notices] == [("ETHNIC", "WBRI")]
    assert "differs from what somebody recorded here since (BAFR)" in report.notices[0].says


def test_child_known_here_by_small_letters_is_the_same_child(session: Session, people: People) -> None:
    people.yas.child_id = "t00001"
    session.flush()
    report = take(session, read([header("T00001", "14/09/2006")]))
    assert counts(report) == (0, 1, 0, 0, 0)
    assert people.yas.ethnicity is Ethnicity.WBRI


def test_refused_child_is_not_half_imported_and_stops_nobody(session: Session) -> None:
    take(session, read([header("1"), header("2")], [episode("1"), episode("2")]))
    report = take(session, read([header("1", ETHNIC="MWAS"), header("2", ETHNIC="MWAS")], [episode("1", status="C9")]))
    assert counts(report) == (0, 1, 0, 1, 0)
    assert person(session, "1").ethnicity is Ethnicity.WBRI
    assert person(session, "2").ethnicity is Ethnicity.MWAS


def test_child_recorded_by_somebody_else_meanwhile_is_refused_alone(
    session: Session, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service, "recorded", lambda *_: {})  # as when Yas was added after the record was read
    report = take(session, read([header("T00001"), header("9")], [episode("T00001"), episode("9")], [oc3("9")]))
    assert counts(report) == (1, 0, 0, 1, 0)
    assert report.problems[0].child_id == "T00001"
    assert "recorded by somebody else just now" in report.problems[0].says
    assert len(periods(session, person(session, "9"))) == 1
    assert [
        each.child_id
        for each in session.exec(select(YoungPerson).where(col(YoungPerson.added_by_import_id).is_not(None)))
    ] == ["9"]


def test_period_that_overlaps_one_on_record_is_refused(session: Session) -> None:
    take(session, read([header()], [LEFT]))
    report = take(session, read([header()], [episode(start="01/05/2025")]))
    assert counts(report) == (0, 0, 0, 1, 0)
    assert report.problems[0].sentence == (
        "episodes.csv, row 2, DECOM: overlaps the episode from 01/03/2021 on record."
        " Check the dates of both: one ends on the day the next begins."
    )


def test_died_last_year_stays_so(session: Session) -> None:
    take(session, read([header()], [], [oc3(answers="DIED,0,0")]), 2025)
    report = take(session, read([header()], [], [oc3()]))
    assert counts(report) == (0, 0, 0, 1, 0)
    assert report.problems[0].says == "contradicts the return of 2025, which said DIED."
    assert person(session).closure is Closure.DIED


def test_record_somebody_opened_again_stays_open(session: Session) -> None:
    files = read([header()], [LEFT], [oc3(answers="RHOM,0,0")])
    take(session, files)
    child = person(session)
    assert (child.closure, child.closed_on) == (Closure.RETURNED_HOME, YEAR_END)
    by_hand(session, child, closure=None, closed_on=None)
    report = take(session, files)
    assert counts(report) == (0, 0, 1, 0, 0)
    assert child.closed_on is None
    assert "somebody here recorded otherwise" in report.notices[0].says


def test_newer_return_takes_up_again_what_an_older_one_held_and_never_the_other_way(session: Session) -> None:
    take(session, read([header()], [LEFT], [oc3(answers="RHOM,0,0")]), 2025)
    take(session, read([header()], [], [oc3()]), 2026)
    child = person(session)
    assert child.closed_on is None
    take(session, read([header()], [LEFT], [oc3(answers="RHOM,0,0")]), 2025)
    assert child.closed_on is None


def test_closed_record_raises_no_alert_and_an_open_one_does(session: Session) -> None:
    take(
        session,
        read([header("1"), header("2")], [episode("1", end="09/07/2025", reason="E2"), LEFT.replace("700001", "2")]),
    )
    alerted = {alert.young_person_id for alert in session.exec(select(Alert).where(col(Alert.cleared_on).is_(None)))}
    assert person(session, "2").id in alerted
    assert person(session, "1").id not in alerted


@pytest.mark.parametrize(
    ("episodes", "answers", "category", "asks"),
    [
        ([], [oc3()], LegalCategory.UNDECIDED, True),
        ([episode(start="01/06/2025", end="01/07/2025", reason="E5")], [oc3()], LegalCategory.UNDECIDED, True),
        ([episode(start="01/06/2025", end="29/08/2025", reason="E5")], [], LegalCategory.QUALIFYING, True),  # 90
        ([episode(start="01/06/2025", end="01/07/2025", reason="E5")], [], LegalCategory.QUALIFYING, False),
        ([episode(start="01/06/2025", end="01/07/2025", reason="E5", began="P")], [], LegalCategory.UNDECIDED, True),
        ([episode(start="01/03/2026", began="P")], [], LegalCategory.UNDECIDED, True),
        ([episode(start="01/03/2022")], [], LegalCategory.FORMER_RELEVANT, False),
    ],
)
def test_category_is_suggested_or_said_not_to_be_computable(
    session: Session, episodes: list[str], answers: list[str], category: LegalCategory, asks: bool
) -> None:
    take(session, read([header()], episodes, answers), as_of=date(2026, 3, 31))
    child = person(session)
    assert (child.suggested_category, child.needs_decision) == (category, asks)


def test_record_that_changed_since_the_report_is_looked_at_again(session: Session) -> None:
    session.info["today"] = YEAR_END
    run = service.stage(session, IMPORT, read([header()], [LEFT]), year=2026)
    take(session, read([header(ETHNIC="MWAS")]))
    report = service.apply(session, run)
    assert (report.applied, run.applied_at, counts(report)) == (False, None, (0, 1, 0, 0, 0))
    assert person(session).ethnicity is Ethnicity.MWAS
    assert service.apply(session, run).applied
    assert person(session).ethnicity is Ethnicity.WBRI


def test_import_is_applied_once_and_then_keeps_no_files(session: Session) -> None:
    session.info["today"] = YEAR_END
    run = service.stage(session, IMPORT, read([header()], [LEFT]), year=2026)
    assert "700001" in run.staged
    service.apply(session, run)
    assert run.staged == ""
    assert Report.from_text(run.report).applied
    with pytest.raises(Refused, match="applied already"):
        service.apply(session, run)


def test_every_change_carries_the_imports_number_and_no_whole_file(session: Session) -> None:
    take(session, read([header()], [LEFT], [oc3()]))
    run = session.exec(select(ImportRun)).one()
    entries = session.exec(select(ChangeEntry)).all()
    about = [entry for entry in entries if entry.table_name == "young_person"]
    assert about
    assert {entry.request_id for entry in about} == {f"import {run.id}"}
    assert not [entry for entry in entries if "DECOM" in (entry.after or "") or "problems" in (entry.after or "")]
    assert person(session).added_by_import_id == run.id


def test_parent_stays_one_whatever_a_later_return_says(session: Session) -> None:
    take(session, read([header(MOTHER="1")]))
    assert counts(take(session, read([header(MOTHER="0")]))) == (0, 0, 1, 0, 0)
    assert person(session).parent is Answer.YES


def test_older_return_in_which_a_period_was_still_open_takes_nothing_back(session: Session) -> None:
    take(session, read([header()], [LEFT, episode(start="01/02/2026")]))
    report = take(session, read([header()], [episode(start="01/03/2021")]), 2025)
    assert counts(report) == (0, 0, 1, 0, 0)
    assert [ended for _, ended, _ in periods(session, person(session))] == [date(2025, 7, 9), None]
