"""What young people said that waits for somebody: to be answered, or, of a thank-you, to be read."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, or_, select
from sqlmodel import Session, col

from careleavers.domain.voice import VoiceKind
from careleavers.models import VoiceMessage


def waiting() -> tuple[ColumnElement[bool], ...]:
    """The conditions on VoiceMessage for what nobody has dealt with yet."""
    message = VoiceMessage
    unread = or_(col(message.kind) != VoiceKind.THANKS, col(message.seen_on).is_(None))
    return col(message.answered_on).is_(None), unread


def waiting_by_person(session: Session, ids: Sequence[int]) -> dict[int, int]:
    """How many things wait, by young person; nobody stands in it of whom nothing does."""
    whose = col(VoiceMessage.young_person_id)
    statement = select(whose, func.count()).where(whose.in_(ids), *waiting()).group_by(whose)
    return {row[0]: row[1] for row in session.execute(statement)}


__all__ = ["waiting", "waiting_by_person"]
