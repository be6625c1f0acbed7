"""The people of the tests, by name. Two teams: North (Tess, Amy, Ivy, Sol) and South (Una, Ben, Rob).

Amy is Yas's after-care worker and Ben is Zak's. Tess and Una manage the teams, Sam the service;
Sol is a social worker, Rob a reviewing officer, Ivy an after-care worker with nobody allocated,
Ada the administrator, Olly an auditor. Yas is 19 and former relevant, Zak 17 and relevant.
All of them but Rob and Sol have accounts with PASSWORD.
"""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from argon2 import PasswordHasher
from sqlmodel import Session, select

from careleavers.domain.dates import birthday
from careleavers.domain.terms import AllocationRole, LegalCategory, Role, Sex
from careleavers.models import Account, Allocation, LookedAfterPeriod, Team, Worker, YoungPerson
from careleavers.models.base import identity

PASSWORD = "a long and plain pass phrase"


@cache
def password_hash() -> str:
    """A real argon2 hash of PASSWORD, made cheaply."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@dataclass
class People:
    """Everybody, by first name in lower case."""

    north: Team
    south: Team
    workers: dict[str, Worker] = field(default_factory=dict)
    young_people: dict[str, YoungPerson] = field(default_factory=dict)
    accounts: dict[str, Account] = field(default_factory=dict)

    def account(self, name: str) -> Account:
        """The account somebody signs in with."""
        return self.accounts[name]

    def worker(self, name: str) -> Worker:
        """A member of staff."""
        return self.workers[name]

    def id(self, name: str) -> int:
        """The id of a worker or a young person."""
        return identity(self.workers.get(name) or self.young_people[name])

    def __getattr__(self, name: str) -> YoungPerson:
        """`people.yas` is the young person called Yas."""
        try:
            return self.__dict__["young_people"][name]  # type: ignore[no-any-return]
        except KeyError:
            raise AttributeError(name) from None


def add_worker(session: Session, people: People, name: str, role: Role, team: Team | None, **more: object) -> Worker:
    """A member of staff with an account, five years in post unless `started_on` says otherwise."""
    facts = {"started_on": date(2021, 3, 1), "given_name": name.title(), "family_name": "Worker", **more}
    worker = Worker.made(sign_in_name=name, role=role, team_id=team.id if team else None, **facts)
    session.add(worker)
    session.flush()
    account = Account.made(sign_in_name=name, worker_id=worker.id, password=password_hash())
    session.add(account)
    session.flush()
    people.workers[name], people.accounts[name] = worker, account
    return worker


def add_young_person(
    session: Session, people: People, name: str, born_on: date, team: Team | None, **more: object
) -> YoungPerson:
    """An open young person with a computed duty from the 16th birthday, in `category` (default former relevant)."""
    facts: dict[str, object] = {
        "child_id": f"T{len(people.young_people) + 1:05d}",
        "given_name": name.title(),
        "family_name": "Example",
        "sex": Sex.FEMALE,
        "suggested_category": LegalCategory.FORMER_RELEVANT,
        "duty_from": birthday(born_on, 16),
        "added_on": birthday(born_on, 15),
        **more,
    }
    person = YoungPerson.made(born_on=born_on, team_id=team.id if team else None, **facts)
    session.add(person)
    session.flush()
    people.young_people[name] = person
    return person


def make_people(session: Session, today: date) -> People:
    """Everybody described at the head of this file, flushed."""
    north, south = Team.made(name="North"), Team.made(name="South")
    session.add_all([north, south])
    session.flush()
    people = People(north, south)
    sam = add_worker(session, people, "sam", Role.SERVICE_MANAGER, None)
    add_worker(session, people, "ada", Role.ADMINISTRATOR, None)
    add_worker(session, people, "olly", Role.AUDITOR, None)
    tess = add_worker(session, people, "tess", Role.TEAM_MANAGER, north, supervisor_id=sam.id)
    una = add_worker(session, people, "una", Role.TEAM_MANAGER, south, supervisor_id=sam.id)
    for name, role, team, manager in [
        ("amy", Role.AFTER_CARE_WORKER, north, tess),
        ("ivy", Role.AFTER_CARE_WORKER, north, tess),
        ("sol", Role.SOCIAL_WORKER, north, tess),
        ("ben", Role.AFTER_CARE_WORKER, south, una),
        ("rob", Role.REVIEWING_OFFICER, south, una),
    ]:
        add_worker(session, people, name, role, team, supervisor_id=manager.id)
    add_young_person(session, people, "yas", date(2006, 9, 14), north)
    add_young_person(
        session, people, "zak", date(2008, 6, 2), south, suggested_category=LegalCategory.RELEVANT, sex=Sex.MALE
    )
    for name, worker, manager in [("yas", "amy", tess), ("zak", "ben", una)]:
        person = people.young_people[name]
        session.add(
            Allocation.made(
                young_person_id=person.id,
                worker_id=people.id(worker),
                role=AllocationRole.AFTER_CARE_WORKER,
                from_on=today - timedelta(days=400),
                allocated_by_id=manager.id,
            )
        )
        session.add(
            LookedAfterPeriod.made(
                young_person_id=person.id, started_on=date(2020, 5, 1), ended_on=date(2024, 9, 13), legal_status="C2"
            )
        )
        account = Account.made(sign_in_name=name, young_person_id=person.id, password=password_hash())
        session.add(account)
        people.accounts[name] = account
    session.flush()
    return people


def find_people(session: Session) -> People:
    """The same people, in a database where they have been made."""
    teams = {team.name: team for team in session.exec(select(Team))}
    people = People(teams["North"], teams["South"])
    people.workers = {worker.sign_in_name: worker for worker in session.exec(select(Worker))}
    people.young_people = {person.given_name.lower(): person for person in session.exec(select(YoungPerson))}
    people.accounts = {account.sign_in_name: account for account in session.exec(select(Account))}
    return people
