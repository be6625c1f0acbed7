"""What is read of plans and reviews: rows for pages and services, never a change."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.domain.terms import ActionSource, ActionState, PlanDomain, PlanState, RiskLevel
from careleavers.models import (
    Action,
    PathwayPlan,
    PlanCopy,
    PlanEntry,
    PlanGapReason,
    Review,
    ReviewActionAnswer,
    ReviewFlagAnswer,
    ReviewPartAnswer,
    RiskFlag,
    Worker,
)
from careleavers.models.base import identity

IN_HAND = (PlanState.DRAFT, PlanState.SENT, PlanState.RETURNED)
FROZEN = (PlanState.APPROVED, PlanState.SUPERSEDED)
WRITABLE = (PlanState.DRAFT, PlanState.RETURNED)


def versions(session: Session, young_person_id: int) -> list[PathwayPlan]:
    """Every version of somebody's plan, the newest first."""
    statement = (
        select(PathwayPlan)
        .where(col(PathwayPlan.young_person_id) == young_person_id)
        .order_by(col(PathwayPlan.number).desc())
    )
    return list(session.execute(statement).scalars())


def plan_in_hand(session: Session, young_person_id: int) -> PathwayPlan | None:
    """The version being written, sent or returned, if there is one."""
    statement = select(PathwayPlan).where(
        col(PathwayPlan.young_person_id) == young_person_id, col(PathwayPlan.state).in_(IN_HAND)
    )
    return session.execute(statement).scalars().first()


def approved_plan(session: Session, young_person_id: int) -> PathwayPlan | None:
    """The version that holds now."""
    statement = select(PathwayPlan).where(
        col(PathwayPlan.young_person_id) == young_person_id, col(PathwayPlan.state) == PlanState.APPROVED
    )
    return session.execute(statement).scalars().first()


def entries(session: Session, plan: PathwayPlan) -> dict[PlanDomain, PlanEntry]:
    """What a version says, by domain in the order of the regulations; read afresh, not from memory."""
    statement = select(PlanEntry).where(col(PlanEntry.plan_id) == plan.id).execution_options(populate_existing=True)
    found = {entry.domain: entry for entry in session.execute(statement).scalars()}
    return {domain: found[domain] for domain in PlanDomain if domain in found}


def gap_reasons(session: Session, plan: PathwayPlan) -> dict[str, PlanGapReason]:
    """Why gaps of this version were left, by the gap's place."""
    statement = select(PlanGapReason).where(col(PlanGapReason.plan_id) == plan.id).order_by(col(PlanGapReason.id))
    return {row.place: row for row in session.execute(statement).scalars()}


def authors(session: Session, plan: PathwayPlan) -> set[int]:
    """The ids of everybody who wrote or sent this version: none of them may approve it."""
    wrote = {plan.written_by_id} | ({plan.sent_by_id} if plan.sent_by_id is not None else set())
    # Entries copied from the version before keep their own author and moment, and are no work of this version.
    edited = {entry.edited_by_id for entry in entries(session, plan).values() if entry.edited_at >= plan.recorded_at}
    return wrote | edited


def copies(session: Session, plan_ids: list[int]) -> list[tuple[PlanCopy, int, str]]:
    """The ledger: each copy given of these versions with its version's number and the giver's name, newest first."""
    statement = (
        select(PlanCopy, PathwayPlan, Worker)
        .join(PathwayPlan, col(PathwayPlan.id) == col(PlanCopy.plan_id))
        .join(Worker, col(Worker.id) == col(PlanCopy.given_by_id))
        .where(col(PlanCopy.plan_id).in_(plan_ids))
        .order_by(col(PlanCopy.given_on).desc(), col(PlanCopy.id).desc())
    )
    return [(copy, plan.number, worker.name) for copy, plan, worker in session.execute(statement).all()]


def open_actions(session: Session, young_person_id: int) -> list[tuple[Action, str]]:
    """What is still to do from plans and reviews, with the owner's name, soonest first."""
    return [(action, owner.name) for action, owner in owned_actions(session, young_person_id)]


def owned_actions(session: Session, young_person_id: int) -> list[tuple[Action, Worker]]:
    """The same with the owners themselves."""
    statement = (
        select(Action, Worker)
        .join(Worker, col(Worker.id) == col(Action.owner_id))
        .where(
            col(Action.young_person_id) == young_person_id,
            col(Action.state) == ActionState.OPEN,
            col(Action.source).in_((ActionSource.PLAN, ActionSource.REVIEW)),
        )
        .order_by(col(Action.due_on), col(Action.id))
    )
    return [(action, worker) for action, worker in session.execute(statement).all()]


def by_domain(actions: list[tuple[Action, str]]) -> Mapping[PlanDomain | None, list[tuple[Action, str]]]:
    """The same actions under the domain each serves; None for those that serve no one domain."""
    sorted_out: dict[PlanDomain | None, list[tuple[Action, str]]] = {}
    for action, owner in actions:
        sorted_out.setdefault(action.domain, []).append((action, owner))
    return sorted_out


def open_high_flags(session: Session, young_person_id: int) -> list[RiskFlag]:
    """The open risks that are high or very high, the newest first: each must be in the plan."""
    statement = (
        select(RiskFlag)
        .where(
            col(RiskFlag.young_person_id) == young_person_id,
            col(RiskFlag.closed_on).is_(None),
            col(RiskFlag.level).in_((RiskLevel.HIGH, RiskLevel.CRITICAL)),
        )
        .order_by(col(RiskFlag.raised_on).desc(), col(RiskFlag.id).desc())
    )
    return list(session.execute(statement).scalars())


def open_flags(session: Session, young_person_id: int) -> list[RiskFlag]:
    """Every open risk, the worst first: a review asks about each."""
    statement = select(RiskFlag).where(
        col(RiskFlag.young_person_id) == young_person_id, col(RiskFlag.closed_on).is_(None)
    )
    found = session.execute(statement.order_by(col(RiskFlag.raised_on).desc(), col(RiskFlag.id).desc())).scalars()
    order = list(RiskLevel)
    return sorted(found, key=lambda flag: -order.index(flag.level))


def reviews(session: Session, young_person_id: int) -> list[Review]:
    """Every review held, the latest first."""
    statement = (
        select(Review)
        .where(col(Review.young_person_id) == young_person_id)
        .order_by(col(Review.held_on).desc(), col(Review.id).desc())
    )
    return list(session.execute(statement).scalars())


def flag_answers(session: Session, review: Review) -> list[tuple[ReviewFlagAnswer, RiskFlag]]:
    """What a review said of each risk that was open."""
    statement = (
        select(ReviewFlagAnswer, RiskFlag)
        .join(RiskFlag, col(RiskFlag.id) == col(ReviewFlagAnswer.risk_flag_id))
        .where(col(ReviewFlagAnswer.review_id) == review.id)
        .order_by(col(ReviewFlagAnswer.id))
    )
    return [(answer, flag) for answer, flag in session.execute(statement).all()]


def part_answers(session: Session, review: Review) -> dict[PlanDomain, ReviewPartAnswer]:
    """What a review said of each part of the plan, in the plan's order."""
    statement = select(ReviewPartAnswer).where(col(ReviewPartAnswer.review_id) == review.id)
    found = {answer.domain: answer for answer in session.execute(statement).scalars()}
    return {domain: found[domain] for domain in PlanDomain if domain in found}


def action_answers(session: Session, review: Review) -> list[tuple[ReviewActionAnswer, Action]]:
    """What a review said of each action that was still to do."""
    statement = (
        select(ReviewActionAnswer, Action)
        .join(Action, col(Action.id) == col(ReviewActionAnswer.action_id))
        .where(col(ReviewActionAnswer.review_id) == review.id)
        .order_by(col(ReviewActionAnswer.id))
    )
    return [(answer, action) for answer, action in session.execute(statement).all()]


def decided_since(session: Session, plan: PathwayPlan | None) -> Review | None:
    """The latest review of an approved version since it was approved: what it decided belongs into the next one."""
    if plan is None or plan.approved_on is None:
        return None
    last = next(iter(reviews(session, plan.young_person_id)), None)
    return last if last is not None and last.plan_id == plan.id else None


def worker_names(session: Session, ids: set[int]) -> dict[int, str]:
    """The names of these workers by id."""
    rows = session.execute(select(Worker).where(col(Worker.id).in_(ids))).scalars()
    return {identity(worker): worker.name for worker in rows}
