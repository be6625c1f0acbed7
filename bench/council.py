"""Fills an empty database with as many young people as asked: rows made by arithmetic, loaded in stretches."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert, text

from careleavers import models
from careleavers.alerts.calendar import fill_calendar
from careleavers.domain.terms import (
    AccommodationCode,
    AllocationRole,
    ContactKind,
    LegalCategory,
    PlanState,
    RiskAnswer,
    Role,
    Suitability,
)

AS_OF = date(2026, 3, 4)
PEOPLE_OF_A_WORKER, WORKERS_OF_A_TEAM = 20, 8
_STRETCH = 20_000
_WRITTEN = datetime(2026, 3, 1, 9, tzinfo=UTC)
_KINDS = (ContactKind.FACE_TO_FACE, ContactKind.TWO_WAY, ContactKind.TWO_WAY, ContactKind.ATTEMPT)
Row = dict[str, Any]


def _kept(number: int) -> Row:
    return {"id": number, "version": 1, "recorded_at": _WRITTEN}


def _day(number: int, least: int, most: int) -> date:
    """A day between so many days ago, spread evenly over the people whatever their number."""
    return AS_OF - timedelta(days=least + number * 7919 % (most - least))


def workers_for(people: int) -> int:
    """How many workers so many young people have."""
    return -(-people // PEOPLE_OF_A_WORKER)


def worker_of(person: int) -> int:
    """The id of a young person's worker; the service manager has id 1."""
    return 2 + person // PEOPLE_OF_A_WORKER


def _staff(people: int) -> Iterator[Row]:
    common = {"version": 1, "given_name": "W", "phone": "", "email": "", "started_on": date(2020, 1, 6)}
    yield common | {"id": 1, "public_id": "WMANAGER", "sign_in_name": "manager", "family_name": "Manager",
                    "role": Role.SERVICE_MANAGER, "team_id": None, "supervisor_id": None}  # fmt: skip
    for number in range(workers_for(people)):
        yield common | {"id": number + 2, "public_id": f"W{number}", "sign_in_name": f"worker{number}",
                        "family_name": f"Worker {number}", "role": Role.AFTER_CARE_WORKER, "supervisor_id": 1,
                        "team_id": 1 + number // WORKERS_OF_A_TEAM}  # fmt: skip


def _young_people(people: int) -> Iterator[Row]:
    for number in range(people):
        born = AS_OF - timedelta(days=16 * 365 + 40 + number * 7919 % 1700)
        yield {
            "id": number + 1, "public_id": f"P{number:025}", "version": 1, "child_id": f"B{number}",
            "given_name": "P", "family_name": f"Person {number * 7919 % people}", "preferred_name": "",
            "born_on": born, "suggested_category": LegalCategory.FORMER_RELEVANT, "suggestion_why": "",
            "duty_from": born + timedelta(days=16 * 365 + 4), "added_on": AS_OF, "needs_decision": False,
            "team_id": 1 + number // PEOPLE_OF_A_WORKER // WORKERS_OF_A_TEAM,
        }  # fmt: skip


def _homes(people: int) -> Iterator[Row]:
    for number in range(people):
        yield _kept(number + 1) | {
            "public_id": f"H{number}", "young_person_id": number + 1, "code": AccommodationCode.SEMI_INDEPENDENT,
            "suitability": Suitability.SUITABLE, "suitability_on": _day(number, 1, 190), "recorded_by_id": 1,
            "provided_by_council": number % 2 == 0, "started_on": _day(number, 200, 900),
        }  # fmt: skip


def _allocations(people: int) -> Iterator[Row]:
    for number in range(people):
        yield _kept(number + 1) | {
            "public_id": f"A{number}", "young_person_id": number + 1, "worker_id": worker_of(number),
            "role": AllocationRole.AFTER_CARE_WORKER, "from_on": AS_OF - timedelta(days=900), "allocated_by_id": 1,
        }  # fmt: skip


def _plans(people: int) -> Iterator[Row]:
    for number in range(people):
        approved = _day(number, 1, 200)
        yield _kept(number + 1) | {
            "public_id": f"L{number}", "young_person_id": number + 1, "number": 1, "state": PlanState.APPROVED,
            "written_by_id": worker_of(number), "started_on": approved, "approved_on": approved, "decided_by_id": 1,
            "translated": False, "visit_every_days": None,
        }  # fmt: skip


def _contacts(people: int, each: int) -> Iterator[Row]:
    for number in range(people):
        for place in range(each):
            kind = _KINDS[place % 4]
            yield _kept(number * each + place + 1) | {
                "public_id": f"C{number}.{place}", "young_person_id": number + 1, "worker_id": worker_of(number),
                "kind": kind, "planned": True, "happened_on": _day(number, 1, 70) - timedelta(days=place * 11),
                "risk_answer": None if kind is ContactKind.ATTEMPT else RiskAnswer.NOTHING_NEW, "place": "",
            }  # fmt: skip


def fill(connection: Connection, people: int, contacts_each: int) -> None:
    """Write the council; the database must have its tables and nobody in them."""
    fill_calendar(connection, "ENG")
    teams = ({"id": n + 1, "public_id": f"T{n}", "version": 1, "name": f"Team {n}"} for n in range(people))
    wanted = -(-workers_for(people) // WORKERS_OF_A_TEAM)
    tables: list[tuple[Any, Iterator[Row]]] = [
        (models.Team, (team for team, _ in zip(teams, range(wanted), strict=False))),
        (models.Worker, _staff(people)),
        (models.YoungPerson, _young_people(people)),
        (models.AccommodationSpell, _homes(people)),
        (models.Allocation, _allocations(people)),
        (models.PathwayPlan, _plans(people)),
        (models.Contact, _contacts(people, contacts_each)),
    ]
    for model, rows in tables:
        defaults = {
            name: info.default for name, info in model.model_fields.items() if isinstance(info.default, str | bool)
        }
        for stretch in _stretches(rows):
            connection.execute(insert(model.__table__), [defaults | row for row in stretch])
    connection.execute(text("ANALYZE"))


def _stretches(rows: Iterator[Row]) -> Iterator[list[Row]]:
    while stretch := [row for row, _ in zip(rows, range(_STRETCH), strict=False)]:
        yield stretch
