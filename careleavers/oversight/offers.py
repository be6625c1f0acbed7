"""What a note can be about today, and what a manager must write about, answer or end by rule."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts.rules.explained import MISSED
from careleavers.alerts.upcoming import Upcoming, due_for
from careleavers.db import today
from careleavers.domain.dates import days_late_words, long_date
from careleavers.domain.oversight import OversightTopic
from careleavers.domain.terms import AccommodationCode, Basis, PlanState, RiskLevel, Suitability
from careleavers.models import AccommodationSpell, PathwayPlan, RiskFlag, YoungPerson
from careleavers.models.base import identity
from careleavers.oversight.details import About
from careleavers.people.due import open_now

_HIGH = (RiskLevel.CRITICAL, RiskLevel.HIGH)
# The rules that a manager alone can satisfy.
_A_MANAGERS = ("R40", "R51", "R93", "R93b", "R94", "R95", "R96", "R97")
# From so long before the day of R96: the last six months of support.
_ENDING_DAYS = 170


def to_write_about(session: Session, young_person: YoungPerson) -> list[About]:
    """The open high risks, the unsuitable home, a returned plan, missed dates of the law and the end of support."""
    known = identity(young_person)
    owed = due_for(session, young_person, today(session), _ENDING_DAYS)
    return [
        *_risks(session, known), *_homes(session, known), *_plans(session, known), *_missed(session, owed),
        *_ending(owed),
    ]  # fmt: skip


def wanted_now(session: Session, young_person: YoungPerson) -> list[Upcoming]:
    """What the rules ask of a manager about somebody today; the most severe first, then the longest due."""
    owed = due_for(session, young_person, today(session), _ENDING_DAYS)
    return open_now(session, [each for each in owed if each.rule.id in _A_MANAGERS])


def _risks(session: Session, known: int) -> Iterator[About]:
    statement = select(RiskFlag).where(
        col(RiskFlag.young_person_id) == known, col(RiskFlag.closed_on).is_(None), col(RiskFlag.level).in_(_HIGH)
    )
    for flag in session.execute(statement.order_by(col(RiskFlag.level), col(RiskFlag.raised_on))).scalars():
        words = f"{flag.level.label} risk: {flag.type.label.lower()}"
        hint = f"Raised on {long_date(flag.raised_on)}"
        yield About(f"risk-{flag.public_id}", OversightTopic.HIGH_RISK, words, hint, {"risk_flag_id": flag.id})


def _homes(session: Session, known: int) -> Iterator[About]:
    statement = select(AccommodationSpell).where(
        col(AccommodationSpell.young_person_id) == known,
        col(AccommodationSpell.ended_on).is_(None),
        col(AccommodationSpell.suitability) == Suitability.UNSUITABLE,
        col(AccommodationSpell.code) != AccommodationCode.CUSTODY,
    )
    for home in session.execute(statement).scalars():
        words, hint = f"Not suitable: {home.code.label.lower()}", f"Since {long_date(home.started_on)}"
        yield About(f"home-{home.public_id}", OversightTopic.HOME, words, hint, {"home_id": home.id})


def _plans(session: Session, known: int) -> Iterator[About]:
    statement = select(PathwayPlan).where(
        col(PathwayPlan.young_person_id) == known, col(PathwayPlan.state) == PlanState.RETURNED
    )
    for plan in session.execute(statement).scalars():
        hint = f"Sent on {long_date(plan.sent_on)}, not sent again since" if plan.sent_on else ""
        words = f"Returned plan, version {plan.number}"
        yield About(f"plan-{plan.public_id}", OversightTopic.PLAN_RETURNED, words, hint, {"plan_id": plan.id})


def _missed(session: Session, owed: list[Upcoming]) -> Iterator[About]:
    """Each late date of the law once, however many homes share it."""
    day, shown = today(session), set()
    for each in owed:
        key = f"missed-{each.rule.id}-{each.due_on.isoformat()}"
        if each.rule.id not in MISSED or each.basis is not Basis.STATUTORY or each.due_on >= day or key in shown:
            continue
        shown.add(key)
        hint = f"Due on {long_date(each.due_on)}, {days_late_words(each.due_on, day)}"
        names = {"missed_rule": each.rule.id, "missed_on": each.due_on}
        yield About(key, OversightTopic.MISSED_DATE, f"Missed date: {each.rule.title.lower()}", hint, names)


def _ending(owed: list[Upcoming]) -> Iterator[About]:
    if any(each.rule.id == "R96" for each in owed):
        yield About(
            "ending", OversightTopic.ENDING, "Support is ending", "What is left to do, and how they come back", {}
        )


__all__ = ["to_write_about", "wanted_now"]
