"""What stands at the head of every page about one young person: who they are and how to reach them safely."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from careleavers.db import policy, today
from careleavers.domain.dates import age_on, long_date
from careleavers.domain.terms import AccommodationCode, AllocationRole, Answer, LegalCategory
from careleavers.models import AccommodationSpell, Allocation, SafeContact, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.people import queries

IN_PERSON_ONLY = "Nothing agreed: in person only"


@dataclass(frozen=True)
class Standing:
    """The category that counts on a day, and whether a manager decided it or it is only suggested."""

    category: LegalCategory
    decided: bool
    suggested_words: str

    @property
    def words(self) -> str:
        """`Former relevant (suggested)`."""
        return f"{self.category.label} (decided)" if self.decided else f"{self.suggested_words} (suggested)"


def standing(session: Session, young_person: YoungPerson) -> Standing:
    """The decision in force, or else what is suggested."""
    decision = queries.decision_in_force(session, identity(young_person), today(session))
    category = decision.category if decision else young_person.suggested_category
    return Standing(category, decision is not None, young_person.suggested_words)


def worker_of(session: Session, young_person_id: int, day: date) -> Worker | None:
    """The after-care worker allocated on a day."""
    statement = (
        select(Worker)
        .join(Allocation, col(Allocation.worker_id) == col(Worker.id))
        .where(
            col(Allocation.young_person_id) == young_person_id,
            col(Allocation.role) == AllocationRole.AFTER_CARE_WORKER,
            col(Allocation.from_on) <= day,
            or_(col(Allocation.to_on).is_(None), col(Allocation.to_on) > day),
        )
        .order_by(col(Allocation.from_on).desc())
        .limit(1)
    )
    return session.execute(statement).scalar_one_or_none()


def safely(agreed: SafeContact | None) -> str:
    """Safe contact in a line: what may be used, when, and what may not."""
    if agreed is None:
        return IN_PERSON_ONLY
    parts = [agreed.channels.capitalize() or "In person only"]
    if agreed.safe_times:
        parts.append(agreed.safe_times)
    if agreed.voicemail is not Answer.YES:
        parts.append("no voicemail")
    if agreed.post is not Answer.YES:
        parts.append("no letters")
    if agreed.never_speak_to:
        parts.append("not everyone there may know: read first")
    return "; ".join(parts)


def markers(session: Session, young_person: YoungPerson) -> list[str]:
    """The few circumstances that change how somebody works with them."""
    inside = select(col(AccommodationSpell.id)).where(
        col(AccommodationSpell.young_person_id) == young_person.id,
        col(AccommodationSpell.ended_on).is_(None),
        col(AccommodationSpell.code) == AccommodationCode.CUSTODY,
    )
    told = [
        (young_person.closed_on is not None, f"Closed: {young_person.closure.label}" if young_person.closure else ""),
        (session.execute(inside).first() is not None, "In custody"),
        (young_person.uasc is Answer.YES, "Came alone seeking asylum"),
        (young_person.parent is Answer.YES, "Parent"),
        (young_person.pregnant is Answer.YES, "Pregnancy"),
        (young_person.interpreter is Answer.YES, f"Interpreter: {young_person.language or 'language not recorded'}"),
    ]
    return [words for holds, words in told if holds]


def facts(session: Session, young_person: YoungPerson) -> list[tuple[str, Any]]:
    """The facts of the bar as (words, value)."""
    day, born = today(session), young_person.born_on
    worker = worker_of(session, identity(young_person), day)
    age = age_on(born, day, policy(session).leap_day_birthday)
    found: list[tuple[str, Any]] = [
        ("Age", f"{age}, born {long_date(born)}"),
        ("Child id", young_person.child_id),
        ("Category", standing(session, young_person).words),
        ("Worker", worker.name if worker else "Nobody allocated"),
        ("Safe contact", safely(queries.newest_safe_contact(session, identity(young_person)))),
    ]
    marked = markers(session, young_person)
    return [*found, ("To know", ", ".join(marked))] if marked else found
