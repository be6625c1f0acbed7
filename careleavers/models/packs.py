"""Parts of a plan given to a named partner for a reason, until a day; and each time somebody made the file."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index

from careleavers.domain.terms import Answer, Privacy
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule


class PartnerPackDetails(Details):
    """Who gets what for which reason until when, and what the young person says to it.

    `sections` are the words of plan domains and additions, with a space between; `partner` is one person's name.
    """

    partner: str = kept(Privacy.CASE, max_length=200, min_length=1)
    organisation: str = kept(Privacy.CASE, max_length=200, min_length=1)
    reason: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    sections: str = kept(Privacy.CASE, max_length=400, min_length=1)
    expires_on: date = kept(Privacy.CASE)
    they_agree: Answer = kept(Privacy.CASE, term=Answer)
    their_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class PartnerPack(Record, PartnerPackDetails, table=True):
    """A dated pack of one approved version. After it expires or is withdrawn no file is made of it any more."""

    __tablename__: ClassVar[str] = "partner_pack"
    __table_args__ = (
        rule("expires_later", "expires_on >= made_on"),
        rule("withdrawn_with_reason", "withdrawn_on IS NULL OR length(withdrawn_why) > 0"),
        Index("ix_partner_pack_person", "young_person_id", "made_on"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    plan_id: int = kept(Privacy.SYSTEM, foreign_key="pathway_plan.id")
    made_on: date = kept(Privacy.CASE)
    made_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)
    withdrawn_on: date | None = kept(Privacy.CASE, None)
    withdrawn_why: str = kept(Privacy.CASE, "", max_length=2000)


class PackFile(Record, table=True):
    """One time the file of a pack was made, by whom."""

    __tablename__: ClassVar[str] = "pack_file"

    pack_id: int = kept(Privacy.SYSTEM, foreign_key="partner_pack.id", index=True)
    made_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    made_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["PackFile", "PartnerPack", "PartnerPackDetails"]
