"""What a young person's home says happens next, as plain text: days, names of those alongside, shared words.

Nothing else reaches the page. Where a visit or a review will be is left out: the phone may be in another hand.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.terms import PlanDomain
from careleavers.models import Action, Contact, YoungPerson
from careleavers.models.base import identity
from careleavers.my.queries import Alongside, alongside
from careleavers.plans import meeting_queries, queries
from careleavers.plans.sharing import shared

_MOST_STEPS = 3


@dataclass(frozen=True)
class Task:
    """Something that was promised: what, by when, who does it ("" for somebody not alongside them), and with them?"""

    what: str
    due_on: date
    who: str
    with_you: bool


@dataclass(frozen=True)
class Coming:
    """What happens next. `visit_with` may be empty; `review_agreed` says that the day itself is agreed."""

    first_name: str
    visit_on: date | None
    visit_with: str
    review_on: date | None
    review_agreed: bool
    money: Task | None
    yours: list[Task]
    others: list[Task]
    has_plan: bool
    people: list[Alongside]


def coming(session: Session, young_person: YoungPerson, day: date) -> Coming:
    """What happens next in the life of this young person, as seen on a day."""
    person_id = identity(young_person)
    people, visit_on = alongside(session, person_id, day), _visit_on(session, person_id, day)
    review_on, agreed = _review_on(session, person_id, day)
    tasks = _tasks(session, person_id, {each.name for each in people})
    money = next((task for task, domain in tasks if domain is PlanDomain.MONEY and task.due_on >= day), None)
    rest = [task for task, _ in tasks if task is not money]
    return Coming(
        first_name="" if young_person.first_name == "there" else young_person.first_name,
        visit_on=visit_on,
        visit_with=_visitor(people, visit_on),
        review_on=review_on,
        review_agreed=agreed,
        money=money,
        yours=[task for task in rest if task.with_you][:_MOST_STEPS],
        others=[task for task in rest if not task.with_you][:_MOST_STEPS],
        has_plan=queries.approved_plan(session, person_id) is not None,
        people=people,
    )


def _visit_on(session: Session, person_id: int, day: date) -> date | None:
    """The day agreed last, at a contact or at a review, unless it has gone by."""
    statement = (
        select(Contact)
        .where(
            col(Contact.young_person_id) == person_id,
            col(Contact.next_visit_on).is_not(None),
            col(Contact.struck_at).is_(None),
        )
        .order_by(col(Contact.happened_on).desc(), col(Contact.id).desc())
    )
    contact = session.execute(statement.limit(1)).scalars().first()
    review = next((each for each in queries.reviews(session, person_id) if each.next_visit_on is not None), None)
    if contact is None and review is None:
        return None
    at_review = contact is None or (review is not None and review.held_on > contact.happened_on)
    found: date = shared(review if at_review and review is not None else contact, "next_visit_on")  # type: ignore[arg-type]
    return found if found >= day else None


def _visitor(people: list[Alongside], visit_on: date | None) -> str:
    """Their own worker, or who answers for them on the day; nobody where nobody is named."""
    worker = next((each for each in people if not each.covers), None)
    if worker is None or visit_on is None:
        return ""
    away = worker.away is not None and visit_on <= worker.away.until
    return worker.away.name if away and worker.away is not None else worker.name


def _review_on(session: Session, person_id: int, day: date) -> tuple[date | None, bool]:
    """The day of the review to come and True, or else the day by which one is due and False."""
    planned = meeting_queries.planned_review(session, person_id)
    if planned is not None and planned.planned_for >= day:
        return shared(planned, "planned_for"), True
    last = next(iter(queries.reviews(session, person_id)), None)
    due = shared(last, "next_review_on") if last is not None else None
    return (due, False) if due is not None and due >= day else (None, False)


def _tasks(session: Session, person_id: int, alongside_them: set[str]) -> list[tuple[Task, PlanDomain | None]]:
    """What is still to do, soonest first; what only a draft says is not promised yet."""
    hand = queries.plan_in_hand(session, person_id)
    return [
        (_task(action, owner if owner in alongside_them else ""), shared(action, "domain"))
        for action, owner in queries.open_actions(session, person_id)
        if hand is None or action.plan_id != hand.id
    ]


def _task(action: Action, owner: str) -> Task:
    """Whom else it is done with is told only where that is the young person: any other name stays away."""
    with_you = shared(action, "with_whom").strip().lower() in ("you", "me")
    return Task(what=shared(action, "what"), due_on=shared(action, "due_on"), who=owner, with_you=with_you)


__all__ = ["Coming", "Task", "coming"]
