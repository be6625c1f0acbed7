"""The support network: who looks after somebody's health, and the people who matter to them."""

from datetime import date, datetime
from typing import ClassVar

from sqlalchemy import text
from sqlmodel import Index

from careleavers.domain.network import HealthKind, MayCall
from careleavers.domain.terms import Privacy
from careleavers.models.base import Details, kept, now_utc, rule
from careleavers.models.striking import Strikeable, struck_with_reason

_ONE_AT_A_TIME = text("ended_on IS NULL AND struck_at IS NULL AND kind <> 'specialist'")


class HealthContactDetails(Details):
    """A practice, a clinic or a paper, as somebody records it.

    `since_on` is the day they registered, were referred, or were given the copy; `seen_on` the last check-up, of a
    specialist the first appointment they went to; `ended_on` the first day without it.
    """

    kind: HealthKind = kept(Privacy.HEALTH, term=HealthKind)
    name: str = kept(Privacy.HEALTH, "", max_length=200)
    phone: str = kept(Privacy.HEALTH, "", max_length=40)
    since_on: date | None = kept(Privacy.HEALTH, None)
    seen_on: date | None = kept(Privacy.HEALTH, None)
    ended_on: date | None = kept(Privacy.HEALTH, None)
    words: str = kept(Privacy.HEALTH, "", max_length=2000)


class HealthContact(Strikeable, HealthContactDetails, table=True):
    """Who or what looks after somebody's health, from a day to a day. Of most kinds there is one at a time."""

    __tablename__: ClassVar[str] = "health_contact"
    __table_args__ = (
        struck_with_reason(),
        rule("named", "kind = 'history' OR length(name) > 0"),
        rule("counted_from_a_day", "kind NOT IN ('specialist', 'history') OR since_on IS NOT NULL"),
        rule("in_order", "ended_on IS NULL OR since_on IS NULL OR ended_on >= since_on"),
        Index("ix_health_contact_person", "young_person_id", "kind"),
        Index(
            "uq_health_contact_now", "young_person_id", "kind", unique=True,
            sqlite_where=_ONE_AT_A_TIME, postgresql_where=_ONE_AT_A_TIME,
        ),
    )  # fmt: skip

    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class CloseOneDetails(Details):
    """Somebody who matters to a young person, as somebody records it; `ended_on` is the first day they did not."""

    name: str = kept(Privacy.THIRD_PARTY, max_length=200, min_length=1)
    relationship: str = kept(Privacy.THIRD_PARTY, max_length=80, min_length=1)
    phone: str = kept(Privacy.THIRD_PARTY, "", max_length=40)
    may_call: MayCall = kept(Privacy.THIRD_PARTY, term=MayCall)
    main: bool = kept(Privacy.THIRD_PARTY, False)
    words: str = kept(Privacy.THIRD_PARTY, "", max_length=2000)
    ended_on: date | None = kept(Privacy.THIRD_PARTY, None)


class CloseOne(Strikeable, CloseOneDetails, table=True):
    """Somebody who matters to a young person, and whether they may be called."""

    __tablename__: ClassVar[str] = "close_one"
    __table_args__ = (struck_with_reason(), Index("ix_close_one_person", "young_person_id"))

    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["CloseOne", "CloseOneDetails", "HealthContact", "HealthContactDetails"]
