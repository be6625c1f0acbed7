"""The young person's copy: made from columns classed as shared, and from nothing else.

A template is given a `Copy`, which holds text only, never a row: what is left out is left out
at its source. One function makes it for the young person's screen, for their PDF and for the
worker who gives it, so that all of them say the same.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session

from careleavers.db import policy
from careleavers.domain.dates import add_months
from careleavers.domain.terms import Agreement, PlanDomain, Privacy
from careleavers.models import Action, PathwayPlan, PlanEntry, PlanEntryDetails, YoungPerson
from careleavers.models.base import Record
from careleavers.plans import queries
from careleavers.plans.prompts import BOX_WORDS, COPY_WORDS, visits_in_words


class NotForSharing(LookupError):
    """Somebody asked for a column that is not written to be shared with the young person."""


def shared(row: Record, name: str) -> Any:
    """The value of one column of a row. Raises NotForSharing unless the column is classed as shared."""
    privacy = _privacy(type(row), name)
    if privacy is not Privacy.SHARED:
        raise NotForSharing(f"{type(row).__name__}.{name} is “{privacy.label}”")
    return getattr(row, name)


def _privacy(model: type[Record], name: str) -> Privacy:
    found: Privacy = model.__table__.c[name].info["privacy"]  # type: ignore[attr-defined]
    return found


@dataclass(frozen=True)
class Step:
    """Something somebody does next: what, what for, who (with whom) and by when."""

    what: str
    outcome: str
    who: str
    due_on: date
    domain: PlanDomain | None


@dataclass(frozen=True)
class Chapter:
    """One domain of the copy: boxes as (heading, text) without the empty ones, the contingency, what happens next."""

    domain: PlanDomain
    boxes: list[tuple[str, str]]
    sign: str
    first_step: str
    person: str
    number: str
    steps: list[Step]


@dataclass(frozen=True)
class Copy:
    """A whole plan as the young person reads it."""

    first_name: str
    number: int
    approved_on: date | None
    next_review_on: date | None
    visits: str
    visit_reason: str
    agreement: str
    agreement_words: str
    chapters: list[Chapter]
    steps: list[Step]


def _step(action: Action, owner: str) -> Step:
    with_whom = shared(action, "with_whom")
    return Step(
        what=shared(action, "what"),
        outcome=shared(action, "outcome"),
        who=f"{owner} with {with_whom}" if with_whom else owner,
        due_on=shared(action, "due_on"),
        domain=shared(action, "domain"),
    )


def steps_to_share(session: Session, plan: PathwayPlan) -> list[Step]:
    """What is still to do from plans and reviews, soonest first; what only a draft says is not promised yet."""
    hand = queries.plan_in_hand(session, plan.young_person_id)
    return [
        _step(action, owner)
        for action, owner in queries.open_actions(session, plan.young_person_id)
        if hand is None or action.plan_id != hand.id
    ]


def _chapter(entry: PlanEntry, steps: list[Step]) -> Chapter:
    boxes = [(words, shared(entry, name)) for name, words in COPY_WORDS.items()]
    domain: PlanDomain = shared(entry, "domain")
    return Chapter(
        domain=domain,
        boxes=[(words, text) for words, text in boxes if text],
        sign=shared(entry, "sign"),
        first_step=shared(entry, "first_step"),
        person=shared(entry, "person"),
        number=shared(entry, "number"),
        steps=[step for step in steps if step.domain is domain],
    )


def _next_review_on(session: Session, plan: PathwayPlan) -> date | None:
    """The day set at the last review of this plan, or else the council's limit from its approval."""
    last = next(iter(queries.reviews(session, plan.young_person_id)), None)
    approved_on: date | None = shared(plan, "approved_on")
    if last is not None and approved_on is not None and last.held_on >= approved_on:
        day: date = shared(last, "next_review_on")
        return day
    return None if approved_on is None else add_months(approved_on, policy(session).review_months)


def copy_of(session: Session, young_person: YoungPerson, plan: PathwayPlan) -> Copy:
    """This version of this young person's plan as they read it: on screen, in the PDF, in a worker's preview."""
    steps = steps_to_share(session, plan)
    agreement: Agreement = shared(plan, "agreement")
    return Copy(
        first_name=young_person.first_name,
        number=shared(plan, "number"),
        approved_on=shared(plan, "approved_on"),
        next_review_on=_next_review_on(session, plan),
        visits=visits_in_words(shared(plan, "visit_every_days")),
        visit_reason=shared(plan, "visit_reason"),
        agreement="" if agreement is Agreement.NOT_ASKED else agreement.label,
        agreement_words=shared(plan, "agreement_words"),
        chapters=[_chapter(entry, steps) for entry in queries.entries(session, plan).values()],
        steps=steps,
    )


def left_out(session: Session, plan: PathwayPlan) -> list[tuple[PlanDomain, str, str]]:
    """What this version says and the copy does not: (domain, name of the box, its text), for the worker to check."""
    hidden = [name for name in PlanEntryDetails.model_fields if _privacy(PlanEntry, name) is not Privacy.SHARED]
    return [
        (domain, BOX_WORDS[name], getattr(entry, name))
        for domain, entry in queries.entries(session, plan).items()
        for name in hidden
        if getattr(entry, name)
    ]
