"""What somebody fills in of a plan as a whole; the details of its parts stand with their tables."""

from sqlmodel import Field

from careleavers.domain.terms import Agreement
from careleavers.models.base import LONG_TEXT, Details


class SupportDetails(Details):
    """What was agreed on visits, and what the young person says of the plan as a whole."""

    visit_every_days: int | None = None
    visit_reason: str = Field("", max_length=2000)
    agreement: Agreement = Agreement.NOT_ASKED
    agreement_words: str = Field("", max_length=LONG_TEXT)
    translated: bool = False
