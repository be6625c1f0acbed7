"""What is recorded elsewhere and belongs beside a part of the plan: read live while drafting, kept on approval."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, select, text
from sqlmodel import Session, col

from careleavers.db import today
from careleavers.domain.dates import long_date
from careleavers.domain.money import pounds
from careleavers.domain.plan_checks import Happening, Task, part_for, written_long_ago
from careleavers.domain.terms import AllocationRole, Answer, ContingencyAnswer, PlanDomain
from careleavers.entitlements import queries as entitlements
from careleavers.models import (
    AccommodationSpell,
    Allocation,
    Contact,
    EetSpell,
    PathwayPlan,
    PlanFact,
    ReviewPartAnswer,
    RiskFlag,
    Worker,
    YoungPerson,
)
from careleavers.models.base import identity
from careleavers.models.contacts import SEEN_IN_PERSON
from careleavers.network import queries as network
from careleavers.plans import queries
from careleavers.plans.preparing import readiness
from careleavers.plans.prompts import visits_in_words

TO_DO = "To do"


@dataclass(frozen=True)
class Fact:
    """One recorded fact beside the part of the plan it belongs to."""

    domain: PlanDomain
    label: str
    words: str


def _open(session: Session, model: Any, person_id: int) -> Any:
    statement = select(model).where(model.young_person_id == person_id, model.ended_on.is_(None))
    return session.execute(statement).scalars().first()


def _open_risks(session: Session, person_id: int) -> list[RiskFlag]:
    statement = (
        select(RiskFlag)
        .where(col(RiskFlag.young_person_id) == person_id, col(RiskFlag.closed_on).is_(None))
        .order_by(col(RiskFlag.raised_on), col(RiskFlag.id))
    )
    return list(session.execute(statement).scalars())


def _home(session: Session, person_id: int) -> Iterable[Fact]:
    home: AccommodationSpell | None = _open(session, AccommodationSpell, person_id)
    place = PlanDomain.ACCOMMODATION
    if home is None:
        yield Fact(place, "Home", "Not recorded")
        return
    suits = f"{home.suitability.label}{f': {home.suitability_reason}' if home.suitability_reason else ''}"
    yield Fact(place, "Home", f"{home.code.label}, since {long_date(home.started_on)}")
    yield Fact(place, "Does it suit them?", suits)
    if home.address:
        yield Fact(place, "Address", home.address)
    if home.tenancy:
        yield Fact(place, "Tenancy", home.tenancy)
    if home.weekly_cost_pence is not None:
        yield Fact(PlanDomain.MONEY, "Cost of the home", f"{pounds(home.weekly_cost_pence)} a week")
    if home.notice_on is not None:
        yield Fact(place, "Notice given", long_date(home.notice_on))


def _eet(session: Session, person_id: int) -> Iterable[Fact]:
    spell: EetSpell | None = _open(session, EetSpell, person_id)
    if spell is None:
        yield Fact(PlanDomain.EDUCATION, "Work or learning", "Not recorded")
        return
    where = f", {spell.provider}" if spell.provider else ""
    yield Fact(_eet_part(spell), "Work or learning", f"{spell.code.label}{where}, since {long_date(spell.started_on)}")
    if spell.barriers:
        yield Fact(_eet_part(spell), "What stands in the way", spell.barriers)


def _eet_part(spell: EetSpell) -> PlanDomain:
    return PlanDomain.EDUCATION if spell.code.value[1:] in ("1", "2") else PlanDomain.EMPLOYMENT


def _who(session: Session, young_person: YoungPerson, plan: PathwayPlan, day: date) -> Iterable[Fact]:
    held = select(Worker, Allocation).join(Allocation, col(Allocation.worker_id) == col(Worker.id))
    statement = held.where(
        col(Allocation.young_person_id) == identity(young_person),
        col(Allocation.from_on) <= day,
        col(Allocation.to_on).is_(None) | (col(Allocation.to_on) > day),
    ).order_by(col(Allocation.from_on))
    own = [(worker, held) for worker, held in session.execute(statement).all()]
    for worker, allocation in own:
        if allocation.role is not AllocationRole.COVER:
            since = f"{worker.name}, since {long_date(allocation.from_on)}"
            yield Fact(PlanDomain.SUPPORT, allocation.role.label, since)
    if plan.visit_every_days:
        words = f"{visits_in_words(plan.visit_every_days).capitalize()}. {plan.visit_reason}".strip()
        yield Fact(PlanDomain.SUPPORT, "Visits agreed", words)
    theirs = col(Contact.young_person_id) == identity(young_person)
    last = session.execute(select(func.max(col(Contact.happened_on))).where(theirs, text(SEEN_IN_PERSON))).scalar_one()
    yield Fact(PlanDomain.SUPPORT, "Last seen", long_date(last) if last else "Not seen yet")


def _person(young_person: YoungPerson) -> Iterable[Fact]:
    leave_ends = young_person.leave_expires_on
    told = [
        (PlanDomain.IDENTITY, "Language", young_person.language),
        (PlanDomain.IDENTITY, "Faith", young_person.faith),
        (PlanDomain.IDENTITY, "Status here", young_person.leave_type.label if young_person.leave_type else ""),
        (PlanDomain.IDENTITY, "Status ends", long_date(leave_ends) if leave_ends else ""),
        (PlanDomain.HEALTH, "Disability", young_person.disability_words),
        (PlanDomain.EDUCATION, "Education, health and care plan", _yes(young_person.ehcp)),
        (PlanDomain.RELATIONSHIPS, "Is a parent", _yes(young_person.parent)),
        (PlanDomain.HEALTH, "Pregnant", _yes(young_person.pregnant)),
    ]
    return (Fact(domain, label, words) for domain, label, words in told if words)


def _yes(answer: Answer | None) -> str:
    return "Yes" if answer is Answer.YES else ""


def _skills(session: Session, person_id: int) -> Iterable[Fact]:
    """Readiness as last recorded: their own view first, their worker's beside it."""
    for skill, mark in next(iter(readiness(session, person_id).values()), {}).items():
        words = f"{mark.their_view.label} (their worker: {mark.worker_view.label.lower()}). {mark.next_step}".strip()
        yield Fact(PlanDomain.SKILLS, skill.label, words)


def _entitlements(session: Session, person_id: int) -> Iterable[Fact]:
    """What they were offered, asked for and were paid of the local offer; what staff noted stays out of it."""
    for name, words in entitlements.in_short(session, person_id, today(session)):
        yield Fact(PlanDomain.MONEY, name, words)


def live_facts(session: Session, young_person: YoungPerson, plan: PathwayPlan) -> list[Fact]:
    """What is recorded today, in the order of the plan's parts. Staff only: it may hold an address."""
    person_id = identity(young_person)
    found = [*_who(session, young_person, plan, today(session)), *_home(session, person_id)]
    found += [*_eet(session, person_id), *_person(young_person), *_skills(session, person_id)]
    found += _entitlements(session, person_id)
    health, close = network.in_short(session, person_id)
    found += [Fact(PlanDomain.HEALTH, *each) for each in health]
    found += [Fact(PlanDomain.RELATIONSHIPS, *each) for each in close]
    found += [
        Fact(part_for(flag.type, flag.plan_domain), f"Risk: {flag.type.label}",
             f"{flag.level.label}, raised {long_date(flag.raised_on)}. {flag.evidence}")
        for flag in _open_risks(session, person_id)
    ]  # fmt: skip
    found += [
        Fact(action.domain or PlanDomain.WHAT_IF, TO_DO,
             f"{action.what} {owner}{f' with {action.with_whom}' if action.with_whom else ''},"
             f" by {long_date(action.due_on)}")
        for action, owner in queries.open_actions(session, person_id)
    ]  # fmt: skip
    order = list(PlanDomain)
    return sorted(found, key=lambda fact: order.index(fact.domain))


def keep_facts(session: Session, plan: PathwayPlan) -> None:
    """Keep what is recorded on the day of approval beside the version, before it is frozen with it."""
    young_person = session.get_one(YoungPerson, plan.young_person_id)
    session.add_all(
        PlanFact.made(plan_id=identity(plan), domain=fact.domain, label=fact.label, words=fact.words)
        for fact in live_facts(session, young_person, plan)
    )
    session.flush()


def facts_of(session: Session, young_person: YoungPerson, plan: PathwayPlan) -> dict[PlanDomain, list[Fact]]:
    """The facts by part: as kept on approval for an approved version, as recorded today for any other."""
    if plan.state in queries.FROZEN:
        kept = select(PlanFact).where(col(PlanFact.plan_id) == plan.id).order_by(col(PlanFact.id))
        facts = [Fact(row.domain, row.label, row.words) for row in session.execute(kept).scalars()]
    else:
        facts = live_facts(session, young_person, plan)
    sorted_out: dict[PlanDomain, list[Fact]] = {}
    for fact in facts:
        sorted_out.setdefault(fact.domain, []).append(fact)
    return sorted_out


def addresses(session: Session, person_id: int) -> list[str]:
    """Every address that is recorded of somebody, of a home they live in or lived in."""
    home = AccommodationSpell
    statement = select(col(home.address)).where(col(home.young_person_id) == person_id, col(home.address) != "")
    return list(session.execute(statement.order_by(col(home.started_on))).scalars())


def happenings(session: Session, person_id: int) -> list[Happening]:
    """What the parts of a plan should know of: the present home, work or learning, and each open high risk."""
    found = []
    home: AccommodationSpell | None = _open(session, AccommodationSpell, person_id)
    if home is not None:
        words = written_long_ago("They moved home", home.started_on)
        found.append(Happening("home_moved", PlanDomain.ACCOMMODATION, home.started_on, words))
    spell: EetSpell | None = _open(session, EetSpell, person_id)
    if spell is not None:
        words = written_long_ago("Their work or learning changed", spell.started_on)
        found.append(Happening("eet_changed", _eet_part(spell), spell.started_on, words))
    for flag in reversed(queries.open_high_flags(session, person_id)):
        told = f"The risk “{flag.type.label}” ({flag.level.label.lower()}) was raised"
        words, key = written_long_ago(told, flag.raised_on), f"risk_{flag.public_id.lower()}"
        found.append(Happening(key, part_for(flag.type, flag.plan_domain), flag.raised_on, words))
    return found + _from_review(session, person_id)


def _decided(said: ReviewPartAnswer) -> str:
    told = [f"decided: {said.decision}"] if said.decision else []
    if said.holds is not ContingencyAnswer.STANDS:
        told.append(f"said of this part if it goes wrong: {said.holds.label.lower()}. {said.words}")
    return " It also ".join(told)


def _from_review(session: Session, person_id: int) -> list[Happening]:
    """The parts of which the last review decided something, or whose contingency must change or was used."""
    review = queries.decided_since(session, queries.approved_plan(session, person_id))
    if review is None:
        return []
    return [
        Happening(f"review_{domain.value}", domain, review.held_on,
                  f"The review of {long_date(review.held_on)} {_decided(said)}")
        for domain, said in queries.part_answers(session, review).items()
        if said.decision or said.holds is not ContingencyAnswer.STANDS
    ]  # fmt: skip


def tasks(session: Session, person_id: int, day: date) -> list[Task]:
    """What is still to do from plans and reviews, with whether somebody who works here owns it."""
    return [
        Task(action.what, action.domain, action.due_on, not owner.gone_by(day))
        for action, owner in queries.owned_actions(session, person_id)
    ]


__all__ = ["TO_DO", "Fact", "addresses", "facts_of", "happenings", "live_facts", "tasks"]
