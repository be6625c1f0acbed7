"""A life with one of everything in it: a row of each kind about Yas, with a word of its own in every text column."""

from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from careleavers.domain.curiosity import Sign
from careleavers.domain.deaths import NotifiedBody
from careleavers.domain.documents import DocumentKind, FileKind, PaperKind, PaperState
from careleavers.domain.entitlements import StepKind
from careleavers.domain.immigration import ImmigrationStepKind
from careleavers.domain.meetings import WhoChose
from careleavers.domain.missing import AbsenceKind, MissingStepKind
from careleavers.domain.network import HealthKind, MayCall
from careleavers.domain.oversight import ExceptionKind, ProposalAnswer
from careleavers.domain.panels import PanelKind
from careleavers.domain.referrals import ReferralDecision, ReferralRoute, ReferralStepKind
from careleavers.domain.safeguarding import ProposalState, ProposedAct
from careleavers.domain.terms import (
    AccommodationCode,
    ActionSource,
    ActionState,
    AddendumKind,
    AllocationRole,
    Answer,
    Basis,
    ChangeKind,
    Closure,
    ContactKind,
    ContingencyAnswer,
    CopyForm,
    EetCode,
    FlagAnswer,
    LegalCategory,
    PlanDomain,
    PlanState,
    ReviewedAction,
    ReviewTrigger,
    RiskAnswer,
    RiskLevel,
    RiskType,
    Skill,
    SkillLevel,
    SubjectKind,
    Suitability,
)
from careleavers.domain.voice import VoiceKind
from careleavers.models import (
    AccommodationSpell,
    Acknowledgement,
    Action,
    AgreedException,
    Alert,
    Allocation,
    CategoryDecision,
    ChangeOfCircumstance,
    CloseOne,
    ClosingProposal,
    Contact,
    ContactAddendum,
    ContactFlagAnswer,
    DashCheck,
    Death,
    DeathNotice,
    Document,
    EetSpell,
    EntitlementStep,
    HealthContact,
    IdentityPaper,
    ImmigrationStep,
    MissingEpisode,
    MissingStep,
    NeedsAssessment,
    NeedsAssessmentPart,
    Offer,
    OversightAddendum,
    OversightNote,
    PanelLook,
    PartnerPack,
    PathwayPlan,
    PlanCopy,
    PlanEntry,
    PlanGapReason,
    PlannedReview,
    ReadinessMark,
    Referral,
    ReferralStep,
    Review,
    ReviewActionAnswer,
    ReviewFlagAnswer,
    ReviewPartAnswer,
    ReviewRequest,
    RiskFlag,
    RiskProposal,
    RiskReview,
    SafeContact,
    Supervision,
    SupervisionDiscussion,
    VoiceMessage,
)
from careleavers.models.base import now_utc
from tests.conftest import TODAY
from tests.entitlements.filling import offered
from tests.my.planting import Planting
from tests.people import People
from tests.plans.writing import acting

WEEK = timedelta(days=7)


def live(session: Session, people: People, name: str = "yas") -> Planting:
    """Record one of everything about somebody, flushed; where each word stands, as (table, column)."""
    session.info["actor"] = acting(people, "tess")
    life = _Life(session, people, people.id(name))
    for part in (
        life.contacts,
        life.homes,
        life.risks,
        life.referrals,
        life.missing,
        life.plans,
        life.reviews,
        life.support,
        life.oversight,
        life.standing,
    ):
        part()
    session.flush()
    return life.planted


class _Life:
    def __init__(self, session: Session, people: People, person: int) -> None:
        self.session, self.person, self.planted = session, person, Planting()
        self.amy, self.tess, self.people = people.id("amy"), people.id("tess"), people

    def kept(self, model: type[Any], **given: Any) -> Any:
        """A row of a table about this person, flushed, so that others may name it."""
        if "young_person_id" in model.model_fields:
            given = {"young_person_id": self.person, **given}
        row = self.planted.row(model.__tablename__, model, **given)
        self.session.add(row)
        self.session.flush()
        return row

    def contacts(self) -> None:
        self.contact = self.kept(
            Contact, worker_id=self.amy, kind=ContactKind.HOME_VISIT, happened_on=TODAY - WEEK,
            risk_answer=RiskAnswer.NOTHING_NEW, signs=Sign.INJURY,
        )  # fmt: skip
        of_it = {"contact_id": self.contact.id, "added_by_id": self.amy, "kind": AddendumKind.ADDED}
        self.kept(ContactAddendum, **of_it)
        self.kept(ChangeOfCircumstance, kind=ChangeKind.BIRTH, happened_on=TODAY - 2 * WEEK, recorded_by_id=self.amy)

    def homes(self) -> None:
        began, ended = date(2025, 1, 10), date(2025, 6, 1)
        times = {"started_on": began, "ended_on": ended, "recorded_by_id": self.amy}
        self.kept(
            AccommodationSpell, code=AccommodationCode.HOMELESS, suitability=Suitability.UNSUITABLE,
            provided_by_council=False, **times,
        )  # fmt: skip
        self.kept(EetSpell, code=EetCode.F2, **times)

    def risks(self) -> None:
        self.flag = self.kept(
            RiskFlag, type=RiskType.EXPLOITATION, level=RiskLevel.LOW, raised_on=TODAY - 3 * WEEK, owner_id=self.amy,
            next_look_on=TODAY, raised_by_id=self.amy, closed_on=TODAY, closed_by_id=self.tess,
        )  # fmt: skip
        of_it = {"risk_flag_id": self.flag.id, "reviewed_on": TODAY - WEEK, "reviewed_by_id": self.tess}
        self.kept(RiskReview, level_before=RiskLevel.HIGH, level_after=RiskLevel.LOW, **of_it)
        self.kept(
            RiskProposal, risk_flag_id=self.flag.id, act=ProposedAct.CLOSE, level_before=RiskLevel.HIGH,
            proposed_by_id=self.amy, proposed_on=TODAY - 2 * WEEK, state=ProposalState.REFUSED,
            decided_by_id=self.tess, decided_on=TODAY - WEEK,
        )  # fmt: skip
        self.kept(ContactFlagAnswer, contact_id=self.contact.id, risk_flag_id=self.flag.id, answer=FlagAnswer.BETTER)

    def referrals(self) -> None:
        by = {"recorded_by_id": self.amy}
        referral = self.kept(
            Referral, route=ReferralRoute.MACE, decision=ReferralDecision.REFER, decided_on=TODAY - WEEK,
            risk_flag_id=self.flag.id, **by,
        )  # fmt: skip
        self.kept(ReferralStep, referral_id=referral.id, kind=ReferralStepKind.SENT, happened_on=TODAY - WEEK, **by)
        self.kept(
            DashCheck, risk_flag_id=self.flag.id, done_on=TODAY - WEEK, score=9, judged_high=False, repeated=False, **by
        )

    def missing(self) -> None:
        by = {"recorded_by_id": self.amy}
        gone = {
            "last_seen_on": TODAY - WEEK,
            "last_seen_at": "21:00",
            "returned_on": TODAY,
            "returned_at": "09:00",
            "police_at": "21:00",
        }
        self.kept(PanelLook, panel=PanelKind.EET, looked_on=TODAY - WEEK, **by)
        episode = self.kept(MissingEpisode, absence=AbsenceKind.AWAY, **gone, **by)
        self.kept(MissingStep, episode_id=episode.id, kind=MissingStepKind.MEETING, happened_on=TODAY - WEEK, **by)

    def plans(self) -> None:
        plan = self.kept(
            PathwayPlan, number=1, written_by_id=self.amy, started_on=TODAY - 5 * WEEK, sent_on=TODAY - 4 * WEEK,
            sent_by_id=self.amy,
        )  # fmt: skip
        self.kept(PlanEntry, plan_id=plan.id, domain=PlanDomain.MONEY, edited_by_id=self.amy)
        self.kept(PlanGapReason, plan_id=plan.id, given_by_id=self.amy, given_on=TODAY)
        plan.state, plan.decided_by_id = PlanState.RETURNED, self.tess
        self.session.flush()
        plan.state, plan.approved_on = PlanState.APPROVED, TODAY - 3 * WEEK
        self.session.flush()
        self.kept(PlanCopy, plan_id=plan.id, given_on=TODAY - WEEK, form=CopyForm.PAPER, given_by_id=self.amy)
        self.plan = plan

    def reviews(self) -> None:
        self.action = self.kept(
            Action, source=ActionSource.PLAN, owner_id=self.amy, due_on=TODAY, recorded_by_id=self.amy
        )
        asked = {"asked_on": TODAY - 3 * WEEK, "taken_back_on": TODAY - WEEK}
        answered = {"answered_on": TODAY - 2 * WEEK, "answered_by_id": self.tess}
        self.kept(ReviewRequest, worker_id=self.amy, **asked, **answered)
        self.kept(ReviewRequest, **asked, **answered)
        self.kept(
            PlannedReview, trigger=ReviewTrigger.ROUTINE, planned_for=TODAY - WEEK, who_chose=WhoChose.THEY,
            planned_by_id=self.amy, called_off_on=TODAY - 2 * WEEK,
        )  # fmt: skip
        self.kept(
            PartnerPack, plan_id=self.plan.id, made_on=TODAY - WEEK, made_by_id=self.amy, expires_on=TODAY,
            they_agree=Answer.YES, withdrawn_on=TODAY,
        )  # fmt: skip
        review = self.kept(
            Review, trigger=ReviewTrigger.ROUTINE, held_on=TODAY - WEEK, they_took_part=True, recorded_by_id=self.amy,
            contingency_answer=ContingencyAnswer.STANDS, risk_answer=RiskAnswer.NOTHING_NEW, next_review_on=TODAY,
        )  # fmt: skip
        self.kept(ReviewFlagAnswer, review_id=review.id, risk_flag_id=self.flag.id, answer=FlagAnswer.SAME)
        self.kept(ReviewActionAnswer, review_id=review.id, action_id=self.action.id, answer=ReviewedAction.KEEP)
        of_it = {"review_id": review.id, "domain": PlanDomain.MONEY}
        self.kept(ReviewPartAnswer, holds=ContingencyAnswer.STANDS, **of_it)
        assessment = self.kept(NeedsAssessment, finished_on=TODAY - 6 * WEEK, recorded_by_id=self.amy)
        self.kept(NeedsAssessmentPart, assessment_id=assessment.id, domain=PlanDomain.MONEY)
        for skill in (Skill.COOKING, Skill.MONEY):
            self.kept(
                ReadinessMark, recorded_on=TODAY - WEEK, skill=skill, their_view=SkillLevel.ALONE,
                worker_view=SkillLevel.WITH_HELP, recorded_by_id=self.amy,
            )  # fmt: skip

    def support(self) -> None:
        self.action.due_on, self.action.times_redated = TODAY + WEEK, 1
        self.session.flush()
        self.action.state = ActionState.DROPPED
        self.kept(
            Action, source=ActionSource.CONTACT, owner_id=self.amy, due_on=TODAY, recorded_by_id=self.amy,
            state=ActionState.DONE, done_on=TODAY,
        )  # fmt: skip
        self.kept(
            Allocation, worker_id=self.people.id("ivy"), role=AllocationRole.COVER, from_on=TODAY - 9 * WEEK,
            to_on=TODAY - 8 * WEEK, allocated_by_id=self.tess,
        )  # fmt: skip
        held = self.kept(Supervision, worker_id=self.amy, supervisor_id=self.tess, held_on=TODAY - WEEK)
        self.kept(SupervisionDiscussion, supervision_id=held.id)
        alert = Alert(
            public_id="ALERT", rule="R27", subject_kind=SubjectKind.YOUNG_PERSON, young_person_id=self.person,
            due_on=TODAY, basis=Basis.POLICY, raised_on=TODAY,
        )  # fmt: skip
        self.session.add(alert)
        self.session.flush()
        decided = {"alert_id": alert.id, "worker_id": self.tess, "act_by_on": TODAY, "recorded_on": TODAY}
        self.kept(Acknowledgement, **decided)

    def oversight(self) -> None:
        note = self.kept(OversightNote, written_by_id=self.tess, written_on=TODAY - WEEK)
        self.kept(OversightAddendum, note_id=note.id, kind=AddendumKind.ADDED, added_by_id=self.tess)
        asked = {"asked_by_id": self.amy, "asked_on": TODAY - 2 * WEEK}
        answered = {"answer": ProposalAnswer.AGREED, "answered_on": TODAY - WEEK, "answered_by_id": self.tess}
        end = {"until_on": TODAY, "ended_on": TODAY, "ended_by_id": self.tess}
        self.kept(AgreedException, kind=ExceptionKind.NO_VISITS, **asked, **answered, **end)
        self.kept(ClosingProposal, closure=Closure.TRANSFERRED, closed_on=TODAY, **asked, **answered)

    def standing(self) -> None:
        self.kept(
            CategoryDecision, category=LegalCategory.QUALIFYING, from_on=TODAY, decided_by_id=self.tess,
            suggested_category=LegalCategory.UNDECIDED, decided_on=TODAY,
        )  # fmt: skip
        self.kept(SafeContact, review_on=TODAY, agreed_on=TODAY, recorded_by_id=self.amy)
        self.kept(IdentityPaper, kind=PaperKind.PASSPORT, state=PaperState.HELD, recorded_by_id=self.amy)
        self.kept(
            Document, kind=DocumentKind.LETTER, file_kind=FileKind.PDF, file_bytes=1, added_by_id=self.amy,
            recorded_at=now_utc(),
        )  # fmt: skip
        offer = Offer.made(**offered().model_dump(), last_checked_on=TODAY, added_on=TODAY)
        self.session.add(offer)
        self.session.flush()
        self.kept(
            EntitlementStep, offer_id=offer.id, kind=StepKind.OFFERED, happened_on=TODAY - WEEK,
            recorded_by_id=self.amy,
        )  # fmt: skip
        self.kept(HealthContact, kind=HealthKind.GP, name="The practice", since_on=TODAY, recorded_by_id=self.amy)
        self.kept(CloseOne, name="Pearl", relationship="Nan", may_call=MayCall.YES, recorded_by_id=self.amy)
        self.kept(
            ImmigrationStep, leave_ends_on=TODAY, kind=ImmigrationStepKind.ADVISER, happened_on=TODAY - WEEK,
            recorded_by_id=self.amy,
        )  # fmt: skip
        theirs = {"kind": VoiceKind.QUESTION, "sent_on": TODAY - WEEK}
        self.kept(VoiceMessage, **theirs, change=None, answer="", done="")
        self.kept(
            VoiceMessage, **theirs, change=None, written_by_id=self.amy, seen_on=TODAY, seen_by_id=self.amy,
            answered_on=TODAY, answered_by_id=self.amy,
        )  # fmt: skip
        person = next(p for p in self.people.young_people.values() if p.id == self.person)
        person.closed_on, person.closure = TODAY, Closure.TRANSFERRED
        by = {"recorded_by_id": self.tess}
        death = self.kept(Death, died_on=TODAY - WEEK, learnt_on=TODAY - WEEK, **by)
        self.kept(DeathNotice, death_id=death.id, body=NotifiedBody.OTHER, sent_on=TODAY - WEEK, **by)
