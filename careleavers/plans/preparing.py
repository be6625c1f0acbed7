"""Before the plan: assessing needs and recording readiness. The only place that makes their rows.

Sources: Care Leavers (England) Regulations 2010 reg 5 (who takes part, what was considered, the outcome in writing);
Sch 1 (a programme for practical and other skills). Every function flushes and rechecks what it answers; none commits.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlmodel import Session, col

from careleavers.alerts import engine
from careleavers.db import saving, today
from careleavers.domain.actors import Actor
from careleavers.domain.dates import age_on
from careleavers.domain.plans import is_placeholder
from careleavers.domain.reading import one_line
from careleavers.domain.refusals import Refused
from careleavers.domain.terms import PlanDomain, Skill, SkillLevel
from careleavers.models import (
    NeedsAssessment,
    NeedsAssessmentDetails,
    NeedsAssessmentPart,
    ReadinessMark,
    YoungPerson,
)
from careleavers.models.base import identity

FROM_AGE = 16


@dataclass(frozen=True)
class SkillAnswer:
    """One skill on one day: as the young person sees it, as the worker does, and the next step."""

    their_view: SkillLevel
    worker_view: SkillLevel
    next_step: str = ""


def finish_assessment(
    session: Session,
    actor: Actor,
    young_person: YoungPerson,
    details: NeedsAssessmentDetails,
    needs: Mapping[PlanDomain, str],
) -> NeedsAssessment:
    """Record a finished assessment with what it found in each domain; the first plan begins from that.

    Raises Refused for a day to come, a deliberation of one short line, and a domain of which nothing is said.
    """
    if details.finished_on > today(session):
        raise Refused("finished_on", "Enter a day that is not in the future.")
    if one_line(details.deliberation):
        raise Refused("deliberation", "Write more than one line: what was weighed, who saw it differently, and why.")
    for domain in PlanDomain:
        if is_placeholder(needs.get(domain, "")):
            raise Refused(
                f"needs_{domain.value}", f"Say what they need in “{domain.label}”, or that it is fine and why."
            )
    assessment = NeedsAssessment.made(details, young_person_id=identity(young_person), recorded_by_id=actor.worker)
    session.add(assessment)
    session.flush()
    session.add_all(
        NeedsAssessmentPart.made(assessment_id=identity(assessment), domain=domain, needs=needs[domain])
        for domain in PlanDomain
    )
    engine.refresh(session, young_person_id=identity(young_person))
    return assessment


def record_readiness(
    session: Session, actor: Actor, young_person: YoungPerson, answers: Mapping[Skill, SkillAnswer]
) -> list[ReadinessMark]:
    """Record today how ready they are in each skill, both views side by side.

    Raises Refused below 16, and when it was recorded today already.
    """
    day = today(session)
    if age_on(young_person.born_on, day) < FROM_AGE:
        raise Refused("", "This begins at 16.")
    marks = [
        ReadinessMark.made(
            young_person_id=identity(young_person), recorded_on=day, skill=skill, their_view=said.their_view,
            worker_view=said.worker_view, next_step=said.next_step, recorded_by_id=actor.worker,
        )
        for skill, said in answers.items()
    ]  # fmt: skip
    with saving(session, "", "This was recorded today already. The next one may be recorded tomorrow."):
        session.add_all(marks)
    return marks


def last_assessment(session: Session, young_person_id: int) -> NeedsAssessment | None:
    """The latest finished assessment."""
    statement = (
        select(NeedsAssessment)
        .where(col(NeedsAssessment.young_person_id) == young_person_id)
        .order_by(col(NeedsAssessment.finished_on).desc(), col(NeedsAssessment.id).desc())
    )
    return session.execute(statement).scalars().first()


def needs_found(session: Session, assessment: NeedsAssessment | None) -> dict[PlanDomain, str]:
    """What an assessment found in each domain, in the plan's order; nothing for none."""
    if assessment is None:
        return {}
    statement = select(NeedsAssessmentPart).where(col(NeedsAssessmentPart.assessment_id) == assessment.id)
    found = {part.domain: part.needs for part in session.execute(statement).scalars()}
    return {domain: found[domain] for domain in PlanDomain if domain in found}


def readiness(session: Session, young_person_id: int) -> dict[date, dict[Skill, ReadinessMark]]:
    """Every time it was recorded, the latest first, with each skill's marks in their order."""
    statement = (
        select(ReadinessMark)
        .where(col(ReadinessMark.young_person_id) == young_person_id)
        .order_by(col(ReadinessMark.recorded_on).desc(), col(ReadinessMark.id))
    )
    found: dict[date, dict[Skill, ReadinessMark]] = {}
    for mark in session.execute(statement).scalars():
        found.setdefault(mark.recorded_on, {})[mark.skill] = mark
    return found


__all__ = [
    "SkillAnswer", "finish_assessment", "last_assessment", "needs_found", "readiness", "record_readiness",
]  # fmt: skip
