"""Two people save overlapping homes at one moment: neither can see the other's, and still only one is kept."""

import threading
from datetime import date

from sqlalchemy import Engine
from sqlalchemy.exc import DatabaseError

from careleavers.db import make_engine
from careleavers.domain.terms import AccommodationCode, Suitability
from careleavers.migrations import running
from careleavers.models import AccommodationSpell, metadata
from tests.migrations.test_schema import _fill


def _home(start: date, end: date) -> dict[str, object]:
    made = AccommodationSpell.made(
        young_person_id=1, code=AccommodationCode.INDEPENDENT, suitability=Suitability.SUITABLE,
        provided_by_council=False, started_on=start, ended_on=end, recorded_by_id=1,
    )  # fmt: skip
    return made.model_dump(exclude={"id"})


def test_overlapping_homes_saved_at_one_moment_are_not_both_kept(empty: Engine) -> None:
    running.upgrade(empty)
    _fill(empty)
    table = metadata.tables["accommodation_spell"]
    other = make_engine(empty.url.render_as_string(hide_password=False), write=True)
    outcome: list[str] = []

    def save_the_second() -> None:
        try:
            with other.begin() as connection:
                connection.execute(table.insert(), [_home(date(2025, 2, 1), date(2025, 4, 1))])
            outcome.append("kept")
        except DatabaseError as problem:
            outcome.append(str(problem.orig))

    with empty.begin() as first:
        first.execute(table.insert(), [_home(date(2025, 1, 1), date(2025, 3, 1))])
        second = threading.Thread(target=save_the_second)
        second.start()
        # The second must wait for the first: a short wait shows whether it went ahead on its own.
        second.join(timeout=0.5)
        assert outcome == [], "The second save did not wait for the first."
    second.join(timeout=30)
    other.dispose()
    assert len(outcome) == 1
    assert "spells overlap" in outcome[0]
    with empty.connect() as connection:
        assert len(connection.execute(table.select()).all()) == 1
