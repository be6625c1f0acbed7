"""Reading risks: one young person's register with everything that was ever said of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.domain.terms import FlagAnswer, RiskLevel
from careleavers.models import (
    Contact,
    ContactFlagAnswer,
    Review,
    ReviewFlagAnswer,
    RiskFlag,
    RiskReview,
    Worker,
)
from careleavers.models.base import identity
from careleavers.risks.checks import HIGH


@dataclass(frozen=True)
class Said:
    """One thing said of a risk: when, by whom, where, what, and in which words."""

    on: date
    by: str
    what: str
    words: str


@dataclass(frozen=True)
class Entry:
    """One risk of the register, with who answers for it and what was said of it, latest first."""

    flag: RiskFlag
    owner: str
    raised_by: str
    closed_by: str
    said: list[Said] = field(default_factory=list)


def flags_to_ask(session: Session, young_person_id: int, named: Iterable[str] = ()) -> Sequence[RiskFlag]:
    """The risks somebody must be asked about by name: open and high or very high, the most serious first.

    `named` holds public ids that a page already asked about: those are kept even if they were closed or lowered
    in the meantime, so that what was written about them is not lost.
    """
    serious = col(RiskFlag.closed_on).is_(None) & col(RiskFlag.level).in_(HIGH)
    statement = select(RiskFlag).where(
        col(RiskFlag.young_person_id) == young_person_id, or_(serious, col(RiskFlag.public_id).in_(list(named)))
    )
    flags = session.execute(statement).scalars().all()
    return sorted(flags, key=lambda flag: (flag.level is not RiskLevel.CRITICAL, flag.raised_on, identity(flag)))


def flag_ids(session: Session, young_person_id: int) -> set[int]:
    """The ids of every risk that was ever raised about somebody."""
    statement = select(col(RiskFlag.id)).where(col(RiskFlag.young_person_id) == young_person_id)
    return {found for found in session.execute(statement).scalars() if found is not None}


def register_of(session: Session, young_person_id: int) -> list[Entry]:
    """Every risk of one young person: open ones first, the worst and longest unseen first; then the closed ones."""
    owner, raiser, closer = aliased(Worker), aliased(Worker), aliased(Worker)
    statement = (
        select(RiskFlag, owner, raiser, closer)
        .join(owner, owner.id == RiskFlag.owner_id)  # type: ignore[arg-type]
        .join(raiser, raiser.id == RiskFlag.raised_by_id)  # type: ignore[arg-type]
        .outerjoin(closer, closer.id == RiskFlag.closed_by_id)  # type: ignore[arg-type]
        .where(col(RiskFlag.young_person_id) == young_person_id)
    )
    said = _everything_said(session, young_person_id)
    entries = [
        Entry(flag, own.name, by.name, closed.name if closed else "", said[identity(flag)])
        for flag, own, by, closed in session.execute(statement).all()
    ]
    return sorted(entries, key=_worst_first)


def _worst_first(entry: Entry) -> tuple[int, int, date]:
    flag = entry.flag
    if flag.closed_on is not None:
        return 1, 0, date.fromordinal(date.max.toordinal() - flag.closed_on.toordinal() + 1)
    return 0, -list(RiskLevel).index(flag.level), flag.next_look_on


def _everything_said(session: Session, young_person_id: int) -> dict[int, list[Said]]:
    found: dict[int, list[Said]] = defaultdict(list)
    for said, flag_id in (*_looks(session, young_person_id), *_at_contacts(session, young_person_id),
                          *_at_reviews(session, young_person_id)):  # fmt: skip
        found[flag_id].append(said)
    for each in found.values():
        each.sort(key=lambda said: said.on, reverse=True)
    return found


def _looks(session: Session, young_person_id: int) -> list[tuple[Said, int]]:
    rows = session.execute(
        select(RiskReview, Worker)
        .join(RiskFlag, col(RiskFlag.id) == col(RiskReview.risk_flag_id))
        .join(Worker, col(Worker.id) == col(RiskReview.reviewed_by_id))
        .where(col(RiskFlag.young_person_id) == young_person_id)
        .order_by(col(RiskReview.id).desc())
    ).all()
    return [
        (Said(look.reviewed_on, by.name, _levels(look.level_before, look.level_after), look.words), look.risk_flag_id)
        for look, by in rows
    ]


def _levels(before: RiskLevel, after: RiskLevel) -> str:
    if before is after:
        return f"Looked at: still {after.label.lower()}"
    return f"Looked at: from {before.label.lower()} to {after.label.lower()}"


def _at_contacts(session: Session, young_person_id: int) -> list[tuple[Said, int]]:
    rows = session.execute(
        select(ContactFlagAnswer, Contact, Worker)
        .join(Contact, col(Contact.id) == col(ContactFlagAnswer.contact_id))
        .join(Worker, col(Worker.id) == col(Contact.worker_id))
        .where(col(Contact.young_person_id) == young_person_id, col(Contact.struck_at).is_(None))
        .order_by(col(ContactFlagAnswer.id).desc())
    ).all()
    return [
        (Said(contact.happened_on, worker.name, _in_words(contact.kind.label, answer.answer), answer.words),
         answer.risk_flag_id)
        for answer, contact, worker in rows
    ]  # fmt: skip


def _at_reviews(session: Session, young_person_id: int) -> list[tuple[Said, int]]:
    rows = session.execute(
        select(ReviewFlagAnswer, Review, Worker)
        .join(Review, col(Review.id) == col(ReviewFlagAnswer.review_id))
        .join(Worker, col(Worker.id) == col(Review.recorded_by_id))
        .where(col(Review.young_person_id) == young_person_id)
        .order_by(col(ReviewFlagAnswer.id).desc())
    ).all()
    return [
        (Said(review.held_on, worker.name, _in_words("Review", answer.answer), answer.words), answer.risk_flag_id)
        for answer, review, worker in rows
    ]


def _in_words(where: str, answer: FlagAnswer) -> str:
    return f"{where}: {answer.label.lower()}"
