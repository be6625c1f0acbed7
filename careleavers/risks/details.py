"""What the services of risks take besides the details of their tables."""

from datetime import date

from sqlmodel import Field

from careleavers.domain.safeguarding import ProposedAct
from careleavers.domain.terms import PlanDomain, RiskLevel
from careleavers.models.base import LONG_TEXT, Details


class Look(Details):
    """What somebody found when they weighed a risk again; no owner means the one it has stays."""

    level: RiskLevel
    words: str = Field(min_length=1, max_length=LONG_TEXT)
    their_view: str = Field("", max_length=LONG_TEXT)
    keeps_safe: str = Field(min_length=1, max_length=LONG_TEXT)
    safety_plan: str = Field("", max_length=LONG_TEXT)
    next_look_on: date
    owner_id: int | None = None
    plan_domain: PlanDomain | None = None


class Proposed(Details):
    """What somebody proposes for a risk, and why; `to_level` only when it is to be lowered."""

    act: ProposedAct
    to_level: RiskLevel | None = None
    reason: str = Field(min_length=1, max_length=LONG_TEXT)


class Decided(Details):
    """What a second person decides of a proposal; the last two only when a risk is lowered."""

    approves: bool
    words: str = Field(min_length=1, max_length=LONG_TEXT)
    keeps_safe: str = Field("", max_length=LONG_TEXT)
    next_look_on: date | None = None


__all__ = ["Decided", "Look", "Proposed"]
