"""What a review must answer before it counts as one.

Sources: Care Leavers (England) Regulations 2010, reg 7 (at least every six months, outcome in writing);
inspectors found reviews a line long, risks not looked at and contingency plans never tested.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta

from sqlmodel import Session

from careleavers.db import policy, today
from careleavers.domain.dates import add_months, long_date
from careleavers.domain.plans import is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import ContingencyAnswer, FlagAnswer, PlanDomain, RiskAnswer
from careleavers.models import Action, PathwayPlan, ReviewDetails, YoungPerson
from careleavers.models.base import identity
from careleavers.plans import queries
from careleavers.plans.meeting_queries import reviewing_officer
from careleavers.plans.review_answers import ActionAnswer, PartAnswer, action_question, part_question

SAY_WHY = "Write more than one line: what you read, what you asked, and why you decided as you did."
FlagAnswers = Mapping[int, tuple[FlagAnswer, str]]


def check(session: Session, young_person_id: int, details: ReviewDetails, answers: FlagAnswers) -> PathwayPlan:
    """The version that held on the day of the review, once every answer will do.

    Raises Refused with the field and what to do for: a day to come or before any approved plan; a next review
    later than the council's limit; a risk without its answer by name; "nothing new" beside a risk that is
    better or worse; changed risks without words; a rationale of one short line.
    """
    plan = _plan_under_review(session, young_person_id, details)
    _check_next_days(session, details)
    _check_risks(session, young_person_id, details, answers)
    if one_line(details.rationale):
        raise Refused("rationale", SAY_WHY)
    return plan


def check_officer(session: Session, young_person: YoungPerson, details: ReviewDetails) -> None:
    """Refuse a review of somebody under 18 without the reasons of their reviewing officer, where they have one."""
    officer = reviewing_officer(session, young_person, details.held_on)
    if officer is not None and one_line(details.officer_words):
        sentence = f"Write more than one line: what {officer} asked, challenged and decided, and why."
        raise Refused("officer_words", sentence)


def _plan_under_review(session: Session, young_person_id: int, details: ReviewDetails) -> PathwayPlan:
    if details.held_on > today(session):
        raise Refused("held_on", "Enter a day that is not in the future.")
    frozen = [plan for plan in queries.versions(session, young_person_id) if plan.approved_on is not None]
    if not frozen:
        raise Refused("", "There is no approved plan to review. Write the plan and have it approved first.")
    for plan in frozen:
        if plan.approved_on is not None and plan.approved_on <= details.held_on:
            return plan
    first = long_date(frozen[-1].approved_on or details.held_on)
    raise Refused("held_on", f"Enter {first}, when the first plan was approved, or a later day.")


def _check_next_days(session: Session, details: ReviewDetails) -> None:
    limits, held_on = policy(session), details.held_on
    latest = add_months(held_on, limits.review_months)
    if not held_on < details.next_review_on <= latest:
        raise Refused("next_review_on", f"Enter a day after the review and no later than {long_date(latest)}.")
    visit, last = details.next_visit_on, held_on + timedelta(days=limits.visit_every_days)
    if visit is not None and not held_on <= visit <= last:
        raise Refused("next_visit_on", f"Enter a day from the review until {long_date(last)}.")


def _check_risks(session: Session, young_person_id: int, details: ReviewDetails, answers: FlagAnswers) -> None:
    flags = queries.open_flags(session, young_person_id)
    missing = [flag.type.label for flag in flags if identity(flag) not in answers]
    if missing:
        raise Refused("", f"Say how each risk stands now. No answer yet for: {', '.join(missing)}.")
    if set(answers) - {identity(flag) for flag in flags}:
        raise Refused("", "A risk was closed since you opened this page. Check and save again.")
    moved = any(answer in (FlagAnswer.WORSE, FlagAnswer.BETTER) for answer, _ in answers.values())
    if details.risk_answer is RiskAnswer.NOTHING_NEW and moved:
        raise Refused("risk_answer", "You said that a risk is better or worse. Choose “Something has changed”.")
    if details.risk_answer is not RiskAnswer.NOTHING_NEW and is_placeholder(details.risk_words):
        raise Refused("risk_words", "Say what has changed, or what the new risk is.")


def check_parts(parts: Mapping[PlanDomain, PartAnswer]) -> None:
    """Refuse a part of the plan whose contingency nobody answered for, or that changed without a word."""
    for domain in PlanDomain:
        if domain not in parts:
            raise Refused(part_question(domain), f"Say whether “{domain.label}” still works if things go wrong.")
        said = parts[domain]
        if said.holds is not ContingencyAnswer.STANDS and is_placeholder(said.words):
            field = f"{part_question(domain)}_words"
            raise Refused(field, "Say what needs changing, or what was used and how it went.")


def check_actions(actions: Iterable[Action], answers: Mapping[int, ActionAnswer]) -> None:
    """Refuse an action that is still to do and was not looked at, or of which nobody said why."""
    expected = {identity(action) for action in actions}
    if set(answers) - expected:
        raise Refused("", "An action was finished since you opened this page. Check and save again.")
    for action in actions:
        said = answers.get(identity(action))
        name = action_question(action)
        if said is None:
            raise Refused(name, f"Say what became of “{action.what}”.")
        if is_placeholder(said.words):
            raise Refused(f"{name}_why", "Say how you know that it was done, or why it was not.")
