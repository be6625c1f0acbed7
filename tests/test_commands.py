"""The commands as somebody at a terminal, or a machine reading JSON, meets them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner, Result
from sqlalchemy import Engine, text

from careleavers import seal
from careleavers.alerts.rules import RULES as CATALOGUE
from careleavers.cli import main
from careleavers.db import Database, make_engine
from careleavers.domain.dates import today_in_london
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Basis, Severity, SubjectKind
from careleavers.migrations import running
from tests.conftest import SECRET
from tests.exports.sheets import read_sheet

DATA = Path(__file__).parent / "data"
THIS, FAKE = DATA / "903_2026" / "this", DATA / "903_fake"
SWEEP = {"as_of", "seconds", "raised", "cleared", "open", "rules"}
SWEPT_RULE = {"rule", "raised", "cleared", "open"}
ALERT = {
    "rule", "title", "subject_type", "subject", "worker", "team", "due_on", "days_late", "severity", "basis", "state",
    "why",
}  # fmt: skip
RULE = {"id", "name", "severity", "basis", "source", "limit", "default", "unit", "clears_when"}
RULES = {
    "R01", "R02", "R03", "R04", "R05", "R08", "R08b", "R15", "R18", "R28",
    "R06", "R07", "R09", "R10", "R11", "R12", "R13", "R14", "R17", "R19", "R20", "R20b", "R21", "R22", "R23", "R24",
    "R25", "R26", "R27", "R27b", "R29", "R30", "R31", "R33", "R34", "R36", "R36b", "R40", "R41", "R41b", "R42", "R43",
    "R50", "R51", "R52", "R54", "R55", "R56", "R57", "R57b", "R57c", "R59", "R59b", "R60", "R70",
    "R71", "R74", "R81", "R92", "R93", "R93b", "R94", "R44", "R44b", "R45", "R53", "R53b",
    "R46", "R47", "R48", "R48b", "R48c", "R49", "R61",
    "R95", "R96", "R97",
    "R84", "R85", "R89", "R89b", "R90", "R90b", "R98", "R98b", "R99",
}  # fmt: skip
Run = Callable[..., Result]


def _all_commands(group: click.Group, *before: str) -> Iterator[tuple[str, ...]]:
    yield before
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _all_commands(command, *before, name)
        else:
            yield (*before, name)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A folder in which a demonstration was made, and what that printed."""
    folder = tmp_path_factory.mktemp("council")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CARELEAVERS_")}
    command = [str(Path(sys.executable).parent / "careleavers"), "demo", "--no-serve", "--size", "40", "--seed", "2"]
    done = subprocess.run(command, cwd=folder, env=kept, capture_output=True, text=True, check=True, timeout=300)
    return folder, done.stdout


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, without settings of whoever runs the tests."""
    for name in [name for name in os.environ if name.startswith("CARELEAVERS_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path) -> Run:
    """`run("sweep", "--json")`: one command in the folder."""
    return lambda *words, **variables: CliRunner().invoke(main, [str(word) for word in words], env=variables)


@pytest.fixture
def in_council(council: tuple[Path, str], folder: Path, run: Run) -> Run:
    """The same where a demonstration was made."""
    shutil.copytree(council[0] / "instance", folder / "instance")
    return run


def answer(result: Result) -> Any:
    """What a command that succeeded answered, as a machine reads it."""
    assert result.exit_code == 0, result.output
    assert result.stderr == ""
    return json.loads(result.stdout)


def refusal(result: Result) -> str:
    """The one line of a command that could not do what it was asked."""
    assert result.exit_code == 1, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    assert line.startswith("careleavers: ")
    return line.removeprefix("careleavers: ")


@pytest.fixture
def database(folder: Path) -> Iterator[Engine]:
    """The database of the folder, opened from outside."""
    made = make_engine(f"sqlite:///{folder / 'instance' / 'careleavers.sqlite3'}", write=True)
    yield made
    made.dispose()


def rows(database: Engine, sql: str) -> list[Any]:
    with database.connect() as connection:
        return list(connection.execute(text(sql)).scalars())


@pytest.mark.parametrize("words", list(_all_commands(main)), ids=" ".join)
def test_every_command_says_what_it_does(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words, "--help")
    assert result.exit_code == 0
    assert result.output.startswith("Usage: ")
    assert result.output == run(*words, "-h").output


def test_every_command_of_the_product_is_there() -> None:
    there = {" ".join(words) for words in _all_commands(main)}
    assert {
        "demo", "serve", "scheduler", "sweep", "alerts", "rules", "import 903", "export 903", "export annex-a",
        "upgrade", "check", "add-worker", "settings", "who-saw",
    } <= there  # fmt: skip


def test_demo_in_an_empty_folder_prints_a_sign_in_for_each_role(council: tuple[Path, str]) -> None:
    folder, said = council
    assert "A made-up council with 40 young people" in said
    for role in ("After-care worker", "Social worker", "Reviewing officer", "Team manager", "Service manager",
                 "Auditor", "Administrator", "Young person"):  # fmt: skip
        assert f"  {role} " in said
    assert "The password of each is: pathways demonstration" in said
    assert {path.name for path in folder.iterdir()} == {"instance"}


def test_sweep_says_what_each_rule_did_and_does_nothing_twice(in_council: Run) -> None:
    first = answer(in_council("sweep", "--json"))
    assert set(first) == SWEEP
    assert {each["rule"] for each in first["rules"]} >= RULES
    for each in first["rules"]:
        assert set(each) == SWEPT_RULE
    assert first["open"] == sum(each["open"] for each in first["rules"]) > 0
    again = answer(in_council("sweep", "--json"))
    assert (again["raised"], again["cleared"], again["open"]) == (0, 0, first["open"])
    later = answer(in_council("sweep", "--json", "--on", "2099-01-04"))
    assert later["as_of"] == "2099-01-04"
    assert later["raised"] + later["cleared"] > 0
    assert f"{later['open']} open in " in in_council("sweep", "--on", "2099-01-04").output


def test_alerts_tell_who_what_when_and_why_without_a_young_persons_name(in_council: Run, database: Engine) -> None:
    alerts = answer(in_council("alerts", "--json"))
    assert len(alerts) == answer(in_council("sweep", "--json"))["open"] > 20
    known = {
        SubjectKind.YOUNG_PERSON.value: set(rows(database, "SELECT child_id FROM young_person")),
        SubjectKind.WORKER.value: set(rows(database, "SELECT sign_in_name FROM worker")),
        SubjectKind.OFFER.value: set(rows(database, "SELECT name FROM offer")),
    }
    names = rows(database, "SELECT given_name || ' ' || family_name FROM young_person")
    for alert in alerts:
        assert set(alert) == ALERT
        assert alert["rule"] in RULES
        assert alert["subject"] in known[alert["subject_type"]]
        assert alert["severity"] in set(Severity)
        assert alert["basis"] in set(Basis)
        assert alert["state"] in ("coming", "overdue", "acknowledged")
        grace = CATALOGUE[alert["rule"]].grace(Policy())
        assert (alert["days_late"] > grace) == (alert["state"] == "overdue") or alert["state"] == "acknowledged"
        assert alert["why"]
        assert not [name for name in names if name in json.dumps(alert, ensure_ascii=False)]
    assert {alert["subject_type"] for alert in alerts} == set(known)


def test_alerts_due_within_adds_what_is_coming_and_takes_nothing_away(in_council: Run) -> None:
    now, soon = answer(in_council("alerts", "--json")), answer(in_council("alerts", "--due-within", "14", "--json"))
    assert soon[: len(now)] == now
    added = soon[len(now) :]
    assert added
    today = answer(in_council("sweep", "--json"))["as_of"]
    for alert in added:
        assert set(alert) == ALERT
        assert alert["state"] == "coming"
        assert -14 <= alert["days_late"] <= 0
        assert alert["due_on"] >= today
    assert len(answer(in_council("alerts", "--due-within", "60", "--json"))) > len(soon)
    assert len(in_council("alerts").output.splitlines()) == len(now)


def test_rules_say_which_limit_is_in_force_and_what_clears_them(run: Run) -> None:
    rules = answer(run("rules", "--json"))
    assert {rule["id"] for rule in rules} >= RULES
    for rule in rules:
        assert set(rule) == RULE
        assert rule["basis"] in set(Basis)
        assert all(rule[name] for name in ("name", "severity", "source", "clears_when"))
        assert rule["limit"] == rule["default"]
    changed = answer(run("rules", "--json", CARELEAVERS_POLICY_SUPERVISION_EVERY_DAYS="21"))
    of = {rule["id"]: rule for rule in changed}
    assert (of["R70"]["limit"], of["R70"]["default"], of["R70"]["unit"]) == (21, 28, "days")
    assert "21 days" in run("rules", CARELEAVERS_POLICY_SUPERVISION_EVERY_DAYS="21").output


def test_import_shows_first_and_writes_only_when_told(run: Run, database: Engine) -> None:
    run("upgrade")
    dry = answer(run("import", "903", THIS, "--year", "2026", "--json"))
    assert {"added", "changed", "unchanged", "refused", "out_of_scope", "problems"} <= set(dry)
    assert dry["applied"] is False
    assert dry["added"] > 0
    assert rows(database, "SELECT count(*) FROM young_person") == [0]
    assert rows(database, "SELECT count(*) FROM import_run") == [0]
    assert rows(database, "SELECT count(*) FROM change_entry") == [0]
    done = answer(run("import", "903", THIS, "--year", "2026", "--apply", "--json"))
    assert done == {**dry, "applied": True}
    assert rows(database, "SELECT count(*) FROM young_person") == [dry["added"]]
    again = answer(run("import", "903", THIS, "--year", "2026", "--apply", "--json"))
    assert (again["added"], again["changed"], again["unchanged"]) == (0, 0, dry["added"])
    assert "Nothing has been written" in run("import", "903", THIS, "--year", "2026").output


def test_import_says_of_every_refusal_where_and_what_to_do(run: Run) -> None:
    run("upgrade")
    report = answer(run("import", "903", FAKE, "--json"))
    assert report["refused"] > 0
    for problem in report["problems"]:
        assert {"file", "row", "column", "value", "remedy"} <= set(problem)
        assert problem["file"]
        assert problem["remedy"]


def test_upgrade_twice_is_one_upgrade(run: Run, database: Engine) -> None:
    for _ in range(2):
        result = run("upgrade")
        assert (result.exit_code, result.output) == (0, "The database is up to date.\n")
    assert rows(database, "SELECT version_num FROM alembic_version") == [running.head()]


def test_check_finds_an_installation_well_and_says_what_is_missing(in_council: Run, database: Engine) -> None:
    in_council("sweep")
    assert "careleavers backup" in in_council("check").output
    made = answer(in_council("backup", "kept/first", "--json"))
    assert made["rows"] > 1000
    report = answer(in_council("check", "--json"))
    assert set(report) == {"ok", "checks"}
    assert {check["name"] for check in report["checks"]} >= {
        "schema",
        "database",
        "integrity",
        "sweep",
        "disk",
        "backup",
        "documents",
        "audit",
    }
    assert report["ok"] is True
    with database.begin() as connection:
        connection.execute(text("DELETE FROM sweep"))
    result = in_council("check")
    assert result.exit_code == 1
    assert "WRONG sweep: alerts have never been checked. Start the scheduler, or run: careleavers sw" in result.output


def test_check_audit_names_the_lines_that_somebody_touched(in_council: Run, database: Engine) -> None:
    place = Database(str(database.url), Policy())
    assert seal.seal(place, None) > 0
    place.dispose()
    whole = in_council("check", "--audit")
    assert "ok    audit: every line is as it was sealed" in whole.output
    with database.begin() as connection:
        connection.execute(text("DROP TRIGGER change_entry_update"))
        connection.execute(text("UPDATE change_entry SET actor = 'somebody else' WHERE id = 1"))
    assert "ok    audit" in in_council("check").output
    touched = in_council("check", "--audit")
    assert touched.exit_code == 1
    assert "WRONG audit: changes: lines 1 to " in touched.output


def test_a_backup_comes_back_in_another_folder(in_council: Run, tmp_path: Path) -> None:
    made = in_council("backup", tmp_path / "kept" / "whole")
    assert made.exit_code == 0
    assert "NOT encrypted" in made.output
    again = in_council("restore", tmp_path / "kept" / "whole")
    assert again.exit_code == 1
    assert "Move it away first" in again.output
    came = in_council(
        "restore", tmp_path / "kept" / "whole", CARELEAVERS_DATABASE_URL=f"sqlite:///{tmp_path / 'back.sqlite3'}"
    )
    assert came.exit_code == 0, came.output
    assert "Run: careleavers sweep" in came.output
    drilled = in_council("drill")
    assert drilled.exit_code == 0
    assert "all the same" in drilled.output


def test_check_of_an_empty_folder_says_what_to_do(run: Run) -> None:
    result = run("check", "--json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert report["ok"] is False
    assert "Run careleavers upgrade" in str(report["checks"])


def test_settings_say_where_each_came_from_and_hide_secrets(run: Run, folder: Path) -> None:
    (folder / "instance").mkdir()
    (folder / "instance" / "config.toml").write_text("council_name = 'Ourtown'\n")
    shown = {row["name"]: row for row in answer(run("settings", "--json", CARELEAVERS_SECRET_KEY=SECRET))}
    assert shown["council_name"] == {"name": "council_name", "value": "Ourtown", "source": "config.toml"}
    assert shown["secret_key"] == {"name": "secret_key", "value": "(set)", "source": "CARELEAVERS_SECRET_KEY"}
    assert "council_name = Ourtown  (config.toml)" in run("settings").output


def test_add_worker_prints_a_link_once_and_refuses_the_same_name(run: Run, database: Engine) -> None:
    run("upgrade")
    words = ("add-worker", "--sign-in-name", "ada", "--given-name", "Ada", "--family-name", "Adams", "--role",
             "administrator")  # fmt: skip
    result = run(*words, CARELEAVERS_SECRET_KEY=SECRET)
    assert result.exit_code == 0
    assert "Ada Adams can sign in as ada once a password is set." in result.stdout
    assert "  /set-password/" in result.stdout
    assert rows(database, "SELECT role FROM worker") == ["administrator"]
    assert "signs in with that name already" in refusal(run(*words, CARELEAVERS_SECRET_KEY=SECRET))
    assert rows(database, "SELECT count(*) FROM worker") == [1]
    assert "secret_key is not set" in refusal(run(*words))


NEEDS_A_DATABASE = [
    ("sweep", "--json"), ("alerts", "--json"), ("import", "903", str(THIS)), ("serve", "--port", "1"), ("scheduler",),
    ("add-worker", "--sign-in-name", "ada", "--given-name", "A", "--family-name", "B", "--role", "auditor"),
]  # fmt: skip


@pytest.mark.parametrize("words", NEEDS_A_DATABASE, ids=lambda words: words[0])
def test_without_a_database_the_way_to_one_is_said(run: Run, folder: Path, words: tuple[str, ...]) -> None:
    assert "Run careleavers upgrade" in refusal(run(*words))
    (folder / "instance").mkdir()
    assert refusal(run(*words)) == "The database is empty. Run: careleavers upgrade"


@pytest.mark.parametrize("words", [*NEEDS_A_DATABASE, ("upgrade",)], ids=lambda words: words[0])
def test_a_database_of_a_newer_version_is_left_alone(run: Run, database: Engine, words: tuple[str, ...]) -> None:
    run("upgrade")
    with database.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999_from_the_future'"))
    said = refusal(run(*words))
    assert said == "The database was made by a newer version of this program. Install that version."
    assert rows(database, "SELECT version_num FROM alembic_version") == ["9999_from_the_future"]


def test_a_demonstration_never_replaces_records(run: Run, database: Engine) -> None:
    run("upgrade")
    run("import", "903", THIS, "--year", "2026", "--apply")
    before = rows(database, "SELECT count(*) FROM young_person")
    result = run("demo", "--no-serve", "--size", "20")
    assert result.exit_code == 1
    assert "The database holds records of its own" in result.stderr
    assert rows(database, "SELECT count(*) FROM young_person") == before != [0]


def test_what_cannot_be_read_is_named_in_one_line(run: Run, folder: Path) -> None:
    run("upgrade")
    assert refusal(run("import", "903", "nowhere")) == "nowhere: is not a folder. Give the folder that holds the files."
    config = folder / "instance" / "config.toml"
    config.write_text("council_name = ")
    for words in (("settings",), ("sweep",), ("check",), ("rules",), ("serve",)):
        assert refusal(run(*words)).startswith("config.toml cannot be read: ")
    config.write_text("counsil_name = 'x'")
    assert "Did you mean council_name?" in refusal(run("settings"))
    config.unlink()
    assert "is not a setting" in refusal(run("settings", CARELEAVERS_SWEEP_HUOR="5"))
    (folder / "instance" / "careleavers.sqlite3").write_text("no database at all, only words" * 100)
    for words in (("sweep",), ("upgrade",), ("alerts",)):
        assert refusal(run(*words)).startswith("The database cannot be opened (DatabaseError).")


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("nonsense", "database_url cannot be understood."),
        ("nonsense://x", "database_url cannot be understood."),
        ("postgresql://them:not-to-be-told@127.0.0.1:1/care", "The database cannot be opened (OperationalError)."),
    ],
)
def test_a_database_that_cannot_be_reached_is_said_without_its_password(run: Run, url: str, says: str) -> None:
    for words in (("sweep",), ("upgrade",), ("check",)):
        result = run(*words, CARELEAVERS_DATABASE_URL=url)
        assert result.exit_code == 1
        assert says in result.output
        assert "not-to-be-told" not in result.output


@pytest.mark.parametrize(
    "words",
    [("sweep", "--on", "4 March"), ("alerts", "--due-within", "-1"), ("demo", "--size", "3"), ("import", "903"),
     ("no-such-command",), ("serve", "--port", "many"), ("add-worker",)],
)  # fmt: skip
def test_words_it_does_not_know_are_answered_with_how_to_use_it(run: Run, words: tuple[str, ...]) -> None:
    result = run(*words)
    assert result.exit_code == 2
    assert "Usage: " in result.stderr
    assert "Error: " in result.stderr


def test_export_of_a_return_writes_its_files_and_tells_what_is_missing(in_council: Run, folder: Path) -> None:
    told = answer(in_council("export", "903", "--year", "2026", "out", "--json"))
    assert {path.name for path in (folder / "out").iterdir()} == {"header.csv", "oc3.csv", "trace.json"}
    assert len((folder / "out" / "oc3.csv").read_text().splitlines()) == told["people"] + 1 > 5
    assert {"year", "as_of", "people", "gaps", "rows", "left_out"} <= told.keys()
    assert json.loads((folder / "out" / "trace.json").read_text()) == told
    said = in_council("export", "903", "--year", "2026", "again")
    assert f"{told['people']} care leavers in the return for the year to 31 March 2026." in said.stdout


def test_export_of_a_year_that_cannot_be_says_which_can(in_council: Run, folder: Path) -> None:
    assert "The year must be 2023 to " in refusal(in_council("export", "903", "--year", "1999", "out"))
    assert not (folder / "out").exists()


def test_export_of_the_inspection_list_writes_a_workbook(in_council: Run, folder: Path) -> None:
    on = today_in_london().isoformat()
    told = answer(in_council("export", "annex-a", "--on", on, "list.xlsx", "--json"))
    assert told["people"] > 20
    assert {"on", "people", "gaps", "left_out"} == told.keys()
    name, rows = read_sheet((folder / "list.xlsx").read_bytes())
    assert (name, len(rows)) == ("List_9", told["people"] + 2)
    assert in_council("export", "annex-a", "--on", on, "--headings-on-row-1", "regional.xlsx").exit_code == 0
    assert len(read_sheet((folder / "regional.xlsx").read_bytes())[1]) == told["people"] + 1


def test_inspection_list_that_is_no_workbook_is_refused(in_council: Run, folder: Path) -> None:
    assert "must end in .xlsx" in refusal(in_council("export", "annex-a", "--on", "2026-01-01", "list.csv"))
    assert not (folder / "list.csv").exists()
