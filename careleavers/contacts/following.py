"""What a contact leads to and is not recorded yet: worked out from the record, so that none is left for later.

A big change is kept with the contact in any case, and starts the plan's clock; this is the rest of what it means.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlmodel import Session, col

from careleavers.contacts.queries import Whole
from careleavers.domain.terms import Answer, ChangeKind, FlagAnswer, RiskType
from careleavers.models import (
    AccommodationSpell,
    ChangeEntry,
    EetSpell,
    MissingEpisode,
    RiskFlag,
    RiskReview,
    YoungPerson,
)
from careleavers.models.base import identity

_NEW_HOME = (ChangeKind.MOVED, ChangeKind.CUSTODY_IN, ChangeKind.CUSTODY_OUT)
_RISKS = {
    ChangeKind.HOMELESS_RISK: (RiskType.HOMELESSNESS,),
    ChangeKind.MISSING: (RiskType.MISSING,),
    ChangeKind.EXPLOITATION: (RiskType.EXPLOITATION, RiskType.MODERN_SLAVERY),
    ChangeKind.CUSTODY_IN: (RiskType.OFFENDING,),
    ChangeKind.IMMIGRATION: (RiskType.IMMIGRATION,),
}
# What also stands on the record of who they are: the answers, and what to say.
_IDENTITY = {
    ChangeKind.PREGNANCY: (("pregnant",), "Record the pregnancy on the page of who they are"),
    ChangeKind.BIRTH: (("parent",), "Record on the page of who they are that they are a parent"),
    ChangeKind.IMMIGRATION: (
        ("leave_type", "leave_expires_on"), "Record their immigration status, and when their leave ends"
    ),
}  # fmt: skip


@dataclass(frozen=True)
class FollowOn:
    """One thing still to record: in words, and the endpoint of its page with what its address takes besides."""

    words: str
    endpoint: str
    values: dict[str, str] = field(default_factory=dict)


def follow_ons(session: Session, whole: Whole) -> list[FollowOn]:
    """What this contact leads to that is not recorded since the day it happened; nothing for one made in error."""
    if whole.contact.struck_at is not None:
        return []
    return [*_after_changes(session, whole), *_after_answers(session, whole)]


def _after_changes(session: Session, whole: Whole) -> Iterator[FollowOn]:
    person_id = whole.contact.young_person_id
    for change in whole.changes:
        kind, on = change.kind, change.happened_on
        if kind in _NEW_HOME and not _spell_since(session, AccommodationSpell, person_id, on):
            yield FollowOn("Record where they live now; the home before ends the same day", "spells.start_home")
        if kind is ChangeKind.LOST_EET and not _spell_since(session, EetSpell, person_id, on):
            yield FollowOn("Record what they do now instead of the job or course they lost", "spells.start_eet")
        if kind is ChangeKind.MISSING and not _missing_since(session, person_id, on):
            yield FollowOn("Record when they were last seen, and when they came back if they did", "missing.record")
        if kind in _RISKS and not _risk_since(session, person_id, _RISKS[kind], on):
            yield FollowOn(f"{kind.label}: raise the risk, or look again at the one there is", "risks.register_of")
        if kind in _IDENTITY and not _stands_on_record(session, whole, _IDENTITY[kind][0]):
            yield FollowOn(_IDENTITY[kind][1], "people.edit_identity")


def _after_answers(session: Session, whole: Whole) -> Iterator[FollowOn]:
    """Who says that a risk is better or worse weighs it again: the level is changed on the risk, never by a contact."""
    for answer, flag in whole.flags:
        if answer.answer not in (FlagAnswer.WORSE, FlagAnswer.BETTER) or flag.closed_on is not None:
            continue
        looked = select(col(RiskReview.id)).where(
            col(RiskReview.risk_flag_id) == identity(flag),
            col(RiskReview.reviewed_on) >= whole.contact.happened_on,
        )
        if session.execute(looked.limit(1)).first() is None:
            words = f"“{flag.type.label}” is {answer.answer.label.lower()}: look at it again, and at its level"
            yield FollowOn(words, "risks.review", {"risk": flag.public_id})


def _stands_on_record(session: Session, whole: Whole, fields: tuple[str, ...]) -> bool:
    """Whether one of these answers says "yes", or was changed since the contact was recorded."""
    person = session.get_one(YoungPerson, whole.contact.young_person_id)
    if any(getattr(person, name) is Answer.YES for name in fields):
        return True
    changed = select(col(ChangeEntry.id)).where(
        col(ChangeEntry.young_person_id) == whole.contact.young_person_id,
        col(ChangeEntry.table_name) == YoungPerson.__tablename__,
        col(ChangeEntry.field).in_(fields),
        col(ChangeEntry.at) >= whole.contact.recorded_at,
    )
    return session.execute(changed.limit(1)).first() is not None


def _spell_since(session: Session, model: Any, person_id: int, day: date) -> bool:
    """Whether a spell began or ended on the day of a change or later."""
    since = select(model.id).where(
        model.young_person_id == person_id, or_(model.started_on >= day, model.ended_on >= day)
    )
    return session.execute(since.limit(1)).first() is not None


def _missing_since(session: Session, person_id: int, day: date) -> bool:
    """Whether a time missing that stands ended, or goes on, on the day of a change or later."""
    over = col(MissingEpisode.returned_on)
    since = select(col(MissingEpisode.id)).where(
        col(MissingEpisode.young_person_id) == person_id,
        col(MissingEpisode.struck_at).is_(None),
        or_(over.is_(None), over >= day),
    )
    return session.execute(since.limit(1)).first() is not None


def _risk_since(session: Session, person_id: int, types: tuple[RiskType, ...], day: date) -> bool:
    """Whether such a risk was raised, or one was looked at, on the day of a change or later."""
    looked = select(col(RiskReview.risk_flag_id)).where(col(RiskReview.reviewed_on) >= day)
    since = select(col(RiskFlag.id)).where(
        col(RiskFlag.young_person_id) == person_id,
        col(RiskFlag.type).in_(types),
        or_(col(RiskFlag.raised_on) >= day, col(RiskFlag.id).in_(looked)),
    )
    return session.execute(since.limit(1)).first() is not None


__all__ = ["FollowOn", "follow_ons"]
