"""The kinds of note in which words are looked for. A new kind is one more entry in SOURCES.

Words are read where they were written. There is no second copy of them to go out of date, to outlive a correction or to
be left out of a restriction; drafts and supervision are in no entry, so nobody finds words in them.
"""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, literal, select
from sqlmodel import col

from careleavers.models import (
    Action,
    AgreedException,
    ChangeOfCircumstance,
    CloseOne,
    Contact,
    ContactAction,
    ContactAddendum,
    DashCheck,
    Death,
    DeathNotice,
    EntitlementStep,
    HealthContact,
    ImmigrationStep,
    MissingEpisode,
    MissingStep,
    NeedsAssessment,
    OversightAddendum,
    OversightNote,
    PanelLook,
    PathwayPlan,
    PlanAddOn,
    PlanEntry,
    PlannedReview,
    Referral,
    ReferralStep,
    Review,
    ReviewPartAnswer,
    ReviewRequest,
    RiskFlag,
    RiskReview,
    VoiceMessage,
)
from careleavers.models.sql import london_day


@dataclass(frozen=True)
class Source:
    """One kind of note: what it is called, its day, its words, whose record it is in, and where it is read.

    `page` is an endpoint and `name` the argument that takes `public_id` beside the young person's; without a name the
    page is about the young person alone. `joined` are the tables, each with the condition that joins it.
    `in_error` holds for what was recorded in error: it is found, and says so.
    """

    kind: str
    table: Any
    day: Any
    words: tuple[Any, ...]
    page: str
    person: Any
    name: str = ""
    public_id: Any = None
    joined: tuple[tuple[Any, Any], ...] = ()
    in_error: Any = None

    def rows(self) -> Select[Any]:
        """Every note of this kind: young person, day, public id, whether in error, then each of its words."""
        statement = select(
            self.person.label("young_person_id"),
            self.day.label("day"),
            (literal("") if self.public_id is None else self.public_id).label("public_id"),
            (literal(False) if self.in_error is None else self.in_error).label("in_error"),
            *self.words,
        ).select_from(self.table)
        for other, condition in self.joined:
            statement = statement.join(other, condition)
        return statement


def _of(table: Any, *names: str) -> tuple[Any, ...]:
    return tuple(col(getattr(table, name)) for name in names)


SOURCES = (
    Source(
        "Contact", Contact, col(Contact.happened_on),
        _of(Contact, "purpose", "own_words", "daily_life", "who_is_around", "analysis", "risk_words", "why_late",
            "place", "source", "exploitation_words"),
        "contacts.show", col(Contact.young_person_id), "contact", col(Contact.public_id),
        in_error=col(Contact.struck_at).is_not(None),
    ),
    Source(
        "Added to a contact", ContactAddendum, col(Contact.happened_on), _of(ContactAddendum, "words"),
        "contacts.show", col(ContactAddendum.young_person_id), "contact", col(Contact.public_id),
        joined=((Contact, col(Contact.id) == col(ContactAddendum.contact_id)),),
        in_error=col(Contact.struck_at).is_not(None),
    ),
    Source(
        "Action talked about at a contact", ContactAction, col(Contact.happened_on), _of(ContactAction, "words"),
        "contacts.show", col(Contact.young_person_id), "contact", col(Contact.public_id),
        joined=((Contact, col(Contact.id) == col(ContactAction.contact_id)),),
        in_error=col(Contact.struck_at).is_not(None),
    ),
    Source(
        "Risk", RiskFlag, col(RiskFlag.raised_on),
        _of(RiskFlag, "evidence", "their_view", "keeps_safe", "safety_plan", "close_reason"),
        "risks.register_of", col(RiskFlag.young_person_id),
    ),
    Source(
        "Look at a risk", RiskReview, col(RiskReview.reviewed_on), _of(RiskReview, "words"),
        "risks.register_of", col(RiskFlag.young_person_id),
        joined=((RiskFlag, col(RiskFlag.id) == col(RiskReview.risk_flag_id)),),
    ),
    Source(
        "Change", ChangeOfCircumstance, col(ChangeOfCircumstance.happened_on), _of(ChangeOfCircumstance, "words"),
        "changes.list_changes", col(ChangeOfCircumstance.young_person_id),
        in_error=col(ChangeOfCircumstance.struck_at).is_not(None),
    ),
    Source(
        "Pathway plan", PlanEntry, col(PathwayPlan.started_on),
        _of(PlanEntry, "now", "want_soon", "want_later", "better", "my_view", "worker_view", "others_view",
            "where_details", "sign", "first_step", "person"),
        "plans.show_version", col(PathwayPlan.young_person_id), "plan", col(PathwayPlan.public_id),
        joined=((PathwayPlan, col(PathwayPlan.id) == col(PlanEntry.plan_id)),),
    ),
    Source(
        "Addition to a plan", PlanAddOn, col(PathwayPlan.started_on),
        _of(PlanAddOn, "now", "want_soon", "next_steps", "first_step", "my_view"),
        "plans.show_version", col(PathwayPlan.young_person_id), "plan", col(PathwayPlan.public_id),
        joined=((PathwayPlan, col(PathwayPlan.id) == col(PlanAddOn.plan_id)),),
    ),
    Source(
        "Review", Review, col(Review.held_on),
        _of(Review, "their_words", "what_changed", "actions_looked_at", "contingency_words", "risk_words", "rationale",
            "decisions", "who_came"),
        "plans.show_review", col(Review.young_person_id), "review", col(Review.public_id),
    ),
    Source(
        "Part of a review", ReviewPartAnswer, col(Review.held_on), _of(ReviewPartAnswer, "words", "decision"),
        "plans.show_review", col(Review.young_person_id), "review", col(Review.public_id),
        joined=((Review, col(Review.id) == col(ReviewPartAnswer.review_id)),),
    ),
    Source(
        "Review asked for", ReviewRequest, col(ReviewRequest.asked_on), _of(ReviewRequest, "why", "wishes", "answer"),
        "plans.reviews", col(ReviewRequest.young_person_id),
    ),
    Source(
        "Review planned", PlannedReview, col(PlannedReview.planned_for),
        _of(PlannedReview, "place", "chaired_by", "other_ways", "called_off_why"),
        "plans.reviews", col(PlannedReview.young_person_id),
    ),
    Source(
        "Needs assessment", NeedsAssessment, col(NeedsAssessment.finished_on),
        _of(NeedsAssessment, "who_took_part", "their_words", "information", "deliberation", "outcome"),
        "plans.getting_ready", col(NeedsAssessment.young_person_id),
    ),
    Source(
        "Entitlement", EntitlementStep, col(EntitlementStep.happened_on),
        _of(EntitlementStep, "words", "note", "over_reason"),
        "entitlements.show", col(EntitlementStep.young_person_id),
        in_error=col(EntitlementStep.struck_at).is_not(None),
    ),
    Source(
        "Health", HealthContact, func.coalesce(col(HealthContact.since_on), london_day(col(HealthContact.recorded_at))),
        _of(HealthContact, "name", "words"), "network.show", col(HealthContact.young_person_id),
        in_error=col(HealthContact.struck_at).is_not(None),
    ),
    Source(
        "Somebody who matters", CloseOne, london_day(col(CloseOne.recorded_at)),
        _of(CloseOne, "name", "relationship", "words"), "network.show", col(CloseOne.young_person_id),
        in_error=col(CloseOne.struck_at).is_not(None),
    ),
    Source(
        "Leave to remain", ImmigrationStep, col(ImmigrationStep.happened_on), _of(ImmigrationStep, "adviser", "words"),
        "immigration.show", col(ImmigrationStep.young_person_id), in_error=col(ImmigrationStep.struck_at).is_not(None),
    ),
    Source(
        "Referral", Referral, col(Referral.decided_on), _of(Referral, "reason", "route_other"), "referrals.show",
        col(Referral.young_person_id), in_error=col(Referral.struck_at).is_not(None),
    ),
    Source(
        "What happened to a referral", ReferralStep, col(ReferralStep.happened_on),
        _of(ReferralStep, "to_whom", "words"), "referrals.show", col(ReferralStep.young_person_id),
        in_error=col(ReferralStep.struck_at).is_not(None),
    ),
    Source(
        "Domestic abuse checklist", DashCheck, col(DashCheck.done_on), _of(DashCheck, "words"), "risks.register_of",
        col(DashCheck.young_person_id), in_error=col(DashCheck.struck_at).is_not(None),
    ),
    Source(
        "What a panel said", PanelLook, col(PanelLook.looked_on), _of(PanelLook, "present", "discussed", "decided"),
        "panels.show", col(PanelLook.young_person_id), in_error=col(PanelLook.struck_at).is_not(None),
    ),
    Source(
        "Missing", MissingEpisode, col(MissingEpisode.last_seen_on),
        _of(MissingEpisode, "police_reference", "harm", "factors"), "missing.show",
        col(MissingEpisode.young_person_id), in_error=col(MissingEpisode.struck_at).is_not(None),
    ),
    Source(
        "After being missing", MissingStep, col(MissingStep.happened_on),
        _of(MissingStep, "by_whom", "words", "acted"), "missing.show", col(MissingStep.young_person_id),
        in_error=col(MissingStep.struck_at).is_not(None),
    ),
    Source(
        "Death", Death, col(Death.died_on), _of(Death, "words"), "deaths.show", col(Death.young_person_id),
        in_error=col(Death.struck_at).is_not(None),
    ),
    Source(
        "Who was told of a death", DeathNotice, col(DeathNotice.sent_on),
        _of(DeathNotice, "body_other", "words"), "deaths.show", col(DeathNotice.young_person_id),
        in_error=col(DeathNotice.struck_at).is_not(None),
    ),
    Source(
        "What they said", VoiceMessage, col(VoiceMessage.sent_on), _of(VoiceMessage, "words", "answer", "done"),
        "voice.show", col(VoiceMessage.young_person_id),
    ),
    Source(
        "Oversight note", OversightNote, col(OversightNote.written_on),
        _of(OversightNote, "decision", "reason", "evidence", "keeps_safe"),
        "oversight.show_note", col(OversightNote.young_person_id), "note", col(OversightNote.public_id),
        in_error=col(OversightNote.struck_at).is_not(None),
    ),
    Source(
        "Added to an oversight note", OversightAddendum, col(OversightNote.written_on), _of(OversightAddendum, "words"),
        "oversight.show_note", col(OversightAddendum.young_person_id), "note", col(OversightNote.public_id),
        joined=((OversightNote, col(OversightNote.id) == col(OversightAddendum.note_id)),),
        in_error=col(OversightNote.struck_at).is_not(None),
    ),
    Source(
        "Exception", AgreedException, col(AgreedException.asked_on),
        _of(AgreedException, "reason", "their_view", "keeps_safe", "answer_words", "end_words"),
        "oversight.timeline", col(AgreedException.young_person_id),
    ),
    Source(
        "Action", Action, col(Action.due_on),
        _of(Action, "what", "outcome", "evidence", "drop_reason", "redate_reason"),
        "actions.list_actions", col(Action.young_person_id),
    ),
)  # fmt: skip
