"""Which languages' fixed words somebody who reads them has checked for this council."""

from datetime import date
from typing import ClassVar

from careleavers.domain.terms import Privacy
from careleavers.models.base import Details, Record, kept


class LanguageCheckDetails(Details):
    """Who read a language's words, and whether it is offered since."""

    checked_by: str = kept(Privacy.STAFF, max_length=200, min_length=1)
    checked_on: date = kept(Privacy.SYSTEM)
    in_use: bool = kept(Privacy.SYSTEM)


class LanguageCheck(Record, LanguageCheckDetails, table=True):
    """The latest word on one language; the audit trail keeps those before it."""

    __tablename__: ClassVar[str] = "language_check"

    language: str = kept(Privacy.SYSTEM, max_length=8, unique=True)


__all__ = ["LanguageCheck", "LanguageCheckDetails"]
