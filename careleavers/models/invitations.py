"""One-time codes that a worker gives a young person face to face."""

from datetime import datetime
from typing import ClassVar

from sqlalchemy import text
from sqlmodel import Index

from careleavers.domain.invitations import InvitationEnding
from careleavers.domain.terms import Privacy
from careleavers.models.base import Record, kept, now_utc, rule

_OPEN = text("ended_at IS NULL")


class Invitation(Record, table=True):
    """A code, kept only as a keyed print. At most one of a young person's is open; its age may have ended it too."""

    __tablename__: ClassVar[str] = "invitation"
    __table_args__ = (
        Index("uq_invitation_open", "young_person_id", unique=True, sqlite_where=_OPEN, postgresql_where=_OPEN),
        rule("ending_dated", "(ended_at IS NULL) = (ending IS NULL)"),
    )

    young_person_id: int = kept(Privacy.IDENTITY, foreign_key="young_person.id", index=True)
    made_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    code_print: str = kept(Privacy.SECRET, max_length=64, unique=True)
    made_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    expires_at: datetime = kept(Privacy.SYSTEM)
    wrong_tries: int = kept(Privacy.SYSTEM, 0)
    ended_at: datetime | None = kept(Privacy.SYSTEM, None)
    ending: InvitationEnding | None = kept(Privacy.SYSTEM, None, term=InvitationEnding)


__all__ = ["Invitation"]
