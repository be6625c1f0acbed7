"""The records that ids in an address stand for, and within whose reach each is. `access` asks before a view runs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from careleavers import governed, scope
from careleavers.domain.actors import Actor
from careleavers.models import (
    AccessLoan,
    AccommodationSpell,
    Account,
    Action,
    AgreedException,
    Alert,
    Allocation,
    CloseOne,
    ClosingProposal,
    Conflict,
    Contact,
    DashCheck,
    DeathNotice,
    Document,
    Draft,
    EetSpell,
    EmergencyAccess,
    EntitlementStep,
    ExportRun,
    HealthContact,
    ImmigrationStep,
    ImportRun,
    MissingEpisode,
    MissingStep,
    Offer,
    OversightNote,
    PanelLook,
    PartnerPack,
    PathwayPlan,
    PlannedReview,
    Referral,
    ReferralStep,
    Restriction,
    Review,
    ReviewRequest,
    RiskFlag,
    RiskProposal,
    SignIn,
    Supervision,
    VoiceMessage,
    Worker,
    YoungPerson,
)

# Records that belong to a young person: the one in the address must be that young person's own.
_OF_A_YOUNG_PERSON: dict[str, type[Any]] = {
    "allocation": Allocation,
    "contact": Contact,
    "plan": PathwayPlan,
    "review": Review,
    "risk": RiskFlag,
    "proposal": RiskProposal,
    "action": Action,
    "home": AccommodationSpell,
    "eet": EetSpell,
    "document": Document,
    "planned": PlannedReview,
    "request": ReviewRequest,
    "pack": PartnerPack,
    "step": EntitlementStep,
    "immigration_step": ImmigrationStep,
    "health_contact": HealthContact,
    "close_one": CloseOne,
    "referral": Referral,
    "referral_step": ReferralStep,
    "dash_check": DashCheck,
    "death_notice": DeathNotice,
    "missing_episode": MissingEpisode,
    "missing_step": MissingStep,
    "panel_look": PanelLook,
    "voice_message": VoiceMessage,
    "note": OversightNote,
    "exception": AgreedException,
    "closing": ClosingProposal,
}
# All others, with the condition under which somebody reaches one on a day.
_REACHED: dict[str, tuple[type[Any], Callable[[Actor, date], ColumnElement[bool]]]] = {
    "worker": (Worker, lambda acting, _day: scope.visible_workers(acting)),
    "supervision": (Supervision, lambda acting, _day: scope.visible_supervisions(acting)),
    "alert": (Alert, scope.visible_alerts),
    # Without a young person in the address: what one owns oneself that is about no young person.
    "action": (Action, lambda acting, _day: scope.own_actions(acting)),
    "sign_in": (SignIn, lambda acting, _day: col(SignIn.account_id) == acting.account_id),
    "draft": (Draft, lambda acting, _day: scope.own_drafts(acting)),
    # What a manager looks after, whether they open the record itself or not.
    "restriction": (Restriction, governed.governed_restrictions),
    "loan": (AccessLoan, governed.governed_loans),
    "conflict": (Conflict, governed.governed_conflicts),
    "emergency": (EmergencyAccess, governed.running_emergencies),
    "emergency_use": (EmergencyAccess, governed.governed_emergencies),
    "import_run": (ImportRun, lambda _acting, _day: col(ImportRun.id).is_not(None)),
    # The local offer is for all staff to read.
    "offer": (Offer, lambda _acting, _day: col(Offer.id).is_not(None)),
    "export_run": (ExportRun, lambda _acting, _day: col(ExportRun.id).is_not(None)),
    # A young person's account would tell an administrator who is known to the service.
    "account": (Account, lambda _acting, _day: col(Account.worker_id).is_not(None)),
}
NAMES = frozenset({"young_person", *_OF_A_YOUNG_PERSON, *_REACHED})


def load(session: Session, acting: Actor, day: date, name: str, public_id: str, person: YoungPerson | None) -> Any:
    """The record that an id in the address stands for, if this actor may reach it; None otherwise."""
    if name in _OF_A_YOUNG_PERSON and person is not None:
        model = _OF_A_YOUNG_PERSON[name]
        wanted: Any = select(model).where(model.public_id == public_id, model.young_person_id == person.id)
    else:
        model, reached = _REACHED[name]
        wanted = select(model).where(model.public_id == public_id, reached(acting, day))
    return session.exec(wanted).first()


__all__ = ["NAMES", "load"]
