"""Reading contacts: what was late when one was made, where somebody lived, and what one led to."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select
from sqlmodel import Session, col

from careleavers.alerts.rules import RULES
from careleavers.contacts.progress import said_at
from careleavers.db import policy
from careleavers.domain.curiosity import in_words, signs_of
from careleavers.domain.dates import long_date
from careleavers.domain.terms import ActionState, AddendumKind, Answer, Channel, ContactKind
from careleavers.history.edits import Edit, edits_of
from careleavers.models import (
    AccommodationSpell,
    Action,
    Alert,
    ChangeOfCircumstance,
    Contact,
    ContactAddendum,
    ContactFlagAnswer,
    RiskFlag,
    Worker,
)
from careleavers.models.base import identity

# The alerts that a visit of each kind answers: a meeting elsewhere never counts as a visit to the home.
ANSWERED_BY = {
    ContactKind.HOME_VISIT: ("R24", "R26", "R27", "R27b"),
    ContactKind.FACE_TO_FACE: ("R27", "R27b"),
}


@dataclass(frozen=True)
class DueVisit:
    """A visit that was due on a day, and the last day on which it still counts as in time."""

    due_on: date
    in_time_until: date


def late_visits(session: Session, young_person_id: int, kind: ContactKind, day: date) -> list[DueVisit]:
    """The visits that one of this kind on this day answers, and that came too late by then; the first due first."""
    open_alerts = select(Alert).where(
        col(Alert.young_person_id) == young_person_id,
        col(Alert.rule).in_(ANSWERED_BY.get(kind, ())),
        col(Alert.cleared_at).is_(None),
        col(Alert.due_on) < day,
    )
    found = session.execute(open_alerts.order_by(col(Alert.due_on))).scalars()
    visits = [DueVisit(a.due_on, a.due_on + timedelta(days=RULES[a.rule].grace(policy(session)))) for a in found]
    return [visit for visit in visits if day > visit.in_time_until]


def home_on(session: Session, young_person_id: int, day: date) -> AccommodationSpell | None:
    """Where somebody lived on a day; on the day of a move, the new home."""
    return session.execute(
        select(AccommodationSpell).where(
            col(AccommodationSpell.young_person_id) == young_person_id,
            col(AccommodationSpell.started_on) <= day,
            or_(col(AccommodationSpell.ended_on).is_(None), col(AccommodationSpell.ended_on) > day),
        )
    ).scalar_one_or_none()


# What a contact's own page tells of it, in the order in which it was asked.
TOLD = {
    "channel": "How", "place": "Where", "source": "Told by", "why_late": "Why it was late",
    "seen_alone": "Seen alone", "home_seen": "Home seen", "bedroom_seen": "Bedroom seen",
    "still_suitable": "Home still right for them", "feels_safe": "Feels safe there", "purpose": "Purpose",
    "own_words": "In their own words", "daily_life": "Daily life", "who_is_around": "Who is around",
    "signs": "Anything new", "exploitation_talked": "Talked through whether anybody is using them",
    "exploitation_words": "What came of that",
    "analysis": "What the worker makes of it", "risk_answer": "Risk", "risk_words": "What changed about risk",
}  # fmt: skip


_EDITED = {**TOLD, "happened_on": "Day", "next_visit_on": "Next visit", "planned": "Planned"}
_TERMS = {
    "channel", "seen_alone", "home_seen", "bedroom_seen", "still_suitable", "feels_safe", "exploitation_talked",
}  # fmt: skip


@dataclass(frozen=True)
class Whole:
    """A contact with everything that was said and agreed at it."""

    contact: Contact
    worker: str
    home: AccommodationSpell | None
    flags: Sequence[tuple[ContactFlagAnswer, RiskFlag]]
    changes: Sequence[ChangeOfCircumstance]
    actions: Sequence[tuple[Action, str]]
    talked_about: Sequence[tuple[Action, str]]
    added: Sequence[tuple[ContactAddendum, str]]
    edits: Sequence[Edit]

    @property
    def in_error(self) -> tuple[ContactAddendum, str] | None:
        """Why a manager says that it was recorded in error, and who; None if nobody does."""
        return next((each for each in self.added if each[0].kind is AddendumKind.IN_ERROR), None)

    def told(self) -> list[tuple[str, str]]:
        """What was answered, as (words, answer)."""
        answers = {name: getattr(self.contact, name) for name in TOLD} | {
            "signs": in_words(signs_of(self.contact.signs))
        }
        return [(TOLD[name], getattr(said, "label", said)) for name, said in answers.items() if said not in (None, "")]


def whole(session: Session, contact: Contact) -> Whole:
    """One contact as its own page shows it."""
    contact_id = identity(contact)
    flags = session.execute(
        select(ContactFlagAnswer, RiskFlag)
        .join(RiskFlag, col(RiskFlag.id) == col(ContactFlagAnswer.risk_flag_id))
        .where(col(ContactFlagAnswer.contact_id) == contact_id)
        .order_by(col(ContactFlagAnswer.id))
    ).all()
    changes = session.execute(
        select(ChangeOfCircumstance).where(col(ChangeOfCircumstance.contact_id) == contact_id)
    ).scalars()
    actions = session.execute(
        select(Action, Worker)
        .join(Worker, col(Worker.id) == col(Action.owner_id))
        .where(col(Action.contact_id) == contact_id)
        .order_by(col(Action.due_on), col(Action.id))
    ).all()
    worker = session.get_one(Worker, contact.worker_id)
    home = session.get(AccommodationSpell, contact.accommodation_id) if contact.accommodation_id else None
    return Whole(
        contact, worker.name, home, [(a, f) for a, f in flags], list(changes), [(a, w.name) for a, w in actions],
        said_at(session, contact), _added(session, contact_id),
        edits_of(session, contact, _EDITED, _as_read),
    )  # fmt: skip


def _added(session: Session, contact_id: int) -> list[tuple[ContactAddendum, str]]:
    statement = (
        select(ContactAddendum, Worker)
        .join(Worker, col(Worker.id) == col(ContactAddendum.added_by_id))
        .where(col(ContactAddendum.contact_id) == contact_id)
        .order_by(col(ContactAddendum.id))
    )
    return [(addendum, worker.name) for addendum, worker in session.execute(statement)]


def _as_read(field: str, before: str | None) -> str:
    """A value of the audit trail as a page shows it."""
    value = json.loads(before) if before is not None else None
    if value in (None, ""):
        return "nothing"
    if field in ("happened_on", "next_visit_on"):
        return long_date(date.fromisoformat(value))
    if field == "planned":
        return "yes" if value else "no"
    if field == "signs":
        return in_words(signs_of(value))
    if field in _TERMS:
        return (Channel if field == "channel" else Answer)(value).label
    return str(value)


def open_actions_of(session: Session, contact_id: int) -> Sequence[Action]:
    """The actions agreed at a contact that are still to do."""
    statement = select(Action).where(col(Action.contact_id) == contact_id, col(Action.state) == ActionState.OPEN)
    return session.execute(statement.order_by(col(Action.id))).scalars().all()
