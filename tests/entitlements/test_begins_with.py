"""What every installation begins with: valid, in plain words, put in once, and never over what the council did."""

import tomllib
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from careleavers.db import Database, make_engine
from careleavers.domain.actors import Actor
from careleavers.domain.entitlements import OfferReminder
from careleavers.domain.policy import Policy
from careleavers.domain.reading import reading_age
from careleavers.domain.terms import LegalCategory, Role
from careleavers.entitlements import checks, table
from careleavers.migrations import running
from careleavers.models import Offer, OfferDetails, Worker
from careleavers.models.base import identity
from careleavers.models.entitlements import as_kept
from tests.conftest import TODAY
from tests.house.test_shape import BANNED_TO_YOUNG_PEOPLE

DATA = tomllib.loads((files("careleavers.migrations") / "local_offer_2026.toml").read_text(encoding="utf-8"))
ROWS: list[dict[str, Any]] = DATA["offer"]
ASIDE = {"key", "replaces", "certain", "ends_on", "categories"}


def by_key(key: str) -> dict[str, Any]:
    return next(row for row in ROWS if row["key"] == key)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_every_row_is_one_that_the_council_could_have_added_itself(row: dict[str, Any]) -> None:
    categories = as_kept(LegalCategory(each) for each in row["categories"])
    facts = {name: value for name, value in row.items() if name not in ASIDE}
    checks.offer_makes_sense(OfferDetails.model_validate({**facts, "categories": categories}))
    if "replaces" in row:
        old = by_key(row["replaces"])
        assert (old["name"], old["ends_on"]) == (row["name"], row["from_on"])


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["key"])
def test_its_words_are_plain_and_hurt_nobody(row: dict[str, Any]) -> None:
    told = " ".join([row["name"], row["what"], row["how"], row.get("condition_words", "")])
    assert not BANNED_TO_YOUNG_PEOPLE.findall(told)
    assert (reading_age(f"{row['what']} {row['how']}") or 0) <= 14


def test_what_was_found_out_stands_in_it() -> None:
    amounts = {
        row["key"]: (row["amount_kind"], row["amount_pence"], row["per"]) for row in ROWS if "amount_pence" in row
    }
    assert amounts == {
        "setting-up-home": ("at_least", 300_000, "once"),
        "higher-education-bursary": ("at_least", 200_000, "once"),
        "bursary-16-to-19": ("up_to", 120_000, "year"),
        "apprenticeship-bursary-before": ("exactly", 100_000, "once"),
        "apprenticeship-bursary": ("exactly", 300_000, "once"),
        "care-to-learn": ("up_to", 18_000, "week"),
    }
    dates = {row["key"]: row["from_on"] for row in ROWS if "from_on" in row}
    assert dates == {
        "setting-up-home": date(2023, 4, 1), "apprenticeship-bursary": date(2023, 8, 1),
        "one-bedroom-rate": date(2021, 5, 31),
    }  # fmt: skip
    assert [row["key"] for row in ROWS if row["reminder"] == OfferReminder.BIRTHDAYS] == ["savings"]


def test_what_nobody_could_confirm_is_marked() -> None:
    assert {row["key"] for row in ROWS if not row.get("certain", True)} == {
        "council-tax", "savings", "staying-close", "wider-offer", "not-intentionally-homeless", "free-prescriptions",
        "leisure-pass", "bus-travel", "driving-lessons", "like-a-protected-characteristic",
    }  # fmt: skip


def test_it_is_put_in_once_and_what_the_council_does_stays(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'fresh.sqlite3'}"
    engine = make_engine(url, write=True)
    running.upgrade(engine)
    database = Database(url, Policy())
    with database.transaction(Actor("account:1", Role.SERVICE_MANAGER, worker_id=1), today=TODAY) as session:
        sam = Worker.made(
            sign_in_name="sam", given_name="Sam", family_name="W", role=Role.SERVICE_MANAGER, started_on=TODAY
        )
        session.add(sam)
        session.flush()
        rows = session.execute(select(Offer)).scalars().all()
        assert len(rows) == len(ROWS)
        assert {row.checked_by_id for row in rows} == {row.watched_from_on for row in rows} == {None}
        assert {row.last_checked_on for row in rows} == {DATA["last_checked_on"]}
        series = [row for row in rows if row.name.startswith("Apprenticeship")]
        assert len({row.series_id for row in series}) == 1
        assert {row.series_id for row in rows} <= {row.id for row in rows}
        ended = next(row for row in rows if row.name == "Bus travel")
        actor = Actor("account:1", Role.SERVICE_MANAGER, worker_id=identity(sam))
        table.end_offer(session, ended, TODAY, "There is none here", ended.version)
        table.add_offer(
            session,
            actor,
            OfferDetails.model_validate(
                ended.model_dump(include=set(OfferDetails.model_fields)) | {"name": "Tram travel"}
            ),
            certain=True,
        )
    running.upgrade(engine)
    with database.reading(Actor("account:1"), TODAY) as session:
        assert session.execute(select(func.count()).select_from(Offer)).scalar_one() == len(ROWS) + 1
        again = session.execute(select(Offer).where(Offer.name == "Bus travel")).scalars().one()  # type: ignore[arg-type]
        assert again.ends_on == TODAY
    database.dispose()
    engine.dispose()
