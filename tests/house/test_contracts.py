"""Who may import whom: the contracts in pyproject.toml hold, and each of them turns red for a breach of its own."""

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from tests.house.places import PACKAGE, ROOT

Lint = Callable[[str, str], tuple[int, str]]

# Breaches of each contract: the file that would commit it and the line it would add.
BREACHES = {
    "Packages point one way": [
        ("risks/service.py", "import careleavers.contacts.service"),
        ("contacts/service.py", "import careleavers.plans.service"),
        ("domain/dates.py", "import careleavers.models"),
        ("alerts/engine.py", "import careleavers.people.service"),
        ("helpers.py", ""),
    ],
    "Inside a feature": [
        ("contacts/queries.py", "import careleavers.contacts.service"),
        ("risks/service.py", "import careleavers.risks.forms"),
        ("accounts/forms.py", "import careleavers.accounts.views"),
    ],
    "The domain knows no framework": [
        ("domain/plans.py", "import sqlalchemy"),
        ("domain/plans.py", "import careleavers.db"),
    ],
    "Services and tables know no HTTP": [
        ("contacts/service.py", "import flask"),
        ("alerts/queries.py", "import wtforms"),
        ("alerts/rules/visits.py", "import flask"),
        ("models/risks.py", "import wtforms"),
    ],
    "Only the scheduler starts APScheduler": [
        ("jobs.py", "import apscheduler"),
        ("people/service.py", "import apscheduler"),
    ],
    "Views belong to the app factory": [
        ("cli.py", "import careleavers.contacts.views"),
    ],
}


@pytest.fixture(scope="module")
def lint(tmp_path_factory: pytest.TempPathFactory) -> Lint:
    """`lint(file, line)`: checks a copy of the package in which one file ends with one more line."""
    copy = tmp_path_factory.mktemp("contracts")
    shutil.copytree(PACKAGE, copy / "careleavers", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)

    def check(file: str, line: str) -> tuple[int, str]:
        place = copy / "careleavers" / file
        before = place.read_bytes() if place.exists() else None
        place.write_bytes((before or b"") + f"\n{line}\n".encode())
        program = "from importlinter.cli import lint_imports_command; lint_imports_command()"
        arguments = [sys.executable, "-c", program, "--no-logo", "--cache-dir", str(copy / "cache")]
        environment = {**os.environ, "PYTHONPATH": str(copy)}
        done = subprocess.run(arguments, cwd=copy, env=environment, capture_output=True, text=True, check=False)
        if before is None:
            place.unlink()
        else:
            place.write_bytes(before)
        return done.returncode, " ".join((done.stdout + done.stderr).split())

    return check


def test_everything_imports_in_the_one_direction(lint: Lint) -> None:
    code, said = lint("__init__.py", "")
    assert code == 0, (
        "An import goes against the plan of the house (see [tool.importlinter] in pyproject.toml). Imports point one"
        " way, so that a module can be read with what lies beneath it and nothing else. Move what you need downwards,"
        f" or call it from above:\n{said}"
    )
    assert "0 broken" in said


@pytest.mark.parametrize(
    ("contract", "file", "line"), [(name, *breach) for name, breaches in BREACHES.items() for breach in breaches]
)
def test_each_contract_turns_red_for_its_own_breach(lint: Lint, contract: str, file: str, line: str) -> None:
    code, said = lint(file, line)
    assert code == 1
    if line:
        importer = f"careleavers.{file.removesuffix('.py').replace('/', '.')}"
        assert f"{contract} BROKEN" in said
        assert f"{importer} -> {line.removeprefix('import ')}" in said
    else:
        assert "careleavers.helpers" in said or "helpers" in said.split()


def test_every_contract_has_been_seen_to_turn_red() -> None:
    assert {each["name"] for each in _contracts()} == set(BREACHES)


def _contracts() -> list[dict[str, Any]]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts: list[dict[str, Any]] = settings["tool"]["importlinter"]["contracts"]
    return contracts


def test_every_feature_is_held_to_the_order_inside() -> None:
    inside = next(each for each in _contracts() if each["name"] == "Inside a feature")
    features = {f"careleavers.{path.parent.name}" for path in PACKAGE.glob("*/views*") if path.suffix in ("", ".py")}
    missing = features - set(inside["containers"])
    assert not missing, f"Add these features to the contract “Inside a feature” in pyproject.toml: {sorted(missing)}"


def test_no_import_is_hidden_from_the_contracts() -> None:
    """What is imported by its name in a string is not seen; only the app factory does so, for views."""
    hidden = [
        str(path.relative_to(ROOT))
        for path in PACKAGE.rglob("*.py")
        if "import_module(" in path.read_text(encoding="utf-8") or "__import__(" in path.read_text(encoding="utf-8")
    ]
    assert hidden == ["careleavers/app.py"], f"Import by statement, so that the contracts see it: {hidden}"
