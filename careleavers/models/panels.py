"""What a panel said when it looked at somebody."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.panels import PanelKind
from careleavers.domain.terms import Privacy
from careleavers.models.base import LONG_TEXT, Details, kept, now_utc
from careleavers.models.striking import Strikeable, struck_with_reason


class PanelLookDetails(Details):
    """One look as it is recorded: the panel's minutes about one young person."""

    panel: PanelKind = kept(Privacy.CASE, term=PanelKind)
    looked_on: date = kept(Privacy.CASE)
    present: str = kept(Privacy.STAFF, max_length=500, min_length=1)
    discussed: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    decided: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    next_look_on: date | None = kept(Privacy.CASE, None)


class PanelLook(Strikeable, PanelLookDetails, table=True):
    """A panel looked at one young person on one day. What it decided to do is in the actions that name this row."""

    __tablename__: ClassVar[str] = "panel_look"
    __table_args__ = (struck_with_reason(), Index("ix_panel_look_of", "young_person_id", "panel", "looked_on"))

    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["PanelLook", "PanelLookDetails"]
