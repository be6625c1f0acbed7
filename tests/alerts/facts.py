"""The facts that a test speaks of before anything is saved: the rows themselves, in lists."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from sqlalchemy import Connection, bindparam, insert, update

from careleavers.domain.policy import Policy
from careleavers.domain.terms import PlanState
from careleavers.models import (
    Absence,
    AccessLoan,
    AccommodationSpell,
    Action,
    AgreedException,
    Allocation,
    CategoryDecision,
    ChangeOfCircumstance,
    ClosingProposal,
    Conflict,
    Contact,
    DashCheck,
    Death,
    DeathNotice,
    EetSpell,
    EntitlementStep,
    HealthContact,
    IdentityPaper,
    ImmigrationStep,
    LookedAfterPeriod,
    MissingEpisode,
    MissingStep,
    NeedsAssessment,
    Offer,
    OversightNote,
    OversightSubject,
    PanelLook,
    PathwayPlan,
    PlanCopy,
    PlanEntry,
    Referral,
    ReferralStep,
    Restriction,
    Review,
    ReviewPartAnswer,
    ReviewRequest,
    RiskFlag,
    RiskReview,
    Supervision,
    SupervisionDiscussion,
    VoiceMessage,
    Worker,
    YoungPerson,
)


@dataclass
class History:
    """Everything recorded of one young person."""

    person: YoungPerson
    decisions: list[CategoryDecision] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    homes: list[AccommodationSpell] = field(default_factory=list)
    contacts: list[Contact] = field(default_factory=list)
    periods: list[LookedAfterPeriod] = field(default_factory=list)
    assessments: list[NeedsAssessment] = field(default_factory=list)
    plans: list[PathwayPlan] = field(default_factory=list)
    entries: list[PlanEntry] = field(default_factory=list)
    copies: list[PlanCopy] = field(default_factory=list)
    reviews: list[Review] = field(default_factory=list)
    requests: list[ReviewRequest] = field(default_factory=list)
    parts: list[ReviewPartAnswer] = field(default_factory=list)
    changes: list[ChangeOfCircumstance] = field(default_factory=list)
    risks: list[RiskFlag] = field(default_factory=list)
    looks: list[RiskReview] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    papers: list[IdentityPaper] = field(default_factory=list)
    studies: list[EetSpell] = field(default_factory=list)
    steps: list[EntitlementStep] = field(default_factory=list)
    notes: list[OversightNote] = field(default_factory=list)
    named: list[OversightSubject] = field(default_factory=list)
    exceptions: list[AgreedException] = field(default_factory=list)
    closings: list[ClosingProposal] = field(default_factory=list)
    restrictions: list[Restriction] = field(default_factory=list)
    loans: list[AccessLoan] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    immigration: list[ImmigrationStep] = field(default_factory=list)
    health: list[HealthContact] = field(default_factory=list)
    checklists: list[DashCheck] = field(default_factory=list)
    deaths: list[Death] = field(default_factory=list)
    death_notices: list[DeathNotice] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    referral_steps: list[ReferralStep] = field(default_factory=list)
    missing: list[MissingEpisode] = field(default_factory=list)
    missing_steps: list[MissingStep] = field(default_factory=list)
    panel_looks: list[PanelLook] = field(default_factory=list)
    said: list[VoiceMessage] = field(default_factory=list)
    discussed: list[SupervisionDiscussion] = field(default_factory=list)


@dataclass
class Council:
    """The limits in force, the day that matters, the staff, the young people and the local offer."""

    policy: Policy
    as_of: date
    workers: list[Worker]
    absences: list[Absence]
    supervisions: list[Supervision]
    histories: list[History]
    offers: list[Offer] = field(default_factory=list)
    agreed: list[Action] = field(default_factory=list)

    def save(self, connection: Connection) -> None:
        """Write every row as it is, ids included."""
        rows: list[Any] = [*self.workers, *self.absences, *self.supervisions, *self.offers]
        rows += [history.person for history in self.histories]
        lists = [each.name for each in fields(History) if each.name != "person"]
        for name in lists:
            rows += [row for history in self.histories for row in getattr(history, name)]
        rows += self.agreed  # with the other actions, when whom those are about is there
        for model in dict.fromkeys(type(row) for row in rows if not isinstance(row, PlanEntry)):
            if model is PathwayPlan:
                self._save_plans(connection)
                continue
            connection.execute(insert(model.__table__), [row.model_dump() for row in rows if type(row) is model])

    def _save_plans(self, connection: Connection) -> None:
        """Version by version, each as a draft with its parts and then as it stands: an approved one takes no more."""
        table: Any = PathwayPlan.__table__  # type: ignore[attr-defined]
        stands = update(table).where(table.c.id == bindparam("plan")).values(state=bindparam("stands"))
        for number in range(max(len(history.plans) for history in self.histories)):
            there = [history for history in self.histories if len(history.plans) > number]
            plans = [history.plans[number] for history in there]
            connection.execute(insert(table), [plan.model_dump() | {"state": PlanState.DRAFT} for plan in plans])
            ids = {plan.id for plan in plans}
            parts = [part.model_dump() for history in there for part in history.entries if part.plan_id in ids]
            if parts:
                connection.execute(insert(PlanEntry.__table__), parts)  # type: ignore[attr-defined]
            connection.execute(stands, [{"plan": plan.id, "stands": plan.state} for plan in plans])
