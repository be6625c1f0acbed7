"""Who opens a restricted record, for how long and by whose word; and that nothing stands above a conflict."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from careleavers import governed, scope
from careleavers.actions.queries import workers_to_own
from careleavers.allocations.service import allocate
from careleavers.domain.actors import Actor
from careleavers.domain.protection import LoanKind, RestrictionGround
from careleavers.domain.refusals import Refused, Stale
from careleavers.domain.terms import AllocationRole, Role
from careleavers.models import AccessLoan, Alert, AllocationDetails, Restriction, RestrictionDetails
from careleavers.models.base import identity
from careleavers.protection import queries, service
from careleavers.protection.details import Lending
from tests.conftest import TODAY
from tests.people import People
from tests.plans.writing import acting

WHY = "Her aunt works in the contact centre and can search for names"
STAFF = ("amy", "ivy", "sol", "ben", "rob", "tess", "una", "sam", "ada", "olly")
DAY = timedelta(days=1)


def close(session: Session, people: People, *keep: str, by: str = "tess") -> Restriction:
    details = RestrictionDetails(ground=RestrictionGround.STAFF, reason=WHY)
    return service.restrict(session, acting(people, by), people.yas, details, [people.id(name) for name in keep])


def readers(session: Session, people: People, day: Any = TODAY) -> set[str]:
    """Who finds Yas's record on a day."""
    return {
        name for name in STAFF
        if scope.find_young_person(session, acting(people, name), people.yas.public_id, day) is not None
    }  # fmt: skip


def lend(
    session: Session, people: People, restriction: Restriction, to: str, by: Collection[str], kind: LoanKind
) -> AccessLoan:
    first, second = by
    asked = Lending(people.id(to), kind, "To write the report for the court")
    loan = service.ask_loan(session, acting(people, first), restriction, asked)
    return service.answer_loan(session, acting(people, second), loan, agreed=True, version=loan.version)


def test_a_restricted_record_is_there_for_those_who_were_named_alone(session: Session, people: People) -> None:
    assert readers(session, people) == {"amy", "tess", "sam"}
    close(session, people, "tess")
    assert readers(session, people) == {"tess"}
    for name, there in (("tess", True), ("sam", False), ("amy", False)):
        found = session.exec(select(Alert).where(scope.visible_alerts(acting(people, name), TODAY))).all()
        assert any(each.young_person_id == people.yas.id for each in found) is there, name
    yas = people.account("yas")
    young = Actor("account:1", Role.YOUNG_PERSON, yas.id, young_person_id=people.yas.id)
    assert scope.find_young_person(session, young, people.yas.public_id, TODAY) is not None


def test_service_managers_open_what_no_manager_has_access_to(session: Session, people: People) -> None:
    restriction = close(session, people, "tess", "amy")
    assert readers(session, people) == {"tess", "amy"}
    [tess] = [each for each in queries.every_loan(session, restriction) if each.worker_id == people.id("tess")]
    service.end_loan(session, acting(people, "sam"), tess, tess.version)
    assert readers(session, people) == {"amy", "sam"}
    assert readers(session, people, TODAY + 179 * DAY) == {"amy", "sam"}
    assert readers(session, people, TODAY + 180 * DAY) == {"sam"}


@pytest.mark.parametrize(("kind", "days"), [(LoanKind.TASK, 14), (LoanKind.NAMED, 180)])
def test_access_lasts_its_days_and_no_longer(session: Session, people: People, kind: LoanKind, days: int) -> None:
    restriction = close(session, people, "tess")
    lend(session, people, restriction, "ben", ("tess", "sam"), kind)
    assert readers(session, people, TODAY + (days - 1) * DAY) == {"tess", "ben"}
    assert "ben" not in readers(session, people, TODAY + days * DAY)


def test_lending_takes_two_managers_and_one_of_the_service(session: Session, people: People) -> None:
    restriction = close(session, people, "tess")
    asked = Lending(people.id("ivy"), LoanKind.TASK, "To cover while Amy is away")
    loan = service.ask_loan(session, acting(people, "tess"), restriction, asked)
    assert "ivy" not in readers(session, people)
    with pytest.raises(Refused, match="You asked for this"):
        service.answer_loan(session, acting(people, "tess"), loan, agreed=True, version=loan.version)
    with pytest.raises(Refused, match="One of the two"):
        service.answer_loan(session, acting(people, "una"), loan, agreed=True, version=loan.version)
    with pytest.raises(Refused, match="asked for already"):
        service.ask_loan(session, acting(people, "sam"), restriction, asked)
    with pytest.raises(Stale):
        service.answer_loan(session, acting(people, "sam"), loan, agreed=True, version=loan.version + 1)
    service.answer_loan(session, acting(people, "sam"), loan, agreed=True, version=loan.version)
    assert "ivy" in readers(session, people)
    own = service.ask_loan(session, acting(people, "tess"), restriction, Lending(people.id("sam"), LoanKind.TASK, WHY))
    with pytest.raises(Refused, match="lends access to themselves"):
        service.answer_loan(session, acting(people, "sam"), own, agreed=True, version=own.version)
    service.answer_loan(session, acting(people, "sam"), own, agreed=False, version=own.version)
    assert "sam" not in readers(session, people)


def test_the_database_keeps_to_two_people(session: Session, people: People) -> None:
    restriction = close(session, people, "tess")
    one = {"asked_by_id": people.id("sam"), "agreed_by_id": people.id("sam"), "asked_on": TODAY, "agreed_on": TODAY}
    session.add(
        AccessLoan.made(
            restriction_id=identity(restriction), young_person_id=identity(people.yas), worker_id=people.id("ivy"),
            kind=LoanKind.NAMED, from_on=TODAY, until_on=TODAY, **one,
        )
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="two_people"):
        session.flush()


def test_a_record_is_restricted_once_with_a_reason_and_a_manager(session: Session, people: People) -> None:
    with pytest.raises(Refused, match="at least one manager"):
        close(session, people, "amy")
    with pytest.raises(Refused, match="works with them no longer"):
        close(session, people, "ben", "tess")
    details = RestrictionDetails(ground=RestrictionGround.KNOWN, reason="n/a")
    with pytest.raises(Refused, match="Say why"):
        service.restrict(session, acting(people, "tess"), people.yas, details, [people.id("tess")])
    close(session, people, "tess")
    with pytest.raises(Refused, match="restricted already"):
        close(session, people, "tess")


def test_opening_a_record_again_takes_two_and_ends_every_access(session: Session, people: People) -> None:
    restriction = close(session, people, "tess")
    lend(session, people, restriction, "ben", ("tess", "sam"), LoanKind.NAMED)
    service.ask_end(session, acting(people, "tess"), restriction, "Her aunt has left the council", restriction.version)
    with pytest.raises(Refused, match="You asked for this"):
        service.answer_end(session, acting(people, "tess"), restriction, agreed=True, version=restriction.version)
    service.answer_end(session, acting(people, "sam"), restriction, agreed=False, version=restriction.version)
    assert readers(session, people) == {"tess", "ben"}
    service.ask_end(session, acting(people, "sam"), restriction, "Her aunt has left the council", restriction.version)
    service.answer_end(session, acting(people, "tess"), restriction, agreed=True, version=restriction.version)
    assert readers(session, people) == {"amy", "tess", "sam"}
    close(session, people, "tess")
    assert readers(session, people) == {"tess"}, "access of an earlier restriction came back"


@pytest.mark.parametrize("name", ["amy", "tess", "sam"])
def test_nothing_stands_above_a_conflict(session: Session, people: People, name: str) -> None:
    restriction = close(session, people, "tess", "amy", "sam")
    assert name in readers(session, people)
    service.keep_apart(session, acting(people, "sam"), people.yas, people.id(name), "They are sisters")
    assert name not in readers(session, people)
    own = acting(people, name)
    assert not session.exec(select(Restriction).where(governed.governed_restrictions(own, TODAY))).all()
    assert not queries.conflicts(session, own, TODAY)
    with pytest.raises(Refused, match="Choose somebody else"):
        service.ask_loan(session, acting(people, "una"), restriction, Lending(people.id(name), LoanKind.TASK, WHY))
    found = session.exec(select(Alert).where(scope.visible_alerts(own, TODAY))).all()
    assert all(each.young_person_id != people.yas.id for each in found)


def test_whoever_is_kept_apart_is_not_allocated_and_raises_an_alert_where_they_are(
    session: Session, people: People
) -> None:
    service.keep_apart(session, acting(people, "amy"), people.yas, people.id("amy"), "We went to school together")
    alert = session.exec(select(Alert).where(Alert.rule == "R99", Alert.young_person_id == people.yas.id)).one()
    assert alert.cleared_at is None
    wanted = {"role": AllocationRole.AFTER_CARE_WORKER, "from_on": TODAY, "handover_note": "Calls her aunt first"}
    ivy = AllocationDetails(worker_id=people.id("ivy"), **wanted)
    service.keep_apart(session, acting(people, "tess"), people.yas, people.id("ivy"), "She is a neighbour")
    with pytest.raises(Refused, match="cannot work with them"):
        allocate(session, acting(people, "tess"), people.yas, ivy)
    conflict = next(each.conflict for each in queries.conflicts(session, acting(people, "sam"), TODAY)
                    if each.worker.id == people.id("ivy"))  # fmt: skip
    service.end_conflict(session, acting(people, "sam"), conflict, "She has moved away", conflict.version)
    allocate(session, acting(people, "tess"), people.yas, ivy)
    session.refresh(alert)
    assert alert.cleared_at is not None


def test_actions_are_given_only_to_those_who_open_the_record(session: Session, people: People) -> None:
    def offered() -> set[str]:
        return {each.sign_in_name for each in workers_to_own(session, people.yas, TODAY)}

    assert offered() == {"amy", "tess", "sam"}
    close(session, people, "tess", "amy")
    assert offered() == {"tess", "amy"}
    service.keep_apart(session, acting(people, "tess"), people.yas, people.id("amy"), "They are cousins")
    assert offered() == {"tess"}
