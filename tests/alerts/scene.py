"""What stories are told with: a young person called Sky, their worker Amy, and facts as days before TODAY.

A fact is a function of the scene. `visit(3)` is a visit three days ago, `visit(-3)` one in three days' time.
Unless a story says otherwise Sky is 19, former relevant, and was owed support from their 16th birthday.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from careleavers.domain.dates import add_months
from careleavers.domain.documents import PaperKind, PaperState
from careleavers.domain.entitlements import OfferCondition, OfferGround, OfferReminder, StepKind
from careleavers.domain.terms import (
    AccommodationCode,
    ActionSource,
    ActionState,
    AllocationRole,
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
    Allocation,
    CategoryDecision,
    ChangeOfCircumstance,
    Contact,
    EetSpell,
    EntitlementStep,
    IdentityPaper,
    LookedAfterPeriod,
    NeedsAssessment,
    Offer,
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
from careleavers.models.base import identity, now_utc
from careleavers.models.entitlements import as_kept
from tests.conftest import TODAY
from tests.people import People, add_young_person

HOLDING = 500  # days ago, for what has long been so


def day(days_ago: int | date) -> date:
    """A day so many days before TODAY; a date is itself."""
    return days_ago if isinstance(days_ago, date) else TODAY - timedelta(days=days_ago)


@dataclass
class Scene:
    """One story being set up."""

    session: Session
    people: People
    sky: YoungPerson
    amy: Worker
    plans: int = 0
    plan_id: int | None = None
    homes: int = 0
    offer: Offer | None = None

    def add(self, row: Any) -> Any:
        """Save a row and give it back."""
        self.session.add(row)
        self.session.flush()
        return row

    @property
    def about(self) -> dict[str, Any]:
        """Whose record it is and who wrote it."""
        return {"young_person_id": identity(self.sky), "recorded_by_id": identity(self.amy)}


Fact = Callable[[Scene], None]


def new_scene(session: Session, people: People, name: str = "sky") -> Scene:
    """Sky at 19, and a worker of their own to be allocated, a fresh one for each story."""
    amy = Worker.made(
        sign_in_name=f"amy-{name}", given_name="Amy", family_name="Story", role=Role.AFTER_CARE_WORKER,
        started_on=day(2000), team_id=people.north.id,
    )  # fmt: skip
    session.add(amy)
    sky = add_young_person(session, people, name, date(2006, 6, 1), people.north)
    return Scene(session, people, sky, amy)


def turned(age: int, days_ago: int | date) -> Fact:
    """They reached an age so many days ago."""

    def tell(scene: Scene) -> None:
        scene.sky.born_on = add_months(day(days_ago), -12 * age)
        scene.sky.duty_from = add_months(scene.sky.born_on, 12 * 16)

    return tell


def born(on: date) -> Fact:
    """A date of birth."""

    def tell(scene: Scene) -> None:
        scene.sky.born_on, scene.sky.duty_from = on, add_months(on, 12 * 16)

    return tell


def known(**facts: Any) -> Fact:
    """What is on the person's own row."""

    def tell(scene: Scene) -> None:
        for name, value in facts.items():
            setattr(scene.sky, name, value)

    return tell


def suggested(category: LegalCategory) -> Fact:
    """What the looked-after periods suggest."""
    return known(suggested_category=category)


def decided(category: LegalCategory, days_ago: int) -> Fact:
    """What a manager decided."""
    return lambda scene: scene.add(
        CategoryDecision.made(
            young_person_id=identity(scene.sky), category=category, from_on=day(days_ago), reason="Looked at the file",
            suggested_category=scene.sky.suggested_category, decided_by_id=scene.people.id("tess"),
            decided_on=day(days_ago),
        )
    )  # fmt: skip


def closed(days_ago: int, why: Closure = Closure.TRANSFERRED) -> Fact:
    """Support ended."""

    def tell(scene: Scene) -> None:
        scene.sky.closed_on, scene.sky.closure = day(days_ago), why

    return tell


def allocated(
    days_ago: int, until: int | None = None, role: AllocationRole = AllocationRole.AFTER_CARE_WORKER, to: str = ""
) -> Fact:
    """A worker was allocated, Amy unless another is named."""
    return lambda scene: scene.add(
        Allocation.made(
            young_person_id=identity(scene.sky), worker_id=scene.people.id(to) if to else identity(scene.amy),
            role=role, from_on=day(days_ago), to_on=None if until is None else day(until),
            allocated_by_id=scene.people.id("tess"),
        )
    )  # fmt: skip


def leaves(days_ago: int) -> Fact:
    """Amy's first day away for good."""
    return lambda scene: setattr(scene.amy, "ends_on", day(days_ago))


def disabled(days_ago: int) -> Fact:
    """Amy's account was disabled."""
    return lambda scene: setattr(scene.amy, "disabled_on", day(days_ago))


def away(from_days_ago: int, to_days_ago: int, covered: bool = False) -> Fact:
    """Amy is away, both days included."""
    return lambda scene: scene.add(
        Absence.made(
            worker_id=identity(scene.amy), from_on=day(from_days_ago), to_on=day(to_days_ago),
            covered_by_id=scene.people.id("ivy") if covered else None,
        )
    )  # fmt: skip


def contact(kind: ContactKind, days_ago: int | date, *, next_in: int | None = None, by: str = "", **more: Any) -> Fact:
    """Any contact, by Amy unless another is named; `next_in` is the day of the next visit, counted from TODAY."""

    def tell(scene: Scene) -> None:
        risk = None if kind is ContactKind.ATTEMPT else RiskAnswer.NOTHING_NEW
        facts = {
            "worker_id": scene.people.id(by) if by else identity(scene.amy),
            "next_visit_on": None if next_in is None else day(-next_in),
        }
        scene.add(
            Contact.made(
                kind=kind, happened_on=day(days_ago), risk_answer=risk, young_person_id=identity(scene.sky),
                **facts, **more,
            )
        )  # fmt: skip

    return tell


def visit(days_ago: int | date, **more: Any) -> Fact:
    """Seen somewhere else than at home."""
    return contact(ContactKind.FACE_TO_FACE, days_ago, **more)


def home_visit(days_ago: int | date, **more: Any) -> Fact:
    """Seen at home."""
    return contact(ContactKind.HOME_VISIT, days_ago, **more)


def call(days_ago: int | date, **more: Any) -> Fact:
    """A call that was answered."""
    return contact(ContactKind.TWO_WAY, days_ago, **more)


def video(days_ago: int | date, **more: Any) -> Fact:
    """A video call."""
    return contact(ContactKind.VIDEO, days_ago, **more)


def attempt(days_ago: int | date, **more: Any) -> Fact:
    """Tried, nobody there."""
    return contact(ContactKind.ATTEMPT, days_ago, **more)


def hearsay(days_ago: int | date) -> Fact:
    """Somebody else said they had seen them."""
    return contact(ContactKind.INFORMATION, days_ago)


def home(
    days_ago: int | date,
    code: AccommodationCode = AccommodationCode.SEMI_INDEPENDENT,
    *,
    council: bool = True,
    until: int | None = None,
    ending: int | None = None,
    judged: int | None = 0,
) -> Fact:
    """A home they moved into, provided by the council unless said otherwise; meant to end in so many days.

    Its suitability was judged so many days ago; None: not yet.
    """
    suitable = Suitability.UNSUITABLE if code.value in "SX" else Suitability.SUITABLE
    if judged is None:
        suitable = Suitability.NOT_ASSESSED
    return lambda scene: scene.add(
        AccommodationSpell.made(
            code=code, suitability=suitable, provided_by_council=council, started_on=day(days_ago),
            ended_on=None if until is None else day(until), suitability_on=None if judged is None else day(judged),
            expected_end_on=None if ending is None else day(-ending), **scene.about,
        )
    )  # fmt: skip


def plan(
    days_ago: int | date | None,
    *,
    every: int | None = 56,
    why: str = "As we agreed",
    state: PlanState = PlanState.APPROVED,
    translated: bool = False,
    copy: int | None = 0,
    outcome: CopyOutcome = CopyOutcome.GIVEN,
    view: str = "Fine.",
    **words: Any,
) -> Fact:
    """A version of the plan, approved so many days ago (None: not approved), its copy given so many days later.

    `words` are those of `said_in`: what it says in its ten parts, all of it unless something is left out.
    """

    def tell(scene: Scene) -> None:
        scene.plans += 1
        approved = None if days_ago is None else day(days_ago)
        made = scene.add(
            PathwayPlan.made(
                young_person_id=identity(scene.sky), number=scene.plans, written_by_id=identity(scene.amy),
                state=PlanState.DRAFT, started_on=approved or TODAY, visit_every_days=every, visit_reason=why,
                translated=translated, approved_on=approved,
                decided_by_id=scene.people.id("tess") if approved else None,
            )
        )  # fmt: skip
        # An approved version takes no more parts, so they come first.
        said = said_in(made, identity(scene.amy), **words)
        if said:
            scene.session.connection().execute(insert(PlanEntry.__table__), said)
        made.state = state
        scene.session.flush()
        scene.plan_id = identity(made)
        if approved and copy is not None:
            scene.add(
                PlanCopy.made(
                    plan_id=identity(made), given_on=approved + timedelta(days=copy), form=CopyForm.PAPER,
                    given_by_id=identity(scene.amy), outcome=outcome, explained=bool(view), their_view=view,
                )
            )  # fmt: skip

    return tell


def said_in(
    made: PathwayPlan, by: int, *, parts: bool = True, lacks: PlanDomain | None = None,
    unmeasured: PlanDomain | None = None, later: bool = True,
) -> list[dict[str, Any]]:  # fmt: skip
    """The parts of a version as rows: complete, but for one without its contingency, one without its measure."""
    return [
        PlanEntry.made(
            plan_id=identity(made), domain=domain, edited_by_id=by, now="You are fine.", want_soon="A change.",
            want_later="Your own way." if later else "", better="" if domain is unmeasured else "You say so.",
            sign="You stop talking.", first_step="" if domain is lacks else "We talk that day.", person="Amy",
            number="111",
        ).model_dump(exclude={"id"})
        for domain in (PlanDomain if parts else ())
    ]  # fmt: skip


def sent(days_ago: int, state: PlanState = PlanState.SENT) -> Fact:
    """A version went to the manager so many days ago."""

    def tell(scene: Scene) -> None:
        scene.plans += 1
        scene.add(
            PathwayPlan.made(
                young_person_id=identity(scene.sky), number=scene.plans, written_by_id=identity(scene.amy),
                state=state, started_on=day(days_ago), sent_on=day(days_ago), sent_by_id=identity(scene.amy),
            )
        )  # fmt: skip

    return tell


def promised(due_ago: int, state: ActionState = ActionState.OPEN, redated: int = 0) -> Fact:
    """Something was promised by a day so many days ago."""
    ended = {"drop_reason": "Paid"} if state is ActionState.DROPPED else {}
    return lambda scene: scene.add(
        Action.made(
            what="Call the bank", source=ActionSource.CONTACT, owner_id=identity(scene.amy), due_on=day(due_ago),
            young_person_id=identity(scene.sky), state=state, times_redated=redated,
            recorded_by_id=identity(scene.amy), **ended,
        )
    )  # fmt: skip


def review(
    days_ago: int | date, *, next_visit_in: int | None = None, trigger: ReviewTrigger = ReviewTrigger.ROUTINE
) -> Fact:
    """A review held."""
    held = day(days_ago)
    return lambda scene: scene.add(
        Review.made(
            trigger=trigger, held_on=held, chaired_by="Rob", they_took_part=True,
            contingency_answer=ContingencyAnswer.STANDS, risk_answer=RiskAnswer.NOTHING_NEW, rationale="Going well",
            decisions="Carry on", next_review_on=held + timedelta(days=180),
            next_visit_on=None if next_visit_in is None else day(-next_visit_in), **scene.about,
        )
    )  # fmt: skip


def reviewed(
    days_ago: int | date, *, but: PlanDomain | None = None, money: ContingencyAnswer = ContingencyAnswer.STANDS
) -> Fact:
    """A review of the plan told last that asked of every part, but one, what happens if it goes wrong."""

    def tell(scene: Scene) -> None:
        held = day(days_ago)
        made = scene.add(
            Review.made(
                trigger=ReviewTrigger.ROUTINE, held_on=held, chaired_by="Rob", they_took_part=True,
                contingency_answer=money, risk_answer=RiskAnswer.NOTHING_NEW, rationale="Going well",
                decisions="Carry on", next_review_on=held + timedelta(days=180), plan_id=scene.plan_id, **scene.about,
            )
        )  # fmt: skip
        for domain in PlanDomain:
            if domain is not but:
                holds = money if domain is PlanDomain.MONEY else ContingencyAnswer.STANDS
                scene.session.add(ReviewPartAnswer.made(review_id=identity(made), domain=domain, holds=holds))
        scene.session.flush()

    return tell


def asked(days_ago: int | date, *, by_worker: bool = False, answered: bool = False, back: bool = False) -> Fact:
    """They asked for a review, or Amy did; it was answered, or taken back, on the same day."""
    on = day(days_ago)
    answer = {"answered_on": on, "answer": "On Monday", "answered_by_id": None} if answered else {}
    return lambda scene: scene.add(
        ReviewRequest.made(
            young_person_id=identity(scene.sky), worker_id=identity(scene.amy) if by_worker else None, asked_on=on,
            why="Nothing was done", taken_back_on=on if back else None, **answer,
        )
    )  # fmt: skip


def assessed(days_ago: int | date) -> Fact:
    """Their needs were assessed."""
    return lambda scene: scene.add(
        NeedsAssessment.made(
            finished_on=day(days_ago), who_took_part="All", information="A report", deliberation="Weighed",
            outcome="Help with mornings", **scene.about,
        )
    )  # fmt: skip


def left_care(days_ago: int | date, status: str = "C2") -> Fact:
    """Their last day in care, after five years of it, or of a short break."""
    last = day(days_ago)
    return lambda scene: scene.add(
        LookedAfterPeriod.made(
            young_person_id=identity(scene.sky), started_on=last - timedelta(days=1800), ended_on=last,
            legal_status=status,
        )
    )  # fmt: skip


def change(days_ago: int | date, kind: ChangeKind = ChangeKind.LOST_EET) -> Fact:
    """Something big happened."""
    return lambda scene: scene.add(ChangeOfCircumstance.made(kind=kind, happened_on=day(days_ago), **scene.about))


def risk(
    level: RiskLevel,
    days_ago: int,
    closed: int | None = None,
    *,
    looked: int | None = None,
    next_look: int = -400,
    type: RiskType = RiskType.DEBT,
) -> Fact:
    """A risk was raised, looked at again so many days ago if at all, and is to be looked at again on a day."""

    def tell(scene: Scene) -> None:
        flag = scene.add(
            RiskFlag.made(
                young_person_id=identity(scene.sky), type=type, level=level, evidence="Letters",
                owner_id=identity(scene.amy), next_look_on=day(next_look), raised_on=day(days_ago),
                raised_by_id=identity(scene.amy), closed_on=None if closed is None else day(closed),
                closed_by_id=None if closed is None else scene.people.id("tess"),
                close_reason="" if closed is None else "Paid",
            )
        )  # fmt: skip
        if looked is not None:
            scene.add(
                RiskReview.made(
                    risk_flag_id=identity(flag), reviewed_on=day(looked), reviewed_by_id=identity(scene.amy),
                    level_before=level, level_after=level, words="Looked at the letters again together",
                )
            )  # fmt: skip

    return tell


def papers(**states: str) -> Fact:
    """What is recorded of papers by their kind: a state, for a held one "held until" and so many days from TODAY."""

    def tell(scene: Scene) -> None:
        for kind, said in states.items():
            word, _, until = said.partition(" until ")
            state = PaperState(word)
            scene.add(
                IdentityPaper.made(
                    kind=PaperKind(kind), state=state, applied_on=TODAY if state is PaperState.APPLIED_FOR else None,
                    expires_on=day(-int(until)) if until else None,
                    words="They were born here" if state is PaperState.NOT_NEEDED else "", **scene.about,
                )
            )  # fmt: skip

    return tell


def supervised(days_ago: int | date, *, signed: bool = True) -> Fact:
    """Amy had supervision."""
    held = day(days_ago)
    by_both = {"signed_on": held, "worker_signed_on": held, "supervisor_signed_on": held} if signed else {}
    return lambda scene: scene.add(
        Supervision.made(
            held_on=held, reflection="What went well", challenge="What else", worker_id=identity(scene.amy),
            supervisor_id=scene.people.id("tess"), **by_both,
        )
    )  # fmt: skip


def in_post(days_ago: int, role: Role = Role.AFTER_CARE_WORKER) -> Fact:
    """When Amy started, and as what."""

    def tell(scene: Scene) -> None:
        scene.amy.started_on, scene.amy.role = day(days_ago), role

    return tell


LEFT_CARE = (LegalCategory.FORMER_RELEVANT, LegalCategory.FORMER_RELEVANT_ON_REQUEST)
IN_CARE = (LegalCategory.ELIGIBLE, LegalCategory.RELEVANT)


def offer(
    age_from: int = 16,
    until_age: int = 25,
    *categories: LegalCategory,
    condition: OfferCondition = OfferCondition.NOTHING,
    reminder: OfferReminder = OfferReminder.ENTITLED,
    watched: int | date | None = 5000,
    began: int | date | None = None,
    ends: int | None = None,
    checked: int | date = 10,
    by: str | None = "sam",
    added: int = 2000,
    replaces: bool = False,
) -> Fact:
    """A row of the local offer, asked about since so many days; where it replaces the last one it goes on from it."""

    def tell(scene: Scene) -> None:
        made = Offer.made(
            name="Leisure pass", what="Swimming and the gym", how="Ask at the desk", age_from=age_from,
            until_age=until_age, categories=as_kept(categories or (*IN_CARE, *LEFT_CARE)), condition=condition,
            ground=OfferGround.LOCAL, source="The council, 2025", reminder=reminder,
            from_on=None if began is None else day(began), ends_on=None if ends is None else day(ends),
            watched_from_on=None if watched is None else day(watched), last_checked_on=day(checked),
            checked_by_id=scene.people.id(by) if by else None, added_on=day(added),
        )  # fmt: skip
        before, made = scene.offer if replaces else None, scene.add(made)
        made.series_id = before.series_id if before else made.id
        made.began_on = before.began_on if before else made.from_on
        scene.offer = made
        scene.session.flush()

    return tell


def stepped(kind: StepKind, days_ago: int, *, struck: bool = False) -> Fact:
    """What became of the last row of the local offer that was told of."""

    def tell(scene: Scene) -> None:
        assert scene.offer is not None
        error = {"struck_at": now_utc(), "struck_by_id": identity(scene.amy), "struck_reason": "Not theirs"}
        scene.add(
            EntitlementStep.made(
                kind=kind, happened_on=day(days_ago), young_person_id=identity(scene.sky),
                offer_id=identity(scene.offer), recorded_by_id=identity(scene.amy), **(error if struck else {}),
            )
        )  # fmt: skip

    return tell


def studies(code: EetCode, days_ago: int, until: int | None = None) -> Fact:
    """What they did, from so many days ago."""
    return lambda scene: scene.add(
        EetSpell.made(
            code=code, started_on=day(days_ago), ended_on=None if until is None else day(until), **scene.about
        )
    )
