"""Reading referrals: each with what happened since; the risks one can be linked to; checklists by risk."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from careleavers.domain.referrals import DASH_FOR_MARAC, ReferralDecision, ReferralStepKind
from careleavers.models import DashCheck, Referral, ReferralStep, RiskFlag, Worker, YoungPerson
from careleavers.models.base import identity


@dataclass(frozen=True)
class Happened:
    """One step, who recorded it, and who struck it out, if anybody did."""

    step: ReferralStep
    by: str
    struck_by: str


@dataclass(frozen=True)
class Told:
    """One referral, who recorded it, who struck it out if anybody did, the risk it answers, and its steps in order."""

    referral: Referral
    by: str
    struck_by: str
    flag: RiskFlag | None
    steps: list[Happened] = field(default_factory=list)

    @property
    def last(self) -> ReferralStep | None:
        """The step that says how it stands: the last one that was not struck out."""
        standing = [each.step for each in self.steps if each.step.struck_at is None]
        return standing[-1] if standing else None

    @property
    def stands(self) -> tuple[str, str]:
        """How it stands in words, and the tone of those words."""
        last = self.last
        if self.referral.struck_at is not None:
            return "Recorded in error", "quiet"
        if self.referral.decision is ReferralDecision.NOT_REFER:
            return "Decided not to refer", "quiet"
        if last is None:
            return "Not sent yet", "late"
        if last.kind is ReferralStepKind.WITHDRAWN:
            return "Taken back", "quiet"
        heard = [each.step for each in self.steps if each.step.outcome and each.step.struck_at is None]
        if heard:
            return heard[-1].outcome.label, "good"  # type: ignore[union-attr]
        return "Waiting for an answer", "waiting"

    @property
    def goes_on(self) -> bool:
        """Whether something may still happen to it."""
        withdrawn = self.last is not None and self.last.kind is ReferralStepKind.WITHDRAWN
        decided = self.referral.decision is ReferralDecision.REFER
        return self.referral.struck_at is None and decided and not withdrawn


@dataclass(frozen=True)
class Checked:
    """One checklist of domestic abuse, who recorded it, and who struck it out, if anybody did."""

    check: DashCheck
    by: str
    struck_by: str

    @property
    def for_marac(self) -> bool:
        """Whether it asks for a decision on MARAC."""
        made = self.check
        return made.judged_high or made.repeated or (made.score or 0) >= DASH_FOR_MARAC


def referrals_of(session: Session, young_person: YoungPerson) -> Sequence[Told]:
    """Everything recorded of their referrals, the latest decision first, what was struck out among it."""
    struck_by = aliased(Worker)
    statement = (
        select(Referral, Worker, struck_by, RiskFlag)
        .join(Worker, col(Worker.id) == col(Referral.recorded_by_id))
        .outerjoin(struck_by, col(struck_by.id) == col(Referral.struck_by_id))
        .outerjoin(RiskFlag, col(RiskFlag.id) == col(Referral.risk_flag_id))
        .where(col(Referral.young_person_id) == identity(young_person))
        .order_by(col(Referral.decided_on).desc(), col(Referral.id).desc())
    )
    steps = defaultdict[int, list[Happened]](list)
    order = (col(ReferralStep.happened_on), col(ReferralStep.id))
    for step, by, struck in session.execute(_of(ReferralStep, young_person).order_by(*order)):
        steps[step.referral_id].append(Happened(step, by.name, struck.name if struck else ""))
    return [
        Told(referral, by.name, struck.name if struck else "", flag, steps[identity(referral)])
        for referral, by, struck, flag in session.execute(statement)
    ]


def dash_checks(session: Session, young_person: YoungPerson) -> dict[int, list[Checked]]:
    """Their checklists of domestic abuse by the id of the risk, the latest first."""
    found = defaultdict[int, list[Checked]](list)
    order = (col(DashCheck.done_on).desc(), col(DashCheck.id).desc())
    for check, by, struck in session.execute(_of(DashCheck, young_person).order_by(*order)):
        found[check.risk_flag_id].append(Checked(check, by.name, struck.name if struck else ""))
    return found


def _of(model: Any, young_person: YoungPerson) -> Select[Any]:
    struck_by = aliased(Worker)
    return (
        select(model, Worker, struck_by)
        .join(Worker, col(Worker.id) == col(model.recorded_by_id))
        .outerjoin(struck_by, col(struck_by.id) == col(model.struck_by_id))
        .where(col(model.young_person_id) == identity(young_person))
    )


def steps_standing(session: Session, referral: Referral) -> Sequence[ReferralStep]:
    """What happened to a referral, in order, without what was struck out."""
    statement = (
        select(ReferralStep)
        .where(col(ReferralStep.referral_id) == identity(referral), col(ReferralStep.struck_at).is_(None))
        .order_by(col(ReferralStep.happened_on), col(ReferralStep.id))
    )
    return session.execute(statement).scalars().all()


def kinds_to_come(session: Session, referral: Referral) -> list[ReferralStepKind]:
    """What can happen to a referral next: sending comes first, and happens once."""
    sent = any(each.kind is ReferralStepKind.SENT for each in steps_standing(session, referral))
    early = (ReferralStepKind.SENT, ReferralStepKind.WITHDRAWN)
    return [kind for kind in ReferralStepKind if (kind is not ReferralStepKind.SENT if sent else kind in early)]


def risks_to_link(session: Session, young_person: YoungPerson) -> Sequence[RiskFlag]:
    """Their open risks, the latest first."""
    statement = (
        select(RiskFlag)
        .where(col(RiskFlag.young_person_id) == identity(young_person), col(RiskFlag.closed_on).is_(None))
        .order_by(col(RiskFlag.raised_on).desc(), col(RiskFlag.id).desc())
    )
    return session.execute(statement).scalars().all()


__all__ = [
    "Checked", "Happened", "Told", "dash_checks", "kinds_to_come", "referrals_of", "risks_to_link", "steps_standing",
]  # fmt: skip
