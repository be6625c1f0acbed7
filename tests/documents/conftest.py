"""What these tests stand on: a folder of files of their own, on a disk with room."""

import shutil
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask

from careleavers.documents.files.judging import judge
from careleavers.documents.files.shelf import Shelf


@pytest.fixture(autouse=True)
def roomy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A disk that is half empty, however full that of this machine is."""
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: SimpleNamespace(total=2 * 10**9, free=10**9))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the files lie."""
    return tmp_path / "documents"


@pytest.fixture
def shelf(folder: Path) -> Shelf:
    """The files, not sealed."""
    return Shelf(folder)


@pytest.fixture
def own_folder(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The application keeps files in the folder of this test, and looks into them without another process.

    That process has its own tests; to start one for every file would take most of the time.
    """
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], documents_folder=str(folder))
    monkeypatch.setattr("careleavers.documents.receiving.look_apart", judge)
    return folder
