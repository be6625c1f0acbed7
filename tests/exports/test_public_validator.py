"""What the public validator of the 903 says of our returns: nothing, unless somebody spoils them.

It runs in a Python of its own, which `make test` installs; the tests are collected where it is installed.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from careleavers.config import Settings
from careleavers.db import database_of
from careleavers.demo import running
from careleavers.exports import command
from careleavers.exports.return_903 import draw_up
from careleavers.returns.reading import read_folder
from tests.conftest import Kept, TransactionDatabase, every_table, undone
from tests.exports.conftest import Validate
from tests.returns.files import DATA
from tests.returns.test_service import IMPORT, take

LAST_YEAR = DATA / "903_2026" / "last"
OF_OC3 = {"131", "132", "133", "153", "344", "345", "347", "391", "3001", "INT06", "INT15", "INT34", "EPI"}


@pytest.fixture
def sample(kept_on_sqlite: Kept) -> Iterator[TransactionDatabase]:
    """A database into which the sample return was imported; one is enough, as only what comes out is judged."""
    with undone(kept_on_sqlite.engine("empty", every_table)) as connection:
        database = TransactionDatabase(connection)
        with database.transaction(IMPORT) as session:
            take(session, read_folder(DATA / "903_2026" / "this"))
        yield database


def test_nothing_is_found_in_the_made_up_councils_return(tmp_path: Path, validate: Validate) -> None:
    settings = running.demonstration_settings(Settings(instance=tmp_path))
    on = date(2026, 11, 23)
    running.make(settings, size=150, seed=1, on=on, password="made up for a test", step=lambda _n: None)
    database = database_of(settings)
    made = command.export_903(database, tmp_path / "out", year=2026)
    database.dispose()
    found = validate(2026, tmp_path / "out")
    assert len(made.lines) > 60
    assert found["found"] == {}
    assert set(found["ran"]) >= OF_OC3


def test_public_validator_finds_nothing_in_the_round_trip(
    sample: TransactionDatabase, tmp_path: Path, validate: Validate
) -> None:
    command.export_903(sample, tmp_path / "out", year=2026)
    found = validate(2026, tmp_path / "out")
    assert found["found"] == {}
    assert set(found["ran"]) >= OF_OC3
    # These two look two years back, which is too short for most care leavers.
    assert validate(2026, tmp_path / "out", LAST_YEAR)["found"].keys() <= {"1001", "1002"}


# One row each, so that every slip must be found for itself.
SPOILT = {
    "131": ("oc3.csv", b"YES,P4,D1", b"MAYBE,P4,D1"),
    "133": ("oc3.csv", b"YES,P2,K2", b"YES,P2,X1"),
    "153": ("oc3.csv", b"YES,F4,C1", b"YES,F4,"),
    "344": ("oc3.csv", b"RHOM,0,0", b"RHOM,0,B1"),
    "345": ("oc3.csv", b"YES,F1,H1", b"YES,0,H1"),
    "INT15": ("oc3.csv", b"410104,10/09/2008", b"410104,11/09/2008"),
    "INT06": ("header.csv", b"410120,F,08/10/2006,AOTH,UN5,,\r\n", b""),
    "103": ("header.csv", b"WROM", b"XXXX"),
}


def test_public_validator_catches_a_spoiled_export(
    sample: TransactionDatabase, tmp_path: Path, validate: Validate
) -> None:
    with sample.reading(IMPORT) as session:
        files = draw_up(session, 2026).files()
    for name, right, wrong in SPOILT.values():
        assert right in files[name]
        files[name] = files[name].replace(right, wrong, 1)
    command.write_files(tmp_path, files)
    assert SPOILT.keys() <= validate(2026, tmp_path)["found"].keys()
