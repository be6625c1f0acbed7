"""What happened to one young person, merged from every table that records it, latest first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, cast

from sqlalchemy import Select, select, union_all
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.domain.terms import AccommodationCode, ContactKind, RiskLevel
from careleavers.models import (
    AccommodationSpell,
    Allocation,
    CategoryDecision,
    ChangeOfCircumstance,
    Contact,
    EetSpell,
    PathwayPlan,
    Review,
    RiskFlag,
    RiskReview,
    Worker,
)


@dataclass(frozen=True)
class Happened:
    """One thing on one day: its title, who recorded it, its words as (heading, text), and the tone of its mark.

    What was recorded in error is `struck`: still told, struck through.
    `page` is the endpoint of its own page, with the name and the public id that the endpoint takes.
    """

    on: date
    title: str
    by: str = ""
    words: list[tuple[str, str]] = field(default_factory=list)
    tone: str = "plain"
    page: tuple[str, str, str] | None = None
    struck: bool = False


@dataclass(frozen=True)
class Stretch:
    """Part of a timeline: its events, and the day before which the next part begins (None at the end)."""

    events: list[Happened]
    earlier_than: date | None


@dataclass(frozen=True)
class _Source:
    """One kind of event: the day it happened, the condition on the young person, and how a row is told."""

    day: Any
    rows: Callable[[int], Select[Any]]
    tell: Callable[..., Happened]


def timeline(session: Session, young_person_id: int, before: date | None = None, least: int = 25) -> Stretch:
    """Whole days of events before a day, at least so many events if there are any."""
    days = union_all(*(_days(source, young_person_id, before) for source in _SOURCES)).subquery()
    newest = list(session.execute(select(days.c.day).order_by(days.c.day.desc()).limit(least + 1)).scalars())
    if not newest:
        return Stretch([], None)
    first = newest[min(len(newest), least) - 1]
    events = [event for source in _SOURCES for event in _events(session, source, young_person_id, first, before)]
    events.sort(key=lambda event: event.on, reverse=True)
    return Stretch(events, first if newest[-1] < first or _is_more(session, days, first) else None)


def _is_more(session: Session, days: Any, first: date) -> bool:
    return session.execute(select(days.c.day).where(days.c.day < first).limit(1)).first() is not None


def _days(source: _Source, young_person_id: int, before: date | None) -> Select[Any]:
    return _bounded(source, source.rows(young_person_id), before).with_only_columns(source.day.label("day"))


def _bounded(source: _Source, statement: Select[Any], before: date | None) -> Select[Any]:
    statement = statement.where(source.day.is_not(None))
    return statement if before is None else statement.where(source.day < before)


def _events(
    session: Session, source: _Source, young_person_id: int, first: date, before: date | None
) -> Iterator[Happened]:
    rows = _bounded(source, source.rows(young_person_id), before).where(source.day >= first)
    for row in session.execute(rows):
        yield source.tell(*row)


def _said(*pairs: tuple[str, str]) -> list[tuple[str, str]]:
    return [(heading, text) for heading, text in pairs if text]


def _contact(contact: Contact, worker: Worker) -> Happened:
    seen = contact.kind in (ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE)
    words = _said(
        ("Purpose", contact.purpose),
        ("In their words", contact.own_words),
        ("Day to day", contact.daily_life),
        ("Who is around them", contact.who_is_around),
        ("What the worker thinks", contact.analysis),
        ("Told by", contact.source),
        ("Risk", contact.risk_words),
    )
    unplanned = "" if contact.planned else ", not planned"
    if contact.struck_at is not None:
        unplanned, seen = f"{unplanned} (recorded in error)", False
    return Happened(
        contact.happened_on,
        f"{contact.kind.label}{unplanned}",
        worker.name,
        words,
        "good" if seen else "plain",
        ("contacts.show", "contact", contact.public_id),
        contact.struck_at is not None,
    )


def _change(change: ChangeOfCircumstance, worker: Worker) -> Happened:
    struck = change.struck_at is not None
    title = f"{change.kind.label}{' (recorded in error)' if struck else ''}"
    tone = "plain" if struck else "late"
    return Happened(change.happened_on, title, worker.name, _said(("", change.words)), tone, struck=struck)


def _home_started(home: AccommodationSpell, worker: Worker) -> Happened:
    bad = home.code in (AccommodationCode.HOMELESS, AccommodationCode.CUSTODY)
    title = f"Home: {home.code.label} ({home.suitability.label.lower()})"
    words = _said(("Why it is not suitable", home.suitability_reason))
    return Happened(home.started_on, title, worker.name, words, "late" if bad else "plain")


def _home_ended(home: AccommodationSpell) -> Happened:
    return Happened(home.ended_on, f"Left: {home.code.label}", words=_said(("", home.end_reason)))  # type: ignore[arg-type]


def _eet_started(spell: EetSpell, worker: Worker) -> Happened:
    words = _said(("Where", spell.provider), ("Why", spell.reason))
    return Happened(spell.started_on, f"Work and study: {spell.code.label}", worker.name, words)


def _review(review: Review, worker: Worker) -> Happened:
    words = _said(("What was decided", review.decisions))
    return Happened(
        review.held_on,
        f"Review held: {review.trigger.label}",
        worker.name,
        words,
        "good",
        ("plans.show_review", "review", review.public_id),
    )


def _plan(plan: PathwayPlan, worker: Worker) -> Happened:
    words = _said(("What they said of it", plan.agreement_words))
    return Happened(plan.approved_on, f"Plan version {plan.number} approved", worker.name, words, "good")  # type: ignore[arg-type]


def _raised(flag: RiskFlag, worker: Worker) -> Happened:
    return Happened(flag.raised_on, f"Risk raised: {flag.type.label}", worker.name, _said(("", flag.evidence)), "late")


def _looked(look: RiskReview, flag: RiskFlag, worker: Worker) -> Happened:
    title = f"Risk looked at: {flag.type.label}, {_levels(look.level_before, look.level_after)}"
    return Happened(look.reviewed_on, title, worker.name, _said(("", look.words)))


def _levels(before: RiskLevel, after: RiskLevel) -> str:
    if before is after:
        return f"still {after.label.lower()}"
    return f"{before.label.lower()} to {after.label.lower()}"


def _closed(flag: RiskFlag, worker: Worker) -> Happened:
    title = f"Risk closed: {flag.type.label}"
    return Happened(flag.closed_on, title, worker.name, _said(("", flag.close_reason)), "good")  # type: ignore[arg-type]


def _decided(decision: CategoryDecision, worker: Worker) -> Happened:
    title = f"Legal category decided: {decision.category.label}"
    return Happened(decision.decided_on, title, worker.name, _said(("", decision.reason)))


def _allocated(allocation: Allocation, worker: Worker, manager: Worker) -> Happened:
    title = f"{worker.name} became their {allocation.role.label.lower()}"
    return Happened(allocation.from_on, title, manager.name, _said(("Handover", allocation.handover_note)))


def _by(row: Any, recorder: Any) -> Callable[[int], Select[Any]]:
    """Rows of one table with the worker who recorded each."""

    def rows(young_person_id: int) -> Select[Any]:
        return select(row, Worker).join(Worker, Worker.id == recorder).where(row.young_person_id == young_person_id)

    return rows


def _homes_left(young_person_id: int) -> Select[Any]:
    """Homes after which none began the same day: otherwise the next home tells the move."""
    return select(AccommodationSpell).where(
        col(AccommodationSpell.young_person_id) == young_person_id,
        col(AccommodationSpell.ended_on).not_in(
            select(_NextHome.started_on).where(_NextHome.young_person_id == young_person_id)
        ),
    )


def _looks(young_person_id: int) -> Select[Any]:
    statement = (
        select(RiskReview, RiskFlag, Worker)
        .join(RiskFlag, col(RiskFlag.id) == col(RiskReview.risk_flag_id))
        .join(Worker, col(Worker.id) == col(RiskReview.reviewed_by_id))
        .where(col(RiskFlag.young_person_id) == young_person_id)
    )
    return cast(Select[Any], statement)


def _allocations(young_person_id: int) -> Select[Any]:
    return (
        select(Allocation, Worker, _Manager)
        .join(Worker, col(Worker.id) == col(Allocation.worker_id))
        .join(_Manager, _Manager.id == col(Allocation.allocated_by_id))
        .where(col(Allocation.young_person_id) == young_person_id)
    )


_NextHome: Any = aliased(AccommodationSpell)
_Manager: Any = aliased(Worker)
_SOURCES = [
    _Source(Contact.happened_on, _by(Contact, Contact.worker_id), _contact),
    _Source(ChangeOfCircumstance.happened_on, _by(ChangeOfCircumstance, ChangeOfCircumstance.recorded_by_id), _change),
    _Source(AccommodationSpell.started_on, _by(AccommodationSpell, AccommodationSpell.recorded_by_id), _home_started),
    _Source(AccommodationSpell.ended_on, _homes_left, _home_ended),
    _Source(EetSpell.started_on, _by(EetSpell, EetSpell.recorded_by_id), _eet_started),
    _Source(Review.held_on, _by(Review, Review.recorded_by_id), _review),
    _Source(PathwayPlan.approved_on, _by(PathwayPlan, PathwayPlan.decided_by_id), _plan),
    _Source(RiskFlag.raised_on, _by(RiskFlag, RiskFlag.raised_by_id), _raised),
    _Source(RiskReview.reviewed_on, _looks, _looked),
    _Source(RiskFlag.closed_on, _by(RiskFlag, RiskFlag.closed_by_id), _closed),
    _Source(CategoryDecision.decided_on, _by(CategoryDecision, CategoryDecision.decided_by_id), _decided),
    _Source(Allocation.from_on, _allocations, _allocated),
]
