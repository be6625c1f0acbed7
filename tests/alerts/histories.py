"""Made-up histories for the oracle: a few workers and young people, their days clustered round the limits.

The facts are the rows themselves, not yet saved; a council's limits and the day that matters are drawn with them.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from careleavers.domain.dates import LeapDay, add_months, age_on, birthday
from careleavers.domain.documents import PaperKind, PaperState
from careleavers.domain.entitlements import OfferCondition, OfferGround, OfferReminder, StepKind
from careleavers.domain.oversight import ExceptionKind, OversightTopic, ProposalAnswer
from careleavers.domain.policy import Policy
from careleavers.domain.terms import (
    AccommodationCode,
    ActionSource,
    ActionState,
    AllocationRole,
    Answer,
    ChangeKind,
    Closure,
    ContactKind,
    ContingencyAnswer,
    CopyForm,
    CopyOutcome,
    EetCode,
    LegalCategory,
    PlanDomain,
    PlanState,
    ReviewTrigger,
    RiskAnswer,
    RiskLevel,
    RiskType,
    Role,
    Suitability,
)
from careleavers.models import (
    Absence,
    AccommodationSpell,
    Action,
    AgreedException,
    Allocation,
    CategoryDecision,
    ChangeOfCircumstance,
    ClosingProposal,
    Contact,
    EetSpell,
    EntitlementStep,
    IdentityPaper,
    LookedAfterPeriod,
    NeedsAssessment,
    Offer,
    OversightNote,
    OversightSubject,
    PathwayPlan,
    PlanCopy,
    PlanEntry,
    Review,
    ReviewPartAnswer,
    ReviewRequest,
    RiskFlag,
    RiskReview,
    Supervision,
    Worker,
    YoungPerson,
)
from careleavers.models.entitlements import as_kept
from tests.alerts.death_oracle import mourn
from tests.alerts.facts import Council, History
from tests.alerts.grip_oracle import agree, talk
from tests.alerts.health_oracle import register
from tests.alerts.immigration_oracle import renew
from tests.alerts.missing_oracle import go_missing
from tests.alerts.panel_oracle import be_looked_at
from tests.alerts.protection_facts import protect
from tests.alerts.referral_oracle import refer
from tests.alerts.voice_oracle import say

TIGHT = Policy.from_mapping({
    "visit_every_days": 42, "home_visit_months": 1, "move_visit_days": 5, "review_months": 5, "move_review_days": 21,
    "change_review_working_days": 7, "copy_working_days": 3, "contact_only_days": 60, "lost_contact_days": 21,
    "lost_contact_high_days": 42, "supervision_every_days": 35, "unallocated_notice_days": 90,
    "reallocate_working_days": 0, "introduction_months": 2, "planned_visit_working_days": 2,
    "failed_attempts": 2, "failed_attempts_working_days": 0, "custody_visit_working_days": 4, "release_plan_days": 70,
    "home_end_days": 80, "home_end_high_days": 60, "home_end_critical_days": 30, "suitability_days": 3,
    "suitability_months": 2, "high_risk_look_days": 14, "medium_risk_look_days": 30, "low_risk_look_days": 90,
    "curiosity_days": 10, "category_working_days": 2, "yearly_offer_months": 11, "yearly_offer_grace_days": 0,
    "ending_talk_days": 20,
    "assessment_months": 2, "asked_review_working_days": 12, "asked_review_answer_working_days": 3,
    "plan_after_assessment_working_days": 4,
    "entitlement_offer_days": 21, "entitlement_end_days": 60, "savings_days": 10, "offer_check_months": 4,
    "restriction_look_days": 30,
    "high_risk_oversight_working_days": 0, "high_risk_oversight_days": 9, "unsafe_home_working_days": 0,
    "unsuitable_home_working_days": 3, "unsuitable_home_days": 4, "returned_plan_working_days": 6,
    "missed_date_working_days": 1, "ending_oversight_days": 40, "proposal_working_days": 2,
    "leave_adviser_months": 8, "leave_application_months": 4, "leave_critical_days": 40,
    "specialist_days": 20, "specialist_high_days": 50,
    "slavery_decision_working_days": 1, "marac_working_days": 2, "marac_repeat_months": 14, "duty_to_refer_days": 70,
    "duty_to_refer_working_days": 3, "duty_to_refer_homeless_working_days": 0, "referral_send_working_days": 3,
    "referral_chase_working_days": 4, "referral_manager_working_days": 10,
    "death_notice_working_days": 2,
    "voice_answer_working_days": 2, "complaint_seen_working_days": 1, "complaint_outcome_working_days": 4,
    "new_worker_working_days": 4, "introduction_before_days": 5, "worker_changes_high": 2, "caseload_each": 10,
    "caseload_amber": 20, "caseload_full": 32, "caseload_over_days": 3, "caseload_new_days": 20, "caseload_new": 2,
    "discussed_every_days": 50, "discussed_high_risk_days": 20, "manager_supervision_every_days": 30,
    "missing_interview_days": 2, "missing_repeat_days": 40, "missing_repeat_times": 2,
    "missing_meeting_working_days": 2, "missing_look_working_days": 0,
    "neet_refer_working_days": 4, "neet_look_days": 14, "neet_high_days": 50,
    "leap_day_birthday": LeapDay.LAST_OF_FEBRUARY.value,
})  # fmt: skip
# Ordinary days, ends of months, both nights on which the clock changes, and days round bank holidays.
MOMENTS = [date.fromisoformat(day) for day in (
    "2026-03-04", "2026-02-28", "2026-03-01", "2024-02-29", "2026-03-29", "2025-10-26", "2025-08-31", "2026-04-03",
    "2026-04-07", "2025-12-24", "2026-01-02", "2025-05-31",
)]  # fmt: skip
LEAP_DAYS = [date(year, 2, 29) for year in (2000, 2004, 2008, 2012)]
LIMITS = sorted({limit + near for limit in (0, 7, 14, 28, 42, 56, 63, 84, 112, 182) for near in (-1, 0, 1)})
FIRST_ID = 10_000_000  # no row that anybody else made has an id as high, whatever a sequence has come to
STRUCK = datetime(2026, 3, 1, 12, tzinfo=UTC)  # when a manager marked something as recorded in error
SIGNS = ("none", "missing", "missing", "injury", "new_phone", "new_things injury")
TALKS = (ContactKind.HOME_VISIT, ContactKind.FACE_TO_FACE, ContactKind.VIDEO, ContactKind.TWO_WAY)
C = LegalCategory
_USUAL = (C.ELIGIBLE, C.RELEVANT, C.FORMER_RELEVANT, C.FORMER_RELEVANT, C.UNDECIDED)
_OTHER = (C.NOT_ELIGIBLE, C.QUALIFYING, C.RETURNED_HOME, C.NOT_CURRENTLY_SUPPORTED)
_ON_REQUEST = (C.FORMER_RELEVANT_EDUCATION, C.FORMER_RELEVANT_ON_REQUEST)
_ONLY_FROM_21 = (*_ON_REQUEST, C.NOT_CURRENTLY_SUPPORTED)
_NEVER_PROVIDED = (AccommodationCode.HOMELESS, AccommodationCode.CUSTODY)


class _Story:
    """Draws days and rows for one person: most days fall on or beside a few that matter to this person."""

    def __init__(self, draw: Any, as_of: date, number: int, manager_id: int, workers: list[Worker]) -> None:
        self.draw, self.as_of, self.workers, self.manager_id = draw, as_of, workers, manager_id
        self.ids = iter(range(FIRST_ID * (number + 1), FIRST_ID * (number + 2)))
        self.days = [self._fresh() for _ in range(self.draw(st.integers(2, 4)))]

    def _fresh(self) -> date:
        ago = self.draw(st.one_of(st.sampled_from(LIMITS), st.integers(-8, 120), st.integers(0, 500)))
        return self.as_of - timedelta(days=ago)

    def day(self) -> date:
        if self.draw(st.booleans()):
            return self._fresh()
        return self.draw(st.sampled_from(self.days)) + timedelta(days=self.draw(st.sampled_from((0, 0, -1, 1))))

    def perhaps(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == one_in

    def one(self, *choices: Any) -> Any:
        return self.draw(st.sampled_from(choices))

    def days_in_order(self, most: int) -> list[date]:
        return sorted({self.day() for _ in range(self.draw(st.integers(0, most)))})

    def worker_id(self) -> Any:
        return self.draw(st.sampled_from(self.workers)).id

    def born_on(self) -> date:
        if self.perhaps(5):
            return self.draw(st.sampled_from(LEAP_DAYS))
        turned = self.day() if self.perhaps(2) else self.as_of - timedelta(days=self.draw(st.integers(-60, 330)))
        if self.perhaps(3):
            turned = self.as_of + timedelta(days=self.one(1, 30, 59, 60, 61, 89, 90, 91))
        return birthday(turned, -self.one(16, 16, 17, 18, 18, 19, 21, 22, 25))


def _person(story: _Story, policy: Policy, team_id: int) -> History:
    born = story.born_on()
    at_16, at_21 = (birthday(born, age, policy.leap_day_birthday) for age in (16, 21))
    category = story.one(*_USUAL) if not story.perhaps(6) else story.one(*_OTHER)
    facts: dict[str, Any] = {"duty_from": story.one(at_16, at_16, None, story.day())}
    if story.as_of >= at_21:
        facts["programme_ends_on"] = story.one(None, None, story.day(), at_21)
        after = (at_21, story.day(), (facts["programme_ends_on"] or at_21) + timedelta(days=1))
        facts["asked_for_support_on"] = story.one(None, *[day for day in after if at_21 <= day <= story.as_of])
        if facts["asked_for_support_on"] and story.perhaps(2):
            category = story.one(*_ON_REQUEST)
    if story.perhaps(4):
        facts["needs_decision"], facts["suggested_on"] = True, story.day()
    if story.perhaps(12):
        facts["closed_on"], facts["closure"] = story.day(), Closure.TRANSFERRED
    if story.perhaps(20):
        facts["died_on"] = story.day()
    facts["parent"] = story.one(None, *Answer)
    id = next(story.ids)
    person = YoungPerson.made(
        id=id, child_id=f"H{id}", born_on=born, team_id=team_id, added_on=date(2020, 1, 1),
        suggested_category=category, **facts,
    )  # fmt: skip
    return History(person, _decisions(story, id, category, at_21))


def _decisions(story: _Story, person_id: int, category: LegalCategory, at_21: date) -> list[CategoryDecision]:
    made = []
    for from_on in story.days_in_order(2) if story.perhaps(4) else []:
        chosen, from_on = story.one(*_USUAL, *_OTHER, *_ON_REQUEST), min(from_on, story.as_of)
        if chosen in _ONLY_FROM_21 and from_on < at_21:
            chosen = LegalCategory.FORMER_RELEVANT
        decision = CategoryDecision.made(
            id=next(story.ids), young_person_id=person_id, category=chosen, from_on=from_on,
            reason="Looked at the file", suggested_category=category, decided_by_id=story.manager_id,
            decided_on=story.as_of,
        )  # fmt: skip
        made.append(decision)
    return made


def _alongside(story: _Story, history: History) -> None:
    """Workers in turn, with gaps or none between them, some to come, and now and then cover."""
    starts = story.days_in_order(3)
    for place, from_on in enumerate(starts):
        role = story.one(*[AllocationRole.AFTER_CARE_WORKER] * 5, AllocationRole.COVER, AllocationRole.SOCIAL_WORKER)
        following = starts[place + 1] if place + 1 < len(starts) else None
        to_on = following or (story.as_of + timedelta(days=story.one(-3, 0, 1, 20)) if story.perhaps(4) else None)
        if to_on is not None and story.perhaps(3):
            to_on -= timedelta(days=story.one(1, 4))
        held = Allocation.made(
            id=next(story.ids), young_person_id=history.person.id, worker_id=story.worker_id(), role=role,
            from_on=from_on, to_on=to_on and max(from_on, to_on), allocated_by_id=story.manager_id,
        )  # fmt: skip
        history.allocations.append(held)


def _homes(story: _Story, history: History) -> None:
    starts = story.days_in_order(3)
    for place, started_on in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        ended_on = following or (started_on + timedelta(days=story.one(1, 7, 40)) if story.perhaps(5) else None)
        if ended_on is not None and story.perhaps(4):
            ended_on = max(started_on + timedelta(days=1), ended_on - timedelta(days=2))
        code = story.one(*"DDDUEBSXXRG")
        judged = Suitability.UNSUITABLE if code in "SX" else story.one(Suitability.SUITABLE, Suitability.NOT_ASSESSED)
        home = AccommodationSpell.made(
            id=next(story.ids), young_person_id=history.person.id, code=code, suitability=judged,
            suitability_on=story.one(None, started_on + timedelta(days=story.one(0, 6, 30))),
            expected_end_on=story.one(None, started_on + timedelta(days=story.one(20, 84, 90, 112, 200))),
            provided_by_council=code not in _NEVER_PROVIDED and story.one(True, True, False), started_on=started_on,
            ended_on=ended_on, recorded_by_id=story.manager_id,
        )  # fmt: skip
        history.homes.append(home)


def _door(story: _Story, history: History, on: date) -> int | None:
    """The home a visit is linked to: that of the day, on the day of a move perhaps the old one, or none."""
    there = [home.id for home in history.homes if home.started_on <= on and on <= (home.ended_on or on)]
    return story.one(None, *there)


def _contacts(story: _Story, history: History) -> None:
    for _ in range(story.draw(st.integers(0, 6))):
        on, kind = story.day(), story.one(*ContactKind)
        next_on = on + timedelta(days=story.one(0, 1, 3, 9, 28)) if story.perhaps(3) else None
        contact = Contact.made(
            id=next(story.ids), young_person_id=history.person.id, worker_id=story.worker_id(), kind=kind,
            happened_on=on, next_visit_on=next_on,
            risk_answer=None if kind is ContactKind.ATTEMPT else RiskAnswer.NOTHING_NEW,
            accommodation_id=_door(story, history, on) if kind is ContactKind.HOME_VISIT else None,
            struck_at=STRUCK if story.perhaps(8) else None,
            signs=story.one("", *SIGNS) if kind is not ContactKind.ATTEMPT else "",
            exploitation_talked=story.one(None, None, Answer.NO, Answer.YES) if kind in TALKS else None,
        )  # fmt: skip
        history.contacts.append(contact)


def _plans(story: _Story, history: History) -> None:
    approvals: list[date | None] = [*story.days_in_order(2)]
    versions = approvals + [None] * story.perhaps(4)
    for number, approved_on in enumerate(versions, 1):
        state = PlanState.APPROVED if number == len(approvals) else PlanState.SUPERSEDED
        plan = PathwayPlan.made(
            id=next(story.ids), young_person_id=history.person.id, number=number, written_by_id=story.workers[0].id,
            state=state if approved_on else story.one(PlanState.DRAFT, PlanState.SENT, PlanState.RETURNED),
            started_on=approved_on or story.as_of, visit_every_days=story.one(None, 14, 41, 42, 56, 120),
            translated=story.perhaps(3), approved_on=approved_on,
            sent_on=None if approved_on else story.one(None, story.day()),
            visit_reason=story.one("", "Agreed", "Agreed"),
            decided_by_id=story.manager_id if approved_on else None,
        )  # fmt: skip
        history.plans.append(plan)
        history.entries += _parts(story, plan)
        if approved_on and story.perhaps(2):
            copy = {
                "given_on": approved_on + story.perhaps(3) * timedelta(days=9), "form": CopyForm.PAPER,
                "given_by_id": story.manager_id, "outcome": story.one(*CopyOutcome), "explained": story.perhaps(2),
                "their_view": story.one("", "Fine."),
            }  # fmt: skip
            history.copies.append(PlanCopy.made(id=next(story.ids), plan_id=plan.id, **copy))


def _parts(story: _Story, plan: PathwayPlan) -> list[PlanEntry]:
    """Ten parts, or none at all; now and then something is left out of one of them, or of all."""
    if story.perhaps(6):
        return []
    thin, box, later = story.one(*PlanDomain), story.one("", "first_step", "better", "number"), story.one("", "Mine.")
    said = {"now": "Fine.", "want_soon": story.one("", "More."), "want_later": later, "better": "Good.", "sign": "Bad.",
            "first_step": "Talk.", "person": "Jo", "number": "111"}  # fmt: skip
    about = {"plan_id": plan.id, "edited_by_id": plan.written_by_id}
    return [
        PlanEntry.made(
            id=next(story.ids), domain=domain, **about, **(said | ({box: " "} if box and domain is thin else {}))
        )
        for domain in PlanDomain
    ]


def _before_the_plan(story: _Story, history: History) -> None:
    """Days in care that ended, short breaks among them, and assessments of needs."""
    by = {"young_person_id": history.person.id}
    for ended_on in story.days_in_order(2):
        period = LookedAfterPeriod.made(
            id=next(story.ids), started_on=ended_on - timedelta(days=200), ended_on=ended_on,
            legal_status=story.one("C2", "V2", "V4"), **by,
        )  # fmt: skip
        history.periods.append(period)
    for finished_on in story.days_in_order(2) if story.perhaps(2) else []:
        assessment = NeedsAssessment.made(
            id=next(story.ids), finished_on=finished_on, who_took_part="All", information="A report",
            deliberation="Weighed", outcome="Help", recorded_by_id=story.manager_id, **by,
        )  # fmt: skip
        history.assessments.append(assessment)


def _answered(story: _Story, review: Review) -> list[ReviewPartAnswer]:
    """What a review said of each part: all of them but perhaps one, still right but perhaps one."""
    thin, left_out, holds = story.one(*PlanDomain), story.perhaps(3), story.one(*ContingencyAnswer)
    return [
        ReviewPartAnswer.made(
            id=next(story.ids), review_id=review.id, domain=domain,
            holds=holds if domain is thin else ContingencyAnswer.STANDS,
        )
        for domain in PlanDomain if not (left_out and domain is thin)
    ]  # fmt: skip


def _events(story: _Story, history: History) -> None:
    about = {"young_person_id": history.person.id}
    by = {"recorded_by_id": story.manager_id}
    for held in story.days_in_order(2):
        review = Review.made(
            id=next(story.ids), trigger=story.one(ReviewTrigger.ROUTINE, ReviewTrigger.BIRTHDAY),
            held_on=held, chaired_by="Rob", they_took_part=True,
            contingency_answer=ContingencyAnswer.STANDS, risk_answer=RiskAnswer.NOTHING_NEW, rationale="Going well",
            decisions="Carry on", next_review_on=held + timedelta(days=90), **about, **by,
            plan_id=story.one(None, *[plan.id for plan in history.plans]),
            next_visit_on=held + timedelta(days=story.one(0, 2, 6, 14)) if story.perhaps(2) else None,
        )  # fmt: skip
        history.reviews.append(review)
        history.parts += _answered(story, review)
    for asked_on in story.days_in_order(2) if story.perhaps(2) else []:
        answer = {"answered_on": asked_on, "answer": "On Monday"} if story.perhaps(3) else {}
        request = ReviewRequest.made(
            id=next(story.ids), asked_on=asked_on, why="Nothing was done", **about, **answer,
            taken_back_on=asked_on if story.perhaps(4) else None,
        )  # fmt: skip
        history.requests.append(request)
    for on in story.days_in_order(2):
        change = ChangeOfCircumstance.made(
            id=next(story.ids),
            kind=story.one(ChangeKind.LOST_EET, ChangeKind.MISSING),
            happened_on=on,
            **about,
            **by,
            struck_at=STRUCK if story.perhaps(8) else None,
        )
        history.changes.append(change)
    for raised in story.days_in_order(1):
        closing = {"closed_on": story.as_of, "closed_by_id": story.manager_id, "close_reason": "Paid"}
        risk = RiskFlag.made(
            id=next(story.ids), type=story.one(RiskType.DEBT, RiskType.EXPLOITATION), level=story.one(*RiskLevel),
            evidence="Letters", raised_on=raised,
            owner_id=story.manager_id, next_look_on=raised + timedelta(days=story.one(0, 5, 27, 300)),
            raised_by_id=story.manager_id, **about, **(closing if story.perhaps(3) else {}),
        )  # fmt: skip
        history.risks.append(risk)
        low = story.one(RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH)
        for on in story.days_in_order(2):
            look = RiskReview.made(
                id=next(story.ids), risk_flag_id=risk.id, reviewed_on=on, reviewed_by_id=story.manager_id,
                level_before=story.one(risk.level, low), level_after=risk.level,
                words="Looked at the letters again together",
            )  # fmt: skip
            history.looks.append(look)


def _actions(story: _Story, history: History) -> None:
    for due_on in story.days_in_order(2):
        state = story.one(ActionState.OPEN, ActionState.OPEN, ActionState.DROPPED)
        action = Action.made(
            id=next(story.ids), what="Call the bank", source=ActionSource.CONTACT, owner_id=story.manager_id,
            young_person_id=history.person.id, due_on=due_on, state=state, times_redated=story.one(0, 2),
            drop_reason="" if state is ActionState.OPEN else "Paid", recorded_by_id=story.manager_id,
        )  # fmt: skip
        history.actions.append(action)


def _papers(story: _Story, history: History) -> None:
    """Most papers held, or none recorded at all; some run out round the days that matter, and round 18."""
    if story.perhaps(4):
        return
    for kind in PaperKind:
        state = story.one(*[PaperState.HELD] * 6, *PaperState)
        held = state is PaperState.HELD
        at_18 = birthday(history.person.born_on, 18)
        until = story.one(None, story.day(), at_18, at_18 + timedelta(days=story.one(-1, 1, 200)))
        if story.perhaps(5):
            continue
        paper = IdentityPaper.made(
            id=next(story.ids), young_person_id=history.person.id, kind=kind, state=state,
            applied_on=story.as_of if state is PaperState.APPLIED_FOR else None,
            expires_on=until if held and kind not in (PaperKind.NI_NUMBER, PaperKind.BANK_ACCOUNT) else None,
            words="Looked at the file", recorded_by_id=story.manager_id,
        )  # fmt: skip
        history.papers.append(paper)


def _studies(story: _Story, history: History) -> None:
    starts = story.days_in_order(2)
    for place, started_on in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        ended_on = following or (started_on + timedelta(days=story.one(1, 30)) if story.perhaps(4) else None)
        spell = EetSpell.made(
            id=next(story.ids), young_person_id=history.person.id, code=story.one(*EetCode), started_on=started_on,
            ended_on=ended_on, recorded_by_id=story.manager_id,
        )  # fmt: skip
        history.studies.append(spell)


def _local_offer(story: _Story, histories: list[History]) -> list[Offer]:
    """A few rows, some of which replaced another on the day it ended; many end with somebody's next birthday."""
    rows: list[Offer] = []
    next_ages = [age_on(history.person.born_on, story.as_of) + 1 for history in histories]
    for _ in range(story.draw(st.integers(1, 3))):
        reminder = story.one(*[OfferReminder.ENTITLED] * 3, *OfferReminder)
        watched = story.one(None, story.day(), *[date(2020, 1, 1)] * 3)
        starts = [story.one(None, None, story.day()), *(story.days_in_order(1) if story.perhaps(2) else [])]
        starts = starts[:1] if starts[0] and starts[-1] and starts[-1] < starts[0] else starts
        first = None
        for place, from_on in enumerate(starts):
            following = starts[place + 1] if place + 1 < len(starts) else None
            ends_on = following or (story.day() if story.perhaps(5) else None)
            ends_on = max(ends_on, from_on or ends_on) if ends_on else None
            id = next(story.ids)
            first = first or id
            row = Offer.made(
                id=id, name="Leisure pass", what="The gym", how="Ask", age_from=story.one(14, 16, 16),
                until_age=min(25, max(17, story.one(*next_ages, 18, 25))), ground=OfferGround.LOCAL, source="A page",
                categories=as_kept({story.one(*_USUAL, *_USUAL, *_OTHER, *_ON_REQUEST) for _ in range(4)}),
                condition=story.one(*[OfferCondition.NOTHING] * 8, *OfferCondition), reminder=reminder,
                from_on=from_on, ends_on=ends_on, series_id=first, began_on=starts[0], watched_from_on=watched,
                last_checked_on=story.day(), checked_by_id=story.one(None, *[story.manager_id] * 3),
                added_on=story.one(date(2020, 1, 1), story.day()),
            )  # fmt: skip
            rows.append(row)
    return rows


def _steps(story: _Story, history: History, offers: list[Offer]) -> None:
    for offer in offers:
        for on in story.days_in_order(2) if not story.perhaps(3) else []:
            struck = {"struck_at": STRUCK, "struck_by_id": story.manager_id, "struck_reason": "Not theirs"}
            step = EntitlementStep.made(
                id=next(story.ids), young_person_id=history.person.id, offer_id=offer.id, happened_on=on,
                kind=story.one(*[StepKind.OFFERED] * 9, *StepKind), recorded_by_id=story.manager_id,
                **(struck if story.perhaps(6) else {}),
            )  # fmt: skip
            history.steps.append(step)


def _missable(history: History, policy: Policy) -> list[tuple[str, date]]:
    """Some of the days on which a review or a visit was due, whether it was missed or not."""
    looked = [plan.approved_on for plan in history.plans if plan.approved_on] + [
        each.held_on for each in history.reviews
    ]
    found = [("R07", add_months(day, policy.review_months)) for day in looked]
    for home in history.homes:
        found.append(("R24", home.started_on + timedelta(days=policy.move_visit_days)))
        found.append(("R09", home.started_on + timedelta(days=policy.move_review_days)))
    return found


def _oversight(story: _Story, history: History, policy: Policy) -> None:
    """What a manager wrote, each about something or nothing, and what a manager was asked."""
    about, T = {"young_person_id": history.person.id}, OversightTopic  # noqa: N806
    for on in story.days_in_order(3):
        note = OversightNote.made(
            id=next(story.ids), decision="Visit", reason="Worry", evidence="Letters", written_by_id=story.manager_id,
            written_on=on, struck_at=STRUCK if story.perhaps(3) else None, **about,
        )  # fmt: skip
        history.notes.append(note)
        names: list[dict[str, Any]] = [{"topic": T.ENDING}]
        names += 4 * [{"topic": T.HIGH_RISK, "risk_flag_id": risk.id} for risk in history.risks]
        names += 2 * [{"topic": T.HOME, "home_id": home.id} for home in history.homes if home.ended_on is None]
        names += [{"topic": T.PLAN_RETURNED, "plan_id": plan.id} for plan in history.plans]
        days = _missable(history, policy)
        names += [{"topic": T.MISSED_DATE, "missed_rule": rule, "missed_on": day} for rule, day in days]
        for name in story.draw(st.lists(st.sampled_from(names), min_size=1, max_size=4)):
            history.named.append(OversightSubject.made(id=next(story.ids), note_id=note.id, **name, **about))
    for asked_on in story.days_in_order(2):
        asked = {"id": next(story.ids), "asked_by_id": story.workers[0].id, "asked_on": asked_on, **about}
        answered = {"answered_on": story.as_of, "answered_by_id": story.manager_id, "answer_words": "Yes"}
        answer = {"answer": story.one(*ProposalAnswer), **answered} if story.perhaps(2) else {}
        # Only one waits for an answer at a time.
        if story.perhaps(2) and not history.closings:
            why = {"closure": Closure.TRANSFERRED, "closed_on": asked_on, "reason": "Moved", "told": "The new worker"}
            history.closings.append(ClosingProposal.made(**asked, **answer, **why))
            continue
        end = {"ended_on": story.as_of, "ended_by_id": story.manager_id, "end_words": "Visits go on"}
        exception = AgreedException.made(
            **asked, **answer, kind=ExceptionKind.NO_VISITS, reason="Exams", keeps_safe="Calls",
            until_on=asked_on + timedelta(days=story.one(0, 7, 30)), **(end if answer and story.perhaps(3) else {}),
        )  # fmt: skip
        history.exceptions.append(exception)


def _worker(story: _Story, role: Role, team_id: int) -> Worker:
    started = date(2019, 1, 7) if not story.perhaps(4) else story.day()
    id = next(story.ids)
    leaving = [story.day() if story.perhaps(5) else None, story.day() if story.perhaps(7) else None]
    return Worker.made(
        id=id, sign_in_name=f"worker{id}", given_name="W", family_name=str(id), role=role, team_id=team_id,
        started_on=started, ends_on=leaving[0] and max(started, leaving[0]), disabled_on=leaving[1],
    )  # fmt: skip


@st.composite
def councils(draw: Any, manager_id: int, team_id: int, most: int = 4) -> Council:
    """A council with up to `most` young people; supervisors and managers are the one who is there already."""
    as_of, policy = draw(st.sampled_from(MOMENTS)), draw(st.sampled_from((Policy(), Policy(), TIGHT)))
    staff = _Story(draw, as_of, 0, manager_id, [])
    workers = [
        _worker(staff, role, team_id)
        for role in (Role.AFTER_CARE_WORKER,) * 2 + (Role.SOCIAL_WORKER, Role.TEAM_MANAGER)
    ]
    absences, supervisions = [], []
    for worker in workers:
        for from_on in staff.days_in_order(2) if staff.perhaps(2) else []:
            away = {"from_on": from_on, "to_on": from_on + timedelta(days=staff.one(0, 1, 4, 20))}
            cover = manager_id if staff.perhaps(3) else None
            absences.append(Absence.made(id=next(staff.ids), worker_id=worker.id, covered_by_id=cover, **away))
        for held_on in staff.days_in_order(2):
            signed = dict.fromkeys(("signed_on", "worker_signed_on", "supervisor_signed_on"), held_on)
            session = Supervision.made(
                id=next(staff.ids), worker_id=worker.id, supervisor_id=manager_id, held_on=held_on,
                reflection="What went well", challenge="What else", **(signed if not staff.perhaps(4) else {}),
            )  # fmt: skip
            supervisions.append(session)
    told = []
    for number in range(1, draw(st.integers(1, most)) + 1):
        story = _Story(draw, as_of, number, manager_id, workers[:3])
        history = _person(story, policy, team_id)
        for tell in (_before_the_plan, _alongside, _homes, _contacts, _plans, _events, _actions, _papers, _studies):
            tell(story, history)
        _oversight(story, history, policy)
        protect(story, history)
        renew(story, history)
        register(story, history)
        refer(story, history)
        go_missing(story, history)
        be_looked_at(story, history)
        mourn(story, history)
        say(story, history)
        talk(story, history, supervisions)
        told.append((story, history))
    histories = [history for _, history in told]
    offers = _local_offer(staff, histories)
    for story, history in told:
        _steps(story, history, offers)
    return Council(policy, as_of, workers, absences, supervisions, histories, offers, agree(staff, supervisions))
