"""The young person's copy: made from columns classed as shared, and from nothing else.

A template is given a `Copy`, which holds text only, never a row: what is left out is left out
at its source. One function makes it for the young person's screen, for every file and for the
worker who gives it, so that all of them say the same. A new box of the plan is in the copy once
its column is classed as shared and `plans.prompts.COPY_WORDS` has its heading.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from careleavers.copies.translations import Said, Translated
from careleavers.db import policy
from careleavers.domain.add_ons import AddOn
from careleavers.domain.dates import add_months
from careleavers.domain.terms import Agreement, PlanDomain, Privacy
from careleavers.languages.words import ENGLISH, Language, Words, words
from careleavers.models import Action, PathwayPlan, PlanAddOn, PlanEntry, PlanEntryDetails, YoungPerson
from careleavers.models.base import identity
from careleavers.plans import add_ons, queries
from careleavers.plans.prompts import BOX_WORDS, COPY_WORDS
from careleavers.plans.sharing import privacy_of, shared


@dataclass(frozen=True)
class Step:
    """Something somebody does next: what, what for, who (with whom) and by when; `w` are the fixed words around it."""

    what: Said
    outcome: Said
    who: str
    due_on: date
    domain: PlanDomain | None
    w: Words


@dataclass(frozen=True)
class Chapter:
    """One domain or addition of the copy: boxes as (heading, text) without the empty ones, contingency, next steps.

    An addition has all it says in its boxes.
    """

    domain: PlanDomain | AddOn
    boxes: list[tuple[Said, Said]]
    sign: Said
    first_step: Said
    person: str
    number: str
    steps: list[Step]
    w: Words


@dataclass(frozen=True)
class Copy:
    """A whole plan as the young person reads it. `visits` is a sentence; `w` are the fixed words of its language."""

    first_name: str
    number: int
    approved_on: date | None
    next_review_on: date | None
    visits: str
    visit_reason: Said
    agreement: str
    agreement_words: Said
    chapters: list[Chapter]
    steps: list[Step]
    w: Words


def _step(action: Action, owner: str, into: Translated) -> Step:
    w, other = into.words, shared(action, "with_whom")
    return Step(
        what=into.said(f"action.{identity(action)}.what", shared(action, "what")),
        outcome=into.said(f"action.{identity(action)}.outcome", shared(action, "outcome")),
        who=w.say("with", owner=w.beside(owner, "en"), other=w.beside(other, "en")) if other else w.beside(owner, "en"),
        due_on=shared(action, "due_on"),
        domain=shared(action, "domain"),
        w=w,
    )


def _steps(session: Session, plan: PathwayPlan, into: Translated) -> list[Step]:
    """What is still to do from plans and reviews, soonest first; what only a draft says is not promised yet."""
    hand = queries.plan_in_hand(session, plan.young_person_id)
    return [
        _step(action, owner, into)
        for action, owner in queries.open_actions(session, plan.young_person_id)
        if hand is None or action.plan_id != hand.id
    ]


def _heading(name: str, w: Words) -> Said:
    """What stands over a box: in the language of the copy, or in English where the catalogue has no words for it."""
    return Said(w[name], w.code) if name in set(w) else Said(COPY_WORDS[name], ENGLISH.code)


def _chapter(entry: PlanEntry, steps: list[Step], into: Translated) -> Chapter:
    domain: PlanDomain = shared(entry, "domain")

    def said(name: str) -> Said:
        return into.said(f"{domain.value}.{name}", shared(entry, name))

    boxes = [(_heading(name, into.words), said(name)) for name in COPY_WORDS]
    return Chapter(
        domain=domain,
        boxes=[(heading, text) for heading, text in boxes if text],
        sign=said("sign"),
        first_step=said("first_step"),
        person=shared(entry, "person"),
        number=shared(entry, "number"),
        steps=[step for step in steps if step.domain is domain],
        w=into.words,
    )


# Which fixed words stand over the boxes of an addition.
_ADD_ON_HEADINGS = {
    "now": "now",
    "want_soon": "want_soon",
    "next_steps": "next",
    "first_step": "goes_wrong",
    "my_view": "my_view",
}


def _addition(row: PlanAddOn, into: Translated) -> Chapter:
    add_on: AddOn = shared(row, "add_on")
    boxes = [
        (Said(into.words[heading], into.words.code), into.said(f"{add_on.value}.{name}", shared(row, name)))
        for name, heading in _ADD_ON_HEADINGS.items()
    ]
    empty = Said("", into.words.code)
    told = [(heading, text) for heading, text in boxes if text]
    return Chapter(add_on, told, sign=empty, first_step=empty, person="", number="", steps=[], w=into.words)


def _next_review_on(session: Session, plan: PathwayPlan) -> date | None:
    """The day set at the last review of this plan, or else the council's limit from its approval."""
    last = next(iter(queries.reviews(session, plan.young_person_id)), None)
    approved_on: date | None = shared(plan, "approved_on")
    if last is not None and approved_on is not None and last.held_on >= approved_on:
        day: date = shared(last, "next_review_on")
        return day
    return None if approved_on is None else add_months(approved_on, policy(session).review_months)


def copy_of(session: Session, young_person: YoungPerson, plan: PathwayPlan, language: Language = ENGLISH) -> Copy:
    """This version of this young person's plan as they read it: on screen, in every file, in a worker's preview."""
    into = Translated.found(session, identity(plan), words(language.code))
    steps = _steps(session, plan, into)
    agreement: Agreement = shared(plan, "agreement")
    return Copy(
        first_name=young_person.first_name,
        number=shared(plan, "number"),
        approved_on=shared(plan, "approved_on"),
        next_review_on=_next_review_on(session, plan),
        visits=into.words.visits(shared(plan, "visit_every_days")),
        visit_reason=into.said("plan.visit_reason", shared(plan, "visit_reason")),
        agreement="" if agreement is Agreement.NOT_ASKED else into.words.term(agreement),
        agreement_words=into.said("plan.agreement_words", shared(plan, "agreement_words")),
        chapters=[_chapter(entry, steps, into) for entry in queries.entries(session, plan).values()]
        + [_addition(row, into) for row in add_ons.written(session, plan).values()],
        steps=steps,
        w=into.words,
    )


def left_out(session: Session, plan: PathwayPlan) -> list[tuple[PlanDomain, str, str]]:
    """What this version says and the copy does not: (domain, name of the box, its text), for the worker to check."""
    hidden = [name for name in PlanEntryDetails.model_fields if privacy_of(PlanEntry, name) is not Privacy.SHARED]
    return [
        (domain, BOX_WORDS[name], getattr(entry, name))
        for domain, entry in queries.entries(session, plan).items()
        for name in hidden
        if getattr(entry, name)
    ]
