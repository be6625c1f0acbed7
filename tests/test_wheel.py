"""What is delivered: a wheel that holds everything the service needs, and works in an empty folder."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

from tests.house.places import PACKAGE, ROOT, TEMPLATES


def run(*words: str, cwd: Path, **more: str) -> str:
    """A program that must succeed; what it printed. Settings of whoever runs the tests stay outside."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CARELEAVERS_", "PYTHON"))}
    done = subprocess.run(words, cwd=cwd, env=kept | more, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from this checkout with what is installed."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", str(folder), str(ROOT), cwd=folder)
    return next(folder.glob("careleavers-*.whl"))


def _files(folder: Path, below: str) -> set[str]:
    left_out = ("__pycache__", ".DS_Store")
    return {
        f"{below}/{path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*")
        if path.is_file() and not any(part in left_out for part in path.parts)
    }


def test_the_wheel_holds_all_of_the_program_and_nothing_of_an_installation(wheel: Path) -> None:
    held = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    wanted = (
        _files(PACKAGE, "careleavers") | _files(TEMPLATES, "careleavers/templates")
        | _files(ROOT / "static", "careleavers/static")
    )  # fmt: skip
    assert wanted - held == set(), "pyproject.toml leaves these out of the wheel"
    assert held - wanted == set(), "these do not belong into the wheel"
    for needed in ("templates/base.html", "static/app.css", "migrations/versions/0001_first.py", "migrations/env.py"):
        assert f"careleavers/{needed}" in held


def test_the_installed_wheel_makes_a_council_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    """In an environment of its own, that finds the libraries of this one and the program only in the wheel."""
    place, empty = tmp_path / "environment", tmp_path / "empty"
    empty.mkdir()
    venv.create(place, with_pip=False, symlinks=True)
    python = str(place / "bin" / "python")
    here = [sys.executable, "-m", "pip", "--python", python, "--disable-pip-version-check"]
    run(*here, "install", "--quiet", "--no-deps", "--no-index", str(wheel), cwd=empty)
    packages = next((place / "lib").glob("python*/site-packages"))
    # A path alone is added after the environment's own packages, and the .pth files in it, where an editable
    # install lives, are not read.
    (packages / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    where = run(python, "-c", "import careleavers; print(careleavers.__file__)", cwd=empty).strip()
    assert Path(where).is_relative_to(place)
    command = str(place / "bin" / "careleavers")
    said = run(command, "demo", "--no-serve", "--size", "40", "--seed", "3", cwd=empty)
    assert "A made-up council with 40 young people" in said
    assert {path.name for path in empty.iterdir()} == {"instance"}
    assert '"open": ' in run(command, "sweep", "--json", cwd=empty)
    drawn = "from careleavers.app import create_app; from careleavers.config import load_settings;"
    drawn += "c = create_app(load_settings(demo=True)).test_client();"
    drawn += "print(c.get('/sign-in').status_code, c.get('/static/app.css').status_code)"
    assert run(python, "-c", drawn, cwd=empty) == "200 200\n"
