"""Risk flags: raised, reviewed, re-levelled, closed by a manager with a reason; high ones by two people."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.safeguarding import ProposalState, ProposedAct
from careleavers.domain.terms import PlanDomain, Privacy, RiskLevel, RiskType
from careleavers.models.base import LONG_TEXT, Details, Record, kept, now_utc, rule, stored

OPEN_HIGH = "closed_on IS NULL AND level IN ('high', 'critical')"
WAITING = "state = 'waiting'"


class RiskFlagDetails(Details):
    """A risk as somebody fills it in."""

    type: RiskType = kept(Privacy.CASE, term=RiskType)
    level: RiskLevel = kept(Privacy.CASE, term=RiskLevel)
    evidence: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    their_view: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    keeps_safe: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    safety_plan: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    owner_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    next_look_on: date = kept(Privacy.CASE)
    raised_on: date = kept(Privacy.CASE)
    # The part of the plan that answers it; none chosen means the part its type belongs to.
    plan_domain: PlanDomain | None = kept(Privacy.CASE, None, sa_type=stored(PlanDomain, checked=False))


class RiskFlag(Record, RiskFlagDetails, table=True):
    """One risk. `closed_on` is set only by a manager, with a reason.

    A trigger keeps one that is high or very high from being lowered or closed without an approved proposal.
    """

    __tablename__: ClassVar[str] = "risk_flag"
    __table_args__ = (
        rule("closed_with_reason", "closed_on IS NULL OR (closed_by_id IS NOT NULL AND length(close_reason) > 0)"),
        Index(
            "ix_risk_flag_open_high", "young_person_id", sqlite_where=text(OPEN_HIGH), postgresql_where=text(OPEN_HIGH)
        ),
        Index("ix_risk_flag_person", "young_person_id", "raised_on"),
    )

    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    raised_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    manager_looked_on: date | None = kept(Privacy.CASE, None)
    closed_on: date | None = kept(Privacy.CASE, None)
    closed_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    close_reason: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class RiskReview(Record, table=True):
    """One look at one risk: by whom, when, what level before and after, why, and what the risk said until then."""

    __tablename__: ClassVar[str] = "risk_review"

    risk_flag_id: int = kept(Privacy.SYSTEM, foreign_key="risk_flag.id", index=True)
    reviewed_on: date = kept(Privacy.CASE)
    reviewed_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    level_before: RiskLevel = kept(Privacy.CASE, term=RiskLevel)
    level_after: RiskLevel = kept(Privacy.CASE, term=RiskLevel)
    words: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    their_view_before: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    keeps_safe_before: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    safety_plan_before: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class RiskProposal(Record, table=True):
    """Somebody proposes to lower or close a risk; a second person, a manager, decides.

    `flag_version` is the version of the risk that an approval was for, so that none is used twice.
    """

    __tablename__: ClassVar[str] = "risk_proposal"
    __table_args__ = (
        rule("level_to_lower_to", "(act = 'lower') = (to_level IS NOT NULL)"),
        rule(
            "two_people",
            "state NOT IN ('approved', 'refused') OR (decided_by_id IS NOT NULL AND decided_by_id <> proposed_by_id"
            " AND decided_on IS NOT NULL AND length(decision_words) > 0)",
        ),
        rule("approved_for_a_version", "(state = 'approved') = (flag_version IS NOT NULL)"),
        Index(
            "uq_risk_proposal_waiting",
            "risk_flag_id",
            unique=True,
            sqlite_where=text(WAITING),
            postgresql_where=text(WAITING),
        ),
        Index("ix_risk_proposal_person", "young_person_id", "state"),
    )

    risk_flag_id: int = kept(Privacy.SYSTEM, foreign_key="risk_flag.id", index=True)
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id")
    act: ProposedAct = kept(Privacy.CASE, term=ProposedAct)
    level_before: RiskLevel = kept(Privacy.CASE, term=RiskLevel)
    to_level: RiskLevel | None = kept(Privacy.CASE, None, term=RiskLevel)
    reason: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)
    proposed_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    proposed_on: date = kept(Privacy.CASE)
    state: ProposalState = kept(Privacy.CASE, ProposalState.WAITING, term=ProposalState)
    decided_by_id: int | None = kept(Privacy.STAFF, None, foreign_key="worker.id")
    decided_on: date | None = kept(Privacy.CASE, None)
    decision_words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)
    flag_version: int | None = kept(Privacy.SYSTEM, None)
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = ["OPEN_HIGH", "RiskFlag", "RiskFlagDetails", "RiskProposal", "RiskReview"]
