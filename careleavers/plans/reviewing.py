"""Holding reviews of pathway plans. The only place that makes their rows.

Every function flushes and rechecks the young person's alerts; none commits. Source: Care Leavers (England)
Regulations 2010, reg 7.
"""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType

from sqlmodel import Session

from careleavers.actions import service as actions_service
from careleavers.alerts import engine
from careleavers.domain.actors import Actor
from careleavers.domain.meetings import Attendance
from careleavers.domain.permissions import Permission
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import ContingencyAnswer, FlagAnswer, PlanDomain, ReviewedAction
from careleavers.models import (
    Action,
    PathwayPlan,
    Review,
    ReviewActionAnswer,
    ReviewDetails,
    ReviewFlagAnswer,
    ReviewPartAnswer,
    YoungPerson,
)
from careleavers.models.base import identity
from careleavers.plans import meeting_queries, queries, service
from careleavers.plans.meetings import note_held
from careleavers.plans.review_answers import ActionAnswer, PartAnswer, action_question, overall
from careleavers.plans.review_rules import check as check_review
from careleavers.plans.review_rules import check_actions, check_officer, check_parts


def hold_review(
    session: Session,
    actor: Actor,
    young_person: YoungPerson,
    details: ReviewDetails,
    flag_answers: Mapping[int, tuple[FlagAnswer, str]],
    parts: Mapping[PlanDomain, PartAnswer],
    action_answers: Mapping[int, ActionAnswer],
    attended: Mapping[int, Attendance] = MappingProxyType({}),
) -> Review:
    """Record a review of the approved plan, and do to each action what it decided.

    `flag_answers` and `action_answers` are by the id of each open risk and of each action still to do; `parts`
    says of every part of the plan whether its contingency stands. The overall answer on contingency follows from
    them. A review that was planned is now held, with who of those invited took part. Raises Refused naming the answer
    to mend: see `review_rules`.
    """
    person_id = identity(young_person)
    open_actions = [action for action, _owner in queries.open_actions(session, person_id)]
    plan = check_review(session, person_id, details, flag_answers)
    check_officer(session, young_person, details)
    check_parts(parts)
    check_actions(open_actions, action_answers)
    whole = details.model_copy(update=overall(parts, open_actions, action_answers))
    review = Review.made(whole, young_person_id=person_id, plan_id=identity(plan), recorded_by_id=actor.worker)
    session.add(review)
    session.flush()
    _keep_answers(session, identity(review), flag_answers, parts)
    if (planned := meeting_queries.planned_review(session, person_id)) is not None:
        note_held(session, planned, review, attended)
    with engine.gathered(session):
        for action in open_actions:
            _settle_action(session, review, action, action_answers[identity(action)])
        engine.refresh(session, young_person_id=person_id)
    return review


def _keep_answers(
    session: Session,
    review_id: int,
    flag_answers: Mapping[int, tuple[FlagAnswer, str]],
    parts: Mapping[PlanDomain, PartAnswer],
) -> None:
    for flag_id, (answer, words) in flag_answers.items():
        session.add(ReviewFlagAnswer.made(review_id=review_id, risk_flag_id=flag_id, answer=answer, words=words))
    for domain, part in parts.items():
        session.add(
            ReviewPartAnswer.made(
                review_id=review_id,
                domain=domain,
                holds=part.holds,
                words=part.words,
                step=part.step,
                decision=part.decision,
            )
        )


def _settle_action(session: Session, review: Review, action: Action, said: ActionAnswer) -> None:
    """Keep what was said of an action, and mark it done, dropped or for another day as decided."""
    session.add(
        ReviewActionAnswer.made(
            review_id=identity(review), action_id=identity(action), answer=said.answer, words=said.words
        )
    )
    try:
        if said.answer is ReviewedAction.DONE:
            actions_service.finish_action(session, action, said.words, action.version)
        elif said.answer is ReviewedAction.DROP:
            actions_service.drop_action(session, action, said.words, action.version)
        elif said.answer is ReviewedAction.CHANGE:
            actions_service.redate_action(session, action, _day(said), said.words, action.version)
    except Refused as refusal:
        field = "day" if refusal.field == "due_on" else "why"
        raise Refused(f"{action_question(action)}_{field}", refusal.sentence) from None


def _day(said: ActionAnswer) -> date:
    if said.new_day is None:
        raise Refused("due_on", "Enter the day by which it will be done now.")
    return said.new_day


def changes_plan(session: Session, review: Review) -> bool:
    """Whether a review calls for a new version: a part is to say something else, or its contingency is."""
    said = queries.part_answers(session, review).values()
    return any(each.decision or each.holds is not ContingencyAnswer.STANDS for each in said)


def begin_next_version(session: Session, actor: Actor, young_person: YoungPerson, review: Review) -> PathwayPlan | None:
    """The next version, begun from what this review decided; None when nothing changes or somebody else must begin it.

    A version already in hand is left as it is: the review is shown beside it while it is written.
    """
    changes = changes_plan(session, review)
    in_hand = queries.plan_in_hand(session, identity(young_person))
    if not changes or in_hand is not None or not actor.may(Permission.WRITE_PLAN):
        return in_hand if changes else None
    return service.start_version(session, actor, young_person)
