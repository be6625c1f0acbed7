"""Allocating, handing over and ending: in one act, with nothing lost, by managers for their own team."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from careleavers.alerts import engine
from careleavers.allocations import queries, service
from careleavers.domain.actors import Actor
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import AllocationRole, Closure, LegalCategory
from careleavers.models import Alert, Allocation, AllocationDetails, ReadEntry, YoungPerson
from tests.client import AuditingClient, words
from tests.conftest import TODAY, TransactionDatabase
from tests.people import People, add_young_person

SignIn = Callable[[str], AuditingClient]
NOTE = "Her sister matters most to her. A visit to the college is promised for Friday."


@pytest.fixture
def kit(session: Session, people: People) -> People:
    """Kit, 16 and a half, without a team or a worker."""
    add_young_person(session, people, "kit", date(2009, 9, 1), None, suggested_category=LegalCategory.ELIGIBLE)
    session.commit()
    engine.refresh(session, young_person_id=people.id("kit"))
    session.commit()
    return people


def path(person: YoungPerson, act: str = "allocate") -> str:
    return f"/young-people/{person.public_id}/{act}"


def choose(
    people: People, worker: str, role: str = "after_care_worker", day: date = TODAY, note: str = ""
) -> dict[str, str]:
    return {
        "role": role, "worker_id": str(people.id(worker)), "handover_note": note,
        "from_on-day": str(day.day), "from_on-month": str(day.month), "from_on-year": str(day.year),
    }  # fmt: skip


def held(session: Session, people: People, name: str) -> list[tuple[str, date, date | None]]:
    statement = select(Allocation).where(col(Allocation.young_person_id) == people.id(name))
    rows = session.exec(statement.order_by(col(Allocation.id)).execution_options(populate_existing=True)).all()
    by_id = {people.id(name): name for name in people.workers}
    return [(by_id[row.worker_id], row.from_on, row.to_on) for row in rows]


def open_rules(session: Session, people: People, name: str) -> set[str]:
    statement = select(Alert).where(col(Alert.young_person_id) == people.id(name), col(Alert.cleared_at).is_(None))
    return {alert.rule for alert in session.exec(statement)}


def test_manager_allocates_and_the_alert_goes_in_the_same_act(session: Session, kit: People, sign_in: SignIn) -> None:
    assert "R20" in open_rules(session, kit, "kit")
    tess = sign_in("tess")
    page = words(tess.get(path(kit.kit)))
    assert "Amy Worker, after-care worker: 1 young person" in page
    assert "Ivy Worker, after-care worker: 0 young people" in page
    assert "Ben" not in page
    response = tess.send(path(kit.kit), choose(kit, "ivy"))
    assert response.location == f"/young-people/{kit.kit.public_id}"
    assert held(session, kit, "kit") == [("ivy", TODAY, None)]
    assert "R20" not in open_rules(session, kit, "kit")
    session.refresh(kit.kit)
    assert kit.kit.team_id == kit.north.id
    assert sign_in("ivy").get(f"/young-people/{kit.kit.public_id}").status_code == 200


def test_hand_over_ends_the_one_before_in_the_same_act(session: Session, people: People, sign_in: SignIn) -> None:
    begun = TODAY - timedelta(days=400)
    tess = sign_in("tess")
    refused = tess.send(path(people.yas), choose(people, "ivy"))
    assert refused.status_code == 422
    assert "Write what the next worker needs to know" in words(refused)
    assert held(session, people, "yas") == [("amy", begun, None)]
    tess.send(path(people.yas), choose(people, "ivy", note=NOTE))
    assert held(session, people, "yas") == [("amy", begun, TODAY), ("ivy", TODAY, None)]
    page = words(tess.get(path(people.yas, "allocations")))
    assert NOTE in page
    assert "Handed over to Ivy Worker" in page
    assert sign_in("amy").get(f"/young-people/{people.yas.public_id}").status_code == 404


def test_hand_over_on_a_day_to_come_leaves_the_one_before_until_then(
    session: Session, people: People, sign_in: SignIn
) -> None:
    day = TODAY + timedelta(days=14)
    sign_in("tess").send(path(people.yas), choose(people, "ivy", day=day, note=NOTE))
    assert held(session, people, "yas")[0][2] == day
    assert sign_in("amy").get(f"/young-people/{people.yas.public_id}").status_code == 200
    assert sign_in("ivy").get(f"/young-people/{people.yas.public_id}").status_code == 404
    refused = sign_in("tess").send(path(people.yas), choose(people, "ivy", note=NOTE))
    assert "Somebody is allocated from 18 March 2026" in words(refused)


def test_mistake_is_put_right_on_the_same_day(session: Session, kit: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    tess.send(path(kit.kit), choose(kit, "amy"))
    tess.send(path(kit.kit), choose(kit, "ivy", note=NOTE))
    assert held(session, kit, "kit") == [("amy", TODAY, TODAY), ("ivy", TODAY, None)]


def test_other_parts_stand_beside_and_cover_ends_nobody(session: Session, people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    assert tess.send(path(people.yas), choose(people, "ivy", role="cover")).status_code == 302
    assert tess.send(path(people.yas), choose(people, "ivy", role="cover")).status_code == 422
    add_young_person(session, people, "may", date(2009, 9, 1), people.north, suggested_category=LegalCategory.ELIGIBLE)
    session.commit()
    for worker, role in (("sol", "social_worker"), ("amy", "after_care_worker")):
        assert tess.send(path(people.may), choose(people, worker, role=role)).status_code == 302
    assert len(held(session, people, "yas")) == 2
    assert all(row[2] is None for row in held(session, people, "yas") + held(session, people, "may"))


def test_service_manager_moves_somebody_to_another_team(session: Session, people: People, sign_in: SignIn) -> None:
    sign_in("sam").send(path(people.yas), choose(people, "ben", note=NOTE))
    session.refresh(people.yas)
    assert people.yas.team_id == people.south.id
    assert sign_in("tess").get(f"/young-people/{people.yas.public_id}").status_code == 404


def test_manager_who_gives_somebody_away_comes_back_to_the_board(
    session: Session, people: People, sign_in: SignIn
) -> None:
    people.worker("ben").supervisor_id = people.id("tess")
    session.commit()
    assert sign_in("tess").send(path(people.yas), choose(people, "ben", note=NOTE)).location == "/unallocated"


@pytest.mark.parametrize(
    ("answers", "because"),
    [
        ({"worker_id": ""}, "Choose a worker"),
        ({"worker_id": "999999"}, "Choose one of the answers"),
        ({"worker_id": "ben"}, "Choose one of the answers"),
        ({"worker_id": "amy", "role": "social_worker"}, "Amy Worker is no social worker"),
        ({"worker_id": "sol", "role": "social_worker"}, "until 18 only"),
        ({"worker_id": "amy"}, "allocated in that part already"),
        ({"role": ""}, "Choose the part"),
        ({"role": "king"}, "Choose one of the answers"),
        ({"from_on-day": "31", "from_on-month": "2"}, "There is no 31 February"),
        ({"from_on-year": "2019"}, "Ivy Worker started on 1 March 2021"),
        ({"from_on-month": "8"}, "no later than 4 June 2026"),
        ({"from_on-year": "2024"}, "Somebody is allocated from"),
        ({"handover_note": "n/a"}, "Write what the next worker needs"),
        ({"handover_note": "x" * 5001}, "5,000 characters or fewer"),
        ({"handover_note": "half \ud83d".encode("utf-8", "replace").decode() + "\0"}, "character that cannot be read"),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_nothing_changes(
    session: Session, people: People, sign_in: SignIn, answers: dict[str, str], because: str
) -> None:
    given = choose(people, "ivy", note=NOTE) | answers
    if given["worker_id"] in people.workers:
        given["worker_id"] = str(people.id(given["worker_id"]))
    response = sign_in("tess").send(path(people.yas), given)
    assert response.status_code == 422
    assert because in words(response)
    assert [row[0] for row in held(session, people, "yas")] == ["amy"]


def test_nobody_is_allocated_to_a_closed_record(session: Session, people: People, sign_in: SignIn) -> None:
    people.yas.closed_on, people.yas.closure = TODAY, Closure.TRANSFERRED
    session.commit()
    assert "record is closed" in words(sign_in("tess").send(path(people.yas), choose(people, "ivy", note=NOTE)))


def test_whoever_leaves_before_is_not_allocated(session: Session, people: People, sign_in: SignIn) -> None:
    people.worker("ivy").ends_on = TODAY + timedelta(days=10)
    session.commit()
    day = TODAY + timedelta(days=10)
    response = sign_in("tess").send(path(people.yas), choose(people, "ivy", day=day, note=NOTE))
    assert "Ivy Worker leaves on 14 March 2026" in words(response)


def test_sent_twice_it_is_done_once(session: Session, kit: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    page = tess.get(path(kit.kit)).get_data(as_text=True)
    key = page.split('name="form_key" value="')[1].split('"')[0]
    answers = choose(kit, "ivy") | {"form_key": key, "csrf_token": tess.token}
    first, second = tess.post(path(kit.kit), data=answers), tess.post(path(kit.kit), data=answers)
    assert first.status_code == second.status_code == 302
    assert first.location == second.location
    assert len(held(session, kit, "kit")) == 1


def test_two_managers_at_the_same_moment_get_a_sentence(
    session: Session, kit: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    actor = Actor("test", kit.worker("tess").role, 1, kit.id("tess"), kit.north.id)
    details = AllocationDetails(worker_id=kit.id("amy"), from_on=TODAY)
    service.allocate(session, actor, kit.kit, details)
    monkeypatch.setattr(queries, "in_role", lambda *_: [])  # the other manager's page has not seen it
    with pytest.raises(Refused, match="at the same moment") as refusal:
        service.allocate(session, actor, kit.kit, AllocationDetails(worker_id=kit.id("ivy"), from_on=TODAY))
    assert refusal.value.field == "worker_id"
    assert held(session, kit, "kit") == [("amy", TODAY, None)]


def test_database_itself_keeps_two_from_the_same_part(session: Session, people: People) -> None:
    session.add(
        Allocation.made(
            young_person_id=people.id("yas"),
            worker_id=people.id("ivy"),
            from_on=TODAY,
            role=AllocationRole.AFTER_CARE_WORKER,
            allocated_by_id=people.id("tess"),
        )
    )
    with pytest.raises(IntegrityError):
        session.flush()


# Ending


def end_path(session: Session, people: People) -> str:
    row = queries.in_role(session, people.id("yas"), AllocationRole.AFTER_CARE_WORKER)[0]
    return path(people.yas, f"allocations/{row.public_id}/end")


def ending(day: date = TODAY, reason: str = "Amy moves to another service") -> dict[str, str]:
    return {
        "ends_on-day": str(day.day),
        "ends_on-month": str(day.month),
        "ends_on-year": str(day.year),
        "reason": reason,
    }


def test_ending_keeps_the_row_and_raises_the_alert(session: Session, people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    response = tess.send(end_path(session, people), ending())
    assert response.location == path(people.yas, "allocations")
    assert held(session, people, "yas") == [("amy", TODAY - timedelta(days=400), TODAY)]
    assert "Amy moves to another service" in words(tess.get(response.location))
    assert open_rules(session, people, "yas") & {"R20", "R22"}
    assert "Yas Example" in words(tess.get("/unallocated"))


@pytest.mark.parametrize(
    ("answers", "because"),
    [
        (ending(reason=" "), "Say why it ends"),
        (ending(reason="..."), "Say why it ends"),
        (ending(day=TODAY - timedelta(days=401)), "It began on 28 January 2025"),
        (ending(day=TODAY + timedelta(days=200)), "no later than 4 June 2026"),
        (ending() | {"ends_on-year": ""}, "Enter the first day without them"),
    ],
)
def test_ending_that_cannot_be_is_refused(
    session: Session, people: People, sign_in: SignIn, answers: dict[str, str], because: str
) -> None:
    response = sign_in("tess").send(end_path(session, people), answers)
    assert response.status_code == 422
    assert because in words(response)
    assert held(session, people, "yas")[0][2] is None


def test_ending_what_has_ended_changes_nothing(session: Session, people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    target = end_path(session, people)
    tess.send(target, ending(day=TODAY - timedelta(days=5)))
    again = tess.send(target, ending())
    assert again.status_code == 422
    assert "ends on 27 February 2026 already" in words(again)
    assert held(session, people, "yas")[0][2] == TODAY - timedelta(days=5)


def test_ending_after_somebody_else_changed_it_says_so(session: Session, people: People, sign_in: SignIn) -> None:
    tess = sign_in("tess")
    target = end_path(session, people)
    tess.get(target)
    queries.in_role(session, people.id("yas"), AllocationRole.AFTER_CARE_WORKER)[0].handover_note = "Changed"
    session.commit()
    response = tess.post(target, data=ending() | {"version": "1", "csrf_token": tess.token})
    assert response.status_code == 409
    assert "Amy moves to another service" in response.get_data(as_text=True)


# Who may


def test_other_teams_are_out_of_reach(session: Session, people: People, sign_in: SignIn) -> None:
    una = sign_in("una")
    for target in (path(people.yas), path(people.yas, "allocations"), end_path(session, people)):
        assert una.get(target).status_code == 404
    una.get(path(people.zak))
    assert una.post(path(people.yas), data={"csrf_token": una.token}).status_code == 404


def test_allocation_of_somebody_else_is_not_found_under_this_name(
    session: Session, people: People, sign_in: SignIn
) -> None:
    row = queries.in_role(session, people.id("zak"), AllocationRole.AFTER_CARE_WORKER)[0]
    assert sign_in("sam").get(path(people.yas, f"allocations/{row.public_id}/end")).status_code == 404


@pytest.mark.parametrize("name", ["amy", "ada", "olly", "yas", "sol"])
def test_others_may_not_allocate(session: Session, people: People, sign_in: SignIn, name: str) -> None:
    client = sign_in(name)
    for target in (path(people.yas), end_path(session, people)):
        assert client.get(target).status_code == 403
        assert client.post(target, data={"csrf_token": client.token}).status_code == 403
    assert held(session, people, "yas")[0][2] is None


def test_worker_sees_who_was_there_before(people: People, sign_in: SignIn) -> None:
    page = sign_in("amy").get(path(people.yas, "allocations"))
    assert "Amy Worker" in words(page)
    assert "Allocate a worker" not in words(page)


def test_history_opened_is_kept(database: TransactionDatabase, people: People, sign_in: SignIn) -> None:
    sign_in("tess").get(path(people.yas, "allocations"))
    with database.reading(Actor("test")) as session:
        entries = [(entry.endpoint, entry.young_person_id) for entry in session.exec(select(ReadEntry))]
    assert entries == [("allocations.history", people.id("yas"))]
