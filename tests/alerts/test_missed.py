"""Missed dates against a replay: each of the last days seen with what had happened by the evening before."""

import os
import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import update
from sqlmodel import Session

from careleavers.alerts import missed
from careleavers.alerts.missed_dates import COUNTED
from careleavers.alerts.rules import RULES
from careleavers.domain.actors import Actor
from careleavers.domain.policy import Policy
from careleavers.domain.terms import ContactKind, PlanState, Role
from careleavers.models import Contact, Sweep
from tests.alerts import oracle
from tests.alerts.day_counting import DAY
from tests.alerts.facts import Council, History
from tests.alerts.histories import FIRST_ID
from tests.alerts.scene import Scene, contact, home, new_scene, visit
from tests.alerts.test_oracle import for_each_council
from tests.client import AuditingClient, words
from tests.conftest import TODAY, TransactionDatabase
from tests.people import People

WINDOW = int(os.environ.get("CARELEAVERS_TEST_WINDOW", "40"))  # days replayed; more in a long run
SignIn = Callable[[str], AuditingClient]
Found = set[tuple[str, int | None, date]]


def _plans_by(history: History, evening: date) -> History:
    plans = [plan.model_copy() for plan in history.plans if plan.approved_on and plan.approved_on <= evening]
    for plan in plans:
        newest = plan.number == max(each.number for each in plans)
        plan.state = PlanState.APPROVED if newest else PlanState.SUPERSEDED
    return replace(history, plans=plans, copies=[each for each in history.copies if each.given_on <= evening])


def _by(history: History, evening: date) -> History:
    """What had happened to somebody by the end of a day."""
    homes = [home.model_copy() for home in history.homes if home.started_on <= evening]
    for each in homes:
        each.ended_on = each.ended_on if each.ended_on and each.ended_on <= evening else None
    return replace(
        _plans_by(history, evening),
        homes=homes,
        contacts=[each for each in history.contacts if each.happened_on <= evening],
        reviews=[each for each in history.reviews if each.held_on <= evening],
        changes=[each for each in history.changes if each.happened_on <= evening],
    )


def _replayed(council: Council, first: date) -> Found:
    """What the second reading calls late for the first time on each day up to the one that matters."""
    found: Found = set()
    for number in range((council.as_of - first).days):
        evening = first + DAY * number
        then = replace(
            council,
            histories=[_by(history, evening) for history in council.histories],
            supervisions=[each for each in council.supervisions if each.held_on <= evening],
        )
        for (rule_id, subject, _), due in oracle.everything(then):
            in_time_until = due.on + RULES[rule_id].grace(council.policy) * DAY
            if rule_id in COUNTED and in_time_until == evening < due.until:
                found.add((rule_id, subject, due.on))
    return found


def test_missed_dates_are_those_that_a_replay_of_the_days_finds(database: TransactionDatabase, people: People) -> None:
    seen_in_all: set[str] = set()

    def check(database: TransactionDatabase, council: Council, _chance: random.Random) -> None:
        first = council.as_of - timedelta(days=WINDOW)
        with database.session(_manager(people), write=False, today=council.as_of) as session:
            rows = missed.missed_dates(session, _manager(people), first, council.as_of - DAY)
        told = {(row.rule, row.subject_id, row.due_on) for row in rows if not row.only_written_late}
        told = {row for row in told if row[1] >= FIRST_ID}
        expected = {row for row in _replayed(_plainly(council), first) if row[2] >= first}
        assert told == expected
        seen_in_all.update(rule for rule, *_ in told)

    for_each_council(database, people, (9, 5), check, prepare=_plainly)
    assert len(seen_in_all) >= 3, "too little was missed for this to say anything"


def _plainly(council: Council) -> Council:
    """Without plans that agree a frequency: a replay forgets which plan was in force when a visit was made."""
    for history in council.histories:
        for plan in history.plans:
            plan.visit_every_days = None
    return council


def _counted(session: Session, people: People, year: int = 2026, **more: str | None) -> missed.Figures:
    return missed.figures(session, _manager(people), year, more.get("rule"), more.get("team"))


def test_a_visit_written_down_late_is_not_a_visit_missed(session: Session, people: People) -> None:
    """Moved on 2 February: to be visited by the 9th. Done that day and written down in March, or done a day later."""
    for name, days_after in (("one", 7), ("two", 8)):
        scene = new_scene(session, people, name)
        home(date(2026, 2, 2))(scene)
        contact(ContactKind.HOME_VISIT, date(2026, 2, 2) + timedelta(days=days_after))(scene)
    session.connection().execute(update(Contact).values(recorded_at=datetime(2026, 3, 1, 9, tzinfo=UTC)))
    [line] = _counted(session, people, rule="R24").by_rule
    assert (line.words, line.missed, line.written_late) == (RULES["R24"].title, 1, 1)


def test_written_down_late_in_the_evening_is_written_down_that_day_in_london(session: Session, people: People) -> None:
    """On 30 June at half past eleven at night it is still half past ten in universal time, and the other way round."""
    scene = new_scene(session, people)
    home(date(2025, 6, 23))(scene)
    contact(ContactKind.HOME_VISIT, date(2025, 6, 30))(scene)
    for hour, late in ((22, 0), (23, 1)):
        session.connection().execute(update(Contact).values(recorded_at=datetime(2025, 6, 30, hour, 30, tzinfo=UTC)))
        assert sum(line.written_late for line in _counted(session, people, 2025, rule="R24").by_rule) == late


def test_a_date_is_judged_by_the_limits_of_its_own_day(session: Session, people: People) -> None:
    """Under limits of 14 days until the end of January; today's limit of 28 was reached by nobody."""
    scene = new_scene(session, people)
    for on in (date(2025, 12, 25), date(2026, 1, 12), date(2026, 2, 3), date(2026, 2, 26)):
        visit(on)(scene)
    strict = Policy(lost_contact_days=14).as_json()
    kept = ((date(2025, 12, 1), strict), (date(2026, 2, 1), Policy().as_json()))
    assert _lost(session, people, scene) == []
    for day, limits in kept:
        session.add(Sweep(for_day=day, limits=limits))
    session.flush()
    assert _lost(session, people, scene) == [date(2026, 1, 8), date(2026, 1, 26)]


def _lost(session: Session, people: People, scene: Scene) -> list[date]:
    rows = missed.missed_dates(session, _manager(people), date(2026, 1, 1), TODAY - DAY)
    mine = [row for row in rows if row.rule == "R30" and row.subject_id == scene.sky.id]
    return [row.due_on for row in mine if not row.only_written_late]


def test_the_three_tables_agree_and_a_manager_counts_their_own_team_only(session: Session, people: People) -> None:
    for name, team in (("one", people.north), ("two", people.south)):
        scene = new_scene(session, people, name)
        scene.sky.team_id = team.id
        visit(date(2025, 12, 1))(scene)
    session.flush()
    found = _counted(session, people)
    sums = {sum(line.missed for line in lines) for lines in (found.by_rule, found.by_team, found.by_month)}
    assert sums == {found.missed} != {0}
    north = Actor("account:2", role=Role.TEAM_MANAGER, worker_id=people.id("tess"), team_id=people.north.id)
    assert {line.words for line in missed.figures(session, north, 2026, None, None).by_team} == {"North"}
    assert [line.words for line in _counted(session, people, team="South").by_team] == ["South"]


def test_page_counts_missed_dates_and_can_be_narrowed(session: Session, people: People, sign_in: SignIn) -> None:
    scene = new_scene(session, people)
    visit(date(2025, 12, 1))(scene)
    session.commit()
    page = words(sign_in("tess").get("/alerts/missed?rule=R30"))
    assert "Lost contact" in page
    assert "January" not in words(sign_in("tess").get("/alerts/missed?rule=R24"))
    assert sign_in("tess").get("/alerts/missed?year=1066").status_code == 422
    assert sign_in("amy").get("/alerts/missed").status_code == 403


def _manager(people: People) -> Actor:
    return Actor("account:1", role=Role.SERVICE_MANAGER, worker_id=people.id("sam"))
