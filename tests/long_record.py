"""A record as it is after ten years: many versions of a plan, actions, contacts; and a caseload that is too big."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import Connection, Engine, event, insert
from sqlmodel import Session, col, select

from careleavers.alerts.engine import refresh
from careleavers.domain.terms import ActionSource, AllocationRole, ContactKind, PlanDomain, RiskAnswer
from careleavers.models import Action, Allocation, Contact, PathwayPlan
from careleavers.models.base import identity, new_public_id
from tests.conftest import TODAY
from tests.people import People, add_young_person
from tests.plans.writing import approved_plan

_KINDS = (ContactKind.FACE_TO_FACE, ContactKind.TWO_WAY, ContactKind.ATTEMPT)
_WORDS = "We met at the library and went through the letter from college. She rang them while I was there. "


def write_versions(session: Session, people: People, number: int, actions_each: int) -> None:
    """So many more versions of Yas's plan, all approved in their turn, each with so many actions."""
    for _ in range(number):
        plan = approved_plan(session, people)
        for place in range(actions_each):
            action = Action.made(
                young_person_id=people.id("yas"), plan_id=plan.id, source=ActionSource.PLAN,
                owner_id=people.id("amy"), recorded_by_id=people.id("amy"), domain=list(PlanDomain)[place % 10],
                what=f"Ask about the {place + 1}. thing on the list", outcome="Knowing where she stands",
                due_on=TODAY + timedelta(days=place),
            )  # fmt: skip
            session.add(action)
    session.flush()


def write_contacts(session: Session, people: People, number: int, before: int = 0) -> None:
    """So many contacts with Yas, one a day, the latest on the day that lies so many days before yesterday."""
    rows = []
    for place in range(number):
        kind = _KINDS[place % len(_KINDS)]
        made = Contact.made(
            young_person_id=people.id("yas"), worker_id=people.id("amy"), kind=kind, planned=True,
            own_words=_WORDS * 3, happened_on=TODAY - timedelta(days=1 + before + place),
            risk_answer=None if kind is ContactKind.ATTEMPT else RiskAnswer.NOTHING_NEW,
        )  # fmt: skip
        rows.append(made.model_dump(exclude={"id"}))
    session.connection().execute(insert(Contact.__table__), rows)
    refresh(session, young_person_id=people.id("yas"))


def give_people(session: Session, people: People, number: int) -> None:
    """So many more young people for Amy, each with a plan that lies some time back and nothing since."""
    for place in range(number):
        born = TODAY - timedelta(days=17 * 365 + 97 * place % 2500)
        name = f"p{new_public_id()[:8].lower()}"
        person = add_young_person(session, people, name, born, people.north)
        session.add(
            Allocation.made(
                young_person_id=person.id, worker_id=people.id("amy"), role=AllocationRole.AFTER_CARE_WORKER,
                from_on=TODAY - timedelta(days=100), allocated_by_id=people.id("tess"),
            )
        )  # fmt: skip
        session.flush()
        refresh(session, young_person_id=identity(person))


@contextmanager
def counted(bind: Engine | Connection) -> Iterator[list[str]]:
    """Every statement that is asked of an engine, or of one connection, while this lasts."""
    asked: list[str] = []
    watched = bind, "before_cursor_execute", lambda *told: asked.append(told[2])
    event.listen(*watched)
    try:
        yield asked
    finally:
        event.remove(*watched)


def long_pages(session: Session, people: People) -> dict[str, str]:
    """The pages that grow with a record and with a caseload, by what they are called."""
    yas = f"/young-people/{people.yas.public_id}"
    plans = session.exec(
        select(PathwayPlan).where(PathwayPlan.young_person_id == people.id("yas")).order_by(col(PathwayPlan.number))
    ).all()
    last = f"{yas}/plans/{plans[-1].public_id}"
    return {
        "Caseload": "/young-people",
        "The record": yas,
        "Timeline": f"{yas}/timeline",
        "Plan": f"{yas}/plan",
        "A version, whole": f"{last}/read",
        "Two versions compared": f"{last}/compare?with=1",
        "Copy of the plan": f"{last}/copy",
        "Hold a review": f"{yas}/reviews/hold",
        "Actions": f"{yas}/actions",
        "My actions": "/actions",
    }


__all__ = ["counted", "give_people", "long_pages", "write_contacts", "write_versions"]
