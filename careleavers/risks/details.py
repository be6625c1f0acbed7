"""What the service of risks takes besides the details of its tables."""

from datetime import date

from sqlmodel import Field

from careleavers.domain.terms import RiskLevel
from careleavers.models.base import LONG_TEXT, Details


class Look(Details):
    """What somebody found when they weighed a risk again."""

    level: RiskLevel
    words: str = Field(min_length=1, max_length=LONG_TEXT)
    keeps_safe: str = Field(min_length=1, max_length=LONG_TEXT)
    next_look_on: date
