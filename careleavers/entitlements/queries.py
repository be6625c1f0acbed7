"""Reading the local offer, and the steps recorded of one young person."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.alerts.upcoming import forecast
from careleavers.db import policy, today
from careleavers.domain.dates import long_date
from careleavers.domain.entitlements import Known, Payment, StepKind, paid_in_words
from careleavers.domain.terms import SubjectKind
from careleavers.models import EetSpell, EntitlementStep, Offer, Worker, YoungPerson
from careleavers.models.base import identity
from careleavers.people.bar import standing

HORIZON_DAYS = 400


@dataclass(frozen=True)
class Recorded:
    """One step with the row of the table it was recorded of, who recorded it, and who struck it out, if anybody did."""

    step: EntitlementStep
    offer: Offer
    by: str
    struck_by: str


def every_offer(session: Session) -> Sequence[Offer]:
    """Every row of the table, past and to come included: by name, then the latest first."""
    by_name = (col(Offer.name), col(Offer.series_id), col(Offer.from_on).desc(), col(Offer.id).desc())
    return session.execute(select(Offer).order_by(*by_name)).scalars().all()


def series_of(session: Session, offer: Offer) -> Sequence[Offer]:
    """The rows that replaced one another, the latest first, with the one given among them."""
    rows = select(Offer).where(col(Offer.series_id) == offer.series_id).order_by(col(Offer.id).desc())
    return session.execute(rows).scalars().all()


def row_in_force(rows: Iterable[Offer], series_id: int | None, day: date) -> Offer | None:
    """The row of a series that was in force on a day; None if none was."""
    return next((row for row in rows if row.series_id == series_id and row.runs_on(day)), None)


def checks_due(session: Session, offers: Iterable[Offer]) -> Mapping[int, date]:
    """By when each row that runs or will run is to be checked again, as the rule about it says."""
    ids = [identity(offer) for offer in offers]
    found = forecast(session, today(session), HORIZON_DAYS, subject=SubjectKind.OFFER, only=ids)
    return {each.subject_id: each.due_on for each in found}


def checkers(session: Session) -> Mapping[int, str]:
    """Who checked a row of the table last, by the worker's id."""
    named = select(Worker).where(col(Worker.id).in_(select(col(Offer.checked_by_id))))
    return {identity(worker): worker.name for worker in session.execute(named).scalars()}


def known_of(session: Session, young_person: YoungPerson) -> Known:
    """What is recorded of somebody, as far as an offer asks for it."""
    spell = select(col(EetSpell.code)).where(
        col(EetSpell.young_person_id) == young_person.id, col(EetSpell.ended_on).is_(None)
    )
    studies: Any = session.execute(spell).scalars().first()
    category = standing(session, young_person).category
    return Known(young_person.born_on, category, young_person.parent, studies, policy(session).leap_day_birthday)


def steps_of(session: Session, young_person_id: int) -> list[Recorded]:
    """Every step recorded of one young person, those struck out included, the latest first. For staff: it has notes."""
    by: Any = aliased(Worker)
    struck_by: Any = aliased(Worker)
    statement = (
        select(EntitlementStep, Offer, by, struck_by)
        .join(Offer, col(Offer.id) == col(EntitlementStep.offer_id))
        .join(by, by.id == col(EntitlementStep.recorded_by_id))
        .outerjoin(struck_by, struck_by.id == col(EntitlementStep.struck_by_id))
        .where(col(EntitlementStep.young_person_id) == young_person_id)
        .order_by(col(EntitlementStep.happened_on).desc(), col(EntitlementStep.id).desc())
    )
    return [
        Recorded(step, offer, worker.name, striker.name if striker else "")
        for step, offer, worker, striker in session.execute(statement).all()
    ]


def offer_of(session: Session, step: EntitlementStep) -> Offer:
    """The row of the table that a step was recorded of."""
    return session.get_one(Offer, step.offer_id)


def payments_in(steps: Iterable[EntitlementStep]) -> list[Payment]:
    """The money among some steps, without what was struck out."""
    return [
        Payment(step.happened_on, step.amount_pence)
        for step in steps
        if step.amount_pence is not None and step.struck_at is None
    ]


def in_short(session: Session, young_person_id: int, day: date) -> list[tuple[str, str]]:
    """(name, what became of it) of each entitlement that was offered, applied for, paid or turned down, for a plan."""
    told: dict[int, list[Recorded]] = defaultdict(list)
    for each in steps_of(session, young_person_id):
        if each.step.struck_at is None:
            told[each.offer.series_id or 0].append(each)
    found = []
    for recorded in told.values():
        # The latest first, so the row that counts is that of the latest step.
        offer, steps = recorded[0].offer, [each.step for each in recorded]
        if steps[0].kind is StepKind.NOT_THEIRS:
            continue
        parts = [
            f"{kind.label.lower()} {long_date(on)}"
            for kind in (StepKind.OFFERED, StepKind.CLAIMED, StepKind.PAID, StepKind.DECLINED)
            if (on := max((step.happened_on for step in steps if step.kind is kind), default=None))
        ]
        paid = paid_in_words(payments_in(steps), offer.amount_pence, offer.amount_kind, offer.per, day)
        words = "; ".join([*parts, *([paid] if paid else [])])
        found.append((offer.name, words[0].upper() + words[1:]))
    return sorted(found)


__all__ = [
    "Recorded", "checkers", "checks_due", "every_offer", "in_short", "known_of", "offer_of", "payments_in",
    "row_in_force", "series_of", "steps_of",
]  # fmt: skip
