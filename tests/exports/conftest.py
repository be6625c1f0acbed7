"""What the tests of exports share: the validator in its own Python, and Lee."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from tests.exports.lee import Life
from tests.people import People

VALIDATOR = Path(sys.prefix) / "validator" / "bin" / "python"
Validate = Callable[..., dict[str, Any]]
collect_ignore = [] if VALIDATOR.exists() else ["test_public_validator.py"]


@pytest.fixture(scope="session")
def validate() -> Validate:
    """`validate(2026, folder)`: what the public validator finds in a folder, as rule and child ids."""

    def run(year: int, *folders: Path) -> dict[str, Any]:
        command = [str(VALIDATOR), str(Path(__file__).parent / "run_validator.py"), str(year), *map(str, folders)]
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)
        return json.loads(done.stdout.splitlines()[-1])  # type: ignore[no-any-return]

    return run


@pytest.fixture
def life(session: Session, people: People) -> Life:
    """Lee, of whom nothing is recorded yet."""
    return Life(session, people)
