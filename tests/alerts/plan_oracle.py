"""The second reading of assessments of needs, reviews asked for and what the plan says (R01-R05, R08, R15...)."""

from collections.abc import Iterator
from datetime import date

from careleavers.domain.policy import Policy
from careleavers.domain.terms import ContingencyAnswer, PlanDomain, PlanState
from careleavers.domain.terms import LegalCategory as C
from careleavers.models import PathwayPlan, PlanEntry
from tests.alerts.day_counting import DAY, months_on, turns, working_days_on
from tests.alerts.facts import Council, History
from tests.alerts.owed import OWED, Due, Duty


def said_and_assessed(council: Council, history: History, duty: Duty) -> Iterator[Due]:
    """Everything of these rules that is owed to one young person."""
    yield from _assessments(council.policy, history, duty)
    for request in history.requests:
        if request.taken_back_on is None and not any(held.held_on >= request.asked_on for held in history.reviews):
            number, policy = request.id or 0, council.policy
            yield Due("R08", number, working_days_on(request.asked_on, policy.asked_review_working_days))
            if not request.answer:
                yield Due("R08b", number, working_days_on(request.asked_on, policy.asked_review_answer_working_days))
    for plan in history.plans:
        if plan.state is PlanState.APPROVED and plan.approved_on is not None:
            yield from _words(council.policy, history, plan, plan.approved_on)


def standing(history: History) -> C:
    """The category that counts: a manager's, unless it said that they had not asked and they have since."""
    decided = max(history.decisions, key=lambda each: (each.from_on, each.id), default=None)
    asked = history.person.asked_for_support_on
    if decided is None or (decided.category is C.NOT_CURRENTLY_SUPPORTED and asked and asked >= decided.from_on):
        return history.person.suggested_category
    return decided.category


def _came_back(policy: Policy, history: History) -> date | None:
    days = [history.person.asked_for_support_on]
    decided = max(history.decisions, key=lambda each: (each.from_on, each.id), default=None)
    if (
        decided is not None
        and decided.category in OWED
        and decided.from_on >= turns(history.person.born_on, 21, policy)
    ):
        days.append(decided.from_on)
    return min((day for day in days if day is not None), default=None)


def _assessments(policy: Policy, history: History, duty: Duty) -> Iterator[Due]:
    category, finished = standing(history), [each.finished_on for each in history.assessments]
    approved = [plan.approved_on for plan in history.plans if plan.approved_on is not None]
    if category in (C.ELIGIBLE, C.UNDECIDED, C.NOT_ELIGIBLE) and not finished:
        yield Due("R01", 0, months_on(duty.begins, policy.assessment_months), duty.at_18)
    if category is C.RELEVANT and not finished and not approved:
        long_stays = [p.ended_on + DAY for p in history.periods if p.ended_on and p.legal_status not in ("V3", "V4")]
        yield Due("R02", 0, months_on(max([*long_stays, duty.begins]), policy.assessment_months), duty.at_18)
    rule = {C.FORMER_RELEVANT_EDUCATION: "R03", C.FORMER_RELEVANT_ON_REQUEST: "R04"}.get(category)
    back = _came_back(policy, history)
    if rule and back is not None and not any(day >= back for day in finished):
        yield Due(rule, 0, months_on(back, policy.assessment_months))
    if finished and not any(day >= max(finished) for day in approved):
        yield Due("R05", 0, working_days_on(max(finished), policy.plan_after_assessment_working_days))


def _complete(part: PlanEntry) -> bool:
    return all(box.strip() for box in (part.sign, part.first_step, part.person, part.number))


def _words(policy: Policy, history: History, plan: PathwayPlan, approved_on: date) -> Iterator[Due]:
    number = plan.id or 0
    if plan.visit_every_days is None or not plan.visit_reason.strip():
        yield Due("R28", number, approved_on)
    parts = [part for part in history.entries if part.plan_id == plan.id]
    unmeasured = [p for p in parts if (p.want_soon.strip() or p.want_later.strip()) and not p.better.strip()]
    if unmeasured or not any(part.want_later.strip() for part in parts):
        yield Due("R18", number, approved_on)
    if {part.domain for part in parts if _complete(part)} != set(PlanDomain):
        yield Due("R15", number, approved_on)
        return
    held = [review for review in history.reviews if review.plan_id == plan.id]
    if not held:
        return
    last = max(held, key=lambda each: (each.held_on, each.id or 0))
    said = {answer.domain: answer.holds for answer in history.parts if answer.review_id == last.id}
    if set(said) != set(PlanDomain):
        yield Due("R15", number, last.held_on)
    elif set(said.values()) != {ContingencyAnswer.STANDS}:
        yield Due("R15", number, working_days_on(last.held_on, policy.change_review_working_days))


__all__ = ["said_and_assessed"]
