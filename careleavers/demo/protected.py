"""Made-up records that only named people open, and workers who must be kept apart from a young person.

Worked out from the numbers of the rows, not from chance, so that it changes nothing else that is made up.
"""

from datetime import date, timedelta

from careleavers.demo.histories import Tables
from careleavers.demo.people import Person, has_duty
from careleavers.domain.protection import LoanKind, RestrictionGround, loan_ends
from careleavers.domain.terms import Role

_WHY = [
    (RestrictionGround.STAFF, "Their aunt works in the contact centre and can search for names."),
    (RestrictionGround.LOCATION, "A former partner has rung two offices and asked where they live now."),
    (RestrictionGround.KNOWN, "They were in a television series last year, and people look them up."),
]
_APART = "They live in the same street, and their children go to the same school."


def protect(tables: Tables, people: list[Person], on: date) -> None:
    """Sixteen restricted records, some not looked at in time or with access that ends, and five conflicts."""
    service = [worker["id"] for worker in tables.rows["worker"] if worker["role"] is Role.SERVICE_MANAGER]
    chosen = [
        each for each in people
        if each.worker is not None and has_duty(each, on) and not each.story and "shows" not in each.marks
    ]  # fmt: skip
    for place, person in enumerate(chosen[5:405:25]):
        _restrict(tables, person, place, on, service[0])
    for person in chosen[11:161:30]:
        assert person.worker is not None
        tables.add(
            "conflict", worker_id=person.worker["id"], young_person_id=person.id, reason=_APART,
            noted_by_id=person.worker["supervisor_id"], noted_on=on - timedelta(days=1), ended_on=None,
            ended_by_id=None, end_reason="",
        )  # fmt: skip


def _restrict(tables: Tables, person: Person, place: int, on: date, service: int) -> None:
    assert person.worker is not None
    ground, reason = _WHY[place % len(_WHY)]
    manager = person.worker["supervisor_id"]
    began = on - timedelta(days=175 if place % 2 else 40)
    looked = place % 8 == 7
    restriction = tables.add(
        "restriction", young_person_id=person.id, ground=ground, reason=reason, began_on=began, began_by_id=manager,
        looked_on=on - timedelta(days=20) if looked else None, looked_by_id=manager if looked else None,
        looked_words="Nothing has changed: they still ask us to be careful." if looked else "", end_asked_on=None,
        end_asked_by_id=None, ended_on=None, ended_by_id=None, end_reason="",
    )  # fmt: skip
    for worker in dict.fromkeys((person.worker["id"], manager, service)):
        tables.add(
            "access_loan", restriction_id=restriction, young_person_id=person.id, worker_id=worker,
            kind=LoanKind.KEPT, reason="", from_on=began, until_on=loan_ends(LoanKind.KEPT, began),
            asked_by_id=manager, asked_on=began, agreed_by_id=manager, agreed_on=began, ended_on=None,
            ended_by_id=None,
        )  # fmt: skip


__all__ = ["protect"]
