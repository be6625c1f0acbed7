"""The made-up council: published shares within two points, the same for a seed, live cases for every rule."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, col, select

from careleavers.config import Settings
from careleavers.db import Database, make_engine
from careleavers.demo import running, shares
from careleavers.domain.actors import job
from careleavers.domain.dates import age_on
from careleavers.domain.policy import Policy
from careleavers.domain.terms import PlanState
from careleavers.models import Account, PathwayPlan
from careleavers.plans import queries
from careleavers.plans.completeness import gaps_in, hard_to_read

ON = date(2026, 11, 23)


def _make(folder: Path, seed: int = 1, size: int = 600) -> tuple[Engine, running.Made]:
    settings = running.demonstration_settings(Settings(instance=folder))
    made = running.make(settings, size=size, seed=seed, on=ON, password="made up for a test", step=lambda _n: None)
    return make_engine(settings.url, write=True), made


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    engine, _ = _make(tmp_path_factory.mktemp("council"))
    yield engine
    engine.dispose()


def _rows(engine: Engine, sql: str) -> list[Any]:
    with engine.connect() as connection:
        return list(connection.execute(text(sql)))


_LEAVERS = """
SELECT y.born_on, y.closure, y.asked_for_support_on,
  (SELECT code FROM accommodation_spell s WHERE s.young_person_id = y.id AND s.ended_on IS NULL) AS home,
  (SELECT suitability FROM accommodation_spell s WHERE s.young_person_id = y.id AND s.ended_on IS NULL) AS suitability,
  (SELECT code FROM eet_spell s WHERE s.young_person_id = y.id AND s.ended_on IS NULL) AS activity,
  (SELECT max(happened_on) FROM contact c WHERE c.young_person_id = y.id
     AND kind IN ('home_visit', 'face_to_face', 'video', 'two_way')) AS spoke
FROM young_person y
WHERE NOT EXISTS (SELECT 1 FROM looked_after_period p WHERE p.young_person_id = y.id AND p.ended_on IS NULL)
"""


def _leavers(engine: Engine, band: str) -> list[Any]:
    least, most = shares.BANDS[band]
    return [r for r in _rows(engine, _LEAVERS) if least <= age_on(date.fromisoformat(r.born_on), ON) <= most]


def _points_apart(found: Counter[str], published: dict[str, int]) -> dict[str, float]:
    total, everybody = sum(published.values()), sum(found.values())
    return {key: abs(100 * found[key] / everybody - 100 * count / total) for key, count in published.items()}


@pytest.mark.parametrize("band", ["17 to 18", "19 to 21"])
def test_homes_suitability_and_activity_are_within_two_points(council: Engine, band: str) -> None:
    people = _leavers(council, band)
    assert len(people) > 60
    for column, published in [
        ("home", shares.ACCOMMODATION[band]),
        ("suitability", shares.SUITABILITY[band]),
        ("activity", shares.ACTIVITY[band]),
    ]:  # fmt: skip
        found = Counter(getattr(person, column) or "" for person in people)
        assert max(_points_apart(found, published).values()) <= 2, (column, found)


@pytest.mark.parametrize("band", ["17 to 18", "19 to 21"])
def test_in_touch_is_within_two_points(council: Engine, band: str) -> None:
    people = _leavers(council, band)
    in_touch = sum(
        person.closure is None and person.spoke is not None and (ON - date.fromisoformat(person.spoke)).days <= 31
        for person in people
    )
    published = shares.IN_TOUCH[band]
    assert abs(100 * in_touch / len(people) - 100 * published["YES"] / sum(published.values())) <= 2


@pytest.mark.parametrize("band", ["22", "23", "24"])
def test_support_after_21_is_within_two_points(council: Engine, band: str) -> None:
    people = _leavers(council, band)
    asked = sum(person.asked_for_support_on is not None for person in people)
    published = shares.IN_TOUCH[band]
    assert abs(100 * asked / len(people) - 100 * published["YES"] / sum(published.values())) <= 2


def test_every_rule_has_five_live_cases(council: Engine) -> None:
    from careleavers.alerts.rules import RULES

    found = Counter(row.rule for row in _rows(council, "SELECT rule FROM alert WHERE cleared_at IS NULL"))
    assert {code: found[code] for code in RULES if found[code] < 5} == {}


def test_thirty_workers_and_four_deputies_in_four_teams(council: Engine) -> None:
    assert _rows(council, "SELECT count(*) FROM worker WHERE team_id IS NOT NULL")[0][0] == 34
    assert _rows(council, "SELECT count(*) FROM team")[0][0] == 4


def _written_out(engine: Engine) -> Iterator[tuple[Session, PathwayPlan]]:
    """The plans of the young people who have an account: those that are written out."""
    database = Database(engine.url.render_as_string(hide_password=False), Policy())
    with database.reading(job("test"), ON) as session:
        for account in session.exec(select(Account).where(col(Account.young_person_id).is_not(None))):
            known = account.young_person_id or 0
            plan = queries.plan_in_hand(session, known) or queries.approved_plan(session, known)
            assert plan is not None
            yield session, plan
    database.dispose()


def test_ten_plans_are_written_out_nine_good_enough_to_show_and_one_that_the_checks_catch(council: Engine) -> None:
    good, poor = [], []
    for session, plan in _written_out(council):
        blocking = {gap.place for gap in gaps_in(session, plan) if gap.blocking}
        entries = queries.entries(session, plan)
        remarks = [remark for entry in entries.values() for remark in hard_to_read(entry)]
        without_reason = {g.place for g in gaps_in(session, plan)} - set(queries.gap_reasons(session, plan))
        said = {box for entry in entries.values() for box in (entry.now, entry.my_view, entry.first_step)}
        (poor if plan.state is PlanState.DRAFT else good).append((blocking, remarks, without_reason, said))
    assert len(good) == 9
    assert [(blocking, remarks, left) for blocking, remarks, left, _ in good] == [(set(), [], set())] * 9
    assert len(set().union(*(said for *_, said in good))) > 9 * 25  # no two of them say the same
    [(blocking, remarks, *_)] = poor
    assert {
        "accommodation_now_address",
        "money_first_step",
        "support_person",
        "plan_want_later",
        "plan_visits",
    } <= blocking
    assert "“How things are now” speaks about them: “The client”. Say “you”." in remarks
    assert "“How things are now” reads at an adult level. Shorter words and sentences bring it down." in remarks
    assert "“How things are now” says “NEET”. Plainer: “not in work or learning”." in remarks


def test_all_kinds_of_lives_are_there(council: Engine) -> None:
    born = [date.fromisoformat(row.born_on) for row in _rows(council, "SELECT born_on FROM young_person")]
    assert any((day.month, day.day) == (2, 29) for day in born)
    assert min(age_on(day, ON) for day in born) == 15
    for condition in ("uasc = 'yes'", "parent = 'yes'", "ethnicity IS NULL"):
        assert _rows(council, f"SELECT count(*) FROM young_person WHERE {condition}")[0][0] >= 5
    assert _rows(council, "SELECT count(*) FROM accommodation_spell WHERE code = 'X' AND ended_on IS NULL")[0][0] >= 5


def _fingerprint(engine: Engine) -> list[Any]:
    return [
        _rows(engine, "SELECT public_id, given_name, born_on, suggested_category FROM young_person ORDER BY id"),
        _rows(engine, "SELECT young_person_id, kind, happened_on, analysis FROM contact ORDER BY id"),
        _rows(
            engine,
            "SELECT rule, young_person_id, worker_id, due_on FROM alert ORDER BY 1, 2, 3",
        ),
    ]


def test_same_seed_and_day_give_the_same_council(tmp_path: Path) -> None:
    engines = []
    for name, seed in [("one", 7), ("two", 7), ("other", 8)]:
        (tmp_path / name).mkdir()
        engines.append(_make(tmp_path / name, seed=seed, size=60)[0])
    one, two, other = map(_fingerprint, engines)
    for engine in engines:
        engine.dispose()
    assert one == two
    assert one != other


def test_another_demonstration_takes_the_files_of_the_last_one_with_it(tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / ("a" * 32)).write_bytes(b"of somebody else")
    for _ in range(2):
        engine, _ = _make(tmp_path, size=20)
        names = {row[0] for row in _rows(engine, "SELECT file_name FROM document")}
        engine.dispose()
    assert len(names) > 5
    assert {each.name for each in (tmp_path / "documents").iterdir()} == names | {"a" * 32}


def test_a_real_installation_is_never_replaced(tmp_path: Path) -> None:
    settings = running.demonstration_settings(Settings(instance=tmp_path))
    engine = make_engine(settings.url, write=True)
    running.running.upgrade(engine)
    with engine.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO change_entry (at, actor, act, table_name, row_id, field, request_id) "
                "VALUES ('2026-01-01', 'account:1', 'insert', 'young_person', '1', 'given_name', '')"
            )
        )
    engine.dispose()
    with pytest.raises(running.NotADemonstration, match="records of its own"):
        _make(tmp_path)


@pytest.mark.parametrize(("source", "column"), [("panel", "panel_look_id"), ("oversight", "oversight_id")])
def test_every_action_names_what_it_arose_from(council: Engine, source: str, column: str) -> None:
    """Rows that are loaded together do not name the same columns, and none of them may be lost."""
    arose = f"SELECT count(*), count({column}) FROM action WHERE source = '{source}'"
    ((every, named),) = _rows(council, arose)
    assert every == named > 0
