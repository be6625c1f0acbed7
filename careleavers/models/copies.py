"""What goes with a copy: a translator's words box by box."""

from datetime import datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import Privacy
from careleavers.models.base import LONG_TEXT, Record, kept, now_utc


class Translation(Record, table=True):
    """One box of one version in another language. It is shown while the box still says `source`, and then only."""

    __tablename__: ClassVar[str] = "translation"
    __table_args__ = (Index("uq_translation_box", "plan_id", "language", "box", unique=True),)

    plan_id: int = kept(Privacy.SYSTEM, foreign_key="pathway_plan.id")
    language: str = kept(Privacy.SYSTEM, max_length=8)
    box: str = kept(Privacy.SYSTEM, max_length=80)
    source: str = kept(Privacy.SHARED, max_length=LONG_TEXT)
    words: str = kept(Privacy.SHARED, max_length=LONG_TEXT, min_length=1)
    translator: str = kept(Privacy.STAFF, max_length=200, min_length=1)
    entered_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    entered_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["Translation"]
