"""Every table, one file per aggregate, with no behaviour beyond small properties.

May import: `careleavers.domain`. Three words to know: *details* (what a person fills
in, validated), *record* (the row made from it) and *privacy class* (every column has one).
"""

from careleavers.models.accounts import Account, SignInTries
from careleavers.models.actions import Action, ActionDetails
from careleavers.models.alerts import Acknowledgement, Alert, CalendarDay, Sweep
from careleavers.models.allocations import Allocation, AllocationDetails
from careleavers.models.audit import AuditSeal, ChangeEntry, ReadEntry
from careleavers.models.base import metadata
from careleavers.models.base import name_term_checks as _name_term_checks
from careleavers.models.changes import ChangeDetails, ChangeOfCircumstance
from careleavers.models.contacts import Contact, ContactAction, ContactAddendum, ContactDetails, ContactFlagAnswer
from careleavers.models.copies import Translation
from careleavers.models.deaths import Death, DeathDetails, DeathNotice, DeathNoticeDetails
from careleavers.models.documents import Document, DocumentDetails, IdentityPaper, IdentityPaperDetails
from careleavers.models.drafts import Draft
from careleavers.models.emergency import EmergencyAccess, EmergencyDetails
from careleavers.models.entitlements import EntitlementStep, Offer, OfferDetails, StepDetails
from careleavers.models.exports import ExportDetails, ExportRun
from careleavers.models.immigration import ImmigrationStep, ImmigrationStepDetails
from careleavers.models.invitations import Invitation
from careleavers.models.languages import LanguageCheck, LanguageCheckDetails
from careleavers.models.meetings import (
    InvitationDetails,
    PlannedReview,
    PlannedReviewDetails,
    ReviewInvitation,
    ReviewRequest,
    ReviewRequestDetails,
)
from careleavers.models.messages import CalendarAddress, DigestChoice, Message
from careleavers.models.missing import MissingEpisode, MissingEpisodeDetails, MissingStep, MissingStepDetails
from careleavers.models.network import CloseOne, CloseOneDetails, HealthContact, HealthContactDetails
from careleavers.models.oversight import (
    AgreedException,
    ClosingDetails,
    ClosingProposal,
    ExceptionDetails,
    OversightAddendum,
    OversightDetails,
    OversightNote,
    OversightSubject,
)
from careleavers.models.packs import PackFile, PartnerPack, PartnerPackDetails
from careleavers.models.panels import PanelLook, PanelLookDetails
from careleavers.models.people import (
    CategoryDecision,
    LookedAfterPeriod,
    SafeContact,
    SafeContactDetails,
    YoungPerson,
    YoungPersonDetails,
)
from careleavers.models.plan_parts import PlanAddOn, PlanAddOnDetails, PlanBox, PlanFact, PlanGapReason
from careleavers.models.plans import (
    CopyDetails,
    PathwayPlan,
    PlanCopy,
    PlanEntry,
    PlanEntryDetails,
    Review,
    ReviewDetails,
    ReviewFlagAnswer,
)
from careleavers.models.protection import AccessLoan, Conflict, Restriction, RestrictionDetails
from careleavers.models.readiness import NeedsAssessment, NeedsAssessmentDetails, NeedsAssessmentPart, ReadinessMark
from careleavers.models.referrals import (
    DashCheck,
    DashCheckDetails,
    Referral,
    ReferralDetails,
    ReferralStep,
    ReferralStepDetails,
)
from careleavers.models.requests import FormKey
from careleavers.models.returns import ImportRun, Oc3Answer
from careleavers.models.reviews import ReviewActionAnswer, ReviewPartAnswer
from careleavers.models.risks import RiskFlag, RiskFlagDetails, RiskProposal, RiskReview
from careleavers.models.sign_ins import SignIn
from careleavers.models.snooping import SnoopingFinding
from careleavers.models.spells import AccommodationDetails, AccommodationSpell, EetDetails, EetSpell
from careleavers.models.supervision import DiscussionDetails, Supervision, SupervisionDetails, SupervisionDiscussion
from careleavers.models.triggers import attach as _attach_triggers
from careleavers.models.voice import VoiceAnswerDetails, VoiceDetails, VoiceMessage
from careleavers.models.workers import Absence, Team, Worker, WorkerDetails

_name_term_checks(metadata)
_attach_triggers(metadata)

__all__ = [
    "Absence", "AccessLoan", "AccommodationDetails", "AccommodationSpell", "Account", "Acknowledgement", "Action",
    "ActionDetails", "AgreedException", "Alert", "Allocation", "AllocationDetails", "AuditSeal", "CalendarAddress",
    "CalendarDay",
    "CategoryDecision", "ChangeDetails", "ChangeEntry", "ChangeOfCircumstance", "CloseOne", "CloseOneDetails",
    "ClosingDetails", "ClosingProposal",
    "Conflict", "Contact", "ContactAction", "ContactAddendum", "ContactDetails", "ContactFlagAnswer", "CopyDetails",
    "DashCheck", "DashCheckDetails", "Death", "DeathDetails", "DeathNotice", "DeathNoticeDetails", "DigestChoice",
    "DiscussionDetails", "Document", "DocumentDetails", "Draft", "EetDetails", "EetSpell", "EmergencyAccess",
    "EmergencyDetails", "EntitlementStep",
    "ExceptionDetails", "ExportDetails", "ExportRun", "FormKey", "HealthContact", "HealthContactDetails",
    "IdentityPaper",
    "IdentityPaperDetails", "ImmigrationStep", "ImmigrationStepDetails", "ImportRun",
    "Invitation", "InvitationDetails", "LanguageCheck", "LanguageCheckDetails",
    "LookedAfterPeriod", "Message", "MissingEpisode", "MissingEpisodeDetails", "MissingStep", "MissingStepDetails",
    "NeedsAssessment", "NeedsAssessmentDetails", "NeedsAssessmentPart", "Oc3Answer",
    "Offer", "OfferDetails", "OversightAddendum", "OversightDetails", "OversightNote", "OversightSubject", "PackFile",
    "PanelLook", "PanelLookDetails", "PartnerPack", "PartnerPackDetails",
    "PathwayPlan", "PlanAddOn", "PlanAddOnDetails", "PlanBox", "PlanCopy",
    "PlanEntry", "PlanEntryDetails", "PlanFact", "PlanGapReason", "PlannedReview", "PlannedReviewDetails",
    "ReadEntry", "ReadinessMark", "Referral", "ReferralDetails", "ReferralStep", "ReferralStepDetails",
    "Restriction", "RestrictionDetails", "Review", "ReviewActionAnswer",
    "ReviewDetails", "ReviewFlagAnswer", "ReviewInvitation", "ReviewPartAnswer", "ReviewRequest",
    "ReviewRequestDetails", "RiskFlag", "RiskFlagDetails", "RiskProposal", "RiskReview", "SafeContact",
    "SafeContactDetails", "SignIn", "SignInTries", "SnoopingFinding", "StepDetails", "Supervision",
    "SupervisionDetails", "SupervisionDiscussion", "Sweep", "Team", "Translation", "VoiceAnswerDetails", "VoiceDetails",
    "VoiceMessage", "Worker", "WorkerDetails", "YoungPerson",
    "YoungPersonDetails", "metadata",
]  # fmt: skip
