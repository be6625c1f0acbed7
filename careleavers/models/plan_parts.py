"""What stands beside a plan's ten domains: facts kept on approval, why a gap was left, who wrote which box."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.add_ons import AddOn
from careleavers.domain.terms import PlanDomain, Privacy
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc


class PlanFact(Record, table=True):
    """A recorded fact as it stood on the day a version was approved; a trigger keeps it from then on.

    Facts may hold an address or a risk, so they stay with staff.
    """

    __tablename__: ClassVar[str] = "plan_fact"
    __table_args__ = (Index("ix_plan_fact_plan", "plan_id"),)

    plan_id: int = kept(Privacy.SYSTEM, foreign_key="pathway_plan.id")
    domain: PlanDomain = kept(Privacy.CASE, term=PlanDomain)
    label: str = kept(Privacy.CASE, max_length=120)
    words: str = kept(Privacy.LOCATION, max_length=LONG_TEXT)


class PlanGapReason(Record, table=True):
    """Why a version may be sent although something is missing; `place` is the gap's plain word."""

    __tablename__: ClassVar[str] = "plan_gap_reason"
    __table_args__ = (Index("uq_plan_gap_reason", "plan_id", "place", unique=True),)

    plan_id: int = kept(Privacy.SYSTEM, foreign_key="pathway_plan.id")
    place: str = kept(Privacy.CASE, max_length=80)
    gap: str = kept(Privacy.CASE, max_length=2000)
    words: str = kept(Privacy.CASE, max_length=2000, min_length=1)
    given_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    given_on: date = kept(Privacy.CASE)


class PlanBox(Record, table=True):
    """Who last wrote in one box of a part, when, and what stood there before.

    `worker_id` is empty where the young person wrote it themselves; `at_version` is the part's version from then on.
    """

    __tablename__: ClassVar[str] = "plan_box"
    __table_args__ = (Index("uq_plan_box", "plan_id", "domain", "box", unique=True),)

    plan_id: int = kept(Privacy.SYSTEM, foreign_key="pathway_plan.id")
    domain: PlanDomain = kept(Privacy.SYSTEM, term=PlanDomain)
    box: str = kept(Privacy.SYSTEM, max_length=40)
    worker_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    written_at: datetime = kept(Privacy.SYSTEM)
    at_version: int = kept(Privacy.SYSTEM)
    before: str = kept(Privacy.LOCATION, "", max_length=LONG_TEXT)


class PlanAddOnDetails(Details):
    """A short addition as somebody fills it in; written to the young person."""

    now: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    want_soon: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    next_steps: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)
    first_step: str = kept(Privacy.SHARED, "", max_length=2000)
    my_view: str = kept(Privacy.SHARED, "", max_length=LONG_TEXT)


class PlanAddOn(Record, PlanAddOnDetails, table=True):
    """What one version says on something that concerns some young people only; a trigger keeps it once approved."""

    __tablename__: ClassVar[str] = "plan_add_on"
    __table_args__ = (Index("uq_plan_add_on", "plan_id", "add_on", unique=True),)

    plan_id: int = kept(Privacy.SYSTEM, foreign_key="pathway_plan.id")
    add_on: AddOn = kept(Privacy.SHARED, term=AddOn)
    edited_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    edited_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["PlanAddOn", "PlanAddOnDetails", "PlanBox", "PlanFact", "PlanGapReason"]
