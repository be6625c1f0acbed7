"""Referrals: what was decided, what happened since, and the domestic abuse checklists that ask for one."""

from datetime import date, datetime
from typing import ClassVar

from sqlmodel import Index, text

from careleavers.domain.referrals import (
    DASH_MOST,
    ReferralConsent,
    ReferralDecision,
    ReferralOutcome,
    ReferralRoute,
    ReferralStepKind,
)
from careleavers.domain.terms import Privacy
from careleavers.models.base import LONG_TEXT, Details, kept, now_utc, rule
from careleavers.models.striking import Strikeable, struck_with_reason

# One referral is sent once; what was recorded in error does not count.
SENT = "kind = 'sent' AND struck_at IS NULL"


class ReferralDetails(Details):
    """A decision to refer somebody, or not to, as it is recorded."""

    route: ReferralRoute = kept(Privacy.CASE, term=ReferralRoute)
    route_other: str = kept(Privacy.CASE, "", max_length=200)
    risk_flag_id: int | None = kept(Privacy.SYSTEM, None, foreign_key="risk_flag.id", index=True)
    decision: ReferralDecision = kept(Privacy.CASE, term=ReferralDecision)
    decided_on: date = kept(Privacy.CASE)
    consent: ReferralConsent | None = kept(Privacy.CASE, None, term=ReferralConsent)
    reason: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)


class Referral(Strikeable, ReferralDetails, table=True):
    """One decision. What happened afterwards is in its steps; what was recorded in error is struck out, and stays."""

    __tablename__: ClassVar[str] = "referral"
    __table_args__ = (
        struck_with_reason(),
        rule("other_named", "route <> 'other' OR length(route_other) > 0"),
        rule(
            "homelessness_with_consent",
            "route <> 'duty_to_refer' OR decision <> 'refer' OR (consent IS NOT NULL AND consent = 'yes')",
        ),
        Index("ix_referral_person", "young_person_id", "route", "decided_on"),
    )

    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)

    @property
    def where_to(self) -> str:
        """The route in words."""
        return self.route_other if self.route is ReferralRoute.OTHER else self.route.label


class ReferralStepDetails(Details):
    """One thing that happened to a referral, as it is recorded."""

    kind: ReferralStepKind = kept(Privacy.CASE, term=ReferralStepKind)
    happened_on: date = kept(Privacy.CASE)
    to_whom: str = kept(Privacy.THIRD_PARTY, "", max_length=200)
    outcome: ReferralOutcome | None = kept(Privacy.CASE, None, term=ReferralOutcome)
    words: str = kept(Privacy.CASE, "", max_length=LONG_TEXT)


class ReferralStep(Strikeable, ReferralStepDetails, table=True):
    """One thing that happened to a referral: sent, chased, heard back, taken back."""

    __tablename__: ClassVar[str] = "referral_step"
    __table_args__ = (
        struck_with_reason(),
        rule("sent_to_somebody", "kind <> 'sent' OR length(to_whom) > 0"),
        rule("outcome_when_heard", "(kind = 'heard') = (outcome IS NOT NULL)"),
        Index("ix_referral_step_of", "referral_id", "kind", "happened_on"),
        Index(
            "uq_referral_step_sent", "referral_id", unique=True, sqlite_where=text(SENT), postgresql_where=text(SENT)
        ),
    )

    referral_id: int = kept(Privacy.SYSTEM, foreign_key="referral.id")
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


class DashCheckDetails(Details):
    """The domestic abuse checklist gone through about one risk, as it is recorded."""

    done_on: date = kept(Privacy.CASE)
    score: int | None = kept(Privacy.CASE, None, ge=0, le=DASH_MOST)
    judged_high: bool = kept(Privacy.CASE)
    repeated: bool = kept(Privacy.CASE)
    words: str = kept(Privacy.CASE, max_length=LONG_TEXT, min_length=1)


class DashCheck(Strikeable, DashCheckDetails, table=True):
    """The checklist (DASH) about one risk of domestic abuse on one day; gone through again, it is another row."""

    __tablename__: ClassVar[str] = "dash_check"
    __table_args__ = (
        struck_with_reason(),
        rule("says_how_serious", "score IS NOT NULL OR judged_high OR repeated"),
        rule("score_in_range", f"score IS NULL OR (score >= 0 AND score <= {DASH_MOST})"),
    )

    risk_flag_id: int = kept(Privacy.SYSTEM, foreign_key="risk_flag.id", index=True)
    young_person_id: int = kept(Privacy.SYSTEM, foreign_key="young_person.id", index=True)
    recorded_by_id: int = kept(Privacy.STAFF, foreign_key="worker.id")
    recorded_at: datetime = kept(Privacy.SYSTEM, factory=now_utc)


__all__ = [
    "DashCheck", "DashCheckDetails", "Referral", "ReferralDetails", "ReferralStep", "ReferralStepDetails",
]  # fmt: skip
