"""Reading what young people said: with who wrote, saw and answered it, and by when it is answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Date, literal, or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.db import policy, today
from careleavers.domain.actors import Actor
from careleavers.domain.policy import Policy
from careleavers.domain.terms import Role
from careleavers.domain.voice import FOR_A_MANAGER, WITH_OUTCOME, VoiceKind
from careleavers.models import Allocation, Review, VoiceMessage, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.models.sql import working_days_after

_MANAGERS = (Role.TEAM_MANAGER, Role.SERVICE_MANAGER)


@dataclass(frozen=True)
class Promised:
    """By when they are told that it arrived, where that is promised, and by when they are answered, if they are."""

    seen_by: date | None
    answer_by: date | None


@dataclass(frozen=True)
class Said:
    """One thing they said, the names that belong to it ("" where nobody), and what they are promised."""

    message: VoiceMessage
    written_by: str
    seen_by: str
    answered_by: str
    about: str
    promised: Promised


def _days(sent_on: Any, limits: Policy) -> list[Any]:
    """Under the council's limits: by when it is told that something arrived, what came of it, and any other answer."""
    counts = limits.complaint_seen_working_days, limits.complaint_outcome_working_days, limits.voice_answer_working_days
    return [working_days_after(sent_on, count) for count in counts]


def _promised(kind: VoiceKind, sent_on: date, seen: date, outcome: date, answer: date) -> Promised:
    if kind is VoiceKind.THANKS:
        return Promised(None, None)
    if kind in WITH_OUTCOME:
        return Promised(seen, outcome)
    return Promised(None, sent_on if kind is VoiceKind.NOT_SAFE else answer)


def promised(session: Session, kind: VoiceKind, sent_on: date) -> Promised:
    """What somebody who says this on a day is promised, by the council's working days."""
    seen, outcome, answer = session.execute(select(*_days(literal(sent_on, Date()), policy(session)))).one()
    return _promised(kind, sent_on, seen, outcome, answer)


def said_by(session: Session, young_person: YoungPerson, since: date | None = None) -> list[Said]:
    """Everything they said, or what they said since a day: the latest first."""
    writer, seer, answerer, about = (aliased(Worker) for _ in range(4))
    message: Any = VoiceMessage
    statement: Any = (
        select(message, writer, seer, answerer, about, *_days(message.sent_on, policy(session)))
        .outerjoin(writer, col(writer.id) == message.written_by_id)
        .outerjoin(seer, col(seer.id) == message.seen_by_id)
        .outerjoin(answerer, col(answerer.id) == message.answered_by_id)
        .outerjoin(about, col(about.id) == message.about_id)
        .where(message.young_person_id == identity(young_person))
        .order_by(message.sent_on.desc(), message.id.desc())
    )
    if since is not None:
        statement = statement.where(message.sent_on >= since)
    return [_told(row[0], row[1:5], row[5:]) for row in session.execute(statement)]


def _told(message: VoiceMessage, workers: Sequence[Worker | None], days: Sequence[date]) -> Said:
    writer, seer, answerer, about = (each.name if each else "" for each in workers)
    return Said(message, writer, seer, answerer, about, _promised(message.kind, message.sent_on, *days))


def said_since_review(session: Session, young_person: YoungPerson) -> list[Said]:
    """What they said since their last review, or ever where there was none."""
    held = select(col(Review.held_on)).where(col(Review.young_person_id) == identity(young_person))
    last = session.execute(held.order_by(col(Review.held_on).desc()).limit(1)).scalar()
    return said_by(session, young_person, last)


def works_with(session: Session, young_person: YoungPerson) -> Sequence[Worker]:
    """Everybody in post whom a complaint may be about: those allocated to them, and the managers of their team."""
    allocated = select(col(Allocation.worker_id)).where(col(Allocation.young_person_id) == identity(young_person))
    manages = (col(Worker.team_id) == young_person.team_id) & (col(Worker.role) == Role.TEAM_MANAGER)
    statement = select(Worker).where(
        or_(col(Worker.id).in_(allocated), manages),
        col(Worker.disabled_on).is_(None),
        or_(col(Worker.ends_on).is_(None), col(Worker.ends_on) > today(session)),
    )
    return session.execute(statement.order_by(col(Worker.given_name), col(Worker.id))).scalars().all()


def kept_from(actor: Actor, message: VoiceMessage) -> str:
    """Why somebody does not deal with a message, in words; "" for whoever may."""
    if message.about_id is not None and message.about_id == actor.worker_id:
        return "This complaint is about you, so another manager answers it"
    if message.kind in FOR_A_MANAGER and actor.role not in _MANAGERS:
        return "Only a manager answers this"
    return ""


__all__ = ["Promised", "Said", "kept_from", "promised", "said_by", "said_since_review", "works_with"]
